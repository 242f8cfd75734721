"""What is to be watched of a toy town, worked out by hand."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from chedun_gis.indicators import (
    feature_notices,
    indicator_notices,
    notice_data,
    notice_words,
    project_notices,
    scorecard,
    stale_notices,
    watch_of,
)
from chedun_gis.register import Ledger, required
from chedun_gis.texts import LANGS
from chedun_gis.town import Town, TownSource
from layers import LAYERS
from tests.conftest import feature, with_plans
from tests.people import ALONE

TODAY = date(2026, 11, 30)


@pytest.fixture
def source(toy_dir: Path, toy_with: Callable[..., Path], tmp_path: Path) -> TownSource:
    projects = LAYERS["projects"]
    toy_with(
        "projects",
        feature(projects, "late", stage="planned", target_year=2025),
        feature(projects, "done", stage="completed", target_year=2025),
        feature(projects, "soon", stage="under_construction", target_year=2026),
        feature(projects, "free", stage="planned", target_year=None),
    )
    with_plans(toy_dir)
    return TownSource(toy_dir, ledger=Ledger(tmp_path / "register.sqlite"))


def told(town: Town, today: date = TODAY) -> set[tuple[str, str]]:
    notices = project_notices(town, today)
    return {(each.kind, each.id) for each in notices if each.layer == "projects"}


def enter(source: TownSource, project: str, dated: str, stage: str) -> None:
    assert source.ledger is not None
    entry = {"project": project, "date": dated, "stage": stage, "source": "镇政府"}
    source.ledger.append([required("status", entry)], by=ALONE, accept=True)


def test_what_is_not_done_is_overdue_after_the_year_and_due_in_its_last_quarter(
    source: TownSource,
) -> None:
    town = source.town()
    assert told(town) == {("overdue", "late"), ("due", "soon")}
    assert told(town, date(2026, 9, 30)) == {("overdue", "late")}
    assert told(town, date(2025, 12, 31)) == {("due", "late")}
    assert told(town, date(2027, 1, 1)) == {("overdue", "late"), ("overdue", "soon")}


def test_what_was_entered_ends_it(source: TownSource) -> None:
    enter(source, "late", "2026-10", "completed")
    assert told(source.town()) == {("due", "soon")}


def test_a_target_of_the_history_counts_where_the_layer_names_none(source: TownSource) -> None:
    enter(source, "free", "2024", "target")
    assert ("overdue", "free") in told(source.town())
    enter(source, "late", "2030", "target")  # what the layer names goes before
    assert ("overdue", "late") in told(source.town())


@pytest.mark.parametrize(
    ("dated", "silent"),
    [
        ("2025-11-30", False),  # to the day a year ago
        ("2025-11-29", True),
        ("2025-11", False),  # perhaps its last day
        ("2025-10", True),
        ("2025", False),
        ("2024", True),
        ("2024-02", True),
    ],
)
def test_over_a_year_without_an_entry(source: TownSource, dated: str, *, silent: bool) -> None:
    enter(source, "free", dated, "planned")
    assert (("silent", "free") in told(source.town())) == silent


def test_a_year_before_a_leap_day(source: TownSource) -> None:
    enter(source, "free", "2027-02-27", "planned")
    assert ("silent", "free") in told(source.town(), date(2028, 2, 29))


def test_of_indicators_those_behind_and_without_an_entry(source: TownSource) -> None:
    assert source.ledger is not None
    for name, year, number in (("gdp", 2025, 2.0), ("hightech", 2024, 90.0)):
        entry = {"indicator": name, "year": year, "value": number, "date": str(year)}
        fact = required("value", {**entry, "source": "镇政府"})
        source.ledger.append([fact], by=ALONE, accept=True)
    town = source.town()
    found = {
        (each.kind, each.id, each.year)
        for each in indicator_notices(town, scorecard(town), TODAY)
        if each.id in {"gdp", "hightech", "jobs", "bus-two-lines"}
    }
    # 2 of 7 % a year; 90 of 100 in four of five years are on the way; of 2025 nothing is known.
    assert found == {
        ("far_behind", "gdp", 2025),
        ("silent", "hightech", 2024),
        ("silent", "jobs", None),
    }


def test_each_is_worded_in_both_languages(source: TownSource) -> None:
    enter(source, "free", "2024", "planned")
    town = source.town()
    every = (*project_notices(town, TODAY), *indicator_notices(town, scorecard(town), TODAY))
    assert all(notice_words(each, lang) for each in every for lang in LANGS)
    words = {each.id: notice_words(each, "zh") for each in project_notices(town, TODAY)}
    assert words["late"] == "目标 2025 年，现为“规划”"
    assert words["free"] == "最近一次填报为 2024"


def test_a_layer_with_errors_says_nothing(source: TownSource, toy_dir: Path) -> None:
    (toy_dir / "projects.geojson").write_text("{", encoding="utf-8")
    assert told(source.town()) == set()


def with_ages(source: TownSource, *rows: str) -> Town:
    file = source.data_dir / "stale_after.csv"
    file.write_text("\n".join(("layer,years", *rows)) + "\n", encoding="utf-8")
    return source.town()


def test_what_is_older_than_its_kind_may_become_is_stale(source: TownSource) -> None:
    enter(source, "late", "2024-05", "under_construction")
    enter(source, "free", "2024-05", "planned")
    enter(source, "soon", "2026-05", "under_construction")
    town = with_ages(source, "projects,2")
    [notice] = [each for each in stale_notices(town, TODAY) if each.since == "2024-05"]
    assert notice.stale is not None
    assert notice.stale.features == ("late", "free")
    assert notice.title == LAYERS["projects"].title
    words = "2 处，截至 2024-05，超过声明年限 2 年（登记簿）"
    assert notice_words(notice, "zh") == words
    for name, expected in (("late", 1), ("free", 1), ("soon", 0)):
        of = [each for each in feature_notices(town, "projects", name, TODAY) if each.stale]
        assert of.count(notice) == expected
    assert notice in watch_of(town, scorecard(town), TODAY).notices
    told = notice_data(notice)
    assert (told["features"], told["years"], told["why_zh"]) == (["late", "free"], 2, words)
    # The day after the two years it is stale, not on their last.
    assert not [
        each
        for each in stale_notices(town, date(2026, 5, 31))
        if "late" in (each.stale.features if each.stale else ())
    ]


def test_an_age_that_says_nothing_is_said_beside_what_else_is_to_be_watched(
    source: TownSource,
) -> None:
    town = with_ages(source, "projects,soon")
    found = watch_of(town, scorecard(town), TODAY)
    assert found.untold is not None
    assert "stale_after.csv" in found.untold.why.zh
    assert ("overdue", "late") in {(each.kind, each.id) for each in found.notices}
    assert [each.kind for each in feature_notices(town, "projects", "late", TODAY)] == ["overdue"]
