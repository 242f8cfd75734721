"""Add up the values of years, each indicator in its own way."""

import math
from collections.abc import Sequence
from typing import Final

from chedun_gis.indicators.indicator import Indicator, Measurement
from chedun_gis.register import IndicatorValue
from chedun_gis.texts import TEXTS, text
from layers import NAME_SEPARATOR, Text

# The years of the plan; what was before is its base.
FIRST, LAST = 2021, 2025
_SURE: Final = Text("", "")


def added_up(indicator: Indicator, values: Sequence[IndicatorValue]) -> Measurement:
    """Return the figure that some years' values, the earliest first, make in the indicator's unit.

    `growth` in % a year is (∏(1 + gᵢ))^(1/n) − 1 and `sum` the total, of the years of the plan that
    are known: a missing year is missing, never zero, and the detail says which are there. Else,
    and without a value of these years, the latest stands.
    """
    counted = [each for each in values if FIRST <= each.year <= LAST]
    if indicator.adds not in {"growth", "sum"} or not counted:
        last = values[-1]
        detail = text("measured.entered", date=last.date, doubt=_doubt(last))
        return Measurement(last.value, detail, date=last.date, source=last.source)
    numbers = [each.value for each in counted]
    value = _growth(numbers) if indicator.adds == "growth" else math.fsum(numbers)
    years = NAME_SEPARATOR.join(str(each.year) for each in counted)
    detail = text(
        f"measured.{indicator.adds}",
        years=Text(years, years.replace(NAME_SEPARATOR, ", ")),
        count=len(counted),
        first=FIRST,
        last=LAST,
        doubt=_doubt(*counted),
    )
    sources = dict.fromkeys(each.source for each in counted)
    return Measurement(value, detail, date=counted[-1].date, source="；".join(sources))


def _growth(rates: Sequence[float]) -> float | None:
    """Return the mean yearly growth in %; None where a rate is below −100 %, which is none."""
    factors = [1 + rate / 100 for rate in rates]
    if min(factors) < 0:
        return None
    # A single year is itself, to its last digit.
    return rates[0] if len(rates) == 1 else 100 * (math.prod(factors) ** (1 / len(factors)) - 1)


def _doubt(*values: IndicatorValue) -> Text:
    doubtful = any(each.reliability == "low" for each in values)
    return TEXTS["measured.doubtful"] if doubtful else _SURE
