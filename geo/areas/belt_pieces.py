"""Draw what lies beside a line: a rectangle for each stretch and a fan around each bend."""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from geo import STEP, Floats, difference, intersection, union

# What of a line lies nearer than this to the stretch or corner is the stretch or corner itself.
_TOUCH_M = 1e-6


@dataclass(frozen=True, slots=True)
class Piece:
    """A polygon beside a line, and the stretch or corner of the line that it stands on."""

    shape: shapely.Geometry
    base: shapely.Geometry


def pieces_beside(xy: Floats, offset_m: float, *, round_ends: bool) -> list[Piece]:
    """Return the pieces on the left of a line, on its right for a negative offset.

    `xy` are the line's corners in metres (n × 2, n at least 2, none repeated). Pieces meet in the
    same coordinates, so that their union has no cracks. A closed line has no ends.
    """
    along = np.diff(xy, axis=0)
    along /= np.hypot(along[:, 0], along[:, 1])[:, None]
    aside = offset_m * np.column_stack([-along[:, 1], along[:, 0]])
    pieces = [
        Piece(
            shapely.Polygon([start, end, end + push, start + push]),
            shapely.LineString([start, end]),
        )
        for start, end, push in zip(xy[:-1], xy[1:], aside, strict=True)
    ]
    closed = bool((xy[0] == xy[-1]).all())
    side = math.copysign(1, offset_m)
    for i in range(0 if closed else 1, len(aside)):
        before, after = along[i - 1], along[i]
        turn = math.atan2(before[0] * after[1] - before[1] * after[0], float(before @ after))
        # Seen from the left, the outer side is where the line turns right; going straight back
        # (half a turn) has no inner side.
        if turn * side < 0 or abs(turn) == math.pi:
            pieces.append(_fan(xy[i], aside[i - 1], aside[i], -side * abs(turn)))
    if round_ends and not closed:
        reach_m, quarter = abs(offset_m), side * math.pi / 2
        pieces.append(_fan(xy[0], aside[0], -reach_m * along[0], quarter))
        pieces.append(_fan(xy[-1], aside[-1], reach_m * along[-1], -quarter))
    return [piece for piece in pieces if piece.shape.area > 0]


def this_side_of(line: shapely.Geometry, piece: Piece) -> shapely.Geometry:
    """Return the places of a piece whose straight way back to its base does not cross the line.

    Without this, at a bend sharper than a right angle the rectangle beside one stretch would reach
    through the next stretch to the line's other side.
    """
    if not shapely.relate_pattern(line, piece.shape, "T********"):
        return piece.shape
    crossing = shapely.get_parts(intersection(np.array([line]), piece.shape))
    shadows = [
        _shadow(np.array([start, end]), piece)
        for part in crossing[shapely.get_dimensions(crossing) == 1]
        for start, end in pairwise(shapely.get_coordinates(part))
        if max(shapely.distance(shapely.points([start, end]), piece.base)) > _TOUCH_M
    ]
    if not shadows:
        return piece.shape
    shadow = union(np.array(shadows, dtype=object))
    [seen] = difference(np.array([piece.shape]), np.array([shadow]))
    return seen


def _shadow(edge: Floats, piece: Piece) -> shapely.Geometry:
    """Return what lies behind an edge (2 × 2), as seen from the base of the piece."""
    corners = shapely.get_coordinates(piece.shape)
    if piece.base.length:
        push = corners[2] - corners[1]
        return shapely.Polygon([*edge, edge[1] + push, edge[0] + push])
    apex = corners[0]
    arms = edge - apex
    along = arms[1] - arms[0]
    foot = arms[0] - along * (arms[0] @ along) / (along @ along)
    # Rays to both ends and, so that the far side does not cut the corner, to the nearest point.
    rays = [arms[1], foot, arms[0]] if (arms[0] @ along) * (arms[1] @ along) < 0 else arms[::-1]
    far = 2 * math.dist(corners[1], apex)
    ends = [apex + ray * far / math.hypot(*ray) for ray in rays if math.hypot(*ray) > _TOUCH_M]
    shadow = shapely.Polygon([*edge, *ends])
    return shadow if shadow.is_valid else shapely.Polygon()


def _fan(centre: Floats, first: Floats, last: Floats, sweep: float) -> Piece:
    """Return the sector from one arm to the other, anticlockwise for a positive sweep (radians)."""
    angles = np.linspace(0, sweep, math.ceil(abs(sweep) / STEP) + 1)[1:-1]
    turned = np.column_stack(
        [
            first[0] * np.cos(angles) - first[1] * np.sin(angles),
            first[0] * np.sin(angles) + first[1] * np.cos(angles),
        ]
    )
    corners = np.vstack([centre, centre + first, centre + turned, centre + last])
    return Piece(shapely.Polygon(corners), shapely.Point(centre))
