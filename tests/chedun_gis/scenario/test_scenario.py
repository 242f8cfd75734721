"""Scenarios: changes laid over the layers, their files, undo, and what they change in figures."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box

from chedun_gis.analysis import CoverageQuestion, Pen, bus, bus_report, covered, find_rule
from chedun_gis.scenario import (
    Change,
    Desk,
    History,
    Scenario,
    by_rule,
    compare,
    did,
    difference_evidence,
    drop,
    effect_of,
    from_text,
    overlay,
    put,
    redone,
    scenario_evidence,
    scenario_town,
    take,
    targets_of,
    to_text,
    undone,
    zone_shares,
)
from chedun_gis.scenario.compare import TARGETS
from chedun_gis.scenario.scenario import rounded
from chedun_gis.town import TownSource, open_town
from chedun_gis.town.settings import DATA_DIR
from geo import InputError
from tests import by_hand
from tests.conftest import HOSTILE

STORE = open_town()
PLAN = find_rule(STORE, "park:plan-2025")
BASE = Scenario("s-1", "甲方案", author="张工", time="2026-11-23T10:00:00+08:00", note="试")


def park(west: float, south: float, name: str = "new-park-1") -> Change:
    shape = rounded(box(west, south, west + 0.001, south + 0.001), "parks")
    return Change("added", "parks", name, shape, {"name_zh": "新公园1"})


def test_the_layers_themselves_never_change() -> None:
    before = STORE.frame("parks").copy()
    scenario = put(put(BASE, park(121.27, 31.0)), Change("removed", "parks", "park-01"))
    changed = scenario_town(STORE, scenario)
    ids = set(changed.frame("parks")["id"])
    assert "new-park-1" in ids
    assert "park-01" not in ids
    assert STORE.frame("parks").equals(before)
    assert changed.frame("residential") is STORE.frame("residential")
    assert changed.digest_of("parks") != STORE.digest_of("parks")


def test_a_drawn_park_is_a_proposal_and_says_so() -> None:
    frame = scenario_town(STORE, put(BASE, park(121.27, 31.0))).frame("parks").set_index("id")
    row = frame.loc["new-park-1"]
    assert (row["basis"], row["stage"], row["name_zh"]) == ("schematic", "completed", "新公园1")
    assert frame.crs == STORE.frame("parks").crs


def test_switching_both_parks_on_completes_their_projects() -> None:
    both = frozenset({"parks/park-community-1", "parks/park-community-2"})
    (as_is, one, two) = compare(
        STORE,
        [BASE, replace(BASE, switched=frozenset(sorted(both)[:1])), replace(BASE, switched=both)],
    )
    built = [
        next(
            result.measurement.value
            for result in targets_of(STORE, each.scenario)
            if result.indicator.id == "community-parks"
        )
        for each in (as_is, one, two)
    ]
    assert built == [0, 1, 2]
    # By plain overlay: the parks there are, with the first planned one, with both.
    planned, green = by_hand.parks(stages=("planned",)), (by_hand.parks(*by_hand.GREEN), 500)
    assert list(planned.index) == ["park-community-1", "park-community-2"]
    want = [
        by_hand.share(by_hand.homes(), by_hand.reach(green, (planned[:count], 500)))
        for count in (0, 1, 2)
    ]
    shares = [each.effect.chosen.after.share for each in (as_is, one, two)]
    assert shares == pytest.approx(want, abs=by_hand.AGREE)
    assert [result.indicator.id for result in targets_of(STORE, two.scenario)] == list(TARGETS)


def test_the_effect_is_that_of_measuring_the_changed_town_anew() -> None:
    scenario = replace(BASE, switched=frozenset({"parks/park-community-1"}))
    for change in (
        park(121.27, 31.0),
        Change("removed", "parks", "park-01"),
        Change("changed", "parks", "park-02", rounded(box(121.29, 31.0, 121.292, 31.002), "parks")),
    ):
        scenario = put(scenario, change)
        effect = effect_of(STORE, scenario)
        changed = scenario_town(STORE, scenario)
        for each in by_rule(STORE, scenario):
            anew = covered(changed, CoverageQuestion(rule=each.rule.name))
            assert anew is not None
            assert each.after.covered == pytest.approx(anew.covered, abs=1e-6)
        net = effect.newly["amount"].sum() - effect.lost["amount"].sum()
        assert net == pytest.approx(effect.chosen.gain_m2, abs=1e-6)


def test_a_radius_of_ones_own_is_for_the_scenario_only() -> None:
    wide = effect_of(STORE, replace(BASE, radius_m=800.0))
    none = effect_of(STORE, replace(BASE, radius_m=0.0))
    # By plain overlay: at the rule's 500 m, at 800 m, and the parks themselves, where nobody lives.
    at_500, at_800, at_0 = (
        by_hand.share(by_hand.homes(), by_hand.reach((by_hand.parks(*by_hand.GREEN), radius_m)))
        for radius_m in (500, 800, 0)
    )
    assert wide.chosen.before.share == pytest.approx(at_500, abs=by_hand.AGREE)
    assert wide.chosen.after.share == pytest.approx(at_800, abs=by_hand.AGREE)
    assert none.chosen.after.share == pytest.approx(at_0, abs=by_hand.AGREE)
    shares = zone_shares(STORE, wide.chosen)
    assert (shares["after"] >= shares["before"]).all()


def test_a_rule_no_longer_in_force_gives_way_to_the_plans() -> None:
    assert effect_of(STORE, replace(BASE, rule="gone")).chosen.rule == PLAN
    assert effect_of(STORE, replace(BASE, rule="gbt51346-2019")).chosen.rule.id == "gbt51346-2019"
    assert [each.rule.id for each in by_rule(STORE, BASE)] == [
        "plan-2025",
        "gbt51346-2019",
        "gb55014-2021",
        "garden-city-2022",
        "eco-garden-city",
        "gb50563-2010",
        "gb50180-2018-10min",
    ]


def test_a_stop_brings_its_lines() -> None:
    lines = "松江26路、松江31路"
    zones = effect_of(STORE, put(BASE, Change("removed", "bus_stops", "stop-sj0202"))).bus
    assert zones is not None
    short = [zone for zone, met in zones[0].verdicts["met"].items() if not met]
    middle = zones[0].zones.geometry[short[0]].representative_point()
    place = rounded(gpd.GeoSeries([middle], crs=4549).to_crs(4326)[0], "bus_stops")
    stop = Change("added", "bus_stops", "new-stop-1", place, {"lines": lines})
    lines_now = effect_of(STORE, put(BASE, stop)).bus
    assert lines_now is not None
    assert not lines_now[0].verdicts["met"][short[0]]
    assert lines_now[1].verdicts["met"][short[0]]
    assert set(lines.split("、")) <= set(lines_now[1].verdicts["lines"][short[0]])
    # A scenario that leaves the stops alone does not ask about buses.
    assert effect_of(STORE, BASE).bus is None


def test_the_lines_before_follow_the_zones(tmp_path: Path) -> None:
    # Zones that change while a scenario of stops is open: "before" is of the zones as they are.
    shutil.copytree(DATA_DIR, tmp_path / "data")
    source = TownSource(tmp_path / "data")
    stops = put(BASE, Change("removed", "bus_stops", "stop-sj0202"))
    first = effect_of(source.town(), stops).bus
    path = tmp_path / "data" / "zones.geojson"
    content = json.loads(path.read_text(encoding="utf-8"))
    targets = [each for each in content["features"] if each["properties"]["bus_target"]]
    targets[0]["properties"]["bus_target"] = False
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    second = effect_of(source.town(), stops).bus
    assert first is not None
    assert second is not None
    assert [len(each.zones) for each in (*first, *second)] == [
        *[len(targets)] * 2,
        *[len(targets) - 1] * 2,
    ]


def test_a_scenario_is_laid_over_once_for_each_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    laid = []
    lay_over = overlay._laid_over
    monkeypatch.setattr(overlay, "_laid_over", lambda *of: laid.append(of[1]) or lay_over(*of))
    scenario = put(BASE, park(121.2712, 31.0034, "new-park-once"))
    changed = scenario_town(STORE, scenario)
    scenario_evidence(effect_of(STORE, scenario), changed, Pen("parks"))
    by_rule(STORE, scenario)
    compare(STORE, [scenario])
    assert scenario_town(STORE, replace(scenario, name="乙", note="改名")) is changed
    assert laid == ["parks"]


def test_what_a_scenario_leaves_alone_is_answered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    before = bus_report(STORE)
    monkeypatch.setattr(bus, "serve", None)  # whoever asks anew fails
    assert bus_report(scenario_town(STORE, put(BASE, park(121.272, 31.001)))) is before


def test_the_map_gets_what_may_be_changed_and_what_it_changes() -> None:
    scenario = put(BASE, park(121.27, 31.0))
    changed = scenario_town(STORE, scenario)
    evidence = scenario_evidence(effect_of(STORE, scenario), changed, Pen("parks", "t", 3))
    editable = [part for part in evidence.parts if part.edit]
    assert [len(part.frame) for part in editable] == [
        (STORE.frame("parks")["stage"] == "completed").sum(),
        1,
    ]
    other = effect_of(STORE, replace(BASE, name="乙"))
    apart = difference_evidence(effect_of(STORE, scenario), other)
    only_one, only_other = (part.frame.geometry.area.sum() for part in apart.parts[1:])
    assert only_one == pytest.approx(effect_of(STORE, scenario).chosen.gain_m2, abs=100)
    assert only_other == 0


def test_changes_of_one_feature_become_one() -> None:
    drawn = put(BASE, park(121.27, 31.0))
    moved = put(drawn, Change("changed", "parks", "new-park-1", park(121.28, 31.0).shape))
    (change,) = moved.changes
    assert (change.action, change.fields["name_zh"]) == ("added", "新公园1")
    assert change.shape == park(121.28, 31.0).shape
    assert put(moved, Change("removed", "parks", "new-park-1")).changes == ()
    gone = put(
        put(BASE, Change("changed", "parks", "park-01", fields={"kind": "pocket"})),
        Change("removed", "parks", "park-01"),
    )
    assert [each.action for each in gone.changes] == ["removed"]
    assert drop(gone, "parks", "park-01").changes == ()


def test_undo_and_redo_go_through_all_states() -> None:
    history = History(BASE)
    states = [BASE]
    for number in range(3):
        states.append(put(states[-1], park(121.27, 31.0, f"new-park-{number}")))
        history = did(history, states[-1])
    assert did(history, history.now) is history
    for expected in reversed(states[:-1]):
        history = undone(history)
        assert history.now == expected
    assert undone(history) is history
    for expected in states[1:]:
        history = redone(history)
        assert history.now == expected
    assert redone(history) is history
    branched = did(undone(history), BASE)
    assert redone(branched) is branched  # what was undone is forgotten by a new edit


COORDINATES = st.floats(121.2, 121.4), st.floats(30.9, 31.1)
CHANGES = st.builds(
    lambda x, y, n, name: Change(
        "added", "parks", f"new-park-{n}", park(x, y).shape, {"name_zh": name}
    ),
    *COORDINATES,
    st.integers(0, 5),
    st.sampled_from(["公园", *HOSTILE]),
)


@settings(max_examples=50)
@given(st.lists(CHANGES, max_size=5), st.sampled_from([None, 0.0, 300.0]), st.booleans())
def test_a_file_gives_back_the_scenario(
    changes: list[Change], radius_m: float | None, switch: bool
) -> None:
    scenario = replace(
        BASE, radius_m=radius_m, switched=frozenset({"roads/road-cheye"} if switch else ())
    )
    for change in changes:
        scenario = put(scenario, change)
    found, problems = from_text(to_text(scenario))
    assert problems == []
    assert found == scenario


def test_a_scenario_that_was_never_saved_can_be_taken_along() -> None:
    found, problems = from_text(to_text(replace(BASE, id="")))
    assert (found, problems) == (replace(BASE, id=""), [])


def broken(**members: object) -> str:
    return json.dumps(json.loads(to_text(put(BASE, park(121.27, 31.0)))) | members)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["scenario_not_json"]),
        ("[" * 100_000, ["scenario_not_json"]),
        ("[1]", ["scenario_format"]),
        ('{"format": "other"}', ["scenario_format"]),
        (broken(version=7), ["scenario_version"]),
        (broken(version=0), ["scenario_version"]),
        (broken(version=True), ["scenario_version"]),
        (broken(name=" ", radius_m=-1, time="gestern"), ["key_value"] * 3),
        (broken(radius_m="NaN", switched=["homes/1"]), ["key_value"] * 2),
        (broken(changes="none"), ["key_value"]),
        (
            broken(
                changes=[
                    {"action": "moved", "layer": "parks", "id": "a"},
                    {"action": "removed", "layer": "homes", "id": "a"},
                    {"action": "removed", "layer": "parks", "id": ""},
                    {"action": "added", "layer": "parks", "id": "b"},
                    {"action": "changed", "layer": "parks", "id": "c", "fields": {"x": "1"}},
                    {"action": "removed", "layer": "parks", "id": "d"},
                    {"action": "removed", "layer": "parks", "id": "d"},
                    {
                        "action": "added",
                        "layer": "parks",
                        "id": "e",
                        "geometry": {"type": "Point", "coordinates": [121, 31]},
                    },
                ]
            ),
            # A wrong action; layer; id; no geometry; a field; twice the same; the wrong geometry.
            [*["key_value"] * 3, "key_missing", "key_unknown", "scenario_twice", "scenario_shape"],
        ),
        (broken(nmae="a"), ["key_unknown"]),
        (broken(note="\ud800"), ["scenario_not_json"]),
        (broken(changes=[3, {"action": "removed"}]), ["key_value", "key_missing", "key_missing"]),
        (broken(changes=[1] * 2_001, radius_m=1e999), ["key_value"] * 2_002),
    ],
)
def test_a_broken_file_is_named_with_all_its_faults(text: str, codes: list[str]) -> None:
    found, problems = from_text(text)
    assert found is None
    assert [problem.code for problem in problems] == codes


SQUARE = {
    "type": "Polygon",
    "coordinates": [[[121.27, 31.0], [121.271, 31.0], [121.271, 31.001], [121.27, 31.0]]],
}


def message(*edits: dict[str, object]) -> dict[str, object]:
    listed = [
        {
            "number": number,
            "layer": "parks",
            "id": f"new-park-{number}",
            "action": "added",
            "geometry": SQUARE,
        }
        | edit
        for number, edit in enumerate(edits, start=1)
    ]
    return {"token": "abc", "edits": listed}


def test_edits_of_the_map_are_taken_once_and_none_is_lost() -> None:
    desk = take(Desk(History(BASE)), message({}))
    assert len(desk.scenario.changes) == 1
    # The next message repeats the first edit, as messages may overtake one another.
    desk = take(desk, message({}, {}, {"action": "removed", "id": "park-01", "geometry": None}))
    assert [change.action for change in desk.scenario.changes] == ["added", "added", "removed"]
    assert [change.fields.get("name_zh") for change in desk.scenario.changes[:2]] == [
        "新公园1",
        "新公园2",
    ]
    assert desk.done == 3
    assert take(desk, message({}, {})).scenario == desk.scenario
    # A map that was opened anew counts from 1 again.
    again = take(desk, message({"id": "other"}) | {"token": "xyz"})
    assert (again.done, len(again.scenario.changes)) == (1, 4)


def test_undo_and_redo_on_the_map_are_edits_of_their_own_numbers() -> None:
    back, again = {"action": "undone"}, {"action": "redone"}
    desk = take(Desk(History(BASE)), message({}, {}, back))
    assert [change.id for change in desk.scenario.changes] == ["new-park-1"]
    # Repeated with the next message they are not done a second time.
    desk = take(desk, message({}, {}, back, again))
    assert [change.id for change in desk.scenario.changes] == ["new-park-1", "new-park-2"]
    desk = take(desk, message({}, {}, back, again, again, back, back, back))
    assert (desk.scenario, desk.done) == (BASE, 8)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Point", "coordinates": [121.27, 31.0]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[121, 31], [121, 31], [121, 31], [121, 31]]]},
        {"type": "Polygon", "coordinates": [[["a", 31], [121, 31], [121, 32], ["a", 31]]]},
    ],
)
def test_a_shape_that_will_not_do_is_refused_and_nothing_is_lost(geometry: object) -> None:
    desk = take(Desk(History(BASE)), message({}, {"geometry": geometry}))
    assert len(desk.scenario.changes) == 1
    assert desk.fault is not None
    assert desk.fault.code == "scenario_shape"
    assert desk.done == 2


@pytest.mark.parametrize(
    "strange",
    [
        {},
        {"token": "A!", "edits": []},
        {"token": "a", "edits": [1, None, {"number": "1"}]},
        {"layer": "homes", "id": "x"},
        {"layer": "parks", "id": "<script>"},
    ],
)
def test_what_is_no_message_of_the_map_is_ignored(strange: dict[str, object]) -> None:
    desk = Desk(History(BASE))
    assert take(desk, strange).scenario == BASE


def test_a_click_selects() -> None:
    desk = take(Desk(History(BASE)), {"layer": "parks", "id": "park-01", "click": 2})
    assert desk.selected == ("parks", "park-01")


def test_a_line_that_crosses_itself_is_made_an_area() -> None:
    bow_tie = shapely.Polygon([(121, 31), (121.01, 31.01), (121.01, 31), (121, 31.01)])
    assert shapely.is_valid(rounded(bow_tie, "parks"))
    with pytest.raises(InputError):
        rounded(Point(121, 31), "parks")


def test_a_toy_town_worked_out_by_hand(toy_with: Callable[..., Path]) -> None:
    # One block and one open park on the same square: all is covered; without the park, nothing.
    folder = toy_with("bus_stops")
    store = open_town(folder)
    gone = put(BASE, Change("removed", "parks", "one"))
    effect = effect_of(store, gone)
    assert (effect.chosen.before.share, effect.chosen.after.share) == (1, 0)
    # The square is 955 m by 1,109 m.
    assert effect.chosen.gain_m2 == pytest.approx(-955 * 1109, rel=0.005)
    assert len(effect.lost) == 1
    assert effect.newly.empty
