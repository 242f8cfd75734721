"""Write the file of a large layer: batches come in any order, features lie in that of a curve."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import shapely

from chedun_gis.town.large import BOX, GEOMETRY, SIDES
from geo import WGS84
from layers import Layer, Place

_ROWS_A_GROUP: Final = 4_096
# So many rows are put in order at a time.
_ROWS_AT_ONCE: Final = 12 * _ROWS_A_GROUP
_LEVEL: Final = 16
_TYPES: Final = {
    "text": pa.string(),
    "names": pa.string(),
    "date": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}


class LargeFile:
    """A large layer that is being written: `add` takes features, `close` writes the file.

    What was added lies in `folder` until then, so that memory does not grow with the features.
    """

    def __init__(self, layer: Layer, place: Place, folder: Path) -> None:
        """Begin with no feature; `folder` is there and empty."""
        self._place = place
        self._layer = layer
        self._fields = [pa.field(each.name, _TYPES[each.type]) for each in layer.all_fields]
        box = pa.struct([pa.field(side, pa.float64()) for side in SIDES])
        self._schema = pa.schema([*self._fields, (GEOMETRY, pa.binary()), (BOX, box)])
        self._unsorted = folder / "unsorted.arrow"
        self._open = ExitStack()
        sink = self._open.enter_context(pa.OSFile(str(self._unsorted), "wb"))
        self._out = self._open.enter_context(pa.ipc.new_file(sink, self._schema))
        self._keys: list[np.ndarray] = []
        self._kinds: set[str] = set()
        self._bounds = np.array([np.inf, np.inf, -np.inf, -np.inf])
        self._extent_m = _extent_m(place)
        self.count = 0

    def __enter__(self) -> Self:
        """Return the file, which is let go of at the end."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Let go of what was added."""
        self._open.close()
        self._unsorted.unlink(missing_ok=True)

    def add(self, frame: gpd.GeoDataFrame) -> None:
        """Take in features in the town's metric CRS; a field that the frame lacks is empty."""
        shapes = frame.geometry.to_numpy()
        boxes = shapely.bounds(shapes)
        there = ~np.isnan(boxes[:, 0])
        arrays = [_array(frame, field) for field in self._fields]
        blobs = pa.array(shapely.to_wkb(shapes), pa.binary())
        sides = [pa.array(boxes[:, at], mask=~there) for at in range(len(SIDES))]
        box = pa.StructArray.from_arrays(sides, list(SIDES))
        batch = pa.record_batch([*arrays, blobs, box], schema=self._schema)
        self._out.write_batch(batch)
        self._keys.append(_along_curve(boxes, self._extent_m))
        if there.any():
            low, high = boxes[there, :2].min(axis=0), boxes[there, 2:].max(axis=0)
            self._bounds[:2] = np.minimum(self._bounds[:2], low)
            self._bounds[2:] = np.maximum(self._bounds[2:], high)
        self._kinds |= set(pd.unique(frame.geometry.geom_type.dropna()))
        self.count += len(frame)

    def close(self, path: Path, told: Callable[[int, int], None] = lambda *_: None) -> None:
        """Write all features in the order of a Hilbert curve; `told` hears how many are written."""
        self._open.close()
        order = np.argsort(np.concatenate(self._keys or [np.empty(0)]), kind="stable")
        schema = self._schema.with_metadata({b"geo": json.dumps(self._described()).encode()})
        with (
            pa.OSFile(str(self._unsorted), "rb") as source,
            pq.ParquetWriter(path, schema, compression="zstd") as out,
        ):
            file = pa.ipc.open_file(source)
            sizes = [len(each) for each in self._keys]
            starts = np.concatenate([[0], np.cumsum(sizes)])
            for first in range(0, self.count, _ROWS_AT_ONCE):
                wanted = order[first : first + _ROWS_AT_ONCE]
                out.write_table(
                    _gathered(file, starts, wanted).cast(schema), row_group_size=_ROWS_A_GROUP
                )
                told(first + len(wanted), self.count)

    def _described(self) -> dict[str, object]:
        """Return what GeoParquet 1.1 says of the file."""
        placed = np.isfinite(self._bounds).all()
        column = {
            "encoding": "WKB",
            "crs": pyproj.CRS.from_user_input(self._place.metric_crs).to_json_dict(),
            "geometry_types": sorted(self._kinds),
            "bbox": [float(each) for each in self._bounds] if placed else [0.0] * 4,
            "covering": {BOX: {side: [BOX, side] for side in SIDES}},
        }
        return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


def _array(frame: gpd.GeoDataFrame, field: pa.Field) -> pa.Array:
    if field.name not in frame:
        return pa.nulls(len(frame), field.type)
    column = frame[field.name]
    if pa.types.is_string(field.type) or pa.types.is_boolean(field.type):
        cells = [None if pd.isna(cell) else cell for cell in column]
        if pa.types.is_boolean(field.type):
            cells = [None if cell is None else bool(cell) for cell in cells]
        return pa.array(cells, field.type)
    numbers = pd.to_numeric(column, errors="coerce").astype(float).to_numpy()
    missing = np.isnan(numbers)
    whole = pa.types.is_integer(field.type)
    kept = np.where(missing, 0, numbers).astype(np.int64) if whole else numbers
    return pa.array(kept, field.type, mask=missing)


def _gathered(
    file: pa.ipc.RecordBatchFileReader, starts: np.ndarray, wanted: np.ndarray
) -> pa.Table:
    """Return the rows that are wanted, in this order, each batch looked into once."""
    owners = np.searchsorted(starts, wanted, side="right") - 1
    by_batch = np.argsort(owners, kind="stable")
    found = []
    for batch in np.unique(owners):
        here = wanted[by_batch[owners[by_batch] == batch]] - starts[batch]
        found.append(file.get_batch(int(batch)).take(pa.array(here)))
    back = np.empty(len(wanted), dtype=np.int64)
    back[by_batch] = np.arange(len(wanted))
    return pa.Table.from_batches(found).combine_chunks().take(pa.array(back))


def _extent_m(place: Place) -> np.ndarray:
    """Return the window that the curve runs through: all that the town's data may fill."""
    corners = shapely.box(*place.extent_deg)
    return np.asarray(gpd.GeoSeries([corners], crs=WGS84).to_crs(place.metric_crs).total_bounds)


def _along_curve(boxes: np.ndarray, extent_m: np.ndarray) -> np.ndarray:
    """Return where on the Hilbert curve the middle of each box lies; what has no place is first."""
    there = ~np.isnan(boxes[:, 0])
    middle = (boxes[there, :2] + boxes[there, 2:]) / 2
    inside = np.clip(middle, extent_m[:2], extent_m[2:])
    found = np.zeros(len(boxes), dtype=np.int64)
    points = gpd.GeoSeries(shapely.points(inside))
    found[there] = points.hilbert_distance(total_bounds=extent_m, level=_LEVEL)
    return found
