"""Approximate the 15-minute elder-service circle (plan 10.2.3)."""

from chedun_gis.coverage_report import coverage_report, facilities_of, urban_homes
from chedun_gis.indicators.model import Indicator, Measurement
from chedun_gis.indicators.park_500m import as_measurement
from chedun_gis.store import Store

ID = "elder-15min"
# A quarter of an hour on foot, taken as a straight line: an upper estimate of what is reached.
RADIUS_M = 1000.0


def measure(store: Store, indicator: Indicator) -> Measurement:
    """Return the share of urban residential land within 1 km of a known elder-care facility."""
    homes, facilities = urban_homes(store), facilities_of(store, "elder_care")
    report = coverage_report(store, facilities, homes, radius_m=RADIUS_M)
    rule = "walk-15min-radius-1000"
    return as_measurement(store, indicator, report, rule=rule, service_layer="facilities")
