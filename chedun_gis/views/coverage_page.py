"""Show how much residential land the parks serve, by rule, by zone, and where it is missing."""

import altair as alt
import pandas as pd
import streamlit as st

from chedun_gis.clause import clause_of
from chedun_gis.coverage_report import (
    FULL,
    CoverageReport,
    coverage_evidence,
    coverage_report,
    open_parks,
    parks_by_rule,
    urban_homes,
)
from chedun_gis.indicators.model import input_of
from chedun_gis.installation import store
from chedun_gis.problems import fault_of
from chedun_gis.rules import park_rules, rule_problems
from chedun_gis.scorecard import input_words
from chedun_gis.texts import Lang, say
from chedun_gis.views import evidence_map
from geo.coverage import meets
from geo.problem import Problem
from layers.rule_sets import CERTAINTY, INDICATORS, RuleSet

_SQUARE_METRES_PER_HECTARE = 10_000
_SHOWN_GAPS = 20


def show(lang: Lang) -> None:
    """Draw the page."""
    rules = park_rules()
    st.header(say("coverage.title", lang))
    st.write(say("coverage.intro", lang))
    for problem in rule_problems():
        st.warning(_problem_words(problem, lang))
    chosen = st.selectbox(
        say("coverage.rule", lang),
        rules,
        format_func=lambda rule: f"{rule.title[lang]}（{rule.standard[lang]}）",
    )
    reports = {rule.id: _report(rule) for rule in rules}
    report = reports[chosen.id]
    _figures(report, chosen, lang)
    left, right = st.columns([5, 4], gap="large")
    with left:
        evidence_map.show(
            coverage_evidence(report, INDICATORS["park"]), lang, key="coverage", height_px=560
        )
    with right:
        _by_rule(rules, reports, lang)
        _by_zone(report, lang)
    _gaps(report, lang)


def _problem_words(problem: Problem, lang: Lang) -> str:
    where = " · ".join(filter(None, (problem.feature, problem.field)))
    words = fault_of(problem.code, problem.params, lang)
    return f"{say('coverage.own_rules', lang)} {where}: {words}"


def _report(rule: RuleSet) -> CoverageReport:
    parks = parks_by_rule(open_parks(store()), rule)
    threshold = rule.threshold.share if rule.threshold else FULL
    homes = urban_homes(store())
    return coverage_report(store(), parks, homes, radius_m=parks["radius_m"], threshold=threshold)


def _figures(report: CoverageReport, rule: RuleSet, lang: Lang) -> None:
    found = report.found
    share, interval, total, people = st.columns(4)
    target = rule.threshold
    share.metric(
        say("coverage.share", lang),
        f"{found.mapped.share:.2%}",
        delta=_verdict(rule, report, lang) if target else None,
        delta_color="off",
        delta_arrow="off",
        border=True,
    )
    interval.metric(
        say("coverage.interval", lang),
        f"{found.low.share:.0%} – {found.high.share:.0%}",
        border=True,
    )
    total.metric(
        say("coverage.covered", lang),
        f"{found.mapped.covered / _SQUARE_METRES_PER_HECTARE:,.1f} / "
        f"{found.mapped.total / _SQUARE_METRES_PER_HECTARE:,.1f} ha",
        border=True,
    )
    missed = report.gaps["people"].sum() if "people" in report.gaps else float("nan")
    people.metric(say("coverage.people", lang), f"{missed:,.0f}", border=True)
    clause = clause_of(rule.clause, lang) if rule.id == "plan-2025" else rule.clause
    words = [rule.standard[lang], clause, CERTAINTY[rule.certainty][lang]]
    st.caption(" · ".join(filter(None, words)))
    if rule.note is not None:
        st.caption(rule.note[lang])
    used = (("parks", report.services), ("residential", report.demand))
    st.caption(" · ".join(input_words(input_of(store(), *each), lang) for each in used))
    st.warning(
        say("coverage.sketch", lang, count=len(report.flips)), icon=":material/edit_location:"
    )


def _verdict(rule: RuleSet, report: CoverageReport, lang: Lang) -> str:
    if rule.threshold is None:
        return say("coverage.no_target", lang)
    good = meets(report.found.mapped.share, rule.threshold.share, strictly=rule.threshold.strictly)
    state = say("indicator.met" if good else "indicator.missed", lang)
    sign = ">" if rule.threshold.strictly else "≥"
    return f"{state} ({sign} {rule.threshold.share:.0%})"


def _by_rule(rules: list[RuleSet], reports: dict[str, CoverageReport], lang: Lang) -> None:
    st.subheader(say("coverage.by_rule", lang))
    st.dataframe(
        pd.DataFrame(
            {
                say("coverage.rule", lang): [rule.title[lang] for rule in rules],
                say("coverage.share", lang): [
                    100 * reports[rule.id].found.mapped.share for rule in rules
                ],
                say("score.state", lang): [
                    _verdict(rule, reports[rule.id], lang) for rule in rules
                ],
                say("coverage.certainty", lang): [
                    CERTAINTY[rule.certainty][lang] for rule in rules
                ],
            }
        ),
        hide_index=True,
        width="stretch",
        height="content",
        column_config={say("coverage.share", lang): st.column_config.NumberColumn(format="%.2f%%")},
    )


def _by_zone(report: CoverageReport, lang: Lang) -> None:
    zones = store().frame("zones").set_index("id")
    table = report.zones[report.zones["total"] > 0]
    st.subheader(say("coverage.by_zone", lang))
    rows = pd.DataFrame(
        {
            "zone": zones.loc[table.index, f"name_{lang}"].to_numpy(),
            "percent": 100 * table["share"].to_numpy(),
        }
    )
    st.altair_chart(
        alt.Chart(rows)
        .mark_bar(height=14, color="#2f9e44", cornerRadius=3)
        .encode(
            y=alt.Y("zone:N", sort="x", title=None, axis=alt.Axis(labelLimit=230)),
            x=alt.X(
                "percent:Q", scale=alt.Scale(domain=[0, 100]), title=say("coverage.percent", lang)
            ),
            tooltip=["zone", alt.Tooltip("percent:Q", format=".1f")],
        ),
        width="stretch",
    )


def _gaps(report: CoverageReport, lang: Lang) -> None:
    st.subheader(say("coverage.gaps", lang, count=len(report.gaps)))
    if report.gaps.empty:
        return
    names = report.services[f"name_{lang}"]
    largest = report.gaps.head(_SHOWN_GAPS)
    st.dataframe(
        pd.DataFrame(
            {
                "#": list(largest.index),
                say("coverage.area", lang): largest["area_m2"].to_numpy()
                / _SQUARE_METRES_PER_HECTARE,
                say("coverage.people", lang): largest["people"].to_numpy(),
                say("coverage.nearest", lang): [
                    names.get(each, "—") for each in largest["nearest"]
                ],
                say("coverage.distance", lang): largest["nearest_m"].to_numpy(),
            }
        ),
        hide_index=True,
        width="stretch",
        column_config={
            say("coverage.area", lang): st.column_config.NumberColumn(format="%.2f"),
            say("coverage.people", lang): st.column_config.NumberColumn(format="%d"),
            say("coverage.distance", lang): st.column_config.NumberColumn(format="%d"),
        },
    )
