"""State what an imported file may be at most, and refuse more before it is read."""

import os
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from chedun_gis.importing.sniff import format_is
from geo import InputError
from geo.files import MOST_BYTES, MOST_MEMBERS, require_inside

MOST_FILE_MB: Final = 200
MOST_UNPACKED_MB: Final = MOST_BYTES >> 20
MOST_FILES: Final = MOST_MEMBERS
MOST_FEATURES: Final = 100_000
# What is read so many rows at a time may have more of them, and be larger.
ROWS_A_BATCH: Final = 50_000
MOST_IN_BATCHES: Final = 1_000_000
MOST_BATCHED_MB: Final = 1_024
IN_BATCHES: Final = frozenset({"gpkg", "fgb", "gdb", "geoparquet"})
MOST_VERTICES: Final = 5_000_000
MOST_COLUMNS: Final = 500
# A Shapefile and MapInfo's two forms are several files of one name.
_WITH_PARTS: Final = frozenset({".shp", ".tab", ".mif"})


def files_of(path: Path) -> list[Path]:
    """Return the files that make up what was named: itself, its parts beside it, or a folder's."""
    if path.suffix.lower() in _WITH_PARTS and path.is_file():
        beside = (each for each in path.parent.iterdir() if each.stem == path.stem)
        return sorted(each for each in beside if each.is_file())
    return [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())


def require_size(path: Path) -> None:
    """Refuse a file or folder that is missing, empty, or larger than an import may be.

    Raises `InputError` with `file_missing`, `file_empty`, `file_unreadable`, `import_no_file`
    (file: a pipe or a device, in a folder too), `import_size` (file, size_mb, limit_mb),
    `import_files` (file, count, limit), and what `geo.files.require_inside` raises.
    """
    if path.is_dir():
        require_inside(path)
    try:
        files = files_of(path)
        size = sum(file.stat().st_size for file in files)
        there = path.exists()
        odd = [each for each in [path, *path.rglob("*")] if not (each.is_file() or each.is_dir())]
    except (OSError, ValueError) as error:
        raise InputError("file_missing", file=path.name) from error
    if not there:
        raise InputError("file_missing", file=path.name)
    if odd:
        raise InputError("import_no_file", file=min(each.name for each in odd))
    if not size:
        raise InputError("file_empty", file=path.name)
    _require_readable(path, files)
    if len(files) > MOST_FILES:
        raise InputError("import_files", file=path.name, count=len(files), limit=MOST_FILES)
    limit_mb = MOST_FILE_MB if path.is_file() else MOST_UNPACKED_MB
    if path.is_file() and any(format_is(path, kind) for kind in IN_BATCHES):
        limit_mb = MOST_BATCHED_MB
    if size > limit_mb << 20:
        raise InputError("import_size", file=path.name, size_mb=size >> 20, limit_mb=limit_mb)


def _require_readable(path: Path, files: list[Path]) -> None:
    """Refuse what may not be read: a folder that is shut would be passed over silently.

    Raises `InputError("file_unreadable")` (file).
    """

    def refuse(error: OSError) -> None:
        raise InputError("file_unreadable", file=Path(error.filename).name) from error

    if path.is_dir():
        for _ in os.walk(path, onerror=refuse):
            pass
    for file in files:
        if not os.access(file, os.R_OK):
            raise InputError("file_unreadable", file=file.name)


def require_features(count: int, *, columns: int = 0, limit: int = 0) -> None:
    """Refuse more rows or columns than an import may have.

    The `limit` of rows is by default that of what is read whole.

    Raises `InputError("import_features")` or `"import_columns"` (count, limit).
    """
    if count > (limit or MOST_FEATURES):
        raise InputError("import_features", count=count, limit=limit or MOST_FEATURES)
    if columns > MOST_COLUMNS:
        raise InputError("import_columns", count=columns, limit=MOST_COLUMNS)


def require_count(path: Path, found: int, expected: int) -> None:
    """Refuse what a reader gave up early; `InputError("import_cut_short")` (file, found, …)."""
    if found < expected:
        raise InputError("import_cut_short", file=path.name, found=found, expected=expected)


def require_stated(path: Path, found: int, stated: int) -> None:
    """Refuse a part of what a file says there is; `InputError("gml_count")` (file, found, …)."""
    if max(found, 0) < stated:  # GDAL counts -1 where it cannot
        raise InputError("gml_count", file=path.name, found=max(found, 0), expected=stated)


def require_vertices(geometries: NDArray[np.object_]) -> None:
    """Refuse more vertices than an import may have; `InputError("import_vertices")`."""
    count = int(shapely.get_num_coordinates(geometries).sum())
    if count > MOST_VERTICES:
        raise InputError("import_vertices", count=count, limit=MOST_VERTICES)
