"""Split a measured coverage by zone."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import (
    Floats,
    Geometries,
    geometries,
    intersection,
    prepared,
    require_kind,
    require_same_crs,
)
from geo.coverage.coverage import Coverage

_AREAS = 2


def coverage_by_zone(
    found: Coverage, zones: gpd.GeoDataFrame, *, min_area_m2: float = 1.0
) -> pd.DataFrame:
    """Return total, covered, uncovered and share of the demand inside each zone.

    Zones are polygons in the demand's CRS; the table has their index. A parcel on a border is split
    by area, a weight with it; a point on a border counts in each zone that it touches. Zones that
    overlap count each for itself. The share is NaN where a zone holds no demand, or less than
    `min_area_m2` of polygons: what an outline cuts off a neighbour's parcel says nothing of it.

    Raises what `require_same_crs` and `require_kind` raise.
    """
    require_same_crs(found.parcels, zones)
    require_kind(zones, "polygon")
    whole, outline = geometries(found.parcels), geometries(zones)
    tree = shapely.STRtree(whole)
    zone, parcel = tree.query(outline, predicate="intersects")
    # Sums of the rows in their order: those of other places do not show in the result.
    order = np.lexsort((parcel, zone))
    zone, parcel = zone[order], parcel[order]
    amount = found.parcels["total"].to_numpy(dtype=float)[parcel]
    missed = found.parcels["uncovered"].to_numpy(dtype=float)[parcel]

    ground = np.asarray(shapely.area(whole))[parcel]
    cut = np.flatnonzero(~shapely.covers(prepared(outline)[zone], whole[parcel]))
    left = found.left_of(parcel[cut])
    area = shapely.area(whole[parcel[cut]])
    density = amount[cut] / area
    ground[cut] = _area_inside(whole[parcel[cut]], outline[zone[cut]])
    amount[cut] = density * ground[cut]
    missed[cut] = density * _area_inside(left, outline[zone[cut]])

    total = np.bincount(zone, weights=amount, minlength=len(zones))
    uncovered = np.bincount(zone, weights=missed, minlength=len(zones))
    covered = total - uncovered
    known = total > 0
    if np.any(shapely.get_dimensions(whole) == _AREAS):
        known &= np.bincount(zone, weights=ground, minlength=len(zones)) >= min_area_m2
    share = np.divide(covered, total, out=np.full(len(zones), np.nan), where=known)
    columns = {"total": total, "covered": covered, "uncovered": uncovered, "share": share}
    return pd.DataFrame(columns, index=zones.index)


def _area_inside(parts: Geometries, zones: Geometries) -> Floats:
    """Return the area of each part within its zone, 0 where there is no part."""
    return np.asarray(np.nan_to_num(shapely.area(intersection(parts, zones))))
