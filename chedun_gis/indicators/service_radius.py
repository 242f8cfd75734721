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
    zh, en = terms.kind.title.zh, terms.kind.title.en.lower()
    if terms.missing == "demand":
        return Text(
            f"图层中没有{terms.land.title.zh}，无法计算；导入居住用地后自动更新。",
            f"The layer holds no {terms.land.title.en}, so nothing can be measured; import it and "
            "the figure follows.",
        )
    return Text(
        f"图层中没有已建{zh}的位置，无法计算；导入设施点后自动更新。",
        f"The layer holds no {en} that stands, so nothing can be measured; import the places and "
        "the figure follows.",
    )


def _measurement(town: Town, indicator: Indicator, report: CoverageReport) -> Measurement:
    """Return a coverage as an indicator's figure in per cent."""
    found, rule = report.found, report.terms.rule
    count, hectares = len(report.gaps), found.mapped.uncovered / 10_000
    note = rule.note or Text("", "")
    return Measurement(
        _PERCENT * found.mapped.share,
        Text(
            f"{len(report.services)} 处设施；未覆盖 {hectares:,.1f} 公顷，分 {count} 处。{note.zh}",
            f"{len(report.services)} services; {hectares:,.1f} ha not covered, in {count} places. "
            f"{note.en}".strip(),
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
