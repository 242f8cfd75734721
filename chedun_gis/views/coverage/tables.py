"""Table and chart a coverage: by rule, by zone, the gaps, the open verdicts, the downloads."""

import json
import math

import altair as alt
import pandas as pd
import streamlit as st

from chedun_gis.analysis import (
    CoverageQuestion,
    CoverageReport,
    CoverageTerms,
    as_data,
    covered_by_rules,
    demand_of,
    over_lands,
)
from chedun_gis.texts import HECTARE_M2, Lang, fault_of, percent, say, verdict_of
from chedun_gis.town import Town
from chedun_gis.views.shared import table
from geo.coverage import Coverage
from geo.files import to_geojson
from layers import CERTAINTY, RuleSet

_SHOWN_GAPS = 20
_GAP_COLUMNS = ("id", "area_m2", "uncovered", "people", "parcels", "nearest", "nearest_m")
_PARCEL_COLUMNS = ("id", "total", "covered", "uncovered", "share")


def by_rule(here: Town, question: CoverageQuestion, rules: list[RuleSet], lang: Lang) -> None:
    """Show the coverage under every rule side by side, over the same land or each over its own."""
    st.subheader(say("coverage.by_rule", lang))
    shares = [_share(each) for each in covered_by_rules(here, question, rules)]
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


def by_land(here: Town, question: CoverageQuestion, terms: CoverageTerms, lang: Lang) -> None:
    """Show what the rule gives over other land: figures of their own, which it does not judge."""
    st.subheader(say("coverage.by_land", lang))
    found = over_lands(here, question)
    own = demand_of(terms.rule)
    whole = say("coverage.land_area", lang)
    table.show(
        {
            "coverage.demand": [
                say("coverage.rules_land", lang, land=each.land.title[lang])
                if each.land == own
                else each.land.title[lang]
                for each in found
            ],
            "coverage.share": [percent(_share(each.found), lang) for each in found],
            whole: [_whole(each.found, terms) for each in found],
        },
        lang,
        formats={whole: "%.1f"},
    )


def _share(found: Coverage | None) -> float | None:
    return None if found is None else found.share


def _whole(found: Coverage | None, terms: CoverageTerms) -> float:
    if found is None:
        return math.nan
    return found.total if terms.by_people else found.total / HECTARE_M2


def by_zone(report: CoverageReport, here: Town, lang: Lang) -> None:
    """Chart the coverage of each zone that holds some of the demand."""
    if here.loaded("zones").broken:
        st.info(fault_of("layer_broken", {"layer": "zones"}, lang), icon=":material/info:")
        return
    zones = here.frame("zones").set_index("id")
    table = report.zones[report.zones["total"] > 0]
    if table.empty:
        return
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


def gaps(report: CoverageReport, lang: Lang) -> None:
    """List the largest gaps with the nearest service."""
    st.subheader(say("coverage.gaps", lang, count=len(report.gaps)))
    if report.gaps.empty:
        return
    names = report.services[f"name_{lang}"]
    largest = report.gaps.head(_SHOWN_GAPS)
    table.show(
        {
            "#": list(largest.index),
            "coverage.area": largest["area_m2"].to_numpy() / HECTARE_M2,
            "coverage.people": largest["people"].to_numpy(),
            "coverage.nearest": [names.get(each, "—") for each in largest["nearest"]],
            "coverage.distance": largest["nearest_m"].to_numpy(),
        },
        lang,
        formats={
            "coverage.area": "%.2f",
            "coverage.people": "%d",
            "coverage.distance": "%d",
        },
        height="auto",
    )


def flips(report: CoverageReport, lang: Lang) -> None:
    """List the parcels whose verdict the accuracy of the inputs leaves open."""
    if not report.flips:
        return
    open_ = list(report.flips)
    names = report.demand.loc[open_, f"name_{lang}"]
    shares = [
        each.parcels.loc[open_, "share"].to_numpy() * 100
        for each in (report.found.low, report.found.mapped, report.found.high)
    ]
    columns = [say(f"coverage.{name}", lang) for name in ("low", "mapped", "high")]
    with st.expander(say("coverage.flips", lang, count=len(report.flips))):
        table.show(
            {
                "coverage.parcel": names.to_numpy(),
                **dict(zip(columns, shares, strict=True)),
            },
            lang,
            formats=dict.fromkeys(columns, "%.1f%%"),
            height="auto",
        )


def downloads(here: Town, question: CoverageQuestion, report: CoverageReport, lang: Lang) -> None:
    """Hand out the figure with what it rests on, the gaps and the parcels."""
    parcels = report.found.mapped.parcels.assign(id=report.demand["id"])
    holes = report.gaps.assign(id=[f"gap-{number}" for number in report.gaps.index])
    files = (
        (
            "figure",
            "coverage.json",
            json.dumps(as_data(here, question), ensure_ascii=False, indent=1),
        ),
        ("gap_file", "coverage-gaps.geojson", to_geojson(holes, _GAP_COLUMNS)),
        ("parcel_file", "coverage-parcels.geojson", to_geojson(parcels, _PARCEL_COLUMNS)),
    )
    for column, (key, name, content) in zip(st.columns(len(files)), files, strict=True):
        column.download_button(
            say(f"coverage.{key}", lang),
            data=content,
            file_name=name,
            mime="application/geo+json" if name.endswith("geojson") else "application/json",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )
