"""Measure what two layers share: areas of polygons, lengths of lines, points within."""

from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import (
    Geometries,
    Integers,
    geometries,
    intersection,
    polygonal,
    prepared,
    require_kind,
    require_same_crs,
    union,
)


def overlaps(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return a row for every pair of polygons that share an area.

    Both layers are polygons in one metric CRS. Columns: `left` and `right`, the labels of the two
    in their frames' index; `area_m2` that they share; `left_share` and `right_share`, which part
    (0-1) of the one and of the other this is; `pieces`, how many separate areas. Polygons that only
    touch share nothing. Rows come in the order of `left`, then of `right`; swapping the layers
    swaps the columns. Polygons of one layer that overlap each other count each for itself; `taken`
    counts the ground once.

    Raises what `require_same_crs` and `require_kind` raise.
    """
    ours, theirs, i, j = _polygon_pairs(left, right)
    shared = _shared(ours, theirs, i, j)
    area = np.asarray(shapely.area(shared))
    kept = area > 0
    i, j, area, shared = i[kept], j[kept], area[kept], shared[kept]
    return pd.DataFrame(
        {
            "left": left.index.take(i),
            "right": right.index.take(j),
            "area_m2": area,
            "left_share": area / shapely.area(ours[i]),
            "right_share": area / shapely.area(theirs[j]),
            "pieces": shapely.get_num_geometries(shared),
        }
    )


def taken(areas: gpd.GeoDataFrame, polygons: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return how much of each area the polygons take together, overlaps among them once.

    Columns `area_m2` and `share` (0-1), by the areas' index. Otherwise as `overlaps`.
    """
    ours, theirs, i, j = _polygon_pairs(areas, polygons)
    shared = _shared(ours, theirs, i, j)
    starts = np.searchsorted(i, np.arange(len(ours) + 1))
    joined = [union(shared[start:end]) for start, end in pairwise(starts.tolist())]
    area = np.array([each.area for each in joined], dtype=float)
    return pd.DataFrame({"area_m2": area, "share": area / shapely.area(ours)}, index=areas.index)


def common_areas(areas: gpd.GeoDataFrame, zones: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the polygons that areas and zones share, one for each pair, to measure by zone.

    Columns `area` and `zone`, the labels of the two, and `area_m2`. Otherwise as `overlaps`.
    """
    ours, theirs, i, j = _polygon_pairs(areas, zones)
    shared = _shared(ours, theirs, i, j)
    size = np.asarray(shapely.area(shared))
    kept = size > 0
    columns = {
        "area": areas.index.take(i[kept]),
        "zone": zones.index.take(j[kept]),
        "area_m2": size[kept],
    }
    return gpd.GeoDataFrame(columns, geometry=shared[kept], crs=areas.crs)


def lines_inside(areas: gpd.GeoDataFrame, lines: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return a row for every polygon and line that runs through it, with the length inside.

    Columns: `area` and `line`, the labels of the two; `length_m` inside, the border included;
    `share` (0-1) of the line. A line that only touches or crosses a corner is not inside.

    Raises what `require_same_crs` and `require_kind` raise.
    """
    require_same_crs(areas, lines)
    require_kind(areas, "polygon")
    require_kind(lines, "line")
    ours, theirs = geometries(areas), geometries(lines)
    i, j = _pairs(ours, theirs)
    length = np.asarray(shapely.length(intersection(theirs[j], ours[i])))
    kept = length > 0
    i, j, length = i[kept], j[kept], length[kept]
    return pd.DataFrame(
        {
            "area": areas.index.take(i),
            "line": lines.index.take(j),
            "length_m": length,
            "share": length / shapely.length(theirs[j]),
        }
    )


def points_inside(areas: gpd.GeoDataFrame, points: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return a row for every polygon and point in it or on its border.

    Columns `area` and `point`, the labels of the two. Raises what `require_same_crs` and
    `require_kind` raise.
    """
    require_same_crs(areas, points)
    require_kind(areas, "polygon")
    require_kind(points, "point")
    i, j = _pairs(geometries(areas), geometries(points))
    return pd.DataFrame({"area": areas.index.take(i), "point": points.index.take(j)})


def _polygon_pairs(
    left: gpd.GeoDataFrame, right: gpd.GeoDataFrame
) -> tuple[Geometries, Geometries, Integers, Integers]:
    require_same_crs(left, right)
    require_kind(left, "polygon")
    require_kind(right, "polygon")
    ours, theirs = geometries(left), geometries(right)
    return ours, theirs, *_pairs(ours, theirs)


def _pairs(left: Geometries, right: Geometries) -> tuple[Integers, Integers]:
    """Return the numbers of those that meet, in order."""
    i, j = shapely.STRtree(right).query(left, predicate="intersects")
    order = np.lexsort((j, i))
    return i[order], j[order]


def _shared(left: Geometries, right: Geometries, i: Integers, j: Integers) -> Geometries:
    """Return what each pair shares; whole polygons pass through unchanged."""
    shared = right[j].copy()
    cut = np.flatnonzero(~shapely.covers(prepared(left)[i], right[j]))
    shared[cut] = polygonal(intersection(left[i[cut]], right[j[cut]]))
    return shared
