"""Read GeoParquet: its metadata is checked and its geometry looked through before it is parsed."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
from pyproj.exceptions import CRSError

from chedun_gis.compute import Tally
from chedun_gis.importing.limits import (
    MOST_IN_BATCHES,
    MOST_UNPACKED_MB,
    require_features,
)
from chedun_gis.importing.raw import RowSpan
from geo import InputError
from geo.files import from_wkb

# The metadata may be of any form, and deep.
_FORM: Final = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
_FAULTS: Final = (pa.ArrowException, OSError, *_FORM)
_ROWS_A_BATCH: Final = 5_000
# What a file without a CRS is in, by the GeoParquet specification.
_DEFAULT_CRS: Final = "OGC:CRS84"


def read_parquet(
    path: Path, *, rows: RowSpan | None = None, report: Tally = lambda *_: None
) -> gpd.GeoDataFrame:
    """Return the features, or some `rows` of them; a CRS that is null or not understood is none.

    Geometry beside the primary one comes as WKT. Raises `InputError` with `file_not_vector`,
    `import_geometry_form` (file, encoding) for geometry that is not WKB, `import_features`,
    `import_columns`, `import_size`, and what `geo.files.from_wkb` raises.
    """
    try:
        file = pq.ParquetFile(path)
        _require_modest(path, file.metadata, rows)
        primary, columns = _described(path, file.metadata)
        frame = _rows(file, primary, columns, (rows, report))
    except _FAULTS as error:
        if isinstance(error, InputError):
            raise
        raise InputError("file_not_vector", file=path.name) from error
    crs = _crs(columns[primary])
    return frame.set_crs(crs) if crs is not None else frame


def parquet_batches(
    path: Path, *, rows: int
) -> Iterator[tuple[pa.RecordBatch, str, pyproj.CRS | None]]:
    """Yield the rows of a file of any size, `rows` at a time, as `gdal.batches_of` does.

    Raises `InputError` with `file_not_vector`, `import_geometry_form` and `import_columns`.
    """
    try:
        file = pq.ParquetFile(path)
        require_features(0, columns=file.metadata.num_columns)
        primary, columns = _described(path, file.metadata)
        crs = _crs(columns[primary])
        for batch in file.iter_batches(batch_size=rows):
            others = [name for name in columns if name != primary]
            yield batch.drop_columns([*others, *_covering(columns[primary])]), primary, crs
    except _FAULTS as error:
        if isinstance(error, InputError):
            raise
        raise InputError("file_not_vector", file=path.name) from error


def _covering(column: Mapping[str, Any]) -> list[str]:
    """Return the column that holds the boxes of the features, which are found anew."""
    return [str(column["covering"]["bbox"]["xmin"][0])] if "covering" in column else []


def rows_in(path: Path) -> int:
    """Return how many rows a file has; `InputError("file_not_vector")` if that cannot be told."""
    try:
        return int(pq.ParquetFile(path).metadata.num_rows)
    except _FAULTS as error:
        raise InputError("file_not_vector", file=path.name) from error


def _require_modest(path: Path, described: pq.FileMetaData, rows: RowSpan | None) -> None:
    sizes = [described.row_group(at).total_byte_size for at in range(described.num_row_groups)]
    # Of some rows alone no more than a group is unpacked at a time.
    size_mb = (max(sizes, default=0) if rows else sum(sizes)) >> 20
    limit = MOST_IN_BATCHES if rows else 0
    require_features(described.num_rows, columns=described.num_columns, limit=limit)
    if size_mb > MOST_UNPACKED_MB:
        raise InputError("import_size", file=path.name, size_mb=size_mb, limit_mb=MOST_UNPACKED_MB)


def _described(path: Path, described: pq.FileMetaData) -> tuple[str, Mapping[str, Any]]:
    """Return the primary geometry column, and what is said of each column of geometry."""
    stated = json.loads((described.metadata or {})[b"geo"])
    primary, columns = stated["primary_column"], stated["columns"]
    for name, column in columns.items():
        if str(column["encoding"]).upper() != "WKB":
            encoding = str(column["encoding"])[:40]
            raise InputError("import_geometry_form", file=path.name, encoding=encoding)
        if name not in described.schema.to_arrow_schema().names:
            raise KeyError(name)
    return str(primary), {**columns, primary: columns[primary]}


def _rows(
    file: pq.ParquetFile,
    primary: str,
    columns: Mapping[str, Any],
    how: tuple[RowSpan | None, Tally],
) -> gpd.GeoDataFrame:
    rows, report = how
    first, total = (rows.first, rows.count) if rows else (0, file.metadata.num_rows)
    shapes: dict[str, list[Any]] = {name: [np.empty(0, dtype=object)] for name in columns}
    tables, count = [], 0
    for batch in _batches(file, first, first + total):
        for name, parts in shapes.items():
            blobs = batch.column(name)
            blobs = blobs.storage if isinstance(blobs, pa.ExtensionArray) else blobs
            parts.append(from_wkb(blobs.to_pylist(), first_row=first + count + 1))
        tables.append(batch.drop_columns(list(columns)))
        count += batch.num_rows
        report(count, min(total, file.metadata.num_rows - first))
    rest = [field for field in file.schema_arrow if field.name not in columns]
    table = pa.Table.from_batches(tables, schema=pa.schema(rest)).to_pandas(ignore_metadata=True)
    table.index = range(first, first + count)
    others = {
        name: gpd.GeoSeries(np.concatenate(parts)).to_wkt()
        for name, parts in shapes.items()
        if name != primary
    }
    others = {name: each.set_axis(table.index) for name, each in others.items()}
    geometry = gpd.GeoSeries(np.concatenate(shapes[primary]), index=table.index)
    return gpd.GeoDataFrame(table.assign(**others, **{primary: geometry}), geometry=primary)


def _batches(file: pq.ParquetFile, first: int, last: int) -> Iterator[pa.RecordBatch]:
    """Yield the rows from `first` to before `last`; only the groups that they lie in are read."""
    at, groups, skipped = 0, [], 0
    for group in range(file.num_row_groups):
        count = file.metadata.row_group(group).num_rows
        if at + count <= first:
            skipped += count
        elif at < last:
            groups.append(group)
        at += count
    at = skipped
    for batch in file.iter_batches(batch_size=_ROWS_A_BATCH, row_groups=groups):
        begin, end = max(first - at, 0), min(last - at, batch.num_rows)
        if begin < end:
            yield batch.slice(begin, end - begin)
        at += batch.num_rows


def _crs(column: Mapping[str, Any]) -> pyproj.CRS | None:
    try:
        stated = column.get("crs", _DEFAULT_CRS)
        return None if stated is None else pyproj.CRS.from_user_input(stated)
    except (CRSError, *_FORM):
        return None
