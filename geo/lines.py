"""Refuse lines that would make a belt or a length silently wrong."""

import geopandas as gpd
import numpy as np
import shapely

from geo.checks import Geometries, geometries
from geo.errors import InputError

_LINES = (shapely.GeometryType.LINESTRING, shapely.GeometryType.MULTILINESTRING)


def require_lines(frame: gpd.GeoDataFrame) -> Geometries:
    """Return the frame's lines, without heights; multi-part lines count as one.

    Raises `InputError` as `geo.checks.require_kind` does: `feature_empty`, `feature_not_finite`,
    `feature_invalid` (a line without length) and `feature_kind`.
    """
    lines = geometries(frame)
    if not len(lines):
        return lines
    checks = (
        ("feature_empty", shapely.is_missing(lines) | shapely.is_empty(lines)),
        ("feature_not_finite", ~np.isfinite(shapely.bounds(lines)).all(axis=1)),
        ("feature_invalid", ~np.asarray(shapely.is_valid(lines), dtype=bool)),
    )
    for code, bad in checks:
        if bad.any():
            feature = str(frame.index[int(np.argmax(bad))])
            raise InputError(code, feature=feature, count=int(bad.sum()))
    types = np.unique(shapely.get_type_id(lines))
    if not np.isin(types, _LINES).all():
        found = ", ".join(shapely.GeometryType(each).name.lower() for each in types)
        raise InputError("feature_kind", found=found, expected="line")
    return lines
