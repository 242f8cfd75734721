"""Look into a GeoPackage before GDAL does: none of its views, triggers or virtual tables runs."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from geo import InputError, Problem

# The format's own tables, and those of GDAL and SQLite.
_RESERVED = ("gpkg_", "ogr_", "rtree_", "sqlite_")
_FEATURES = "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'"
_NO_TABLES = (
    "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'"
    " AND table_name NOT IN (SELECT name FROM sqlite_master)"
)


def without_views(path: Path, folder: Path) -> Path:
    """Return the file, or a copy in `folder` without its views and triggers if it has views.

    Raises `InputError` with `file_not_vector` (file), `import_virtual` (file) for a virtual table
    that is no spatial index, `import_view` (file, view) where a view stands for a table of the
    format, or where no table with geometry is left.
    """
    with _opened(path) as database:
        found = database.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        views = {str(name) for kind, name, _ in found if kind == "view"}
        if reserved := {name for name in views if name.lower().startswith(_RESERVED)}:
            raise InputError("import_view", file=path.name, view=min(reserved))
        features = {str(name) for (name,) in database.execute(_FEATURES)}
    for kind, _, sql in found:
        words = " ".join(str(sql or "").lower().split())
        virtual = kind == "table" and words.startswith("create virtual table")
        if virtual and " using rtree" not in words:
            raise InputError("import_virtual", file=path.name)
    if not views:
        return path
    tables = {str(name) for kind, name, _ in found if kind == "table"}
    if not features & tables:
        raise InputError("import_view", file=path.name, view=min(views))
    copy = folder / "without_views" / path.name
    copy.parent.mkdir(exist_ok=True)
    shutil.copyfile(path, copy)
    _drop(copy, [(str(kind), str(name)) for kind, name, _ in found if kind in {"trigger", "view"}])
    return copy


def _drop(path: Path, found: list[tuple[str, str]]) -> None:
    """Drop triggers first, so that nothing runs while the views go."""
    try:
        with closing(sqlite3.connect(path)) as database, database:
            for kind, name in sorted(found):
                quoted = name.replace('"', '""')
                database.execute(f'DROP {kind} "{quoted}"')
    except sqlite3.Error as error:
        raise InputError("file_not_vector", file=path.name) from error


def rows_of(path: Path, table: str) -> int:
    """Return how many rows a table has; `InputError("file_not_vector")` if they cannot be read."""
    quoted = table.replace('"', '""')
    with _opened(path) as database:
        (count,) = database.execute(f'SELECT COUNT(*) FROM "{quoted}"').fetchone()  # noqa: S608 - quoted
    return int(count)


def views_left_out(path: Path) -> list[Problem]:
    """Return a repair for each layer of the format's list that is no table (see above)."""
    with _opened(path) as database:
        names = [str(name) for (name,) in database.execute(_NO_TABLES)]
    return [Problem("import_view_left_out", "repair", params={"view": name}) for name in names]


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open to read; nothing of the file is trusted, and no function may be called from its schema.

    Queries go to the format's own tables and to tables of features, never to a view.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            yield database
    except sqlite3.Error as error:
        raise InputError("file_not_vector", file=path.name) from error
