"""Read the control points of a local grid from a small CSV file."""

from pathlib import Path

from geo import InputError
from geo.files import csv_text, read_plain

Point = tuple[float, float, float, float]
_COLUMNS = 4
_MOST_BYTES = 1 << 20
# No grid on the earth has larger numbers, zone prefix included.
_MOST_M = 1e9


def control_file(path: Path) -> tuple[Point, ...]:
    """Return the points of a file; raises what `read_plain` and `control_points` do."""
    return control_points(read_plain(path, most_mb=_MOST_BYTES >> 20))


def control_points(content: bytes) -> tuple[Point, ...]:
    """Return control points: local east and north, then the known east and north.

    Comma, semicolon or tab; a first line of titles (none of them a number) and columns after the
    fourth (remarks) are passed over. Raises `InputError` with `control_large` (mb),
    `control_line` (line) for a line without four numbers, `control_range` (line, value) for one
    that lies on no grid of the earth, `grid_not_numbers` for a file
    without any, and what `geo.files.csv_text` raises.
    """
    if len(content) > _MOST_BYTES:
        raise InputError("control_large", mb=_MOST_BYTES >> 20)
    points = []
    rows = csv_text(content).rows
    for number, (line, row) in enumerate(rows):
        try:
            east, north, known_east, known_north = map(float, row[:_COLUMNS])
        except ValueError as error:
            if number == 0 and not any(map(_is_number, row[:_COLUMNS])):
                continue
            raise InputError("control_line", line=line) from error
        for value in (east, north, known_east, known_north):
            if not abs(value) < _MOST_M:  # nor is that true of what is not a number
                raise InputError("control_range", line=line, value=value)
        points.append((east, north, known_east, known_north))
    if not points:
        raise InputError("grid_not_numbers")
    return tuple(points)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
