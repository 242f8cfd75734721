"""Bound a coverage by what is certain and what is possible, given how well places are known."""

from collections.abc import Callable
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from geo import Floats, InputError, geometries, meets, require_amounts, require_same_crs
from geo.coverage.coverage import (
    Coverage,
    Progress,
    assembled,
    measure,
    measure_sound,
    remains_of,
)
from geo.coverage.services import Services, service_set


@dataclass(frozen=True, slots=True)
class CoverageRange:
    """Coverage as mapped, the least that is certain and the most that is possible."""

    low: Coverage
    mapped: Coverage
    high: Coverage


def coverage_range(
    demand: gpd.GeoDataFrame,
    services: gpd.GeoDataFrame,
    *,
    radius_m: ArrayLike,
    weight: ArrayLike | None = None,
    progress: Progress | None = None,
) -> CoverageRange:
    """Return the coverage with a low and a high bound from the column `accuracy_m` of both frames.

    A thing mapped with an accuracy of a metres lies within a metres of where it is drawn. Between
    a parcel (accuracy a) and a service (accuracy b) a distance is thus wrong by at most a + b: what
    lies within radius - (a + b) is certainly covered, what lies beyond radius + (a + b) certainly
    not. The bounds hold in the worst case, all errors pointing one way; errors that are independent
    would mostly cancel, so the true share usually lies well inside. A radius that falls below 0
    makes nothing certain. Accuracy speaks of the place, not of the shape or the size.

    Otherwise as `coverage`; `progress` counts each parcel three times. Raises
    `InputError("accuracy_unknown")` when a frame has no such column, and what `coverage` raises.
    """
    require_same_crs(demand, services)
    return range_within(demand, bounded(services, radius_m), weight=weight, progress=progress)


@dataclass(frozen=True, slots=True)
class Bounded:
    """Services prepared at the least, the mapped and the most radius that their accuracy allows."""

    low: Services
    mapped: Services
    high: Services


def bounded(services: gpd.GeoDataFrame, radius_m: ArrayLike) -> Bounded:
    """Prepare services once, where parts of one demand are measured one after the other.

    Raises what `coverage_range` raises of services.
    """
    radius = require_amounts(radius_m, len(services), name="radius_m")
    error = _accuracy_m(services)

    def at(sign: int) -> Services:
        reach = radius + sign * error
        kept = reach >= 0
        return service_set(services[kept], reach[kept])

    return Bounded(low=at(-1), mapped=at(0), high=at(1))


def range_within(
    demand: gpd.GeoDataFrame,
    services: Bounded,
    *,
    weight: ArrayLike | None = None,
    progress: Progress | None = None,
    sound: bool = False,
) -> CoverageRange:
    """Return the coverage with bounds by services that are prepared already, in the same CRS.

    `sound` says that the demand was found valid when it was read: it is not asked again. Otherwise
    as `coverage_range`.
    """
    error = _accuracy_m(demand)

    def told(turn: int) -> Progress | None:
        return None if progress is None else _third(progress, turn)

    # The first finds the demand valid; what it covers whole a longer reach covers too.
    look = measure_sound if sound else measure
    low = look(demand, services.low, extra_m=-error, weight=weight, progress=told(0))
    mapped = measure_sound(demand, services.mapped, weight=weight, progress=told(1), by_less=low)
    high = measure_sound(
        demand, services.high, extra_m=error, weight=weight, progress=told(2), by_less=mapped
    )
    return CoverageRange(low=low, mapped=mapped, high=high)


@dataclass(frozen=True, slots=True)
class Amounts:
    """What was measured of each parcel: how much counts, and how much of it is not covered."""

    total: Floats
    uncovered: Floats


def range_assembled(
    demand: gpd.GeoDataFrame,
    services: Callable[[], Bounded],
    *,
    low: Amounts,
    mapped: Coverage,
    high: Amounts,
) -> CoverageRange:
    """Return the coverage with its bounds from what was measured of each parcel, in their order.

    What the bounds leave of a parcel is made when it is asked for, by services that nobody needs
    before. Raises `InputError("accuracy_unknown")`.
    """
    error, geometry = _accuracy_m(demand), geometries(demand)

    def at(found: Amounts, extra: Floats, reach: Callable[[], Services]) -> Coverage:
        known = np.select([found.uncovered <= 0, found.uncovered >= found.total], [0, 1], np.nan)
        # What counts for nothing says nothing of what is left of it.
        known[found.total <= 0] = np.nan
        remains = remains_of(geometry, known, reach, extra)
        return assembled(demand, total=found.total, uncovered=found.uncovered, left=remains)

    return CoverageRange(
        low=at(low, -error, lambda: services().low),
        mapped=mapped,
        high=at(high, error, lambda: services().high),
    )


def flipped(found: CoverageRange, threshold: float, *, strictly: bool = False) -> pd.Index:
    """Return the index of the parcels that meet the threshold at one bound only.

    A parcel without area or weight (share NaN) has no verdict and so none that flips.
    """
    low, high = (each.parcels["share"].to_numpy(dtype=float) for each in (found.low, found.high))
    # What is the same at both bounds does not flip; of many parcels that is nearly all.
    open_ = np.flatnonzero((low != high) & ~np.isnan(low) & ~np.isnan(high))
    differs = [
        meets(low[row], threshold, strictly=strictly)
        is not meets(high[row], threshold, strictly=strictly)
        for row in open_.tolist()
    ]
    kept: pd.Index = found.mapped.parcels.index[open_[np.array(differs, dtype=bool)]]
    return kept


def _accuracy_m(frame: gpd.GeoDataFrame) -> Floats:
    if "accuracy_m" not in frame:
        raise InputError("accuracy_unknown")
    return require_amounts(np.asarray(frame["accuracy_m"]), len(frame), name="accuracy_m")


def _third(progress: Progress, turn: int) -> Progress:
    return lambda done, total: progress(done + turn * total, 3 * total)
