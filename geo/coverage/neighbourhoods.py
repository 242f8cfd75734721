"""Say how each place lies to the services: its centre, its spread and the service that leads."""

from dataclasses import dataclass

import numpy as np
import shapely

from geo import INNER, Flags, Floats, Integers
from geo.coverage.services import Services


@dataclass(frozen=True, slots=True)
class Places:
    """Round neighbourhoods: every point of a place lies within `spread_m` of its `centre`.

    Coordinates are metres from the services' origin. `extra_m` is added to every service radius
    seen from the place. The `anchor` is the corner of a service whose disc reaches furthest beyond
    the centre, `anchor_radius_m` its radius seen from here: minus infinity where none is in reach.
    """

    centre: Floats
    spread_m: Floats
    extra_m: Floats
    anchor: Floats
    anchor_radius_m: Floats


def places_at(services: Services, centre: Floats, spread_m: Floats, extra_m: Floats) -> Places:
    """Return the places with their anchors.

    Corners are asked for by radius, the largest first, until one of them holds the whole place.
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
    return Places(centre, spread_m, extra_m, anchor, radius)


def anchor_distance(places: Places) -> Floats:
    """Return the distance from each centre to its anchor; only meaningful where there is one."""
    away = places.anchor - places.centre
    return np.asarray(np.hypot(away[:, 0], away[:, 1]))


def is_held(places: Places, distance_m: Floats) -> Flags:
    """Tell which anchors' discs hold all that lies within `distance_m` of the anchor."""
    return np.asarray(distance_m <= INNER * places.anchor_radius_m)


def take(places: Places, index: Integers) -> Places:
    """Return some of the places."""
    return Places(
        centre=places.centre[index],
        spread_m=places.spread_m[index],
        extra_m=places.extra_m[index],
        anchor=places.anchor[index],
        anchor_radius_m=places.anchor_radius_m[index],
    )


def pairs(services: Services, places: Places) -> tuple[Integers, Integers]:
    """Return every place with every service whose area can meet it, as two arrays of numbers."""
    reach = (places.spread_m + np.maximum(places.extra_m, 0))[:, None]
    boxes = shapely.box(*(places.centre - reach).T, *(places.centre + reach).T)
    place, service = services.reach.query(boxes)
    return place, service
