"""Table and chart a coverage: by rule, by zone, the gaps, the open verdicts, the downloads."""

import math
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from chedun_gis.analysis import (
    COVERAGE_FILES,
    COVERAGE_LIKELY,
    COVERAGE_SHARES,
    DEMANDS,
    CoverageQuestion,
    CoverageShare,
    CoverageSheet,
    CoverageTerms,
    by_lands,
    by_rules,
    demand_of,
    left_out,
    left_out_words,
)
from chedun_gis.compute import ask
from chedun_gis.texts import HECTARE_M2, Lang, fault_of, percent, say, verdict_of
from chedun_gis.town import Town
from chedun_gis.views.shared import table
from chedun_gis.views.shared.downloads import file_name
from chedun_gis.views.shared.waiting import waited_at_once
from layers import CERTAINTY, RuleSet

# What is asked of a coverage: the town, the question, and the share that a parcel is judged by.
CoverageAsked = tuple[Town, CoverageQuestion, float]


def by_rule(here: Town, question: CoverageQuestion, rules: list[RuleSet], lang: Lang) -> None:
    """Show the coverage under every rule side by side, measured once the table is opened."""
    opened = st.expander(
        say("coverage.by_rule", lang),
        icon=":material/rule:",
        key=f"coverage_rules_{lang}",
        on_change="rerun",
    )
    if opened.open:
        with opened:
            _rules(here, question, rules, lang)


def _rules(here: Town, question: CoverageQuestion, rules: list[RuleSet], lang: Lang) -> None:
    asked = by_rules(question, rules)
    found = waited_at_once(COVERAGE_SHARES, here, asked, lang=lang, key="by_rule")
    shares = [_share(each) for each in found]
    table.show(
        {
            "coverage.rule": [rule.title[lang] for rule in rules],
            "coverage.share": [percent(share, lang) for share in shares],
            "score.state": [
                verdict_of(rule.threshold, share, lang)
                for rule, share in zip(rules, shares, strict=True)
            ],
            "coverage.certainty": [CERTAINTY[rule.certainty][lang] for rule in rules],
        },
        lang,
    )


def by_land(
    here: Town, question: CoverageQuestion, terms: CoverageTerms, lang: Lang
) -> tuple[CoverageShare | None, ...]:
    """Show what the rule gives over other land: figures of their own, which it does not judge.

    Returns them in the order of `DEMANDS`.
    """
    st.subheader(say("coverage.by_land", lang))
    found: tuple[CoverageShare | None, ...] = waited_at_once(
        COVERAGE_SHARES, here, by_lands(question), lang=lang, key="by_land"
    )
    own = demand_of(terms.rule)
    whole = say("coverage.land_area", lang)
    table.show(
        {
            "coverage.demand": [
                say("coverage.rules_land", lang, land=land.title[lang])
                if land == own
                else land.title[lang]
                for land in DEMANDS.values()
            ],
            "coverage.share": [percent(_share(each), lang) for each in found],
            whole: [_whole(each, terms) for each in found],
        },
        lang,
        formats={whole: "%.1f"},
    )
    return found


def _share(found: CoverageShare | None) -> float | None:
    return None if found is None else found.share


def _whole(found: CoverageShare | None, terms: CoverageTerms) -> float:
    if found is None:
        return math.nan
    return found.total if terms.by_people else found.total / HECTARE_M2


def uncounted(here: Town, sheet: CoverageSheet, terms: CoverageTerms, lang: Lang) -> None:
    """Say what the figure would be with the services that the rule leaves out, if there are any."""
    found = left_out(here, terms)
    if found is not None:
        share = found.share(sheet.covered, sheet.total)
        st.caption(left_out_words(found, share, lang))


def by_zone(found: pd.DataFrame, here: Town, lang: Lang) -> None:
    """Show for each zone with homes the coverage, and what is missed in hectares and people."""
    if here.loaded("zones").broken:
        st.info(fault_of("layer_broken", {"layer": "zones"}, lang), icon=":material/info:")
        return
    if found.empty:
        return
    st.subheader(say("coverage.by_zone", lang))
    names = here.frame("zones").set_index("id")[f"name_{lang}"]
    percentage = say("coverage.percent", lang)
    st.dataframe(
        table.frame(
            {
                "coverage.zone": names.loc[found.index].to_numpy(),
                "coverage.near": [each[lang] if each else "—" for each in found["near"]],
                percentage: 100 * found["share"].to_numpy(),
                "coverage.missed_area": found["area_m2"].to_numpy() / HECTARE_M2,
                "coverage.people": found["people"].to_numpy(),
            },
            lang,
        ),
        hide_index=True,
        width="stretch",
        height="content",
        column_config={
            percentage: st.column_config.ProgressColumn(
                format="%.1f", min_value=0.0, max_value=100.0
            ),
            **table.numbers({"coverage.missed_area": "%.2f", "coverage.people": "%.0f"}, lang),
        },
    )


def flips(sheet: CoverageSheet, lang: Lang) -> None:
    """List the parcels whose verdict the accuracy of the inputs leaves open."""
    if sheet.flips.empty:
        return
    bounds = ("low", "mapped", "high")
    columns = {say(f"coverage.{bound}", lang): 100 * sheet.flips[bound] for bound in bounds}
    with st.expander(say("coverage.flips", lang, count=len(sheet.flips))):
        table.show(
            {
                "coverage.parcel": sheet.flips[f"name_{lang}"].to_numpy(),
                **{title: shares.to_numpy() for title, shares in columns.items()},
            },
            lang,
            formats=dict.fromkeys(columns, "%.1f%%"),
            height="auto",
        )


def downloads(
    asked: CoverageAsked, sheet: CoverageSheet, by_land: Sequence[CoverageShare | None], lang: Lang
) -> None:
    """Hand out the figure with what it rests on, the gaps and the parcels, written when wanted."""
    files = (
        (
            "figure",
            "coverage.json",
            lambda: sheet.figure_file(by_land, ask(COVERAGE_LIKELY, *asked)),
        ),
        ("gap_file", "coverage-gaps.geojson", lambda: ask(COVERAGE_FILES, *asked)[0]),
        ("parcel_file", "coverage-parcels.geojson", lambda: ask(COVERAGE_FILES, *asked)[1]),
    )
    for column, (key, name, content) in zip(st.columns(len(files)), files, strict=True):
        column.download_button(
            say(f"coverage.{key}", lang),
            data=content,
            file_name=file_name(name, lang),
            mime="application/geo+json" if name.endswith("geojson") else "application/json",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )
