"""Chart and tables of the verdicts on rivers and stations."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from chedun_gis.analysis import (
    CLASS_COLOURS,
    CLASS_TEXTS,
    NO_DATA,
    Reach,
    WaterReport,
    river_of,
    segment_frame,
    station_data,
)
from chedun_gis.texts import Lang, joined, say
from chedun_gis.town import Town
from chedun_gis.views.shared import bars, table
from chedun_gis.views.shared.downloads import file_name
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
    known = dict(zip(names, (*CLASS_COLOURS.values(), NO_DATA), strict=True))
    legend = {"title": say("water.class", lang), "columns": 4}
    bars.show(
        counts,
        {
            "y": {"field": "target", "type": "nominal", "title": say("water.target", lang)},
            "x": bars.lengths("count", say("water.count", lang), tickMinStep=1),
            "color": bars.colours("found", known, legend=legend),
            "order": bars.ordered("order"),
            "tooltip": bars.told(
                {
                    "target": say("water.target", lang),
                    "found": say("water.class", lang),
                    "count": say("water.count", lang),
                },
                count="",
            ),
        },
        mark={"height": 20},
    )


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
    rivers = [river_of(report, each.name) for each in found]
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
            # A river has one target and one verdict, here as in the table of the rivers; a station
            # on none of them has those of its own file.
            say("water.river_target", lang): [
                _target(river.body, lang)
                if river
                else _name(each.target, say("water.no_target", lang), lang)
                for river, each in zip(rivers, found, strict=True)
            ],
            say("water.river_met", lang): [
                _met(river.body if river else each, lang)
                for river, each in zip(rivers, found, strict=True)
            ],
            say("water.samples", lang): [each.samples for each in found],
        }
    )


def downloads(report: WaterReport, town: Town, lang: Lang) -> None:
    """Hand out the stations as a table and the segments as places."""
    files: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
        ("csv", "water-stations.csv", lambda: _stations_csv(report)),
        (
            "geojson",
            "water-segments.geojson",
            lambda: to_geojson(segment_frame(report, town), _SEGMENT_COLUMNS).encode(),
        ),
    )
    for column, (key, name, make) in zip(st.columns(len(files)), files, strict=True):
        column.download_button(
            say(f"water.{key}", lang),
            data=make,
            file_name=file_name(name, lang),
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )


def _stations_csv(report: WaterReport) -> bytes:
    table = pd.DataFrame([station_data(each) for each in report.stations])
    for name in ("limiting", "unclear", "rests_on"):
        if name in table:
            table[name] = table[name].map("、".join)
    return as_csv(table)


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
