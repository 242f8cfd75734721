"""Refuse geometries and numbers that would make an area or a distance silently wrong."""

from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike, NDArray

from geo.errors import InputError

GeometryKind = Literal["point", "line", "polygon", "mixed"]
Geometries = NDArray[np.object_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_KIND_OF_TYPE: dict[int, GeometryKind] = {
    0: "point",
    4: "point",
    1: "line",
    5: "line",
    3: "polygon",
    6: "polygon",
}


def require_kind(
    frame: gpd.GeoDataFrame, *allowed: GeometryKind, sound: bool = False
) -> GeometryKind:
    """Return whether the frame holds points, lines, polygons, or points and polygons ("mixed").

    Multi-parts count as their parts. An empty frame is of the first kind allowed. `sound` says that
    the geometries were found to be there and valid before: only their kind is looked at.

    Raises `InputError("feature_empty")` for a missing or empty geometry, `"feature_not_finite"` for
    a coordinate that is no number, `"feature_invalid"` for one that must be repaired first (a
    bow-tie has area 0, a line may have no length) and `"feature_kind"` for collections or a kind
    that is not allowed.
    """
    geometry = geometries(frame)
    if not len(geometry):
        return allowed[0]
    if not sound:
        _refuse_unsound(frame, geometry)
    types = {int(each) for each in np.unique(shapely.get_type_id(geometry))}
    kinds = {_KIND_OF_TYPE.get(each) for each in types}
    both: GeometryKind | None = "mixed" if kinds == {"point", "polygon"} else None
    kind = kinds.pop() if len(kinds) == 1 else both
    if kind is None or kind not in allowed:
        found = [shapely.GeometryType(each).name.lower() for each in sorted(types)]
        raise InputError("feature_kind", found=", ".join(found), expected=", ".join(allowed))
    return kind


def _refuse_unsound(frame: gpd.GeoDataFrame, geometry: Geometries) -> None:
    _refuse("feature_empty", frame, shapely.is_missing(geometry) | shapely.is_empty(geometry))
    invalid = ~np.asarray(shapely.is_valid(geometry))
    if invalid.any():
        _refuse("feature_not_finite", frame, ~np.isfinite(shapely.bounds(geometry)).all(axis=1))
        _refuse("feature_invalid", frame, invalid)


def geometries(frame: gpd.GeoDataFrame) -> Geometries:
    """Return the frame's geometries as an array, without heights."""
    found: Geometries = np.asarray(frame.geometry.array, dtype=object)
    return np.asarray(shapely.force_2d(found)) if shapely.has_z(found).any() else found


def require_amounts(values: ArrayLike, count: int, *, name: str) -> Floats:
    """Return one finite number of at least 0 for each of `count` features.

    One number stands for all. Raises `InputError` with `amount_count`, `amount_missing` (NaN or
    infinite) or `amount_negative`, each with the `name` of what the number is.
    """
    numbers = np.asarray(pd.to_numeric(np.atleast_1d(np.asarray(values)), errors="coerce"), float)
    if numbers.size not in {1, count} or numbers.ndim != 1:
        raise InputError("amount_count", name=name, found=int(numbers.size), expected=count)
    if not np.isfinite(numbers).all():
        raise InputError("amount_missing", name=name, count=int((~np.isfinite(numbers)).sum()))
    if (numbers < 0).any():
        raise InputError("amount_negative", name=name, value=float(numbers.min()))
    return np.broadcast_to(numbers, (count,)).astype(float)


def _refuse(code: str, frame: gpd.GeoDataFrame, bad: NDArray[np.bool_]) -> None:
    if bad.any():
        feature = str(frame.index[int(np.argmax(bad))])
        raise InputError(code, feature=feature, count=int(bad.sum()))
