"""Files of geometries and tables, read strictly and written exactly."""

from geo.files.archive import (
    MOST_BYTES,
    MOST_MEMBERS,
    read_files,
    require_harmless,
    require_inside,
    unpack,
)
from geo.files.csv_text import CsvRow, CsvText, as_csv, csv_text, inert, restored
from geo.files.geojson import collection_of, feature_texts, to_geojson
from geo.files.geoparquet import geoparquet_batches
from geo.files.plain import read_plain, require_plain
from geo.files.reading import geojson_crs_is_known, read_vector
from geo.files.schema import Column, Schema, validate
from geo.files.wkb import MOST_NESTED, from_wkb
