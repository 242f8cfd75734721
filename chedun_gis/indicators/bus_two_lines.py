"""Measure how many of the bus target's areas have at least two lines (plan 8.2.3)."""

from chedun_gis.analysis import (
    BusQuestion,
    bus_evidence,
    bus_report,
    bus_terms,
    likely_bus,
    target_areas,
)
from chedun_gis.indicators.indicator import Indicator, Measurement, input_of
from chedun_gis.texts import text
from chedun_gis.town import Town
from geo.doubt import Likely

ID = "bus-two-lines"
_NO_AREAS = text("measured.no_areas")


def likely(town: Town, indicator: Indicator) -> Likely | None:
    """Return the likely interval of the fewest lines that any area has."""
    found = likely_bus(town, _question(indicator))
    return None if found is None else found.fewest


def _question(indicator: Indicator) -> BusQuestion:
    return BusQuestion(rule=indicator.rule.rpartition(":")[2])


def measure(town: Town, indicator: Indicator) -> Measurement:
    """Return the fewest lines that any area has; the target holds when every area has two."""
    question = _question(indicator)
    if target_areas(town).empty:
        return Measurement(None, _NO_AREAS, rule=bus_terms(town, question).rule)
    report = bus_report(town, question)
    terms, total = report.terms, len(report.verdicts)
    good, fewest = int(report.verdicts["met"].sum()), int(report.verdicts["line_count"].min())
    return Measurement(
        fewest,
        text("measured.bus", total=total, good=good, required=terms.required, fewest=fewest),
        numerator=good,
        denominator=total,
        of="areas",
        rule=terms.rule,
        inputs=(input_of(town, "zones", report.zones), input_of(town, "bus_stops")),
        evidence=bus_evidence(report),
    )


LIKELY = likely
