"""Measure what no service reaches of each parcel in closed form, without making its shape.

The ground that is left is bounded by stretches of the parcel's border that lie in no service area,
and by stretches of the areas' borders that lie in the parcel and in no other area. What each of
them sweeps as seen from one point is known in closed form, and the sum is the area (Green). Borders
are cut where they cross; of each stretch one point tells on which side it lies. That the stretches
close is checked: where they do not, the shape is made and measured instead.
"""

import dataclasses
import math
from dataclasses import dataclass

import numpy as np
import shapely

from geo import CORNERS, SIDES, STEP, Flags, Floats, Geometries, Integers
from geo.coverage.areas import facing_circles
from geo.coverage.circles import Circles, anchor_distance, is_held, pairs, take
from geo.coverage.curves import (
    Crossings,
    Fans,
    Straights,
    Strips,
    arcs_cross,
    cross,
    in_fans,
    in_strips,
    lines_cross,
    lines_cross_arcs,
    on_arc,
)
from geo.coverage.outlines import Chains
from geo.coverage.services import Services
from geo.coverage.uncovered import NOISE_M, around, uncovered_parts

# Pieces of one circle are drawn larger by so much of their reach, each by more than the one before:
# of borders that coincide one then hides the other. Rounding is a hundredth of it.
_APART = 1e-13
# By so much of a parcel's extent its stretches may fail to close.
_GAP = 1e-9
# What meets more pieces or has more edges is quartered and cut as a shape, which stays smaller.
_MOST_PIECES = 256
_LONGEST_BORDER = 2_000
# So many pairs of a border with a piece are looked at together.
_MOST_PAIRS = 2_000_000
_POLYGON = 3


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Fans and strips by circle: the first `len(fan_circle)` pieces are fans, the others strips."""

    fans: Fans
    fan_circle: Integers
    strips: Strips
    strip_circle: Integers


@dataclass(frozen=True, slots=True)
class _Stretches:
    """Stretches of a border: one point of each, the step that it makes, and twice what it sweeps.

    What is swept is seen from the centre of its circle; all round a polygon it is twice its area.
    """

    circle: Integers
    middle: Floats
    step: Floats
    twice_m2: Floats


@dataclass(frozen=True, slots=True)
class _Outlines:
    """Edges of polygons, the ground on their left, from `start` to `end`; sorted by `owner`."""

    start: Floats
    end: Floats
    owner: Integers


def uncovered_areas(
    polygons: Geometries, area: Floats, box: Floats, services: Services, extra_m: Floats
) -> Floats:
    """Return how much of each polygon (m²) lies in no service area.

    `area` and `box` (n × 4) are those of the polygons, otherwise as `uncovered_parts`. Exactly 0
    where a part of it would be None, exactly `area` where it would be the polygon itself.
    """
    left = np.zeros(len(polygons))
    circles = around(box - np.tile(services.origin, 2), services, extra_m)
    todo = np.flatnonzero(~is_held(circles, anchor_distance(circles) + circles.spread_m))
    if not len(todo):
        return left
    edges = _edges(polygons[todo], services.origin)
    circles = take(circles, todo)
    first = np.searchsorted(edges.owner, np.arange(len(todo)))
    spread = np.maximum.reduceat(np.hypot(*(edges.start - circles.centre[edges.owner]).T), first)
    furthest = np.maximum.reduceat(np.hypot(*(edges.start - circles.anchor[edges.owner]).T), first)
    open_ = ~is_held(circles, furthest)
    edges = _chosen(edges, open_)
    circles = dataclasses.replace(take(circles, np.flatnonzero(open_)), spread_m=spread[open_])
    todo = todo[open_]
    left[todo], sure = _measured(edges, area[todo], services, circles)
    other = todo[~sure]
    left[other] = np.nan_to_num(
        shapely.area(uncovered_parts(polygons[other], services, extra_m[other]))
    )
    return left


def _edges(polygons: Geometries, origin: Floats) -> _Outlines:
    """Return the edges of valid polygons, in metres from the origin."""
    plain = (shapely.get_type_id(polygons) == _POLYGON) & (
        shapely.get_num_interior_rings(polygons) == 0
    )
    xy, ring = shapely.get_coordinates(polygons[plain], return_index=True)
    ring_owner = np.flatnonzero(plain)
    if not plain.all():
        parts, part_owner = shapely.get_parts(
            shapely.orient_polygons(polygons[~plain]), return_index=True
        )
        rings, ring_part = shapely.get_rings(parts, return_index=True)
        more, more_ring = shapely.get_coordinates(rings, return_index=True)
        xy = np.concatenate([xy, more])
        ring = np.concatenate([ring, more_ring + len(ring_owner)])
        ring_owner = np.concatenate([ring_owner, np.flatnonzero(~plain)[part_owner[ring_part]]])
    xy = xy - origin
    same = ring[1:] == ring[:-1]
    start, end, ring = xy[:-1][same], xy[1:][same], ring[:-1][same]
    # Oriented ones turn left around their ground, holes right; of plain ones either may be.
    middle = start[np.searchsorted(ring, np.arange(len(ring_owner)))][ring]
    turned = np.bincount(
        ring, weights=cross(start - middle, end - middle), minlength=len(ring_owner)
    )
    turned[int(plain.sum()) :] = 1
    back = (turned < 0)[ring][:, None]
    start, end = np.where(back, end, start), np.where(back, start, end)
    owner = ring_owner[ring]
    order = slice(None) if plain.all() else np.argsort(owner, kind="stable")
    return _Outlines(start[order], end[order], owner[order])


def _chosen(edges: _Outlines, polygons: Flags) -> _Outlines:
    """Return the edges of some polygons, which are numbered anew."""
    rows = polygons[edges.owner]
    number = np.cumsum(polygons) - 1
    return _Outlines(edges.start[rows], edges.end[rows], number[edges.owner[rows]])


def _measured(
    edges: _Outlines, area: Floats, services: Services, circles: Circles
) -> tuple[Floats, Flags]:
    """Return what is left of each polygon (m²), and where that is sure."""
    facing = facing_circles(services, circles, *pairs(services, circles))
    met = np.bincount(
        facing.circle[facing.chains.group],
        weights=(facing.chains.fan_count > 1) * 1 + facing.chains.edge,
        minlength=len(area),
    )
    length = np.bincount(edges.owner, minlength=len(area))
    sure = (met <= _MOST_PIECES) & (length <= _LONGEST_BORDER)
    # A service that lies in a parcel is a border more.
    sure[facing.circle[facing.within]] = False
    cut = sure & (met > 0)
    twice, gap = np.zeros(len(area)), np.zeros((2, len(area)))
    turn = np.cumsum(np.where(cut, (length + met) * met, 0)) // _MOST_PAIRS
    for number in np.unique(turn[cut]).tolist():
        some = cut & (turn == number)
        pieces = _pieces(facing.chains, facing.circle, circles, some)
        for sign, kept in zip(
            (1, -1, -1), _kept(pieces, _moved(edges, circles, some)), strict=True
        ):
            twice += sign * _summed(kept.twice_m2, kept.circle, len(area))
            gap += [sign * _summed(step, kept.circle, len(area)) for step in kept.step.T]

    noise = circles.spread_m * NOISE_M
    left = np.where(cut, twice / 2, area)
    sure &= np.hypot(*gap) <= circles.spread_m * _GAP
    sure &= (left >= -noise) & (left <= area + noise)
    left = np.where(left >= area - noise, area, left)
    return np.where(left <= noise, 0.0, left), sure


def _summed(weights: Floats, circle: Integers, count: int) -> Floats:
    return np.asarray(np.bincount(circle, weights=weights, minlength=count))


def _moved(edges: _Outlines, circles: Circles, cut: Flags) -> _Outlines:
    """Return the edges of some polygons, in metres from the centres of their circles."""
    rows = cut[edges.owner]
    owner = edges.owner[rows]
    centre = circles.centre[owner]
    return _Outlines(edges.start[rows] - centre, edges.end[rows] - centre, owner)


def _pieces(chains: Chains, circle: Integers, circles: Circles, cut: Flags) -> _Pieces:
    """Return the fans and strips of some circles, in metres from the centres."""
    circle = circle[chains.group]
    drawn = np.flatnonzero(((chains.fan_count > 1) | chains.edge) & cut[circle])
    circle = circle[drawn]
    rank = np.arange(len(drawn)) - np.searchsorted(circle, circle)
    radius = chains.radius_m[drawn]
    radius = radius + _APART * rank * (radius + circles.spread_m[circle])
    corner, ahead = chains.corner[drawn], chains.ahead[drawn]
    away = corner - circles.centre[circle]
    push = radius[:, None] * CORNERS[chains.edge_push[drawn] % SIDES]
    first, count = chains.fan_first[drawn], chains.fan_count[drawn]
    fan, whole, strip = count > 1, count == SIDES, chains.edge[drawn]
    return _Pieces(
        Fans(away[fan], radius[fan], first[fan], np.where(whole, SIDES, count - 1)[fan]),
        circle[fan],
        Strips(away[strip], (ahead - corner)[strip], push[strip]),
        circle[strip],
    )


def _kept(pieces: _Pieces, edges: _Outlines) -> tuple[_Stretches, _Stretches, _Stretches]:
    """Return the stretches that bound what is left: of polygons, of fans' arcs and of strips."""
    fans, strips = pieces.fans, pieces.strips
    border = Straights(edges.start, edges.end - edges.start)
    outer = Straights(strips.corner + strips.push, strips.along)
    to_arcs = _pairs(edges.owner, pieces.fan_circle)
    to_strips = _pairs(edges.owner, pieces.strip_circle)
    arcs = _once(pieces.fan_circle, pieces.fan_circle)
    sides = _once(pieces.strip_circle, pieces.strip_circle)
    mixed = _pairs(pieces.strip_circle, pieces.fan_circle)
    border_arc = _numbered(lines_cross_arcs(border, fans, *to_arcs), *to_arcs)
    border_side = _numbered(lines_cross(border, outer, *to_strips), *to_strips)
    arc_arc = _numbered(arcs_cross(fans, *arcs), *arcs)
    side_side = _numbered(lines_cross(outer, outer, *sides), *sides)
    side_arc = _numbered(lines_cross_arcs(outer, fans, *mixed), *mixed)

    line, low, high = _cut(np.ones(len(edges.owner)), border_arc[0], border_side[0])
    found = _on_lines(border, edges.owner, line, low, high)
    found = _free(found, np.full(len(line), -1), pieces)

    fan, low, high = _cut(fans.sides.astype(float), border_arc[1], *arc_arc, side_arc[1])
    arc = _on_arcs(fans, pieces.fan_circle, fan, low, high)
    within = _inside(arc, edges)
    arc = _free(_chosen_of(arc, within), fan[within], pieces)

    strip, low, high = _cut(np.ones(len(strips.push)), border_side[1], *side_side, side_arc[0])
    side = _on_lines(outer, pieces.strip_circle, strip, low, high)
    within = _inside(side, edges)
    own = strip[within] + len(pieces.fan_circle)
    return found, arc, _free(_chosen_of(side, within), own, pieces)


def _numbered(
    found: Crossings, one: Integers, other: Integers
) -> tuple[tuple[Integers, Floats], tuple[Integers, Floats]]:
    """Return the curves that cross with the places on them, first those of the ones."""
    return (one[found.pair], found.one), (other[found.pair], found.other)


def _expanded(key: Integers, first: Integers, count: Integers) -> tuple[Integers, Integers]:
    """Return each key `count` times, with numbers that run on from `first`."""
    number = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count - first, count)
    return np.repeat(key, count), number


def _pairs(circle: Integers, others: Integers) -> tuple[Integers, Integers]:
    """Return the rows of `circle` with the rows of `others`, which is sorted, of like circle."""
    first = np.searchsorted(others, circle)
    count = np.searchsorted(others, circle, side="right") - first
    return _expanded(np.arange(len(circle)), first, count)


def _once(circle: Integers, others: Integers) -> tuple[Integers, Integers]:
    """Return the pairs of different rows of like circle, each once."""
    one, other = _pairs(circle, others)
    return one[one < other], other[one < other]


def _cut(length: Floats, *crossings: tuple[Integers, Floats]) -> tuple[Integers, Floats, Floats]:
    """Cut curves where they are crossed; return the curve of each stretch, its begin and end."""
    all_of = np.arange(len(length))
    curve = np.concatenate([all_of, all_of, *(each for each, _ in crossings)])
    place = np.concatenate([np.zeros(len(length)), length, *(each for _, each in crossings)])
    order = np.lexsort((place, curve))
    curve, place = curve[order], place[order]
    stretch = np.flatnonzero((curve[1:] == curve[:-1]) & (place[1:] > place[:-1]))
    return curve[stretch], place[stretch], place[stretch + 1]


def _on_lines(
    lines: Straights, circle: Integers, line: Integers, low: Floats, high: Floats
) -> _Stretches:
    start, along = lines.start[line], lines.along[line]
    step = (high - low)[:, None] * along
    middle = start + ((low + high) / 2)[:, None] * along
    return _Stretches(circle[line], middle, step, cross(start, step))


def _on_arcs(fans: Fans, circle: Integers, fan: Integers, low: Floats, high: Floats) -> _Stretches:
    step = on_arc(fans, fan, high) - on_arc(fans, fan, low)
    # Around the corner each side sweeps the same triangle.
    swept = fans.radius_m[fan] ** 2 * math.sin(STEP) * (high - low)
    middle = on_arc(fans, fan, (low + high) / 2)
    return _Stretches(circle[fan], middle, step, swept + cross(fans.corner[fan], step))


def _chosen_of(stretches: _Stretches, rows: Flags) -> _Stretches:
    return _Stretches(
        stretches.circle[rows],
        stretches.middle[rows],
        stretches.step[rows],
        stretches.twice_m2[rows],
    )


def _free(stretches: _Stretches, own: Integers, pieces: _Pieces) -> _Stretches:
    """Return the stretches that lie in no piece other than their own."""
    held = np.zeros(len(own), dtype=bool)
    row, fan = _pairs(stretches.circle, pieces.fan_circle)
    other = own[row] != fan
    row, fan = row[other], fan[other]
    held[row[in_fans(stretches.middle[row], pieces.fans, fan)]] = True
    row, strip = _pairs(stretches.circle, pieces.strip_circle)
    other = own[row] != strip + len(pieces.fan_circle)
    row, strip = row[other], strip[other]
    held[row[in_strips(stretches.middle[row], pieces.strips, strip)]] = True
    return _chosen_of(stretches, ~held)


def _inside(stretches: _Stretches, edges: _Outlines) -> Flags:
    """Tell which stretches lie in the polygon of their circle: an odd number of edges is east."""
    row, edge = _pairs(stretches.circle, edges.owner)
    point, start, end = stretches.middle[row], edges.start[edge], edges.end[edge]
    across = (start[:, 1] > point[:, 1]) != (end[:, 1] > point[:, 1])
    row, point, start, end = row[across], point[across], start[across], end[across]
    turn = cross(end - start, point - start)
    east = (turn > 0) == (end[:, 1] > start[:, 1])
    return np.asarray(np.bincount(row[east], minlength=len(stretches.circle)) % 2 == 1)
