"""Approximate the 15-minute sport circle (plan 7.3.1)."""

from chedun_gis.indicators.model import Indicator, Measurement
from chedun_gis.indicators.service_radius import walk_15min
from chedun_gis.store import Store

ID = "sport-15min"


def measure(store: Store, indicator: Indicator) -> Measurement:
    """Return the share of urban residential land within 1 km of a known sport facility."""
    return walk_15min(store, indicator, kind_id="sport")
