"""Turn a service-radius coverage into an indicator's figure."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from chedun_gis.analysis import (
    CoverageFigures,
    CoverageQuestion,
    CoverageTerms,
    RangeRows,
    bounds_part,
    coverage_evidence,
    coverage_report,
    coverage_terms,
    figures_from,
    figures_of,
    left_out,
    left_out_words,
    likely_coverage,
)
from chedun_gis.indicators.indicator import Indicator, InParts, Measurement, input_of
from chedun_gis.texts import LANGS, hectares, text
from chedun_gis.town import Town
from geo.doubt import Likely, scaled
from layers import Text

_PERCENT = 100.0


def within_radius(town: Town, indicator: Indicator, *, service: str) -> Measurement:
    """Return the share of the rule's land within the service radius of one kind of service.

    The rule is the one that the indicator names, else the first one of the service. Nothing is
    known while the layers hold no such place, or no such land: that is no coverage of 0.
    """
    question = radius_question(indicator, service)
    terms, report = coverage_terms(town, question), coverage_report(town, question)
    if report is None:
        return Measurement(None, _missing(terms), rule=terms.rule)
    found = _measurement(town, terms, figures_of(report))
    return replace(found, evidence=coverage_evidence(report, indicator.title))


def radius_question(indicator: Indicator, service: str) -> CoverageQuestion:
    """Return what is asked of a service's coverage for an indicator."""
    return CoverageQuestion(service, rule=indicator.rule)


def radius_likely(service: str) -> Callable[[Town, Indicator], Likely | None]:
    """Return how the likely interval of the same is found, as a percentage."""
    return partial(_likely_within, service)


def _likely_within(service: str, town: Town, indicator: Indicator) -> Likely | None:
    found = likely_coverage(town, radius_question(indicator, service))
    return None if found is None else scaled(found.likely, _PERCENT)


def radius_parts(service: str) -> InParts:
    """Return how the same is measured in parts."""
    return InParts(partial(_part, service), partial(_whole, service), service)


def _part(service: str, town: Town, indicator: Indicator, number: int, of: int) -> RangeRows:
    return bounds_part(town, radius_question(indicator, service), number, of)


def _whole(
    service: str, town: Town, indicator: Indicator, parts: Sequence[RangeRows]
) -> Measurement:
    question = radius_question(indicator, service)
    terms, found = coverage_terms(town, question), figures_from(town, question, parts)
    if found is None:
        return Measurement(None, _missing(terms), rule=terms.rule)
    return _measurement(town, terms, found)


def _missing(terms: CoverageTerms) -> Text:
    if terms.missing == "demand":
        return text("measured.no_land", land=terms.land.title)
    title = terms.kind.title
    return text("measured.no_service", service=Text(title.zh, title.en.lower()))


def _measurement(town: Town, terms: CoverageTerms, found: CoverageFigures) -> Measurement:
    """Return a coverage as an indicator's figure in per cent."""
    rule, notes = terms.rule, [terms.rule.note] if terms.rule.note else []
    without = left_out(town, terms)
    if without is not None:
        share = without.share(found.covered, found.total)
        notes.append(Text(*(left_out_words(without, share, lang) for lang in LANGS)))
    return Measurement(
        _PERCENT * found.share,
        text(
            "measured.coverage",
            services=len(terms.services),
            hectares=hectares(found.uncovered, 1),
            count=found.gaps,
            note=Text("".join(each.zh for each in notes), "".join(f" {each.en}" for each in notes)),
        ),
        numerator=found.covered,
        denominator=found.total,
        of="m2",
        low=_PERCENT * found.low_share,
        high=_PERCENT * found.high_share,
        rule=rule,
        inputs=(
            input_of(town, terms.kind.layer, terms.services),
            input_of(town, "residential", terms.demand),
        ),
    )
