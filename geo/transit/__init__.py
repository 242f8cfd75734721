"""Lines that serve zones by their stops, from layers, raster or GTFS."""

from geo.transit.gtfs import GTFS_FILES, Feed, read_gtfs, services_by_name
from geo.transit.gtfs_table import Findings, read_table
from geo.transit.raster import cell_shares, zone_cells
from geo.transit.routes import COUNTABLE, NAME_SEPARATOR, REGULAR, with_routes
from geo.transit.transit import LineService, missing, serve, verdicts
