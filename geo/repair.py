"""Make invalid geometries valid, but for those that cross themselves too often."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from geo.checks import Flags, Floats, Geometries, Integers

# `make_valid` cuts at every crossing and sorts what is left: 1,000 crossings take half a second,
# the 30,000 of 500 random vertices a minute. A slip of the pen makes a few.
MOST_CROSSINGS: Final = 500
# A geometry of so many vertices is looked at before GEOS is asked whether it is valid, which takes
# minutes for a large knot; so many of its segments are held against all.
_LARGE: Final = 2_000
_SAMPLE: Final = 16
# Pairs of segments whose boxes meet; what lies so close together takes as long as a knot.
_MOST_PAIRS: Final = 10_000_000
_PAIRS_AT_ONCE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Repaired:
    """Geometries made valid; `invalid` tells which were not, `tangled` which could not be.

    What is tangled stays as it is, and must not be computed with.
    """

    shapes: Geometries
    invalid: Flags
    tangled: Flags


def repaired(shapes: Geometries, where: Flags | None = None) -> Repaired:
    """Return the geometries made valid, of those `where` is true (all if None).

    Coordinates are finite, in any unit. Nothing is made of one that crosses itself in more than
    `MOST_CROSSINGS` places, or whose segments lie beside each other so closely that to count takes
    as long.
    """
    shapes = np.array(shapes, dtype=object)
    asked = np.ones(len(shapes), bool) if where is None else where.copy()
    tangled = np.zeros(len(shapes), bool)
    asked &= ~np.asarray(shapely.is_missing(shapes))
    for row in np.flatnonzero(asked & (shapely.get_num_coordinates(shapes) > _LARGE)).tolist():
        tangled[row] = _is_knot(_segments(shapes[row]))
    asked &= ~tangled
    invalid = np.zeros(len(shapes), bool)
    invalid[asked] = ~np.asarray(shapely.is_valid(shapes[asked]))
    for row in np.flatnonzero(invalid).tolist():
        tangled[row] = _crosses_often(_segments(shapes[row]))
        if not tangled[row]:
            shapes[row] = shapely.make_valid(shapes[row])
    return Repaired(shapes, invalid | tangled, tangled)


def _crosses_often(ends: Floats) -> bool:
    """Count the crossings until they are too many, or are too laborious to count."""
    if len(ends) * (len(ends) - 1) // 2 <= MOST_CROSSINGS:
        return False
    segments = shapely.linestrings(ends)
    tree = shapely.STRtree(segments)
    crossings = pairs = at = 0
    size, most = _SAMPLE, max(_MOST_PAIRS, 10 * len(segments))
    while at < len(segments):
        first, second = tree.query(segments[at : at + size])
        later = second > first + at
        crossings += int(_cross(ends, first[later] + at, second[later]).sum())
        pairs += len(first)
        if crossings > MOST_CROSSINGS or pairs > most:
            return True
        at += size
        size = int(np.clip(_PAIRS_AT_ONCE * size // len(first), 1, 4 * size))
    return False


def _is_knot(ends: Floats) -> bool:
    """Tell whether some segments, spread over the geometry, already cross too many others."""
    starts, stops = (np.ascontiguousarray(ends[:, at]) for at in (0, 1))
    crossings = 0
    for one in np.linspace(0, len(ends) - 1, _SAMPLE).astype(int).tolist():
        line = ends[one : one + 1, 0], ends[one : one + 1, 1]
        over = np.flatnonzero(_side(*line, starts) * _side(*line, stops) < 0)
        crossings += int(_cross(ends, np.full(len(over), one), over).sum())
    return crossings > 2 * MOST_CROSSINGS  # two of the sample may have met each other


def _cross(ends: Floats, first: Integers, second: Integers) -> Flags:
    """Tell of pairs of segments whether each has its ends on both sides of the other."""
    a, b = ends[first, 0], ends[first, 1]
    c, d = ends[second, 0], ends[second, 1]
    with np.errstate(over="ignore", invalid="ignore"):  # beyond the largest number none crosses
        return np.asarray(
            (_side(a, b, c) * _side(a, b, d) < 0) & (_side(c, d, a) * _side(c, d, b) < 0)
        )


def _side(start: Floats, end: Floats, point: Floats) -> Floats:
    """Return 1 left of a segment, -1 right of it, 0 on its line."""
    along, towards = end - start, point - start
    return np.asarray(np.sign(along[:, 0] * towards[:, 1] - along[:, 1] * towards[:, 0]))


def _segments(shape: shapely.Geometry) -> Floats:
    """Return start and end (n × 2 × 2) of every segment of every ring or line."""
    parts = shapely.get_parts(shape)
    lines = np.concatenate([shapely.get_rings(parts), parts[shapely.get_dimensions(parts) == 1]])
    coordinates, owners = shapely.get_coordinates(lines, return_index=True)
    here = owners[:-1] == owners[1:]
    return np.stack([coordinates[:-1][here], coordinates[1:][here]], axis=1)
