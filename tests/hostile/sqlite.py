"""GeoPackages with views, triggers and virtual tables, and with geometry that is none."""

import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

import shapely

from tests.chedun_gis.importing.files import parks
from tests.hostile.corpus import Accepted, Case, Refused, count

_ENDLESS: Final = (
    "WITH RECURSIVE r(fid, geom) AS (SELECT 1, x'' UNION ALL SELECT fid + 1, geom FROM r)"
    " SELECT fid, geom FROM r"
)
_SQUARED: Final = ", ".join(f"gpkg_spatial_ref_sys s{n}" for n in range(12))
_CROSSED: Final = f"SELECT p.fid, p.geom FROM parks p, {_SQUARED}"  # noqa: S608 - not run
_ZEROES: Final = "SELECT 1 AS fid, zeroblob(900000000) AS geom"
_WRITABLE: Final = "PRAGMA writable_schema = ON"
# Of a GeoPackage's geometry: magic, version, flags (little endian, no envelope), SRS.
_HEAD: Final = b"GP\x00\x01" + struct.pack("<i", 4549)
_CURVE_POLYGON: Final = 10


def geopackage(folder: Path, *statements: str) -> Path:
    """Write the three parks, and run statements on them."""
    path = folder / "parks.gpkg"
    parks().to_file(path, layer="parks")
    with closing(sqlite3.connect(path)) as database, database:
        for each in statements:
            database.execute(each)
    return path


def changed(*statements: str) -> Callable[[Path], Path]:
    """Return a builder of the three parks after statements."""
    return lambda folder: geopackage(folder, *statements)


def with_view(view: str, *, alone: bool) -> Callable[[Path], Path]:
    """Return a builder of the parks with a view that is registered as a layer, or with it alone."""
    cleared = ("DELETE FROM gpkg_contents", "DELETE FROM gpkg_geometry_columns") if alone else ()
    return changed(
        f"CREATE VIEW v AS {view}",
        *cleared,
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)"
        " VALUES ('v', 'features', 'v', 4326)",
        "INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 'POLYGON', 4326, 0, 0)",
    )


def with_blob(blob: bytes, *, header: bytes = _HEAD) -> Callable[[Path], Path]:
    """Return a builder of the parks, the second of which has this for a geometry."""

    def build(folder: Path) -> Path:
        path = geopackage(folder, *_WITHOUT_INDEX)
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("UPDATE parks SET geom = ? WHERE fid = 2", (header + blob,))
        return path

    return build


def schema_of(sql: str, *, name: str = "v", kind: str = "table") -> Callable[[Path], Path]:
    """Return a builder whose schema holds what SQLite would not have made."""
    quoted = sql.replace("'", "''")
    return changed(
        _WRITABLE,
        f"INSERT INTO sqlite_master VALUES ('{kind}', '{name}', '{name}', 0, '{quoted}')",  # noqa: S608 - hostile on purpose
    )


def plain_database(folder: Path) -> Path:
    path = folder / "parks.gpkg"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE parks (name TEXT)")
    return path


def head_alone(folder: Path) -> Path:
    path = folder / "parks.gpkg"
    path.write_bytes(b"SQLite format 3\x00" + bytes(84))
    return path


def page_of_no_size(folder: Path) -> Path:
    path = geopackage(folder)
    content = bytearray(path.read_bytes())
    content[16:18] = b"\x00\x03"
    path.write_bytes(content)
    return path


def root_page_elsewhere(folder: Path) -> Path:
    return geopackage(
        folder, _WRITABLE, "UPDATE sqlite_master SET rootpage = 999999 WHERE name = 'parks'"
    )


def beside_a_journal(folder: Path) -> Path:
    path = geopackage(folder)
    path.with_name("parks.gpkg-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(400))
    path.with_name("parks.gpkg-journal").write_bytes(b"\xd9\xd5\x05\xf9" + bytes(400))
    return path


# What keeps the index up to date needs functions that are GDAL's own.
_WITHOUT_INDEX: Final = tuple(
    f"DROP TRIGGER IF EXISTS rtree_parks_geom_{each}"
    for each in (
        "insert",
        "update1",
        "update2",
        "update3",
        "update4",
        "update5",
        "update6",
        "update7",
        "delete",
    )
)
_SQUARE: Final = shapely.to_wkb(shapely.box(622_000, 3_432_000, 622_100, 3_432_100))
_NESTED: Final = struct.pack("<BII", 1, 7, 1) * 100_000 + _SQUARE
_CURVED: Final = struct.pack("<BII", 1, _CURVE_POLYGON, 1) + struct.pack(
    "<BII10d", 1, 8, 5, 0, 0, 1, 1, 2, 0, 1, -1, 0, 0
)
_PROMISES: Final = struct.pack("<BII", 1, 3, 1) + struct.pack("<I", 0x7FFFFFFF)
_SECOND: Final = "第 2 行"
_VIEW: Final = "v"

CASES: Final = (
    Case("a view without end", with_view(_ENDLESS, alone=True), Refused("import_view", _VIEW)),
    Case(
        "a view of everything with everything",
        with_view(_CROSSED, alone=True),
        Refused("import_view", _VIEW),
    ),
    Case(
        "a view of 900 MB of zeroes", with_view(_ZEROES, alone=True), Refused("import_view", _VIEW)
    ),
    Case(
        "a view without end beside the parks",
        with_view(_ENDLESS, alone=False),
        Accepted(lambda rows: len(rows) == 3),
    ),
    Case(
        "a view for the list of layers",
        changed(
            "ALTER TABLE gpkg_contents RENAME TO other", f"CREATE VIEW gpkg_contents AS {_ENDLESS}"
        ),
        Refused("import_view", "gpkg_contents"),
    ),
    Case(
        "a view for the list of systems",
        changed(
            "ALTER TABLE gpkg_spatial_ref_sys RENAME TO other",
            f"CREATE VIEW gpkg_spatial_ref_sys AS {_ENDLESS}",
        ),
        Refused("import_view", "gpkg_spatial_ref_sys"),
    ),
    Case(
        "a view of itself",
        changed(
            _WRITABLE,
            "CREATE VIEW v AS SELECT 1 AS fid",
            "UPDATE sqlite_master SET sql = 'CREATE VIEW v AS SELECT * FROM v' WHERE name = 'v'",
        ),
        count(3),
    ),
    Case(
        "a trigger",
        changed("CREATE TRIGGER t AFTER UPDATE ON parks BEGIN SELECT zeroblob(900000000); END"),
        count(3),
    ),
    Case(
        "a table that reads another file",
        schema_of("CREATE VIRTUAL TABLE v USING VirtualOGR('/etc/passwd')"),
        Refused("import_virtual"),
    ),
    Case(
        "a table over full text",
        changed("CREATE VIRTUAL TABLE v USING fts5(a)"),
        Refused("import_virtual"),
    ),
    Case("a schema that is no SQL", schema_of("CREATE TABLE ((("), Refused("file_not_vector")),
    Case("an index that computes", changed("CREATE INDEX i ON parks (abs(fid))"), count(3)),
    Case("a geometry nested 100,000 deep", with_blob(_NESTED), Refused("geometry_nested", _SECOND)),
    Case("an area with arcs", with_blob(_CURVED), Refused("geometry_curved", _SECOND)),
    Case(
        "a geometry that promises 2^31 points",
        with_blob(_PROMISES),
        Refused("import_bad_rows", _SECOND),
    ),
    Case(
        "a geometry without its mark",
        with_blob(_SQUARE, header=b""),
        Refused("import_bad_rows", _SECOND),
    ),
    Case(
        "a geometry that is empty", with_blob(b"", header=b""), Refused("import_bad_rows", _SECOND)
    ),
    Case(
        "an envelope beyond the end",
        with_blob(b"", header=b"GP\x00\x09" + bytes(4)),
        Refused("import_bad_rows", _SECOND),
    ),
    Case(
        "text for a geometry",
        changed(*_WITHOUT_INDEX, "UPDATE parks SET geom = 'here' WHERE fid = 2"),
        Refused("import_bad_rows", _SECOND),
    ),
    Case("a layer without its table", changed("DROP TABLE parks"), Refused("import_no_layer")),
    Case(
        "a layer without its columns",
        changed("DELETE FROM gpkg_geometry_columns"),
        Refused("file_not_vector"),
    ),
    Case(
        "a system that is not there",
        changed(
            "UPDATE gpkg_geometry_columns SET srs_id = 99999",
            "UPDATE gpkg_contents SET srs_id = 99999",
        ),
        Refused("crs_undecided", "坐标系"),
    ),
    Case("a database of something else", plain_database, Refused("file_not_vector")),
    Case("a head without a body", head_alone, Refused("file_not_vector")),
    Case("pages of an impossible size", page_of_no_size, Refused("file_not_vector")),
    Case("a table whose page is elsewhere", root_page_elsewhere, Refused("file_not_vector")),
    Case("beside broken journals", beside_a_journal, Refused("file_not_vector")),
    Case(
        "a table whose name is SQL",
        changed(
            'ALTER TABLE parks RENAME TO "a\';--"',
            "UPDATE gpkg_contents SET table_name = 'a'';--'",
            "UPDATE gpkg_geometry_columns SET table_name = 'a'';--'",
        ),
        count(3),
    ),
)
