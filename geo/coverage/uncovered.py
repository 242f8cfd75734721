"""Find what no service reaches, parcel by parcel, without ever joining the service areas.

Most parcels are settled whole by the nearest service corner. From the others only the nearby parts
of service areas are cut off, nearest service first, until nothing is left.
"""

import dataclasses

import numpy as np
import shapely

from geo import Flags, Floats, Geometries, Integers, difference, intersection, union
from geo.coverage.areas import Pieces, pieces_near
from geo.coverage.circles import Circles, anchor_distance, circles_at, is_held, pairs, take
from geo.coverage.services import Services

# A parcel that meets more pieces than this is quartered first, down to this size.
_MOST_PIECES = 48
_SMALLEST_TILE_M = 25.0
# Cutting rounds coordinates; what is left as a strip this thin along a parcel is nothing.
NOISE_M = 1e-8


def uncovered_parts(polygons: Geometries, services: Services, extra_m: Floats) -> Geometries:
    """Return what of each polygon lies in no service area, None where all of it does.

    Polygons are valid and in the services' CRS; `extra_m` (one a polygon) is added to every
    service radius as seen from it. Where nothing is cut off the polygon itself is returned.
    """
    left = np.full(len(polygons), None, dtype=object)
    box = np.asarray(shapely.bounds(polygons)).reshape(-1, 4) - np.tile(services.origin, 2)
    circles = around(box, services, extra_m)
    todo = np.flatnonzero(~is_held(circles, anchor_distance(circles) + circles.spread_m))
    if len(todo):
        near = _shifted(polygons[todo], -services.origin)
        cut = _cut_in_circles(near, services, take(circles, todo))
        same = np.array([after is before for after, before in zip(cut, near, strict=True)])
        left[todo[same]] = polygons[todo[same]]
        left[todo[~same]] = _shifted(cut[~same], services.origin)
    return left


def uncovered_points(points: Floats, services: Services, extra_m: Floats) -> Flags:
    """Tell which points (n × 2, the services' CRS) are further from every service than its radius.

    Points are measured against true circles; one exactly at the radius is covered.
    """
    centre = points - services.origin
    circles = circles_at(services, centre, np.zeros(len(points)), extra_m)
    left = ~(anchor_distance(circles) <= circles.anchor_radius_m)
    todo = np.flatnonzero(left)
    circle, service = pairs(services, take(circles, todo))
    radius = services.radius_m[service] + extra_m[todo[circle]]
    distance = shapely.distance(shapely.points(centre[todo[circle]]), services.geometry[service])
    left[todo[circle[distance <= radius]]] = False
    return left


def around(box: Floats, services: Services, extra_m: Floats) -> Circles:
    """Return the circles that hold the boxes (n × 4, metres from the services' origin)."""
    spread = np.hypot(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]) / 2
    return circles_at(services, (box[:, :2] + box[:, 2:]) / 2, spread, extra_m)


def _shifted(geometry: Geometries, by: Floats) -> Geometries:
    return np.asarray(shapely.transform(geometry, lambda xy: xy + by), dtype=object)


def _cut_in_circles(polygons: Geometries, services: Services, circles: Circles) -> Geometries:
    """Return what is left of each polygon: None when nothing, itself when nothing is cut off."""
    left = np.full(len(polygons), None, dtype=object)
    xy, owner = shapely.get_coordinates(polygons, return_index=True)
    first = np.searchsorted(owner, np.arange(len(polygons)))
    spread = np.maximum.reduceat(np.hypot(*(xy - circles.centre[owner]).T), first)
    furthest = np.maximum.reduceat(np.hypot(*(xy - circles.anchor[owner]).T), first)
    todo = np.flatnonzero(~is_held(circles, furthest))
    polygons = polygons[todo]
    circles = dataclasses.replace(take(circles, todo), spread_m=spread[todo])

    pieces = pieces_near(services, circles, *pairs(services, circles))
    count = np.bincount(pieces.circle, minlength=len(todo))
    crowded = (count > _MOST_PIECES) & (circles.spread_m > _SMALLEST_TILE_M)
    left[todo] = _cut(polygons, pieces, np.where(crowded, 0, count))
    if crowded.any():
        left[todo[crowded]] = _cut_in_quarters(
            polygons[crowded], services, circles.extra_m[crowded]
        )
    nothing = shapely.area(left[todo]) <= circles.spread_m * NOISE_M
    left[todo[nothing]] = None
    return left


def _cut(polygons: Geometries, pieces: Pieces, count: Integers) -> Geometries:
    """Cut the first piece off every polygon, then the second, for as long as there is something."""
    left = polygons.copy()
    first = np.searchsorted(pieces.circle, np.arange(len(polygons)))
    todo = np.flatnonzero(count > 0)
    turn = 0
    while len(todo):
        left[todo] = difference(left[todo], pieces.polygon[first[todo] + turn])
        turn += 1
        todo = todo[(count[todo] > turn) & ~shapely.is_empty(left[todo])]
    return left


def _cut_in_quarters(
    polygons: Geometries, services: Services, extra_m: Floats
) -> list[shapely.Geometry | None]:
    """Cut large polygons quarter by quarter, so that each quarter meets few pieces."""
    west, south, east, north = np.asarray(shapely.bounds(polygons)).T
    x, y = (west + east) / 2, (south + north) / 2
    boxes = shapely.box(
        np.stack([west, x, west, x]),
        np.stack([south, south, y, y]),
        np.stack([x, east, x, east]),
        np.stack([y, y, north, north]),
    )
    quarters = intersection(polygons, boxes)
    quarter, owner = np.nonzero(shapely.area(quarters) > 0)
    parts = quarters[quarter, owner]
    circles = around(np.asarray(shapely.bounds(parts)), services, extra_m[owner])
    cut = _cut_in_circles(parts, services, circles)
    return [_joined(cut[owner == one]) for one in range(len(polygons))]


def _joined(parts: Geometries) -> shapely.Geometry | None:
    parts = parts[~shapely.is_missing(parts)]
    return union(parts) if len(parts) else None
