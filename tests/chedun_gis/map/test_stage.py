"""What the map says is taken in once each, whatever is lost, doubled, late or nonsense."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.map import EVIDENCE, Spot, Stage, View, ask, mark, select, told, view_of

FRAME, OTHER = "one", "two"
PARK, STOP = Spot("parks", "park-01"), Spot("bus_stops", "stop-7")


def message(*said: dict[str, Any], token: str = FRAME) -> dict[str, Any]:
    return {"token": token, "messages": list(said)}


def click(number: int, spot: Spot) -> dict[str, Any]:
    return {"number": number, "kind": "select", "layer": spot.layer, "id": spot.id}


def test_a_click_selects_once() -> None:
    stage, news = told(Stage(), message(click(1, PARK)))
    assert (stage.selection, stage.heard, stage.token) == (PARK, 1, FRAME)
    assert [each["number"] for each in news] == [1]
    again, none = told(stage, message(click(1, PARK)))
    assert (again, none) == (stage, ())
    # What the user unselected stays unselected, however often the click is repeated.
    assert told(select(stage, None), message(click(1, PARK)))[0].selection is None


def test_a_map_that_was_replaced_counts_anew() -> None:
    stage, _ = told(Stage(), message(click(1, PARK), click(2, STOP)))
    stage, news = told(stage, message(click(1, PARK), token=OTHER))
    assert (stage.selection, stage.token, stage.heard) == (PARK, OTHER, 1)
    assert len(news) == 1


def test_a_place_of_the_result_is_marked_and_the_selection_stays() -> None:
    stage = select(Stage(), PARK)
    stage, _ = told(stage, message({"number": 1, "kind": EVIDENCE, "id": "gap-3"}))
    assert (stage.selection, stage.mark) == (PARK, "gap-3")
    assert stage.flight == 0  # who clicked sees it


def test_the_map_goes_to_what_was_chosen_elsewhere_each_time_it_is() -> None:
    stage = select(Stage(), PARK, fly=True)
    assert (stage.goal, stage.flight) == (PARK, 1)
    assert select(stage, PARK, fly=True).flight == 2
    assert mark(stage, "gap-1", fly=True).goal == Spot(EVIDENCE, "gap-1")
    assert mark(stage, "", fly=True) == stage


def test_a_link_asks_once_and_for_layers_that_there_are() -> None:
    view = View(31.0, 121.3, 14.5)
    stage = ask(Stage(), view, ("parks", "lakes", "parks/reach", "roads/reach"))
    assert (stage.view, stage.layers, stage.asked) == (view, ("parks", "parks/reach"), 1)
    assert ask(stage, None, None) == stage


@pytest.mark.parametrize(
    "text",
    ["", "31", "31,121", "31,121,99", "91,121,14", "31,181,14", "nan,121,14", "a,b,c", "1,2,3,4"],
)
def test_a_view_that_is_none_asks_for_none(text: str) -> None:
    assert view_of(text) is None


def test_a_view_reads_as_it_is_written() -> None:
    assert view_of(str(View(31.00001, 121.3, 14.5))) == View(31.00001, 121.3, 14.5)


NONSENSE = [
    None,
    "x",
    [],
    {},
    {"token": "one"},
    {"token": "one", "messages": 3},
    {"token": "<b>", "messages": [click(1, PARK)]},
    {"token": None, "messages": [click(1, PARK)]},
    message(),
    message({"kind": "select"}, {"number": "1"}, {"number": True}),
]


@pytest.mark.parametrize("said", NONSENSE)
def test_nonsense_changes_nothing(said: object) -> None:
    stage, news = told(Stage(selection=PARK), said)
    assert (stage.selection, news) == (PARK, ())


def test_an_unknown_layer_is_not_selected() -> None:
    assert told(Stage(), message(click(1, Spot("lakes", "a"))))[0].selection is None
    assert told(Stage(PARK), message({"number": 1, "kind": "select"}))[0].selection is None


# How often what is pending comes after each click, and whether the map then hears what was heard.
FATES = st.lists(st.tuples(st.sampled_from((PARK, STOP)), st.integers(0, 2), st.booleans()))


@given(FATES)
def test_dropped_and_doubled_messages_are_each_taken_in_once_and_in_order(
    fates: list[tuple[Spot, int, bool]],
) -> None:
    stage, taken = Stage(), []
    pending: list[dict[str, Any]] = []
    for number, (spot, times, hears) in enumerate(fates, start=1):
        pending.append(click(number, spot))
        for _ in range(times):
            stage, news = told(stage, message(*pending))
            taken += [each["number"] for each in news]
        if hears:
            pending = [each for each in pending if each["number"] > stage.heard]
    stage, news = told(stage, message(*pending))
    taken += [each["number"] for each in news]
    assert taken == list(range(1, len(fates) + 1))
    assert stage.selection == (fates[-1][0] if fates else None)
