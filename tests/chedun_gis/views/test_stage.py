"""The stage: who hears what the map says while a tool is drawn, and when a run gives way."""

import pytest
import streamlit as st

from chedun_gis.analysis import Evidence
from chedun_gis.texts import text
from chedun_gis.views.shared import stage

TITLE = text("then.title")


def say(message: dict[str, object]) -> None:
    """Let the map say one thing more."""
    number = stage.now().heard + 1
    st.session_state["map"] = {
        "last_active_drawing": {"token": "abc", "messages": [{"number": number, **message}]}
    }
    stage._heard()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    monkeypatch.setattr(st, "session_state", {})
    said: list[object] = []
    stage.begin("scenario", ())
    stage.show(Evidence(TITLE, ()), "zh", on_pen=said.append, on_place=said.append)
    return said


def test_a_run_that_gives_way_leaves_the_map_its_hearer(heard: list[object]) -> None:
    """Between `begin` and `show` the map says an edit: it is heard, by the tool as drawn before."""
    stage.begin("scenario", ())
    say({"kind": "edits", "edits": []})
    say({"kind": "evidence", "id": "gap-1"})
    assert [each if isinstance(each, str) else each["kind"] for each in heard] == [  # type: ignore[index]
        "edits",
        "gap-1",
    ]
    assert stage.page_asked_for()


def test_another_tool_hears_nothing_of_the_one_before(heard: list[object]) -> None:
    stage.begin("coverage", ())
    say({"kind": "edits", "edits": []})
    assert heard == []
    assert not stage.page_asked_for()


def test_the_date_looked_back_to_is_of_one_drawing(heard: list[object]) -> None:
    stage.begin("map", ())
    stage.look_back("2024-06")
    assert stage._play().scene.then == "2024-06"
    stage.begin("map", ())
    assert stage._play().scene.then == ""
    assert heard == []
