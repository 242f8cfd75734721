"""Draw the roads: pieces on piers and bridges as they are known, sketches through their anchors."""

from functools import cache
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely
from shapely import LineString, MultiLineString, Point

from tests.drawing.curves import smooth, tidy
from tests.drawing.facts import anchors, at, before, elevated

_OSM: Final = {"source": "osm", "basis": "open_data", "accuracy_m": 20, "date": "2026-07-28"}
_SKETCH: Final = {"source": "sketch-2026", "basis": "schematic"}
# How far either side of a centreline no home stands, by the kind of road.
CLEAR_M: Final = {"expressway": 32.0, "arterial": 20.0, "local": 11.0, "railway": 30.0}
# And this far from where a road ends.
_END_M: Final = 8.0
_NEAR_M: Final = 900.0
_SAME_M: Final = 60.0


def _pieces(name: str, kind: str) -> list[LineString]:
    """Return the pieces of a road, of two carriageways side by side the first."""
    found: list[LineString] = []
    for each, of_kind, line in elevated():
        if (each, of_kind) == (name, kind) and all(
            line.hausdorff_distance(other) > _SAME_M for other in found
        ):
            found.append(line)
    return found


def _around(lines: list[LineString], east_deg: tuple[float, float]) -> list[LineString]:
    west, east = at(east_deg[0], 31.0).x, at(east_deg[1], 31.0).x
    return [line for line in lines if west <= line.centroid.x <= east]


def _extent() -> shapely.Geometry:
    """Return how far the roads of before went: no piece of today's is drawn beyond."""
    return shapely.box(*before("roads").total_bounds)


def _links(whole: LineString, known: list[LineString]) -> shapely.Geometry:
    """Return what of a road is between its known pieces, as it was sketched before."""
    ends = sorted(
        tuple(sorted((whole.project(Point(line.coords[0])), whole.project(Point(line.coords[-1])))))
        for line in known
    )
    parts, so_far = [], 0.0
    for start, end in [*ends, (whole.length, whole.length)]:
        if start - so_far > 1:
            parts.append(shapely.ops.substring(whole, so_far, start))
        so_far = max(so_far, end)
    return MultiLineString(parts)


@cache
def _drawn() -> dict[str, tuple[dict[str, object], shapely.Geometry]]:
    """Return what is drawn anew or for the first time: values and line by id."""
    old = before("roads")
    g15 = [line for line in _pieces("沈海高速", "expressway") if _extent().intersects(line)]
    ramps = _pieces("其他高架高速", "expressway")
    (bridge,) = _pieces("松浦大桥", "urban")
    (jianchuan,) = _pieces("剑川路", "urban")
    songwei = [line for line in _pieces("松卫北路", "urban") if line.length > _NEAR_M]
    s32 = shapely.intersection(_pieces("申嘉湖高速", "expressway")[0], _extent())
    g15_kept = [shapely.intersection(line, _extent()) for line in g15]
    west = Point(min(jianchuan.coords))
    return {
        "road-g15": (
            _OSM
            | _named("G15沈海高速（高架与桥梁段）", "G15 Shenyang-Haikou Expressway (on piers)")
            | _known("桥梁与高架段的中线", "centreline of bridges and piers"),
            MultiLineString(g15_kept),
        ),
        "road-g15-links": (
            _SKETCH
            | {"accuracy_m": 60, "kind": "expressway"}
            | _named("G15沈海高速（段间示意）", "G15, between the known pieces (sketch)"),
            _links(old.geometry["road-g15"], g15_kept),
        ),
        "road-s32": (_OSM | _known("高架全线，西行一幅", "on piers, one carriageway"), s32),
        "road-ramps-songwei": (
            _OSM
            | {"kind": "expressway"}
            | _named("S32匝道（松卫北路附近）", "S32 ramps near Songwei North Rd")
            | _known("高架匝道", "ramps on piers"),
            MultiLineString(_around(ramps, (121.24, 121.27))),
        ),
        "road-ramps-g15": (
            _OSM
            | {"kind": "expressway"}
            | _named("S32与G15之间的匝道", "Ramps between S32 and G15")
            | _known("高架匝道", "ramps on piers"),
            MultiLineString(_around(ramps, (121.28, 121.31))),
        ),
        "road-songpu-bridge": (
            _OSM
            | {"kind": "arterial"}
            | _named("松浦大桥", "Songpu Bridge")
            | _known("桥梁中线", "centreline of the bridge"),
            bridge,
        ),
        "road-songwei-bridge": (
            _OSM
            | {"kind": "arterial"}
            | _named("松卫北路（黄浦江桥）", "Songwei North Rd, Huangpu bridge")
            | _known("桥梁中线", "centreline of the bridge"),
            songwei[0],
        ),
        "road-jianchuan": (
            _OSM
            | {"kind": "arterial"}
            | _named("剑川路（高架段）", "Jianchuan Rd, on piers")
            | _known("高架中线", "centreline of the piers"),
            jianchuan,
        ),
        "road-maoting-jianchuan": (
            _known(
                "东端接剑川路高架段的西端（121.3289, 31.0044），其间走向未知",
                "its east end is where the piers of Jianchuan Rd begin (121.3289, 31.0044); "
                "the course between is not known",
            ),
            _bent_to(old.geometry["road-maoting-jianchuan"], west),
        ),
        "road-yingshi": (
            {"kind": "local", "source": "public-web-points", "basis": "schematic"}
            | {"accuracy_m": 50, "date": "2026-11"}
            | _named("影视路", "Yingshi Rd")
            | _known(
                "三个点位：" + "；".join(anchors()[each].place for each in _YINGSHI) + "（±20 m）",
                "three points: "
                + "; ".join(anchors()[each].place for each in _YINGSHI)
                + " (±20 m)",
            ),
            LineString([anchors()[each].point for each in _YINGSHI]),
        ),
        "road-yingwei": (
            {"accuracy_m": 150, "date": "2026-11"}
            | _known(
                "影维路6、60、100弄（±60—100 m）与北松公路路口（±20 m）；公交站“影佳路影维路”在 "
                "121.30703, 31.00974，与弄号走向不合，未解",
                "lanes 6, 60 and 100 (±60 to 100 m) and the junction with Beisong Highway "
                "(±20 m); the bus stop named Yingjia Rd / Yingwei Rd, at 121.30703, 31.00974, does "
                "not agree with the lanes",
            ),
            tidy(smooth([at(*each) for each in _YINGWEI])),
        ),
    }


_YINGSHI: Final = ("yingshi-west", "yingshi-middle", "yingshi-east")
_YINGWEI: Final = (
    (121.31205, 31.01673),
    (121.3119, 31.0148),
    (121.31165, 31.0125),
    (121.3117, 31.0108),
    (121.31119, 31.00982),
)


def _named(zh: str, en: str) -> dict[str, object]:
    return {"name_zh": zh, "name_en": en, "stage": "completed", "new_town_road": False}


def _known(zh: str, en: str) -> dict[str, object]:
    return {"fact_zh": zh, "fact_en": en}


def _bent_to(line: LineString, end: Point) -> LineString:
    """Return a line that leaves its course half way and ends at a point."""
    half = shapely.ops.substring(line, 0, 0.5, normalized=True)
    tail = [Point(each) for each in half.simplify(20).coords][-2:]
    bent = smooth([*tail, end])
    return tidy(LineString([*half.coords[:-1], *shapely.get_coordinates(bent)[1:]]))


_DATES: Final = {"songjiang-bus-2025": "2025-08", "osm": "2026-11"}


@cache
def roads() -> gpd.GeoDataFrame:
    """Return the layer of roads and railways, in metres."""
    old, drawn = before("roads"), _drawn()
    rows, shapes = [], []
    for name in dict.fromkeys([*old.index, *drawn]):
        values, line = drawn.get(name, ({}, None))
        row = old.loc[name].drop("geometry").to_dict() if name in old.index else {"id": name}
        rows.append(row | {"date": _DATES.get(str(row.get("source")))} | values)
        shapes.append(line if line is not None else old.geometry[name])
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=shapes, crs=old.crs)


@cache
def carriageways() -> shapely.Geometry:
    """Return the land of roads and railways that are there, verges included."""
    there = roads()
    there = there[there["kind"].isin(list(CLEAR_M)) & (there["stage"] != "planned")]
    widths = there["kind"].map(CLEAR_M)
    land = [*there.geometry.buffer(widths, cap_style="flat"), *there.geometry.buffer(_END_M)]
    return shapely.union_all(land)
