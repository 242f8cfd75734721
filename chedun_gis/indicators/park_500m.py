"""Measure the share of residential land within 500 m of a park (plan 9.2.2)."""

from chedun_gis.coverage_report import coverage_report
from chedun_gis.demands import urban_homes
from chedun_gis.indicators.model import Indicator, Measurement
from chedun_gis.indicators.service_radius import as_measurement
from chedun_gis.rules import find_rule
from chedun_gis.service_kinds import SERVICE_KINDS, counted
from chedun_gis.store import Store

ID = "park-500m"


def measure(store: Store, indicator: Indicator) -> Measurement:
    """Return the coverage rate under the plan's own rule, as a percentage."""
    kind, rule = SERVICE_KINDS["open-parks"], find_rule("park:plan-2025")
    report = coverage_report(store, counted(kind.pick(store), rule), urban_homes(store))
    return as_measurement(store, indicator, report, rule=rule, layer=kind.layer)
