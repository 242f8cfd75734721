"""The link says what is seen, and what it says is seen, in either language."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from chedun_gis.texts import LANGS, Lang, say
from chedun_gis.views.shared import link
from tests.chedun_gis.views.pages import opened, town_served
from tests.conftest import HOSTILE


@pytest.fixture(autouse=True)
def _served(toy_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    table = "line,route,kind,basis\n甲,甲,regular,stated\n"
    (toy_dir / "bus_services.csv").write_text(table, encoding="utf-8")
    with town_served(toy_dir, tmp_path / "workspace", monkeypatch):
        yield


def said(app: AppTest) -> dict[str, str]:
    """Return the link, each name once."""
    found = {}
    for name, value in app.query_params.items():
        [found[name]] = [value] if isinstance(value, str) else value
    return found


def ran(started: Any) -> AppTest:  # noqa: ANN401 - a page or a widget
    app: AppTest = started.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("lang", LANGS)
def test_what_goes_without_saying_is_not_said(lang: Lang) -> None:
    for tool in ("map", "score", "coverage", "bus", "belt", "profile", "siting", "survey"):
        assert said(opened(tool, lang)) == {"lang": lang}, tool


@pytest.mark.parametrize("lang", LANGS)
def test_a_choice_is_said_and_taken_back(lang: Lang) -> None:
    app = opened("coverage", lang)
    first, *others = app.selectbox[0].options
    ran(app.selectbox[0].select(others[0]))
    kind = said(app)["service"]
    # Followed by somebody else, in the other language too, the link shows the same.
    for other in LANGS:
        again = opened("coverage", other, service=kind)
        assert again.selectbox[0].index == 1
        assert said(again) == {"lang": other, "service": kind}
    ran(app.selectbox[0].select(first))
    assert said(app) == {"lang": lang}


def test_a_link_followed_meanwhile_wins_over_the_widget() -> None:
    app = opened("coverage", "zh")
    ran(app.selectbox[0].select_index(2))
    third = said(app)["service"]
    ran(app.selectbox[0].select_index(1))
    ran(app)  # the browser has it by now
    # As when one steps back in the browser: what the link says is shown, and stays said.
    app.query_params["service"] = third
    ran(app)
    assert said(app)["service"] == third
    assert app.selectbox[0].index == 2


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 5_000, ""])
def test_what_there_is_not_is_as_if_it_were_not_asked_for(text: str) -> None:
    app = opened("coverage", "zh", service=text, rule=text, land=text, people=text, at=text)
    assert not app.error
    assert app.selectbox[0].index == 0
    siting = opened("siting", "en", area=text, count=text, inside=text, aim=text)
    # Whatever the toy town lacks for a siting is said as it is without a link.
    assert [each.value for each in siting.error] == [each.value for each in opened("siting").error]


def test_filters_of_the_list_are_in_the_link() -> None:
    app = opened("map", "zh")
    ran(app.multiselect[0].set_value(["planned", "completed"]))
    assert said(app)["stage"] == "planned completed"
    ran(app.text_input[0].set_value("影视 基地"))
    again = opened("map", "en", **{name: said(app)[name] for name in ("find", "stage")})
    assert again.multiselect[0].value == ["planned", "completed"]
    assert again.text_input[0].value == "影视 基地"
    clear = next(each for each in again.button if each.label == say("list.clear", "en"))
    ran(clear.click())
    assert said(again) == {"lang": "en"}
    assert again.multiselect[0].value == []


@pytest.mark.parametrize("ids", [[], ["a"], ["a b", "c%20d", "甲 乙"], list(HOSTILE)])
def test_several_ids_read_as_they_were_written(
    ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "said", lambda _: link.together(ids))
    assert list(link.several("any")) == ids


def test_numbers_switches_and_dates_of_a_link_stay_within_their_limits() -> None:
    app = opened("siting", "zh", area="2.5", count="3", spacing="9999", people="1")
    values = {each.label: each.value for each in app.number_input}
    assert values[say("siting.area", "zh")] == 2.5
    assert values[say("siting.count", "zh")] == 3
    assert values[say("siting.spacing", "zh")] == 200
    assert app.toggle[0].value is True


def frame() -> None:
    """Draw only what the frame makes of a link, and of a click on the map."""
    import streamlit as st  # noqa: PLC0415 - the script runs by itself

    from chedun_gis.views.shared import link, stage  # noqa: PLC0415 - the same

    tool = st.session_state.get("at", "map")
    if "spoken" in st.session_state:
        link.speak(st.session_state.pop("spoken"))
    link.lang()
    link.read(tool)
    stage.begin(tool, ())
    if "clicked" in st.session_state:
        stage.choose("projects", st.session_state.pop("clicked"), fly=False)
    st.session_state["followed"] = link.followed(), link.followed()
    link.write(tool)
    if "asked" in st.session_state:
        st.session_state["left"] = link.followed()
    st.session_state["offered"] = link.offer("coverage")


def test_a_click_on_the_navigation_right_after_one_on_the_map_loses_neither() -> None:
    app = AppTest.from_function(frame)
    app.query_params["lang"] = "zh"
    ran(app)
    before = app.session_state["offered"]
    app.session_state["clicked"] = "p-1"
    ran(app)
    assert app.session_state["offered"] == {"lang": "zh", "project": "p-1"}
    # The navigation that is clicked was drawn before the map was.
    app.session_state["at"] = "coverage"
    app.query_params.clear()
    app.query_params.update(before)
    ran(app)
    assert said(app) == {"lang": "zh", "project": "p-1"}
    ran(app)  # the browser has it by now
    # The same link followed in the tool that it leads to is meant as it is.
    app.query_params.clear()
    app.query_params.update(before)
    ran(app)
    assert said(app) == {"lang": "zh"}


def test_what_was_never_offered_is_followed() -> None:
    app = AppTest.from_function(frame)
    app.query_params["lang"] = "zh"
    ran(app)
    app.session_state["clicked"] = "p-1"
    ran(app)
    app.session_state["at"] = "coverage"
    app.query_params.update({"lang": "zh", "project": "p-2"})
    ran(app)
    assert said(app) == {"lang": "zh", "project": "p-2"}


def test_only_a_part_that_did_not_read_the_link_asks_for_the_page() -> None:
    app = AppTest.from_function(frame)
    app.query_params.update({"lang": "zh", "project": "p-2"})
    app.session_state["asked"] = True
    ran(app)
    # Read by this run, it is known; by a later part, it is news until it is written.
    assert app.session_state["followed"] == (False, True)
    assert app.session_state["left"] is False


def test_a_browser_that_has_not_heard_yet_follows_no_link() -> None:
    app = AppTest.from_function(frame)
    app.query_params["lang"] = "zh"
    ran(app)
    app.session_state["clicked"] = "p-1"
    ran(app)
    for _ in range(2):
        # What is clicked next comes with the link of before.
        app.query_params.clear()
        app.query_params["lang"] = "zh"
        ran(app)
        assert said(app) == {"lang": "zh", "project": "p-1"}
    ran(app)
    app.query_params.clear()
    app.query_params["lang"] = "zh"
    ran(app)
    assert said(app) == {"lang": "zh"}


def test_the_language_that_was_chosen_stays_though_the_browser_has_not_heard_yet() -> None:
    app = AppTest.from_function(frame)
    app.query_params["lang"] = "zh"
    ran(app)
    app.session_state["spoken"] = "en"
    ran(app)
    app.query_params["lang"] = "zh"
    ran(app)
    assert said(app) == {"lang": "en"}


@pytest.mark.parametrize("stepped", [True, False])
def test_only_a_link_that_was_stepped_back_to_opens_the_scenario_of_before(
    stepped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wishing() -> None:
        import streamlit as st  # noqa: PLC0415 - the script runs by itself

        from chedun_gis.views.shared import link, stage  # noqa: PLC0415 - the same

        link.lang()
        link.read("scenario")
        stage.begin("scenario", ())
        st.session_state["wish"] = link.wish("scenario")
        link.put({"scenario": st.session_state.get("at_work", "")})
        link.write("scenario")

    app = AppTest.from_function(wishing)
    app.query_params["lang"] = "zh"
    app.session_state["at_work"] = "s-1"
    ran(app)
    assert said(app) == {"lang": "zh", "scenario": "s-1"}
    app.session_state["at_work"] = ""
    ran(app)
    monkeypatch.setattr(link, "_stepped", lambda: stepped)
    app.query_params["scenario"] = "s-1"
    ran(app)
    assert app.session_state["wish"] == ("s-1" if stepped else "")


def test_a_choice_stays_that_comes_before_the_run_has_written_all() -> None:
    def page() -> None:
        import streamlit as st  # noqa: PLC0415 - the script runs by itself

        from chedun_gis.views.shared import link, stage  # noqa: PLC0415 - the same

        link.lang()
        stage.begin("scenario", ())
        if st.session_state.get("clicked"):
            link.choose("mode", "compare", "edit")
        link.read("scenario")
        link.put({"scenario": "s-1"})
        if st.session_state.get("ended"):
            st.stop()  # where a click ends it
        link.write("scenario")

    app = AppTest.from_function(page)
    app.query_params["lang"] = "zh"
    app.session_state["ended"] = True
    ran(app)
    assert said(app) == {"lang": "zh", "scenario": "s-1"}
    app.session_state["ended"] = False
    app.session_state["clicked"] = True
    ran(app)
    assert said(app) == {"lang": "zh", "scenario": "s-1", "mode": "compare"}


def test_a_link_to_what_was_drawn_anew_opens_what_stands_there_now(toy_dir: Path) -> None:
    table = "layer,old,new,share\nparks,park-before,one,0.60\n"
    (toy_dir / "replaced_ids.csv").write_text(table, encoding="utf-8")
    app = opened("map", "zh", layer="parks", feature="park-before")
    assert said(app) == {"lang": "zh", "layer": "parks", "feature": "one"}
