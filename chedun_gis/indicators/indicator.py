"""Say what an indicator is, what a measurement of it holds, and when its target is met."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd

from chedun_gis.analysis import Evidence
from chedun_gis.register import is_number
from chedun_gis.town import Town
from geo import InputError, Problem
from geo.doubt import Likely
from layers import RuleSet, Text


@dataclass(frozen=True, slots=True)
class Target:
    """What the plan promises; `value` is None where it states no number.

    `nature` is `binding` (约束性), `expected` (预期性) or `unspecified`.
    """

    value: float | None
    text: Text
    sense: str
    nature: str


_UNIT: Final = Text("", "")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the plan's targets. `kind` is `spatial` or `count`.

    `rule` is the key of the rule by which it is measured, `indicator:id`, or empty. `adds` says how
    the values of years make one: `growth` (mean yearly growth), `sum`, `each` (every year for
    itself), `rise` (of a level over that of the base year), `against` (mean growth less that of
    `other`), or the `latest` stands. `entered` is the unit of the years' values; `other` is the id
    and the title of the series that this one is held against.
    """

    id: str
    title: Text
    unit: Text
    target: Target
    kind: str
    clause: str
    note: Text
    rule: str = ""
    adds: str = "latest"
    entered: Text = _UNIT
    other: tuple[str, Text] | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """A layer that a figure rests on: how many features, of which basis, how accurate."""

    layer: str
    features: int
    basis: Mapping[str, int]
    accuracy_low_m: float
    accuracy_high_m: float

    @property
    def schematic(self) -> bool:
        """Tell whether any feature is a sketch, so that the figure only illustrates."""
        return bool(self.basis.get("schematic"))


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure in the indicator's unit with what it rests on; `value` None is unknown.

    `numerator` over `denominator` (in `of`) is the value; `low` and `high` bound it where the
    accuracy of the inputs is known; `rule` is the rule set by which it was measured, `standard` is
    a standard without one; `detail` says in words what was counted or why nothing is known;
    `missing` tells that what it rests on has errors; `undecided` that years are still missing that
    may yet decide whether the target is met. `years` are those of which the figure was made, of the
    plan and after it, `base` is the level before them, None where none is known.
    """

    value: float | None
    detail: Text
    numerator: float | None = None
    denominator: float | None = None
    of: str = ""
    low: float | None = None
    high: float | None = None
    rule: RuleSet | None = None
    standard: str = ""
    date: str = ""
    source: str = ""
    inputs: tuple[Input, ...] = ()
    evidence: Evidence | None = None
    missing: bool = False
    undecided: bool = False
    years: tuple[int, ...] = ()
    base: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """An indicator with its measurement; `met` is None where it cannot be said.

    `likely` is the likely interval in the indicator's unit, None where none is known or asked for.
    """

    indicator: Indicator
    measurement: Measurement
    met: bool | None
    likely: Likely | None = None

    @property
    def schematic(self) -> bool:
        """Tell whether the figure rests on a sketch."""
        return any(each.schematic for each in self.measurement.inputs)


@dataclass(frozen=True, slots=True)
class InParts:
    """How an indicator is measured of a large town: some rows of the homes at a time.

    `part(town, indicator, number, of)` measures one part, `whole(town, indicator, parts)` puts all
    together: what `measure` says, but for the places. `service` is the kind of service whose
    coverage they show, "" where there are none.
    """

    part: Callable[[Town, Indicator, int, int], Any]
    whole: Callable[[Town, Indicator, Sequence[Any]], Measurement]
    service: str = ""


def met(target: Target, measurement: Measurement) -> bool | None:
    """Return whether the target is met; None where nothing or not yet enough can be compared."""
    if measurement.value is None or measurement.undecided:
        return None
    return reached(target, measurement.value)


def reached(target: Target, value: float) -> bool | None:
    """Return whether a value is what the target asks for; None where it names no number."""
    if target.value is None:
        return None
    if target.sense == "at_most":
        return value <= target.value
    if target.sense == "equal":
        return value == target.value
    return value >= target.value


def input_of(town: Town, layer_id: str, frame: gpd.GeoDataFrame | None = None) -> Input:
    """Return what a figure rests on, for a layer or the part of it that was used."""
    used = town.frame(layer_id) if frame is None else frame
    counts = {str(key): int(count) for key, count in used["basis"].value_counts().items()}
    accuracy = used["accuracy_m"] if len(used) else [0.0]
    return Input(layer_id, len(used), counts, float(min(accuracy)), float(max(accuracy)))


def indicators(town: Town) -> list[Indicator]:
    """Return the indicators in the order of the plan's table.

    Raises `InputError("table_wrong")` (file, problems) for a table that lacks a column or number.
    """
    try:
        return [_indicator(row) for row in town.table("indicators")]
    except KeyError as error:
        fault = Problem("key_missing", params={"key": error.args[0]})
        raise InputError("table_wrong", file="indicators.csv", problems=(fault,)) from error


def _indicator(row: Mapping[str, str]) -> Indicator:
    number = row["target_2025"]
    if number and not is_number(number):
        fault = Problem("entry_number", feature=row["id"], params={"value": number})
        raise InputError("table_wrong", file="indicators.csv", problems=(fault,))
    return Indicator(
        id=row["id"],
        title=Text(row["name_zh"], row["name_en"]),
        unit=Text(row["unit_zh"], row["unit"]),
        target=Target(
            float(number) if number else None,
            Text(row["target_text_zh"], row["target_text_en"]),
            row["sense"],
            row["nature"],
        ),
        kind=row["kind"],
        clause=row["plan_ref"],
        note=Text(row["note_zh"], row["note_en"]),
        rule=row.get("rule", ""),
        adds=row.get("adds", ""),
        entered=Text(row.get("entered_zh") or row["unit_zh"], row.get("entered") or row["unit"]),
        other=_other(row),
    )


def _other(row: Mapping[str, str]) -> tuple[str, Text] | None:
    name = row.get("against", "")
    return (name, Text(row["against_zh"], row["against_en"])) if name else None
