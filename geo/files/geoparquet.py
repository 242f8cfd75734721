"""Read a GeoParquet file some rows at a time, so that memory does not grow with its length."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
from pyproj.exceptions import CRSError

from geo import InputError, require_kind
from geo.files.plain import require_plain
from geo.files.wkb import from_wkb

# What a file without a CRS is in, by the GeoParquet specification.
_DEFAULT_CRS: Final = "OGC:CRS84"
# A column is decompressed piece by piece, not as long as its row group.
_BUFFER_BYTES: Final = 1 << 20
_FORM: Final = (KeyError, TypeError, ValueError, AttributeError, RecursionError)


def geoparquet_batches(
    path: Path, *, columns: Sequence[str] = (), rows: int = 50_000
) -> Iterator[gpd.GeoDataFrame]:
    """Yield the features of a GeoParquet file in its own CRS, `rows` at a time, in their order.

    Each batch has the primary geometry and the `columns` that are named; its index goes on where
    the one before ended. All geometries are there and valid. A file without rows yields nothing.
    Foreign files are read in a process of their own.

    Raises `InputError` with the codes of `require_plain`, `from_wkb` and, of a batch when its turn
    comes, `require_kind`; `file_not_vector` (file) for what is no GeoParquet with WKB,
    `crs_unknown` (file) and `column_missing` (column).
    """
    require_plain(path)
    try:
        with pq.ParquetFile(path, buffer_size=_BUFFER_BYTES, pre_buffer=False) as file:
            name, crs = _described(path, file)
            for column in columns:
                if column not in file.schema_arrow.names:
                    raise InputError("column_missing", column=column)
            first = 0
            for batch in file.iter_batches(batch_size=rows, columns=[*columns, name]):
                frame = _frame(batch, name, crs, first)
                require_kind(frame, "polygon", "point", "line", "mixed")
                yield frame
                first += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        raise InputError("file_not_vector", file=path.name) from error


def _described(path: Path, file: pq.ParquetFile) -> tuple[str, pyproj.CRS]:
    """Return the primary geometry column and its CRS."""
    try:
        stated = json.loads((file.metadata.metadata or {})[b"geo"])
        name = str(stated["primary_column"])
        column = stated["columns"][name]
        if str(column["encoding"]).upper() != "WKB" or name not in file.schema_arrow.names:
            raise InputError("file_not_vector", file=path.name)
        crs = column.get("crs", _DEFAULT_CRS)
    except _FORM as error:
        if isinstance(error, InputError):
            raise
        raise InputError("file_not_vector", file=path.name) from error
    try:
        return name, pyproj.CRS.from_user_input(crs)
    except (CRSError, *_FORM) as error:
        raise InputError("crs_unknown", file=path.name) from error


def _frame(batch: pa.RecordBatch, name: str, crs: pyproj.CRS, first: int) -> gpd.GeoDataFrame:
    blobs = batch.column(name)
    blobs = blobs.storage if isinstance(blobs, pa.ExtensionArray) else blobs
    shapes = from_wkb(blobs.to_pylist(), first_row=first + 1)
    rest = batch.drop_columns([name]).to_pandas(ignore_metadata=True)
    rest.index = np.arange(first, first + batch.num_rows)
    return gpd.GeoDataFrame(rest, geometry=gpd.GeoSeries(shapes, index=rest.index, crs=crs))
