"""Pure geospatial functions on frames and arrays; they know no place, file layout or screen."""

from geo.checks import (
    Flags,
    Floats,
    Geometries,
    GeometryKind,
    Integers,
    geometries,
    require_amounts,
    require_kind,
)
from geo.crs import (
    GAUSS_KRUGER,
    WGS84,
    grid_name,
    meridian_of,
    prefixed,
    proj4_of,
    reprojected,
    require_crs,
    require_metric,
    require_same_crs,
    to_metric,
    utm_at,
)
from geo.dates import is_date
from geo.errors import InputError, Level, Problem, has_errors
from geo.exact import exact_sum, rounded
from geo.overlay import GRID_M, difference, intersection, polygonal, union
from geo.repair import MOST_CROSSINGS, repaired
from geo.rules import ServiceClass, class_radius_m, meets
from geo.shapes import CORNERS, INNER, SIDES, STEP, corner_towards, corners_at, inside_xy, prepared
from geo.tiles import curve_of, tile_box, tiles_of
