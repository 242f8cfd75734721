"""Cut land into building blocks with streets between, so that each known point has its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Point, Polygon

# Half a street between two blocks, façade to façade.
_HALF_STREET_M: Final = 7.0
_LEAST_M2: Final = 7_200.0
# No sliver: a block holds a disc of 40 m, and a little more.
_NARROW_M: Final = 21.0
# A cut keeps this far from what is known to stand somewhere.
_OFF_M: Final = 38.0
_FAR: Final = 5_000.0
_ROUND_M: Final = 5.0
# How far a street bows, as a part of its length.
_BEND: Final = 0.07


@dataclass(frozen=True, slots=True)
class Block:
    """A block of land, and which of the points lie in it."""

    shape: Polygon
    points: tuple[int, ...] = ()


def blocks(
    land: shapely.Geometry, points: Sequence[Point], *, most_m2: tuple[float, float]
) -> list[Block]:
    """Return the blocks of some land: at most one point in each, the others left out.

    Of points too near to each other to be parted the first one keeps the block; `most_m2` is what a
    block with a point may have, and one without.
    """
    found: list[Block] = []
    for part in shapely.get_parts(land):
        if part.geom_type == "Polygon" and _holds(part):
            found += _parted(part, points, most_m2)
    return found


def _holds(shape: shapely.Geometry) -> bool:
    return shape.area >= _LEAST_M2 and not shape.buffer(-_NARROW_M).is_empty


def _parted(
    shape: Polygon, points: Sequence[Point], most_m2: tuple[float, float]
) -> Iterator[Block]:
    inside = tuple(i for i, each in enumerate(points) if shape.covers(each))
    most = most_m2[0] if inside else most_m2[1]
    # Blocks are not all of a size: by where it is, one is cut a little sooner than another.
    most *= 0.7 + 0.6 * _chance(shape, 7.13, 3.77)
    cut = _between(shape, [points[i] for i in inside]) if len(inside) > 1 else None
    if cut is None and shape.area <= most:
        rounded = _rounded(shape)
        if _holds(rounded):
            yield Block(rounded, inside)
        return
    cut = cut or _across(shape, [points[i] for i in inside])
    street = cut.buffer(_HALF_STREET_M, cap_style="flat")
    parts = [
        each
        for each in shapely.get_parts(shapely.difference(shape, street))
        if each.geom_type == "Polygon" and _holds(each)
    ]
    if not parts or (len(parts) == 1 and shape.area > 2 * _LEAST_M2 and len(inside) <= 1):
        rounded = _rounded(shape)
        if _holds(rounded):
            yield Block(rounded, inside)
        return
    for part in parts:
        yield from _parted(part, points, most_m2)


def _rounded(shape: Polygon) -> Polygon:
    """Return a block with its corners rounded off, without holes."""
    solid = Polygon(shape.exterior)
    smooth = solid.buffer(-_ROUND_M).buffer(_ROUND_M, quad_segs=3)
    parts = shapely.get_parts(smooth)
    return (
        shapely.simplify(max(parts, key=lambda each: each.area), 0.6) if len(parts) else Polygon()
    )


def _axes(shape: Polygon) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the directions of a block, the long one first."""
    box = shapely.get_coordinates(shapely.minimum_rotated_rectangle(shape))
    one, two = box[1] - box[0], box[2] - box[1]
    if np.hypot(*one) < np.hypot(*two):
        one, two = two, one
    return one / np.hypot(*one), two / np.hypot(*two)


def _cut_at(shape: Polygon, axis: NDArray[np.float64], at: float) -> LineString:
    """Return the street across an axis, where the axis has a value; it bends a little."""
    middle = np.array([shape.centroid.x, shape.centroid.y])
    foot = middle + axis * (at - middle @ axis)
    side = np.array([-axis[1], axis[0]])
    reach = shapely.get_coordinates(shape) @ side
    width = float(reach.max() - reach.min())
    bend = _BEND * width * (2 * _chance(shape, 2.29, 6.43) - 1)
    t = np.linspace(-1, 1, 13)[:, None]
    bow = foot + side * (t * width) + axis * (bend * (1 - (2 * t) ** 2))
    return LineString([bow[0] - side * _FAR, *bow, bow[-1] + side * _FAR])


def _chance(shape: Polygon, east: float, north: float) -> float:
    """Return a number from 0 to 1 that depends on nothing but where a block is."""
    return float((shape.centroid.x * east + shape.centroid.y * north) % 1)


def _between(shape: Polygon, points: list[Point]) -> LineString | None:
    """Return the cut midway between two points that are furthest apart along an axis."""
    xy = np.array([(each.x, each.y) for each in points])
    best: tuple[float, LineString] | None = None
    for axis in _axes(shape):
        values = np.sort(xy @ axis)
        gaps = np.diff(values)
        i = int(np.argmax(gaps))
        cut = _cut_at(shape, axis, float(values[i : i + 2].mean()))
        if best is None or gaps[i] > best[0]:
            best = (float(gaps[i]), cut)
    if best is None or best[0] < 2 * _OFF_M - 6:
        return None
    return best[1]


def _across(shape: Polygon, points: list[Point]) -> LineString:
    """Return the cut near the middle of a block's length, off its point."""
    axis, _ = _axes(shape)
    along = shapely.get_coordinates(shape) @ axis
    low, high = float(along.min()), float(along.max())
    lean = 0.5 + 0.16 * (_chance(shape, 3.31, 5.17) - 0.5)
    at = low + lean * (high - low)
    for each in points:
        value = float(np.array([each.x, each.y]) @ axis)
        if abs(at - value) < _OFF_M:
            at = value + np.copysign(_OFF_M + 2, (low + high) / 2 - value or 1)
    return _cut_at(shape, axis, float(at))
