"""The page of imports takes in a large file batch by batch, and says how far it is."""

from pathlib import Path

import geopandas as gpd
import pytest
from shapely import box
from streamlit.testing.v1 import AppTest

from chedun_gis.importing import acceptance, in_batches, plan
from chedun_gis.texts import say
from chedun_gis.town import installation
from tests.chedun_gis.views.pages import town_served


def accepting(file: str) -> None:
    """Draw the end of the page: what was prepared, and the button."""
    from pathlib import Path  # noqa: PLC0415 - a script of its own

    import streamlit as st  # noqa: PLC0415

    from chedun_gis.importing import Options, open_file, prepare  # noqa: PLC0415
    from chedun_gis.town import town  # noqa: PLC0415
    from chedun_gis.views.importing.page import _accept  # noqa: PLC0415
    from layers import LAYERS  # noqa: PLC0415

    values = {"basis": "surveyed", "accuracy_m": "1", "kind": "community", "stage": "completed"}
    options = Options(datum="wgs84", values=values)
    if "prepared" not in st.session_state:
        opened = open_file(Path(file), options)
        ready = prepare(opened, LAYERS["parks"], options, town())
        st.session_state["prepared"] = ready
    _accept(st.session_state["prepared"], lambda: st.session_state["prepared"], "zh")


def test_a_large_file_is_accepted_batch_by_batch(
    toy_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (plan, in_batches):
        monkeypatch.setattr(module, "ROWS_A_BATCH", 3)
    monkeypatch.setattr(acceptance, "LARGE", 3)
    frame = gpd.GeoDataFrame(
        {"id": [f"p{at}" for at in range(7)]},
        geometry=[box(121.28 + at / 500, 31.0, 121.281 + at / 500, 31.001) for at in range(7)],
        crs=4326,
    )
    frame.to_file(tmp_path / "a.gpkg")
    with town_served(toy_dir, tmp_path / "space", monkeypatch):
        app = AppTest.from_function(
            accepting, kwargs={"file": str(tmp_path / "a.gpkg")}, default_timeout=600
        ).run()
        assert not app.exception
        app.button(key="import_accept").click().run()
        assert not app.exception
        assert "7" in app.session_state["import_done"]
        assert "import_begun" not in app.session_state
        assert installation.town().loaded("parks").count == 7
        assert installation.town().large("parks") is not None


def whole_page() -> None:
    """Draw the page of imports."""
    from chedun_gis.views.importing import page  # noqa: PLC0415 - a script of its own

    page.show("zh")


def test_who_left_a_long_import_before_its_end_is_told_once(
    toy_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town_served(toy_dir, tmp_path / "space", monkeypatch):
        app = AppTest.from_function(whole_page, default_timeout=240)
        app.session_state["import_begun"] = True
        assert say("import.broken_off", "zh") in [each.value for each in app.run().warning]
        assert not app.run().warning
