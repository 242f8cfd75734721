"""Publish the places behind a figure, so that the map can fetch them."""

import hashlib
import json
from collections import OrderedDict
from dataclasses import asdict
from threading import Lock
from typing import Any

import geopandas as gpd

from chedun_gis.analysis import Evidence
from chedun_gis.texts import Lang
from chedun_gis.town import once
from geo.files import to_geojson

_KEPT = 64


class Publisher:
    """The evidence published last, by the digest of its content."""

    def __init__(self) -> None:
        """Start with nothing published."""
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def publish(self, evidence: Evidence, lang: Lang) -> str:
        """Keep the evidence for the map to fetch and return its key."""
        content = json.dumps(_content(evidence, lang), ensure_ascii=False).encode()
        key = hashlib.blake2b(content, digest_size=12).hexdigest()
        with self._lock:
            self._kept[key] = content
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return key

    def content(self, key: str) -> bytes | None:
        """Return published evidence as JSON, or None when it is not (or no longer) kept."""
        with self._lock:
            return self._kept.get(key)


@once
def publisher() -> Publisher:
    """Return the publisher of this process."""
    return Publisher()


def _drawable(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the features without collections: rounding may leave areas with a stray line.

    Of a collection the areas are kept; one without any is nothing that can be seen.
    """
    kept = []
    for feature in features:
        geometry = feature["geometry"]
        if geometry["type"] == "GeometryCollection":
            areas = [part for part in geometry["geometries"] if part["type"].endswith("Polygon")]
            rings = [
                ring
                for part in areas
                for ring in (
                    part["coordinates"] if part["type"] == "MultiPolygon" else [part["coordinates"]]
                )
            ]
            geometry = {"type": "MultiPolygon", "coordinates": rings}
        if geometry["coordinates"]:
            kept.append(feature | {"geometry": geometry})
    return kept


def _content(evidence: Evidence, lang: Lang) -> dict[str, Any]:
    parts = []
    for part in evidence.parts:
        frame = part.frame[~part.frame.geometry.isna() & ~part.frame.geometry.is_empty]
        shown = gpd.GeoDataFrame(
            {"id": frame["id"].astype(str)}, geometry=frame.geometry, crs=frame.crs
        )
        columns = []
        if "name" in frame:
            shown["n"] = frame["name"]
            columns.append("n")
        symbol = asdict(part.symbol) | {
            "title": part.symbol.title[lang],
            "opacity": part.symbol.fill_opacity,
        }
        parts.append(
            {
                "title": part.title[lang],
                "edit": part.edit,
                "geometry": part.geometry,
                "symbol": symbol,
                "features": _drawable(json.loads(to_geojson(shown, columns))["features"]),
            }
        )
    pen = None if evidence.pen is None else asdict(evidence.pen)
    return {"title": evidence.title[lang], "parts": parts, "pen": pen}
