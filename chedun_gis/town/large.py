"""Say of a large layer where it lies on the disk; its features are read as they are needed."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely

from geo import InputError

# (west, south, east, north) in metres.
MetricBounds = tuple[float, float, float, float]

SUFFIX: Final = ".parquet"
GEOMETRY: Final = "geometry"
BOX: Final = "bbox"
SIDES: Final = ("xmin", "ymin", "xmax", "ymax")
# A layer of the workspace with more features is kept as GeoParquet and read as it is needed.
LARGE: Final = 5_000
# More features than this are never held as one frame.
MOST_AT_ONCE: Final = 200_000
# Frames of so many features together stay in memory; the one that was read last stays in any case.
_HELD: Final = 200_000
_READ_BYTES: Final = 1 << 20
_FORM: Final = (pa.ArrowException, OSError, ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class LargeLayer:
    """A layer of the workspace that is too large to be held: its GeoParquet, and what is in it.

    The file holds the layer's fields and geometry in the town's metric CRS, with the covering
    column `bbox` (GeoParquet 1.1), in the order of a Hilbert curve, in row groups of some thousand
    rows. `digest` is another one for every other content, `count` the number of features, `bounds`
    (west, south, east, north) holds them all, in metres.
    """

    path: Path
    digest: str
    count: int
    bounds: MetricBounds


def described(path: Path, digest: str, crs: str) -> LargeLayer:
    """Return what is in the file of a large layer, by its last bytes alone.

    Raises `InputError("file_not_vector")` (file) for another file, `"large_other_crs"` (file, crs)
    for one in another CRS than the town's.
    """
    try:
        with pq.ParquetFile(path) as file:
            count = file.metadata.num_rows
            stated = json.loads(file.metadata.metadata[b"geo"])["columns"][GEOMETRY]
        west, south, east, north = map(float, stated["bbox"])
        written = str(stated["crs"]["id"]["code"])
    except _FORM as error:
        raise InputError("file_not_vector", file=path.name) from error
    if written != crs.rpartition(":")[2]:
        raise InputError("large_other_crs", file=path.name, crs=written)
    return LargeLayer(path, digest, count, (west, south, east, north))


def rows(
    large: LargeLayer, first: int, last: int, *, columns: Sequence[str] | None = None
) -> gpd.GeoDataFrame:
    """Return the features from row `first` to before row `last` of the file, in metres.

    `columns` names the fields that are read, all by default; the index is the row.
    """
    found = []
    with _opened(large) as file:
        at = 0
        names = None if columns is None else [*columns, GEOMETRY]
        for group in range(file.num_row_groups):
            count = file.metadata.row_group(group).num_rows
            if at < last and at + count > first:
                table = file.read_row_group(group, columns=names or _fields(file))
                begin = max(first - at, 0)
                found.append(table.slice(begin, min(last - at, count) - begin))
            at += count
        schema = file.schema_arrow
    if not found:
        return _framed(schema.empty_table().select(names or _fields_of(schema)), schema, first)
    return _framed(pa.concat_tables(found), schema, first)


def whole(large: LargeLayer) -> gpd.GeoDataFrame:
    """Return all features of a layer that is small enough to be held; the last ones stay read.

    Raises `InputError("layer_large")` (layer, count, limit) for more than `MOST_AT_ONCE`.
    """
    require_modest(large)
    return _WHOLE.of(large)


def require_modest(large: LargeLayer) -> None:
    """Refuse a layer of more than `MOST_AT_ONCE` features; see `whole`."""
    if large.count > MOST_AT_ONCE:
        layer = large.path.stem
        raise InputError("layer_large", layer=layer, count=large.count, limit=MOST_AT_ONCE)


def within(
    large: LargeLayer, bounds: MetricBounds, *, columns: Sequence[str] | None = None
) -> gpd.GeoDataFrame:
    """Return the features whose bounding box meets a window, in metres; the index is the row.

    Only the row groups that the window meets are read.
    """
    found, numbers = [], []
    with _opened(large) as file:
        schema = file.schema_arrow
        fields = _fields(file) if columns is None else [*columns, GEOMETRY]
        at = 0
        for group, box in enumerate(_group_boxes(large)):
            count = file.metadata.row_group(group).num_rows
            if _meet(np.array([box]), bounds)[0]:
                table = file.read_row_group(group, columns=[*fields, BOX])
                hit = np.flatnonzero(_meet(_boxes(table), bounds))
                found.append(table.select(fields).take(hit))
                numbers.append(at + hit)
            at += count
    if not found:
        return _framed(schema.empty_table().select(fields), schema, 0)
    frame = _framed(pa.concat_tables(found), schema, 0)
    return frame.set_axis(pd.Index(np.concatenate(numbers)), axis=0)


def called(large: LargeLayer, feature_id: str) -> gpd.GeoDataFrame:
    """Return the feature of this id as a frame of one row, or of none; the index is its row."""
    row = row_of(large, feature_id)
    return rows(large, 0, 0) if row is None else rows(large, row, row + 1)


def row_of(large: LargeLayer, feature_id: str) -> int | None:
    """Return the row of a feature, None when there is none of this id."""
    at = pc.index(_ids(large), feature_id).as_py()
    return None if at < 0 else int(at)


def attributes(large: LargeLayer, columns: Sequence[str]) -> pd.DataFrame:
    """Return some fields of all features without their geometry, in the order of the file."""
    with _opened(large) as file:
        return _table(file.read(columns=list(columns)))


def batches(
    large: LargeLayer, count: int, *, columns: Sequence[str] | None = None
) -> Iterator[gpd.GeoDataFrame]:
    """Yield all features, `count` at a time."""
    for first in range(0, large.count, count):
        yield rows(large, first, min(first + count, large.count), columns=columns)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file that is too large to be held; raises `OSError`."""
    digest = sha256()
    with path.open("rb") as file:
        while part := file.read(_READ_BYTES):
            digest.update(part)
    return digest.hexdigest()


@lru_cache(maxsize=4)
def _ids(large: LargeLayer) -> pa.ChunkedArray:
    """Return the ids of all features: some ten bytes each, so that a click finds its row."""
    with _opened(large) as file:
        return file.read(columns=["id"]).column("id")


@lru_cache(maxsize=16)
def _group_boxes(large: LargeLayer) -> tuple[MetricBounds, ...]:
    """Return the window of each row group, from the statistics of its bounding boxes."""
    found = []
    with _opened(large) as file:
        names = [file.metadata.schema.column(at).path for at in range(file.metadata.num_columns)]
        places = [names.index(f"{BOX}.{side}") for side in SIDES]
        for at in range(file.num_row_groups):
            group = file.metadata.row_group(at)
            told = [group.column(place).statistics for place in places]
            if any(each is None or not each.has_min_max for each in told):
                found.append((np.inf, np.inf, -np.inf, -np.inf))  # nothing in it has a place
                continue
            west, south, east, north = told
            found.append((west.min, south.min, east.max, north.max))
    return tuple(found)


class _Whole:
    """The frames of layers that were read whole last."""

    def __init__(self) -> None:
        self._kept: dict[LargeLayer, gpd.GeoDataFrame] = {}
        self._lock = Lock()

    def of(self, large: LargeLayer) -> gpd.GeoDataFrame:
        """Return a frame; who asks while it is being read waits for it."""
        with self._lock:
            frame = self._kept.pop(large, None)
            if frame is None:
                frame = rows(large, 0, large.count)
            self._kept[large] = frame
            while len(self._kept) > 1 and sum(each.count for each in self._kept) > _HELD:
                self._kept.pop(next(iter(self._kept)))
            return frame


_WHOLE: Final = _Whole()


def _opened(large: LargeLayer) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(large.path)
    except _FORM as error:
        raise InputError("file_not_vector", file=large.path.name) from error


def _fields(file: pq.ParquetFile) -> list[str]:
    return _fields_of(file.schema_arrow)


def _fields_of(schema: pa.Schema) -> list[str]:
    return [name for name in schema.names if name != BOX]


def _framed(table: pa.Table, schema: pa.Schema, first: int) -> gpd.GeoDataFrame:
    stated = json.loads(schema.metadata[b"geo"])["columns"][GEOMETRY]
    blobs = table.column(GEOMETRY).to_numpy(zero_copy_only=False)
    frame = _table(table.drop_columns([GEOMETRY]))
    shapes = shapely.from_wkb(blobs)
    index = pd.RangeIndex(first, first + table.num_rows)
    crs = f"EPSG:{stated['crs']['id']['code']}"
    return gpd.GeoDataFrame(frame.set_axis(index, axis=0), geometry=shapes, crs=crs)


def _table(table: pa.Table) -> pd.DataFrame:
    """Return fields as a layer's frame has them: texts as objects, None where there is none."""
    columns = {
        name: column.to_numpy(zero_copy_only=False)
        if pa.types.is_string(column.type) or pa.types.is_boolean(column.type)
        else column.to_pandas()
        for name, column in zip(table.column_names, table.columns, strict=True)
    }
    texts: Collection[str] = {
        field.name for field in table.schema if pa.types.is_string(field.type)
    }
    return pd.DataFrame(
        {
            name: pd.Series(values, dtype=object) if name in texts else pd.Series(values)
            for name, values in columns.items()
        }
    )


def _boxes(table: pa.Table) -> np.ndarray:
    boxes = table.column(BOX).combine_chunks()
    sides = [boxes.field(side).to_numpy(zero_copy_only=False) for side in SIDES]
    return np.column_stack(sides).astype(float)


def _meet(boxes: np.ndarray, bounds: MetricBounds) -> np.ndarray:
    """Tell which boxes meet a window; NaN, of what has no place, never does."""
    west, south, east, north = bounds
    return (
        (boxes[:, 0] <= east)
        & (boxes[:, 2] >= west)
        & (boxes[:, 1] <= north)
        & (boxes[:, 3] >= south)
    )
