"""Show which bus lines reach each area of the plan's target, and where the second is missing."""

import altair as alt
import geopandas as gpd
import pandas as pd
import streamlit as st

from chedun_gis.analysis import (
    RADII_M,
    BusQuestion,
    BusReport,
    bus_evidence,
    bus_report,
    counted_stops,
    lines_rule,
)
from chedun_gis.texts import Lang, clause_of, joined, say
from chedun_gis.town import town
from chedun_gis.views.shared import evidence_map, table
from chedun_gis.views.shared.plain import fragment
from geo.transit import COUNTABLE, cell_shares, zone_cells
from layers import LAYERS

_MOST_LINES = 3
_CELL_M = 10.0
_LIVE_RADII_M = (100.0, 1000.0, 50.0)


def show(lang: Lang) -> None:
    """Draw the page."""
    st.header(say("bus.title", lang))
    rule = lines_rule(town())
    clause = clause_of(rule.clause, lang) if rule.clause else rule.title[lang]
    st.write(say("bus.intro", lang, clause=clause, count=rule.min_lines))
    left, right = st.columns(2)
    radius_m = left.segmented_control(
        say("bus.radius", lang), RADII_M, default=RADII_M[-1], format_func="{:g} m".format
    )
    kinds = LAYERS["bus_lines"].column("kind").choices
    extra = right.multiselect(
        say("bus.extra", lang),
        sorted(COUNTABLE - {"regular"}),
        format_func=lambda kind: kinds[kind][lang],
        placeholder=say("bus.none", lang),
    )
    question = BusQuestion(radius_m=radius_m, kinds=frozenset({"regular", *extra}))
    report = bus_report(town(), question)
    _verdict(report, lang)
    map_column, table_column = st.columns([5, 4], gap="large")
    with map_column:
        evidence_map.show(
            bus_evidence(report),
            lang,
            key="bus",
            height_px=560,
            shown=(*evidence_map.SHOWN, "bus_stops"),
        )
    with table_column:
        _table(report, lang)
        _chart(report.service.shares, report.zones[f"name_{lang}"], lang)
        with st.expander(say("bus.live", lang), icon=":material/tune:"):
            _live(report.zones, frozenset({"regular", *extra}), lang)
    st.warning(say("bus.sketch", lang), icon=":material/edit_location:")


def _verdict(report: BusReport, lang: Lang) -> None:
    good, total = int(report.verdicts["met"].sum()), len(report.verdicts)
    words = say("bus.verdict", lang, good=good, total=total, required=report.terms.required)
    (st.success if good == total else st.error)(words, icon=":material/directions_bus:")


def _table(report: BusReport, lang: Lang) -> None:
    names = report.zones[f"name_{lang}"]
    table.show(
        {
            "bus.zone": names.to_numpy(),
            "bus.count": report.verdicts["line_count"].to_numpy(),
            "bus.met": [
                say("indicator.met" if met else "indicator.missed", lang)
                for met in report.verdicts["met"]
            ],
            "bus.share": 100 * report.verdicts["share"].to_numpy(),
            "bus.lines": [joined(lines, lang) for lines in report.verdicts["lines"]],
        },
        lang,
        formats={"bus.share": "%.1f%%"},
    )


@fragment
def _live(zones: gpd.GeoDataFrame, kinds: frozenset[str], lang: Lang) -> None:
    """Let the radius be dragged: only this part of the page follows, on a grid of cells."""
    first, last, step = _LIVE_RADII_M
    radius_m = st.slider(
        say("bus.live_radius", lang), first, last, RADII_M[-1], step, format="%d", key="bus_live"
    )
    cells = zone_cells(zones, cell_m=_CELL_M)
    _chart(
        cell_shares(cells, counted_stops(town(), kinds), radius_m=radius_m),
        zones[f"name_{lang}"],
        lang,
    )
    st.caption(say("bus.live_help", lang, cell=f"{_CELL_M:g}"))


def _chart(shares: pd.DataFrame, names: "pd.Series[str]", lang: Lang) -> None:
    """Draw for each area the parts with no line, one, two, and three or more."""
    rows = []
    for zone in shares.index:
        for count in range(_MOST_LINES + 1):
            more = shares.loc[zone, count + 1] if count < _MOST_LINES else 0.0
            part = 100 * (shares.loc[zone, count] - more)
            words = say("bus.or_more" if count == _MOST_LINES else "bus.exactly", lang, count=count)
            rows.append({"zone": names[zone], "lines": words, "percent": part, "order": count})
    domain = list(dict.fromkeys(row["lines"] for row in rows))
    colours = ["#c92a2a", "#f08c00", "#74c0fc", "#1864ab"]
    st.altair_chart(
        alt.Chart(pd.DataFrame(rows))
        .mark_bar(height=16)
        .encode(
            y=alt.Y("zone:N", sort=None, title=None, axis=alt.Axis(labelLimit=220)),
            x=alt.X("percent:Q", title=say("bus.part", lang), scale=alt.Scale(domain=[0, 100])),
            color=alt.Color(
                "lines:N",
                scale=alt.Scale(domain=domain, range=colours),
                legend=alt.Legend(orient="bottom", title=None),
            ),
            order="order:Q",
            tooltip=["zone", "lines", alt.Tooltip("percent:Q", format=".1f")],
        ),
        width="stretch",
    )
