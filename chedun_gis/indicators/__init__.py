"""The plan's indicators: one file for each that the layers can measure, discovered here."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping

from chedun_gis.indicators.catalogue import indicators
from chedun_gis.indicators.entered import entered
from chedun_gis.indicators.model import Indicator, Measurement, Result, met
from chedun_gis.once import once
from chedun_gis.store import Store

Measure = Callable[[Store, Indicator], Measurement]


@once
def measures() -> Mapping[str, Measure]:
    """Return the measuring function of every module here that names its indicator in `ID`."""
    modules = (
        importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)
    )
    return {module.ID: module.measure for module in modules if hasattr(module, "ID")}


def result_of(store: Store, indicator: Indicator) -> Result:
    """Return one result: measured where the layers can, else as entered, else unknown."""
    measure = measures().get(indicator.id, entered)
    measurement = measure(store, indicator)
    return Result(indicator, measurement, met(indicator.target, measurement))


def scorecard(store: Store) -> list[Result]:
    """Return the results of all indicators, in the order of the plan's table."""
    return [result_of(store, indicator) for indicator in indicators(store)]
