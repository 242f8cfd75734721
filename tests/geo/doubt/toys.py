"""Toy towns whose features may lie elsewhere."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import shapely
from shapely import box

from geo.doubt import PlaceErrors
from geo.doubt.errors import Drawn

CRS = "EPSG:4549"


def frame(shapes: Sequence[shapely.Geometry], keys: Sequence[str]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"id": list(keys)}, index=list(keys), geometry=list(shapes), crs=CRS)


def errors(
    keys: Sequence[str],
    accuracy_m: float | Sequence[float],
    *,
    shared: float = 0.0,
    area: tuple[float, float] = (1.0, 1.0),
    source: str = "sketch",
) -> PlaceErrors:
    count = len(keys)
    return PlaceErrors(
        tuple(keys),
        np.broadcast_to(np.asarray(accuracy_m, dtype=float), (count,)),
        (source,) * count,
        np.full(count, shared),
        np.full(count, area[0]),
        np.full(count, area[1]),
    )


def square(x: float, y: float, side: float) -> shapely.Geometry:
    return box(x - side / 2, y - side / 2, x + side / 2, y + side / 2)


def moved(places: gpd.GeoDataFrame, off: Drawn, draw: int) -> gpd.GeoDataFrame:
    """Return the features where one draw puts them."""

    def at(row: int, shape: shapely.Geometry) -> shapely.Geometry:
        centre = np.array(shape.centroid.coords[0])
        scale, shift = off.scale[row, draw], off.shift_m[row, draw]
        return shapely.transform(shape, lambda xy: centre + (xy - centre) * scale + shift)

    shapes = [at(row, shape) for row, shape in enumerate(places.geometry)]
    return places.set_geometry(shapes, crs=places.crs)
