"""Count and measure what of any layer or file lies inside an area."""

from dataclasses import dataclass

import geopandas as gpd
import shapely

from geo import union
from geo.areas import lines_inside, points_inside, taken


@dataclass(frozen=True, slots=True)
class Inside:
    """What of a layer lies inside an area.

    `count` are the features with any point, length or area inside; `length_m` is of the lines
    there, None where the layer has none; `area_m2` is the ground that its polygons take, overlaps
    once, and `share` (0-1) which part of the area that is, both None where it has no polygons.
    """

    count: int
    length_m: float | None
    area_m2: float | None
    share: float | None


def inside(area: gpd.GeoDataFrame, frame: gpd.GeoDataFrame) -> Inside:
    """Return what of the frame lies inside one area; points on its edge do.

    Both are in one metric CRS; the frame may hold points, lines and polygons side by side. An area
    without ground holds nothing. Raises what `geo.areas.overlap` raises.
    """
    kinds = shapely.get_dimensions(frame.geometry.to_numpy())
    points, lines, polygons = (frame[kinds == kind] for kind in range(3))
    empty = bool(area.geometry.is_empty.all())
    length_m = 0.0 if len(lines) else None
    area_m2 = 0.0 if len(polygons) else None
    if empty:
        return Inside(0, length_m, area_m2, area_m2)
    crossing = lines_inside(area, lines)
    each = taken(polygons, area)["area_m2"]
    together = taken(area, polygons).iloc[0]
    return Inside(
        count=len(points_inside(area, points)) + len(crossing) + int((each > 0).sum()),
        length_m=None if length_m is None else float(crossing["length_m"].sum()),
        area_m2=None if area_m2 is None else float(together["area_m2"]),
        share=None if area_m2 is None else float(together["share"]),
    )


def united(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return all areas as one row, so that ground that they share counts once."""
    whole = union(areas.geometry.to_numpy())
    return gpd.GeoDataFrame({"id": ["area"]}, geometry=[whole], crs=areas.crs)


def share_of(area: gpd.GeoDataFrame, limit: gpd.GeoDataFrame) -> float:
    """Return which part (0-1) of the limit, polygons in the area's CRS, the area takes."""
    whole = united(limit)
    inner = area[~area.geometry.is_empty]
    return float(taken(whole, inner)["share"].iloc[0])
