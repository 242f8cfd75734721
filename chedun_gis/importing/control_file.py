"""Read the control points of a local grid from a small CSV file."""

import csv
import io
from pathlib import Path

from chedun_gis.importing.encoding import decode, detect
from geo.errors import InputError

Point = tuple[float, float, float, float]
_COLUMNS = 4
_MOST_BYTES = 1 << 20


def control_file(path: Path) -> tuple[Point, ...]:
    """Return the points of a file; raises `file_missing` (file) and what `control_points` does."""
    if not path.is_file():
        raise InputError("file_missing", file=path.name)
    with path.open("rb") as file:
        return control_points(file.read(_MOST_BYTES + 1))


def control_points(content: bytes) -> tuple[Point, ...]:
    """Return control points: local east and north, then the known east and north.

    Comma, semicolon or tab; a first line of titles and columns after the fourth (remarks) are
    passed over. Raises `InputError` with `control_large` (mb), `control_line` (line) for a line
    without four numbers, and `grid_not_numbers` for a file without any.
    """
    if len(content) > _MOST_BYTES:
        raise InputError("control_large", mb=_MOST_BYTES >> 20)
    text, _ = decode(content, detect([content]).name)
    delimiter = max(",;\t", key=text.count)
    points = []
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
        if not any(cell.strip() for cell in row):
            continue
        try:
            east, north, known_east, known_north = (float(cell) for cell in row[:_COLUMNS])
        except ValueError as error:
            if number == 1:
                continue
            raise InputError("control_line", line=number) from error
        points.append((east, north, known_east, known_north))
    if not points:
        raise InputError("grid_not_numbers")
    return tuple(points)
