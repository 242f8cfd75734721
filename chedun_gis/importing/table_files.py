"""Read CSV and XLSX tables, and place their rows by columns of coordinates or WKT."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import shapely
from shapely.errors import GEOSException

from chedun_gis.importing.encoding import encoding_called
from chedun_gis.importing.limits import MOST_FEATURES, require_features
from chedun_gis.importing.raw import Encoding
from chedun_gis.importing.synonyms import COORDINATES, norm
from chedun_gis.importing.whole import require_well_formed_members
from geo import InputError, Problem
from geo.files import MOST_NESTED, csv_text, require_harmless, restored

# Surveyors call the northing X; a northing here is larger than any easting without its zone.
_NORTHINGS_M: Final = (1_500_000.0, 6_500_000.0)
_BRACKET: Final = re.compile(r"[()]")
# Of a MULTIPOLYGON, which is one geometry.
_BRACKETS: Final = 3


def sheet_names(path: Path) -> list[str]:
    """Return the sheets of a workbook that hold cells, not a chart; raises as `read_sheet`."""
    require_harmless(path)
    require_well_formed_members(path)
    with _book(path) as book:
        return [str(sheet.title) for sheet in book.worksheets]


def read_sheet(path: Path, sheet: str) -> pd.DataFrame:
    """Return a sheet with its first row as column names; the index is the row in the sheet.

    Dates become ISO text. Raises `InputError("file_not_table")` (file), `"import_features"` and
    what `geo.files.require_harmless` and `whole.require_well_formed_members` raise.
    """
    with _book(path) as book:
        cells = book[sheet]
        cells.reset_dimensions()  # stated by the file: rows beyond them would be lost in silence
        rows = list(_limited(cells.iter_rows(values_only=True)))
    filled = [
        (line, [_cell(value) for value in row])
        for line, row in enumerate(rows, start=1)
        if any(value is not None for value in row)
    ]
    return _frame(path, filled)


def read_csv(path: Path, *, chosen: str = "") -> tuple[pd.DataFrame, Encoding, list[Problem]]:
    """Return a CSV table as text; the index is the line in the file.

    An apostrophe that keeps a spreadsheet from computing a text is taken off again.
    A row with too many values is a problem (`table_width`: found, expected) and is left out. Raises
    `InputError("file_not_table")` (file), `"import_features"` and what `geo.files.csv_text` raises.
    """
    # The titles, and one row more than may be.
    most = MOST_FEATURES + 2
    chosen = encoding_called(chosen) if chosen else ""
    read = csv_text(path.read_bytes(), chosen=chosen, most=most)
    problems: list[Problem] = []
    rows: list[tuple[int, list[Any]]] = []
    for line, row in _limited(read.rows, width=lambda each: len(each[1])):
        if rows and len(row) > len(rows[0][1]):
            params: dict[str, object] = {"found": len(row), "expected": len(rows[0][1])}
            problems.append(Problem("table_width", "error", line, "", "", params))
        else:
            rows.append((line, [restored(cell.strip()) or None for cell in row]))
    return _frame(path, rows), Encoding(read.encoding, read.why), problems


@contextmanager
def _book(path: Path) -> Iterator[openpyxl.Workbook]:
    """Open a workbook for reading; whatever openpyxl makes of wrong bytes is no table."""
    try:
        with closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as book:
            yield book
    except InputError:
        raise
    except Exception as error:  # it passes on what its parsers raise: a dozen kinds
        raise InputError("file_not_table", file=path.name) from error


def _limited(rows: Iterable[Any], *, width: Callable[[Any], int] = len) -> Iterator[Any]:
    for count, row in enumerate(rows):
        require_features(count, columns=width(row))  # the first row names the columns
        yield row


def _cell(value: object) -> object:
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return (value.strip() or None) if isinstance(value, str) else value


def _frame(path: Path, rows: Sequence[tuple[int, list[Any]]]) -> pd.DataFrame:
    if not rows or len(rows[0][1]) < 1:
        raise InputError("file_not_table", file=path.name)
    names = _unique([str(name or "").strip() for name in rows[0][1]])
    width = len(names)
    cells = [[*row, *[None] * width][:width] for _, row in rows[1:]]
    index = pd.Index([line for line, _ in rows[1:]], dtype="int64")
    frame = pd.DataFrame(cells, index=index, columns=names, dtype=object)
    return frame[[name for name in names if name]]


def _unique(names: Sequence[str]) -> list[str]:
    """Tell columns of the same name apart by a number."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 or not name else f"{name}_{seen[name]}")
    return told


def place(
    table: pd.DataFrame, mapping: Mapping[str, str]
) -> tuple[gpd.GeoDataFrame, list[Problem], tuple[str, ...]]:
    """Return the rows as places, and the columns that place them: easting and northing, or WKT.

    `mapping` may name the columns `x`, `y` (east, north) or `wkt`; else they are guessed by name.
    Of two columns of metres called X and Y, the one that holds northings is the northing, whatever
    its name. Problems by row: `coordinate_text` (value), `wkt_invalid`. Raises
    `InputError("table_no_coordinates")` (known) and `"column_missing"` (column).
    """
    for column in (mapping.get(name) for name in ("x", "y", "wkt")):
        if column and column not in table:
            raise InputError("column_missing", column=column)
    wkt = mapping.get("wkt") or _named(table, "wkt")
    x, y = (mapping.get(axis) or _named(table, axis) for axis in ("x", "y"))
    if x and y:
        return _points(table, x, y, guessed="x" not in mapping)
    if wkt:
        return _from_wkt(table, wkt)
    columns = tuple(map(str, table.columns))
    raise InputError("table_no_coordinates", known="、".join(columns), columns=columns)


def _nested(text: str) -> int:
    """Return how deep collections nest in a WKT at most, by its brackets."""
    deepest = depth = 0
    for sign in _BRACKET.findall(text):
        depth += 1 if sign == "(" else -1
        deepest = max(deepest, depth)
    return deepest - _BRACKETS


def _named(table: pd.DataFrame, axis: str) -> str:
    by_name = {norm(str(name)): str(name) for name in table.columns}
    return next((by_name[name] for name in map(norm, COORDINATES[axis]) if name in by_name), "")


def _points(
    table: pd.DataFrame, x: str, y: str, *, guessed: bool
) -> tuple[gpd.GeoDataFrame, list[Problem], tuple[str, ...]]:
    problems: list[Problem] = []
    east, north = (_numbers(table, column, problems) for column in (x, y))
    low, high = _NORTHINGS_M
    middle = float(np.nanmedian(east)) if np.isfinite(east).any() else 0.0
    if guessed and low < middle < high:
        (x, y), (east, north) = (y, x), (north, east)
        problems.append(Problem("table_northing_first", "repair", field=y))
    there = np.isfinite(east) & np.isfinite(north)
    shapes = np.full(len(table), None, dtype=object)
    shapes[there] = shapely.points(east[there], north[there])
    frame = gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, index=table.index))
    return frame, problems, (x, y)


def _numbers(table: pd.DataFrame, column: str, problems: list[Problem]) -> "np.ndarray[Any, Any]":
    values = pd.to_numeric(table[column], errors="coerce").astype(float).to_numpy()
    given = table[column].notna().to_numpy()
    for at in np.flatnonzero(given & ~np.isfinite(values)).tolist():
        params: dict[str, object] = {"value": str(table[column].iloc[at])[:60]}
        row = int(table.index[at])
        problems.append(Problem("coordinate_text", "error", row, "", column, params))
    return np.asarray(values, dtype=float)


def _from_wkt(
    table: pd.DataFrame, column: str
) -> tuple[gpd.GeoDataFrame, list[Problem], tuple[str, ...]]:
    problems, shapes = [], []
    for row, text in zip(table.index.tolist(), table[column], strict=True):
        shape = None
        if isinstance(text, str) and _nested(text) > MOST_NESTED:
            raise InputError("geometry_nested", row=row, limit=MOST_NESTED)
        try:
            shape = shapely.from_wkt(text) if isinstance(text, str) and text.strip() else None
        except (GEOSException, ValueError):
            problems.append(Problem("wkt_invalid", "error", row, "", column))
        shapes.append(shape)
    placed = table.drop(columns=[name for name in table.columns if name == "geometry"])
    frame = gpd.GeoDataFrame(placed, geometry=gpd.GeoSeries(shapes, index=table.index))
    return frame, problems, (column,)
