"""Write what tiles carry of a large layer, read some rows at a time, by GDAL."""

import json
from collections.abc import Iterator
from typing import Final

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyogrio
import pyproj
import shapely

from chedun_gis.compute import Tally
from chedun_gis.town import PROJECTS
from geo import WGS84, reprojected
from layers import Layer

# The one layer in the tiles.
FEATURES: Final = "features"
# The least zoom of the map, and the one up to which tiles are made: there a tile tells places to
# 0.15 m, and is drawn larger from then on.
LEAST_ZOOM, MOST_ZOOM = 9, 14

_ROWS_AT_ONCE: Final = 20_000
# Numbers are floats: of integers in FlatGeobuf tippecanoe makes texts.
_SCHEMA: Final = pa.schema(
    [
        pa.field("row", pa.float64()),
        pa.field("id", pa.string()),
        pa.field("c", pa.string()),
        pa.field("s", pa.float64()),
        pa.field("h", pa.float64()),
        pa.field("v", pa.float64()),
        pa.field("geometry", pa.binary()),
    ]
)


def write_rows(report: Tally, source: str, layer: Layer, out: str, options: dict[str, str]) -> None:
    """Write the placed features of a GeoParquet file as `out`, in WGS84 degrees.

    `options` are those of GDAL for the format that the ending of `out` names. Each feature has
    `row`, its number in the file from 0, `c` the class of its symbol, `s` 1 for schematic, `h` 1
    for a hollow marker, `v` the value that sets its size; projects also their `id`, since a list
    may keep the map to some of them. Names would be half of every tile: the server tells them.
    """
    pyogrio.write_arrow(
        pa.RecordBatchReader.from_batches(_SCHEMA, _batches(report, source, layer)),
        out,
        layer=FEATURES,
        driver="PMTiles" if out.endswith(".pmtiles") else "FlatGeobuf",
        geometry_name="geometry",
        geometry_type="Unknown",
        crs=WGS84,
        **options,
    )


def _batches(report: Tally, source: str, layer: Layer) -> Iterator[pa.RecordBatch]:
    file, style = pq.ParquetFile(source), layer.style
    crs, there = _crs_of(file), set(file.schema_arrow.names)
    wanted = ("id", "name_zh", "name_en", "basis", "location_type", style.by, style.size_by)
    columns = [*dict.fromkeys(name for name in wanted if name in there), "geometry"]
    rows, total = 0, file.metadata.num_rows
    for batch in file.iter_batches(_ROWS_AT_ONCE, columns=columns):
        report(rows, total)
        shapes = shapely.from_wkb(batch.column("geometry").to_numpy(zero_copy_only=False))
        placed = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
        number = pa.array(np.arange(rows, rows + len(batch)), pa.float64())
        cells = [each.filter(pa.array(placed)) for each in (number, *_cells(batch, layer))]
        shapes_deg = reprojected(gpd.GeoSeries(shapes[placed], crs=crs), WGS84).to_numpy()
        blobs = pa.array(shapely.to_wkb(shapes_deg), pa.binary())
        yield pa.RecordBatch.from_arrays([*cells, blobs], schema=_SCHEMA)
        rows += len(batch)
    report(total, total)


def _cells(batch: pa.RecordBatch, layer: Layer) -> Iterator[pa.Array]:
    """Yield the columns between the row and the shape."""
    kept = layer.id == PROJECTS
    yield _text(batch, "id") if kept else pa.nulls(len(batch), pa.string())
    yield _text(batch, layer.style.by)
    yield _flag(_text(batch, "basis"), "schematic")
    yield _flag(_text(batch, "location_type"), "area")
    name = layer.style.size_by
    there = name in batch.schema.names
    yield batch.column(name).cast(pa.float64()) if there else pa.nulls(len(batch), pa.float64())


def _text(batch: pa.RecordBatch, name: str) -> pa.Array:
    if name not in batch.schema.names:
        return pa.nulls(len(batch), pa.string())
    return batch.column(name).cast(pa.string())


def _flag(cells: pa.Array, value: str) -> pa.Array:
    """Return 1 where it is so, and nothing where it is not: what is absent takes no room."""
    true = pc.fill_null(pc.equal(cells, value), fill_value=False)
    return pc.if_else(true, pa.scalar(1.0), pa.scalar(None, pa.float64()))


def _crs_of(file: pq.ParquetFile) -> pyproj.CRS:
    """Return the CRS that a GeoParquet file states for its geometry."""
    told = json.loads(file.schema_arrow.metadata[b"geo"])
    return pyproj.CRS.from_user_input(told["columns"][told["primary_column"]]["crs"])
