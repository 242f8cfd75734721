"""Lay out candidate sites: squares on a grid, or the user's own, that keep the constraints."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo import (
    Flags,
    InputError,
    geometries,
    inside_xy,
    prepared,
    require_kind,
    require_same_crs,
    union,
)

MOST_CANDIDATES: Final = 50_000


@dataclass(frozen=True, slots=True)
class Constraints:
    """What a site must keep; None asks for nothing.

    At least `min_area_m2`; wholly `inside` the one and without touching the `outside` areas; its
    edge at most `road_m` from a road.
    """

    min_area_m2: float = 0.0
    inside: gpd.GeoDataFrame | None = None
    outside: gpd.GeoDataFrame | None = None
    roads: gpd.GeoDataFrame | None = None
    road_m: float | None = None


@dataclass(frozen=True, slots=True)
class Sites:
    """The candidates that keep the constraints, by id, and those that do not, with the `reason`.

    Reasons: `too_small`, `not_inside`, `on_excluded`, `far_from_road`; the first that applies.
    """

    frame: gpd.GeoDataFrame
    left_out: gpd.GeoDataFrame

    @property
    def refused(self) -> dict[str, int]:
        """How many were refused for what."""
        return dict(sorted(Counter(self.left_out["reason"].tolist()).items()))


def grid_sites(
    land: gpd.GeoDataFrame,
    *,
    spacing_m: float,
    area_m2: float,
    constraints: Constraints | None = None,
) -> Sites:
    """Return squares of `area_m2` on a grid over the land, with their middle in it.

    The required shape of a park is such a square, not a point; `constraints.inside` asks for all
    of it to lie on given land. Ids are `r<row>c<column>` from the south-west, on multiples of the
    spacing, so that they stay when the land changes. Metric CRS. Raises `InputError` with
    `spacing_invalid` (spacing_m), `site_area_invalid` (area_m2), `candidates_many` (count, most),
    `candidates_empty`, and what `require_kind` and `require_same_crs` refuse.
    """
    if not spacing_m > 0 or not np.isfinite(spacing_m):
        raise InputError("spacing_invalid", spacing_m=spacing_m)
    if not area_m2 > 0 or not np.isfinite(area_m2):
        raise InputError("site_area_invalid", area_m2=area_m2)
    require_kind(land, "polygon")
    west, south, east, north = np.asarray(land.total_bounds) / spacing_m
    columns = np.arange(np.ceil(west), np.floor(east) + 1)
    rows = np.arange(np.ceil(south), np.floor(north) + 1)
    if len(columns) * len(rows) > MOST_CANDIDATES:
        count = len(columns) * len(rows)
        raise InputError("candidates_many", count=count, most=MOST_CANDIDATES)
    x, y = (each.ravel() * spacing_m for each in np.meshgrid(columns, rows))
    kept = inside_xy(union(geometries(land)), x, y)
    x, y, half = x[kept], y[kept], np.sqrt(area_m2) / 2
    names = [f"r{r:.0f}c{c:.0f}" for r, c in zip(y / spacing_m, x / spacing_m, strict=True)]
    squares = shapely.box(x - half, y - half, x + half, y + half)
    frame = gpd.GeoDataFrame({"id": names}, index=names, geometry=squares, crs=land.crs)
    return kept_sites(frame, constraints or Constraints())


def kept_sites(sites: gpd.GeoDataFrame, constraints: Constraints) -> Sites:
    """Return the sites (points or polygons, by label) that keep the constraints.

    Raises `InputError("candidates_empty")` when none does, and what `require_same_crs` refuses.
    """
    others = [
        each
        for each in (constraints.inside, constraints.outside, constraints.roads)
        if each is not None
    ]
    require_same_crs(sites, *others)
    shape = geometries(sites)
    reason = np.full(len(shape), "", dtype=object)
    for name, broken in _broken(shape, constraints):
        reason[(reason == "") & broken] = name
    frame = sites[reason == ""]
    if frame.empty:
        raise InputError("candidates_empty")
    broken = reason != ""
    return Sites(frame, sites[broken].assign(reason=reason[broken]))


def _broken(shape: NDArray[np.object_], constraints: Constraints) -> list[tuple[str, Flags]]:
    """Return for each constraint asked which sites break it."""
    found: list[tuple[str, Flags]] = []
    if constraints.min_area_m2:
        # A square's area is rounded; a square centimetre is nobody's concern.
        small = np.asarray(shapely.area(shape) < constraints.min_area_m2 - 1e-4)
        found.append(("too_small", small))
    if constraints.inside is not None:
        ground = prepared(union(geometries(constraints.inside)))
        found.append(("not_inside", np.asarray(~shapely.covers(ground, shape))))
    if constraints.outside is not None:
        tree = shapely.STRtree(geometries(constraints.outside))
        hit = np.zeros(len(shape), dtype=bool)
        hit[np.unique(tree.query(shape, predicate="intersects")[0])] = True
        found.append(("on_excluded", hit))
    if constraints.roads is not None and constraints.road_m is not None:
        tree = shapely.STRtree(geometries(constraints.roads))
        near = np.zeros(len(shape), dtype=bool)
        pairs = tree.query(shape, predicate="dwithin", distance=constraints.road_m)
        near[np.unique(pairs[0])] = True
        found.append(("far_from_road", ~near))
    return found
