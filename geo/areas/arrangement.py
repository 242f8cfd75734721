"""Cut a zone along the edges of overlapping areas, into faces that lie wholly in or out of each."""

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import GRID_M, InputError, prepared

# Faces must fill their zone to this share of its area; anything else is a broken arrangement.
_FILL = 1e-8


def cut(
    zone: shapely.Geometry, areas: NDArray[np.object_]
) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """Return the faces of a polygonal zone and, for each face and area, whether it lies inside.

    `areas` are n valid polygons in the zone's CRS, in metres; they may overlap, contain each other
    and stick out of the zone. The faces (m polygons) fill the zone without overlap; the second
    array is m × n. Raises `InputError("arrangement_failed")` when rounding has left a gap or a
    loose edge, so that a figure is missing rather than wrong.
    """
    rings = np.append(shapely.boundary(areas), shapely.boundary(zone))
    ready = prepared(zone)
    edges = shapely.union_all(rings, grid_size=GRID_M)
    polygons, cuts, dangles, invalid = shapely.polygonize_full([edges])
    faces = np.asarray(shapely.get_parts(polygons), dtype=object)
    within = np.asarray(shapely.point_on_surface(faces), dtype=object)
    kept = np.asarray(shapely.contains(ready, within))
    faces, within = faces[kept], within[kept]

    # Only closed rings went in, so a loose edge means that two faces have run together.
    closed = cuts.is_empty and dangles.is_empty and invalid.is_empty
    if not closed or abs(float(shapely.area(faces).sum()) - zone.area) > _FILL * zone.area:
        raise InputError("arrangement_failed")
    inside = np.zeros((len(faces), len(areas)), dtype=bool)
    area, face = shapely.STRtree(within).query(areas, predicate="contains")
    inside[face, area] = True
    return faces, inside
