"""Say how each circle lies to the services: its centre, its spread and the service that leads."""

from dataclasses import dataclass

import numpy as np
import shapely

from geo import INNER, Flags, Floats, Integers
from geo.coverage.services import Services


@dataclass(frozen=True, slots=True)
class Circles:
    """Circles around what is asked about: all of it lies within `spread_m` of the `centre`.

    Coordinates are metres from the services' origin. `extra_m` is added to every service radius
    seen from the circle. The `anchor` is the corner of a service whose disc reaches furthest beyond
    the centre, `anchor_radius_m` its radius seen from here: minus infinity where none is in reach.
    """

    centre: Floats
    spread_m: Floats
    extra_m: Floats
    anchor: Floats
    anchor_radius_m: Floats


def circles_at(services: Services, centre: Floats, spread_m: Floats, extra_m: Floats) -> Circles:
    """Return the circles with their anchors.

    Corners are asked for by radius, the largest first, until one of them holds the whole circle.
    """
    anchor = np.zeros_like(centre)
    radius = np.full(len(centre), -np.inf)
    lead = np.full(len(centre), -np.inf)
    for tree in services.trees:
        some = np.flatnonzero(lead <= spread_m)
        if not len(some):
            break
        bound = tree.largest_m + float(np.max(spread_m[some] + extra_m[some]))
        distance, found = tree.points.query(centre[some], distance_upper_bound=max(bound, 0.0))
        hit = np.isfinite(distance)
        some, distance, row = some[hit], distance[hit], tree.row[found[hit]]
        here = services.radius_m[services.owner[row]] + extra_m[some]
        better = here - distance > lead[some]
        some, row, here = some[better], row[better], here[better]
        anchor[some], radius[some], lead[some] = services.corner[row], here, here - distance[better]
    return Circles(centre, spread_m, extra_m, anchor, radius)


def square(vectors: Floats) -> Floats:
    """Return the squared length of each vector (n × 2)."""
    return np.asarray(vectors[:, 0] * vectors[:, 0] + vectors[:, 1] * vectors[:, 1])


def anchor_distance(circles: Circles) -> Floats:
    """Return the distance from each centre to its anchor; only meaningful where there is one."""
    away = circles.anchor - circles.centre
    return np.asarray(np.hypot(away[:, 0], away[:, 1]))


def is_held(circles: Circles, distance_m: Floats) -> Flags:
    """Tell which anchors' discs hold all that lies within `distance_m` of the anchor."""
    return np.asarray(distance_m <= INNER * circles.anchor_radius_m)


def take(circles: Circles, index: Integers) -> Circles:
    """Return some of the circles."""
    return Circles(
        centre=circles.centre[index],
        spread_m=circles.spread_m[index],
        extra_m=circles.extra_m[index],
        anchor=circles.anchor[index],
        anchor_radius_m=circles.anchor_radius_m[index],
    )


def pairs(services: Services, circles: Circles) -> tuple[Integers, Integers]:
    """Return every circle with every service whose area can meet it, as two arrays of numbers."""
    reach = (circles.spread_m + np.maximum(circles.extra_m, 0))[:, None]
    boxes = shapely.box(*(circles.centre - reach).T, *(circles.centre + reach).T)
    circle, service = services.reach.query(boxes)
    return circle, service
