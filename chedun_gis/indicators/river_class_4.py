"""Count the rivers that reach class Ⅳ (plan 9.1.2)."""

from chedun_gis.indicators.indicator import Indicator, Measurement
from chedun_gis.indicators.river_class import rivers_reaching
from chedun_gis.town import Town

ID = "river-class-4"


def measure(town: Town, indicator: Indicator) -> Measurement:
    """Return how many rivers with this target class reach it."""
    return rivers_reaching(town, indicator, target=4)
