"""Read an OpenStreetMap extract on disk (.osm, .osm.pbf) with GDAL's OSM driver."""

import datetime as dt
import json
import warnings
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from geo import InputError

_CONFIG = Path(__file__).with_name("osmconf.ini")
# What stands at the head of the two formats.
_MARKS = (b"<osm", b"OSMHeader")
_HEAD_BYTES = 1_024
# GDAL's layers, and the element that a number in each of its columns names.
_LAYERS = {
    "points": (("osm_id", "node"),),
    "lines": (("osm_id", "way"),),
    "multipolygons": (("osm_id", "relation"), ("osm_way_id", "way")),
}

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Elements:
    """Elements with geometry in WGS84 degrees, and the day that they stand for.

    Columns: `id` (such as osm-way-123), `tags` (a mapping of texts) and geometry. `date` is
    ISO 8601.
    """

    frame: gpd.GeoDataFrame
    date: str


def read_extract(path: Path, bounds: Bounds | None = None) -> Elements:
    """Return the tagged elements of an extract, within `bounds` (WGS84 degrees) when given.

    Dated by its latest change, or else by the file's own date. Raises `InputError` with
    `file_missing`, `file_empty` and `osm_not_extract`; each carries `file`.
    """
    _require_extract(path)
    parts = [_read(path, layer, bounds) for layer in _LAYERS]
    frame = pd.concat(parts, ignore_index=True)
    changed = frame["changed"].dropna()
    file_date = dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC).date()
    date = str(changed.max())[:10] if len(changed) else file_date.isoformat()
    return Elements(gpd.GeoDataFrame(frame.drop(columns="changed"), crs=parts[0].crs), date)


def _require_extract(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except (OSError, ValueError) as error:
        raise InputError("file_missing", file=path.name) from error
    if not head:
        raise InputError("file_empty", file=path.name)
    if not any(mark in head for mark in _MARKS):
        raise InputError("osm_not_extract", file=path.name)


def _read(path: Path, layer: str, bounds: Bounds | None) -> gpd.GeoDataFrame:
    try:
        frame = _frame(path, layer, bounds, "YES")
    except (RuntimeError, ValueError):
        # GDAL's own index asks for nodes in the order of their numbers; SQLite's is slower.
        try:
            frame = _frame(path, layer, bounds, "NO")
        except (RuntimeError, ValueError) as error:
            raise InputError("osm_not_extract", file=path.name) from error
    ids = pd.Series(None, index=frame.index, dtype=object)
    for column, element in _LAYERS[layer]:
        there = frame[column].notna()
        ids[there] = [f"osm-{element}-{int(number)}" for number in frame.loc[there, column]]
    tags = [_tags(value) for value in frame["all_tags"]]
    return gpd.GeoDataFrame(
        {"id": ids, "tags": pd.Series(tags, index=frame.index, dtype=object)},
        geometry=frame.geometry,
    ).assign(changed=frame["osm_timestamp"])


def _frame(path: Path, layer: str, bounds: Bounds | None, own_index: str) -> gpd.GeoDataFrame:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is wrong with a geometry is told later
        return pyogrio.read_dataframe(
            path.resolve(),
            layer=layer,
            bbox=bounds,
            on_invalid="ignore",
            datetime_as_string=True,
            CONFIG_FILE=str(_CONFIG),
            USE_CUSTOM_INDEXING=own_index,
        )


def _tags(value: object) -> dict[str, str]:
    return value if isinstance(value, dict) else json.loads(str(value))
