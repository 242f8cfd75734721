"""How far an indicator is on its way, worked out by hand for every way in which years add up."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.indicators import PACES, as_data, line_of
from chedun_gis.indicators.adding import added_up
from chedun_gis.indicators.indicator import (
    Indicator,
    Measurement,
    Result,
    Target,
    indicators,
    input_of,
    met,
)
from chedun_gis.indicators.progress import progress_of
from chedun_gis.town import open_town
from layers import Text
from tests.chedun_gis.register.facts import value

LATER = date(2026, 11, 29)
MIDDLE = date(2023, 7, 1)


def indicator(adds: str, target: float | None, sense: str = "at_least") -> Indicator:
    found = next(each for each in indicators(open_town()) if each.id == "gdp")
    asked = Target(target, Text("目标", "target"), sense, "expected")
    return replace(found, adds=adds, target=asked)


def result(adds: str, target: float | None, values: dict[int, float], sense: str = "") -> Result:
    asked = indicator(adds, target, sense or "at_least")
    found = added_up(asked, [value(each, year) for year, each in values.items()])
    return Result(asked, found, met(asked.target, found))


@pytest.mark.parametrize(
    ("adds", "target", "values", "way", "time", "verdict"),
    [
        # Of 30 → 70, 50 is half of the way, in three of five years: 0.5 ≥ 0.75 × 0.6.
        ("latest", 70, {2020: 30.0, 2023: 50.0}, 0.5, 0.6, "behind"),
        ("latest", 70, {2020: 30.0, 2023: 54.0}, 0.6, 0.6, "on_track"),
        ("latest", 70, {2020: 30.0, 2023: 40.0}, 0.25, 0.6, "far_behind"),
        ("latest", 70, {2020: 30.0, 2022: 70.0}, 1.0, 0.4, "done"),
        ("latest", 70, {2020: 30.0, 2021: 20.0}, -0.25, 0.2, "far_behind"),
        # Without a base year the way begins at zero.
        ("latest", 70, {2025: 63.0}, 0.9, 1.0, "behind"),
        ("latest", 0.5, {2025: 0.0}, 0.0, 1.0, "far_behind"),
        # A sum always begins at zero; 2020 is no part of it.
        ("sum", 50, {2020: 35.0, 2021: 10.0, 2022: 10.0}, 0.4, 0.4, "on_track"),
        # A year that is missing is not zero: 22 in two years, of 10 a year.
        ("sum", 50, {2021: 10.0, 2023: 12.0}, 0.44, 0.4, "on_track"),
        ("sum", 50, {2021: 3.0, 2024: 3.0}, 0.12, 0.4, "far_behind"),
        ("sum", 50, {2021: 60.0}, 1.2, 0.2, "done"),
        ("sum", 50, {2021: -5.0}, -0.1, 0.2, "far_behind"),
        # A mean is as much as is asked for: √(1.21 × 1.00) − 1 = 10 %, of 8 %.
        ("growth", 8, {2021: 21.0, 2022: 0.0}, 0.5, 0.4, "on_track"),
        ("growth", 8, {2021: 6.0}, 0.15, 0.2, "behind"),
        ("growth", 8, {2021: 5.0}, 0.125, 0.2, "far_behind"),
        ("growth", 8, dict.fromkeys(range(2021, 2026), 8.0), 1.0, 1.0, "done"),
        # A rise of 30 % is asked for: from 20 to 24 are 20 % in three years.
        ("rise", 30, {2020: 20.0, 2023: 24.0}, 2 / 3, 0.6, "on_track"),
        ("rise", 30, {2020: 20.0, 2023: 22.0}, 1 / 3, 0.6, "far_behind"),
        # What was reached before the plan can only be kept, or lost.
        ("latest", 37, {2020: 38.0, 2023: 36.0}, 0.0, 0.6, "far_behind"),
        ("latest", 37, {2020: 38.0, 2023: 37.5}, 1.0, 0.6, "done"),
        # Exactly as much of the way as of the time, but for the rounding of a division.
        ("latest", 36, {2020: 33.0, 2023: 34.8}, 0.6, 0.6, "on_track"),
        ("growth", 6.5, dict.fromkeys(range(2021, 2026), 6.5), 1.0, 1.0, "done"),
        # After the plan all of the time is over.
        ("latest", 70, {2020: 30.0, 2024: 60.0, 2026: 65.0}, 0.875, 1.0, "behind"),
        ("latest", 70, {2026: 75.0}, 75 / 70, 1.0, "done"),
        # No growth was asked for.
        ("growth", 0, {2021: 3.0}, 0.2, 0.2, "on_track"),
        ("growth", 0, {2021: -3.0}, 0.0, 0.2, "far_behind"),
        # Of years that count each for itself the worst says it.
        ("each", 90, {2021: 95.0, 2022: 81.0}, 0.36, 0.4, "behind"),
        ("each", 90, {2021: 95.0, 2022: 91.0}, 0.4 * 91 / 90, 0.4, "on_track"),
    ],
)
def test_by_hand(  # noqa: PLR0913, PLR0917 - a line of the table
    adds: str, target: float, values: dict[int, float], way: float, time: float, verdict: str
) -> None:
    found = progress_of(result(adds, target, values), LATER)
    assert found.way == pytest.approx(way)
    assert found.time == pytest.approx(time)
    assert found.verdict == verdict
    assert found.from_zero == (adds == "latest" and 2020 not in values)


@pytest.mark.parametrize(
    ("adds", "values"),
    [("latest", {}), ("latest", {2020: 30.0}), ("sum", {2020: 3.0}), ("growth", {2021: -120.0})],
)
def test_before_the_first_value_of_the_plan_nothing_is_known(
    adds: str, values: dict[int, float]
) -> None:
    if values:
        found = progress_of(result(adds, 70, values), LATER)
    else:
        nothing = Measurement(None, Text("", ""))
        found = progress_of(Result(indicator(adds, 70), nothing, met=None), LATER)
    assert (found.verdict, found.way, found.time) == ("no_data", None, None)


def test_without_a_number_to_reach_there_is_no_verdict() -> None:
    found = progress_of(result("latest", None, {2023: 5.0}), LATER)
    assert (found.verdict, found.way) == ("no_data", None)


@pytest.mark.parametrize(
    ("own", "district", "way", "verdict"),
    [
        (8.0, 8.0, 0.2, "on_track"),
        (6.0, 8.0, 0.15, "behind"),
        (2.0, 8.0, 0.05, "far_behind"),
        (3.0, -1.0, 0.2, "on_track"),
        (-1.0, -3.0, 0.2, "on_track"),
        (-3.0, -1.0, 0.0, "far_behind"),
    ],
)
def test_against_another_as_much_is_asked_for(
    own: float, district: float, way: float, verdict: str
) -> None:
    asked = indicator("against", 0.0)
    found = added_up(asked, [value(own, 2021)], [value(district, 2021)])
    told = progress_of(Result(asked, found, met(asked.target, found)), LATER)
    assert (told.way, told.verdict) == (pytest.approx(way), verdict)


def test_missing_years_are_those_that_are_over() -> None:
    some = result("growth", 8, {2021: 8.0, 2024: 8.0})
    assert progress_of(some, LATER).missing == (2022, 2023, 2025)
    assert progress_of(some, MIDDLE).missing == (2022,)


@pytest.mark.parametrize(
    ("adds", "values", "forecast"),
    [
        ("latest", {2020: 30.0, 2022: 40.0}, 55.0),  # 5 a year
        ("latest", {2022: 20.0}, 50.0),  # 10 a year from zero
        ("sum", {2021: 4.0, 2022: 6.0}, 25.0),
        ("growth", {2021: 6.0}, 6.0),
        ("latest", {2025: 63.0}, None),  # there is nothing left to be drawn on
    ],
)
def test_a_straight_line_to_the_end(
    adds: str, values: dict[int, float], forecast: float | None
) -> None:
    found = progress_of(result(adds, 70, values), LATER).forecast
    assert found == (None if forecast is None else pytest.approx(forecast))


def test_of_what_may_be_at_most_so_much_the_way_leads_down() -> None:
    falling = result("latest", 10, {2020: 30.0, 2022: 22.0}, "at_most")
    assert progress_of(falling, LATER).way == pytest.approx(0.4)
    assert progress_of(falling, LATER).verdict == "on_track"
    assert progress_of(result("latest", 35, {2025: 40.0}, "at_most"), LATER).verdict == "far_behind"
    assert progress_of(result("growth", 3, {2021: -1.0}, "at_most"), LATER).verdict == "on_track"
    worst = result("each", 10, {2021: 12.5}, "at_most")
    assert progress_of(worst, LATER).way == pytest.approx(0.2 * 0.8)


def test_what_is_measured_is_of_today() -> None:
    town = open_town()
    found = Measurement(80.0, Text("", ""), inputs=(input_of(town, "parks"),))
    measured = Result(indicator("latest", 100), found, met=False)
    assert progress_of(measured, LATER).time == 1.0
    assert progress_of(measured, MIDDLE).time == pytest.approx(0.6)
    assert progress_of(measured, MIDDLE).verdict == "on_track"
    assert progress_of(measured, LATER).verdict == "behind"
    assert progress_of(measured, LATER).missing == ()


@given(
    st.sampled_from(["latest", "sum", "growth", "each"]),
    st.floats(0.1, 1e6),
    st.dictionaries(st.integers(2019, 2025), st.floats(-50, 1e6), min_size=1),
)
def test_more_is_never_worse(adds: str, target: float, values: dict[int, float]) -> None:
    ordered = dict(sorted(values.items()))
    less = progress_of(result(adds, target, ordered), LATER)
    more = progress_of(result(adds, target, {y: v + 1 for y, v in ordered.items()}), LATER)
    if "no_data" not in {less.verdict, more.verdict} and 2020 not in values and 2019 not in values:
        assert PACES.index(more.verdict) <= PACES.index(less.verdict)
    assert less.time is None or 0 <= less.time <= 1


def test_page_and_data_say_the_same() -> None:
    found = result("latest", 70, {2020: 30.0, 2023: 50.0})
    assert line_of(found, "zh").progress == "落后（已走 50%，时间已过 60%）"
    assert line_of(found, "en").progress == "behind (50% of the way in 60% of the time)"
    told = as_data(found)
    assert (told["verdict"], told["way"], told["time"]) == ("behind", 0.5, 0.6)
    assert (told["years"], told["missing_years"]) == ([2023], [2021, 2022, 2024, 2025])
