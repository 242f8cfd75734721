"""Check a frame against what its layer must hold; collect every problem, repair what is safe."""

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo import MOST_CROSSINGS, WGS84, Problem, is_date, repaired, require_crs

ColumnType = Literal["text", "names", "date", "integer", "number", "boolean"]
GeometryType = Literal["Point", "LineString", "Polygon"]

# A text longer than this is no name and no note; GDAL then reads no GeoJSON any more.
MOST_TEXT: Final = 1_000_000

# What lies further out is on no globe, however often one goes around it; nor is what is no number.
_MOST_DEG: Final = 1e6

_DIMENSION = {"Point": 0, "LineString": 1, "Polygon": 2}

# Kept as text: "names" holds several, a "date" may be no more than a year or a month.
_TEXTS = frozenset({"text", "names", "date"})

# A line or an area may have parts; a place on the map is one point.
_MULTI = {("MultiLineString", "LineString"), ("MultiPolygon", "Polygon")}


@dataclass(frozen=True, slots=True)
class Column:
    """What a column must hold; an empty `allowed` allows every value."""

    name: str
    type: ColumnType
    required: bool
    allowed: frozenset[str] = frozenset()
    minimum: float | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """What a frame must hold. `extent_deg` is west, south, east, north in WGS84 degrees."""

    geometry: GeometryType
    columns: Sequence[Column]
    extent_deg: tuple[float, float, float, float]
    may_lack_geometry: bool = False


def validate(frame: gpd.GeoDataFrame, schema: Schema) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Return the frame in WGS84 with repairs applied, and all its problems at once.

    The frame may be in any stated CRS; `InputError("crs_unknown")` when none is stated. Repairs
    (level "repair"): Z dropped, invalid geometry made valid, numbers taken as text. Everything
    else is an error, and a frame with errors must not be used.
    """
    require_crs(frame)
    frame_deg = frame.to_crs(WGS84).reset_index(drop=True)
    problems: list[Problem] = []
    labels = _labels(frame_deg)
    frame_deg = _check_geometry(frame_deg, schema, labels, problems)
    for column in schema.columns:
        frame_deg = _check_column(frame_deg, column, labels, problems)
    return frame_deg, problems


def _labels(frame: gpd.GeoDataFrame) -> list[str]:
    if "id" not in frame:
        return [""] * len(frame)
    return ["" if pd.isna(value) else str(value) for value in frame["id"]]


def _flag(code: str, mask: NDArray[np.bool_], labels: Sequence[str]) -> Iterator[Problem]:
    for row in np.flatnonzero(mask).tolist():
        yield Problem(code, "error", row + 1, labels[row])


def _check_geometry(
    frame: gpd.GeoDataFrame, schema: Schema, labels: Sequence[str], problems: list[Problem]
) -> gpd.GeoDataFrame:
    geometry = frame.geometry.to_numpy()
    missing = np.asarray(shapely.is_missing(geometry))
    empty = np.asarray(shapely.is_empty(geometry))
    if not schema.may_lack_geometry:
        problems += _flag("geometry_missing", missing, labels)
    problems += _flag("geometry_empty", empty, labels)

    has_z = np.asarray(shapely.has_z(geometry))
    problems += [
        Problem("geometry_z", "repair", row + 1, labels[row])
        for row in np.flatnonzero(has_z).tolist()
    ]
    geometry = np.asarray(shapely.force_2d(geometry))

    there = ~missing & ~empty
    finite = np.array(
        [
            not use or bool((np.abs(shapely.get_coordinates(g)) <= _MOST_DEG).all())
            for g, use in zip(geometry, there, strict=True)
        ],
        dtype=bool,
    )
    problems += _flag("coordinate_not_finite", ~finite, labels)
    there &= finite

    sound = repaired(geometry, there)
    for row in np.flatnonzero(sound.invalid & ~sound.tangled).tolist():
        reason = shapely.is_valid_reason(geometry[row]).partition("[")[0]
        geometry[row] = _same_dimension(sound.shapes[row], schema.geometry)
        problems.append(
            Problem("geometry_invalid", "repair", row + 1, labels[row], "", {"why": reason})
        )
    for row in np.flatnonzero(sound.tangled).tolist():
        params: dict[str, object] = {"limit": MOST_CROSSINGS}
        problems.append(Problem("geometry_tangled", "error", row + 1, labels[row], "", params))
    there &= ~sound.tangled
    problems += _wrong_type(geometry, there, schema, labels)
    problems += _outside(geometry, there, schema, labels)
    return frame.set_geometry(gpd.GeoSeries(geometry, index=frame.index, crs=frame.crs))


def _same_dimension(geometry: shapely.Geometry, kind: GeometryType) -> shapely.Geometry:
    """Keep of a repaired geometry what has the dimension of its layer."""
    parts = shapely.get_parts(geometry)
    kept = parts[shapely.get_dimensions(parts) == _DIMENSION[kind]]
    return shapely.union_all(kept) if len(kept) else geometry


def _wrong_type(
    geometry: NDArray[np.object_],
    there: NDArray[np.bool_],
    schema: Schema,
    labels: Sequence[str],
) -> Iterator[Problem]:
    for row in np.flatnonzero(there).tolist():
        found = geometry[row].geom_type
        if found != schema.geometry and (found, schema.geometry) not in _MULTI:
            params: dict[str, object] = {"found": found, "expected": schema.geometry}
            yield Problem("geometry_type", "error", row + 1, labels[row], "", params)


def _outside(
    geometry: NDArray[np.object_],
    there: NDArray[np.bool_],
    schema: Schema,
    labels: Sequence[str],
) -> Iterator[Problem]:
    """Tell swapped axes from a place that is simply elsewhere."""
    west, south, east, north = schema.extent_deg
    bounds = np.asarray(shapely.bounds(geometry))
    box = np.array([west, south, east, north])
    swapped_box = np.array([south, west, north, east])
    inside = _within(bounds, box)
    swapped = _within(bounds, swapped_box)
    for row in np.flatnonzero(there & ~inside).tolist():
        code = "axes_swapped" if swapped[row] else "outside_extent"
        x, y = (float(round(value, 5)) for value in bounds[row][:2])
        yield Problem(code, "error", row + 1, labels[row], "", {"x": x, "y": y})


def _within(bounds: NDArray[np.float64], box: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray(
        (bounds[:, :2] >= box[:2]).all(axis=1) & (bounds[:, 2:] <= box[2:]).all(axis=1)
    )


def _check_column(
    frame: gpd.GeoDataFrame, column: Column, labels: Sequence[str], problems: list[Problem]
) -> gpd.GeoDataFrame:
    name = column.name
    if name not in frame:
        if column.required:
            problems.append(Problem("field_missing", field=name))
            return frame
        return frame.assign(**{name: None})
    values = [None if _is_missing(value) else value for value in frame[name].tolist()]
    if column.type == "date":
        values = [_as_day(value) for value in values]
    if column.type in _TEXTS:
        texts = [value if value is None else _as_text(value) for value in values]
        if texts != values:
            problems.append(Problem("text_from_number", "repair", field=name))
        values = texts
    if column.type == "boolean":
        # GDAL's columns of true and false turn to 1.0 and 0.0 when one value is missing.
        values = [bool(v) if isinstance(v, float) and v in {0.0, 1.0} else v for v in values]
    seen: set[object] = set()
    for row, value in enumerate(values):
        code, params = _fault(column, value, seen)
        if code:
            problems.append(Problem(code, "error", row + 1, labels[row], name, params))
    kept = pd.Series(values, index=frame.index, dtype=object)
    return frame.assign(**{name: kept if column.type in _TEXTS else frame[name]})


def _fault(column: Column, value: object, seen: set[object]) -> tuple[str, dict[str, object]]:
    """Return the first fault of one value as code and params; an empty code is no fault."""
    if value is None:
        return ("value_missing", {}) if column.required else ("", {})
    shown: dict[str, object] = {"value": str(value)}
    if not _TYPE_CHECKS[column.type](value):
        return "value_type", shown | {"expected": column.type}
    return _unfit(column, value, shown, seen)


def _unfit(
    column: Column, value: object, shown: dict[str, object], seen: set[object]
) -> tuple[str, dict[str, object]]:
    """Return the first fault of a value of the right type."""
    if isinstance(value, str) and len(value) > MOST_TEXT:
        return "value_long", {"count": len(value), "limit": MOST_TEXT}
    if column.allowed and value not in column.allowed:
        return "value_unknown", shown | {"allowed": "、".join(sorted(column.allowed))}
    if column.minimum is not None and isinstance(value, (int, float)) and value < column.minimum:
        return "value_low", shown | {"minimum": column.minimum}
    if column.name == "id":
        if value in seen:
            return "id_duplicate", shown
        seen.add(value)
    return "", {}


def _is_missing(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def _as_text(value: object) -> object:
    """Take a number or a time of day as text, a whole number without a decimal point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, (int, float, dt.time)) else value


def _as_day(value: object) -> object:
    """Take a day of the calendar, as GDAL reads a column of nothing else, as its text."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time.min else value
    return value.isoformat() if isinstance(value, dt.date) else value


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


_TYPE_CHECKS: dict[ColumnType, Callable[[object], bool]] = {
    "text": lambda value: isinstance(value, str),
    "names": lambda value: isinstance(value, str),
    "date": lambda value: isinstance(value, str) and is_date(value),
    "integer": lambda value: _is_number(value) and float(cast("float", value)).is_integer(),
    "number": _is_number,
    "boolean": lambda value: isinstance(value, bool),
}
