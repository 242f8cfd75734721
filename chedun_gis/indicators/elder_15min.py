"""Approximate the 15-minute elder-service circle (plan 10.2.3)."""

from chedun_gis.indicators.model import Indicator, Measurement
from chedun_gis.indicators.service_radius import walk_15min
from chedun_gis.store import Store

ID = "elder-15min"


def measure(store: Store, indicator: Indicator) -> Measurement:
    """Return the share of urban residential land within 1 km of a known elder-care facility."""
    return walk_15min(store, indicator, kind_id="elder-care")
