"""The section of the data page: choices, what is lost, what was found; no browser."""

import json
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from chedun_gis.compute import ask, known
from chedun_gis.handoff import ALL, FORMATS, PACKED, Request, forecast, target_of
from chedun_gis.server.publisher import publisher
from chedun_gis.texts import LANGS, Lang, say
from chedun_gis.town import TownSource, installation
from layers import LAYERS
from tests.conftest import HOSTILE, PLACE, feature, with_plans

SHARED = (
    installation.settings,
    installation.source,
    publisher,
)


@pytest.fixture
def folder(toy_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(toy_dir))
    look = "discover_and_register_components"
    monkeypatch.setattr(BidiComponentManager, look, lambda *_, **__: None)
    for shared in SHARED:
        shared.forget()
    yield toy_dir
    for shared in SHARED:
        shared.forget()


def section(lang: Lang) -> AppTest:
    def page(lang) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - names nothing outside
        from chedun_gis.views.data import handoff  # noqa: PLC0415 - the script's own import

        handoff.show(lang)

    return ran(AppTest.from_function(page, args=(lang,), default_timeout=240))


def ran(started: AppTest | Element) -> AppTest:
    app = started.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    parts = (*app.markdown, *app.success, *app.error, *app.caption, *app.info)
    return "\n".join(str(each.value) for each in parts).replace("\\", "")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("lang", LANGS)
def test_the_choices_fit_the_format(lang: Lang) -> None:
    app = section(lang)
    assert app.selectbox(key="handoff_format").options == [
        each.title[lang] for each in FORMATS.values()
    ]
    assert len(app.selectbox(key="handoff_crs_gpkg").options) == 4
    assert app.selectbox(key="handoff_crs_gpkg").value == "EPSG:4549"
    assert app.selectbox(key="handoff_encoding_gpkg").disabled
    assert say("handoff.no_losses", lang) in said(app)
    ran(app.selectbox(key="handoff_format").set_value(FORMATS["kml"]))
    assert len(app.selectbox(key="handoff_crs_kml").options) == 1
    ran(app.selectbox(key="handoff_format").set_value(FORMATS["shp"]))
    assert app.selectbox(key="handoff_encoding_shp").options == ["UTF-8", "GBK"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("lang", LANGS)
def test_what_is_lost_is_said_before(lang: Lang) -> None:
    app = section(lang)
    ran(app.selectbox(key="handoff_format").set_value(FORMATS["shp"]))
    assert "new_twn_rd" in said(app)
    ran(app.selectbox(key="handoff_format").set_value(FORMATS["txt"]))
    title = LAYERS["roads"].title[lang]
    assert say("handoff.reason.geometry", lang, layer=title) in said(app)
    ran(app.multiselect(key="handoff_layers").set_value(["roads"]))
    assert say("error.handoff_nothing", lang, format="txt", known="roads") in said(app)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("lang", LANGS)
def test_what_was_found_is_said_after(lang: Lang) -> None:
    app = section(lang)
    town = installation.town()
    request = Request((ALL,), target_of("gpkg", PLACE, crs="EPSG:4549"))
    ask(PACKED, town, request)
    ran(app)
    farthest = say("handoff.millimetre", lang)
    assert say(
        "handoff.all_same", lang, layers=len(LAYERS), features=len(LAYERS), farthest=farthest
    ) in said(app)
    table = app.dataframe[0].value
    assert set(table[say("handoff.result", lang)]) == {say("handoff.same", lang)}
    assert say("conversion.ballpark", lang) in said(app)


def test_a_pack_is_made_once_and_again_when_a_layer_has_changed(
    folder: Path, toy_with: Callable[..., Path]
) -> None:
    source = TownSource(folder)
    request = Request(("parks",), target_of("gpkg", PLACE))
    assert known(PACKED, source.town(), request) is None
    found = ask(PACKED, source.town(), request)
    assert ask(PACKED, source.town(), request) is found
    assert known(PACKED, source.town(), request) is found
    with zipfile.ZipFile(BytesIO(found.content)) as file:
        assert "data/chedun.gpkg" in file.namelist()
    toy_with("parks", *(feature(LAYERS["parks"], each) for each in "ab"))
    assert known(PACKED, source.town(), request) is None
    assert ask(PACKED, source.town(), request).features == 2


def test_a_pack_never_ships_an_old_scorecard(folder: Path, toy_with: Callable[..., Path]) -> None:
    # The pack is of parks alone, but its scorecard counts the value that is entered after it.
    toy_with("parks", feature(LAYERS["parks"]))
    with_plans(folder)
    source, request = TownSource(folder), Request(("parks",), target_of("gpkg", PLACE))
    ask(PACKED, source.town(), request)
    rows = "id,value,date,source,basis\ngdp,7.25,2024,b,plan\n"
    (folder / "indicator_values.csv").write_text(rows, encoding="utf-8")
    with zipfile.ZipFile(BytesIO(ask(PACKED, source.town(), request).content)) as file:
        lines = json.loads(file.read("scorecard.json"))
    assert next(each for each in lines if each["id"] == "gdp")["value"] == 7.25


@pytest.mark.usefixtures("folder")
def test_a_hostile_value_is_text_in_the_losses(toy_with: Callable[..., Path]) -> None:
    long = "长" * 200
    bus = [
        feature(LAYERS["bus_lines"], text, stops=long + text)
        for text in (*HOSTILE, "**b** :red[x]")
    ]
    toy_with("bus_lines", *bus)
    app = section("zh")
    ran(app.selectbox(key="handoff_format").set_value(FORMATS["shp"]))
    raw = "\n".join(str(each.value) for each in app.markdown)
    foreseen = forecast(installation.town(), Request(("bus_lines",), target_of("shp", PLACE)))
    assert foreseen.losses[0][1].example == HOSTILE[0]
    assert HOSTILE[0] not in raw
    assert r"\<img src=x onerror=alert\(1\)\>" in raw
