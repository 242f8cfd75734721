"""Service-radius coverage: exact shares, bounds, zones, gaps and what-if."""

from geo.coverage.classes import ServiceClass, class_radius_m
from geo.coverage.coverage import Coverage, Progress, coverage, meets, part_of
from geo.coverage.gaps import gaps
from geo.coverage.range import CoverageRange, coverage_range, flipped
from geo.coverage.whatif import (
    Standing,
    coverage_of,
    gained,
    standing,
    with_services,
    without_services,
)
from geo.coverage.zones import coverage_by_zone
