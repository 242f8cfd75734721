"""Take services apart into the corners and edges that carry their service areas."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import ArrayLike

from geo import (
    SIDES,
    Flags,
    Floats,
    Geometries,
    Integers,
    corner_towards,
    geometries,
    require_amounts,
    require_kind,
)

if TYPE_CHECKING:
    from scipy.spatial import KDTree

# Each tree holds services of like radius; with few radii the best service is found exactly.
_MOST_TREES = 6
# Below so many corners a service, in the mean, all of them are searched at once.
_FEWER = 3
_LEAF = 32


@dataclass(frozen=True, slots=True)
class Tree:
    """Corners of services of like radius, to find the nearest; `row` leads back to the corner."""

    points: "KDTree"
    row: Integers
    largest_m: float


@dataclass(frozen=True, slots=True)
class Services:
    """Services with one radius each, as the corners of their outlines, in metres from `origin`.

    Outlines run with the service on their left. From `corner` an edge leads to `ahead`, and
    `edge_push` is the disc corner that its outer side pushes furthest. The outline's corner itself
    pushes the `fan_count` disc corners from `fan_first` on: none where the outline turns inwards,
    all for a point, which has no edge (`ahead` is the point). Row `i` belongs to service
    `owner[i]`; the rows of service `s` run from `first_row[s]` to `first_row[s + 1]`. `reach`
    finds services by the box around their area.
    """

    geometry: Geometries
    is_area: Flags
    radius_m: Floats
    origin: Floats
    bounds: Floats
    corner: Floats
    ahead: Floats
    edge_push: Integers
    fan_first: Integers
    fan_count: Integers
    owner: Integers
    first_row: Integers
    trees: tuple[Tree, ...]
    reach: shapely.STRtree


def service_set(frame: gpd.GeoDataFrame, radius_m: ArrayLike) -> Services:
    """Prepare points or polygons in a metric CRS, with one service radius for all or one each.

    Raises what `require_kind` and `require_amounts` raise.
    """
    require_kind(frame, "point", "polygon", "mixed")
    radius = require_amounts(radius_m, len(frame), name="radius_m")
    return services_of(geometries(frame), radius)


def services_of(geometry: Geometries, radius: Floats) -> Services:
    """Prepare shapes and radii that were checked before, as `service_set` does."""
    # Whole metres are subtracted without rounding, and near zero an overlay keeps more digits.
    box = np.asarray(shapely.total_bounds(geometry)) if len(geometry) else np.zeros(4)
    origin = np.rint((box[:2] + box[2:]) / 2)
    geometry = np.asarray(shapely.transform(geometry, lambda xy: xy - origin), dtype=object)
    corner, ahead, before, owner = _outlines(geometry)
    edge_push, fan_first, fan_count = _pushes(before, corner, ahead)
    bounds = np.asarray(shapely.bounds(geometry)).reshape(-1, 4)
    boxes = shapely.box(*(bounds + radius[:, None] * [-1, -1, 1, 1]).T)
    return Services(
        geometry=geometry,
        is_area=np.asarray(shapely.area(geometry) > 0),
        radius_m=radius,
        origin=origin,
        bounds=bounds,
        corner=corner,
        ahead=ahead,
        edge_push=edge_push,
        fan_first=fan_first,
        fan_count=fan_count,
        owner=owner,
        first_row=np.searchsorted(owner, np.arange(len(geometry) + 1)),
        trees=_trees(corner, radius[owner], owner),
        reach=shapely.STRtree(boxes),
    )


def _outlines(geometry: Geometries) -> tuple[Floats, Floats, Floats, Integers]:
    """Return every corner with the next and the one before on its ring, and its service."""
    clean = shapely.orient_polygons(shapely.remove_repeated_points(geometry))
    parts, part_owner = shapely.get_parts(clean, return_index=True)
    is_point = np.asarray(shapely.get_type_id(parts) == shapely.GeometryType.POINT)
    rings, ring_part = shapely.get_rings(parts[~is_point], return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    ring_owner = part_owner[~is_point][ring_part]
    first = np.searchsorted(ring, np.arange(len(rings)))
    last = np.searchsorted(ring, np.arange(len(rings)), side="right") - 1

    # The closing coordinate repeats the first: drop it, and go round by index instead.
    following = np.arange(len(xy)) + 1
    preceding = np.arange(len(xy)) - 1
    following[last - 1] = first
    preceding[first] = last - 1
    kept = np.ones(len(xy), dtype=bool)
    kept[last] = False

    points = shapely.get_coordinates(parts[is_point])
    corner = np.concatenate([xy[kept], points])
    ahead = np.concatenate([xy[following[kept]], points])
    before = np.concatenate([xy[preceding[kept]], points])
    owner = np.concatenate([ring_owner[ring[kept]], part_owner[is_point]])
    # Shapes of one kind come in the order of their services.
    order = np.argsort(owner, kind="stable") if is_point.any() else slice(None)
    return corner[order], ahead[order], before[order], owner[order]


def _pushes(before: Floats, corner: Floats, ahead: Floats) -> tuple[Integers, Integers, Integers]:
    """Return the disc corners that each edge and each corner of the outline pushes out."""
    towards, onwards = corner - before, ahead - corner
    # The service is on the left, so the outer normal of a direction (x, y) is (y, -x).
    edge_push = corner_towards(np.column_stack([onwards[:, 1], -onwards[:, 0]]))
    fan_first = corner_towards(np.column_stack([towards[:, 1], -towards[:, 0]]))
    left = towards[:, 0] * onwards[:, 1] - towards[:, 1] * onwards[:, 0]
    turn = (edge_push - fan_first) % SIDES
    fan_count = np.where((left >= 0) & (turn <= SIDES // 2), turn + 1, 0)
    is_point = (ahead == corner).all(axis=1)
    return (
        edge_push,
        np.where(is_point, 0, fan_first),
        np.where(is_point, SIDES, fan_count),
    )


def _trees(corner: Floats, radius_m: Floats, owner: Integers) -> tuple[Tree, ...]:
    """Return search trees of the corners by radius, the largest radius first.

    Before all corners of some services come the first corners of each: most of what lies within
    reach is within reach of these, and they are found in half the time.
    """
    from scipy.spatial import KDTree  # noqa: PLC0415 - a server that starts does not wait for it

    sizes = np.unique(radius_m)
    groups = np.array_split(sizes, min(_MOST_TREES, len(sizes))) if len(sizes) else []
    trees = []
    for group in reversed(groups):
        row = np.flatnonzero((radius_m >= group[0]) & (radius_m <= group[-1]))
        few = row[np.diff(owner[row], prepend=-1) > 0]
        for some in (few, row) if len(few) * _FEWER < len(row) else (row,):
            # Corners are scattered: halving the ground is as good as halving their number.
            found = KDTree(corner[some], leafsize=_LEAF, balanced_tree=False)
            trees.append(Tree(found, some, float(group[-1])))
    return tuple(trees)
