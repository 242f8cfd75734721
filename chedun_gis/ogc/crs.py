"""Serve coordinates in the CRS asked for, in the axis order that the CRS defines.

OGC API - Features Part 2 names each CRS by a URI and takes its axis order from its definition:
CRS84 is east first; EPSG:4326, EPSG:4490 and the CGCS2000 zones are north first.
"""

import math
from functools import cache

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from pyproj.transformer import TransformerGroup

from geo import Geometries, InputError
from layers import Place

_EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
DEFAULT = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_DEGREES = {
    DEFAULT: "OGC:CRS84",
    _EPSG + "4326": "EPSG:4326",
    _EPSG + "4490": "EPSG:4490",
}

# A tenth of a millimetre, in degrees and in metres.
_DECIMALS_ANGLE, _DECIMALS_LENGTH = 9, 4
# Straight edges in degrees are bent in metres: corners this close follow the bend to 0.1 mm.
_STEP_DEG = 0.001
# What lies on the edge of a box is in it, whatever its rounding.
_EDGE_M = 0.001
# No feature lies outside the extent, and the projection is sound a little beyond it.
_MARGIN_DEG = 0.5


def storage_of(place: Place) -> str:
    """Return the URI of the metric CRS, in which the features are held."""
    return _EPSG + place.metric_crs.removeprefix("EPSG:")


def systems_of(place: Place) -> dict[str, str]:
    """Return the systems that the service of a place speaks, by URI."""
    return _DEGREES | {storage_of(place): place.metric_crs}


def coordinates(frame: gpd.GeoDataFrame, uri: str, place: Place) -> Geometries:
    """Return the geometries of a frame in the CRS of the URI; rings run counter-clockwise.

    The turn is as seen with east to the right, whatever the order of the axes.
    """
    name = systems_of(place)[uri]
    crs = pyproj.CRS.from_user_input(name)
    decimals = _DECIMALS_ANGLE if crs.is_geographic else _DECIMALS_LENGTH
    moved = _moved(frame.geometry.to_numpy(), place.metric_crs, name)
    shapes = shapely.orient_polygons(shapely.force_2d(moved), exterior_cw=False)
    order = [1, 0] if _north_first(crs) else [0, 1]
    return np.asarray(shapely.transform(shapes, lambda xy: np.round(xy[:, order], decimals)))


def _moved(shapes: Geometries, source: str, target: str) -> Geometries:
    """Return the geometries in another CRS, east first in both."""
    if source == target:
        return shapes
    move = _operation(source, target).transform
    return np.asarray(shapely.transform(shapes, lambda xy: np.column_stack(move(*xy.T))))


@cache
def _operation(source: str, target: str) -> pyproj.Transformer:
    """Return the best operation by its own definition.

    Looking it up takes a third of a second, and a transformer made from two CRS looks it up again
    in every thread that uses it.
    """
    best = TransformerGroup(source, target, always_xy=True).transformers[0]
    return pyproj.Transformer.from_pipeline(best.definition)


def extent_of(frame: gpd.GeoDataFrame, place: Place) -> tuple[float, float, float, float]:
    """Return west, south, east, north of a frame; of the whole map for one without places."""
    placed = frame.geometry.dropna()
    if placed.is_empty.all():
        return place.extent_deg
    shapes = _moved(placed.to_numpy(), place.metric_crs, _DEGREES[DEFAULT])
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    grain = 10**6
    return (
        math.floor(west * grain) / grain,
        math.floor(south * grain) / grain,
        math.ceil(east * grain) / grain,
        math.ceil(north * grain) / grain,
    )


def box_m(text: str, uri: str, place: Place) -> shapely.Geometry:
    """Return the `bbox` of a query, given in the CRS of the URI, as an area in the metric CRS.

    Four numbers, or six whose heights are left aside; a box of degrees whose west is greater than
    its east crosses the antimeridian (Features Part 1, requirement 23). Raises
    `InputError("ogc_bbox")`.
    """
    name = systems_of(place)[uri]
    crs = pyproj.CRS.from_user_input(name)
    x0, y0, x1, y1 = _corners(text, crs)
    if not crs.is_geographic:
        return shapely.box(x0 - _EDGE_M, y0 - _EDGE_M, x1 + _EDGE_M, y1 + _EDGE_M)
    west, south, east, north = place.extent_deg
    limit = shapely.box(
        west - _MARGIN_DEG, south - _MARGIN_DEG, east + _MARGIN_DEG, north + _MARGIN_DEG
    )
    spans = [(x0, x1)] if x0 <= x1 else [(x0, 180.0), (-180.0, x1)]
    boxes = [shapely.MultiPoint([(a, y0), (b, y1)]).envelope & limit for a, b in spans]
    area = shapely.segmentize(shapely.union_all(boxes), _STEP_DEG)
    [metres] = _moved(np.array([area]), name, place.metric_crs)
    return shapely.buffer(metres, _EDGE_M)


def _corners(text: str, crs: pyproj.CRS) -> tuple[float, float, float, float]:
    """Return west, south, east, north in the units of the CRS."""
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError as error:
        raise InputError("ogc_bbox", value=text) from error
    if len(numbers) not in {4, 6} or not all(map(math.isfinite, numbers)):
        raise InputError("ogc_bbox", value=text)
    half = len(numbers) // 2
    low, high = numbers[:2], numbers[half : half + 2]
    if _north_first(crs):
        low, high = low[::-1], high[::-1]
    crossing = crs.is_geographic and low[0] > high[0]
    if low[1] > high[1] or (low[0] > high[0] and not crossing):
        raise InputError("ogc_bbox", value=text)
    return low[0], low[1], high[0], high[1]


def _north_first(crs: pyproj.CRS) -> bool:
    return bool(crs.axis_info[0].direction == "north")
