"""A toy town in metres, whose profiles can be worked out by hand.

north 1000 ┌──────────────┬────────────┬─┐
           │ zone A       │ zone B     │D│   A 0–1000, B 800–1800 (industrial), C 900–1100
           │              │            │ │   by 0–500 (industrial), D 1900–2000 by 900–1000
         0 └──────────────┴────────────┴─┘   the town is 0–2000 by 0–1000
"""

from itertools import count
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely import LineString, Point, box

from chedun_gis.town import Loaded, Town, TownPart, open_town, schema_of, with_parts
from layers import LAYERS
from tests.conftest import PLACE

X, Y = 624_000, 3_435_000


def place(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """Move a shape from the toy's own metres to the town's."""
    return None if shape is None else shapely.transform(shape, lambda xy: xy + np.array([X, Y]))


def features(layer: str, *rows: dict[str, Any]) -> gpd.GeoDataFrame:
    """Return features of a layer with all of its columns; `at` is the shape."""
    names = [column.name for column in schema_of(LAYERS[layer], PLACE).columns]
    plain: dict[str, Any] = dict.fromkeys(names)
    plain |= {"source": "osm", "basis": "schematic", "accuracy_m": 100.0}
    filled = [plain | {"name_zh": row["id"], "name_en": row["id"]} | row for row in rows]
    data = {name: [row[name] for row in filled] for name in names}
    shapes = [place(row["at"]) for row in filled]
    return gpd.GeoDataFrame(data, geometry=shapes, crs=PLACE.metric_crs)


def zone(name: str, kind: str, at: shapely.Polygon, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    """Return a zone; none but those that say so are in the bus target."""
    return {"id": name, "kind": kind, "at": at, "stage": "planned", "bus_target": False} | more


def project(name: str, stage: str, known: str, zone_id: str | None, at: object) -> dict[str, Any]:
    """Return a project; `known` is how its place is known."""
    return {"id": name, "stage": stage, "location_type": known, "zone_id": zone_id, "at": at}


def segment(name: str, river: str, target: str, at: LineString, **more: str) -> dict[str, Any]:
    """Return a stretch of a river."""
    row = {"id": name, "river_id": river, "river_zh": river, "river_en": river}
    return (
        row
        | {"target_class": target, "target_basis": "assumed", "water_kind": "river", "at": at}
        | more
    )


def layers() -> dict[str, gpd.GeoDataFrame]:
    """Return every layer that a profile reads."""
    return {
        "town_boundary": features("town_boundary", {"id": "town", "at": box(0, 0, 2000, 1000)}),
        "zones": features(
            "zones",
            zone("A", "film_town", box(0, 0, 1000, 1000), bus_target=True, plan_ref="6.1"),
            zone("B", "industrial", box(800, 0, 1800, 1000)),
            zone("C", "industrial", box(900, 0, 1100, 500)),
            zone("D", "village", box(1900, 900, 2000, 1000), basis="surveyed", accuracy_m=1.0),
        ),
        # 400 m wide: 300 to 700 north; the town ends it at 2000 east.
        "belts": features(
            "belts",
            {
                "id": "road-belt",
                "kind": "industry",
                "stage": "planned",
                "width_m": 400.0,
                "at": LineString([(0, 500), (3000, 500)]),
            },
        ),
        "corridors": features("corridors"),
        "residential": features(
            "residential",
            {"id": "h1", "kind": "urban", "at": box(0, 0, 100, 100), "accuracy_m": 20.0},
            {"id": "h2", "kind": "urban", "at": box(950, 900, 1050, 1000), "accuracy_m": 20.0},
            {"id": "h3", "kind": "village", "at": box(500, 400, 600, 500)},
        ),
        "parks": features(
            "parks",
            {
                "id": "p1",
                "kind": "community",
                "stage": "completed",
                "at": box(0, 550, 100, 650),
                "accuracy_m": 30.0,
            },
        ),
        "river_segments": features(
            "river_segments",
            segment("r1-1", "r1", "4", LineString([(0, 800), (2000, 800)])),
            segment("r1-2", "r1", "4", LineString([(500, 0), (500, 300)])),
            segment("r2-1", "r2", "3", LineString([(1200, 0), (1200, 1000)])),
            segment(
                "lake",
                "lake",
                "none",
                LineString(box(100, 100, 200, 200).exterior),
                water_kind="lake",
            ),
        ),
        "projects": features(
            "projects",
            project("exact", "completed", "exact", None, Point(500, 500)),
            project("by-plan", "planned", "approximate", "A", Point(1500, 100)),
            project("in-A", "planned", "area", "A", Point(10, 10)),
            project("in-B", "planned", "area", "B", Point(850, 50)),
            project("in-D", "planned", "area", "D", Point(20, 20)),
            project("no-zone", "pilot", "area", None, Point(500, 100)),
            project("east", "contracted", "exact", None, Point(1500, 500)),
            project("nowhere", "planned", "not_located", None, None),
        ),
        "bus_stops": features(
            "bus_stops",
            {"id": "s1", "lines": "甲路、乙路", "at": Point(500, 500), "basis": "open_data"},
            {"id": "s2", "lines": "乙路、夜线", "at": Point(1600, 500), "basis": "open_data"},
            {"id": "s3", "lines": "夜线", "at": Point(300, 300), "basis": "open_data"},
        ),
    }


_SERVICES = ("甲路", "regular"), ("乙路", "regular"), ("夜线", "night")


def toy_town(frames: dict[str, gpd.GeoDataFrame]) -> Town:
    """Return a town whose layers are given, not read."""
    services = tuple({"line": line, "route": line, "kind": kind} for line, kind in _SERVICES)
    given: dict[str, Any] = {
        layer: Loaded(LAYERS[layer], frame, []) for layer, frame in frames.items()
    }
    given["bus_services"] = services
    parts = {
        name: TownPart(f"toy-{name}-{next(_NUMBERS)}", lambda value=value: value)  # type: ignore[misc]
        for name, value in given.items()
    }
    return with_parts(open_town(), parts)


_NUMBERS = count()
