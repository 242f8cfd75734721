"""Bend lines as water does: smooth through points, wandering between them, keeping clear."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Point

_STEP_M: Final = 20.0
_TAPER_M: Final = 180.0
# Wavelengths of a wandering course, and how much of the amplitude each has.
_WAVES: Final = ((910.0, 0.55), (430.0, 0.3), (210.0, 0.15))
Xy = NDArray[np.float64]


def smooth(points: Sequence[Point]) -> LineString:
    """Return the centripetal Catmull-Rom curve through the points, a vertex every 20 m or so."""
    known = np.array([(each.x, each.y) for each in points])
    ends = np.vstack([2 * known[0] - known[1], known, 2 * known[-1] - known[-2]])
    parts = [_arc(ends[i : i + 4]) for i in range(len(known) - 1)]
    return LineString(np.vstack([*parts, known[-1:]]))


def _arc(four: Xy) -> Xy:
    """Return the curve from the second of four points to the third, without the third."""
    knots = np.concatenate([[0.0], np.cumsum(np.sqrt(np.hypot(*np.diff(four, axis=0).T)))])
    count = max(2, int(np.hypot(*(four[2] - four[1])) / _STEP_M))
    t = np.linspace(knots[1], knots[2], count, endpoint=False)[:, None]

    def between(a: Xy, b: Xy, i: int, j: int) -> Xy:
        found: Xy = ((knots[j] - t) * a + (t - knots[i]) * b) / (knots[j] - knots[i])
        return found

    one, two, three = (between(four[i], four[i + 1], i, i + 1) for i in range(3))
    return between(between(one, two, 0, 2), between(two, three, 1, 3), 1, 2)


def wander(
    line: LineString, amplitude_m: float, *, seed: int, fixed: Sequence[Point] = ()
) -> LineString:
    """Return a line that wanders sideways by up to the amplitude, and not at all where it is fixed.

    Its ends are fixed; the same seed wanders the same way.
    """
    dense = shapely.segmentize(line, _STEP_M)
    xy = shapely.get_coordinates(dense)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    phases = np.random.default_rng(seed).uniform(0, 2 * np.pi, len(_WAVES))
    swing = sum(
        part * np.sin(2 * np.pi * along / wave + phase)
        for (wave, part), phase in zip(_WAVES, phases, strict=True)
    )
    held = [0.0, along[-1], *(dense.project(each) for each in fixed)]
    nearest = np.min(np.abs(along[:, None] - np.array(held)[None, :]), axis=1)
    calm = np.clip(nearest / _TAPER_M, 0, 1) ** 2
    tangent = np.gradient(xy, axis=0)
    normal = np.column_stack([-tangent[:, 1], tangent[:, 0]]) / np.hypot(*tangent.T)[:, None]
    return LineString(xy + normal * (amplitude_m * swing * calm)[:, None])


def clear_of(line: LineString, points: Sequence[Point], distance_m: float) -> LineString:
    """Return a line pushed aside where it comes nearer to a point; its ends stay."""
    xy = shapely.get_coordinates(line).copy()
    spots = np.array([(each.x, each.y) for each in points])
    for _ in range(60):
        away = xy[:, None, :] - spots[None, :, :]
        gap = np.hypot(away[..., 0], away[..., 1])
        push = np.clip(distance_m - gap, 0, None) / np.maximum(gap, 1)
        move = (away * push[..., None]).sum(axis=1)
        move[[0, -1]] = 0
        if not move.any():
            break
        xy += 0.5 * move
        xy[1:-1] = 0.5 * xy[1:-1] + 0.25 * (xy[:-2] + xy[2:])
    return LineString(xy)


def tidy(line: LineString, tolerance_m: float = 1.5) -> LineString:
    """Return a line with as few vertices as say the same."""
    return shapely.simplify(line, tolerance_m)
