"""Measure how many of the bus target's areas have at least two lines (plan 8.2.3)."""

from chedun_gis.bus import REQUIRED_LINES, bus_evidence, bus_report
from chedun_gis.indicators.model import Indicator, Measurement, input_of
from chedun_gis.store import Store
from layers.model import Text

ID = "bus-two-lines"


def measure(store: Store, indicator: Indicator) -> Measurement:  # noqa: ARG001 - one signature
    """Return the fewest lines that any area has; the target holds when every area has two."""
    report = bus_report(store)
    good = int(report.verdicts["met"].sum())
    total = len(report.verdicts)
    fewest = int(report.verdicts["line_count"].min())
    return Measurement(
        fewest,
        Text(
            f"{total} 片中 {good} 片有至少 {REQUIRED_LINES} 条线路，最少的一片 {fewest} 条。",
            f"{good} of {total} areas have {REQUIRED_LINES} lines or more; the least has {fewest}.",
        ),
        numerator=good,
        denominator=total,
        of="areas",
        rule="plan-2025-bus",
        inputs=(input_of(store, "zones", report.zones), input_of(store, "bus_stops")),
        evidence=bus_evidence(report),
    )
