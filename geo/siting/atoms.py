"""Break what is not covered into atoms that each candidate site covers whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from geo import Flags, Floats, Geometries, Integers, inside_xy, intersection, prepared, union
from geo.areas import cut
from geo.coverage import Progress, Standing

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# A circle of so many segments a quarter lacks 0.0006 % of its area, as the engine's own disc does.
_QUAD_SEGS: Final = 256
# A parcel that more outlines cross is cut into a grid of cells instead, each judged by its centre.
_MOST_OUTLINES: Final = 40
_CELLS_A_SIDE: Final = 24
_LEAST_M2: Final = 1e-6
_AROUND_M: Final = 10.0


@dataclass(frozen=True, slots=True)
class Cover:
    """Which candidate (row) covers which atom (column), and how much each atom counts.

    `approximate` tells that some parcels were cut into cells, so that the choice among sites that
    are nearly as good is not certain; the gains reported are exact in any case.
    """

    covers: "csr_array"
    weight: Floats
    approximate: bool

    @property
    def gain(self) -> Floats:
        """Return what each candidate would cover by itself."""
        return np.asarray(self.covers @ self.weight, dtype=float)


def cover_of(
    now: Standing, candidates: Geometries, *, radius_m: ArrayLike, progress: Progress | None = None
) -> Cover:
    """Return what the candidates cover of what no service reaches yet.

    `radius_m` is one for all, or one for each candidate. Points of demand are atoms themselves.
    Parcels are cut along the outlines of the candidates' service areas; what the same candidates
    cover is one atom. Weights are the demand's: m², or its weight spread evenly. `progress` is
    called with (done, total) parcels and may raise to cancel.
    """
    if now.demand.points:
        rows = np.flatnonzero(~shapely.is_missing(now.left))
        return _points(now, rows, candidates, radius_m)
    pieces, approximate = pieces_of(now, candidates, radius_m=radius_m, progress=progress)
    sets = {members: sum(weights) for members, weights in pieces.items()}
    return cover_from(sets, len(candidates), approximate=approximate)


def pieces_of(
    now: Standing, candidates: Geometries, *, radius_m: ArrayLike, progress: Progress | None = None
) -> tuple[dict[tuple[int, ...], list[float]], bool]:
    """Return how much each piece counts of what some candidates cover, by their rows in order.

    Each piece is of one parcel or point, so that the pieces of all demand are those of any parts of
    it. With them comes whether some are `approximate` (see `Cover`). Otherwise as `cover_of`.
    """
    rows = np.flatnonzero(~shapely.is_missing(now.left))
    pieces: dict[tuple[int, ...], list[float]] = {}
    if now.demand.points:
        cover = _points(now, rows, candidates, radius_m)
        by_point = cover.covers.tocsc()
        for number, weight in enumerate(cover.weight.tolist()):
            start, stop = by_point.indptr[number], by_point.indptr[number + 1]
            members = tuple(sorted(by_point.indices[start:stop].tolist()))
            if members:
                pieces.setdefault(members, []).append(weight)
        return pieces, False
    left = np.asarray([_sound(shape) for shape in now.left[rows]], dtype=object)
    reach = prepared(shapely.buffer(candidates, radius_m, quad_segs=_QUAD_SEGS))
    candidate, parcel = shapely.STRtree(left).query(reach, predicate="intersects")
    whole = shapely.covers(reach[candidate], left[parcel])
    density = now.demand.total[rows] / now.demand.area[rows]
    order = np.argsort(parcel, kind="stable")
    candidate, parcel, whole = candidate[order], parcel[order], whole[order]
    starts = np.searchsorted(parcel, np.arange(len(rows) + 1))
    approximate = False
    for number, shape in enumerate(left):
        here = slice(starts[number], starts[number + 1])
        all_of, some_of = candidate[here][whole[here]], candidate[here][~whole[here]]
        if len(all_of) + len(some_of):
            crowded = len(some_of) > _MOST_OUTLINES
            approximate |= crowded
            area, inside = (_cells if crowded else _faces)(shape, reach[some_of])
            _add(pieces, area * density[number], inside, some_of, all_of)
        if progress is not None:
            progress(number + 1, len(rows))
    return pieces, approximate


def _sound(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the shape without the lines and slivers that differences leave and none can cut."""
    if shapely.is_valid(shape) and shape.geom_type in {"Polygon", "MultiPolygon"}:
        return shape
    parts = shapely.get_parts(shapely.make_valid(shape))
    kept = [part for part in parts if part.area > _LEAST_M2]
    return union(np.array(kept, dtype=object)) if kept else shapely.Polygon()


def _points(now: Standing, rows: Integers, candidates: Geometries, radius_m: ArrayLike) -> Cover:
    points = now.left[rows]
    candidate, point = shapely.STRtree(points).query(
        candidates, predicate="dwithin", distance=radius_m
    )
    data = np.ones(len(point), dtype=np.int8)
    covers = _matrix(data, candidate, point, (len(candidates), len(rows)))
    return Cover(covers, now.demand.total[rows], approximate=False)


def _faces(shape: shapely.Geometry, reach: Geometries) -> tuple[Floats, Flags]:
    """Return the area of each part of the parcel, and in which of the areas it lies."""
    if not len(reach):
        return np.array([shape.area]), np.zeros((1, 0), dtype=bool)
    # Only what lies around the parcel is cut along: a circle has a thousand corners elsewhere.
    west, south, east, north = shape.bounds
    box = shapely.box(west - _AROUND_M, south - _AROUND_M, east + _AROUND_M, north + _AROUND_M)
    faces, inside = cut(shape, intersection(reach, box))
    return np.asarray(shapely.area(faces), dtype=float), inside


def _cells(shape: shapely.Geometry, reach: Geometries) -> tuple[Floats, Flags]:
    west, south, east, north = shape.bounds
    x = west + (np.arange(_CELLS_A_SIDE) + 0.5) * (east - west) / _CELLS_A_SIDE
    y = south + (np.arange(_CELLS_A_SIDE) + 0.5) * (north - south) / _CELLS_A_SIDE
    grid_x, grid_y = (each.ravel() for each in np.meshgrid(x, y))
    kept = inside_xy(shape, grid_x, grid_y)
    if not kept.any():
        middle = shape.representative_point()
        grid_x, grid_y, kept = np.array([middle.x]), np.array([middle.y]), np.array([True])
    grid_x, grid_y = grid_x[kept], grid_y[kept]
    inside = np.column_stack([inside_xy(each, grid_x, grid_y) for each in reach])
    return np.full(len(grid_x), shape.area / len(grid_x)), inside


def _add(
    pieces: dict[tuple[int, ...], list[float]],
    amount: Floats,
    inside: Flags,
    some_of: Integers,
    all_of: Integers,
) -> None:
    for weight, flags in zip(amount.tolist(), inside, strict=True):
        if weight > _LEAST_M2 and (len(all_of) or flags.any()):
            members = tuple(sorted([*all_of.tolist(), *some_of[flags].tolist()]))
            pieces.setdefault(members, []).append(weight)


def cover_from(
    sets: Mapping[tuple[int, ...], float], count: int, *, approximate: bool = False
) -> Cover:
    """Return the cover of `count` candidates from how much each set of them covers, by their rows.

    Each set is an atom.
    """
    column = np.repeat(np.arange(len(sets)), [len(each) for each in sets])
    row = np.array([each for members in sets for each in members], dtype=np.int64)
    data = np.ones(len(row), dtype=np.int8)
    covers = _matrix(data, row, column, (count, len(sets)))
    return Cover(covers, np.array(list(sets.values()), dtype=float), approximate)


def _matrix(
    data: NDArray[np.int8], row: Integers, column: Integers, shape: tuple[int, int]
) -> "csr_array":
    from scipy.sparse import csr_array  # noqa: PLC0415 - a server that starts does not wait for it

    return csr_array((data, (row, column)), shape=shape)
