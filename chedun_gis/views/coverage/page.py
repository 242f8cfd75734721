"""Show how much of the demand a kind of service reaches, by rule, by zone, and what is missed."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from chedun_gis.analysis import (
    COVERAGE_LIKELY,
    COVERAGE_SHEET,
    DEMANDS,
    FULL,
    MOST_PARCELS,
    SERVICE_KINDS,
    CoverageQuestion,
    CoverageSheet,
    CoverageTerms,
    Demand,
    ServiceKind,
    coverage_rules,
    coverage_terms,
    doubt_basis,
    is_too_large,
    places_of,
)
from chedun_gis.compute import known as ready
from chedun_gis.indicators import input_of, input_words
from chedun_gis.texts import Lang, clause_of, hectares, percent, say, text, verdict_of
from chedun_gis.town import Town, town
from chedun_gis.views.coverage import gaps, large, tables
from chedun_gis.views.coverage.tables import CoverageAsked
from chedun_gis.views.shared import choices, doubt, stage
from chedun_gis.views.shared.waiting import waited_at_once
from geo.doubt import LikelyShare, certain
from layers import CERTAINTY, DENOMINATORS, RuleSet, Text, Threshold

# What the link calls the land that the rule names, and the rule without a variant.
_OWN, _GENERALLY = "own", "general"


def show(lang: Lang) -> None:
    """Draw the page."""
    here = town()
    st.header(say("coverage.title", lang))
    st.write(say("coverage.intro", lang))
    kind, demand, by_people = _question(lang)
    rules = coverage_rules(here, kind.indicator, kind.kind)
    rule, threshold = _rule(rules, lang)
    question = CoverageQuestion(kind.id, rule.name, demand.id if demand else "", by_people)
    if is_too_large(here):
        large.show(here, question, threshold, lang)
        return
    terms = coverage_terms(here, question)
    share = threshold.share if threshold else FULL
    sheet: CoverageSheet | None = waited_at_once(
        COVERAGE_SHEET, here, question, share, lang=lang, key="coverage"
    )
    if sheet is None:
        st.info(_missing_words(terms, lang))
        return
    likely = _figures(sheet, terms, threshold, lang)
    _words(sheet, terms, here, lang)
    basis = st.container()
    _doubt((here, question, share), sheet, terms, (likely, basis), lang)
    tables.uncounted(here, sheet, terms, lang)
    places = places_of(here, question, sheet.holes, _title(terms))
    gaps.show(sheet, places, lang)
    tables.by_zone(sheet.zones, here, lang)
    tables.by_rule(here, question, rules, lang)
    by_land = tables.by_land(here, question, terms, lang)
    tables.flips(sheet, lang)
    tables.downloads((here, question, share), sheet, by_land, lang)


def _title(terms: CoverageTerms) -> Text:
    return text("coverage.radius_of", service=terms.kind.title)


def _doubt(
    asked: CoverageAsked,
    sheet: CoverageSheet,
    terms: CoverageTerms,
    where: tuple[DeltaGenerator, DeltaGenerator],
    lang: Lang,
) -> None:
    """Show the likely interval; that of a large town comes when the map is there."""
    here, question, share = asked
    place, basis = where

    def show_it() -> None:
        with basis:
            likely: LikelyShare | None = waited_at_once(
                COVERAGE_LIKELY, here, question, share, lang=lang, key="likely"
            )
            if likely is None:
                return
            ends = (percent(each, lang, 0) for each in (likely.likely.low, likely.likely.high))
            place.metric(say("doubt.likely", lang), " – ".join(ends), border=True)
            _doubt_words(likely, sheet, terms, here, lang)

    if len(terms.demand) <= MOST_PARCELS or ready(COVERAGE_LIKELY, here, question, share):
        show_it()
        return
    place.metric(say("doubt.likely", lang), "…", border=True)
    stage.after_map(show_it)


def _missing_words(terms: CoverageTerms, lang: Lang) -> str:
    if terms.missing == "service":
        return say("coverage.no_service", lang, service=terms.kind.title[lang])
    return say("coverage.no_demand", lang, demand=terms.land.title[lang])


def _question(lang: Lang) -> tuple[ServiceKind, Demand | None, bool]:
    """Ask which service, over which land (None for the rule's own), counted how."""
    left, middle = st.columns(2, vertical_alignment="bottom")
    kinds = {each.id: each.title[lang] for each in SERVICE_KINDS.values()}
    kind = choices.select(left, say("coverage.service", lang), kinds, lang, name="service")
    lands = {_OWN: say("coverage.own_land", lang)}
    lands |= {each.id: each.title[lang] for each in DEMANDS.values()}
    land = choices.select(middle, say("coverage.demand", lang), lands, lang, name="land")
    by_people = choices.switch(
        st.container(),
        say("coverage.by_people", lang),
        lang,
        name="people",
        help=say("coverage.spread", lang),
    )
    return SERVICE_KINDS[kind], DEMANDS.get(land), by_people


def _rule(rules: list[RuleSet], lang: Lang) -> tuple[RuleSet, Threshold | None]:
    """Ask for the rule, and where it has variants, for the one that holds here."""
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    titles = {each.name: f"{each.title[lang]}（{each.standard[lang]}）" for each in rules}
    name = choices.select(left, say("coverage.rule", lang), titles, lang, name="rule")
    rule = next(each for each in rules if each.name == name)
    if not rule.variants:
        return rule, rule.threshold
    names = {_GENERALLY: say("coverage.generally", lang)}
    names |= {each.id: each.title[lang] for each in rule.variants}
    variant = choices.select(right, say("coverage.variant", lang), names, lang, name="variant")
    return rule, rule.threshold_for("" if variant == _GENERALLY else variant)


def _figures(
    sheet: CoverageSheet, terms: CoverageTerms, threshold: Threshold | None, lang: Lang
) -> DeltaGenerator:
    """Show the figures; returns where the likely interval goes."""
    by_people = terms.by_people
    share, likely, interval = st.columns(3)
    total, people = st.columns(2)
    share.metric(
        say("coverage.share", lang),
        percent(sheet.share, lang),
        delta=verdict_of(threshold, sheet.share, lang),
        delta_color="off",
        delta_arrow="off",
        border=True,
    )
    low, high = (percent(each, lang, 0) for each in (sheet.low_share, sheet.high_share))
    interval.metric(say("coverage.interval", lang), f"{low} – {high}", border=True)
    covered, whole = sheet.covered, sheet.total
    areas = f"{hectares(covered, 1)} / {hectares(whole, 1)} ha"
    total.metric(
        say("coverage.covered_people" if by_people else "coverage.covered", lang),
        f"{covered:,.0f} / {whole:,.0f}" if by_people else areas,
        border=True,
    )
    people.metric(say("coverage.people", lang), f"{sheet.missed_people:,.0f}", border=True)
    return likely.empty()


def _words(sheet: CoverageSheet, terms: CoverageTerms, here: Town, lang: Lang) -> None:
    """Say what the rule is, how sure, over what, and what the figure rests on."""
    rule, kind = terms.rule, terms.kind
    clause = clause_of(rule.clause, lang) if rule.of_plan else rule.clause
    words = [rule.standard[lang], clause, CERTAINTY[rule.certainty][lang]]
    st.caption(" · ".join(filter(None, words)))
    if rule.note is not None:
        st.caption(rule.note[lang])
    st.caption(say("coverage.over", lang, land=terms.land.title[lang]))
    if rule.denominator != terms.land.id:
        asked = DENOMINATORS[rule.denominator][lang]
        st.warning(say("coverage.other_denominator", lang, asked=asked), icon=":material/rule:")
    used = ((kind.layer, terms.services), ("residential", terms.demand))
    inputs = [input_of(here, *each) for each in used]
    st.caption(" · ".join(input_words(each, lang) for each in inputs))
    if any(each.schematic for each in inputs):
        st.warning(
            say("coverage.sketch", lang, count=len(sheet.flips)), icon=":material/edit_location:"
        )


def _doubt_words(
    likely: LikelyShare, sheet: CoverageSheet, terms: CoverageTerms, here: Town, lang: Lang
) -> None:
    """Say what the likely interval rests on."""
    sampled = likely.looked_at if likely.looked_at < likely.parcels else 0
    if not likely.likely.low <= sheet.share <= likely.likely.high:
        st.caption(say("doubt.outside", lang, value=percent(sheet.share, lang)))
    sure = int(certain(likely.verdicts).sum())
    open_ = len(terms.demand) - sure
    st.caption(say("doubt.certain", lang, certain=f"{sure:,}", open=f"{open_:,}"))
    told = doubt_basis(here, (terms.services, terms.demand), likely.likely, sampled=sampled)
    doubt.basis(likely.likely, told, lang, worded=lambda share: percent(share, lang, 1))
