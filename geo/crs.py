"""Refuse an unknown CRS and choose the metric one; degrees exist only at the edges."""

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pyproj

from geo.errors import InputError

if TYPE_CHECKING:
    import geopandas as gpd

WGS84 = "EPSG:4326"

# CGCS2000 3-degree Gauss-Kruger by central meridian, without zone prefix: 75° E is EPSG:4534,
# 135° E is EPSG:4554 (GB/T 22021 zones as registered by EPSG).
_FIRST_MERIDIAN_DEG, _LAST_MERIDIAN_DEG, _ZONE_WIDTH_DEG = 75, 135, 3
_FIRST_GAUSS_KRUGER_EPSG = 4534
# The same zones with the zone's number before the easting: 75° E is EPSG:4513.
_FIRST_PREFIXED_EPSG = 4513
_ZONES = (_LAST_MERIDIAN_DEG - _FIRST_MERIDIAN_DEG) // _ZONE_WIDTH_DEG + 1
GAUSS_KRUGER = tuple(f"EPSG:{_FIRST_GAUSS_KRUGER_EPSG + zone}" for zone in range(_ZONES))
_CHINA_DEG = (73.5, 18.0, 135.1, 53.6)
# PROJ prepares a transformation anew in every thread; that takes longer than thousands of points.
_PROJECTING = ThreadPoolExecutor(2, "projecting")


def metric_crs_at(lon_deg: float, lat_deg: float) -> pyproj.CRS:
    """Return the metre CRS for a place: CGCS2000 3-degree zone in China, UTM elsewhere.

    Arguments are WGS84 degrees. EPSG:4534 to 4554 are the CGCS2000 / 3-degree Gauss-Kruger zones
    without prefix; their scale error stays under 0.04 % inside the zone.
    """
    west, south, east, north = _CHINA_DEG
    if west <= lon_deg <= east and south <= lat_deg <= north:
        meridian = round(lon_deg / _ZONE_WIDTH_DEG) * _ZONE_WIDTH_DEG
        meridian = min(max(meridian, _FIRST_MERIDIAN_DEG), _LAST_MERIDIAN_DEG)
        zone = (meridian - _FIRST_MERIDIAN_DEG) // _ZONE_WIDTH_DEG
        return pyproj.CRS.from_epsg(_FIRST_GAUSS_KRUGER_EPSG + zone)
    return utm_at(lon_deg, lat_deg)


def utm_at(lon_deg: float, lat_deg: float) -> pyproj.CRS:
    """Return the UTM zone of a place in WGS84 degrees."""
    utm_zone = int((lon_deg + 180) // 6) % 60 + 1
    return pyproj.CRS.from_epsg((32600 if lat_deg >= 0 else 32700) + utm_zone)


def prefixed(crs: str) -> str:
    """Return the twin of one of `GAUSS_KRUGER` that has the zone's number before the easting."""
    return f"EPSG:{_FIRST_PREFIXED_EPSG + GAUSS_KRUGER.index(crs)}"


def meridian_of(crs: str) -> int:
    """Return the central meridian of one of `GAUSS_KRUGER`, in degrees east."""
    return _FIRST_MERIDIAN_DEG + GAUSS_KRUGER.index(crs) * _ZONE_WIDTH_DEG


def proj4_of(crs: str) -> str:
    """Return the definition by which proj4 in a browser projects to one of `GAUSS_KRUGER`."""
    return (
        f"+proj=tmerc +lat_0=0 +lon_0={meridian_of(crs)} +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 "
        "+units=m"
    )


def grid_name(crs: pyproj.CRS | str) -> str:
    """Return what a grid is called beside a map, such as `CGCS2000 / EPSG:4534`."""
    found = pyproj.CRS.from_user_input(crs)
    code = found.to_epsg()
    return f"{found.name.split(' / ')[0]} / EPSG:{code}" if code else str(found.name)


def require_crs(frame: "gpd.GeoDataFrame") -> pyproj.CRS:
    """Return the frame's CRS; raise `InputError("crs_unknown")` when there is none."""
    if frame.crs is None:
        raise InputError("crs_unknown")
    return pyproj.CRS.from_user_input(frame.crs)


def require_metric(frame: "gpd.GeoDataFrame") -> pyproj.CRS:
    """Return the frame's CRS when its unit is the metre.

    Raises `InputError("crs_unknown")` without a CRS and `InputError("crs_not_metric")` for degrees,
    feet, or web Mercator, whose metres are not metres on the ground.
    """
    crs = require_crs(frame)
    metres = crs.is_projected and all(a.unit_name in {"metre", "meter"} for a in crs.axis_info[:2])
    if not metres or crs.to_epsg() == 3857:  # noqa: PLR2004
        raise InputError("crs_not_metric", crs=crs.name)
    return crs


def require_same_crs(*frames: "gpd.GeoDataFrame") -> pyproj.CRS:
    """Return the one metric CRS that all frames share; raise `InputError("crs_mixed")` if not."""
    crs = require_metric(frames[0])
    for frame in frames[1:]:
        other = require_metric(frame)
        if other != crs:
            raise InputError("crs_mixed", first=crs.name, second=other.name)
    return crs


def to_metric(
    frame: "gpd.GeoDataFrame", *, crs: pyproj.CRS | str | None = None
) -> "gpd.GeoDataFrame":
    """Project a frame to metres: to `crs`, or to the zone at the middle of its extent.

    Any stated CRS goes in; `InputError("crs_unknown")` when none is stated.
    """
    source = require_crs(frame)
    if crs is None:
        west, south, east, north = frame.geometry.to_crs(WGS84).total_bounds
        crs = metric_crs_at((west + east) / 2, (south + north) / 2)
    target = pyproj.CRS.from_user_input(crs)
    return frame if source == target else frame.to_crs(target)


def reprojected(shapes: "gpd.GeoSeries", crs: pyproj.CRS | str) -> "gpd.GeoSeries":
    """Return shapes in another CRS, as `to_crs` does; for threads that soon end, as a page's do."""
    return _PROJECTING.submit(shapes.to_crs, crs).result()
