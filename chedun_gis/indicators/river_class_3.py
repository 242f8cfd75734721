"""Count the rivers that reach class Ⅲ (plan 9.1.2)."""

from chedun_gis.indicators.model import Indicator, Measurement
from chedun_gis.indicators.river_class import rivers_reaching
from chedun_gis.store import Store

ID = "river-class-3"


def measure(store: Store, indicator: Indicator) -> Measurement:
    """Return how many rivers with this target class reach it."""
    return rivers_reaching(store, indicator, target=3)
