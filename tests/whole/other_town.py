"""An invented town of 4 km by 4 km at 117.2° E, 36.6° N, with all that its folder holds.

Everything is laid out in metres of EPSG:4548 (117° E) from `X`, `Y`, and written in degrees:

north 4000 ┌──────────────────────────────┐
           │                  far   P     │   far 3000–3400, P (planned park) 3400–3600
           │                              │
           │   near and far are homes of 400 m by 400 m, the park stands beside the near ones
           │near park  ·stop              │
         0 └──────────────────────────────┘
"""

from pathlib import Path
from typing import Any

import pyproj
import shapely
from shapely import LineString, Point, box

from layers import LAYERS
from tests.conftest import feature, write_geojson

CRS = "EPSG:4548"
X, Y = 517_000.0, 4_051_000.0
_TO_DEGREES = pyproj.Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)

TOWN = """
name = { zh = "柳河镇", en = "Willow Town" }
short_name = { zh = "柳河镇", en = "Willow" }
code = "370100001"
metric_crs = "EPSG:4548"
extent_deg = [116.9, 36.4, 117.6, 36.8]
bounds_deg = [117.18, 36.58, 117.24, 36.64]
centre_deg = [117.21, 36.61]
zoom = 12
map_name = "柳河镇, 青山市"
credits = { zh = "柳河镇测绘队", en = "Willow surveyors" }
featured = ["zones:zone-centre", "zones:zone-that-is-not-there"]
"""
SOURCES = """
[[source]]
id = "willow-survey"
title = { zh = "柳河镇测绘成果", en = "Willow survey" }
date = "2026-10"
licence = { zh = "内部使用", en = "internal use" }
attribution = "柳河镇测绘队 2026"
"""
RULES = """
[[rule_set]]
id = "willow-plan"
of_plan = true
indicator = "park"
title = { zh = "柳河规划", en = "Willow plan" }
standard = { zh = "柳河镇规划", en = "Willow plan" }
clause = "3.1"
certainty = "V"
denominator = "built-urban"
threshold = { share = 1.0 }
[[rule_set.class]]
radius_m = 500

[[rule_set]]
id = "willow-plan"
of_plan = true
indicator = "bus"
title = { zh = "柳河规划：三条线路", en = "Willow plan: three lines" }
standard = { zh = "柳河镇规划", en = "Willow plan" }
clause = "4.2"
certainty = "V"
denominator = "zone"
min_lines = 3
[[rule_set.class]]
radius_m = 500
"""
TABLES = {
    "bus_services": "line,route,kind,basis\n1路,1路,regular,stated\n2路,2路,regular,stated\n",
    "project_effects": (
        "project,indicator,layer,feature,date,source\n"
        "the-park,community-parks,parks,park-planned,2026,柳河镇规划\n"
    ),
}
PLAN = """
name = { zh = "柳河规划", en = "Willow plan" }
first_year = 2024
last_year = 2028
base_year = 2023
[[chapter]]
clause = "3"
title = { zh = "公园", en = "Parks" }
[[chapter]]
clause = "4"
"""
PLAN_TABLES = {
    "indicators": (
        "id,name_zh,name_en,unit,unit_zh,target,target_text_zh,target_text_en,"
        "sense,nature,kind,plan_ref,note_zh,note_en,rule\n"
        "park-500m,公园覆盖,Park coverage,%,%,100,全覆盖,all,at_least,unspecified,spatial,3.1,,,"
        "park:willow-plan\n"
        "bus-two-lines,公交线路,Bus lines,lines,条,3,3条,3 lines,at_least,unspecified,spatial,4.2,"
        ",,bus:willow-plan\n"
        "community-parks,建设公园,Parks built,parks,座,1,1座,1 park,at_least,unspecified,spatial,"
        "3.1,,,\n"
    ),
    "projects": "layer,id,clause,target_year,target_zh,target_en\nprojects,the-park,3.1,2027,,\n",
}
FILES = {"town.toml": TOWN, "sources.toml": SOURCES, "rule_sets.toml": RULES}

HOMES, FAR = box(0, 0, 400, 400), box(3000, 3000, 3400, 3400)
PARK, PLANNED = box(400, 0, 600, 400), box(3400, 3000, 3600, 3400)


def degrees(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a shape of the town's own metres in WGS84 degrees."""
    return shapely.transform(
        shape,
        lambda xy: shapely.get_coordinates(
            shapely.points(*_TO_DEGREES.transform(xy[:, 0] + X, xy[:, 1] + Y))
        ),
    )


def _features() -> dict[str, list[tuple[str, shapely.Geometry | None, dict[str, Any]]]]:
    across = LineString([(0, 2000), (4000, 2000)])
    return {
        "town_boundary": [("town", box(0, 0, 4000, 4000), {"code": "370100001"})],
        "zones": [
            ("zone-centre", box(0, 0, 1000, 1000), {"kind": "settlement", "bus_target": True})
        ],
        "residential": [
            ("near", HOMES, {"kind": "urban", "population": 320}),
            ("far", FAR, {"kind": "urban", "population": 320}),
        ],
        "parks": [
            ("park-open", PARK, {"kind": "community", "stage": "completed"}),
            ("park-planned", PLANNED, {"kind": "community", "stage": "planned"}),
        ],
        "bus_stops": [("stop", Point(500, 500), {"lines": "1路、2路", "line_count": 2})],
        "bus_lines": [
            (name, across, {"line": name, "route": name, "kind": "regular"})
            for name in ("1路", "2路")
        ],
        "roads": [("road", across, {"kind": "local"})],
        "river_segments": [("river", LineString([(2000, 0), (2000, 4000)]), {})],
        "belts": [("belt", across, {"width_m": 200})],
        "corridors": [("corridor", across, {"width_m": 100})],
        "compounds": [("willow-court", Point(300, 250), {})],
        "villages": [("willow-village", Point(3000, 900), {})],
        "facilities": [("clinic", Point(200, 200), {})],
        "projects": [
            (
                "the-park",
                None,
                {
                    "stage": "planned",
                    "location_type": "not_located",
                    "indicators": "park-500m、community-parks",
                },
            )
        ],
    }


def write_town(folder: Path) -> Path:
    """Write the folder of the invented town and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {"source": "willow-survey", "basis": "surveyed", "accuracy_m": 1.0}
    for layer_id, rows in _features().items():
        layer = LAYERS[layer_id]
        features = [
            feature(layer, name, geometry=_geometry(shape), **made, **values)
            for name, shape, values in rows
        ]
        write_geojson(folder / layer.file, features)
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    plan = folder / "plans" / "w1"
    plan.mkdir(parents=True, exist_ok=True)
    (plan / "plan.toml").write_text(PLAN, encoding="utf-8")
    for name, text in PLAN_TABLES.items():
        (plan / f"{name}.csv").write_text(text, encoding="utf-8")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _geometry(shape: shapely.Geometry | None) -> dict[str, Any] | None:
    return None if shape is None else dict(shapely.geometry.mapping(degrees(shape)))
