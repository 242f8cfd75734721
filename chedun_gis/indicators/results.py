"""Measure the plan's indicators: by the file that knows one, else by what was entered."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from chedun_gis.indicators.adding import ADDABLE, added_up, raised
from chedun_gis.indicators.entries import TABLE, entries
from chedun_gis.indicators.indicator import (
    Added,
    InParts,
    Measurement,
    Result,
    indicators,
    met,
)
from chedun_gis.texts import fault_text, text
from chedun_gis.town import Contribution, Town, answered, once
from geo import InputError
from geo.doubt import Likely, shifted
from layers import Indicator

Measure = Callable[[Town, Indicator], Measurement]


@once
def measures() -> Mapping[str, Measure]:
    """Return the measuring function of every module here that names its indicator in `ID`."""
    return {module.ID: module.measure for module in _modules()}


def is_measured(result: Result) -> bool:
    """Tell whether a figure is measured of the layers, or would be were they sound."""
    return bool(result.measurement.inputs) or result.indicator.id in measures()


@once
def in_parts() -> Mapping[str, InParts]:
    """Return how those are measured in parts that say so in `PARTS`, by indicator."""
    return {module.ID: module.PARTS for module in _modules() if hasattr(module, "PARTS")}


def _modules() -> list[Any]:
    here = [str(Path(__file__).parent)]
    modules = (
        importlib.import_module(f"{__package__}.{m.name}") for m in pkgutil.iter_modules(here)
    )
    return [module for module in modules if hasattr(module, "ID")]


@answered(most=128)
def result_of(town: Town, indicator: Indicator) -> Result:
    """Return one result: measured where the layers can, else as entered, else unknown.

    A layer or table that it needs and that has errors leaves it unknown, and says why. Projects
    that a scenario takes as finished are in it, see `with_added`.
    """
    measure = measures().get(indicator.id, entered)
    return result_by(town, indicator, lambda: measure(town, indicator))


def result_by(town: Town, indicator: Indicator, measure: Callable[[], Measurement]) -> Result:
    """Return the result that a way of measuring leads to, or why it leads to none."""
    try:
        measurement = measure()
    except InputError as error:
        measurement = Measurement(None, fault_text(error), missing=True)
    measurement = with_added(town, indicator, measurement)
    return Result(indicator, measurement, met(indicator.target, measurement))


def with_added(town: Town, indicator: Indicator, found: Measurement) -> Measurement:
    """Return a figure with what the projects add that a scenario takes as finished.

    What is measured, and moves on the map or has its place there, is as measured, and the amounts
    declared for it do not count: never both. Otherwise they are added to the figure, in full and
    only where there is one, and where sums of the indicator say anything.
    """
    ours = town.added.get(indicator.id, ())
    if not ours:
        return found
    amounts = _amounts(ours)
    if amounts and indicator.adds not in ADDABLE and indicator.id not in measures():
        return replace(found, added=Added("not_added", amounts))
    if found.value is None:
        return replace(found, added=Added("unknown", amounts))
    if indicator.id in measures() and (
        any(each.placed for each in ours) or _is_moved(town, indicator, found)
    ):
        beside = [each for each in ours if not each.placed]
        return replace(found, added=Added("measured", _amounts(beside)))
    if not amounts or indicator.adds not in ADDABLE:
        return replace(found, added=Added("not_added", amounts)) if amounts else found
    added = Added("declared", amounts)
    numbers = _numbers(town, indicator) if indicator.adds == "sum" else ()
    more = raised(indicator, found, added.amount or 0.0, numbers)
    return replace(more, added=added)


def _amounts(ours: Sequence[Contribution]) -> tuple[tuple[str, float], ...]:
    return tuple((each.project, each.amount) for each in ours if each.amount is not None)


def _is_moved(town: Town, indicator: Indicator, found: Measurement) -> bool:
    """Tell whether a scenario changes what an indicator measures."""
    base = town.base
    if base is None:
        return False
    if indicator.id in in_parts():  # too much to be measured twice: what it rests on tells
        return any(town.state_of(each.layer) != base.state_of(each.layer) for each in found.inputs)
    return result_of(base, indicator).measurement.value != found.value


def _numbers(town: Town, indicator: Indicator) -> tuple[float, ...]:
    """Return the values that a total was made of; none of what is measured."""
    if indicator.id in measures():
        return ()
    values = entries(town).values.get(indicator.id, ())
    return tuple(each.fact.value for each in values if each.fact.year in indicator.plan.years)


def scorecard(town: Town, plan: str = "") -> list[Result]:
    """Return the results of all indicators of a plan, "" the one in force, in its table's order.

    With their likely intervals. Raises as `indicators` does.
    """
    return [with_likely(town, result_of(town, each)) for each in indicators(town, plan)]


@once
def _likely() -> Mapping[str, Callable[[Town, Indicator], Likely | None]]:
    """Return how likely intervals are found by the modules that say so in `LIKELY`."""
    return {module.ID: module.LIKELY for module in _modules() if hasattr(module, "LIKELY")}


def with_likely(town: Town, result: Result) -> Result:
    """Return a result with its likely interval, if its figure depends on where things are."""
    if result.measurement.value is None:
        return result
    found, added = likely_of(town, result.indicator), result.measurement.added
    if found is not None and added is not None and added.by == "declared":
        found = shifted(found, added.amount or 0.0)
    return replace(result, likely=found)


@answered(most=64)
def likely_of(town: Town, indicator: Indicator) -> Likely | None:
    """Return the likely interval of what is measured of an indicator, in its unit.

    None where its figure depends on no place. The figure is known.
    """
    way = _likely().get(indicator.id)
    return None if way is None else way(town, indicator)


_UNKNOWN = text("measured.not_entered")
# After all years.
_NEVER = 9999


def entered(town: Town, indicator: Indicator) -> Measurement:
    """Return what the values entered add up to with date and source, or an unknown.

    Once a later plan is in force, values of its years are no longer this one's.

    Raises `InputError("entries_wrong")` (file, problems) when an entry of it says nothing, and
    what `entries` raises: which of its values is right cannot be told.
    """
    found = entries(town)
    wrong = tuple(each for each in found.problems if each.feature == indicator.id)
    if wrong:
        raise InputError("entries_wrong", file=f"{TABLE}.csv", problems=wrong)
    plan = indicator.plan
    over = plan.last_year if town.plans.follows(plan) else _NEVER
    values, others = (
        [each.fact for each in found.values.get(name, ()) if each.fact.year <= over]
        for name in (indicator.id, indicator.other[0] if indicator.other else "")
    )
    if not values:
        return Measurement(None, _UNKNOWN)
    return added_up(indicator, values, others)
