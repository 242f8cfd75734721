"""Say what a report is made of: plain texts in one language, and maps in metres."""

from dataclasses import dataclass
from typing import Final, Literal

import geopandas as gpd

from chedun_gis.report.paper import WIDTH_MM, MapExtent
from chedun_gis.texts import Lang, say
from layers import Geometry, Place, Symbol

# All but `warning` are verdicts; that is for what must not be overlooked.
Tone = Literal["", "met", "missed", "undecided", "open", "unknown", "warning"]
Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class ReportTile:
    """One large number of the summary."""

    label: str
    value: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    """The large numbers, side by side."""

    tiles: tuple[ReportTile, ...]


# What every form of a report prints of a figure beside its value, in this order.
FIGURE_FACTS: Final = ("target", "gap", "part", "interval", "likely", "rule", "clause")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with all that it needs to be judged; an empty text is not printed.

    `part` is numerator of denominator, `interval` the lowest and highest value that the accuracy
    of the inputs allows, `likely` between which values it likely lies, `basis` what it rests on,
    one text an input.
    """

    name: str
    value: str
    clause: str
    verdict: str = ""
    tone: Tone = ""
    target: str = ""
    gap: str = ""
    part: str = ""
    interval: str = ""
    likely: str = ""
    rule: str = ""
    basis: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column of a table: its heading, its share of the width, and how it is set."""

    title: str
    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class ReportCell:
    """One cell, coloured when it holds a verdict."""

    text: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading; every row has a cell for each column."""

    title: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[ReportCell, ...], ...]


@dataclass(frozen=True, slots=True)
class MapLayer:
    """Features of one symbol, bottom first on a map; `frame` in metres.

    A column `basis` marks sketches, `label` is written on the feature, `size` is what a point
    counts. `faint` layers
    are the base that the others stand on, one entry of the legend for each title. Entries of one
    `group` stand under its name.
    """

    title: str
    geometry: Geometry
    symbol: Symbol
    frame: gpd.GeoDataFrame
    faint: bool = False
    cased: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class MapView:
    """A map of at least `extent` (west, south, east, north in metres), on so much paper."""

    title: str
    layers: tuple[MapLayer, ...]
    extent: MapExtent
    height_mm: float = 118.0
    credits: str = ""
    width_mm: float = WIDTH_MM


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `share` 0–1 of the full width, None without a value."""

    label: str
    share: float | None
    text: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars under a heading."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph."""

    text: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Short texts below each other, each with a mark."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """What only people know: an empty paragraph for their words, with a hint in grey."""

    text: str


Block = Tiles | Figure | Table | MapView | Bars | Note | Listing | Hint


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a level, if any, with what stands under it; `fresh` starts a new page."""

    title: str
    blocks: tuple[Block, ...]
    fresh: bool = False
    level: int = 1


@dataclass(frozen=True, slots=True)
class Report:
    """A report on a place in one language; `date` as it is printed.

    A `formal` one has a cover, a list of contents, wide margins, and numbers its headings, tables
    and maps.
    """

    place: Place
    title: str
    subtitle: str
    date: str
    lang: Lang
    sections: tuple[Section, ...]
    formal: bool = False


def cells(*texts: str) -> tuple[ReportCell, ...]:
    """Return a row of plain cells."""
    return tuple(ReportCell(text) for text in texts)


def words(lang: Lang, place: Place) -> dict[str, str]:
    """Return the words that all forms of a report print, by their short names."""
    return {
        "app": say("app.title", lang, town=place.short_name[lang]),
        "target": say("score.target", lang),
        "gap": say("score.gap", lang),
        "clause": say("score.clause", lang),
        "part": say("report.part", lang),
        "interval": say("coverage.interval", lang),
        "likely": say("doubt.likely", lang),
        "rule": say("coverage.rule", lang),
        "basis": say("score.basis", lang),
        "made": say("report.made", lang),
        "fact": say("report.fact", lang),
        "content": say("report.content", lang),
        "contents": say("report.contents", lang),
        "table": say("report.table", lang),
        "map": say("report.map", lang),
    }
