"""Measure the plan's indicators: by the file that knows one, else by what was entered."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from chedun_gis.indicators.adding import added_up
from chedun_gis.indicators.entries import TABLE, entries
from chedun_gis.indicators.indicator import (
    Indicator,
    InParts,
    Measurement,
    Result,
    indicators,
    met,
)
from chedun_gis.texts import fault_text, text
from chedun_gis.town import Town, answered, once
from geo import InputError
from geo.doubt import Likely

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

    A layer or table that it needs and that has errors leaves it unknown, and says why.
    """
    measure = measures().get(indicator.id, entered)
    return result_by(indicator, lambda: measure(town, indicator))


def result_by(indicator: Indicator, measure: Callable[[], Measurement]) -> Result:
    """Return the result that a way of measuring leads to, or why it leads to none."""
    try:
        measurement = measure()
    except InputError as error:
        measurement = Measurement(None, fault_text(error), missing=True)
    return Result(indicator, measurement, met(indicator.target, measurement))


def scorecard(town: Town) -> list[Result]:
    """Return the results of all indicators, in the order of the plan's table.

    With their likely intervals.
    """
    return [with_likely(town, result_of(town, indicator)) for indicator in indicators(town)]


@once
def _likely() -> Mapping[str, Callable[[Town, Indicator], Likely | None]]:
    """Return how likely intervals are found by the modules that say so in `LIKELY`."""
    return {module.ID: module.LIKELY for module in _modules() if hasattr(module, "LIKELY")}


def with_likely(town: Town, result: Result) -> Result:
    """Return a result with its likely interval, if its figure depends on where things are."""
    way = _likely().get(result.indicator.id)
    if way is None or result.measurement.value is None:
        return result
    return replace(result, likely=way(town, result.indicator))


_UNKNOWN = text("measured.not_entered")


def entered(town: Town, indicator: Indicator) -> Measurement:
    """Return what the values entered add up to with date and source, or an unknown.

    Raises `InputError("entries_wrong")` (file, problems) when an entry of it says nothing, and
    what `entries` raises: which of its values is right cannot be told.
    """
    found = entries(town)
    wrong = tuple(each for each in found.problems if each.feature == indicator.id)
    if wrong:
        raise InputError("entries_wrong", file=f"{TABLE}.csv", problems=wrong)
    values = [each.fact for each in found.values.get(indicator.id, ())]
    if not values:
        return Measurement(None, _UNKNOWN)
    other = found.values.get(indicator.other[0], ()) if indicator.other else ()
    return added_up(indicator, values, [each.fact for each in other])
