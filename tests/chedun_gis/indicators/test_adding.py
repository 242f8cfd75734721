"""What the values of years add up to, worked out by hand."""

from dataclasses import replace

import pytest

from chedun_gis.indicators.adding import added_up
from chedun_gis.indicators.indicator import Indicator, indicators, met
from chedun_gis.indicators.results import measures
from chedun_gis.town import open_town
from tests.chedun_gis.register.facts import value


def indicator(adds: str) -> Indicator:
    return replace(next(each for each in indicators(open_town()) if each.id == "gdp"), adds=adds)


@pytest.mark.parametrize(
    ("adds", "values", "expected"),
    [
        # √(1.21 × 1.00) = 1.1
        ("growth", {2022: 21.0, 2023: 0.0}, 10.0),
        ("growth", {2021: 10.0, 2022: -10.0}, 100 * (0.99**0.5 - 1)),
        ("growth", {2023: 18.7}, 18.7),
        ("growth", {2020: 5.0, 2023: 7.0}, 7.0),  # the base is none of the plan's years
        ("growth", {2023: -120.0}, None),
        ("sum", {2020: 9.0, 2021: 20.0, 2023: 25.5}, 45.5),
        ("latest", {2020: 30.0, 2023: 45.0}, 45.0),
        ("sum", {2020: 9.0}, None),  # what was before the plan is no part of its total
        ("each", {2020: 1.0, 2021: 8.0, 2022: 6.0}, 6.0),
    ],
)
def test_by_hand(adds: str, values: dict[int, float], expected: float | None) -> None:
    found = added_up(indicator(adds), [value(each, year) for year, each in values.items()])
    assert found.value == (None if expected is None else pytest.approx(expected))


def test_a_mean_over_fewer_years_says_over_which_and_what_is_doubtful() -> None:
    values = [value(5.0, 2022), value(7.0, 2024, reliability="low")]
    found = added_up(indicator("growth"), values)
    assert (
        found.detail.zh
        == "2022、2024 年增速的几何平均（规划期 2021—2025 年中有 2 年）；可靠性低，待核实"
    )
    assert found.detail.en == (
        "geometric mean of the growth in 2022, 2024 (2 of the years 2021 to 2025); "
        "doubtful, to be verified"
    )
    assert found.date == "2024"


@pytest.mark.parametrize(
    ("adds", "values", "expected"),
    [  # the target is at least 7
        ("growth", {2023: 18.7}, None),  # four years may still spoil the mean
        ("growth", dict.fromkeys(range(2021, 2026), 8.0), True),
        ("growth", dict.fromkeys(range(2021, 2026), 6.0), False),
        ("sum", {2021: 3.0, 2022: 3.9}, None),
        ("sum", {2021: 3.0, 2022: 4.0}, True),  # a total that only grows has arrived
        ("sum", {2021: 8.0, 2022: -0.5}, None),  # what shrank once may shrink again
        ("sum", dict.fromkeys(range(2021, 2026), 1.0), False),
        ("each", {2021: 9.0, 2022: 8.0}, None),
        ("each", {2021: 9.0, 2022: 6.9}, False),  # one year failed, whatever comes
        ("each", dict.fromkeys(range(2021, 2026), 7.0), True),
        ("latest", {2023: 7.0}, True),
        ("sum", {2020: 9.0}, None),
    ],
)
def test_a_missing_year_decides_nothing_that_it_may_still_change(
    adds: str, values: dict[int, float], expected: bool | None
) -> None:
    asked = indicator(adds)
    found = added_up(asked, [value(each, year) for year, each in values.items()])
    assert met(asked.target, found) is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({2015: 14.0, 2020: 20.0, 2023: 25.0}, 25.0),  # of the base year, not of one before
        ({2020: 20.0, 2022: 30.0, 2024: 18.0}, -10.0),
        ({2020: 20.0, 2021: 0.0}, -100.0),
        ({2020: 20.0}, None),
        ({2022: 30.0}, None),  # without a base year there is no rise
        ({2020: 0.0, 2022: 30.0}, None),
    ],
)
def test_a_rise_is_over_the_base_year(values: dict[int, float], expected: float | None) -> None:
    found = added_up(indicator("rise"), [value(each, year) for year, each in values.items()])
    assert found.value == (None if expected is None else pytest.approx(expected))
    assert found.years == (() if expected is None else tuple(y for y in values if y > 2020))


@pytest.mark.parametrize(
    ("own", "district", "expected"),
    [
        # √(1.21 × 1.00) − 1 = 10 % against 4 %; 2023, of which the district's is missing, is out.
        ({2021: 21.0, 2022: 0.0, 2023: 50.0}, {2021: 4.0, 2022: 4.0}, 6.0),
        ({2021: 5.0}, {2021: 8.0}, -3.0),
        ({2020: 5.0}, {2020: 1.0}, None),
        ({2021: 5.0}, {2022: 8.0}, None),
        ({2021: 5.0}, {}, None),
    ],
)
def test_growth_is_held_against_the_districts(
    own: dict[int, float], district: dict[int, float], expected: float | None
) -> None:
    sides = [[value(each, year) for year, each in side.items()] for side in (own, district)]
    found = added_up(indicator("against"), *sides)
    assert found.value == (None if expected is None else pytest.approx(expected))
    assert found.undecided == (expected is not None)


def test_each_indicator_adds_up_in_one_of_the_ways() -> None:
    ways: dict[str, set[str]] = {}
    for each in indicators(open_town()):
        ways.setdefault(each.adds, set()).add(each.id)
    assert set(ways) == {"growth", "sum", "rise", "each", "against", "latest", "measured"}
    assert ways["measured"] <= set(measures())  # the others of these are totals
    assert set(measures()) - ways["measured"] == {"community-parks", "town-roads"}
    assert ways["rise"] == {"land-104-tax"}
    assert ways["against"] == {"income"}
    assert ways["growth"] == {"gdp", "fiscal-total", "fiscal-local"}
    assert ways["each"] == {"jobs", "hotline-solved", "hotline-satisfied"}
