"""Draw the residential land: blocks around the compounds that are known, hamlets by the water."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import LineString, Point, Polygon
from shapely.ops import substring

from tests.drawing.blocks import blocks
from tests.drawing.facts import Fact, anchors, at, before, facts, town
from tests.drawing.ids import ids_of
from tests.drawing.parks import (
    COUNTRY,
    WATER_M,
    clear,
    green,
    largest,
    round_shape,
    water,
)
from tests.drawing.rivers import river_lines
from tests.drawing.roads import carriageways, roads

# A compound is drawn where it is known to this, a lane, of which no more is known, to that.
_COMPOUND_M: Final = 210.0
_LANE_M: Final = 100.0
_NO_NAME: Final = frozenset({"lane", "unknown"})
# A village is known to this, and its nearest hamlet within that is moved to it.
_VILLAGE_M: Final = 100.0
_MOVED_M: Final = 900.0
# Compounds nearer to each other share a block.
_TOGETHER_M: Final = 62.0
# What surrounds a compound that stands outside the quarters of before.
_AROUND_M: Final = 105.0
_CLOSING_M: Final = 24.0
_MOST_M2: Final = {
    "urban": (34_000.0, 62_000.0),
    "resettlement": (40_000.0, 66_000.0),
    "planned": (60_000.0, 70_000.0),
}
_HAMLET_DEPTH_M: Final = 70.0
# What a river that was moved would leave on its other bank.
_BY_HAND: Final = {"res-village-22": (121.2755, 30.9640)}
_BY_THE_WATER_M: Final = 150.0
_ENOUGH: Final = 0.96
_FILM_PARK_M: Final = 140.0
_VILLAGE_PEOPLE_HA: Final = 55
_PEOPLE: Final = 165_000
SKETCH_M: Final = {"urban": 500, "resettlement": 500, "planned": 500, "village": 800}


@dataclass(frozen=True, slots=True)
class Home:
    """A parcel that is drawn: its quarter and kind, the compounds or the village it stands on."""

    quarter: str
    kind: str
    shape: Polygon
    known: tuple[Fact, ...] = ()

    @property
    def accuracy_m(self) -> int:
        """How far it may be off: the point's accuracy and half the radius of the block around it.

        Nothing is more exact than its source.
        """
        if not self.known:
            return SKETCH_M[self.kind]
        half_m = math.sqrt(self.shape.area / math.pi) / 2
        return math.ceil((self.known[0].accuracy_m + half_m) / 10) * 10


@cache
def compounds() -> tuple[tuple[Fact, ...], ...]:
    """Return the compounds that are drawn, those that share a block together, the best first."""
    good = [
        each
        for each in facts("compounds")
        if each.accuracy_m <= (_LANE_M if each["kind"] in _NO_NAME else _COMPOUND_M)
        and town().contains(each.point)
    ]
    # A name before a lane, the better point before the worse.
    good.sort(key=lambda each: (each["kind"] == "lane", each.accuracy_m))
    groups: list[list[Fact]] = []
    for each in good:
        near = [g for g in groups if g[0].point.distance(each.point) < _TOGETHER_M]
        if near:
            min(near, key=lambda g: g[0].point.distance(each.point)).append(each)
        else:
            groups.append([each])
    return tuple(map(tuple, groups))


@cache
def _quarters() -> dict[str, tuple[str, shapely.Geometry]]:
    """Return the land of each quarter of before, its streets included, with the kind of homes."""
    old = before("residential")
    old = old[old["kind"] != "village"]
    names = old["id"].str[:-3]
    return {
        str(name): (
            str(rows["kind"].iloc[0]),
            shapely.union_all(rows.geometry.to_numpy()).buffer(_CLOSING_M).buffer(-_CLOSING_M),
        )
        for name, rows in old.groupby(names)
    }


def _taken() -> shapely.Geometry:
    """Return where no home stands: streets, water, parks, the film park."""
    film = [
        anchors()[each].point.buffer(_FILM_PARK_M) for each in ("film-park-west", "film-park-east")
    ]
    parks = [each.buffer(8) for name, each in green().items() if name != COUNTRY]
    return shapely.union_all([carriageways(), water(), *parks, *film])


def _new_land() -> Iterator[tuple[str, Fact]]:
    """Give the named compounds that stand outside the quarters, each with the nearest of them."""
    quarters = {name: land for name, (kind, land) in _quarters().items() if kind != "planned"}
    for group in compounds():
        first = group[0]
        away = {name: land.distance(first.point) for name, land in quarters.items()}
        nearest = min(away, key=lambda name: away[name])
        # Where a quarter is as near as the point may be off, the compound is taken to be in that.
        if first["kind"] not in _NO_NAME and away[nearest] > first.accuracy_m:
            yield nearest, first


def _ground(point: Point) -> Polygon:
    """Return the ground of a compound alone: as wide as it is deep, along the nearest road."""
    lines = roads().geometry
    line = lines.iloc[int(lines.distance(point).to_numpy().argmin())]
    along = line.project(point)
    one, two = line.interpolate(along - 30), line.interpolate(along + 30)
    turn = math.degrees(math.atan2(two.y - one.y, two.x - one.x))
    half = _AROUND_M
    square = shapely.box(point.x - half, point.y - 0.8 * half, point.x + half, point.y + 0.8 * half)
    return shapely.affinity.rotate(square, turn, origin=point)


@cache
def _land() -> dict[str, tuple[str, shapely.Geometry]]:
    """Return the land that is cut into blocks, by quarter."""
    found = dict(_quarters())
    for quarter, fact in _new_land():
        kind, land = found[quarter]
        found[quarter] = kind, shapely.union(land, _ground(fact.point))
    taken, inner = _taken(), town().buffer(-6)
    free: dict[str, tuple[str, shapely.Geometry]] = {}
    for quarter, (kind, land) in found.items():
        closed = land.buffer(_CLOSING_M).buffer(-_CLOSING_M)
        rest = shapely.difference(shapely.intersection(closed, inner), taken)
        free[quarter] = kind, rest
        taken = shapely.union(taken, closed.buffer(8))
    return free


@cache
def town_homes() -> tuple[Home, ...]:
    """Return the blocks of the town, by quarter."""
    groups = compounds()
    points = [group[0].point for group in groups]
    found = []
    for quarter, (kind, land) in _land().items():
        for block in blocks(land, points, most_m2=_MOST_M2[kind]):
            inside = sorted(block.points, key=lambda i: groups[i][0].accuracy_m)
            known = tuple(each for i in inside for each in groups[i])
            found.append(Home(quarter, kind, block.shape, () if kind == "planned" else known))
    drawn = {each["name_zh"] for home in found for each in home.known}
    for group in groups:
        if group[0]["name_zh"] not in drawn:
            _give(found, group)
    return tuple(found)


def _give(homes: list[Home], group: tuple[Fact, ...]) -> None:
    """Let compounds whose point is on a street have the block beside it, if none else has it."""
    first = group[0]
    free = [i for i, each in enumerate(homes) if not each.known and each.kind != "planned"]
    near = min(free, key=lambda i: homes[i].shape.distance(first.point))
    if homes[near].shape.distance(first.point) <= first.accuracy_m:
        homes[near] = replace(homes[near], known=group)


def _hamlet_at(
    point: Point, area_m2: float, taken: shapely.Geometry, *, seed: int, known: bool
) -> Polygon:
    """Return a hamlet in a row along the nearest water, or around its point where none is near.

    One whose point is known stands on it.
    """
    lines = [line for name, line in river_lines().items() if "huangpu" not in name]
    line = min(lines, key=point.distance)
    best = Polygon()
    if line.distance(point) <= (_HAMLET_DEPTH_M if known else _BY_THE_WATER_M):
        along = line.project(point)
        left = 1.0 if _is_left(line, along, point) else -1.0
        for side in (left,) if known else (left, -left):
            found = _row_of(line, along, side, area_m2, taken)
            if found.area >= _ENOUGH * area_m2:
                return found
            best = max(best, found, key=lambda each: each.area)
    for grown in (1.0, 1.2, 1.5, 1.9, 2.4):
        shape = round_shape(point, area_m2 * grown, seed=seed, long=1.5)
        found = _solid(clear(shape, taken))
        if found.area >= _ENOUGH * area_m2:
            return found
        best = max(best, found, key=lambda each: each.area)
    return best


def _row_of(
    line: LineString, along: float, side: float, area_m2: float, taken: shapely.Geometry
) -> Polygon:
    """Return a row of plots as long as its area asks for."""
    low, high = 40.0, 900.0
    for _ in range(22):
        half = (low + high) / 2
        found = _solid(clear(_row(line, along, half, side=side), taken))
        low, high = (half, high) if found.area < area_m2 else (low, half)
    return found


def _is_left(line: LineString, along: float, point: Point) -> bool:
    one, two = line.interpolate(along - 15), line.interpolate(along + 15)
    cross = (two.x - one.x) * (point.y - one.y) - (two.y - one.y) * (point.x - one.x)
    return float(cross) > 0


def _row(line: LineString, along: float, half_m: float, *, side: float) -> shapely.Geometry:
    """Return a row of plots on one bank, some deeper than others."""
    start, end = max(0.0, along - half_m), min(line.length, along + half_m)
    count = max(2, round((end - start) / 55))
    marks = np.linspace(start, end, count + 1)
    plots = []
    for i, (one, two) in enumerate(pairwise(marks)):
        depth = WATER_M + _HAMLET_DEPTH_M * (0.8 + 0.4 * ((along * 0.137 + i * 0.618) % 1))
        part = substring(line, one, two)
        plots.append(part.buffer(side * depth, cap_style="flat", single_sided=True, quad_segs=4))
    return shapely.union_all(plots).buffer(2).buffer(-2)


def _solid(shape: Polygon) -> Polygon:
    """Return a shape of one piece without necks, holes or needless corners."""
    opened = largest(shape.buffer(-21).buffer(21, quad_segs=2))
    return shapely.simplify(Polygon(opened.exterior), 1.0) if not opened.is_empty else opened


@cache
def hamlets() -> tuple[tuple[str, Home], ...]:
    """Return the hamlets by the id of before, those of a known village at its point."""
    old = before("residential")
    old = old[old["kind"] == "village"]
    places: dict[str, tuple[Point, tuple[Fact, ...]]] = {
        str(name): (shape.representative_point(), ()) for name, shape in old.geometry.items()
    }
    places |= {name: (at(*place), ()) for name, place in _BY_HAND.items()}
    built = shapely.union_all([each.shape.buffer(12) for each in town_homes()])
    for fact in facts("villages"):
        if fact.accuracy_m > _VILLAGE_M or built.distance(fact.point) < _VILLAGE_M:
            continue
        free = {
            name: place.distance(fact.point) for name, (place, known) in places.items() if not known
        }
        name = min(free, key=lambda each: free[each])
        if free[name] <= _MOVED_M:
            places[name] = (fact.point, (fact,))
    taken, found = built, []
    parks = [each.buffer(8) for name, each in green().items() if name != COUNTRY]
    taken = shapely.union_all([taken, *parks])
    for seed, (name, (point, known)) in enumerate(
        sorted(places.items(), key=lambda e: not e[1][1])
    ):
        shape = _hamlet_at(point, old.geometry[name].area, taken, seed=seed, known=bool(known))
        taken = shapely.union(taken, shape.buffer(12))
        found.append((name, Home("res-village", "village", shape, known)))
    return tuple(sorted(found))


def _quarter_words() -> dict[str, tuple[str, str]]:
    """Return how the numbered parcels of each quarter are called, without their number."""
    old = before("residential")
    found: dict[str, tuple[str, str]] = {}
    for name, zh, en in zip(old["id"], old["name_zh"], old["name_en"], strict=True):
        one, two = _NUMBERED.fullmatch(zh), _NUMBERED_EN.fullmatch(en)
        if one and two:
            found.setdefault(name[:-3], (one[1], two[1]))
    return found


_NUMBERED: Final = re.compile(r"(.+?)\d\d（示意）")
_NUMBERED_EN: Final = re.compile(r"(.+?) \d\d \(sketch\)")


def _told(home: Home, name: str) -> dict[str, object]:
    """Return the names of a parcel, and what is known of it."""
    if not home.known:
        zh, en = _quarter_words()[home.quarter]
        number = name[-2:]
        return {
            "name_zh": f"{zh}{number}（示意）",
            "name_en": f"{en} {number} (sketch)",
            "source": "sketch-2026",
        }
    first = home.known[0]
    ending = (
        ("居民点（示意）", " hamlet (sketch)")
        if home.kind == "village"
        else ("（地块示意）", " (block sketched)")
    )
    return {
        "name_zh": f"{first['name_zh']}{ending[0]}",
        "name_en": f"{first['name_en']}{ending[1]}",
        "source": "public-web-points",
        "date": "2026-11",
        "fact_zh": "；".join(
            f"{e['name_zh']}点位 {e.place}（±{e['accuracy_m']} m）" for e in home.known
        ),
        "fact_en": "; ".join(
            f"{e['name_en']} at {e.place} (±{e['accuracy_m']} m)" for e in home.known
        ),
    }


def _people(kinds: Sequence[str], areas_ha: Sequence[float]) -> list[int | None]:
    """Return how many live on each parcel: as many as are stated, spread in tens over the land."""
    villages = [kind == "village" for kind in kinds]
    rural = sum(
        _tens(_VILLAGE_PEOPLE_HA * area)
        for area, is_one in zip(areas_ha, villages, strict=True)
        if is_one
    )
    urban_ha = sum(
        area
        for area, kind in zip(areas_ha, kinds, strict=True)
        if kind in {"urban", "resettlement"}
    )
    density = (_PEOPLE - rural) / urban_ha
    found: list[int | None] = []
    for area, kind in zip(areas_ha, kinds, strict=True):
        if kind == "planned":
            found.append(None)
        else:
            found.append(_tens(area * (_VILLAGE_PEOPLE_HA if kind == "village" else density)))
    left = _PEOPLE - sum(each or 0 for each in found)
    largest_first = sorted(range(len(areas_ha)), key=lambda i: -areas_ha[i])
    for i in [i for i in largest_first if kinds[i] in {"urban", "resettlement"}][: abs(left) // 10]:
        found[i] = (found[i] or 0) + (10 if left > 0 else -10)
    return found


def _tens(value: float) -> int:
    return round(value / 10) * 10


@cache
def residential() -> gpd.GeoDataFrame:
    """Return the layer of residential land, in metres; `successors` tells of ids that are gone."""
    old = before("residential")
    blocks_, rows = town_homes(), [home for _, home in hamlets()]
    homes = [*blocks_, *rows]
    shapes = [each.shape for each in homes]
    names = ids_of(shapes, [each.quarter for each in homes], old.geometry)
    people = _people([e.kind for e in homes], [e.shape.area / 10_000 for e in homes])
    table = [
        {
            "id": name,
            "kind": home.kind,
            "population": count,
            "basis": "schematic",
            "accuracy_m": home.accuracy_m,
        }
        | _told(home, name)
        for home, name, count in zip(homes, names, people, strict=True)
    ]
    frame = gpd.GeoDataFrame(pd.DataFrame(table), geometry=shapes, crs=old.crs)
    return frame.astype({"population": "Int64"})
