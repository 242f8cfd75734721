"""Approximate the 15-minute elder-service circle (plan 10.2.3)."""

from chedun_gis.indicators.indicator import Indicator, Measurement
from chedun_gis.indicators.service_radius import radius_likely, radius_parts, within_radius
from chedun_gis.town import Town

ID = "elder-15min"
PARTS = radius_parts("elder-care")
LIKELY = radius_likely("elder-care")


def measure(town: Town, indicator: Indicator) -> Measurement:
    """Return the share of urban residential land near a known elder-care facility."""
    return within_radius(town, indicator, service=PARTS.service)
