"""Show which bus lines reach each area of the plan's target, and where the second is missing."""

import geopandas as gpd
import pandas as pd
import streamlit as st

from chedun_gis.analysis import (
    RADII_M,
    BusQuestion,
    BusReport,
    bus_evidence,
    bus_report,
    bus_table,
    counted_stops,
    lines_rule,
    served,
)
from chedun_gis.texts import Lang, clause_of, joined, say
from chedun_gis.town import town
from chedun_gis.views.shared import bars, choices, downloads, going, stage, table
from chedun_gis.views.shared.downloads import Download
from chedun_gis.views.shared.plain import fragment, literal
from geo.files import as_csv, to_geojson
from geo.transit import COUNTABLE, cell_shares, zone_cells
from layers import LAYERS

_MOST_LINES = 3
# Of no line, one, two, and as many or more.
_COLOURS = ("#c92a2a", "#f08c00", "#74c0fc", "#1864ab")
_CELL_M = 10.0
_LIVE_RADII_M = (100.0, 1000.0, 50.0)


def show(lang: Lang) -> None:
    """Draw the page."""
    st.header(say("bus.title", lang))
    rule = lines_rule(town())
    clause = clause_of(rule.clause, lang) if rule.clause else rule.title[lang]
    st.write(say("bus.intro", lang, clause=clause, count=rule.min_lines))
    radii = {f"{each:g}": each for each in RADII_M}
    radius = choices.segments(
        st.container(),
        say("bus.radius", lang),
        {name: say("bus.metres", lang, metres=name) for name in radii},
        lang,
        name="radius",
        otherwise=f"{RADII_M[-1]:g}",
    )
    kinds = LAYERS["bus_lines"].column("kind").choices
    extra = choices.several(
        st.container(),
        say("bus.extra", lang),
        {kind: kinds[kind][lang] for kind in sorted(COUNTABLE - {"regular"})},
        lang,
        name="extra",
        placeholder=say("bus.none", lang),
    )
    question = BusQuestion(radius_m=radii[radius], kinds=frozenset({"regular", *extra}))
    report = bus_report(town(), question)
    _verdict(report, lang)
    stage.show(bus_evidence(report), lang)
    _table(report, lang)
    _remedies(report, lang)
    _chart(report.service.shares, report.zones[f"name_{lang}"], lang)
    with st.expander(say("bus.live", lang), icon=":material/tune:"):
        _live(report.zones, frozenset({"regular", *extra}), lang)
    gaps = report.gaps.assign(id=report.gaps["zone"].astype(str))
    downloads.show(
        (
            Download("bus.table_file", "bus.csv", lambda: as_csv(bus_table(report, lang))),
            Download("bus.gap_file", "bus-gaps.geojson", lambda: to_geojson(gaps, ["id", "zone"])),
        ),
        lang,
    )
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
            "bus.met": [say(f"bus.served.{each}", lang) for each in served(report)],
            "bus.share": 100 * report.verdicts["share"].to_numpy(),
            "bus.lines": [joined(lines, lang) for lines in report.verdicts["lines"]],
        },
        lang,
        formats={"bus.share": "%.1f%%"},
    )


def _remedies(report: BusReport, lang: Lang) -> None:
    """Lead from each area that lacks lines to the sites of stops in it; the worst first."""
    standing = served(report)
    short = report.verdicts[standing != "met"].sort_values(["met", "share"], kind="stable")
    with st.container(horizontal=True, key="bus_remedies"):
        for zone in short.index:
            st.button(
                say("bus.remedy", lang, zone=literal(report.zones.loc[zone, f"name_{lang}"])),
                key=f"remedy_{zone}",
                icon=":material/add_location_alt:",
                on_click=_remedy,
                args=(zone,),
            )


def _remedy(zone: str) -> None:
    going.ask_for_stops(zone)
    going.go("siting")


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
    lines = list(dict.fromkeys(row["lines"] for row in rows))
    known = dict(zip(lines, _COLOURS, strict=False))
    bars.show(
        pd.DataFrame(rows),
        {
            "y": bars.names("zone"),
            "x": bars.percents("percent", say("bus.part", lang)),
            "color": bars.colours("lines", known, legend={}),
            "order": bars.ordered("order"),
            "tooltip": bars.told(
                {
                    "zone": say("bus.zone", lang),
                    "lines": say("report.line_count", lang),
                    "percent": say("bus.part", lang),
                },
                percent=".1f",
            ),
        },
        mark={"height": 16},
    )
