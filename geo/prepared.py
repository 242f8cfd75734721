"""Prepare clones of geometries: a geometry that others may hold is never prepared itself."""

from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

Shapes = TypeVar("Shapes", shapely.Geometry, NDArray[np.object_])


def prepared(shapes: Shapes) -> Shapes:
    """Return clones of one geometry or an array of them, prepared for many questions; in 2D.

    Preparing stays with a geometry for the life of the process, and GEOS answers from several
    threads at once about unprepared geometries only (libgeos/geos#825). The clones belong to the
    caller, who must not share them. Missing geometries stay missing.
    """
    # A geometry given to `force_2d` comes back as a new one, without what was prepared.
    clones: Shapes = shapely.force_2d(shapes)
    shapely.prepare(clones)
    return clones


def inside_xy(shape: shapely.Geometry, x: ArrayLike, y: ArrayLike) -> NDArray[np.bool_]:
    """Tell which points lie within a polygon, its border left out; x and y in its CRS.

    `shapely.contains_xy` prepares a single geometry that it is given.
    """
    return np.asarray(shapely.contains_xy(prepared(shape), x, y))
