"""Add up coverages that are measured one part of the demand after the other, exactly."""

import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import geopandas as gpd
from numpy.typing import ArrayLike

from geo import InputError, require_same_crs
from geo.coverage.coverage import Coverage, measure, measure_sound, share_of
from geo.coverage.services import Services, service_set

Exact = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CoverageSums:
    """How much of some demand is covered, to be added to that of other demand.

    `totals` and `missed` are the demand and what of it is left, in m² or the weight that was
    measured: each is a few numbers whose sum, without any rounding, is that of all parcels. So
    parts add up to the same last bit however the demand is cut and in whatever order they come.
    """

    parcels: int
    totals: Exact
    missed: Exact

    @property
    def total(self) -> float:
        """The demand: m², or the sum of the weights."""
        return math.fsum(self.totals)

    @property
    def uncovered(self) -> float:
        """What of it lies in no service area."""
        return math.fsum(self.missed)

    @property
    def covered(self) -> float:
        """What of it lies in a service area."""
        return self.total - self.uncovered

    @property
    def share(self) -> float:
        """The covered share, NaN when there is nothing to cover."""
        return share_of(self.covered, self.total)


def sums_of(found: Coverage) -> CoverageSums:
    """Return the exact sums of a coverage; of one alone they are its own figures."""
    return CoverageSums(
        parcels=len(found.parcels),
        totals=_exact(found.parcels["total"].tolist(), found.total),
        missed=_exact(found.parcels["uncovered"].tolist(), found.uncovered),
    )


def added_up(parts: Iterable[CoverageSums]) -> CoverageSums:
    """Return the sums of all parts together; of none, those of an empty demand."""
    every = tuple(parts)
    return CoverageSums(
        parcels=sum(each.parcels for each in every),
        totals=_exact([one for each in every for one in each.totals]),
        missed=_exact([one for each in every for one in each.missed]),
    )


def coverages(
    batches: Iterable[gpd.GeoDataFrame],
    services: gpd.GeoDataFrame,
    *,
    radius_m: ArrayLike,
    weight: str | None = None,
    sound: bool = False,
) -> Iterator[Coverage]:
    """Yield the coverage of each batch of a demand; one batch at a time is held in memory.

    `weight` names the column that counts instead of areas. `sound` says that the batches were found
    valid when they were read, as `geo.files.geoparquet_batches` does: it is not asked again.
    Otherwise as `coverage`. Raises what it raises, of a batch when its turn comes, and
    `InputError("column_missing")` (column).
    """
    look = measure_sound if sound else measure
    prepared: Services | None = None
    for batch in batches:
        require_same_crs(batch, services)
        if weight is not None and weight not in batch:
            raise InputError("column_missing", column=weight)
        if prepared is None:
            prepared = service_set(services, radius_m)
        yield look(batch, prepared, weight=None if weight is None else batch[weight])


def coverage_sums(
    batches: Iterable[gpd.GeoDataFrame],
    services: gpd.GeoDataFrame,
    *,
    radius_m: ArrayLike,
    weight: str | None = None,
    sound: bool = False,
) -> CoverageSums:
    """Return how much of a demand that comes in batches is covered, in the memory of one batch.

    The figures are those of `coverage` of all of it, to the last bit. Otherwise as `coverages`.
    """
    every = coverages(batches, services, radius_m=radius_m, weight=weight, sound=sound)
    return added_up(map(sums_of, every))


def _exact(numbers: list[float], *known: float) -> Exact:
    """Return a few numbers with exactly the sum of the given ones, the first their rounded sum.

    That one may be `known`. What rounding leaves is rounded again, until nothing is left.
    """
    found = [each for each in known if each]
    while rest := math.fsum(itertools.chain(numbers, (-each for each in found))):
        found.append(rest)
    return tuple(found)
