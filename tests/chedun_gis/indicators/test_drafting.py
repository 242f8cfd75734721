"""Begin the plan after two invented ones: what it takes over, what is wrong, what is written."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.indicators import (
    chapter_lines,
    chapters_of,
    draft_of,
    keep_plan,
    next_draft,
    plan_rows,
)
from chedun_gis.indicators.drafting import PlanDraft, files_of, problems_of
from chedun_gis.register import Ledger, Person
from chedun_gis.town import PLAN_FILES, TownSource, Workspace, open_town, plan_folder
from geo import InputError
from layers import Chapter, IndicatorRow, PlannedProject, Text
from tests.people import ALONE
from tests.two_plans import write_two_plans

NAMED = Text("丙规划", "Plan C")


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "space", Ledger(tmp_path / "register.sqlite"))


@pytest.fixture
def source(toy_dir: Path, space: Workspace) -> TownSource:
    return TownSource(write_two_plans(toy_dir), space)


def test_the_next_plan_takes_over_what_goes_on(source: TownSource) -> None:
    draft = next_draft(source.town())
    assert (draft.first_year, draft.last_year, draft.base_year) == (2031, 2035, 2030)
    assert (draft.id, draft.draft, draft.begins) == ("plan-2031", True, True)
    assert [(each.id, each.target, each.plan_ref) for each in draft.rows] == [
        ("firms", None, ""),
        ("green", None, ""),
        ("fresh", None, ""),
    ]
    assert draft.rows[1].adds == "sum"
    # Of the last plan, and what none names; the year and the clause were the last plan's.
    assert [(each.id, each.target_year, each.clause) for each in draft.projects] == [
        ("on", None, ""),
        ("new", None, ""),
        ("free", None, ""),
    ]


def test_after_the_fourteenth_comes_the_fifteenth() -> None:
    draft = next_draft(open_town())
    assert (draft.id, draft.first_year, draft.base_year) == ("15", 2026, 2025)
    assert all(each.target is None for each in draft.rows)


def test_the_first_plan_of_a_town_begins_this_year(toy_dir: Path) -> None:
    draft = next_draft(open_town(toy_dir))
    assert (draft.last_year - draft.first_year, draft.rows) == (4, ())
    assert draft.base_year == draft.first_year - 1


def test_a_plan_is_begun_and_changed(source: TownSource, space: Workspace) -> None:
    draft = replace(next_draft(source.town()), id="a3", name=NAMED)
    keep_plan(space, source.town(), draft, by=Person("王", "editor"))
    states = {each["id"]: each["state"] for each in plan_rows(source.town())}
    assert states == {"a1": "earlier", "a2": "in_force", "a3": "draft"}
    changed = draft_of(source.town(), "a3")
    assert (changed.seen, changed.begins, changed.name) == ("0001", False, NAMED)
    rows = tuple(replace(each, target=40.5) for each in changed.rows)
    keep_plan(space, source.town(), replace(changed, rows=rows, draft=False), by=ALONE)
    in_force = source.town().plans.in_force
    assert in_force is not None
    assert (in_force.id, [each.target.value for each in in_force.indicators]) == ("a3", [40.5] * 3)


def test_all_that_is_wrong_is_told_and_nothing_kept(source: TownSource, space: Workspace) -> None:
    lost = PlannedProject(layer="projects", id="lost")
    draft = replace(next_draft(source.town()), id="a1", projects=(lost,), last_year=2020)
    with pytest.raises(InputError, match="entry_wrong") as caught:
        keep_plan(space, source.town(), draft, by=ALONE)
    problems = caught.value.params["problems"]
    assert isinstance(problems, tuple)
    assert {each.code for each in problems} == {"plan_there", "key_value", "plan_project"}
    assert space.plans.ids() == []
    with pytest.raises(InputError, match="role_needed"):
        keep_plan(space, source.town(), draft, by=Person("李"))


def test_of_two_who_change_one_the_second_is_told(source: TownSource, space: Workspace) -> None:
    draft = replace(next_draft(source.town()), id="a3", name=NAMED)
    keep_plan(space, source.town(), draft, by=ALONE)
    opened = draft_of(source.town(), "a3")
    keep_plan(space, source.town(), replace(opened, last_year=2036), by=ALONE)
    with pytest.raises(InputError, match="plan_conflict"):
        keep_plan(space, source.town(), replace(opened, last_year=2037), by=ALONE)


def test_chapters_are_lines() -> None:
    text = "1\n9 生态 | Nature\n\n 10 民生\n"
    found = chapters_of(text)
    assert found == (
        Chapter(clause="1"),
        Chapter(clause="9", title=Text("生态", "Nature")),
        Chapter(clause="10", title=Text("民生", "民生")),
    )
    assert chapters_of(chapter_lines(found)) == found


LINES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(
    lambda text: text == text.strip() and bool(text)
)
NUMBERS = st.one_of(st.none(), st.floats(-1e12, 1e12).map(lambda each: float(f"{each:.12g}")))


@given(LINES, LINES, NUMBERS, st.integers(1949, 2100))
def test_what_is_written_is_read_as_it_was(
    name: str, words: str, number: float | None, year: int
) -> None:
    row = IndicatorRow(
        id="a",
        name_zh=words,
        name_en=name,
        unit=words,
        unit_zh="个",
        target=number,
        sense="equal",
        nature="binding",
        kind="count",
        note_zh=name,
    )
    project = PlannedProject(layer="roads", id="r", target_year=year, target_zh=words)
    draft = PlanDraft(
        id="a9",
        name=Text(name, words),
        first_year=2001,
        last_year=2005,
        base_year=2000,
        chapters=(Chapter(clause="1", title=Text(words, name)),),
        rows=(row,),
        projects=(project,),
    )
    files = files_of(draft)
    folder = plan_folder("a9", [files[each] for each in PLAN_FILES], "")
    assert folder.faults == ()
    assert (folder.rows, folder.projects) == ((row,), (project,))
    assert folder.plan is not None
    assert (folder.plan.name, folder.plan.chapters) == (draft.name, draft.chapters)


def test_a_wrong_draft_is_named_by_file(source: TownSource) -> None:
    draft = replace(next_draft(source.town()), id="a3", name=Text("", ""))
    assert [file for file, _ in problems_of(source.town(), draft)] == ["plans/a3/plan.toml"]
