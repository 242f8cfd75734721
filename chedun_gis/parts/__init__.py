"""Layers of any size in parts, and the questions that are answered part by part."""

from chedun_gis.parts.coverage import CoverageByParts, coverage_by_parts
from chedun_gis.parts.part_set import (
    GEOMETRY,
    MOST_ROWS,
    SOURCE_ROW,
    Part,
    PartSet,
    ShapeKind,
    frame_of,
    is_part_set,
    open_parts,
    write_manifest,
    write_part,
)
from chedun_gis.parts.services import AllServices, services_of_frame, services_of_parts
from chedun_gis.parts.siting import SitingByParts, siting_by_parts
from chedun_gis.parts.transit import BusByParts, bus_by_parts
