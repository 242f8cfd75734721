"""Turn a service-radius coverage into an indicator's figure."""

from chedun_gis.analysis import (
    CoverageQuestion,
    CoverageReport,
    CoverageTerms,
    coverage_evidence,
    coverage_report,
    coverage_terms,
)
from chedun_gis.indicators.indicator import Indicator, Measurement, input_of
from chedun_gis.texts import hectares, text
from chedun_gis.town import Town
from layers import Text

_PERCENT = 100.0


def within_radius(town: Town, indicator: Indicator, *, service: str) -> Measurement:
    """Return the share of the rule's land within the service radius of one kind of service.

    The rule is the one that the indicator names, else the first one of the service. Nothing is
    known while the layers hold no such place, or no such land: that is no coverage of 0.
    """
    question = CoverageQuestion(service, rule=indicator.rule)
    terms, report = coverage_terms(town, question), coverage_report(town, question)
    if report is None:
        return Measurement(None, _missing(terms), rule=terms.rule)
    return _measurement(town, indicator, report)


def _missing(terms: CoverageTerms) -> Text:
    if terms.missing == "demand":
        return text("measured.no_land", land=terms.land.title)
    title = terms.kind.title
    return text("measured.no_service", service=Text(title.zh, title.en.lower()))


def _measurement(town: Town, indicator: Indicator, report: CoverageReport) -> Measurement:
    """Return a coverage as an indicator's figure in per cent."""
    found, rule, note = report.found, report.terms.rule, report.terms.rule.note
    return Measurement(
        _PERCENT * found.mapped.share,
        text(
            "measured.coverage",
            services=len(report.services),
            hectares=hectares(found.mapped.uncovered, 1),
            count=len(report.gaps),
            note=Text(note.zh, f" {note.en}") if note else "",
        ),
        numerator=found.mapped.covered,
        denominator=found.mapped.total,
        of="m2",
        low=_PERCENT * found.low.share,
        high=_PERCENT * found.high.share,
        rule=rule,
        inputs=(
            input_of(town, report.terms.kind.layer, report.services),
            input_of(town, "residential", report.demand),
        ),
        evidence=coverage_evidence(report, indicator.title),
    )
