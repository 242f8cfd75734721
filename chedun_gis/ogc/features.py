"""Turn rows of a collection into GeoJSON features, and say which rows a query asks for."""

import json
import math
import re
from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from chedun_gis.ogc.collection import Collection
from chedun_gis.ogc.crs import coordinates
from chedun_gis.ogc.parameters import ItemsQuery
from geo import InputError
from layers import Field

Rows = NDArray[np.intp]

# GDAL, and with it QGIS, writes a truth value of a filter as a number.
_NUMBERS = {
    "integer": re.compile(r"[-+]?[0-9]{1,400}"),
    "number": re.compile(r"[-+]?[0-9]{1,400}(\.[0-9]*)?([eE][-+]?[0-9]{1,3})?"),
}
_BOOLEANS = {"true": True, "false": False, "1": True, "0": False}


def matching(collection: Collection, query: ItemsQuery) -> Rows:
    """Return the rows that a query asks for, in the order of the file unless it names another.

    Raises `InputError("ogc_value")` for a text that is no value of its field.
    """
    frame = collection.frame
    fields = {field.name: field for field in collection.fields}
    rows = np.arange(len(frame)) if query.area is None else _inside(frame, query.area)
    for name, text in query.equals:
        rows = rows[_equal(frame, fields[name], text)[rows]]
    for name, descending in reversed(query.order):
        rows = _ordered(frame, rows, name, descending=descending)
    return rows


def features_of(
    collection: Collection, rows: Rows, *, uri: str, names: Sequence[str], geometry: bool = True
) -> list[dict[str, Any]]:
    """Return these rows as features, in the CRS of the URI and with the properties named."""
    part = collection.frame.iloc[rows]
    texts = (
        shapely.to_geojson(coordinates(part, uri, collection.place))
        if geometry
        else [None] * len(part)
    )
    columns = [[_plain(value) for value in part[name].tolist()] for name in names]
    return [
        {
            "type": "Feature",
            "id": str(feature_id),
            "properties": {name: column[i] for name, column in zip(names, columns, strict=True)},
            "geometry": json.loads(text) if text else None,
        }
        for i, (feature_id, text) in enumerate(zip(part["id"], texts, strict=True))
    ]


def _plain(value: object) -> object:
    """Return a value that JSON can hold; NaN and NA become null."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, (bool, int, float, str)) else _text(value)


def _text(value: object) -> str | None:
    return None if value is pd.NA or value is pd.NaT else str(value)


def _inside(frame: gpd.GeoDataFrame, area: shapely.Geometry) -> Rows:
    """Return the rows whose geometry meets an area in the metric CRS, in their own order."""
    return np.sort(np.asarray(frame.sindex.query(area, predicate="intersects"), dtype=np.intp))


def _equal(frame: gpd.GeoDataFrame, field: Field, text: str) -> NDArray[np.bool_]:
    """Tell which rows hold the value that a query gives as text.

    Raises `InputError("ogc_value")` when the text is no value of the field's type.
    """
    column = frame[field.name]
    if field.type == "boolean":
        if text not in _BOOLEANS:
            raise InputError("ogc_value", name=field.name, value=text, expected="boolean")
        return np.asarray([value is not None and value == _BOOLEANS[text] for value in column])
    if field.type in _NUMBERS:
        if not _NUMBERS[field.type].fullmatch(text):
            raise InputError("ogc_value", name=field.name, value=text, expected=field.type)
        return np.asarray(pd.to_numeric(column, errors="coerce") == float(text))
    return np.asarray(column.astype(object) == text)


def _ordered(frame: gpd.GeoDataFrame, rows: Rows, name: str, *, descending: bool) -> Rows:
    """Return the rows by a column; missing values last, equal ones in the order they had."""
    column = frame[name].iloc[rows].reset_index(drop=True)
    by = column.sort_values(ascending=not descending, kind="stable", na_position="last").index
    return np.asarray(rows[by.to_numpy()], dtype=np.intp)
