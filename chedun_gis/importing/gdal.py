"""Read with GDAL, cut off from any network, only by the drivers that a format may use.

Runs in a process of its own (`apart`): GDAL's options are those of the whole process.
"""

import json
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
from shapely.errors import GEOSException

from chedun_gis.compute import Tally
from chedun_gis.importing.limits import (
    MOST_FEATURES,
    MOST_IN_BATCHES,
    require_count,
    require_features,
)
from chedun_gis.importing.raw import RowSpan
from chedun_gis.importing.sniff import FORMATS
from geo import InputError
from geo.files import from_wkb

_OFFLINE: Final = {
    "GDAL_HTTP_PROXY": "127.0.0.1:9",
    "GDAL_HTTP_MAX_RETRY": "0",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "GDAL_VRT_ENABLE_PYTHON": "NO",
    # GML: no link is followed; values are text, as a class or an id such as 007 is one.
    "GML_SKIP_RESOLVE_ELEMS": "ALL",
    "GML_FIELDTYPES": "ALWAYS_STRING",
}
_FAULTS: Final = (RuntimeError, ValueError, IndexError, OSError, GEOSException, pa.ArrowException)
# Whole numbers with gaps stay whole: as floats they would lose what is beyond 2^53.
_TYPES: Final = {
    pa.int64(): pd.Int64Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int16(): pd.Int16Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}
_ROWS_A_BATCH: Final = 2_000


def layer_names(path: Path) -> list[str]:
    """Return the names of the layers with geometry; `InputError("file_not_vector")` if unreadable.

    Tables without geometry are left out; an empty list when there is nothing else.
    """
    with _guarded(path):
        listed = pyogrio.list_layers(path.resolve())
    return [str(name) for name, geometry in listed if geometry is not None]


def feature_count(path: Path) -> int:
    """Return how many features all layers of a file have; `InputError("file_not_vector")`."""
    with _guarded(path):
        names = [name for name, _ in pyogrio.list_layers(path.resolve())]
        return sum(int(pyogrio.read_info(path.resolve(), layer=each)["features"]) for each in names)


def rows_in(path: Path, layer: str | None) -> int:
    """Return how many rows a layer states that it has; `InputError("file_not_vector")`."""
    with _guarded(path):
        return int(pyogrio.read_info(path.resolve(), layer=layer)["features"])


def read(  # noqa: PLR0913 - each is called by its name
    path: Path,
    kind: str,
    *,
    layer: str | None = None,
    encoding: str | None = None,
    rows: RowSpan | None = None,
    report: Tally = lambda *_: None,
) -> gpd.GeoDataFrame:
    """Return one layer, by default the first; dates as text, a broken geometry as missing.

    Of a layer that has more than `rows` these alone are returned, by their number from 0.

    Raises `InputError` with `file_not_vector`, `file_no_geometry` (file), `import_features`,
    `import_columns`, `import_driver` (file, driver), `import_cut_short` (file, found, expected)
    where fewer rows come than the file has, and what `geo.files.from_wkb` raises.
    """
    with _guarded(path):
        info = pyogrio.read_info(path.resolve(), layer=layer, encoding=encoding)
        if info["driver"] not in FORMATS[kind]:
            raise InputError("import_driver", file=path.name, driver=info["driver"])
        expected = int(info["features"])
        limit = MOST_IN_BATCHES if rows else 0
        require_features(expected, columns=len(info["fields"]), limit=limit)
        if info["geometry_type"] is None:
            raise InputError("file_no_geometry", file=path.name)
        if encoding is not None and kind != "shp":
            return _as_bytes(path, layer, encoding)
        with pyogrio.raw.open_arrow(
            path.resolve(),
            layer=layer,
            encoding=encoding,
            datetime_as_string=True,
            batch_size=_ROWS_A_BATCH,
            use_pyarrow=True,
            skip_features=rows.first if rows else 0,
        ) as (meta, batches):
            expected = min(expected - rows.first, rows.count) if rows else expected
            frame = _collected(meta, batches, report, expected, most=rows.count if rows else 0)
    if rows:
        frame.index += rows.first
    # The count that a GeoPackage keeps may be stale, a Shapefile's has the deleted rows in it.
    if kind not in {"gpkg", "shp"}:
        require_count(path, len(frame), expected)
    return frame


def batches_of(path: Path, kind: str, *, rows: int) -> Iterator[tuple[pa.RecordBatch, str, Any]]:
    """Yield the rows of the only layer with geometry, `rows` at a time, for layers of any size.

    With each batch comes the name of its column of geometry, which holds WKB that nobody has looked
    at yet, and the CRS that the file states, None for none. Raises `InputError` with
    `file_not_vector`, `file_no_geometry`, `import_driver`, `import_columns`, `import_cut_short` as
    `read` does, and `parts_layers` (file, count) for several layers.
    """
    names = layer_names(path)
    if len(names) > 1:
        raise InputError("parts_layers", file=path.name, count=len(names))
    with _guarded(path):
        info = pyogrio.read_info(path.resolve())
        if info["driver"] not in FORMATS[kind]:
            raise InputError("import_driver", file=path.name, driver=info["driver"])
        require_features(0, columns=len(info["fields"]))
        if info["geometry_type"] is None:
            raise InputError("file_no_geometry", file=path.name)
        count = 0
        with pyogrio.raw.open_arrow(
            path.resolve(), datetime_as_string=True, batch_size=rows, use_pyarrow=True
        ) as (meta, batches):
            for batch in batches:
                count += batch.num_rows
                yield batch, meta["geometry_name"] or "wkb_geometry", meta["crs"]
    if kind not in {"gpkg", "shp"}:
        require_count(path, count, int(info["features"]))


def _as_bytes(path: Path, layer: str | None, encoding: str) -> gpd.GeoDataFrame:
    """Read without Arrow, which takes every text for UTF-8; only a Shapefile is told otherwise."""
    frame = pyogrio.read_dataframe(
        path.resolve(),
        layer=layer,
        encoding=encoding,
        max_features=MOST_FEATURES + 1,
        on_invalid="ignore",
        datetime_as_string=True,
    )
    require_features(len(frame))
    return frame


def _collected(
    meta: dict[str, Any],
    batches: pa.RecordBatchReader,
    report: Tally,
    expected: int,
    *,
    most: int = 0,
) -> gpd.GeoDataFrame:
    """Return the rows of all batches, `most` of them unless that is 0.

    A geometry is looked through before it is parsed.
    """
    name = meta["geometry_name"] or "wkb_geometry"
    tables, shapes, count = [], [np.empty(0, dtype=object)], 0
    for every in batches:
        batch = every.slice(0, most - count) if most else every
        blobs = batch.column(name)
        blobs = blobs.storage if isinstance(blobs, pa.ExtensionArray) else blobs
        shapes.append(from_wkb(blobs.to_pylist(), first_row=count + 1))
        tables.append(batch.drop_columns([name]))
        count += batch.num_rows
        require_features(count)
        report(count, max(expected, 0))
        if most and count >= most:
            break
    rest = pa.schema([field for field in batches.schema if field.name != name])
    table = pa.Table.from_batches(tables, schema=rest).to_pandas(types_mapper=_TYPES.get)
    details = zip(meta["fields"], meta["dtypes"], meta["ogr_subtypes"], strict=True)
    for column, dtype, subtype in details:
        if str(dtype).startswith("datetime") and dtype != "datetime64[D]":
            table[column] = _as_text(table[column])
        elif subtype == "OFSTJSON":
            table[column] = table[column].map(_from_json, na_action="ignore")
    index = pd.RangeIndex(count)
    frame = gpd.GeoDataFrame(table.set_axis(index, axis=0), geometry=np.concatenate(shapes))
    return frame.set_crs(meta["crs"]) if meta["crs"] else frame


def _as_text(times: "pd.Series[Any]") -> "pd.Series[Any]":
    if pd.api.types.is_string_dtype(times.dtype):
        return times
    return times.astype("str").str.replace(" ", "T")


def _from_json(text: object) -> object:
    try:
        return json.loads(text) if isinstance(text, str) else text
    except (ValueError, RecursionError):
        return text


@contextmanager
def _guarded(path: Path) -> Iterator[None]:
    with warnings.catch_warnings():
        # GDAL warns of what is reported later in the user's words.
        warnings.simplefilter("ignore")
        logging.getLogger("pyogrio").setLevel(logging.CRITICAL)
        before = {name: pyogrio.get_gdal_config_option(name) for name in _OFFLINE}
        pyogrio.set_gdal_config_options(_OFFLINE)
        try:
            yield
        except InputError:
            raise
        except _FAULTS as error:
            raise InputError("file_not_vector", file=path.name) from error
        finally:
            pyogrio.set_gdal_config_options(before)
