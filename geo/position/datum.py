"""Shift between WGS84 and the datums of Chinese web maps, GCJ-02 and BD-09.

GCJ-02 (Gaode, Tencent) moves a place by a few hundred metres, in Shanghai by 483 to
489 m; BD-09 (Baidu) moves it further.
Both are published nowhere; the formulas are those in general use, whose control point 120° E 40° N
goes to 120.00567568, 40.00130479. CGCS2000 and WGS84 agree to centimetres and count as one.
"""

import math
from collections.abc import Callable
from functools import wraps
from typing import Final, Literal

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from geo import WGS84, Floats, InputError, require_crs

Datum = Literal["wgs84", "gcj02", "bd09"]
DATUMS: Final[tuple[Datum, ...]] = ("wgs84", "gcj02", "bd09")

Pair = tuple[Floats, Floats]

# The formula leaves places outside this box alone; it reaches beyond the border.
_WEST_DEG, _EAST_DEG, _SOUTH_DEG, _NORTH_DEG = 72.004, 137.8347, 0.8293, 55.8271
# The ellipsoid of the formula (Krassovsky 1940) and its first eccentricity squared.
_AXIS_M, _ECCENTRICITY = 6_378_245.0, 0.00669342162296594323
_BAIDU_TURN = math.pi * 3000 / 180
_BAIDU_LON_DEG, _BAIDU_LAT_DEG = 0.0065, 0.006
# Each round of the inverse wins about three digits; this many reach the last one of a double.
_ROUNDS = 8


def shift(lon_deg: ArrayLike, lat_deg: ArrayLike, *, source: Datum, target: Datum) -> Pair:
    """Return degrees moved from one datum to another, as two arrays of the shape given.

    The inverse is iterated until it no longer changes (below 1e-9 degrees, a tenth of a
    millimetre). Places outside the box of the formula are returned as they are; NaN stays NaN.
    Raises `InputError("datum_unknown")` (datum, known).
    """
    for datum in (source, target):
        if datum not in DATUMS:
            raise InputError("datum_unknown", datum=datum, known="、".join(DATUMS))
    lon = np.asarray(lon_deg, dtype=float)
    lat = np.asarray(lat_deg, dtype=float)
    if source == target:
        return lon.copy(), lat.copy()
    # All ways lead over GCJ-02.
    if source == "wgs84":
        lon, lat = _wgs_to_gcj(lon, lat)
    elif source == "bd09":
        lon, lat = _inverse(_gcj_to_baidu, lon, lat)
    if target == "wgs84":
        return _inverse(_wgs_to_gcj, lon, lat)
    return _gcj_to_baidu(lon, lat) if target == "bd09" else (lon, lat)


def shift_frame(frame: gpd.GeoDataFrame, *, source: Datum, target: Datum) -> gpd.GeoDataFrame:
    """Return the features moved from one datum to another, in the CRS that they came in.

    The frame's CRS says where its numbers lie, as if they were WGS84. Raises what `shift` and
    `geo.crs.require_crs` raise.
    """
    crs = require_crs(frame)
    frame_deg = frame.geometry.to_crs(WGS84)

    def move(xy: Floats) -> Floats:
        return np.column_stack(shift(xy[:, 0], xy[:, 1], source=source, target=target))

    moved = shapely.transform(frame_deg.to_numpy(), move)
    return frame.set_geometry(gpd.GeoSeries(moved, index=frame.index, crs=WGS84).to_crs(crs))


def in_formula_box(lon_deg: ArrayLike, lat_deg: ArrayLike) -> NDArray[np.bool_]:
    """Tell which places the formula moves."""
    lon, lat = np.asarray(lon_deg, dtype=float), np.asarray(lat_deg, dtype=float)
    beside = (lon >= _WEST_DEG) & (lon <= _EAST_DEG)
    return np.asarray(beside & (lat >= _SOUTH_DEG) & (lat <= _NORTH_DEG))


def _inside_alone(formula: Callable[[Floats, Floats], Pair]) -> Callable[[Floats, Floats], Pair]:
    """Let a formula move what lies in its box, and see nothing else: elsewhere it can overflow."""

    @wraps(formula)
    def moved(lon: Floats, lat: Floats) -> Pair:
        x, y = np.array(lon), np.array(lat)  # of a single place too
        inside = in_formula_box(x, y)
        x[inside], y[inside] = formula(x[inside], y[inside])
        return x, y

    return moved


@_inside_alone
def _wgs_to_gcj(lon: Floats, lat: Floats) -> Pair:
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    wave = (20 * np.sin(6 * math.pi * x) + 20 * np.sin(2 * math.pi * x)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y**2 + 0.1 * x * y + 0.2 * root + wave
    north += (20 * np.sin(math.pi * y) + 40 * np.sin(math.pi / 3 * y)) * 2 / 3
    north += (160 * np.sin(math.pi / 12 * y) + 320 * np.sin(math.pi / 30 * y)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x**2 + 0.1 * x * y + 0.1 * root + wave
    east += (20 * np.sin(math.pi * x) + 40 * np.sin(math.pi / 3 * x)) * 2 / 3
    east += (150 * np.sin(math.pi / 12 * x) + 300 * np.sin(math.pi / 30 * x)) * 2 / 3
    angle = np.radians(lat)
    flat = 1 - _ECCENTRICITY * np.sin(angle) ** 2
    north_deg = np.degrees(north / (_AXIS_M * (1 - _ECCENTRICITY) / flat**1.5))
    east_deg = np.degrees(east / (_AXIS_M / np.sqrt(flat) * np.cos(angle)))
    return lon + east_deg, lat + north_deg


@_inside_alone
def _gcj_to_baidu(lon: Floats, lat: Floats) -> Pair:
    away = np.hypot(lon, lat) + 2e-5 * np.sin(lat * _BAIDU_TURN)
    angle = np.arctan2(lat, lon) + 3e-6 * np.cos(lon * _BAIDU_TURN)
    return away * np.cos(angle) + _BAIDU_LON_DEG, away * np.sin(angle) + _BAIDU_LAT_DEG


def _inverse(forward: Callable[[Floats, Floats], Pair], lon: Floats, lat: Floats) -> Pair:
    """Return what `forward` moves to the given place: guess, look where it goes, correct."""
    x, y = lon.copy(), lat.copy()
    with np.errstate(invalid="ignore"):  # what is endless is no place, and left as it is
        for _ in range(_ROUNDS):
            there_x, there_y = forward(x, y)
            x, y = x - (there_x - lon), y - (there_y - lat)
        # A place at the rim of the box that nothing is moved to is left where it is.
        there_x, there_y = forward(x, y)
        good = np.hypot(there_x - lon, there_y - lat) < 1e-9  # noqa: PLR2004 - degrees
    return np.where(good, x, lon), np.where(good, y, lat)
