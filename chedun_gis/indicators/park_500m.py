"""Measure the share of residential land within 500 m of a park (plan 9.2.2)."""

from chedun_gis.coverage_report import (
    CoverageReport,
    coverage_evidence,
    coverage_report,
    open_parks,
    parks_by_rule,
    urban_homes,
)
from chedun_gis.indicators.model import Indicator, Measurement, input_of
from chedun_gis.rules import park_rules
from chedun_gis.store import Store
from layers.model import Text

ID = "park-500m"
_PERCENT = 100.0


def measure(store: Store, indicator: Indicator) -> Measurement:
    """Return the coverage rate under the plan's own rule, as a percentage."""
    rule = park_rules()[0]
    parks = parks_by_rule(open_parks(store), rule)
    report = coverage_report(store, parks, urban_homes(store), radius_m=parks["radius_m"])
    return as_measurement(store, indicator, report, rule=rule.id, service_layer="parks")


def as_measurement(
    store: Store, indicator: Indicator, report: CoverageReport, *, rule: str, service_layer: str
) -> Measurement:
    """Return a coverage as an indicator's figure in per cent."""
    found = report.found
    count, hectares = len(report.gaps), found.mapped.uncovered / 10_000
    return Measurement(
        _PERCENT * found.mapped.share,
        Text(
            f"{len(report.services)} 处设施；未覆盖 {hectares:,.1f} 公顷，分 {count} 处。",
            f"{len(report.services)} services; {hectares:,.1f} ha not covered, in {count} places.",
        ),
        numerator=found.mapped.covered,
        denominator=found.mapped.total,
        of="m2",
        low=_PERCENT * found.low.share,
        high=_PERCENT * found.high.share,
        rule=rule,
        inputs=(
            input_of(store, service_layer, report.services),
            input_of(store, "residential", report.demand),
        ),
        evidence=coverage_evidence(report, indicator.title),
    )
