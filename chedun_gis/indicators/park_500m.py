"""Measure the share of residential land within 500 m of a park (plan 9.2.2)."""

from chedun_gis.indicators.indicator import Indicator, Measurement
from chedun_gis.indicators.service_radius import radius_likely, radius_parts, within_radius
from chedun_gis.town import Town

ID = "park-500m"
PARTS = radius_parts("open-parks")
LIKELY = radius_likely("open-parks")


def measure(town: Town, indicator: Indicator) -> Measurement:
    """Return the coverage rate under the plan's own rule, as a percentage."""
    return within_radius(town, indicator, service=PARTS.service)
