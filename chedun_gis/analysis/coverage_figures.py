"""A coverage as a few numbers, and as it is drawn: what stands behind one figure of many."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd

from chedun_gis.analysis.coverage import (
    CoverageQuestion,
    CoverageReport,
    composed,
    coverage_terms,
    gaps_sent,
)
from chedun_gis.analysis.coverage_rows import RangeRows, range_together
from chedun_gis.town import Town
from geo.coverage import CoverageRange, gap_count


@dataclass(frozen=True, slots=True)
class CoverageFigures:
    """What a figure says of a coverage, in m² or people; `gaps` is how many places are missed.

    The shares are NaN where there is nothing to cover.
    """

    total: float
    covered: float
    uncovered: float
    share: float
    low_share: float
    high_share: float
    gaps: int


def figures_of(report: CoverageReport) -> CoverageFigures:
    """Return the figures of a coverage that is at hand."""
    return _figures(report.found, len(report.gaps))


def figures_from(
    town: Town, question: CoverageQuestion, parts: Sequence[RangeRows]
) -> CoverageFigures | None:
    """Return the same from parts of the demand; None where nothing is known to measure."""
    found = range_together(town, question, coverage_terms(town, question).demand, parts)
    return None if found is None else _figures(found, gap_count(found.mapped))


def _figures(found: CoverageRange, gaps: int) -> CoverageFigures:
    mapped = found.mapped
    return CoverageFigures(
        mapped.total,
        mapped.covered,
        mapped.uncovered,
        mapped.share,
        found.low.share,
        found.high.share,
        gaps,
    )


def gaps_from(
    town: Town, question: CoverageQuestion, parts: Sequence[RangeRows]
) -> gpd.GeoDataFrame | None:
    """Return the gaps of a coverage as places of the map, from parts of the demand."""
    terms = coverage_terms(town, question)
    found = range_together(town, question, terms.demand, parts)
    return None if found is None else gaps_sent(composed(town, terms, found).gaps)
