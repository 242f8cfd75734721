"""List the places that no service reaches, the largest first."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike, NDArray

from geo import (
    Floats,
    Geometries,
    Integers,
    geometries,
    require_amounts,
    require_kind,
    require_same_crs,
)
from geo.coverage.coverage import Coverage

# Cuts of neighbouring parcels meet only up to rounding; on this grid they meet exactly.
_GRID_M = 1e-4


def gaps(
    found: Coverage,
    services: gpd.GeoDataFrame,
    *,
    people: ArrayLike | None = None,
    min_area_m2: float = 1.0,
) -> gpd.GeoDataFrame:
    """Return the gaps, ranked by area and numbered from 1; points are ranked by what they count.

    Uncovered parts of parcels that share a border make one gap. Gaps under `min_area_m2` are left
    out; they stay in the totals of the coverage. Outlines are rounded to 0.1 mm, areas are not.

    Columns: `area_m2` (0 for points), `uncovered` (m², or the weight that was measured), `parcels`
    (how many it takes part of), `nearest` (index of the service whose edge is nearest to a point
    inside the gap, None without services) and `nearest_m` (that distance, NaN without). With
    `people`, a number for each parcel, also `people`: those of the uncovered part, taken as evenly
    spread; NaN where a parcel's number is unknown (NaN). Metric CRS throughout.

    Raises `InputError`: what `require_same_crs`, `require_kind` and `require_amounts` raise.
    """
    require_same_crs(found.parcels, services)
    require_kind(services, "point", "polygon", "mixed")
    cut = _cut(found)
    part, parcel, area, shape, gap = cut.part, cut.parcel, cut.area, cut.shape, cut.gap
    points, whole = cut.points, np.asarray(shapely.area(found.parcels.geometry))
    left = np.bincount(parcel, weights=area, minlength=len(whole))
    ratio = np.ones(len(part)) if points else area / left[parcel]
    uncovered = found.parcels["uncovered"].to_numpy(dtype=float)[parcel] * ratio

    table = gpd.GeoDataFrame(
        {
            "area_m2": np.bincount(gap, weights=area),
            "uncovered": np.bincount(gap, weights=uncovered),
            "parcels": pd.Series(parcel).groupby(gap).nunique().to_numpy(),
        },
        geometry=_united(shape, gap),
        crs=found.parcels.crs,
    )
    if people is not None:
        share = np.ones(len(part)) if points else area / whole[parcel]
        table["people"] = np.bincount(gap, weights=_people(people, len(whole))[parcel] * share)
    if not points:
        table = table[(table["area_m2"] >= min_area_m2) & ~table.geometry.is_empty]
    order = ["area_m2", "uncovered"]
    table = table.sort_values(order, ascending=False, kind="stable", ignore_index=True)
    table.index += 1
    table["nearest"], table["nearest_m"] = _nearest(table, services)
    return table


def gap_count(found: Coverage, *, min_area_m2: float = 1.0) -> int:
    """Return how many rows `gaps` has, without uniting, naming or ranking them."""
    cut = _cut(found)
    if cut.points:
        return len(cut.part)
    area = np.bincount(cut.gap, weights=cut.area)
    there = np.bincount(cut.gap, weights=~shapely.is_empty(cut.shape)) > 0
    return int(np.count_nonzero((area >= min_area_m2) & there))


@dataclass(frozen=True, slots=True)
class _Cut:
    """The uncovered parts: of which `parcel`, their m², their outline rounded, in which `gap`."""

    part: Geometries
    parcel: Integers
    area: Floats
    shape: Geometries
    gap: Integers
    points: bool


def _cut(found: Coverage) -> _Cut:
    part, parcel = shapely.get_parts(found.remains.all(), return_index=True)
    area = np.asarray(shapely.area(part))
    points = len(part) > 0 and not area.any()
    shape = _rounded(part)
    gap = np.arange(len(part)) if points else _touching(shape)
    return _Cut(part, parcel, area, shape, gap, points)


def _rounded(part: Geometries) -> Geometries:
    """Return outlines on the grid; few of them need more than that each corner moves there."""
    shape = np.asarray(shapely.set_precision(part, _GRID_M, mode="pointwise"), dtype=object)
    crossed = np.flatnonzero(~shapely.is_valid(shape) | shapely.is_empty(shape))
    shape[crossed] = shapely.set_precision(part[crossed], _GRID_M)
    return shape


def _people(people: ArrayLike, count: int) -> Floats:
    numbers = np.asarray(people, dtype=float)
    known = np.where(np.isnan(numbers), 0.0, numbers)
    return np.where(np.isnan(numbers), np.nan, require_amounts(known, count, name="people"))


def _touching(shape: Geometries) -> Integers:
    """Return the number of the group of each part; parts that share a line or an area group."""
    from scipy.sparse import coo_array  # noqa: PLC0415 - a server that starts does not wait for it
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    one, other = shapely.STRtree(shape).query(shape, predicate="intersects")
    one, other = one[one < other], other[one < other]
    border = shapely.length(shapely.intersection(shape[one], shape[other])) > 0
    one, other = one[border], other[border]
    links = coo_array((np.ones(len(one)), (one, other)), shape=(len(shape), len(shape)))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)


def _united(shape: Geometries, group: Integers) -> Geometries:
    """Return one geometry for each group."""
    order = np.argsort(group, kind="stable")
    first = np.flatnonzero(np.diff(group[order], prepend=-1))
    united = shape[order][first]
    size = np.diff(first, append=len(shape))
    for one in np.flatnonzero(size > 1).tolist():
        united[one] = shapely.union_all(shape[order][first[one] : first[one] + size[one]])
    return united


def _nearest(
    table: gpd.GeoDataFrame, services: gpd.GeoDataFrame
) -> tuple[NDArray[np.object_], Floats]:
    """Return the nearest service of a point inside each gap and its distance."""
    nearest, distance = np.full(len(table), None, dtype=object), np.full(len(table), np.nan)
    if len(table) and len(services):
        inside = shapely.point_on_surface(geometries(table))
        tree = shapely.STRtree(geometries(services))
        (row, service), found = tree.query_nearest(inside, all_matches=False, return_distance=True)
        nearest[row], distance[row] = services.index.to_numpy(dtype=object)[service], found
    return nearest, distance
