"""Choose the metric CRS of a layer, and refuse one whose stated CRS cannot be what it is in."""

from typing import Final

import geopandas as gpd
import pyproj
from pyproj.transformer import TransformerGroup
from shapely import box

from geo import WGS84, InputError, to_metric

# A zone is used somewhat beyond its limits; numbers of another grid lie much further away.
_BEYOND_DEG: Final = 3.0
# Ellipsoids that differ by more than this are of datums that lie some hundred metres apart.
_SAME_AXIS_M: Final = 1.0


def require_placed(
    file: str, crs: pyproj.CRS, bounds: tuple[float, float, float, float]
) -> pyproj.CRS:
    """Return the metric CRS of the place where a layer lies, `bounds` in the CRS that it states.

    Raises `InputError` with `crs_elsewhere` (file, crs) where the numbers lie far outside of where
    the stated CRS is used, as degrees do that are said to be metres, and `crs_datum` (file, crs)
    for one of another datum to which no transformation of known accuracy leads.
    """
    corners = gpd.GeoDataFrame(geometry=[box(*bounds)], crs=crs)
    extent_deg = corners.geometry.to_crs(WGS84).total_bounds
    used = crs.area_of_use
    if used is not None:
        west, south, east, north = used.west, used.south, used.east, used.north
        inside = (
            south - _BEYOND_DEG <= extent_deg[1] and extent_deg[3] <= north + _BEYOND_DEG
            if west > east  # across the 180th meridian
            else west - _BEYOND_DEG <= extent_deg[0]
            and extent_deg[2] <= east + _BEYOND_DEG
            and south - _BEYOND_DEG <= extent_deg[1]
            and extent_deg[3] <= north + _BEYOND_DEG
        )
        if not inside:
            raise InputError("crs_elsewhere", file=file, crs=crs.name)
    target = pyproj.CRS.from_user_input(to_metric(corners).crs)
    _require_known(file, crs, target)
    return target


def _require_known(file: str, crs: pyproj.CRS, target: pyproj.CRS) -> None:
    one, other = crs.ellipsoid, target.ellipsoid
    if one is None or other is None:
        raise InputError("crs_datum", file=file, crs=crs.name)
    if abs(one.semi_major_metre - other.semi_major_metre) <= _SAME_AXIS_M:
        return  # WGS 84 and CGCS2000 differ by decimetres at most
    ways = TransformerGroup(crs, target, always_xy=True).transformers
    if not ways or ways[0].accuracy < 0 or "Ballpark" in ways[0].description:
        raise InputError("crs_datum", file=file, crs=crs.name)
