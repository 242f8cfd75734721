"""Judge the town's rivers by monitoring results: stations put on segments, segments on rivers."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import cast

import geopandas as gpd

from chedun_gis.texts import bare
from chedun_gis.town import Town, answered
from geo import Problem
from geo.water import (
    CLASS_NAMES,
    Assessment,
    BodyAssessment,
    Sample,
    TemplateRow,
    WaterKind,
    assess_body,
    assess_stations,
)
from layers import Text

_NO_TARGET = "none"
_SUGGESTED, _ALIKE = 3, 0.5


@dataclass(frozen=True, slots=True)
class WaterQuestion:
    """What is judged: the sound samples of the town's own file, or those given."""

    samples: tuple[Sample, ...] | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """A river, a lake or one of its segments (`id`), with the verdicts on it.

    `body` rests on the stations put on it; without any it has no class and says "no data".
    """

    id: str
    name: Text
    body: BodyAssessment


@dataclass(frozen=True, slots=True)
class WaterReport:
    """The verdicts on every station, river and segment.

    `place` tells for each station the river and, where its name says so, the segment it stands on;
    `unplaced` are the stations whose name is that of no river here.
    """

    stations: tuple[Assessment, ...]
    place: Mapping[str, tuple[str, str]]
    unplaced: tuple[str, ...]
    rivers: tuple[Reach, ...]
    segments: tuple[Reach, ...]


@answered(most=8)
def stations_of(town: Town, question: WaterQuestion = WaterQuestion()) -> tuple[Assessment, ...]:
    """Return the verdict on each station, wherever it stands."""
    given = question.samples
    return tuple(assess_stations(town.samples.samples if given is None else given))


@answered(most=8)
def water_report(town: Town, question: WaterQuestion = WaterQuestion()) -> WaterReport:
    """Return the verdicts on the stations and on the town's rivers by them.

    A station named like a segment (id or name) stands on that segment; one named like a river, or
    whose name begins with a river's, stands for the whole river and so for each segment. The
    target of a river is that of the layer, not of the file: the file's is for the station.
    """
    layer = town.frame("river_segments")
    stations = stations_of(town, question)
    place = {each.name: _place(each.name, layer) for each in stations}
    placed = {name: where for name, where in place.items() if where is not None}
    of_river: dict[str, list[Assessment]] = defaultdict(list)
    for each in stations:
        if each.name in placed:
            of_river[placed[each.name][0]].append(each)
    rivers, segments = [], []
    for river, frame in layer.groupby("river_id", sort=False):
        its = of_river[str(river)]
        first = frame.iloc[0]
        name = Text(str(first["river_zh"]), str(first["river_en"]))
        rivers.append(_reach(str(river), name, its, frame))
        for _, segment in frame.iterrows():
            here = [each for each in its if placed[each.name][1] in {"", segment["id"]}]
            words = Text(segment["name_zh"], segment["name_en"])
            segments.append(_reach(segment["id"], words, here, frame))
    return WaterReport(
        stations=stations,
        place=placed,
        unplaced=tuple(name for name, where in place.items() if where is None),
        rivers=tuple(rivers),
        segments=tuple(segments),
    )


def _place(station: str, layer: gpd.GeoDataFrame) -> tuple[str, str] | None:
    """Return the river and the segment ("" for all of it) that a station's name means.

    That a course is only sketched, remarked behind a name, is no part of the name.
    """
    station = bare(station)
    for field in ("id", "name_zh", "name_en"):
        found = layer[layer[field].map(bare) == station]
        if len(found) == 1:
            return str(found["river_id"].iloc[0]), str(found["id"].iloc[0])
    named = {
        river
        for field in ("river_id", "river_zh", "river_en")
        for river, name in zip(layer["river_id"], layer[field], strict=True)
        if station.startswith(bare(str(name)))
    }
    # Of names that begin alike (1号河, 1号河东支) only an unmistakable one counts.
    return (str(named.pop()), "") if len(named) == 1 else None


def _reach(reach_id: str, name: Text, stations: list[Assessment], frame: gpd.GeoDataFrame) -> Reach:
    stated = str(frame["target_class"].iloc[0])
    kind = cast("WaterKind", str(frame["water_kind"].iloc[0]))
    same = [each for each in stations if each.kind == kind]
    target = None if stated == _NO_TARGET else int(stated)
    return Reach(reach_id, name, assess_body(same, name=name.zh, kind=kind, target=target))


def near_misses(report: WaterReport, town: Town) -> dict[str, tuple[str, ...]]:
    """Return for each station without a river the names here that are nearly its own, best first.

    A name may be that of a river or of a reach, in either language.
    """
    layer = town.frame("river_segments")
    fields = ("river_zh", "river_en", "name_zh", "name_en", "id")
    known = list(dict.fromkeys(bare(str(name)) for field in fields for name in layer[field]))
    return {
        station: tuple(get_close_matches(bare(station), known, n=_SUGGESTED, cutoff=_ALIKE))
        for station in report.unplaced
    }


def river_of(report: WaterReport, station: str) -> Reach | None:
    """Return the river that a station stands on, None where its name is that of none."""
    river, _ = report.place.get(station, ("", ""))
    return next((each for each in report.rivers if each.id == river), None)


def misplaced(report: WaterReport, town: Town) -> list[Problem]:
    """Return the stations of the other kind of water than the reach they are named after."""
    layer = town.frame("river_segments").drop_duplicates("river_id").set_index("river_id")
    return [
        Problem("water_kind_differs", feature=each.name)
        for each in report.stations
        if each.name in report.place
        and layer["water_kind"][report.place[each.name][0]] != each.kind
    ]


def rivers_to_fill(town: Town) -> list[TemplateRow]:
    """Return a row for each river of the town, for the template that is filled in."""
    layer = town.frame("river_segments").drop_duplicates("river_id")
    return [
        TemplateRow(
            bare(str(row["river_zh"])),
            str(row["water_kind"]),
            "" if row["target_class"] == _NO_TARGET else CLASS_NAMES[int(row["target_class"])],
        )
        for _, row in layer.iterrows()
    ]
