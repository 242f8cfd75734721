"""Draw the parts of service areas that can reach given circles, and leave out all others.

A service area is the service itself, a parallelogram on the outer side of every edge and a fan of
the standard disc at every corner that turns outwards. Only what faces a circle is drawn: a parcel
500 m from a park meets some twenty corners of one arc instead of a thousand.
"""

from dataclasses import dataclass

import numpy as np

from geo import INNER, SIDES, STEP, Flags, Floats, Geometries, Integers
from geo.coverage.circles import Circles, square
from geo.coverage.outlines import Chains, draw
from geo.coverage.services import Services

# A shorter reach is not drawn: its disc would be finer than coordinates can tell apart.
_LEAST_RADIUS_M = 1e-3


@dataclass(frozen=True, slots=True)
class Pieces:
    """Polygons that make up the service areas in each circle, sorted by circle, nearest first."""

    polygon: Geometries
    circle: Integers


@dataclass(frozen=True, slots=True)
class Facing:
    """Pairs of circle and service that may meet, and the fans and edges that face the circle.

    `within` tells where the service itself may reach into the circle, `nearest_m` how far its
    nearest corner is from the centre. The group of a chain is the number of its pair.
    """

    circle: Integers
    service: Integers
    within: Flags
    nearest_m: Floats
    chains: Chains


@dataclass(frozen=True, slots=True)
class _Views:
    """Corners with the edge ahead, each seen from one circle, in the order of the outline."""

    pair: Integers
    corner: Floats
    ahead: Floats
    radius_m: Floats
    circle: Integers
    distance_m: Floats
    row: Integers


def pieces_near(
    services: Services, circles: Circles, circle: Integers, service: Integers
) -> Pieces:
    """Return the service areas near circles, for the given pairs of circle and service.

    Within each circle the union of its pieces is the union of the areas of its services.
    """
    facing = facing_circles(services, circles, circle, service)
    circle, service, within = facing.circle, facing.service, facing.within
    polygons, pair = draw(facing.chains)
    polygons = np.concatenate([services.geometry[service[within]], polygons])
    pair = np.concatenate([np.flatnonzero(within), pair])
    order = np.lexsort((facing.nearest_m[pair], circle[pair]))
    return Pieces(polygons[order], circle[pair][order])


def facing_circles(
    services: Services, circles: Circles, circle: Integers, service: Integers
) -> Facing:
    """Return what of the services faces their circles, for pairs of circle and service."""
    radius = services.radius_m[service] + circles.extra_m[circle]
    keep = (radius >= 0) & _may_matter(services, circles, circle, service, radius)
    circle, service, radius = circle[keep], service[keep], radius[keep]
    views = _views(services, circles, circle, service, radius)
    nearest = np.full(len(service), np.inf)
    np.minimum.at(nearest, views.pair, views.distance_m)
    return Facing(
        circle=circle,
        service=service,
        within=services.is_area[service] & _overlaps(services.bounds[service], circles, circle),
        nearest_m=nearest,
        chains=_chains(services, circles, views),
    )


def _may_matter(
    services: Services, circles: Circles, circle: Integers, service: Integers, radius_m: Floats
) -> Flags:
    """Tell which services reach the circle and are not further from all of it than its anchor."""
    box, centre, spread = services.bounds[service], circles.centre[circle], circles.spread_m[circle]
    beside = np.maximum(np.maximum(box[:, :2] - centre, centre - box[:, 2:]), 0)
    least = np.hypot(beside[:, 0], beside[:, 1]) - spread
    to_anchor = circles.anchor[circle] - centre
    most = np.hypot(to_anchor[:, 0], to_anchor[:, 1]) + spread
    outdone = (least > most + radius_m * (1 - INNER)) & (
        circles.anchor_radius_m[circle] >= radius_m
    )
    return (least <= radius_m) & ~outdone


def _overlaps(box: Floats, circles: Circles, circle: Integers) -> Flags:
    centre, spread = circles.centre[circle], circles.spread_m[circle][:, None]
    meets = (box[:, :2] <= centre + spread) & (box[:, 2:] >= centre - spread)
    return np.asarray(meets[:, 0] & meets[:, 1])


def _views(
    services: Services, circles: Circles, circle: Integers, service: Integers, radius_m: Floats
) -> _Views:
    first = services.first_row[service]
    count = services.first_row[service + 1] - first
    pair = np.repeat(np.arange(len(service)), count)
    row = np.arange(len(pair)) + np.repeat(first - (np.cumsum(count) - count), count)
    corner = services.corner[row]
    away = circles.centre[circle[pair]] - corner
    return _Views(
        pair=pair,
        corner=corner,
        ahead=services.ahead[row],
        radius_m=radius_m[pair],
        circle=circle[pair],
        distance_m=np.sqrt(square(away)),
        row=row,
    )


def _chains(services: Services, circles: Circles, views: _Views) -> Chains:
    """Return the fans and edges that face their circle and are not outdone by its anchor."""
    spread = circles.spread_m[views.circle]
    first, count = services.fan_first[views.row], services.fan_count[views.row]
    drawn = views.radius_m >= _LEAST_RADIUS_M
    in_reach = drawn & (views.distance_m - spread <= views.radius_m)
    lost_corner = _lead_m2(circles, views, views.corner)
    lost_ahead = _lead_m2(circles, views, views.ahead)
    seen_first, seen_count = _trim(circles, views, first, count)
    seen_count[~in_reach | (lost_corner > 0)] = 0

    # An edge is nearer than its ends, by at most a quarter of its squared length in the squares.
    squared = square(views.ahead - views.corner)
    length = np.sqrt(squared)
    outdone = np.minimum(lost_corner, lost_ahead) > squared / 4
    edge = drawn & _faces_edge(circles, views, length) & ~outdone
    return Chains(
        group=views.pair,
        corner=views.corner,
        ahead=views.ahead,
        radius_m=views.radius_m,
        fan_first=seen_first,
        fan_count=seen_count,
        edge=edge,
        edge_push=services.edge_push[views.row],
        opens=(seen_first == first) & (seen_count > 0),
        closes=(seen_first + seen_count == first + count) & (seen_count > 0),
    )


def _lead_m2(circles: Circles, views: _Views, point: Floats) -> Floats:
    """Return by how much the anchor leads over a disc around `point` in all of the circle, m².

    `|x - point|² - |x - anchor|²` is linear in x, so its least value over a circle is known.
    What the standard disc departs from a true one is taken off; a lead above 0 means that the
    anchor's disc holds every point of the circle that the other holds.
    """
    apart = circles.anchor[views.circle] - point
    lead = square(circles.centre[views.circle] - point)
    lead -= square(circles.centre - circles.anchor)[views.circle]
    lead -= (2 * circles.spread_m)[views.circle] * np.sqrt(square(apart))
    lead -= (1 - INNER**2) * views.radius_m**2
    return np.where(circles.anchor_radius_m[views.circle] >= views.radius_m, lead, -np.inf)


def _trim(
    circles: Circles, views: _Views, first: Integers, count: Integers
) -> tuple[Integers, Integers]:
    """Return the first and the number of the fan's disc corners that face the circle."""
    first, count = first.copy(), count.copy()
    spread = circles.spread_m[views.circle]
    # Close to the circle a fan is seen under too wide an angle to be worth trimming.
    some = np.flatnonzero((count > 0) & (spread < 0.9 * views.distance_m))
    away = circles.centre[views.circle[some]] - views.corner[some]
    half = np.arcsin(spread[some] / views.distance_m[some])
    direction = np.arctan2(away[:, 1], away[:, 0])
    low = np.floor((direction - half) / STEP).astype(np.int64)
    width = np.ceil((direction + half) / STEP).astype(np.int64) - low
    begin = (low - first[some]) % SIDES
    whole = count[some] == SIDES
    # A view that begins before the fan's first corner may come round to it.
    begin -= np.where((begin + width >= SIDES) & ~whole, SIDES, 0)
    end = np.where(whole, begin + width, np.minimum(begin + width, count[some] - 1))
    begin = np.maximum(begin, 0)
    first[some] += begin
    count[some] = np.maximum(end - begin + 1, 0)
    return first, count


def _faces_edge(circles: Circles, views: _Views, length_m: Floats) -> Flags:
    """Tell whether the parallelogram on the outer side of the edge can meet the circle."""
    safe = np.where(length_m > 0, length_m, 1)[:, None]
    along = (views.ahead - views.corner) / safe
    away = circles.centre[views.circle] - views.corner
    before = away[:, 0] * along[:, 0] + away[:, 1] * along[:, 1]
    beside = away[:, 0] * along[:, 1] - away[:, 1] * along[:, 0]
    # The parallelogram leans by up to half a step of the disc.
    spread = circles.spread_m[views.circle]
    lean = spread + views.radius_m * STEP
    return np.asarray(
        (length_m > 0)
        & (before >= -lean)
        & (before <= length_m + lean)
        & (beside >= -spread)
        & (beside <= views.radius_m + spread)
    )
