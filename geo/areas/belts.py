"""Widen centrelines to belts (带): one or both sides, flat or round ends, within a limit.

A belt holds the places that lie straight beside one of the line's stretches, no further than its
width, and those around the outer side of its bends. It is put together from one rectangle for each
stretch and one fan for each bend: the buffers of GIS libraries first simplify the line, by a
hundredth of the width. Rectangles are exact; a fan stands in for a sector of a circle with at least
1,024 chords to the full turn and so loses up to 0.0006 % of it.
"""

from typing import Literal, get_args

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import ArrayLike

from geo import (
    Geometries,
    InputError,
    geometries,
    intersection,
    polygonal,
    require_amounts,
    require_kind,
    require_same_crs,
    union,
)
from geo.areas.belt_pieces import pieces_beside, this_side_of

Side = Literal["both", "left", "right"]
Ends = Literal["flat", "round"]


def belts(
    lines: gpd.GeoDataFrame,
    *,
    width_m: ArrayLike,
    side: Side = "both",
    ends: Ends = "flat",
    within: gpd.GeoDataFrame | None = None,
) -> gpd.GeoDataFrame:
    """Return the belt of every line, with the lines' index, columns and CRS.

    `width_m` (one for all, or one each) is the whole width: half of it lies on each side of the
    line, or all of it on the `side` given, left and right as seen along the line. Round ends reach
    on by as much as the belt reaches to a side. Parts of a line that meet end to end are joined
    first, so that splitting a line changes nothing; a one-sided line is joined only where its
    direction runs on. One-sided belts do not reach across their own line. `within` (polygons in the
    same metric CRS) limits the belts; one that lies outside is an empty polygon. The column
    `area_m2` is added.

    Raises `InputError`: `belt_width` for a width of 0, `belt_option` for an unknown side or ends,
    `belt_limit_empty` when `within` holds no polygon, and what `require_same_crs`, `require_kind`
    and `require_amounts` raise.
    """
    require_same_crs(lines, *([] if within is None else [within]))
    _require_option("side", side, get_args(Side))
    _require_option("ends", ends, get_args(Ends))
    require_kind(lines, "line")
    widths = require_amounts(width_m, len(lines), name="width_m")
    if (widths == 0).any():
        raise InputError("belt_width", feature=str(lines.index[int(np.argmin(widths))]))
    centre = geometries(lines)
    drawn = [_belt(*each, side, ends) for each in zip(centre, widths.tolist(), strict=True)]
    shapes = np.array(drawn, dtype=object)
    if within is not None:
        shapes = _limited(shapes, within)
    found = lines.copy()
    found[found.geometry.name] = gpd.GeoSeries(shapes, index=lines.index, crs=lines.crs)
    found["area_m2"] = np.asarray(shapely.area(shapes), dtype=float)
    return found


def _require_option(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise InputError("belt_option", name=name, value=value, known="、".join(known))


def _limited(shapes: Geometries, within: gpd.GeoDataFrame) -> Geometries:
    require_kind(within, "polygon")
    if within.empty:
        raise InputError("belt_limit_empty")
    limit = union(geometries(within))
    return polygonal(intersection(shapes, limit))


def _belt(line: shapely.Geometry, width_m: float, side: Side, ends: Ends) -> shapely.Geometry:
    merged = shapely.line_merge(line, directed=side != "both")
    signs = {"both": (1, -1), "left": (1,), "right": (-1,)}[side]
    shapes: list[shapely.Geometry] = []
    for part in shapely.get_parts(merged):
        xy = np.asarray(shapely.get_coordinates(shapely.remove_repeated_points(part)))
        for sign in signs:
            pieces = pieces_beside(xy, sign * width_m / len(signs), round_ends=ends == "round")
            one_sided = side != "both"
            shapes += [this_side_of(merged, p) if one_sided else p.shape for p in pieces]
    return union(np.array(shapes, dtype=object))
