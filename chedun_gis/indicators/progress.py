"""Say how far an indicator is on its way, against how much of the plan's time is over.

With x the part of the way that is done and t the part of the time that is over: done when the
target is reached, on track when x ≥ t, behind when x ≥ 0.75 t, far behind below. This is a
convention of this program; the plan and the standards know none.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from chedun_gis.indicators.indicator import Result, reached
from chedun_gis.indicators.results import is_measured

Pace = Literal["done", "on_track", "behind", "far_behind", "no_data"]
# The verdicts, in the order in which they are counted.
PACES: Final[tuple[Pace, ...]] = ("done", "on_track", "behind", "far_behind", "no_data")
# Below this part of what is due somebody is far behind.
_BEHIND: Final = 0.75
# What of two parts is the rounding of their division.
_EXACT: Final = 1e-9
# A mean, or every year for itself, is as much as is asked for or less: it does not grow by years.
_RATES: Final = ("growth", "each", "against")


@dataclass(frozen=True, slots=True)
class Headway:
    """How far an indicator has come.

    `way` and `time` are parts of the whole: the time 0–1, the way more than 1 beyond the target and
    below 0 behind the beginning; None where no number is known or asked for. `from_zero` tells that
    the way is counted from nothing, for want of a value of the base year. `missing` are the years
    of the plan that are over and have no value. `forecast` is what a straight line from the
    beginning through the last value reaches in the plan's last year, None once that is over.
    """

    verdict: Pace
    way: float | None = None
    time: float | None = None
    from_zero: bool = False
    missing: tuple[int, ...] = ()
    forecast: float | None = None


def progress_of(result: Result, today: date) -> Headway:
    """Return how far an indicator is: what is measured as of today, else as of its last value.

    Of a total the time is that of the years that are known: one that is missing is not zero. Before
    the plan's first value nothing is known of it.
    """
    found, indicator = result.measurement, result.indicator
    missing = _missing(result, today)
    year = found.years[-1] if found.years else today.year if found.inputs else None
    number, target, plan = found.value, indicator.target.value, indicator.plan
    if number is None or target is None or year is None:
        return Headway("no_data", missing=missing)
    entered = indicator.adds == "sum" and not is_measured(result)
    past = len(found.years) if entered else year - plan.base_year
    time = min(1.0, max(0.0, past / plan.span))
    there = reached(indicator.target, number) is True
    if indicator.adds in _RATES:
        way, from_zero = time * _part(result, number, target, there=there), False
    else:
        way, from_zero = _way(result, number, target, there=there)
    ahead = found.years and year < plan.last_year and time > 0
    return Headway(
        _verdict(result, way, time),
        way,
        time,
        from_zero,
        missing,
        _forecast(result, number, time) if ahead else None,
    )


def _way(result: Result, number: float, target: float, *, there: bool) -> tuple[float, bool]:
    """Return the part of the way, and whether it is counted from zero for want of a base.

    Where the base is the target's already there is no way to go, but one to fall back.
    """
    indicator, base = result.indicator, result.measurement.base
    from_zero = base is None and indicator.adds not in {"sum", "rise"}
    begun = base or 0.0
    if reached(indicator.target, begun) is True:
        return float(there), from_zero and indicator.target.sense != "at_most"
    return (number - begun) / (target - begun), from_zero


def _part(result: Result, number: float, target: float, *, there: bool) -> float:
    """Return how much of what is asked for a rate is; of what may be at most so much, the other.

    What is held against another is asked to be as much as that. Of amounts of which none is a part
    of the other only that is known, whether it is enough.
    """
    found = result.measurement
    if result.indicator.adds == "against" and found.numerator is not None:
        number, target = found.numerator, found.denominator or 0.0
    if result.indicator.target.sense == "at_most":
        number, target = target, number
    if number <= 0 or target <= 0:
        return float(there)
    return number / target


def _forecast(result: Result, number: float, time: float) -> float:
    if result.indicator.adds in _RATES:
        return number
    base = result.measurement.base or 0.0
    return base + (number - base) / time


def _verdict(result: Result, way: float, time: float) -> Pace:
    if result.met:
        return "done"
    if way >= time - _EXACT:
        return "on_track"
    return "behind" if way >= _BEHIND * time - _EXACT else "far_behind"


def _missing(result: Result, today: date) -> tuple[int, ...]:
    """Return the years of the plan that are over and of which no value was entered."""
    if is_measured(result):
        return ()
    # A year is over with its last day.
    over = (year for year in result.plan.years if year < (today + timedelta(days=1)).year)
    return tuple(year for year in over if year not in result.measurement.years)
