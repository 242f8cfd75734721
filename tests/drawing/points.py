"""Place what is known as a point: facilities, compounds, villages, and two projects."""

import re
from typing import Final

import geopandas as gpd
import pandas as pd
from shapely import Point

from tests.drawing.facts import METRIC, anchors, before, facts
from tests.drawing.zones import zone_shapes

_DOUBT: Final = {
    "doubt_zh": "可能已停办；核实前不计入服务半径",
    "doubt_en": "may have closed; does not count towards a service radius until it is verified",
}


def facilities() -> gpd.GeoDataFrame:
    """Return the layer of facilities: the ones known before, and those of the facts."""
    old = before("facilities")
    new = facts("facilities")
    rows = {str(name): row.to_dict() | {"date": "2025-08"} for name, row in old.iterrows()}
    points = dict(old.geometry)
    for each in new:
        doubt = _DOUBT if each["may_be_closed"] == "1" else {}
        values = ("id", "name_zh", "name_en", "kind", "date", "source")
        rows[each["id"]] = (
            {name: each[name] for name in values}
            | {"stage": "completed", "basis": "open_data", "accuracy_m": each.accuracy_m}
            | doubt
        )
        points[each["id"]] = each.point
    return _frame(list(rows.values()), [points[name] for name in rows])


def compounds() -> gpd.GeoDataFrame:
    """Return the layer of compounds: a point each, its kind a guess."""
    rows = [
        {
            "id": f"compound-{slug(each['name_en'])}",
            "name_zh": each["name_zh"],
            "name_en": each["name_en"],
            "kind": each["kind"],
            "listed_2022": each["listed_2022"] == "1",
            "agreeing": int(each["agreeing"]),
        }
        | _web(each.accuracy_m)
        for each in facts("compounds")
    ]
    return _frame(rows, [each.point for each in facts("compounds")])


def villages() -> gpd.GeoDataFrame:
    """Return the layer of villages: where maps write their names."""
    rows = [
        {
            "id": f"village-{slug(each['name_en'].removesuffix(' Village'))}-name",
            "name_zh": each["name_zh"],
            "name_en": each["name_en"],
        }
        | _web(each.accuracy_m)
        for each in facts("villages")
    ]
    return _frame(rows, [each.point for each in facts("villages")])


def projects() -> gpd.GeoDataFrame:
    """Return the layer of projects: two at their anchors, those known by a zone anywhere in it."""
    frame = before("projects").copy()
    for name, (point, values) in _placed().items():
        for column, value in values.items():
            frame.loc[name, column] = value
        frame.loc[name, "geometry"] = point
    areas = frame[frame["location_type"] == "area"]
    for name, row in areas.iterrows():
        zone = zone_shapes()[row["zone_id"]]
        inner = zone.buffer(-30)
        spot = row.geometry if inner.contains(row.geometry) else inner.representative_point()
        frame.loc[name, "geometry"] = spot
        reach = spot.hausdorff_distance(zone)
        frame.loc[name, "accuracy_m"] = max(int(-(-reach // 100) * 100), 100)
    return frame.reset_index(drop=True)


def _placed() -> dict[str, tuple[Point, dict[str, object]]]:
    west, east = (anchors()[each].point for each in ("film-park-west", "film-park-east"))
    web = {"location_type": "approximate", "basis": "schematic"}
    return {
        "project-film-park-2": (
            Point((west.x + east.x) / 2, (west.y + east.y) / 2),
            web | {"source": "mit-poi-2020", "accuracy_m": 400, "date": "2020"},
        ),
        "project-wolly-hotel": (
            anchors()["wolly-hotel"].point,
            web | {"source": "public-web-points", "accuracy_m": 300, "date": "2022-04"},
        ),
    }


def _web(accuracy_m: float) -> dict[str, object]:
    return {
        "source": "public-web-points",
        "basis": "open_data",
        "accuracy_m": accuracy_m,
        "date": "2026-11",
    }


def _frame(rows: list[dict[str, object]], points: list[Point]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=points, crs=METRIC)


def slug(name: str) -> str:
    """Return a name as an id: small letters and figures, a dash between."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "").replace("ü", "u")).strip("-")
