"""What it comes to once projects are finished, worked out by hand; see `finish_town`."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.handoff.tables import effects_table
from chedun_gis.indicators import declarations, result_of, scorecard, with_likely
from chedun_gis.indicators.indicator import indicators
from chedun_gis.map import card_of
from chedun_gis.scenario import (
    CHOICES,
    Scenario,
    chosen_by,
    effect_of,
    finished_evidence,
    from_text,
    outlook,
    outlook_data,
    outlook_lines,
    scenario_scorecard,
    scenario_town,
    targets_of,
    to_text,
    unfinished,
)
from chedun_gis.scenario.compare import all_of, all_part
from chedun_gis.texts import LANGS
from chedun_gis.town import Town, open_town
from tests.chedun_gis.scenario.finish_town import (
    EFFECT_HEAD,
    EFFECTS,
    PROJECTS,
    effect_rows,
    finish_folder,
    finish_town,
)

EVERY = sorted({name for name, *_ in PROJECTS} | {"the-road"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return finish_folder(tmp_path_factory.mktemp("willow") / "data")


@pytest.fixture(scope="module")
def town(folder: Path) -> Town:
    return open_town(folder)


def finished(*ids: str) -> Scenario:
    return Scenario("", "甲", finished=frozenset(ids))


def told(town: Town, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What is told of each indicator once these are finished, by id."""
    data = outlook_data(outlook(town, finished(*ids)))
    return {each["id"]: each for each in data["indicators"]}


def after(town: Town, *ids: str) -> dict[str, tuple[float | None, bool | None, str]]:
    """The value, whether it is enough, and how it comes about, of each indicator that moves."""
    return {
        name: (each["after"]["value"], each["after"]["met"], each["by"])
        for name, each in told(town, ids).items()
        if each["by"] != "same"
    }


def completed(project: str) -> str:
    """The text of a file that says that a project is completed."""
    head = "project_id,date,stage,plan_ref,note_zh,note_en,source"
    return f"{head}\n{project},2026,completed,,,,甲\n"


def test_the_town_as_it_is(town: Town) -> None:
    assert declarations(town).problems == ()
    found = {each.indicator.id: (each.measurement.value, each.met) for each in scorecard(town)}
    assert found == {
        "park-500m": (pytest.approx(50), False),
        "bus-two-lines": (2, False),  # the stop that is to come is none yet
        "community-parks": (0, False),
        "town-roads": (0, False),
        "new-green": (7, None),  # three years may still bring it about
        "film-firms": (40, False),
        "eco": (None, None),
        "gdp": (6, None),
        "jobs": (90, False),
        "tax": (pytest.approx(10), False),
        "income": (1, None),
    }


def test_what_has_its_place_is_measured_on_the_map(town: Town) -> None:
    assert after(town, "the-park") == {
        "park-500m": (100, True, "measured"),
        "community-parks": (1, True, "measured"),
    }
    assert after(town, "the-stop") == {"bus-two-lines": (3, True, "measured")}
    # The road is a feature of the map itself; its amount does not count beside it.
    assert after(town, "the-road") == {"town-roads": (1, True, "measured")}


def test_what_has_none_counts_by_the_amounts_declared(town: Town) -> None:
    assert after(town, "one") == {
        "new-green": (9.5, None, "declared"),
        "film-firms": (45, False, "declared"),
    }
    # 3 + 4 + 2.5 + 1 is more than is asked for: no year that is missing can change that.
    both = after(town, "one", "two")
    assert both["new-green"] == (10.5, True, "declared")
    assert told(town, ["one", "two"])["new-green"]["declared_by"] == {"one": 2.5, "two": 1}
    # Of what is measured too, where nothing of it is on the map.
    assert after(town, "unplaced") == {
        "park-500m": (pytest.approx(60), False, "declared"),
        "community-parks": (1, True, "declared"),
    }


def test_never_both_for_one_indicator(town: Town) -> None:
    found = told(town, ["the-park", "unplaced"])
    parks, share = found["community-parks"], found["park-500m"]
    assert (parks["after"]["value"], parks["by"], parks["declared"]) == (1, "measured", 1)
    assert (share["after"]["value"], share["by"], share["declared"]) == (100, "measured", 10)
    # Its layer names the indicator, by which the project itself is counted.
    assert after(town, "listed") == {"community-parks": (1, True, "measured")}
    assert after(town, "listed", "unplaced")["community-parks"] == (1, True, "measured")


def test_an_unknown_value_stays_unknown(town: Town) -> None:
    assert after(town, "two")["eco"] == (None, None, "unknown")
    assert told(town, ["two"])["eco"]["declared"] == 9


def test_what_is_no_sum_is_not_added_to(town: Town) -> None:
    found = told(town, ["rates"])
    moved = {name: each for name, each in found.items() if each["by"] != "same"}
    assert {each["by"] for each in moved.values()} == {"not_added"}
    assert sorted(moved) == ["gdp", "income", "jobs", "tax"]
    assert all(each["after"] == each["before"] for each in moved.values())
    assert [found[name]["declared"] for name in sorted(moved)] == [1, 1, 300, 3]


def test_what_is_finished_already_adds_nothing(town: Town, tmp_path: Path) -> None:
    assert after(town, "done", "quiet", "no-such-project") == {}
    here = finish_folder(tmp_path / "data")
    (here / "project_stages.csv").write_text(completed("one"), encoding="utf-8")
    assert after(open_town(here), "one", "two")["new-green"] == (8, None, "declared")


def test_the_stop_counts_once_its_project_is_completed(tmp_path: Path) -> None:
    here = finish_folder(tmp_path / "data")
    stages = (
        "project_id,date,stage,plan_ref,note_zh,note_en,source\nthe-stop,2026,completed,,,,甲\n"
    )
    (here / "project_stages.csv").write_text(stages, encoding="utf-8")
    known = {each.indicator.id: each for each in scorecard(open_town(here))}
    assert (known["bus-two-lines"].measurement.value, known["bus-two-lines"].met) == (3, True)


def test_homes_and_areas(town: Town) -> None:
    data = outlook_data(outlook(town, finished("the-park", "the-stop", "quiet")))
    homes = data["homes"]
    assert (homes["before"], homes["after"]) == (pytest.approx(0.5), 1.0)
    assert (homes["gain_m2"], homes["gain_people"]) == (pytest.approx(160_000, rel=1e-3), 320)
    assert [
        (each["id"], each["lines_before"], each["lines_after"], each["met_after"])
        for each in data["areas"]
    ] == [("zone-centre", 2, 3, True)]
    assert (data["met_before"], data["met_after"]) == (0, 3)
    assert data["silent"] == ["quiet"]


def test_the_choices(town: Town) -> None:
    assert [each.id for each in unfinished(town)] == [
        *(name for name, stage, _ in PROJECTS if stage != "completed"),
        "the-road",
    ]
    building, planned, year = (chosen_by(town, each, 2025) for each in CHOICES)
    assert building == {"the-stop", "one", "two"}
    assert planned == {each.id for each in unfinished(town)}
    assert year == {"the-park", "one"}
    assert chosen_by(town, "year", 2024) == chosen_by(town, "year") == frozenset()


def test_what_is_finished_is_on_the_map(town: Town) -> None:
    scenario = finished("the-park", "the-stop", "the-road")
    changed = scenario_town(town, scenario)
    shown = finished_evidence(effect_of(town, scenario), changed)
    titles = {part.title.zh: list(part.frame["id"]) for part in shown.parts}
    assert titles["完工：公园绿地"] == ["park-planned"]
    assert titles["完工：道路与轨道"] == ["the-road"]
    assert titles["完工：公交站点"] == ["stop-coming"]
    stages = changed.frame("parks").set_index("id")["stage"]
    assert stages["park-planned"] == "completed"
    assert town.frame("parks").set_index("id")["stage"]["park-planned"] == "planned"


def test_drawing_beside_it_is_measured_alone(town: Town) -> None:
    """A park that a scenario takes as built moves the map: what is declared is not added."""
    scenario = replace(finished("unplaced"), switched=frozenset({"parks/park-planned"}))
    found = {each.indicator.id: each.measurement for each in scenario_scorecard(town, scenario)}
    assert found["park-500m"].value == 100
    assert found["park-500m"].added is not None
    assert found["park-500m"].added.by == "measured"


def test_what_is_declared_moves_the_likely_interval_with_the_figure(town: Town) -> None:
    before, then = (
        next(each for each in results if each.indicator.id == "park-500m")
        for results in (scorecard(town), scenario_scorecard(town, finished("unplaced")))
    )
    assert then.measurement.added is not None
    amount = then.measurement.added.amount
    assert before.likely is not None
    assert then.likely is not None
    assert amount
    assert then.likely.low == pytest.approx(before.likely.low + amount)
    assert then.likely.high == pytest.approx(before.likely.high + amount)
    assert [each.high for each in then.likely.steps][-1] == then.likely.high


@given(st.sets(st.sampled_from(EVERY)), st.permutations(EVERY))
def test_invariants(ids: set[str], order: list[str]) -> None:
    """The order does not matter, twice is once, and what is finished adds as the parts do."""
    town = TOWN[0]
    chosen = [each for each in order if each in ids]
    once, again = told(town, chosen), told(town, [*reversed(chosen), *chosen])
    assert once == again
    found = once["new-green"]
    expected = 7 + 2.5 * ("one" in ids) + 1 * ("two" in ids)
    assert found["after"]["value"] == expected
    assert found["before"]["value"] == 7
    for each in once.values():
        if each["by"] in {"same", "not_added", "unknown"}:
            assert each["after"] == each["before"]
        if each["by"] != "declared":
            continue
        added = sum(each["declared_by"].values())
        assert each["after"]["value"] == pytest.approx(each["before"]["value"] + added)


@given(st.sets(st.sampled_from(["quiet", "done", "nothing"])))
def test_finishing_nothing_changes_nothing(ids: set[str]) -> None:
    town = TOWN[0]
    assert after(town, *ids) == {}
    now = scorecard(town)
    then = scenario_scorecard(town, finished(*ids))
    assert [each.measurement.value for each in then] == [each.measurement.value for each in now]
    if not ids:
        assert scenario_town(town, finished()).digest == town.digest


TOWN: list[Town] = []


@pytest.fixture(scope="module", autouse=True)
def _for_hypothesis(town: Town) -> None:
    TOWN[:] = [town]


def test_every_way_of_asking_gives_the_same_figures(town: Town) -> None:
    scenario = finished("the-park", "one", "two", "unplaced", "the-stop")
    whole = {each.indicator.id: each for each in scenario_scorecard(town, scenario)}
    for each in targets_of(town, scenario):
        assert each.measurement.value == whole[each.indicator.id].measurement.value
    for of in (1, 3):
        parts = tuple(all_part(town, scenario, number, of) for number in range(of))
        in_parts = all_of(town, scenario, parts)
        assert [
            (each.measurement.value, each.met, each.measurement.added) for each in in_parts
        ] == [(each.measurement.value, each.met, each.measurement.added) for each in whole.values()]
    changed = scenario_town(town, scenario)
    for indicator in indicators(town):
        assert with_likely(changed, result_of(changed, indicator)) == whole[indicator.id]


def test_a_figure_is_worked_out_anew_when_what_is_declared_changes(tmp_path: Path) -> None:
    here = finish_folder(tmp_path / "data")
    assert after(open_town(here), "one")["film-firms"][0] == 45
    (here / "project_effects.csv").write_text(
        effect_rows(("one", "film-firms", 7, "firms", "", "")), encoding="utf-8"
    )
    changed = open_town(here)
    assert after(changed, "one") == {"film-firms": (47, False, "declared")}
    assert after(changed, "the-park") == {
        "community-parks": (1, True, "measured")  # by its layer; its park is no longer declared
    }


def test_all_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    here = finish_folder(tmp_path / "data")
    rows = (
        ("nobody", "film-firms", 5, "firms", "", ""),
        ("one", "nothing", 5, "firms", "", ""),
        ("one", "film-firms", 5, "ha", "", ""),
        ("one", "film-firms", "much", "firms", "", ""),
        ("one", "film-firms", 5, "", "", ""),
        ("one", "", "", "", "parks", "nowhere"),
        ("one", "", "", "", "rivers", "a"),
        ("one", "", 5, "firms", "", ""),
        ("one", "", "", "", "", ""),
        ("two", "film-firms", 5, "firms", "", ""),
        ("two", "film-firms", 6, "firms", "", ""),
        ("two", "income-district", 6, "%", "", ""),
    )
    (here / "project_effects.csv").write_text(effect_rows(*rows), encoding="utf-8")
    town = open_town(here)
    found = [(each.row, each.code) for each in declarations(town).problems]
    assert sorted(found) == [
        (2, "project_unknown"),
        (3, "effect_indicator"),
        (4, "effect_unit"),
        (5, "entry_number"),
        (6, "key_missing"),
        (7, "effect_feature"),
        (8, "key_value"),
        (9, "key_missing"),
        (10, "effect_empty"),
        (12, "effect_twice"),
        (13, "effect_indicator"),
    ]
    # What is sound counts.
    assert after(town, "two") == {"film-firms": (45, False, "declared")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("project,layer,feature\nthe-park,parks,park-planned\n", "key_missing"),
        (EFFECT_HEAD.replace("amount", "amout"), "key_unknown"),
        ("", "csv_empty"),
    ],
)
def test_a_file_of_other_columns_says_nothing(tmp_path: Path, text: str, code: str) -> None:
    here = finish_folder(tmp_path / "data")
    (here / "project_effects.csv").write_text(text, encoding="utf-8")
    town = open_town(here)
    if text:
        assert {each.code for each in declarations(town).problems} == {code}
    assert declarations(town).entries == ()
    assert after(town, "one") == {}


def test_a_scenario_file_holds_the_projects() -> None:
    scenario = finished("one", "the-park")
    text = to_text(scenario)
    assert json.loads(text)["version"] == 2
    assert from_text(text) == (scenario, [])
    without = replace(scenario, finished=frozenset())
    assert json.loads(to_text(without))["version"] == 1
    assert "finished" not in json.loads(to_text(without))
    later = text.replace('"version": 2', '"version": 3')
    assert [each.code for each in from_text(later)[1]] == ["scenario_version"]
    wrong = text.replace('"one"', "7")
    assert [(each.code, each.field) for each in from_text(wrong)[1]] == [("key_value", "finished")]


@pytest.mark.parametrize("lang", LANGS)
def test_it_is_worded_in_both_languages(town: Town, lang: Any) -> None:  # noqa: ANN401
    lines = outlook_lines(outlook(town, finished(*EVERY)), lang)
    words = "\n".join(lines)
    assert "None" not in words
    assert len([each for each in lines if "→" in each]) >= len({each[1] for each in EFFECTS})
    assert ("按图上测算" in words) == (lang == "zh")
    assert ("measured on the map" in words) == (lang == "en")


def test_the_shipped_town_declares_only_what_its_plan_says() -> None:
    town = open_town()
    found = declarations(town)
    assert found.problems == ()
    assert {each.fact.source for each in found.entries} == {"chedun-14fyp"}
    assert all(each.fact.clause for each in found.entries)
    amounts = {
        each.fact.indicator: each.fact.amount for each in found.entries if not each.fact.layer
    }
    assert amounts == {
        "eco-forest": 250,
        "new-green": 18.6,
        "resettlement-units": 2750,
        "ketang": 14,
        "mulin": 19,
    }
    for each in found.entries:
        its = next(its for its in indicators(town) if its.id == each.fact.indicator)
        assert each.fact.clause == its.clause


def test_finish_town_is_a_town(tmp_path: Path) -> None:
    assert finish_town(tmp_path / "data").place.name.zh == "柳河镇"


def test_the_card_and_the_pack_say_what_is_declared(town: Town) -> None:
    card = card_of(town, "projects", "one", "zh")
    assert card is not None
    rows = [each.value for each in card.rows if each.label == "建成后增加"]
    assert rows == [
        "new-green；+2.5 ha；来源：柳河镇规划",
        "film-firms；+5 firms；来源：柳河镇规划",
    ]
    park = card_of(town, "parks", "park-planned", "en")
    assert park is not None
    assert [each.value for each in park.rows if each.label == "Built by"] == ["Example"]
    table = effects_table(town).decode("utf-8-sig").splitlines()
    assert len(table) == 1 + len(EFFECTS)
    assert table[1].startswith(
        "the-park,示例,community-parks,1.0,parks,公园绿地,park-planned,,2026"
    )
