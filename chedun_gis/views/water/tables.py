"""Chart and tables of the verdicts on rivers and stations."""

import altair as alt
import pandas as pd
import streamlit as st

from chedun_gis.analysis import (
    CLASS_COLOURS,
    CLASS_TEXTS,
    NO_DATA,
    Reach,
    WaterReport,
    segment_frame,
    station_data,
)
from chedun_gis.texts import Lang, joined, say
from chedun_gis.town import Town
from chedun_gis.views.shared import table
from geo.files import as_csv, to_geojson
from geo.water import ITEMS, Assessment, BodyAssessment

_SEGMENT_COLUMNS = (
    "id",
    "name_zh",
    "name_en",
    "river_id",
    "water_class",
    "target",
    "met",
    "limiting",
    "stations",
    "basis",
    "accuracy_m",
)


def chart(report: WaterReport, lang: Lang) -> None:
    """Chart how many segments are in each class, named by target."""
    st.subheader(say("water.segments", lang))
    none = say("water.no_data", lang)
    names = [*(text[lang] for text in CLASS_TEXTS.values()), none]
    rows = pd.DataFrame(
        {
            "target": [_target(each.body, lang) for each in report.segments],
            "found": [_name(each.body.water_class, none, lang) for each in report.segments],
        }
    )
    counts = rows.value_counts().reset_index(name="count")
    counts["order"] = counts["found"].map(names.index)
    title = say("water.count", lang)
    bars = alt.Chart(counts).encode(
        y=alt.Y("target:N", title=say("water.target", lang)),
        x=alt.X("count:Q", title=title, axis=alt.Axis(tickMinStep=1)),
        order="order:Q",
        tooltip=["target", "found", "count"],
    )
    colour = alt.Color(
        "found:N",
        scale=alt.Scale(domain=names, range=[*CLASS_COLOURS.values(), NO_DATA]),
        legend=alt.Legend(orient="bottom", title=say("water.class", lang), columns=4),
    )
    st.altair_chart(bars.mark_bar(height=20).encode(color=colour), width="stretch")


def rivers(report: WaterReport, lang: Lang) -> None:
    """List the rivers with both verdicts, those with data first."""
    st.subheader(say("water.rivers", lang))
    order = sorted(report.rivers, key=lambda each: not each.body.shares)
    table.show(
        {
            "water.river": [each.name[lang] for each in order],
            "water.class": [_class(each.body, lang) for each in order],
            "water.quality": [_quality(each, lang) for each in order],
            "water.target": [_target(each.body, lang) for each in order],
            "water.met": [_met(each.body, lang) for each in order],
            "water.stations": [len(each.body.stations) for each in order],
        },
        lang,
        height=300,
    )


def stations(report: WaterReport, lang: Lang) -> None:
    """List the stations with their limiting items and exceedance multiples."""
    if not report.stations:
        return
    st.subheader(say("water.stations", lang))
    st.dataframe(_station_table(report, lang), hide_index=True, width="stretch")


def _station_table(report: WaterReport, lang: Lang) -> pd.DataFrame:
    found = report.stations
    none = say("water.no_data", lang)
    return pd.DataFrame(
        {
            say("water.station", lang): [each.name for each in found],
            say("water.place", lang): [_place(report, each, lang) for each in found],
            say("water.class", lang): [_name(each.water_class, none, lang) for each in found],
            say("water.limiting", lang): [_items(each.limiting, lang) for each in found],
            say("water.exceedance", lang): [
                joined(
                    (
                        f"{_items((item,), lang)} {multiple:.2f}"
                        for item, multiple in each.exceedance.items()
                    ),
                    lang,
                )
                for each in found
            ],
            say("water.target", lang): [
                _name(each.target, say("water.no_target", lang), lang) for each in found
            ],
            say("water.met", lang): [_met(each, lang) for each in found],
            say("water.samples", lang): [each.samples for each in found],
        }
    )


def downloads(report: WaterReport, town: Town, lang: Lang) -> None:
    """Hand out the stations as a table and the segments as places."""
    table = pd.DataFrame([station_data(each) for each in report.stations])
    for name in ("limiting", "unclear", "rests_on"):
        if name in table:
            table[name] = table[name].map("、".join)
    files = (
        ("csv", "water-stations.csv", as_csv(table)),
        (
            "geojson",
            "water-segments.geojson",
            to_geojson(segment_frame(report, town), _SEGMENT_COLUMNS).encode(),
        ),
    )
    for column, (key, name, content) in zip(st.columns(len(files)), files, strict=True):
        column.download_button(
            say(f"water.{key}", lang),
            data=content,
            file_name=name,
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )


def _place(report: WaterReport, each: Assessment, lang: Lang) -> str:
    if each.name not in report.place:
        return "—"
    river, segment = report.place[each.name]
    reaches = report.segments if segment else report.rivers
    name = next(reach.name[lang] for reach in reaches if reach.id == (segment or river))
    return name if segment else f"{name} · {say('water.whole', lang)}"


def _name(number: int | None, none: str, lang: Lang) -> str:
    return none if number is None else CLASS_TEXTS[number][lang]


def _items(ids: tuple[str, ...], lang: Lang) -> str:
    names = [ITEMS[item].zh if lang == "zh" else ITEMS[item].en for item in ids]
    return joined(names, lang)


def _class(body: BodyAssessment, lang: Lang) -> str:
    if body.water_class is not None:
        return CLASS_TEXTS[body.water_class][lang]
    return say("water.by_shares" if body.shares else "water.no_data", lang)


def _quality(reach: Reach, lang: Lang) -> str:
    quality = reach.body.quality
    return "—" if quality is None else quality.zh if lang == "zh" else quality.en


def _target(body: BodyAssessment, lang: Lang) -> str:
    return say("water.no_target", lang) if body.target is None else CLASS_TEXTS[body.target][lang]


def _met(each: BodyAssessment | Assessment, lang: Lang) -> str:
    known = each.shares if isinstance(each, BodyAssessment) else each.water_class
    if not known:
        return say("water.no_data", lang)
    if each.target is None:
        return say("water.no_target", lang)
    if each.met is None:
        return say("water.undecided", lang)
    return say("indicator.met" if each.met else "indicator.missed", lang)
