"""Fit the geometries of a file to what a layer holds, and report everything that was done."""

from collections.abc import Iterator
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo import Problem
from layers import Layer

_DIMENSION: Final = {"Point": 0, "LineString": 1, "Polygon": 2}
_CORNERS: Final = 4


def finite(frame: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell which rows have a geometry whose coordinates are all numbers."""
    shapes = frame.geometry.to_numpy()
    there = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    coordinates, owners = shapely.get_coordinates(shapes, return_index=True)
    bad = np.unique(owners[~np.isfinite(coordinates).all(axis=1)])
    there[bad] = False
    return np.asarray(there)


def fitted(frame: gpd.GeoDataFrame, layer: Layer) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Return the frame with flat geometries of the layer's type, and the repairs by row.

    Heights and measures are dropped; collections, also nested ones, are opened and what has another
    dimension than the layer's is left out; closed lines become areas; multi-part geometries of one
    part become single; several points in one row become several rows. What cannot be fitted stays
    for the check to name. Repairs: `geometry_z`, `geometry_m`, `geometry_parts` (found, expected,
    count), `geometry_closed`, `geometry_split` (count).
    """
    problems: list[Problem] = []
    shapes = frame.geometry.to_numpy()
    good = finite(frame)
    for code, has in (("geometry_z", shapely.has_z(shapes)), ("geometry_m", shapely.has_m(shapes))):
        rows = frame.index[np.asarray(has)].tolist()
        problems += [Problem(code, "repair", row) for row in rows]
    with np.errstate(invalid="ignore"):  # numbers that are none are named later, by their row
        flat = np.asarray(shapely.force_2d(shapes), dtype=object)
    for at in np.flatnonzero(good).tolist():
        flat[at], found = _fit(flat[at], layer, int(frame.index[at]))
        problems += found
    fitted_frame = frame.set_geometry(gpd.GeoSeries(flat, index=frame.index, crs=frame.crs))
    if layer.geometry == "Point":
        fitted_frame, found = _one_point_a_row(fitted_frame)
        problems += found
    return fitted_frame, problems


def _fit(shape: shapely.Geometry, layer: Layer, row: int) -> tuple[shapely.Geometry, list[Problem]]:
    wanted = _DIMENSION[layer.geometry]
    parts = list(_parts(shape))
    kept = [part for part in parts if shapely.get_dimensions(part) == wanted]
    problems = []
    if wanted == _DIMENSION["Polygon"] and not kept and all(map(_closed, parts)):
        kept = [shapely.Polygon(part.coords) for part in parts]
        problems.append(Problem("geometry_closed", "repair", row))
    if not kept:
        return shape, []  # of another type: an error that the check names
    if len(kept) < len(parts):
        params: dict[str, object] = {
            "found": shape.geom_type,
            "expected": layer.geometry,
            "count": len(parts) - len(kept),
        }
        problems.append(Problem("geometry_parts", "repair", row, "", "", params))
    return (kept[0] if len(kept) == 1 else _gathered(kept, layer)), problems


def _parts(shape: shapely.Geometry) -> Iterator[shapely.Geometry]:
    """Give the simple geometries of collections within collections."""
    waiting = [shape]
    while waiting:
        each = waiting.pop(0)
        if each.is_empty:
            continue
        if hasattr(each, "geoms"):
            waiting = [*each.geoms, *waiting]
        else:
            yield each


def _gathered(parts: list[shapely.Geometry], layer: Layer) -> shapely.Geometry:
    if layer.geometry == "Polygon":
        return shapely.MultiPolygon(parts)
    if layer.geometry == "LineString":
        return shapely.MultiLineString(parts)
    return shapely.MultiPoint(parts)


def _closed(part: shapely.Geometry) -> bool:
    return part.geom_type == "LineString" and part.is_closed and len(part.coords) >= _CORNERS


def _one_point_a_row(frame: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    counts = shapely.get_num_geometries(frame.geometry.to_numpy())
    multi = (frame.geom_type == "MultiPoint").to_numpy() & (counts > 1)
    if not multi.any():
        return frame, []
    problems = [
        Problem("geometry_split", "repair", int(row), "", "", {"count": int(count)})
        for row, count in zip(frame.index[multi], counts[multi], strict=True)
    ]
    return frame.explode(index_parts=False), problems
