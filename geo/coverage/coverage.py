"""Measure how much of the demand lies within the service radius of any service."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from geo import (
    Floats,
    Geometries,
    GeometryKind,
    InputError,
    Integers,
    geometries,
    require_amounts,
    require_kind,
    require_same_crs,
)
from geo.coverage.amounts import uncovered_areas
from geo.coverage.remains import Remains
from geo.coverage.services import Services, service_set
from geo.coverage.uncovered import uncovered_parts, uncovered_points

Progress = Callable[[int, int], None]

# Enough parcels at a time to be quick, few enough to stay small in memory and prompt to cancel.
_CHUNK = 50_000
# Neighbours in a strip this wide are looked up one after the other, which is kind to the caches.
_STRIP_M = 2_000.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the demand is covered.

    `total`, `covered` and `uncovered` are m² for polygons without a weight, else the sum of the
    weights. `share` is covered / total, NaN when the total is 0. `parcels` has the demand's index
    and geometry and the same four columns; a parcel whose total is 0 has share NaN.

    Amounts need no shapes: what is left of a parcel (`left`, `left_of`) is made when it is asked
    for, and its area agrees with `uncovered` up to rounding to the grid of `geo.overlay`.
    """

    total: float
    covered: float
    uncovered: float
    share: float
    parcels: gpd.GeoDataFrame
    remains: Remains

    @property
    def left(self) -> gpd.GeoSeries:
        """What of each parcel no service reaches, None where all is covered.

        To ask what more services would add, measure their coverage of what is left.
        """
        return gpd.GeoSeries(self.remains.all(), index=self.parcels.index, crs=self.parcels.crs)

    def left_of(self, rows: Integers) -> Geometries:
        """Return the same of some parcels, by their row numbers; no other shapes are made."""
        return self.remains.of(rows)


def coverage(
    demand: gpd.GeoDataFrame,
    services: gpd.GeoDataFrame,
    *,
    radius_m: ArrayLike,
    weight: ArrayLike | None = None,
    progress: Progress | None = None,
) -> Coverage:
    """Return the service-radius coverage (服务半径覆盖率) of the demand.

    A place is covered when it lies within a service or no further than that service's `radius_m`
    (one for all, or one each) from its edge, in a straight line; overlaps count once. Demand is
    polygons, which count by area, or points, which count one each; `weight` counts instead (people
    of a parcel are taken as evenly spread). Both frames are in one metric CRS. GB/T 51346-2019
    clause 4.3.4 defines the rate; radius and counting services come from the rule set.

    Polygons are measured against a disc that errs by less than 0.001 percentage points (see
    `geo.shapes`), points against true circles. No services cover a share of 0. Parcels that overlap
    one another count each for itself. `progress` is called with (done, total) parcels and may
    raise to cancel.

    Raises `InputError`: what `require_same_crs`, `require_kind` and `require_amounts` raise.
    """
    require_same_crs(demand, services)
    prepared = service_set(services, radius_m)
    return measure(demand, prepared, weight=weight, progress=progress)


def measure(
    demand: gpd.GeoDataFrame,
    services: Services,
    *,
    extra_m: ArrayLike = 0.0,
    weight: ArrayLike | None = None,
    progress: Progress | None = None,
) -> Coverage:
    """Return the coverage of the demand by services that are prepared already.

    `extra_m` (one for all or one each) is added to every service radius as seen from a parcel; a
    service whose radius falls below 0 covers nothing. Otherwise as `coverage`.
    """
    kind = require_kind(demand, "polygon", "point")
    return _measured(demand, kind, _Asked(services, extra_m, weight, progress))


def measure_sound(  # noqa: PLR0913 - each is called by its name
    demand: gpd.GeoDataFrame,
    services: Services,
    *,
    extra_m: ArrayLike = 0.0,
    weight: ArrayLike | None = None,
    progress: Progress | None = None,
    by_less: Coverage | None = None,
) -> Coverage:
    """Return the same of a demand that was found valid when it was read.

    Of a shape that crosses itself the answer would be wrong without a word. `by_less` is the
    coverage of the same demand with less reach: what it covers whole is not measured again.
    """
    kind = require_kind(demand, "polygon", "point", sound=True)
    return _measured(demand, kind, _Asked(services, extra_m, weight, progress, by_less))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a demand is measured against; see `measure_sound`."""

    services: Services
    extra_m: ArrayLike
    weight: ArrayLike | None
    progress: Progress | None
    by_less: Coverage | None = None


def _measured(demand: gpd.GeoDataFrame, kind: GeometryKind, asked: _Asked) -> Coverage:
    services, weight, progress = asked.services, asked.weight, asked.progress
    extra = np.broadcast_to(np.asarray(asked.extra_m, dtype=float), (len(demand),))
    points, geometry = kind == "point", geometries(demand)
    if points and (shapely.get_type_id(geometry) == shapely.GeometryType.MULTIPOINT).any():
        raise InputError("feature_kind", found="multipoint", expected="point")
    area = np.ones(len(demand)) if points else np.asarray(shapely.area(geometry))
    total = area if weight is None else require_amounts(weight, len(demand), name="weight")

    box = np.asarray(shapely.bounds(geometry)).reshape(-1, 4)
    remaining = np.zeros(len(demand))
    known = asked.by_less
    rows = np.arange(len(demand)) if known is None else known.remains.open_rows
    done = len(demand) - len(rows)
    if progress is not None and done:
        progress(done, len(demand))
    for turn in _chunks(box[rows]):
        chunk = rows[turn]
        if points:
            remaining[chunk] = uncovered_points(box[chunk, :2], services, extra[chunk])
        else:
            remaining[chunk] = uncovered_areas(
                geometry[chunk], area[chunk], box[chunk], services, extra[chunk]
            )
        done += len(chunk)
        if progress is not None:
            progress(done, len(demand))
    uncovered = total * np.minimum(remaining / area, 1.0)
    whole = np.where(remaining == area, 1.0, np.where(remaining > 0, np.nan, 0.0))
    remains = remains_of(geometry, whole, lambda: services, extra)
    return assembled(demand, total=total, uncovered=uncovered, left=remains)


def remains_of(
    geometry: Geometries, known: Floats, services: Callable[[], Services], extra: Floats
) -> Remains:
    """Return what is left of each parcel: nothing where `known` is 0, the whole where it is 1.

    Where it is NaN the shape is made when it is asked for, by services that are not prepared
    before; `extra` (m) is added to their radius as seen from each parcel.
    """

    def make(rows: Integers) -> Geometries:
        made = np.full(len(rows), None, dtype=object)
        prepared = services()
        for chunk in _chunks(np.asarray(shapely.bounds(geometry[rows])).reshape(-1, 4)):
            some = rows[chunk]
            made[chunk] = uncovered_parts(geometry[some], prepared, extra[some])
        return made

    left = np.full(len(geometry), None, dtype=object)
    left[known == 1] = geometry[known == 1]
    return Remains(left, np.isnan(known), make)


def part_of(found: Coverage, rows: NDArray[np.bool_]) -> Coverage:
    """Return the coverage of some of the demand: the parcels where `rows`, a flag each, is true."""
    parcels = found.parcels[rows]
    whole = math.fsum(parcels["total"].to_numpy(dtype=float))
    missed = math.fsum(parcels["uncovered"].to_numpy(dtype=float))
    return Coverage(
        total=whole,
        covered=whole - missed,
        uncovered=missed,
        share=share_of(whole - missed, whole),
        parcels=parcels,
        remains=found.remains.part(np.flatnonzero(rows)),
    )


def share_of(covered: float, total: float) -> float:
    """Return covered / total, NaN when there is nothing to cover."""
    return covered / total if total else math.nan


def _chunks(box: Floats) -> list[Integers]:
    """Return the row numbers of boxes (n × 4) in chunks of neighbours."""
    if not len(box):
        return []
    x = box[:, 0] - box[:, 0].min()
    order = np.argsort(box[:, 1] // _STRIP_M * (x.max() + 1) + x)
    return [order[start : start + _CHUNK] for start in range(0, len(order), _CHUNK)]


def assembled(
    demand: gpd.GeoDataFrame, *, total: Floats, uncovered: Floats, left: Geometries | Remains
) -> Coverage:
    """Return the coverage of all the demand from what was measured of each parcel, in its order.

    What was measured of some parcels at a time is put together to the same coverage, to the last
    bit: parcels do not depend on one another. Raises nothing.
    """
    # Exact summation: the order of the parcels does not show in the result.
    whole, missed = math.fsum(total), math.fsum(uncovered)
    covered = total - uncovered
    share = np.divide(covered, total, out=np.full(len(total), np.nan), where=total > 0)
    columns = {"total": total, "covered": covered, "uncovered": uncovered, "share": share}
    return Coverage(
        total=whole,
        covered=whole - missed,
        uncovered=missed,
        share=share_of(whole - missed, whole),
        parcels=gpd.GeoDataFrame(columns, index=demand.index, geometry=demand.geometry.array),
        remains=left if isinstance(left, Remains) else Remains(left),
    )
