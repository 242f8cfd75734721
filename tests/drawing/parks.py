"""Draw the parks: three that are known of, and the sketches in green shapes of their old size."""

from functools import cache
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import LineString, Point, Polygon
from shapely.ops import substring

from tests.drawing.facts import anchors, at, before, facts, town
from tests.drawing.rivers import river_lines
from tests.drawing.roads import carriageways, roads

WATER_M: Final = 14.0
_HUANGPU_M: Final = 190.0
# A park keeps this far from what is known to be a compound.
_HOMES_M: Final = 110.0
COUNTRY: Final = "park-songnan-country"
_STRIPS: Final = {
    "park-17": "river-dongjing-2",
    "park-18": "river-r03-2",
    "park-19": "river-r10-2",
    "park-20": "river-r05-2",
}
_STRIP_M: Final = 26.0
# A green of which a street or a river cuts off more is sought elsewhere.
_ENOUGH: Final = 0.9
_RENAMED: Final = {"park-19": ("俞塘滨水绿地（示意）", "Yutang Riverside Green (sketch)")}


@cache
def water() -> shapely.Geometry:
    """Return the land of rivers and lake, banks included."""
    lines = river_lines()
    lake = Polygon(lines["river-huayang-lake"].coords)
    wide = [line.buffer(_HUANGPU_M) for name, line in lines.items() if "huangpu" in name]
    return shapely.union_all(
        [*(line.buffer(WATER_M) for line in lines.values()), lake.buffer(WATER_M), *wide]
    )


def round_shape(centre: Point, area_m2: float, *, seed: int, long: float = 1.35) -> Polygon:
    """Return an irregular round shape of an area: a green, or a hamlet."""
    rng = np.random.default_rng(seed)
    angle = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    bumps = np.zeros_like(angle)
    for n, part in ((2, 0.1), (3, 0.08), (5, 0.04)):
        bumps += part * np.sin(n * angle + rng.uniform(0, 2 * np.pi))
    radius = (1 + bumps)[:, None] * np.column_stack([long * np.cos(angle), np.sin(angle)])
    turn = rng.uniform(0, np.pi)
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    shape = Polygon(radius @ spin.T)
    scale = np.sqrt(area_m2 / shape.area)
    xy = shapely.get_coordinates(shape) * scale + [centre.x, centre.y]
    return shapely.simplify(Polygon(xy), 0.8)


def largest(shape: shapely.Geometry) -> Polygon:
    """Return the largest part of an area."""
    parts = [each for each in shapely.get_parts(shape) if each.geom_type == "Polygon"]
    return max(parts, key=lambda each: each.area, default=Polygon())


def clear(shape: shapely.Geometry, *taken: shapely.Geometry) -> Polygon:
    """Return the largest part of a shape that is in the town and free of what is taken."""
    free = shapely.intersection(shape, town().buffer(-3))
    for each in (carriageways(), water(), *taken):
        free = shapely.difference(free, each)
    return largest(free)


def _moved(centre: Point, radius_m: float) -> Point:
    """Return a place for a green near a point, off what is known to be homes."""
    xy = np.array([centre.x, centre.y])
    spots = np.array([(e.point.x, e.point.y) for e in facts("compounds") if e.accuracy_m <= 120])
    for _ in range(40):
        away = xy - spots
        gap = np.hypot(*away.T)
        near = int(np.argmin(gap))
        short = radius_m + _HOMES_M - gap[near]
        if short <= 0:
            break
        xy = xy + away[near] / max(gap[near], 1) * short
    return Point(xy)


def _green(name: str, old: shapely.Geometry, seed: int) -> Polygon:
    if name in _STRIPS:
        return _strip(river_lines()[_STRIPS[name]], old)
    if name == "park-21":
        return _bank(old)
    radius = float(np.sqrt(old.area / np.pi))
    centre = _moved(old.representative_point(), radius)
    # What a street or a river cuts off is made up for.
    for grown in (1.0, 1.25, 1.5, 1.9, 2.4):
        found = clear(round_shape(centre, old.area * grown, seed=seed))
        if found.area >= _ENOUGH * old.area:
            break
    return found


def _strip(line: LineString, old: shapely.Geometry) -> Polygon:
    """Return a green strip on one bank, as large and as near to where it was as can be."""
    there = line.project(old.representative_point())
    half = old.area / _STRIP_M / 2 * 1.1
    places = np.arange(half, line.length - half, 40)
    best = Polygon()
    for along in sorted(places, key=lambda each: abs(each - there)):
        part = substring(line, along - half, along + half)
        for side in (1, -1):
            band = part.buffer(side * (WATER_M + _STRIP_M), cap_style="flat", single_sided=True)
            found = clear(band)
            if found.area >= _ENOUGH * old.area:
                return found
            best = max(best, found, key=lambda each: each.area)
    return best


def _bank(old: shapely.Geometry) -> Polygon:
    """Return a green along the great river, as large as it was and about where."""
    line = shapely.line_merge(
        shapely.union_all([g for n, g in river_lines().items() if "huangpu" in n])
    )
    along = line.project(old.representative_point())
    low, high = 100.0, 2_500.0
    for _ in range(40):
        half = (low + high) / 2
        part = substring(line, along - half, along + half)
        found = clear(part.buffer(_HUANGPU_M + 210, cap_style="flat"))
        low, high = (half, high) if found.area < old.area else (low, half)
    return found


def _line_of(road: str) -> shapely.Geometry:
    return roads().set_index("id").geometry[road]


@cache
def country_park() -> Polygon:
    """Return the first phase of the country park, its villages not yet cut out.

    The town's land between Tamin Rd (with the S32 above it), Songwei North Rd, the great river and
    the western edge: that is where it is said to be, and as large as it is said to be.
    """
    west, south, _, _ = town().bounds
    east = shapely.get_coordinates(_line_of("road-songweibei"))
    east = east[np.argsort(east[:, 1])]
    corner = at(121.26, 30.9832).y
    ring = [(west, south), *map(tuple, east[east[:, 1] < corner]), (east[-1][0], corner)]
    land = shapely.make_valid(Polygon([*ring, (west, corner)]))
    roads_north = [_line_of(each).buffer(24) for each in ("road-tamin", "road-s32")]
    land = shapely.difference(shapely.intersection(land, town().buffer(-3)), great_river())
    whole = largest(shapely.difference(land, shapely.union_all(roads_north)))
    return shapely.intersection(shapely.simplify(whole, 4), town().buffer(-1))


def great_river() -> shapely.Geometry:
    """Return the great river, its banks included."""
    lines = [g for n, g in river_lines().items() if "huangpu" in n]
    return shapely.union_all([each.buffer(_HUANGPU_M / 2) for each in lines])


@cache
def green() -> dict[str, Polygon]:
    """Return the outline of every park by its id, the country park with its villages in it."""
    old = before("parks").geometry
    found = {name: _green(name, shape, i) for i, (name, shape) in enumerate(old.items())}
    found["park-beisong-yingwei"] = clear(
        round_shape(anchors()["park-beisong-yingwei"].point, 4_500, seed=77, long=1.2)
    )
    found["park-dongjing-greenway"] = _greenway()
    found[COUNTRY] = country_park()
    return found


def _greenway() -> Polygon:
    """Return the strips on both banks of Dongjing Gang north of Beisong Highway, in the town."""
    line = river_lines()["river-dongjing-1"]
    beisong = at(121.2557, 31.0042).y
    north = shapely.intersection(line, shapely.box(0, beisong, 1e7, 1e7))
    return largest(
        shapely.intersection(north.buffer(WATER_M + 18, cap_style="flat"), town().buffer(-3))
    )


_KNOWN: Final[dict[str, dict[str, object]]] = {
    COUNTRY: {
        "name_zh": "松南郊野公园一期（米市渡，范围示意）",
        "name_en": "Songnan Country Park, phase one (Mishidu, outline sketched)",
        "kind": "country",
        "stage": "completed",
        "source": "songjiang-district",
        "accuracy_m": 800,
        "date": "2018-12-31",
        "fact_zh": "一期5.07 km²，2018-12-31起免费开放；未公布边界，"
        "按塔闵路、松卫北路、黄浦江与镇界描绘",
        "fact_en": "phase one 5.07 km², open and free since 2018-12-31; no outline is published, "
        "drawn between Tamin Rd, Songwei North Rd, the Huangpu and the town's edge",
    },
    "park-beisong-yingwei": {
        "name_zh": "北松公路影维路西南侧的公园（名称未知）",
        "name_en": "Park south-west of Beisong Highway and Yingwei Rd (name not known)",
        "kind": "pocket",
        "stage": "completed",
        "source": "public-web-points",
        "accuracy_m": 160,
        "date": "2026-09-13",
        "fact_zh": "点位 121.3116, 31.0163（±120 m）；名称、大小未知，所画大小为假定",
        "fact_en": "a point at 121.3116, 31.0163 (±120 m); name and size not known, the size drawn "
        "is assumed",
    },
    "park-dongjing-greenway": {
        "name_zh": "洞泾港生态廊道绿地（北松公路以北，范围示意）",
        "name_en": "Dongjing Gang greenway (north of Beisong Highway, outline sketched)",
        "kind": "specialised",
        "stage": "under_construction",
        "source": "songjiang-district",
        "accuracy_m": 400,
        "date": "2022-09-02",
        "fact_zh": "三期工程：卖新公路至北松公路两岸步道7.5 km、新种绿化约11万 m²，"
        "2022-07在建；本图只画镇内一段，位置随示意河道",
        "fact_en": "third phase: 7.5 km of paths and some 110,000 m² of planting on both "
        "banks from Maixin Highway to Beisong Highway, under construction in 2022-07; drawn is "
        "what is in the town, along the sketched river",
    },
}


def parks(villages: shapely.Geometry) -> gpd.GeoDataFrame:
    """Return the layer of parks, in metres; of the country park the villages in it are cut out."""
    old = before("parks")
    rows, shapes = [], []
    for name, shape in green().items():
        if name in _KNOWN:
            row: dict[str, object] = {"id": name, "basis": "schematic"} | _KNOWN[name]
        else:
            row = old.loc[name].drop("geometry").to_dict()
            zh, en = _RENAMED.get(name, (row["name_zh"], row["name_en"]))
            row |= {"name_zh": zh, "name_en": en}
        rows.append(row)
        shapes.append(shapely.difference(shape, villages) if name == COUNTRY else shape)
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=shapes, crs=old.crs)
