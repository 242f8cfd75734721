"""What a plan's file must say, and which chapter a clause is of."""

import pytest

from geo import InputError
from layers import Chapter, IndicatorRow, PlannedProject, Text, checked_rows, is_plan_id, read_plan
from tests.two_plans import FIRST_TOML


def codes(text: str, plan: str = "a1") -> set[tuple[str, str]]:
    found, problems = read_plan(plan, text.encode())
    assert (found is None) == bool(problems)
    return {(each.code, each.field) for each in problems}


def test_a_plan_is_read() -> None:
    plan, problems = read_plan("a1", FIRST_TOML.encode())
    assert problems == []
    assert plan is not None
    assert (plan.id, plan.name, plan.draft) == ("a1", Text("甲规划", "Plan A"), False)
    assert (list(plan.years), plan.base_year, plan.span) == (
        [2021, 2022, 2023, 2024, 2025],
        2020,
        5,
    )
    assert plan.title == Text("甲规划（2021—2025）", "Plan A (2021–2025)")


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = 'first_year = "2021"\nlast_year = 2025\nbase_year = 1800\nyears = 5\n'
    assert codes(text, "A 1") == {
        ("plan_id", ""),
        ("key_unknown", "years"),
        ("key_missing", "name"),
        ("key_value", "first_year"),
        ("key_value", "base_year"),
    }
    assert codes(f'id = "a1"\n{FIRST_TOML}') == {("key_unknown", "id")}
    with pytest.raises(InputError, match="rules_not_toml"):
        read_plan("a1", b"name = ")
    with pytest.raises(InputError, match="file_missing"):
        read_plan("a1", None)


@pytest.mark.parametrize(
    ("first", "last", "base"), [(2021, 2020, 2019), (2021, 2025, 2021), (2021, 2025, 2022)]
)
def test_years_are_in_order(first: int, last: int, base: int) -> None:
    text = f"first_year = {first}\nlast_year = {last}\nbase_year = {base}\n"
    name = 'name = { zh = "甲", en = "A" }\n'
    assert codes(name + text) == {("plan_years", "first_year")}


def test_a_clause_is_of_the_chapter_whose_number_it_begins_with() -> None:
    text = FIRST_TOML + '[[chapter]]\nclause = "12"\n[[chapter]]\nclause = "附件"\n'
    plan, _ = read_plan("a1", text.encode())
    assert plan is not None
    told = {
        clause: chapter.clause
        for clause in ("9.2.2", "1", "1.2；9.1", "12.1", "附件3", "1（农业）", "13.1", "", "二")
        if (chapter := plan.chapter_of(clause))
    }
    assert told == {
        "9.2.2": "9",
        "1": "1",
        "1.2；9.1": "1",
        "12.1": "12",
        "附件3": "附件",
        "1（农业）": "1",
    }
    assert plan.chapter_of("1.1") == Chapter(clause="1")  # whose heading nobody knows


@pytest.mark.parametrize("text", ["14", "plan-2026", "a"])
def test_an_id(text: str) -> None:
    assert is_plan_id(text)


@pytest.mark.parametrize("text", ["", "-a", "a-", "A", "十五", "../x", "a b", "a" * 41, "a\n"])
def test_no_id(text: str) -> None:
    assert not is_plan_id(text)


def test_the_lines_of_tables_are_held_against_their_columns() -> None:
    right = {
        "id": "a",
        "name_zh": "甲",
        "name_en": "A",
        "unit": "x",
        "unit_zh": "个",
        "sense": "at_least",
        "nature": "expected",
        "kind": "count",
    }
    wrong = {**right, "id": "b", "target": "many", "sense": "more", "unit": " "}
    rows, problems = checked_rows(IndicatorRow, [(2, right), (3, wrong), (4, right)])
    assert [each.id for each in rows] == ["a"]
    assert {(each.code, each.row, each.feature, each.field) for each in problems} == {
        ("key_value", 3, "b", "target"),
        ("key_value", 3, "b", "sense"),
        ("key_missing", 3, "b", "unit"),
        ("key_twice", 4, "a", "id"),
    }
    lines = [
        (2, {"layer": "parks", "id": "p"}),
        (3, {"layer": "roads", "id": "r", "target_year": "1"}),
    ]
    projects, problems = checked_rows(PlannedProject, lines)
    assert projects == []
    assert {(each.row, each.field) for each in problems} == {(2, "layer"), (3, "target_year")}
