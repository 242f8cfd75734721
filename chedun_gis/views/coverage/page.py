"""Show how much of the demand a kind of service reaches, by rule, by zone, and what is missed."""

import streamlit as st

from chedun_gis.analysis import (
    DEMANDS,
    FULL,
    SERVICE_KINDS,
    CoverageQuestion,
    CoverageReport,
    CoverageTerms,
    Demand,
    ServiceKind,
    coverage_evidence,
    coverage_report,
    coverage_rules,
    coverage_terms,
)
from chedun_gis.indicators import input_of, input_words
from chedun_gis.texts import Lang, clause_of, hectares, percent, say, text, verdict_of
from chedun_gis.town import Town, town
from chedun_gis.views.coverage import tables
from chedun_gis.views.shared import evidence_map
from layers import CERTAINTY, DENOMINATORS, RuleSet, Threshold


def show(lang: Lang) -> None:
    """Draw the page."""
    here = town()
    st.header(say("coverage.title", lang))
    st.write(say("coverage.intro", lang))
    kind, demand, by_people = _question(lang)
    rules = coverage_rules(here, kind.indicator, kind.kind)
    rule, threshold = _rule(rules, lang)
    question = CoverageQuestion(kind.id, rule.name, demand.id if demand else "", by_people)
    terms = coverage_terms(here, question)
    share = threshold.share if threshold else FULL
    report = coverage_report(here, question, threshold=share)
    if report is None:
        st.info(_missing_words(terms, lang))
        return
    _figures(report, threshold, lang)
    _words(report, here, lang)
    left, right = st.columns([5, 4], gap="large")
    with left:
        title = text("coverage.radius_of", service=kind.title)
        evidence_map.show(coverage_evidence(report, title), lang, key="coverage", height_px=560)
    with right:
        tables.by_rule(here, question, rules, lang)
        tables.by_land(here, question, terms, lang)
        tables.by_zone(report, here, lang)
    tables.gaps(report, lang)
    tables.flips(report, lang)
    tables.downloads(here, question, report, lang)


def _missing_words(terms: CoverageTerms, lang: Lang) -> str:
    if terms.missing == "service":
        return say("coverage.no_service", lang, service=terms.kind.title[lang])
    return say("coverage.no_demand", lang, demand=terms.land.title[lang])


def _question(lang: Lang) -> tuple[ServiceKind, Demand | None, bool]:
    """Ask which service, over which land (None for the rule's own), counted how."""
    left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
    kind = left.selectbox(
        say("coverage.service", lang),
        list(SERVICE_KINDS.values()),
        format_func=lambda each: each.title[lang],
    )
    demand = middle.selectbox(
        say("coverage.demand", lang),
        [None, *DEMANDS.values()],
        format_func=lambda each: each.title[lang] if each else say("coverage.own_land", lang),
    )
    by_people = right.toggle(say("coverage.by_people", lang), help=say("coverage.spread", lang))
    return kind, demand, by_people


def _rule(rules: list[RuleSet], lang: Lang) -> tuple[RuleSet, Threshold | None]:
    """Ask for the rule, and where it has variants, for the one that holds here."""
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    rule = left.selectbox(
        say("coverage.rule", lang),
        rules,
        format_func=lambda each: f"{each.title[lang]}（{each.standard[lang]}）",
    )
    if not rule.variants:
        return rule, rule.threshold
    names = {"": say("coverage.generally", lang)}
    names |= {each.id: each.title[lang] for each in rule.variants}
    variant = right.selectbox(
        say("coverage.variant", lang), tuple(names), format_func=names.__getitem__
    )
    return rule, rule.threshold_for(variant)


def _figures(report: CoverageReport, threshold: Threshold | None, lang: Lang) -> None:
    found, by_people = report.found, report.terms.by_people
    share, interval, total, people = st.columns(4)
    share.metric(
        say("coverage.share", lang),
        percent(found.mapped.share, lang),
        delta=verdict_of(threshold, found.mapped.share, lang),
        delta_color="off",
        delta_arrow="off",
        border=True,
    )
    low, high = (percent(each.share, lang, 0) for each in (found.low, found.high))
    interval.metric(say("coverage.interval", lang), f"{low} – {high}", border=True)
    covered, whole = found.mapped.covered, found.mapped.total
    areas = f"{hectares(covered, 1)} / {hectares(whole, 1)} ha"
    total.metric(
        say("coverage.covered_people" if by_people else "coverage.covered", lang),
        f"{covered:,.0f} / {whole:,.0f}" if by_people else areas,
        border=True,
    )
    missed = report.gaps["people"].sum()
    people.metric(say("coverage.people", lang), f"{missed:,.0f}", border=True)


def _words(report: CoverageReport, here: Town, lang: Lang) -> None:
    """Say what the rule is, how sure, over what, and what the figure rests on."""
    rule, kind = report.terms.rule, report.terms.kind
    clause = clause_of(rule.clause, lang) if rule.of_plan else rule.clause
    words = [rule.standard[lang], clause, CERTAINTY[rule.certainty][lang]]
    st.caption(" · ".join(filter(None, words)))
    if rule.note is not None:
        st.caption(rule.note[lang])
    st.caption(say("coverage.over", lang, land=report.terms.land.title[lang]))
    if rule.denominator != report.terms.land.id:
        asked = DENOMINATORS[rule.denominator][lang]
        st.warning(say("coverage.other_denominator", lang, asked=asked), icon=":material/rule:")
    used = ((kind.layer, report.services), ("residential", report.demand))
    inputs = [input_of(here, *each) for each in used]
    st.caption(" · ".join(input_words(each, lang) for each in inputs))
    if any(each.schematic for each in inputs):
        st.warning(
            say("coverage.sketch", lang, count=len(report.flips)), icon=":material/edit_location:"
        )
