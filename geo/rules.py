"""Tell what a rule asks: which services count, how far each reaches, and what share is enough."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Ge
from numpy.typing import ArrayLike, NDArray

from geo.checks import require_amounts

# A share is known to about this much; a target that is missed by less is met.
_SHARE_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class ServiceClass:
    """Services of at least `min_area_m2` and of one of `types` (any if empty) reach `radius_m`.

    A class with a `place`, such as a historic quarter, holds only for services that lie in one.
    """

    radius_m: Annotated[float, Ge(0)]
    min_area_m2: Annotated[float, Ge(0)] = 0.0
    types: frozenset[str] = frozenset()
    place: str = ""


def class_radius_m(
    classes: Sequence[ServiceClass],
    *,
    area_m2: ArrayLike,
    types: ArrayLike | None = None,
    places: ArrayLike | None = None,
) -> NDArray[np.float64]:
    """Return the service radius of each service, NaN for one that no class counts.

    Of several classes the one with the largest radius holds. `area_m2` is one number each (0 for
    points); `types` and `places` are one word each, and without them only classes that ask for
    none apply. Raises what `require_amounts` raises of the areas.
    """
    count = np.size(area_m2)
    area = require_amounts(area_m2, count, name="area_m2")
    kind = np.full(count, "") if types is None else np.asarray(types, dtype=object)
    place = np.full(count, "") if places is None else np.asarray(places, dtype=object)
    radius = np.full(count, np.nan)
    for one in classes:
        counts = area >= one.min_area_m2
        if one.types:
            counts &= np.array([each in one.types for each in kind], dtype=bool)
        if one.place:
            counts &= place == one.place
        radius[counts] = np.fmax(radius[counts], one.radius_m)
    return radius


def meets(share: float, threshold: float, *, strictly: bool = False) -> bool | None:
    """Tell whether a share reaches a threshold, or exceeds it; None when the share is NaN.

    Rounding moves a share by less than one part in a thousand million, so much is granted.
    """
    if math.isnan(share):
        return None
    return share > threshold + _SHARE_NOISE if strictly else share >= threshold - _SHARE_NOISE
