"""The pages of profiles and belts, run without a browser, on the toy town's files."""

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

from chedun_gis.server.publisher import publisher
from chedun_gis.texts import LANGS, Lang, say
from chedun_gis.town import installation
from chedun_gis.views.shared import stage
from layers import LAYERS
from tests.chedun_gis.views.pages import opened as opened_in
from tests.conftest import EAST, HOSTILE, NORTH, SOUTH, WEST, feature

SHARED = (installation.settings, installation.source, publisher)
WIDTH_DEG = EAST - WEST


@pytest.fixture
def maps(toy_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """Keep what the map is given, in place of drawing it."""
    given: list[dict[str, Any]] = []
    table = "line,route,kind,basis\n甲,甲,regular,stated\n"
    (toy_dir / "bus_services.csv").write_text(table, encoding="utf-8")
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(toy_dir))
    monkeypatch.setattr(stage, "st_folium", lambda _, **options: given.append(options))
    look = "discover_and_register_components"
    monkeypatch.setattr(BidiComponentManager, look, lambda *_, **__: None)
    for shared in SHARED:
        shared.forget()
    yield given
    for shared in SHARED:
        shared.forget()


def opened(name: str, lang: Lang = "zh", **said: str) -> AppTest:
    return opened_in(name, lang, **said)


def ran(started: Any) -> AppTest:  # noqa: ANN401 - a page or a widget
    app: AppTest = started.run()
    assert not app.exception
    return app


def html_of(app: AppTest) -> str:
    return "\n".join(str(each.proto.body) for each in app.get("html"))


@pytest.mark.parametrize("lang", LANGS)
def test_a_profile_stands_on_one_sheet(maps: list[dict[str, Any]], lang: Lang) -> None:
    app = opened("profile", lang)
    shown = html_of(app)
    assert f"<h2>{'示例' if lang == 'zh' else 'Example'}</h2>" in shown
    for key in ("area", "projects", "rivers", "industry", "land", "parks_title", "rests_on"):
        assert escape(say(f"profile.{key}", lang)) in shown
    # The toy's features are surveyed: no figure is marked as a sketch.
    assert 'class="basis sketch"' not in shown
    tiles = [part.partition("</div>")[0] for part in shown.split('<div class="tile">')[1:]]
    assert [tile.count('class="basis"') for tile in tiles] == [1] * 6
    assert len(maps) == 1
    assert "area" not in app.query_params  # the first goes without saying
    titles = [each.proto.label for each in app.get("download_button")]
    assert titles == [say("profile.json", lang), say("profile.geojson", lang)]


def test_a_sketch_is_marked_at_its_figures(
    maps: list[dict[str, Any]], toy_with: Callable[..., Path]
) -> None:
    toy_with("parks", feature(LAYERS["parks"], basis="schematic"))
    shown = html_of(opened("profile"))
    tile = shown.split(say("profile.parks", "zh"))[1].split("</div>")[0]
    assert 'class="basis sketch"' in tile
    area = shown.split(say("profile.area", "zh"))[1].split("</div>")[0]
    assert 'class="basis sketch"' not in area
    assert say("indicator.sketch_warning", "zh") in shown
    assert len(maps) == 1


@pytest.mark.usefixtures("maps")
def test_a_link_opens_on_its_area_and_another_can_be_chosen() -> None:
    app = opened("profile", "en", area="belts:one")
    assert app.selectbox[0].value == "belts:one"
    assert app.query_params["area"] in ("belts:one", ["belts:one"])
    ran(app.selectbox[0].select("zones:one"))
    assert "area" not in app.query_params


@pytest.mark.usefixtures("maps")
@pytest.mark.parametrize("text", HOSTILE)
def test_a_link_to_nothing_says_so(text: str) -> None:
    app = opened("profile", area=text)
    assert len(app.warning) == 1
    assert text not in app.warning[0].value
    assert app.selectbox[0].value == "zones:one"


@pytest.mark.usefixtures("maps")
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_is_shown_literally(toy_with: Callable[..., Path], text: str) -> None:
    values = {"name_zh": text, "target_zh": text, "target_en": text, "plan_ref": text}
    for layer in ("zones", "belts", "projects", "river_segments", "bus_stops"):
        known = {field.name for field in LAYERS[layer].all_fields}
        given = {name: value for name, value in values.items() if name in known}
        given |= {"river_zh": text} if layer == "river_segments" else {}
        toy_with(layer, feature(LAYERS[layer], **given))
    shown = html_of(opened("profile"))
    assert f"<h2>{escape(text)}</h2>" in shown
    assert text == escape(text) or text not in shown
    ran(opened("belt"))


@pytest.mark.parametrize("lang", LANGS)
def test_a_belt_and_what_lies_in_it(maps: list[dict[str, Any]], lang: Lang) -> None:
    app = opened("belt", lang)
    name = "示例" if lang == "zh" else "Example"
    assert name in html_of(app)
    assert len(maps) == 1
    # 10 m along the diagonal of the town's 955 by 1109 m: 14,600 of 1,059,000 m².
    assert app.caption[0].value == say("belt.of_town", lang, share="1.4%")
    ran(app.slider[0].set_value(500))
    # 500 m: all but the two corners that lie over 250 m off the diagonal, whose height on it is
    # 955 · 1,109 / 1,463.5 = 723.7 m; so 1 - ((723.7 - 250) / 723.7)² = 57.2 %.
    assert app.caption[0].value == say("belt.of_town", lang, share="57.2%")
    assert [each.value for each in app.header] == [say("belt.title", lang)]
    assert [each.value for each in app.subheader] == [say("belt.overlap", lang)]


@pytest.mark.usefixtures("maps")
def test_a_belt_outside_the_town_says_so_and_the_overlap_stands(
    toy_with: Callable[..., Path],
) -> None:
    east = [[WEST + 5 * WIDTH_DEG, SOUTH], [EAST + 5 * WIDTH_DEG, NORTH]]
    toy_with(
        "roads",
        feature(LAYERS["roads"], geometry={"type": "LineString", "coordinates": east}),
    )
    app = opened("belt")
    ran(app.selectbox(key="belt_along_zh").select("roads"))
    assert [each.value for each in app.info] == [say("belt.outside", "zh")]
    # Zones over homes: the same square twice.
    table = app.dataframe[0].value
    assert table[say("belt.left_share", "zh")].tolist() == pytest.approx([100])
    ran(app.toggle[0].set_value(False))
    assert say("belt.outside", "zh") not in [each.value for each in app.info]


@pytest.mark.usefixtures("maps")
def test_layers_that_share_no_ground(toy_with: Callable[..., Path]) -> None:
    ring = [[0.1, 0.1], [0.2, 0.1], [0.2, 0.2], [0.1, 0.1]]
    corners = [[[WEST - x * WIDTH_DEG, SOUTH + y * WIDTH_DEG] for x, y in ring]]
    shape = {"type": "Polygon", "coordinates": corners}
    toy_with("residential", feature(LAYERS["residential"], geometry=shape))
    app = opened("belt")
    ran(app.selectbox(key="belt_first_zh").select("parks"))
    assert say("belt.no_pairs", "zh") in [each.value for each in app.info]
