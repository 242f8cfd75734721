"""Approximate the 15-minute sport circle (plan 7.3.1)."""

from chedun_gis.indicators.indicator import Indicator, Measurement
from chedun_gis.indicators.service_radius import radius_likely, radius_parts, within_radius
from chedun_gis.town import Town

ID = "sport-15min"
PARTS = radius_parts("sport")
LIKELY = radius_likely("sport")


def measure(town: Town, indicator: Indicator) -> Measurement:
    """Return the share of urban residential land near a known sport facility."""
    return within_radius(town, indicator, service=PARTS.service)
