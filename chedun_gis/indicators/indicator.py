"""Say what an indicator is, what a measurement of it holds, and when its target is met."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import geopandas as gpd

from chedun_gis.analysis import Evidence
from chedun_gis.town import Town
from geo.doubt import Likely
from layers import Indicator, Plan, RuleSet, Target, Text


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


# How a figure comes to include projects that are taken as finished.
AddedBy = Literal["measured", "declared", "not_added", "unknown"]


@dataclass(frozen=True, slots=True)
class Added:
    """What projects that are taken as finished do to a figure, and in which way.

    `measured`: the layers say it, with what is built on the map; `declared`: the amounts are added
    to the figure; `not_added`: amounts of such an indicator make no sum; `unknown`: there is no
    figure to add to. `amounts` are those declared, by project, in the indicator's unit of entry:
    those that count when `by` is `declared`; else they are not added.
    """

    by: AddedBy
    amounts: tuple[tuple[str, float], ...] = ()

    @property
    def amount(self) -> float | None:
        """All that is declared, together; None where nothing is."""
        return math.fsum(number for _, number in self.amounts) if self.amounts else None


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure in the indicator's unit with what it rests on; `value` None is unknown.

    `numerator` over `denominator` (in `of`) is the value; `low` and `high` bound it where the
    accuracy of the inputs is known; `rule` is the rule set by which it was measured, `standard` is
    a standard without one; `detail` says in words what was counted or why nothing is known;
    `missing` tells that what it rests on has errors; `undecided` that years are still missing that
    may yet decide whether the target is met. `years` are those of which the figure was made, of the
    plan and after it, `base` is the level before them, None where none is known. `added` tells what
    projects that are taken as finished do to it, None where none speaks of it.
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
    added: Added | None = None


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
    def plan(self) -> Plan:
        """The plan whose target it is held against."""
        return self.indicator.plan

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


def indicators(town: Town, plan: str = "") -> list[Indicator]:
    """Return the indicators of a plan, "" the one in force, in the order of its table.

    None in a town without plans. Raises `InputError("plan_unknown")` (value, known), and
    `"table_wrong"` (file, problems) for a plan with a wrong file: which of its lines are right
    cannot be told.
    """
    folder = town.plans.folder(plan)
    if folder is None:
        return []
    folder.required()
    return list(folder.indicators)


def plan_of(town: Town, plan: str = "") -> Plan | None:
    """Return a plan, "" the one in force; None in a town without plans.

    Raises as `Plans.folder` does.
    """
    folder = town.plans.folder(plan)
    return folder.plan if folder else None


def plans_of(town: Town) -> tuple[Plan, ...]:
    """Return the plans that can be read, the earliest first."""
    return tuple(each.plan for each in town.plans.sound if each.plan)
