"""Name the places behind a figure, so that the map can draw them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

import geopandas as gpd

from geo.files import feature_texts
from layers import Geometry, Symbol, Text


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """One kind of place: a frame in metres with `id`, and how it is drawn.

    A column `name` is shown when the pointer rests on a place. `edit` names the layer whose
    features these are, where they may be changed on the map.
    """

    title: Text
    geometry: Geometry
    symbol: Symbol
    frame: gpd.GeoDataFrame
    edit: str = ""


@dataclass(frozen=True, slots=True)
class Pen:
    """What is drawn on the map: features of `layer`; edits up to number `done` are in the places.

    Edits are numbered from 1 by the map that `token` names. The map goes once to `bounds_deg`
    (west, south, east, north), where they are given.
    """

    layer: str
    token: str = ""
    done: int = 0
    bounds_deg: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The places behind a figure, bottom first; with a `pen`, on a map that is drawn on.

    `name` is another one for every other state of the places, where somebody knows it: then nobody
    has to look at each of them to tell.
    """

    title: Text
    parts: tuple[EvidencePart, ...]
    pen: Pen | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """One kind of place as the map draws it: its GeoJSON features, as the text of a list."""

    title: Text
    geometry: Geometry
    symbol: Symbol
    features: str
    edit: str = ""


@dataclass(frozen=True, slots=True)
class DrawnEvidence:
    """Evidence as the map draws it, in either language: nothing is left to be worked out."""

    title: Text
    parts: tuple[DrawnPart, ...]
    pen: Pen | None = None


def drawn(evidence: Evidence) -> DrawnEvidence:
    """Return evidence as the map draws it; places without a shape are left out."""
    parts = tuple(
        DrawnPart(part.title, part.geometry, part.symbol, drawn_features(part.frame), part.edit)
        for part in evidence.parts
    )
    return DrawnEvidence(evidence.title, parts, evidence.pen)


def drawn_features(frame: gpd.GeoDataFrame) -> str:
    """Return the places of a frame as the text of a list of GeoJSON features, by `id`.

    A column `name` is their property `n`; what has no shape is left out.
    """
    return listed(drawn_lines(frame))


def drawn_lines(frame: gpd.GeoDataFrame) -> list[tuple[str, str]]:
    """Return the id and the text of each place, in the order of the frame; see `drawn_features`."""
    there = frame[~frame.geometry.isna() & ~frame.geometry.is_empty]
    ids = [str(each) for each in there["id"]]
    columns = {"id": ids} | ({"n": list(there["name"])} if "name" in there else {})
    shown = gpd.GeoDataFrame(columns, geometry=there.geometry.to_numpy(), crs=there.crs)
    texts = feature_texts(shown, [name for name in columns if name != "id"])
    lines = zip(ids, map(_drawable, texts), strict=True)
    return [(each, text) for each, text in lines if text]


def listed(lines: Iterable[tuple[str, str]]) -> str:
    """Return places that are written already as the text of a list, sorted by their ids."""
    return f"[{','.join(text for _, text in sorted(lines, key=itemgetter(0)))}]"


def _drawable(written: str) -> str:
    """Return a feature without collections: rounding may leave areas with a stray line.

    Of a collection the areas are kept; one without any is nothing that can be seen: "".
    """
    if '"GeometryCollection"' not in written and '"coordinates":[]' not in written:
        return written
    feature = json.loads(written)
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
    if not geometry["coordinates"]:
        return ""
    found = feature | {"geometry": geometry}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
