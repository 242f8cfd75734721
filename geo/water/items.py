"""Average the readings of each item and hold them against the limits of GB 3838-2002."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from geo.water.gb3838 import ITEMS, WaterKind, item_class, limits_of, require_item

# The middle of the range 6 to 9: what lies outside it lies furthest from here.
_MIDDLE_PH = 7.5


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of an item, in the item's unit; `below`: half of a limit it was not detected at."""

    value: float
    below: bool = False


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item over the period.

    `value` is the mean of `count` values in the item's unit, for pH the value furthest from 7.5.
    `detected` is False when every value was below the detection limit. `item_class` is 1 to 5, 6
    for 劣Ⅴ, None without a limit (total nitrogen in rivers). `exceeded` tells whether the target is
    missed: None without a target, without a limit, and for an item never detected of which half the
    detection limit exceeds the target. `multiple` is the exceedance multiple (超标倍数),
    value / limit - 1, where the target is exceeded, else None; pH and dissolved oxygen never have
    one (环办〔2011〕22号).
    """

    item: str
    value: float
    count: int
    detected: bool
    assessed: bool
    item_class: int | None
    exceeded: bool | None
    multiple: float | None


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What items are held against: limits of a kind of water, a target, the items that count."""

    kind: WaterKind
    target: int | None
    assessed: tuple[str, ...]
    do_saturation: float | None = None


def item_results(
    readings: Mapping[str, Sequence[Reading]], yardstick: Yardstick
) -> tuple[ItemResult, ...]:
    """Return the result of every item that has readings, in the standard's order.

    Raises what `require_item` and `item_class` raise.
    """
    for item in readings:
        require_item(item)
    return tuple(_result(item, readings[item], yardstick) for item in ITEMS if readings.get(item))


def missing_items(
    readings: Mapping[str, Sequence[Reading]], yardstick: Yardstick
) -> tuple[str, ...]:
    """Return the items that count, have a limit in this kind of water and have no readings."""
    counting = {require_item(item).id for item in yardstick.assessed}
    return tuple(
        item
        for item in ITEMS
        if item in counting
        and not readings.get(item)
        and (ITEMS[item].rule == "within" or limits_of(item, kind=yardstick.kind) is not None)
    )


def mean(values: Sequence[float]) -> float:
    """Return the mean of decimal numbers as they are written, so that 0.1, 0.2 and 0.3 make 0.2."""
    return float(sum(map(_decimal, values), start=Decimal(0)) / len(values))


def mean_saturation(values: Sequence[float | None]) -> float | None:
    """Return the mean oxygen saturation in percent; None unless every value is known."""
    known = [each for each in values if each is not None]
    return mean(known) if known and len(known) == len(values) else None


def _result(item: str, readings: Sequence[Reading], yardstick: Yardstick) -> ItemResult:
    values = [reading.value for reading in readings]
    rule = ITEMS[item].rule
    if rule == "within":
        # Of two as far on either side the upper one, in whichever order they came.
        value = max(values, key=lambda each: (abs(each - _MIDDLE_PH), each))
    else:
        value = mean(values)
    found = item_class(item, value, kind=yardstick.kind, do_saturation=yardstick.do_saturation)
    detected = not all(reading.below for reading in readings)
    target = yardstick.target
    exceeded = None if target is None or found is None else found > target
    # Oxygen below a detection limit is too little oxygen; a pollutant there is no finding.
    if exceeded and not detected and rule == "at_most":
        exceeded = None
    return ItemResult(
        item=item,
        value=value,
        count=len(values),
        detected=detected,
        assessed=item in yardstick.assessed,
        item_class=found,
        exceeded=exceeded,
        multiple=_multiple(item, value, yardstick) if exceeded else None,
    )


def _multiple(item: str, value: float, yardstick: Yardstick) -> float | None:
    limits = limits_of(item, kind=yardstick.kind)
    if ITEMS[item].rule != "at_most" or limits is None or yardstick.target is None:
        return None
    limit = _decimal(limits[yardstick.target - 1])
    return float((_decimal(value) - limit) / limit)


def _decimal(value: float) -> Decimal:
    return Decimal(str(value))
