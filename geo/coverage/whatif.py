"""Ask what adding or taking away services changes, without measuring everything again."""

import dataclasses
import math
from collections.abc import Collection
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import ArrayLike

from geo import (
    Flags,
    Floats,
    Geometries,
    InputError,
    Integers,
    difference,
    geometries,
    require_amounts,
    require_kind,
    require_same_crs,
)
from geo.coverage.amounts import uncovered_areas
from geo.coverage.coverage import Coverage, coverage, share_of
from geo.coverage.remains import Remains
from geo.coverage.services import Services, service_set, services_of
from geo.coverage.uncovered import uncovered_parts, uncovered_points


@dataclass(frozen=True, slots=True)
class FixedDemand:
    """What is to be covered: it never changes. `area` is 1 for points; `tree` finds the shapes."""

    frame: gpd.GeoDataFrame
    shape: Geometries
    area: Floats
    total: Floats
    tree: shapely.STRtree
    points: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """The services that stand, by label, each with its radius and the box around it."""

    label: Geometries
    shape: Geometries
    radius_m: Floats
    box: Floats


@dataclass(frozen=True, slots=True)
class Standing:
    """A coverage that services can be added to and taken from.

    `left` and `uncovered` say for each piece of demand what no service reaches, as
    `geo.coverage.Coverage` does; `total` and `missed` are their sums (m², or the weight).
    """

    demand: FixedDemand
    services: Placed
    left: Geometries
    uncovered: Floats
    total: float
    missed: float

    @property
    def covered(self) -> float:
        """The covered part of the total."""
        return self.total - self.missed

    @property
    def share(self) -> float:
        """The covered share, NaN when there is nothing to cover."""
        return share_of(self.covered, self.total)

    def services_frame(self) -> gpd.GeoDataFrame:
        """Return the services that stand, by label, with their `radius_m`."""
        placed, crs = self.services, self.demand.frame.crs
        columns = {"radius_m": placed.radius_m}
        return gpd.GeoDataFrame(columns, index=placed.label, geometry=placed.shape, crs=crs)


def standing(
    demand: gpd.GeoDataFrame,
    services: gpd.GeoDataFrame,
    *,
    radius_m: ArrayLike,
    weight: ArrayLike | None = None,
) -> Standing:
    """Measure the coverage of the demand once, in full, as `geo.coverage.coverage` does.

    The services need an index without repetition, by which they are later taken away. Raises
    `InputError("index_duplicate")` (label) and what `coverage` raises.
    """
    found = coverage(demand, services, radius_m=radius_m, weight=weight)
    return standing_of(demand, found, services, radius_m=radius_m)


def standing_of(
    demand: gpd.GeoDataFrame, found: Coverage, services: gpd.GeoDataFrame, *, radius_m: ArrayLike
) -> Standing:
    """Return the same of a coverage of this demand by these services that is measured already."""
    shape = geometries(demand)
    points = require_kind(demand, "polygon", "point") == "point"
    area = np.ones(len(shape)) if points else np.asarray(shapely.area(shape), dtype=float)
    total = found.parcels["total"].to_numpy(dtype=float)
    return Standing(
        demand=FixedDemand(demand, shape, area, total, shapely.STRtree(shape), points),
        services=_joined(_placed(services.iloc[:0], 0.0), _placed(services, radius_m)),
        left=found.remains.all(),
        uncovered=found.parcels["uncovered"].to_numpy(dtype=float),
        total=found.total,
        missed=found.uncovered,
    )


def with_services(before: Standing, services: gpd.GeoDataFrame, *, radius_m: ArrayLike) -> Standing:
    """Return the coverage with more services; what they do not reach is not looked at.

    The same as measuring anew, and never lower than before. Raises `InputError` with
    `index_duplicate` (label) when a service of that label stands already, `crs_mixed`, and what
    `service_set` raises.
    """
    require_same_crs(before.demand.frame, services)
    measured = service_set(services, radius_m)
    added = _placed(services, radius_m)
    rows = _near(before.demand.tree, added)
    rows = rows[~shapely.is_missing(before.left[rows])]
    joined = _joined(before.services, added)
    left = before.left[rows]
    cut = _left_of(left, measured, points=before.demand.points)
    less = np.array([after is not now for after, now in zip(cut, left, strict=True)], dtype=bool)
    rows, cut = rows[less], cut[less]
    if before.demand.points:
        uncovered = np.where(shapely.is_missing(cut), 0.0, before.uncovered[rows])
    else:
        around = _prepared_around(before.demand, rows, joined)
        uncovered = _amount(before.demand, rows, around)
    # Summing rounds; what more services leave is never more than what was left.
    uncovered = np.minimum(uncovered, before.uncovered[rows])
    return _changed(before, rows, cut, uncovered, joined)


def without_services(before: Standing, labels: Collection[object]) -> Standing:
    """Return the coverage after services are taken away, by label.

    Only the demand that they reached is measured anew, against the services around it. Raises
    `InputError("service_unknown")` (label) for one that does not stand.
    """
    wanted = frozenset(labels)
    gone = np.array([label in wanted for label in before.services.label], dtype=bool)
    unknown = wanted - set(before.services.label[gone])
    if unknown:
        raise InputError("service_unknown", label=str(min(map(str, unknown))))
    kept = _taken(before.services, ~gone)
    rows = _near(before.demand.tree, _taken(before.services, gone))
    around = _prepared_around(before.demand, rows, kept)
    cut = _left_of(before.demand.shape[rows], around, points=before.demand.points)
    return _changed(before, rows, cut, _amount(before.demand, rows, around), kept)


def coverage_of(now: Standing) -> Coverage:
    """Return the coverage as it stands, in the form that gaps and zones are asked of."""
    total, crs = now.demand.total, now.demand.frame.crs
    covered = total - now.uncovered
    share = np.divide(covered, total, out=np.full(len(total), np.nan), where=total > 0)
    columns = {"total": total, "covered": covered, "uncovered": now.uncovered, "share": share}
    index = now.demand.frame.index
    return Coverage(
        total=now.total,
        covered=now.covered,
        uncovered=now.missed,
        share=now.share,
        parcels=gpd.GeoDataFrame(columns, index=index, geometry=now.demand.shape, crs=crs),
        remains=Remains(now.left),
    )


def gained(before: Standing, after: Standing) -> gpd.GeoDataFrame:
    """Return what is covered after and was not before: `amount` and geometry by parcel.

    Both stand over the same demand. Swap them to ask what is lost. Parcels without a gain are not
    in the table; a gain is what counts as area or weight, so points come as they are.
    """
    amount = before.uncovered - after.uncovered
    rows = np.flatnonzero(amount > 0)
    was, now = before.left[rows], after.left[rows]
    part = np.where(shapely.is_missing(now), was, difference(was, now))
    frame = before.demand.frame
    return gpd.GeoDataFrame(
        {"amount": amount[rows]}, index=frame.index[rows], geometry=part, crs=frame.crs
    )


def _placed(services: gpd.GeoDataFrame, radius_m: ArrayLike) -> Placed:
    shape = geometries(services)
    radius = require_amounts(radius_m, len(shape), name="radius_m")
    box = np.asarray(shapely.bounds(shape), dtype=float).reshape(-1, 4)
    return Placed(services.index.to_numpy(dtype=object), shape, radius, box)


def _joined(one: Placed, other: Placed) -> Placed:
    label = np.concatenate([one.label, other.label])
    seen: set[object] = set(one.label)
    for each in other.label:
        if each in seen:
            raise InputError("index_duplicate", label=str(each))
        seen.add(each)
    return Placed(
        label,
        np.concatenate([one.shape, other.shape]),
        np.concatenate([one.radius_m, other.radius_m]),
        np.concatenate([one.box, other.box]),
    )


def _taken(services: Placed, rows: Flags) -> Placed:
    return Placed(
        services.label[rows], services.shape[rows], services.radius_m[rows], services.box[rows]
    )


def _near(tree: shapely.STRtree, services: Placed) -> Integers:
    """Return the rows of the demand that lie within the radius of one of the services."""
    if not len(services.shape):
        return np.zeros(0, dtype=np.int64)
    found = tree.query(services.shape, predicate="dwithin", distance=services.radius_m)
    return np.unique(found[1])


def _may_reach(services: Placed, demand: Geometries) -> Flags:
    """Tell which services may reach the box around the demand."""
    if not len(demand):
        return np.zeros(len(services.shape), dtype=bool)
    west, south, east, north = shapely.total_bounds(demand)
    (left, low, right, high), radius = services.box.T, services.radius_m
    beside = (left - radius <= east) & (right + radius >= west)
    return np.asarray(beside & (low - radius <= north) & (high + radius >= south))


def _left_of(demand: Geometries, services: Services, *, points: bool) -> Geometries:
    """Return what of each piece of demand the services leave, None where nothing."""
    none = np.zeros(len(demand))
    if not points:
        return uncovered_parts(demand, services, none)
    left = np.full(len(demand), None, dtype=object)
    open_ = uncovered_points(shapely.get_coordinates(demand), services, none)
    left[open_] = demand[open_]
    return left


def _prepared_around(demand: FixedDemand, rows: Integers, services: Placed) -> Services:
    """Prepare the services that may reach some of the demand."""
    around = _taken(services, _may_reach(services, demand.shape[rows]))
    return services_of(around.shape, around.radius_m)


def _amount(demand: FixedDemand, rows: Integers, services: Services) -> Floats:
    """Return how much of some parcels is left uncovered, as measuring all anew would say."""
    shape, none = demand.shape[rows], np.zeros(len(rows))
    if demand.points:
        return demand.total[rows] * uncovered_points(shapely.get_coordinates(shape), services, none)
    box = np.asarray(shapely.bounds(shape)).reshape(-1, 4)
    area = demand.area[rows]
    remaining = uncovered_areas(shape, area, box, services, none)
    return np.asarray(demand.total[rows] * np.minimum(remaining / area, 1.0))


def _changed(
    before: Standing, rows: Integers, cut: Geometries, amount: Floats, services: Placed
) -> Standing:
    """Put the new remains of some parcels in place of the old ones, and add up."""
    left, uncovered = before.left.copy(), before.uncovered.copy()
    left[rows], uncovered[rows] = cut, amount
    return dataclasses.replace(
        before,
        services=services,
        left=left,
        uncovered=uncovered,
        missed=math.fsum(uncovered.tolist()),
    )
