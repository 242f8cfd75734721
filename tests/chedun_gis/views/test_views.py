"""The pages, run without a browser: what they show, in both languages, also when data is broken."""

import json
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from chedun_gis.server.publisher import publisher
from chedun_gis.texts import LANGS, Lang, say
from chedun_gis.town import installation
from chedun_gis.views.shared import stage
from layers import LAYERS
from tests.chedun_gis.views.pages import opened
from tests.conftest import HOSTILE, feature

MAIN = Path(__file__).resolve().parents[3] / "chedun_gis" / "views" / "main.py"
SHARED = (installation.settings, installation.source, publisher)


def each_layer_in_turn() -> list[tuple[str, Lang]]:
    """Every layer once, the languages alternating, to keep the run short."""
    return [(layer_id, LANGS[i % 2]) for i, layer_id in enumerate(LAYERS)]


class FakeMap:
    """Stands for the map component: keeps what it was given, and clicks when told."""

    def __init__(self) -> None:
        self.given: list[dict[str, Any]] = []
        self.click: dict[str, object] | None = None
        self.clicks = 0

    def __call__(self, shell: object, **options: Any) -> None:  # noqa: ANN401 - as st_folium
        self.given.append({"shell": shell, **options})
        if self.click is None:
            return
        self.clicks += 1
        said = {"number": self.clicks, "kind": "select", **self.click}
        st.session_state[options["key"]] = {
            "last_active_drawing": {"token": "map", "messages": [said]}
        }
        self.click = None
        options["on_change"]()

    @property
    def scene(self) -> dict[str, Any]:
        """What the map was told last."""
        scene: dict[str, Any] = json.loads(self.given[-1]["feature_group_to_add"].scene)
        return scene


@pytest.fixture
def chart(toy_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeMap]:
    fake = FakeMap()
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(toy_dir))
    monkeypatch.setattr(stage, "st_folium", fake)
    # Every AppTest looks through all installed packages for components: most of its time.
    look = "discover_and_register_components"
    monkeypatch.setattr(BidiComponentManager, look, lambda *_, **__: None)
    for shared in SHARED:
        shared.forget()
    yield fake
    for shared in SHARED:
        shared.forget()


def explorer(**link: str) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=240)
    for name, value in link.items():
        app.query_params[name] = value
    return ran(app)


def ran(started: AppTest | Element) -> AppTest:
    app = started.run()
    assert not app.exception
    return app


def html_of(app: AppTest) -> str:
    return "\n".join(str(each.proto.body) for each in app.get("html"))


@pytest.mark.usefixtures("chart")
@pytest.mark.parametrize("lang", LANGS)
def test_the_map_page_starts_with_a_hint(lang: Lang) -> None:
    app = explorer(lang=lang)
    assert say("list.title", lang) in html_of(app)
    said = [say("card.empty", lang), say("list.shown", lang, shown=1, total=1)]
    said.append(say("overview.no_money", lang))
    assert [each.value for each in app.caption] == said
    assert [each.label for each in app.multiselect] == [
        say(f"list.{name}", lang) for name in ("stage", "sector", "zone")
    ]
    assert not app.warning


@pytest.mark.usefixtures("chart")
@pytest.mark.parametrize("lang", LANGS)
def test_a_folder_of_no_town_is_told_in_one_sentence(toy_dir: Path, lang: Lang) -> None:
    (toy_dir / "town.toml").write_text("zomm = 3\n", "utf-8")
    app = explorer(lang=lang)
    [told] = app.error
    assert all(key in told.value for key in ("zomm", "metric", "bounds"))
    assert not app.button  # there is no page without a town


def test_chinese_by_default_english_at_a_switch(chart: FakeMap) -> None:
    app = explorer()
    assert app.query_params["lang"] in ("zh", ["zh"])
    ran(app.button(key="switch_language").click())
    assert app.query_params["lang"] in ("en", ["en"])
    assert app.caption[0].value == say("card.empty", "en")
    # In another language the map is the same, and is told so.
    assert {each["key"] for each in chart.given} == {"map"}
    assert chart.scene["lang"] == "en"


def test_the_map_is_asked_for_clicks_only(chart: FakeMap) -> None:
    explorer()
    assert chart.given[-1]["returned_objects"] == ["last_active_drawing"]
    assert chart.scene["selection"] is None


@pytest.mark.parametrize(("layer_id", "lang"), each_layer_in_turn())
def test_a_click_on_any_layer_opens_its_card(chart: FakeMap, layer_id: str, lang: Lang) -> None:
    app = explorer(lang=lang)
    chart.click = {"layer": layer_id, "id": "one"}
    ran(app)
    ran(app)  # what a click does is on the page after the next run
    shown = html_of(app)
    assert f"<h3>{'示例' if lang == 'zh' else 'Example'}</h3>" in shown
    assert escape(LAYERS[layer_id].title[lang]) in shown
    link = {"project": "one"} if layer_id == "projects" else {"layer": layer_id, "feature": "one"}
    for name, value in link.items():
        assert app.query_params[name] in (value, [value])
    assert (chart.scene["selection"], chart.scene["flight"]) == ([layer_id, "one"], 0)
    ran(app.button(key="close_card").click())
    assert "<h3>" not in html_of(app)
    assert chart.scene["selection"] is None
    assert not set(link) & set(app.query_params)


def test_a_link_opens_on_its_project(chart: FakeMap) -> None:
    app = explorer(project="one", lang="en")
    assert "<h3>Example</h3>" in html_of(app)
    assert (chart.scene["goal"], chart.scene["flight"]) == (["projects", "one"], 1)
    assert "<h3>Example</h3>" in html_of(explorer(layer="parks", feature="one", lang="en"))


@pytest.mark.usefixtures("chart")
@pytest.mark.parametrize("lang", LANGS)
def test_a_link_to_nothing_says_so(lang: Lang) -> None:
    app = explorer(project="gone", lang=lang)
    assert [each.value for each in app.warning] == [say("card.unknown", lang, id="gone")]
    assert not explorer(layer="lakes", feature="one").warning


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_link_is_shown_as_plain_text(chart: FakeMap, text: str) -> None:
    app = explorer(project=text)
    shown = app.warning[0].value
    assert shown.replace("\\", "") == say("card.unknown", "zh", id=text)
    # Every character that Streamlit's markdown could read as markup stands behind a backslash.
    assert f"\\{text[0]}" in shown
    assert chart.scene["selection"] is None
    assert text not in chart.given[-1]["shell"].get_root().render()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_is_shown_literally(
    chart: FakeMap, toy_with: Callable[..., Path], text: str
) -> None:
    layer = LAYERS["projects"]
    values = {"name_zh": text, "target_zh": text, "body_zh": text, "source": text, "zone_id": text}
    toy_with("projects", feature(layer, "one", **values))
    toy_with("zones", feature(LAYERS["zones"], text, name_zh=text))
    app = explorer(project="one")
    card = html_of(app)
    assert f"<h3>{escape(text)}</h3>" in card
    # Name, target, body and zone, and in the last line the source and that it is not listed.
    assert card.count(escape(text)) == 6
    assert text == escape(text) or text not in card
    assert app.dataframe[0].value.iloc[0, 0] == text
    assert text not in chart.given[-1]["shell"].get_root().render()


def test_a_hostile_id_opens_its_card_but_never_reaches_the_map(
    chart: FakeMap, toy_with: Callable[..., Path]
) -> None:
    for text in HOSTILE:
        toy_with("projects", feature(LAYERS["projects"], text))
        app = explorer(project=text)
        assert "<h3>示例</h3>" in html_of(app)
        assert chart.scene["selection"] is None


@pytest.mark.usefixtures("chart")
def test_the_list_filters(toy_with: Callable[..., Path]) -> None:
    layer = LAYERS["projects"]
    toy_with(
        "projects",
        feature(layer, "a", name_en="Film base", stage="planned"),
        feature(layer, "b", name_en="Park", stage="completed", geometry=None),
    )
    app = explorer(lang="en")
    assert len(app.dataframe[0].value) == 2
    ran(app.multiselect(key="map_stage_en").set_value(["completed"]))
    assert app.dataframe[0].value["Name"].tolist() == ["Park"]
    assert "1 of 2" in [each.value for each in app.caption]
    ran(app.text_input(key="map_find_en").set_value("film"))
    assert [each.value for each in app.info] == [say("list.none", "en")]


@pytest.mark.usefixtures("chart")
@pytest.mark.parametrize(("layer_id", "lang"), each_layer_in_turn())
def test_a_broken_layer_is_named_and_the_rest_works(
    toy_dir: Path, layer_id: str, lang: Lang
) -> None:
    (toy_dir / LAYERS[layer_id].file).write_text("{", encoding="utf-8")
    other = "parks" if layer_id != "parks" else "roads"
    app = explorer(lang=lang, layer=other, feature="one")
    title = LAYERS[layer_id].title[lang]
    assert [each.value for each in app.warning] == [say("banner.broken", lang, layers=title)]
    assert "<h3>" in html_of(app)


@pytest.mark.usefixtures("chart")
@pytest.mark.parametrize("lang", LANGS)
def test_the_data_page_lists_every_layer(lang: Lang) -> None:
    app = opened("data", lang)
    table = app.dataframe[0].value
    assert table[say("data.id", lang)].tolist() == list(LAYERS)
    assert set(table[say("data.state", lang)]) == {say("data.ok", lang)}
    assert [each.value for each in app.header] == [say("data.title", lang)]
    assert app.selectbox(key=f"data_layer_of_{lang}").options == [
        x.title[lang] for x in LAYERS.values()
    ]


@pytest.mark.usefixtures("chart")
@pytest.mark.parametrize("lang", LANGS)
def test_the_data_page_says_what_is_wrong(toy_with: Callable[..., Path], lang: Lang) -> None:
    toy_with("parks", feature(LAYERS["parks"], HOSTILE[0], kind="theme-park"))
    app = opened("data", lang)
    table = app.dataframe[0].value.set_index(say("data.id", lang))
    assert table.loc["parks", say("data.state", lang)] == say("data.broken", lang)
    problem = app.dataframe[1].value.iloc[0]
    assert HOSTILE[0] in problem[say("problem.place", lang)]
    assert "theme-park" in problem[say("problem.what", lang)]
    assert LAYERS["parks"].title[lang] not in app.selectbox(key=f"data_layer_of_{lang}").options


@pytest.mark.usefixtures("chart")
@pytest.mark.parametrize("lang", LANGS)
def test_the_data_page_stands_when_every_layer_is_broken(toy_dir: Path, lang: Lang) -> None:
    for layer in LAYERS.values():
        (toy_dir / layer.file).unlink()
    table = opened("data", lang).dataframe[0].value
    assert set(table[say("data.state", lang)]) == {say("data.broken", lang)}
    assert explorer(lang=lang).warning
