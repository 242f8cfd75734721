"""Service-radius coverage: exact shares, bounds, zones, gaps and what-if."""

from geo.coverage.coverage import Coverage, Progress, assembled, coverage, measure, part_of
from geo.coverage.gaps import gap_count, gaps
from geo.coverage.range import (
    Amounts,
    Bounded,
    CoverageRange,
    bounded,
    coverage_range,
    flipped,
    range_assembled,
    range_within,
)
from geo.coverage.sums import CoverageSums, added_up, coverage_sums, coverages, sums_of
from geo.coverage.whatif import (
    Standing,
    coverage_of,
    gained,
    standing,
    standing_of,
    with_services,
    without_services,
)
from geo.coverage.zones import coverage_by_zone
