"""Tell from the numbers alone when a stated CRS cannot be right, and which one they fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import geopandas as gpd
import numpy as np
import pyproj
import shapely

from geo import WGS84, Floats, InputError

ExtentDeg = tuple[float, float, float, float]

# So many of the features must lie in the town for a CRS to be taken as right.
_ENOUGH: Final = 0.8
# A survey may reach beyond the town by about 5 km.
_MARGIN_DEG: Final = 0.05
_ZONE_DEG: Final = 3
_NEIGHBOURS: Final = 2
_FIRST_PLAIN, _FIRST_PREFIXED, _FIRST_MERIDIAN = 4534, 4513, 75
_WEB_MERCATOR: Final = "EPSG:3857"
_UTM_NORTH: Final = 32600


@dataclass(frozen=True, slots=True)
class Finding:
    """What the numbers most likely are.

    `crs` fits `share` (0-1) of the features after their axes are swapped where `swap` says so; it
    is "" for the code `crs_outside`, when nothing fits. The other codes: `crs_missing`,
    `crs_metres_as_degrees`, `crs_degrees_as_metres`, `crs_swapped`, `crs_web_mercator`,
    `crs_zone_prefix`, `crs_wrong_zone`, `crs_other`.
    """

    code: str
    crs: str
    swap: bool
    share: float


def diagnose(frame: gpd.GeoDataFrame, *, extent_deg: ExtentDeg) -> Finding | None:
    """Return what is wrong with the CRS of a frame, None when nothing is.

    The features should lie in `extent_deg` (west, south, east, north; WGS84), give or take a
    survey's margin. The stated CRS is right when most of them do; otherwise each likely one is
    tried: degrees, the 3-degree Gauss-Kruger zones around the extent with and without prefix, web
    Mercator and UTM, each with its axes in either order. A frame without a CRS always has a
    finding. UTM differs from the Gauss-Kruger zone of the same meridian by 1.4 km, less than the
    margin: the latter is named, and only a comparison with layers of known position tells; so it
    does of datum shifts of some hundred metres. Raises `InputError("no_features")` for a frame
    without coordinates.
    """
    points = _points(frame)
    stated = None if frame.crs is None else pyproj.CRS.from_user_input(frame.crs)
    if stated is not None and _share(points, stated, extent_deg) >= _ENOUGH:
        return None
    best = Finding("crs_outside", "", swap=False, share=0.0)
    for name in _likely(extent_deg):
        for swap in (False, True):
            share = _share(points[:, ::-1] if swap else points, pyproj.CRS(name), extent_deg)
            if share >= _ENOUGH and share > best.share:
                best = Finding("", name, swap, share)
    if not best.crs:
        return best
    return Finding(_code(stated, best), best.crs, best.swap, best.share)


def apply(frame: gpd.GeoDataFrame, finding: Finding) -> gpd.GeoDataFrame:
    """Return the features in the CRS that a finding names, their axes swapped where it says so.

    Raises `InputError("crs_outside")` for a finding that names none.
    """
    if not finding.crs:
        raise InputError("crs_outside", share=f"{finding.share:.0%}")
    shapes = frame.geometry.to_numpy()
    if finding.swap:
        shapes = shapely.transform(shapes, lambda xy: xy[:, ::-1])
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=finding.crs))


def _points(frame: gpd.GeoDataFrame) -> Floats:
    """Return one point of each feature: the middle of its box."""
    box = np.asarray(shapely.bounds(frame.geometry.to_numpy()), dtype=float).reshape(-1, 4)
    middle: Floats = box[:, :2] / 2 + box[:, 2:] / 2  # halved first: the sum may overflow
    middle = middle[np.isfinite(middle).all(axis=1)]
    if not len(middle):
        raise InputError("no_features")
    return np.asarray(middle, dtype=float)


def _share(points: Floats, crs: pyproj.CRS, extent_deg: ExtentDeg) -> float:
    """Return which part of the points lies in the extent if they are in this CRS."""
    lon, lat = _to_degrees(crs.to_wkt()).transform(points[:, 0], points[:, 1], errcheck=False)
    west, south, east, north = extent_deg
    beside = (lon >= west - _MARGIN_DEG) & (lon <= east + _MARGIN_DEG)
    inside = beside & (lat >= south - _MARGIN_DEG) & (lat <= north + _MARGIN_DEG)
    return float(np.mean(np.asarray(inside)))


@lru_cache(maxsize=64)
def _to_degrees(crs: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(crs, WGS84, always_xy=True)


def _likely(extent_deg: ExtentDeg) -> Iterator[str]:
    """Name the systems in which a file of this place usually comes, the likeliest first."""
    yield "EPSG:4490"
    middle = (extent_deg[0] + extent_deg[2]) / 2
    own = round(middle / _ZONE_DEG) * _ZONE_DEG
    around = sorted(range(-_NEIGHBOURS, _NEIGHBOURS + 1), key=abs)
    for first in (_FIRST_PLAIN, _FIRST_PREFIXED):
        for step in around:
            yield f"EPSG:{first + (own - _FIRST_MERIDIAN) // _ZONE_DEG + step}"
    yield _WEB_MERCATOR
    utm = int((middle + 180) // 6) + 1
    for zone in (utm, utm - 1, utm + 1):
        yield f"EPSG:{_UTM_NORTH + zone}"


def _code(stated: pyproj.CRS | None, found: Finding) -> str:
    likely = pyproj.CRS(found.crs)
    codes = (
        ("crs_missing", stated is None),
        ("crs_swapped", found.swap),
        ("crs_web_mercator", found.crs == _WEB_MERCATOR),
        ("crs_metres_as_degrees", stated is not None and stated.is_geographic),
        ("crs_degrees_as_metres", likely.is_geographic),
        ("crs_zone_prefix", _is_prefixed(likely) != _is_prefixed(stated)),
        ("crs_wrong_zone", _is_gauss_kruger(likely) and _is_gauss_kruger(stated)),
        ("crs_other", True),
    )
    return next(code for code, holds in codes if holds)


def _is_gauss_kruger(crs: pyproj.CRS | None) -> bool:
    return crs is not None and "Gauss-Kruger" in crs.name


def _is_prefixed(crs: pyproj.CRS | None) -> bool:
    """Tell whether eastings carry the zone's number: a false easting of more than 1,000 km."""
    if crs is None or crs.coordinate_operation is None:
        return False
    eastings = (p.value for p in crs.coordinate_operation.params if p.name == "False easting")
    return float(next(eastings, 0)) > 1_000_000  # noqa: PLR2004 - metres, as named
