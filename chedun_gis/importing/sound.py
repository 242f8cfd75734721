"""Refuse geometries that nothing can be measured of, naming the feature; repair others."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pyproj
import shapely

from geo import MOST_CROSSINGS, Flags, Geometries, InputError, repaired

# Twice around the earth, and no grid on it has larger numbers.
_MOST_DEG: Final = np.array([360, 90, 360, 90])
_MOST_M: Final = 1e9


def sound(shapes: Geometries, crs: pyproj.CRS, ids: Sequence[object]) -> Geometries:
    """Return the geometries in their CRS, made valid; what is missing or empty stays that.

    Raises `InputError` with `feature_not_finite` (feature, count: nowhere on earth) or
    `feature_tangled` (feature, count, limit), the feature by its id.
    """
    there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    most = _MOST_DEG if crs.is_geographic else _MOST_M
    _refuse("feature_not_finite", ids, there & ~(np.abs(shapely.bounds(shapes)) <= most).all(1))
    found = repaired(shapes, there)
    _refuse("feature_tangled", ids, found.tangled, limit=MOST_CROSSINGS)
    return found.shapes


def _refuse(code: str, ids: Sequence[object], bad: Flags, **params: object) -> None:
    """Name the first of the features that will not do."""
    if bad.any():
        raise InputError(code, feature=ids[int(np.argmax(bad))], count=int(bad.sum()), **params)
