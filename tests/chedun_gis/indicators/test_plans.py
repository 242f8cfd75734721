"""Two invented plans: whose results are whose, which projects, and both side by side, by hand."""

from datetime import date
from pathlib import Path

import pytest

from chedun_gis.indicators import (
    as_data,
    base_of,
    indicators,
    line_of,
    pair_as_data,
    plan_of,
    plan_rows,
    project_notices,
    scorecard,
    side_by_side,
)
from chedun_gis.indicators.entries import entries
from chedun_gis.indicators.planned import belongs, projects_of
from chedun_gis.indicators.progress import progress_of
from chedun_gis.town import Town, open_town
from geo import InputError
from tests.two_plans import SECOND_TOML, write_plan, write_two_plans

IN_2028 = date(2028, 12, 31)


@pytest.fixture
def town(toy_dir: Path) -> Town:
    return open_town(write_two_plans(toy_dir))


def test_every_result_names_its_plan(town: Town) -> None:
    assert {each.plan.id for each in scorecard(town)} == {"a2"}
    assert {each.plan.id for each in scorecard(town, "a1")} == {"a1"}
    assert [as_data(each)["plan"] for each in scorecard(town, "a1")] == ["a1"] * 3
    assert [each.id for each in indicators(town)] == ["firms", "green", "fresh"]
    plan = plan_of(town)
    assert plan is not None
    assert plan.id == "a2"
    with pytest.raises(InputError, match="plan_unknown"):
        scorecard(town, "a3")


@pytest.mark.parametrize(
    ("plan", "name", "base", "value", "way", "verdict"),
    [
        # 2025 is the first plan's last year: from 10 to 18 of 20 is 0.8 of the way in all its time.
        ("a1", "firms", 10, 18, 0.8, "behind"),
        # The second begins with that 18: 24 is half of the way to 30, in three of five years.
        ("a2", "firms", 18, 24, 0.5, "behind"),
        # 20 + 20 of 50 in two of five years; what was in 2026 is the second plan's.
        ("a1", "green", 9, 40, 0.8, "on_track"),
        # 12 + 12 of 60 in two of five years.
        ("a2", "green", 20, 24, 0.4, "on_track"),
        ("a1", "old", None, None, None, "no_data"),
        ("a2", "fresh", None, None, None, "no_data"),
    ],
)
def test_each_plan_has_its_years(  # noqa: PLR0913, PLR0917 - a row of the table
    town: Town,
    plan: str,
    name: str,
    base: float | None,
    value: float | None,
    way: float | None,
    verdict: str,
) -> None:
    result = next(each for each in scorecard(town, plan) if each.indicator.id == name)
    headway = progress_of(result, IN_2028)
    expected_base = 12 if (plan, name) == ("a2", "green") else base
    assert (result.measurement.value, headway.verdict) == (value, verdict)
    assert headway.way == (None if way is None else pytest.approx(way))
    if (plan, name) != ("a2", "green"):
        assert base_of(town, result) == expected_base


def test_the_base_is_the_last_value_up_to_the_base_year(town: Town) -> None:
    green = next(each for each in scorecard(town) if each.indicator.id == "green")
    assert base_of(town, green) == 20  # of 2022, the last by 2025


def test_later_values_are_the_only_plans_until_a_later_one_is_in_force(toy_dir: Path) -> None:
    write_two_plans(toy_dir)
    write_plan(toy_dir, "a2", plan=SECOND_TOML + "draft = true\n")
    firms = next(each for each in scorecard(open_town(toy_dir), "a1"))
    assert (firms.measurement.value, firms.measurement.years) == (24, (2025, 2028))


def test_what_no_plan_states_as_a_number_is_not_set(town: Town, toy_dir: Path) -> None:
    assert line_of(scorecard(town)[0], "zh").target == "30 个"
    table = (toy_dir / "plans/a2/indicators.csv").read_text(encoding="utf-8")
    write_plan(toy_dir, "a2", indicators=table.replace(",30,", ",,"))
    assert line_of(scorecard(open_town(toy_dir))[0], "en").target == "not set"
    assert line_of(scorecard(open_town(toy_dir))[0], "zh").clause == ""


def test_values_of_an_indicator_of_any_plan_are_known(town: Town, toy_dir: Path) -> None:
    with (toy_dir / "indicator_values.csv").open("a", encoding="utf-8") as file:
        file.write("old,3,2024,年鉴\nnone,1,2024,年鉴\n")
    found = entries(open_town(toy_dir))
    assert [each.params["value"] for each in found.problems] == ["none"]
    assert entries(town).problems == ()


def test_projects_belong_to_the_plans_that_name_them(town: Town) -> None:
    assert [each.id for each in projects_of(town, "a1")] == ["on", "done", "gone"]
    # What no plan names belongs to the one in force.
    assert [each.id for each in projects_of(town)] == ["on", "new", "free"]
    first, second = projects_of(town, "a1")[0], projects_of(town)[0]
    assert (first.clause, first.target_year, first.target.en) == ("9.1", 2024, "one")
    assert (second.clause, second.target_year, second.target.en) == ("3.1", 2028, "")
    assert first.chapter is not None
    assert first.chapter.title is not None
    assert first.chapter.title.zh == "生态"
    assert second.chapter is None  # the second plan has no chapters
    assert belongs(town, "projects", "free")
    assert not belongs(town, "projects", "free", "a1")


def test_notices_are_of_a_plan(town: Town) -> None:
    def late(plan: str) -> set[tuple[str, int | None]]:
        return {
            (each.id, each.year)
            for each in project_notices(town, date(2029, 1, 1), plan)
            if each.kind == "overdue" and each.layer == "projects"
        }

    assert late("a1") == {("on", 2024), ("gone", 2025)}
    assert late("a2") == late("") == {("on", 2028)}


def test_a_target_year_of_the_layer_is_no_other_plans(toy_dir: Path) -> None:
    write_two_plans(toy_dir)
    write_plan(toy_dir, "a2", projects="layer,id\nprojects,on\n")
    (toy_dir / "project_stages.csv").write_text(
        "project_id,date,stage\non,2024,target\n", encoding="utf-8"
    )
    town = open_town(toy_dir)
    assert [each.target_year for each in projects_of(town)[:1]] == [None]


def test_a_town_without_plans_has_no_indicators(toy_dir: Path) -> None:
    town = open_town(toy_dir)
    assert (indicators(town), scorecard(town), plan_of(town), plan_rows(town)) == ([], [], None, [])
    assert belongs(town, "projects", "any")
    assert projects_of(town) is not None


def test_two_plans_side_by_side(town: Town) -> None:
    pair = side_by_side(town, "a1", "a2")
    assert [one.indicator.id for one, _ in pair.common] == ["firms", "green"]
    assert [[each.indicator.id for each in only] for only in pair.only] == [["old"], ["fresh"]]
    assert [each.id for each in pair.carried] == ["on"]
    assert [each.id for each in pair.new] == ["new", "free"]
    assert [each.id for each in pair.dropped] == ["done", "gone"]
    assert pair.completed == 1
    told = pair_as_data(town, pair)
    assert told["plans"] == ["a1", "a2"]
    assert told["projects"]["completed"] == ["done"]
    firms = told["common"][0]
    assert [(firms[plan]["base"], firms[plan]["target"]) for plan in ("a1", "a2")] == [
        (10, 20),
        (18, 30),
    ]
    back = side_by_side(town, "a2", "a1")
    assert [each.id for each in back.dropped] == ["new", "free"]
    with pytest.raises(InputError, match="plan_same"):
        side_by_side(town, "a2", "a2")
    with pytest.raises(InputError, match="plan_unknown"):
        side_by_side(town, "a1", "x")
