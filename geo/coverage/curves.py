"""Say where straight lines and arcs of the standard disc cross, and which pieces hold a point."""

from dataclasses import dataclass

import numpy as np

from geo import CORNERS, INNER, SIDES, STEP, Flags, Floats, Integers

# Each step leads to the side on which lines or discs cross, or at first to the one beside it.
_STEPS = 3
# Crossings so little beyond an end, in lengths of the line or of a side, are at the end.
_SLACK = 1e-9
_MIDDLES = (np.arange(SIDES) + 0.5) * STEP
# Side `k` of the disc runs from corner `k` to the next, with this normal outwards.
_NORMALS = np.column_stack([np.cos(_MIDDLES), np.sin(_MIDDLES)])
_ALONG = np.roll(CORNERS, -1, axis=0) - CORNERS
_ONE = np.ones(1)
_LENGTH = 2 * np.sin(STEP / 2)


@dataclass(frozen=True, slots=True)
class Straights:
    """Straight lines from `start` by `along`; a place on one is a share of it, 0 to 1."""

    start: Floats
    along: Floats


@dataclass(frozen=True, slots=True)
class Fans:
    """Sectors of the standard disc around a corner, of less than half a turn, or whole discs.

    They hold the disc's sides from `first` on, `sides` in number; all of them are a whole disc. A
    place on the arc is a number of sides from its beginning, with the share of the last.
    """

    corner: Floats
    radius_m: Floats
    first: Integers
    sides: Integers


@dataclass(frozen=True, slots=True)
class Strips:
    """Parallelograms: an edge from `corner` by `along`, pushed out by `push`."""

    corner: Floats
    along: Floats
    push: Floats


@dataclass(frozen=True, slots=True)
class Crossings:
    """Where pairs cross: the number of the pair, the place on its one and on its other curve."""

    pair: Integers
    one: Floats
    other: Floats


def cross(one: Floats, other: Floats) -> Floats:
    """Return the cross product of each pair of vectors (n × 2)."""
    return np.asarray(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0])


def dot(one: Floats, other: Floats) -> Floats:
    """Return the dot product of each pair of vectors (n × 2)."""
    return np.asarray(one[:, 0] * other[:, 0] + one[:, 1] * other[:, 1])


def on_arc(fans: Fans, fan: Integers, place: Floats) -> Floats:
    """Return the points at places on arcs (n × 2)."""
    whole = np.minimum(np.floor(place).astype(np.int64), fans.sides[fan] - 1)
    side = (fans.first[fan] + whole) % SIDES
    part = (place - whole)[:, None]
    return np.asarray(
        fans.corner[fan] + fans.radius_m[fan][:, None] * (CORNERS[side] + part * _ALONG[side])
    )


def in_fans(point: Floats, fans: Fans, fan: Integers) -> Flags:
    """Tell which points lie in their fan."""
    away, reach = point - fans.corner[fan], INNER * fans.radius_m[fan]
    square = dot(away, away)
    held = np.asarray(square <= reach**2)
    edge = np.flatnonzero(~held & (square <= fans.radius_m[fan] ** 2))
    normal = _NORMALS[_side_at(away[edge])]
    held[edge] = dot(normal, away[edge]) <= reach[edge]
    sector = np.flatnonzero(held & (fans.sides[fan] != SIDES))
    away, first, sides = away[sector], fans.first[fan[sector]], fans.sides[fan[sector]]
    opening, closing = CORNERS[first % SIDES], CORNERS[(first + sides) % SIDES]
    held[sector] = (cross(opening, away) >= 0) & (cross(away, closing) >= 0)
    return held


def in_strips(point: Floats, strips: Strips, strip: Integers) -> Flags:
    """Tell which points lie in their parallelogram."""
    away, edge, push = point - strips.corner[strip], strips.along[strip], strips.push[strip]
    size = cross(push, edge)
    along, out = cross(push, away) * np.sign(size), cross(away, edge) * np.sign(size)
    size = np.abs(size)
    return np.asarray((along >= 0) & (along <= size) & (out >= 0) & (out <= size))


def lines_cross(ones: Straights, others: Straights, one: Integers, other: Integers) -> Crossings:
    """Return where pairs of lines cross; those that are parallel do not."""
    along, beyond = ones.along[one], others.along[other]
    away, size = others.start[other] - ones.start[one], cross(along, beyond)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _at_ends(cross(away, beyond) / size, cross(away, along) / size, _ONE, _ONE)


def lines_cross_arcs(lines: Straights, fans: Fans, line: Integers, fan: Integers) -> Crossings:
    """Return where pairs of a line and a fan's arc cross."""
    away, along, radius = (
        lines.start[line] - fans.corner[fan],
        lines.along[line],
        fans.radius_m[fan],
    )
    square, towards = dot(along, along), dot(away, along)
    root = towards**2 - square * (dot(away, away) - radius**2)
    met = np.flatnonzero((root > 0) & (square > 0))
    half = np.sqrt(root[met])
    enters, leaves = (-towards[met] - half) / square[met], (-towards[met] + half) / square[met]
    near = (enters <= 1) & (leaves >= 0)
    met, sign = np.concatenate([met[near]] * 2), np.repeat([-1, 1], np.count_nonzero(near))
    at = np.concatenate([enters[near], leaves[near]])
    away, along, reach = away[met], along[met], INNER * radius[met]
    crosses = np.ones(len(met), dtype=bool)
    # The distance beyond the disc is convex along a line: each step arrives or stays outside.
    for _ in range(_STEPS):
        side = _side_at(away + at[:, None] * along)
        slope = dot(_NORMALS[side], along)
        # A line that does not leave the disc by this side passes it by.
        crosses &= slope * sign > 0
        at = np.divide(reach - dot(_NORMALS[side], away), slope, out=at, where=crosses)
    place = _place(away + at[:, None] * along, fans, fan[met], side)
    found = _at_ends(np.where(crosses, at, np.nan), place, _ONE, fans.sides[fan[met]].astype(float))
    return Crossings(met[found.pair], found.one, found.other)


def arcs_cross(fans: Fans, one: Integers, other: Integers) -> Crossings:
    """Return where the arcs of pairs of fans cross."""
    apart = fans.corner[other] - fans.corner[one]
    radius, beyond = fans.radius_m[one], fans.radius_m[other]
    square = dot(apart, apart)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (square + radius**2 - beyond**2) / (2 * square)
        high = radius**2 / square - share**2
    met = np.flatnonzero(high > 0)
    aside = np.column_stack([-apart[met, 1], apart[met, 0]]) * np.sqrt(high[met])[:, None]
    middle = share[met, None] * apart[met]
    met, point = np.concatenate([met, met]), np.concatenate([middle + aside, middle - aside])
    apart, reach, beyond = apart[met], INNER * radius[met], INNER * beyond[met]
    for _ in range(_STEPS):
        side, facing = _side_at(point), _side_at(point - apart)
        normal, against = _NORMALS[side], _NORMALS[facing]
        size = cross(normal, against)
        far = beyond + dot(against, apart)
        with np.errstate(divide="ignore", invalid="ignore"):
            x = (reach * against[:, 1] - far * normal[:, 1]) / size
            y = (far * normal[:, 0] - reach * against[:, 0]) / size
        point = np.where((size != 0)[:, None], np.column_stack([x, y]), point)
    first = _place(point, fans, one[met], side)
    second = _place(point - apart, fans, other[met], facing)
    found = _at_ends(
        first, second, fans.sides[one[met]].astype(float), fans.sides[other[met]].astype(float)
    )
    return Crossings(met[found.pair], found.one, found.other)


def _side_at(away: Floats) -> Integers:
    """Return the side of the disc that lies in each direction from its middle."""
    angle = np.arctan2(away[:, 1], away[:, 0])
    return np.asarray(np.floor(angle / STEP).astype(np.int64) % SIDES)


def _place(away: Floats, fans: Fans, fan: Integers, side: Integers) -> Floats:
    """Return the place on the arc of a point on a side of the disc, from the fan's corner."""
    radius = fans.radius_m[fan]
    begin = radius[:, None] * CORNERS[side]
    part = dot(away - begin, _ALONG[side]) / (radius * _LENGTH**2)
    place = (side - fans.first[fan]) % SIDES + part
    # Just before the beginning is no whole turn.
    return np.asarray(np.where(place > SIDES - _SLACK, place - SIDES, place))


def _at_ends(one: Floats, other: Floats, ones: Floats, others: Floats) -> Crossings:
    """Return the crossings that lie on both curves, of which these are the lengths."""
    on = (one >= -_SLACK) & (one <= ones + _SLACK)
    pair = np.flatnonzero(on & (other >= -_SLACK) & (other <= others + _SLACK))
    ends = (np.broadcast_to(each, one.shape)[pair] for each in (ones, others))
    places = (np.clip(at[pair], 0, end) for at, end in zip((one, other), ends, strict=True))
    return Crossings(pair, *places)
