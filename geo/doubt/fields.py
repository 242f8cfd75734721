"""Know how far any place is from a service, for very many places at a time."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from geo import Floats, inside_xy

# Cells of a service's field: small against any service radius, and off to both sides alike.
CELL_M: Final = 16.0
_MOST_CELLS: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class DistanceField:
    """Distances (m) to one shape, moved so that its `centre` is the origin.

    On `cells` of `cell_m` from `low` on, infinite beyond them; without cells each is worked out.
    """

    shape: shapely.Geometry
    centre: Floats
    low: Floats
    cell_m: float
    cells: Floats | None

    def distance_m(self, away: Floats) -> Floats:
        """Return the distance (m) of places given by where they lie from the centre (… × 2)."""
        if self.cells is None:
            return _distance(self.shape, away.reshape(-1, 2)).reshape(away.shape[:-1])
        rows, columns = self.cells.shape
        column = ((away[..., 0] - self.low[0]) / self.cell_m).astype(np.int32)
        row = ((away[..., 1] - self.low[1]) / self.cell_m).astype(np.int32)
        # The outermost cells are infinite.
        np.clip(column, 0, columns - 1, out=column)
        np.clip(row, 0, rows - 1, out=row)
        return np.asarray(self.cells.ravel()[row * columns + column])


def field_of(shape: shapely.Geometry, within_m: float, *, asked: int) -> DistanceField:
    """Return the distances to a shape in metres, of places no further from it than `within_m`.

    Where fewer places will be `asked` about than there would be cells, and for a point, each is
    worked out exactly.
    """
    centre = np.array(shapely.get_coordinates(shapely.centroid(shape))[0])
    moved = shapely.transform(shape, lambda xy: xy - centre)
    box = np.asarray(shapely.bounds(moved))
    size = box[2:] - box[:2] + 2 * within_m
    cell = max(CELL_M, float(np.sqrt(size.prod() / _MOST_CELLS)))
    low = box[:2] - within_m - cell
    count = np.ceil((box[2:] + within_m + cell - low) / cell).astype(int)
    if asked < count.prod() or shapely.get_type_id(shape) == shapely.GeometryType.POINT:
        return DistanceField(moved, centre, low, 0.0, None)
    x, y = (low[axis] + cell * (np.arange(count[axis]) + 0.5) for axis in (0, 1))
    at = np.stack(np.meshgrid(x, y), axis=-1)
    cells = _distance(moved, at.reshape(-1, 2)).reshape(count[1], count[0])
    cells[[0, -1], :] = np.inf
    cells[:, [0, -1]] = np.inf
    return DistanceField(moved, centre, low, cell, cells.astype(np.float32))


def _distance(shape: shapely.Geometry, at: Floats) -> Floats:
    """Return how far each place is from a shape: 0 inside, else from its nearest edge or point."""
    parts = shapely.get_parts(shape)
    points = parts[shapely.get_type_id(parts) == shapely.GeometryType.POINT]
    found = np.full(len(at), np.inf)
    for x, y in shapely.get_coordinates(points):
        np.minimum(found, (at[:, 0] - x) ** 2 + (at[:, 1] - y) ** 2, out=found)
    corner, ring = shapely.get_coordinates(shapely.get_rings(parts), return_index=True)
    for number in np.flatnonzero(ring[1:] == ring[:-1]):
        start, edge = corner[number], corner[number + 1] - corner[number]
        length2 = float(edge @ edge)
        off_x, off_y = at[:, 0] - start[0], at[:, 1] - start[1]
        along = (off_x * edge[0] + off_y * edge[1]) / length2 if length2 else np.zeros(len(at))
        np.clip(along, 0, 1, out=along)
        near = (off_x - along * edge[0]) ** 2 + (off_y - along * edge[1]) ** 2
        np.minimum(found, near, out=found)
    np.sqrt(found, out=found)
    if shapely.area(shape) > 0:
        found[inside_xy(shape, at[:, 0], at[:, 1])] = 0
    return found
