"""Add up the values of years, each indicator in its own way."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from chedun_gis.indicators.indicator import Measurement, reached
from chedun_gis.register import IndicatorValue
from chedun_gis.texts import TEXTS, text
from layers import NAME_SEPARATOR, Indicator, Plan, Target, Text

# To the figure of these an amount can be added; a rate, a year for itself or a rise is no sum.
ADDABLE: Final = ("sum", "latest", "measured", "")
_SURE: Final = Text("", "")
_DECIMALS: Final = 10


def added_up(
    indicator: Indicator,
    values: Sequence[IndicatorValue],
    others: Sequence[IndicatorValue] = (),
) -> Measurement:
    """Return the figure that some years' values, the earliest first, make in the indicator's unit.

    `growth` in % a year is (∏(1 + gᵢ))^(1/n) − 1, `sum` the total and `each` the year that is
    furthest from the target, of the years of the plan that are known: a missing year is missing,
    never zero, the detail says which are there, and it is undecided what they may still change.
    `against` is the growth less that of the `others`, over the years of which both are known.
    Without any of these years nothing is known: the base is no figure of the plan. `rise` in % is
    that of the last level over the base year's. Of all other indicators the latest value stands.
    """
    if indicator.adds == "against":
        return _against(indicator.plan, values, others)
    if indicator.adds == "rise":
        return _rise(indicator.plan, values)
    plan = indicator.plan
    counted = [each for each in values if each.year in plan.years]
    known = tuple(each.year for each in counted)
    if indicator.adds not in _OF_YEARS:
        last = values[-1]
        since = tuple(each.year for each in values if each.year >= plan.first_year)
        before = [each.value for each in values if each.year <= plan.base_year]
        return Measurement(
            last.value,
            text("measured.entered", date=last.date, doubt=_doubt(last)),
            date=last.date,
            source=last.source,
            years=since,
            base=before[-1] if before else None,
        )
    if not counted:
        return Measurement(None, text("measured.base_only", **_ends(plan)))
    numbers = [each.value for each in counted]
    value = _OF_YEARS[indicator.adds](numbers, indicator.target)
    settled = len(counted) == len(plan.years) or (
        value is not None and _settled(indicator, numbers)
    )
    years = NAME_SEPARATOR.join(str(each.year) for each in counted)
    detail = text(
        f"measured.{indicator.adds}",
        years=Text(years, years.replace(NAME_SEPARATOR, ", ")),
        count=len(counted),
        **_ends(plan),
        doubt=_doubt(*counted),
    )
    sources = dict.fromkeys(each.source for each in counted)
    return Measurement(
        value,
        detail,
        date=counted[-1].date,
        source="；".join(sources),
        undecided=not settled,
        years=known,
    )


def raised(
    indicator: Indicator, found: Measurement, amount: float, numbers: Sequence[float] = ()
) -> Measurement:
    """Return a figure with an amount added to it that is known beside it; `ADDABLE` alone are.

    `numbers` are the years' values that a total was made of: with the amount it may be settled what
    the years still missing could have changed. Of the parts of a count nothing is left to say.
    """
    if found.value is None or indicator.adds not in ADDABLE:
        raise ValueError(indicator.id)
    settled = indicator.adds == "sum" and numbers and _settled(indicator, [*numbers, amount])
    return replace(
        found,
        value=math.fsum((*numbers, amount)) if numbers else math.fsum((found.value, amount)),
        numerator=None,
        denominator=None,
        low=None if found.low is None else found.low + amount,
        high=None if found.high is None else found.high + amount,
        undecided=found.undecided and not settled,
    )


def _rise(plan: Plan, values: Sequence[IndicatorValue]) -> Measurement:
    before = [each for each in values if each.year <= plan.base_year]
    counted = [each for each in values if each.year in plan.years]
    if not counted:
        return Measurement(None, text("measured.base_only", **_ends(plan)))
    if not before or before[-1].value <= 0:
        return Measurement(None, text("measured.no_base", base=plan.base_year))
    base, last = before[-1], counted[-1]
    numbers = {"level": last.value, "year": last.year, "base": base.value, "base_year": base.year}
    return Measurement(
        100 * (last.value / base.value - 1),
        text("measured.rise", doubt=_doubt(base, last), **numbers),
        date=last.date,
        source="；".join(dict.fromkeys((base.source, last.source))),
        years=tuple(each.year for each in counted),
    )


def _against(
    plan: Plan, values: Sequence[IndicatorValue], others: Sequence[IndicatorValue]
) -> Measurement:
    known = {each.year: each for each in others}
    pairs = [(each, known[each.year]) for each in values if each.year in known]
    pairs = [each for each in pairs if each[0].year in plan.years]
    if not pairs:
        return Measurement(None, text("measured.no_pair", **_ends(plan)))
    own, other = (_growth([each.value for each in side]) for side in zip(*pairs, strict=True))
    years = NAME_SEPARATOR.join(str(each.year) for each, _ in pairs)
    every = [each for pair in pairs for each in pair]
    detail = text(
        "measured.against",
        years=Text(years, years.replace(NAME_SEPARATOR, ", ")),
        count=len(pairs),
        **_ends(plan),
        doubt=_doubt(*every),
    )
    return Measurement(
        None if own is None or other is None else own - other,
        detail,
        numerator=own,
        denominator=other,
        of="%",
        date=pairs[-1][0].date,
        source="；".join(dict.fromkeys(each.source for each in every)),
        undecided=len(pairs) < len(plan.years),
        years=tuple(each.year for each, _ in pairs),
    )


def _ends(plan: Plan) -> dict[str, int]:
    return {"first": plan.first_year, "last": plan.last_year}


def _settled(indicator: Indicator, numbers: Sequence[float]) -> bool:
    """Tell whether no year still missing can change the verdict.

    A total that only grows has reached what it is to reach at least; of years that count each for
    itself one has failed.
    """
    target = indicator.target
    if indicator.adds == "each":
        return any(reached(target, number) is False for number in numbers)
    if indicator.adds == "sum" and target.sense == "at_least":
        return min(numbers) >= 0 and reached(target, math.fsum(numbers)) is True
    return False


def _total(numbers: Sequence[float], _target: Target) -> float:
    return math.fsum(numbers)


def _worst(numbers: Sequence[float], target: Target) -> float:
    return max(numbers) if target.sense == "at_most" else min(numbers)


def _growth(rates: Sequence[float], _target: Target | None = None) -> float | None:
    """Return the mean yearly growth in %; None where a rate is below −100 %, which is none."""
    factors = [1 + rate / 100 for rate in rates]
    if min(factors) < 0:
        return None
    # A single year is itself, to its last digit.
    mean = 100 * (math.prod(factors) ** (1 / len(factors)) - 1)
    # As exact as a rate is written: of equal ones the mean is what they are.
    return rates[0] if len(rates) == 1 else round(mean, _DECIMALS)


def _doubt(*values: IndicatorValue) -> Text:
    doubtful = any(each.reliability == "low" for each in values)
    return TEXTS["measured.doubtful"] if doubtful else _SURE


_Way = Callable[[Sequence[float], Target], float | None]
_OF_YEARS: Final[Mapping[str, _Way]] = {"growth": _growth, "sum": _total, "each": _worst}
