"""Draw the rivers: from the hand's control points to reaches that bend, join and keep clear."""

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import LineString, Point
from shapely.ops import substring

from tests.drawing.courses import EAST_WEST, LAKE, NORTH_SOUTH, Control, Meeting, Reach
from tests.drawing.curves import clear_of, smooth, tidy, wander
from tests.drawing.facts import Fact, at, before, facts

_AMPLITUDE_M: Final = 30.0
# What is known to stand somewhere does not stand in the water.
_CLEAR_M: Final = 55.0
_KNOWN_M: Final = 120.0
# Courses that follow open data or the town's edge stay as they were.
_KEPT: Final = ("river-huangpu", "river-nuer", "river-r07")


@cache
def dry() -> tuple[Point, ...]:
    """Return the points of what is known to be built, to 120 m or better."""
    rows = (*facts("compounds"), *facts("facilities"), *facts("villages"))
    return tuple(each.point for each in rows if each.accuracy_m <= _KNOWN_M)


def _bent(course: list[Point], fixed: list[Point], seed: int, amplitude_m: float) -> LineString:
    line = wander(smooth(course), amplitude_m, seed=seed, fixed=fixed)
    return tidy(clear_of(line, dry(), _CLEAR_M))


def _points(course: tuple[Control, ...]) -> tuple[list[Point], list[Point]]:
    points = [at(each[0], each[1]) for each in course]
    fixed = [point for point, each in zip(points, course, strict=True) if len(each) == 3]
    return points, fixed


def _passed(line: shapely.Geometry, lat_deg: float) -> Point:
    """Return where a river passes a latitude."""
    across = LineString([at(121.20, lat_deg), at(121.36, lat_deg)])
    return shapely.get_parts(shapely.intersection(line, across))[0]


def _north_south() -> dict[str, tuple[LineString, tuple[float, ...]]]:
    huangpu = shapely.line_merge(shapely.union_all(_kept("river-huangpu").geometry.to_numpy()))
    found: dict[str, tuple[LineString, tuple[float, ...]]] = {}
    for seed, (river, (course, cuts, amplitude)) in enumerate(NORTH_SOUTH.items(), start=1):
        points, fixed = _points(course)
        points[-1] = huangpu.interpolate(huangpu.project(points[-1]))
        found[river] = (_bent(points, fixed, seed, amplitude), cuts)
    return found


def _kept(river: str) -> gpd.GeoDataFrame:
    rows = before("river_segments")
    return rows[rows["river_id"] == river]


def _cut(line: LineString, cuts: tuple[float, ...]) -> list[LineString]:
    ends = [0.0, *(line.project(_passed(line, each)) for each in cuts), line.length]
    return [substring(line, *pair) for pair in pairwise(ends)]


def _reach(reach: Reach, rivers: Mapping[str, shapely.Geometry], seed: int) -> LineString:
    points, fixed = [], []
    for each in reach.course:
        if isinstance(each, Meeting):
            points.append(_passed(rivers[each.river], each.lat_deg))
        else:
            points.append(at(each[0], each[1]))
            fixed += [points[-1]] if len(each) == 3 else []
    return _bent(points, fixed, seed, _AMPLITUDE_M)


@cache
def river_lines() -> dict[str, LineString]:
    """Return the line of every reach by its id, in metres."""
    lines: dict[str, LineString] = {}
    rivers: dict[str, shapely.Geometry] = {}
    for river in _KEPT:
        rows = _kept(river)
        lines |= dict(rows.geometry)
        rivers[river] = shapely.line_merge(shapely.union_all(rows.geometry.to_numpy()))
    for river, (line, cuts) in _north_south().items():
        rivers[river] = line
        lines |= {f"{river}-{i}": each for i, each in enumerate(_cut(line, cuts), start=1)}
    for number, (river, reaches) in enumerate(EAST_WEST.items()):
        for i, reach in enumerate(reaches, start=1):
            lines[f"{river}-{i}"] = _reach(reach, rivers, 100 + 10 * number + i)
    ring = smooth([at(*each) for each in (*LAKE, *LAKE[:2])])
    closed = shapely.get_coordinates(tidy(ring))
    lines["river-huayang-lake"] = _lake(closed)
    return lines


def _lake(xy: np.ndarray) -> LineString:
    """Return the shore as a closed line: it ends where it began."""
    first = xy[0]
    apart = np.hypot(*(xy - first).T)
    last = len(xy) - 1 - int(np.argmin(apart[:1:-1][: len(xy) // 3]))
    return LineString(np.vstack([xy[:last], first]))


def bridges_over(line: LineString) -> list[Fact]:
    """Return the bridges that a reach is drawn to pass, within the accuracy of each."""
    return [each for each in facts("bridges") if line.distance(each.point) <= each.accuracy_m]


def river_segments() -> gpd.GeoDataFrame:
    """Return the layer of rivers: ids, targets and names as before, with what is known of each."""
    lines, old = river_lines(), before("river_segments")
    rows = [_row(name, line, old) for name, line in lines.items()]
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=list(lines.values()), crs=old.crs)


_NAMED: Final = {"river-r10": ("俞塘（走向示意）", "Yutang (course sketched)", 500)}
_NEW: Final = {
    "river-r15": {
        "river_zh": "15号河（示意）",
        "river_en": "River 15 (sketch)",
        "target_class": "none",
        "target_basis": "none",
        "water_kind": "river",
        "source": "sketch-2026",
        "basis": "schematic",
        "accuracy_m": 800,
    }
}


def _row(name: str, line: LineString, old: gpd.GeoDataFrame) -> dict[str, object]:
    river, number = name.rsplit("-", 1) if name[-1].isdigit() else (name, "")
    row: dict[str, object]
    if name in old.index:
        row = old.loc[name].drop("geometry").to_dict()
    else:
        row = _NEW[river] | {"id": name, "river_id": river}
        row |= {
            "name_zh": f"{row['river_zh']}第{number}段",
            "name_en": f"{row['river_en']}, reach {number}",
        }
    if river in _NAMED:
        zh, en, accuracy = _NAMED[river]
        row |= {"river_zh": zh, "river_en": en, "accuracy_m": accuracy}
        row |= {"name_zh": f"{zh}第{number}段", "name_en": f"{en}, reach {number}"}
    if row["source"] == "osm":
        return row | {"date": "2026-11"}
    known = [_PLACES[name]] if name in _PLACES else []
    known += [_bridge(each) for each in bridges_over(line)]
    if known:
        row["fact_zh"] = "；".join(zh for zh, _ in known)
        row["fact_en"] = "; ".join(en for _, en in known)
        row["date"] = "2026-11"
    return row


def _bridge(fact: Fact) -> tuple[str, str]:
    zh, en = ROADS[fact["road_zh"]]
    what = f"{fact['length_m']} m"
    where = f"{fact.place}, ±{fact['accuracy_m']} m"
    return (
        f"{zh}有桥（{what}，{where}），所跨何物来源未说明，此处假定为本河",
        f"a bridge of {en} ({what}, {where}); what it crosses is not said, this river is assumed",
    )


ROADS: Final = {
    "北松公路": ("北松公路", "Beisong Highway"),
    "新车公路": ("新车公路", "Xinche Highway"),
    "松卫北路": ("松卫北路", "Songwei North Rd"),
    "车亭公路": ("车亭公路", "Cheting Highway"),
    "其他城市高架": ("未具名高架路", "an unnamed elevated road"),
}
_PLACES: Final = {
    "river-dongjing-3": (
        "洞泾港闸（121.25454, 30.96794，±100 m）",
        "Dongjing Gang sluice (121.25454, 30.96794, ±100 m)",
    ),
    "river-nuer-3": (
        "女儿泾水闸（121.32158, 30.98692，±20 m）",
        "Nüer Jing sluice (121.32158, 30.98692, ±20 m)",
    ),
    "river-r10-1": (
        "俞塘过新车公路（泵站在“新车公路俞塘河北”），此桥最可能跨俞塘，未证实",
        "Yutang passes Xinche Highway; this bridge most probably crosses it, unproven",
    ),
    "river-r12-4": (
        "黄泥潮过车亭公路（黄泥潮桥，121.30164, 30.9921，±300 m）；是否本河不详",
        "Huangnichao passes Cheting Highway (121.30164, 30.9921, ±300 m), perhaps not this river",
    ),
}
