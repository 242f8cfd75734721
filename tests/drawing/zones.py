"""Draw the zones along the roads and rivers that are drawn, where one runs beside their edge."""

from functools import cache
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely
from shapely import Polygon
from shapely.ops import substring

from tests.drawing.facts import anchors, before, town
from tests.drawing.rivers import river_lines
from tests.drawing.roads import roads

_OUTSIDE: Final = "zone-songjiang-hub"
_LIANDO: Final = "zone-liando-u"
# An edge is on a line that is this near, and is moved to one across land no wider than that.
_ON_M: Final = 16.0
_WIDE_M: Final = 170.0
_LEAST_SHARE: Final = 0.18
_MOST_STEPS: Final = 40
_NARROW_M: Final = 10.0
_FRONT_M: Final = 420.0


@cache
def _lines() -> shapely.Geometry:
    """Return what bounds a zone on the ground: roads that are there, rivers, the town's edge."""
    there = roads()
    there = there[there["stage"].isin(["completed", "under_construction"])]
    there = there[~there["id"].str.contains("ramps|husuhu|line22")]
    return shapely.union_all(
        [*there.geometry, *river_lines().values(), town().boundary, town().buffer(-3).boundary]
    )


@cache
def _beside(distance_m: float) -> shapely.Geometry:
    return _lines().buffer(distance_m, quad_segs=2)


def _free(shape: shapely.Geometry) -> shapely.Geometry:
    """Return of an outline what runs along nothing that is drawn."""
    return shapely.difference(shape.boundary, _beside(_ON_M))


def _moved(zone: shapely.Geometry) -> shapely.Geometry:
    """Return a zone with its free edges moved to the lines beside them, the narrowest land first.

    Land between an edge and a line is taken in where it is outside, left out where it is inside.
    """
    around = zone.buffer(2 * _WIDE_M)
    near = shapely.intersection(_lines(), around)
    on_near = shapely.intersection(_beside(1), around)
    inner = town().buffer(1)
    for _ in range(_MOST_STEPS):
        free = _free(zone)
        if free.length < _WIDE_M:
            break
        edges = shapely.node(shapely.union(near, zone.boundary))
        land = [
            each
            for each in shapely.get_parts(shapely.polygonize(shapely.get_parts(edges)))
            if each.distance(free) < 1
            and each.buffer(-_WIDE_M / 2).is_empty
            and _between(each, free.buffer(1), on_near)
            and inner.contains(each)
        ]
        if not land:
            break
        least = min(land, key=lambda each: each.area)
        inside = zone.contains(least.representative_point())
        change = shapely.difference if inside else shapely.union
        after = _whole(change(zone, least.buffer(0.01)))
        if after.equals(zone):
            break
        zone = after
    return zone


def _between(land: Polygon, free: shapely.Geometry, lines: shapely.Geometry) -> bool:
    """Tell whether a strip of land lies between a free edge and a line."""
    edge = land.boundary
    on_free = shapely.intersection(edge, free).length / edge.length
    on_line = shapely.intersection(edge, lines).length / edge.length
    return min(float(on_free), float(on_line)) >= _LEAST_SHARE


def _whole(shape: shapely.Geometry) -> shapely.Geometry:
    """Return an area without needles, crumbs or slits."""
    opened = shape.buffer(-_NARROW_M, join_style="mitre").buffer(_NARROW_M, join_style="mitre")
    parts = [
        Polygon(each.exterior, [r for r in each.interiors if Polygon(r).area > 10_000])
        for each in shapely.get_parts(opened)
        if each.area > 10_000
    ]
    return shapely.union_all(parts)


def _liando() -> shapely.Geometry:
    """Return Liando U Valley at its anchor, as large as it was, along Beisong Highway."""
    area, place = before("zones").geometry[_LIANDO].area, anchors()["liando-u"].point
    line = roads().set_index("id").geometry["road-beisong"]
    along = line.project(place)
    edge = substring(line, along - _FRONT_M / 2, along + _FRONT_M / 2)
    low, high = 20.0, 2_000.0
    for _ in range(40):
        deep = (low + high) / 2
        land = edge.buffer(-deep, cap_style="flat", single_sided=True)
        found = shapely.intersection(land, town().buffer(-3))
        low, high = (deep, high) if found.area < area else (low, deep)
    return found


@cache
def zone_shapes() -> dict[str, shapely.Geometry]:
    """Return the outline of each zone by its id."""
    found = {}
    for name, old in before("zones").geometry.items():
        if name == _OUTSIDE:
            found[name] = old
        else:
            found[name] = _moved(_liando() if name == _LIANDO else old)
    return found


def zones() -> gpd.GeoDataFrame:
    """Return the layer of zones, in metres."""
    old, shapes = before("zones"), zone_shapes()
    rows = []
    for name in shapes:
        row = old.loc[name].drop("geometry").to_dict()
        rows.append(row | (_LIANDO_FACT if name == _LIANDO else {}))
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=list(shapes.values()), crs=old.crs)


_LIANDO_FACT: Final = {
    "source": "public-web-points",
    "accuracy_m": 500,
    "date": "2022-04",
    "fact_zh": "点位 121.29599, 31.0143（北松公路、北闵路西南侧，±300 m）；范围为示意",
    "fact_en": "a point at 121.29599, 31.0143 (south-west of Beisong Highway and Beimin Rd, "
    "±300 m); the outline is a sketch",
}
