"""A coverage measured some rows of the demand at a time: what workers send, put together here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import shapely

from chedun_gis.analysis.coverage import CoverageQuestion, coverage_terms, service_terms
from chedun_gis.town import Town, answered
from geo.coverage import (
    Amounts,
    Bounded,
    Coverage,
    CoverageRange,
    assembled,
    bounded,
    measure,
    range_assembled,
    range_within,
)

# So many parcels are measured in less than half a second; no more are measured in place.
MOST_PARCELS: Final = 5_000
# As many are measured with their bounds, drawn and written in half a second.
_ROWS: Final = 2_500


@dataclass(frozen=True, slots=True)
class Measured(Amounts):
    """What was measured of some parcels in a row: m² or weight, and what is left, as WKB."""

    left: tuple[bytes | None, ...]


# The low bound, the coverage as mapped and the high bound; None where nothing is known to measure.
RangeRows = tuple[Amounts, Measured, Amounts] | None


def parts_for(parcels: int) -> int:
    """Return into how many parts so many parcels are cut, 0 for what is measured in place."""
    return 0 if parcels <= MOST_PARCELS else -(-parcels // _ROWS)


def rows_of(frame: gpd.GeoDataFrame, number: int, of: int) -> gpd.GeoDataFrame:
    """Return one of `of` parts of a frame: rows that follow one another."""
    first, last = number * len(frame) // of, (number + 1) * len(frame) // of
    return frame.iloc[first:last]


def bounds_part(town: Town, question: CoverageQuestion, number: int, of: int) -> RangeRows:
    """Return the coverage with its bounds of one part of the demand."""
    terms = coverage_terms(town, question)
    if terms.missing:
        return None
    return sent(range_of_rows(town, question, rows_of(terms.demand, number, of)))


def range_of_rows(
    town: Town, question: CoverageQuestion, demand: gpd.GeoDataFrame
) -> CoverageRange:
    """Return the coverage with its bounds of some rows of a question's demand."""
    weight = service_terms(town, question).weight_of(demand)
    return range_within(demand, reaching(town, question), weight=weight)


def mapped_rows(town: Town, question: CoverageQuestion, demand: gpd.GeoDataFrame) -> Coverage:
    """Return the coverage as mapped, without bounds, of some rows of a question's demand."""
    weight = service_terms(town, question).weight_of(demand)
    return measure(demand, reaching(town, question).mapped, weight=weight)


# Of 5,000 parks some thirty megabytes; to prepare them takes as long as to measure a part.
@answered(most=8)
def reaching(town: Town, question: CoverageQuestion) -> Bounded:
    """Return the services of a question, prepared once for all parts of its demand."""
    services = service_terms(town, question).services
    return bounded(services, services["radius_m"])


def sent(found: CoverageRange) -> tuple[Amounts, Measured, Amounts]:
    """Return a coverage with its bounds as it is sent: of the bounds the amounts alone."""
    return _amounts(found.low), measured_rows(found.mapped), _amounts(found.high)


def _amounts(found: Coverage) -> Amounts:
    return Amounts(
        found.parcels["total"].to_numpy(dtype=float),
        found.parcels["uncovered"].to_numpy(dtype=float),
    )


def measured_rows(found: Coverage) -> Measured:
    """Return a coverage of some rows as it is sent."""
    amounts = _amounts(found)
    left = tuple(shapely.to_wkb(found.remains.all()))
    return Measured(amounts.total, amounts.uncovered, left)


def range_together(
    town: Town, question: CoverageQuestion, demand: gpd.GeoDataFrame, parts: Sequence[RangeRows]
) -> CoverageRange | None:
    """Return the coverage of the demand from all its parts, to the last bit as in one piece."""
    known = [part for part in parts if part is not None]
    if not known:
        return None
    low, mapped, high = zip(*known, strict=True)
    return range_assembled(
        demand,
        lambda: reaching(town, question),
        low=_joined(low),
        mapped=together(demand, mapped),
        high=_joined(high),
    )


def together(demand: gpd.GeoDataFrame, parts: Iterable[Measured]) -> Coverage:
    """Return one coverage from its parts, in their order."""
    found = joined_rows(tuple(parts))
    left = np.asarray(shapely.from_wkb(np.array(found.left, dtype=object)), dtype=object)
    return assembled(demand, total=found.total, uncovered=found.uncovered, left=left)


def joined_rows(parts: Sequence[Measured]) -> Measured:
    """Return what was measured of all rows, from parts in their order."""
    amounts = _joined(parts)
    left = tuple(blob for each in parts for blob in each.left)
    return Measured(amounts.total, amounts.uncovered, left)


def _joined(parts: Sequence[Amounts]) -> Amounts:
    return Amounts(
        np.concatenate([each.total for each in parts]),
        np.concatenate([each.uncovered for each in parts]),
    )
