"""GeoParquet and FlatGeobuf whose metadata lie, nest or are junk."""

import json
import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import shapely

from tests.chedun_gis.importing.files import FORMATS, parks
from tests.hostile.corpus import IMPORT, Case, Refused, count, names

_SQUARE: Final = shapely.to_wkb(shapely.box(121.28, 31.0, 121.281, 31.001))
_POINT: Final = shapely.to_wkb(shapely.Point(121.28, 31.0))
_NESTED: Final = struct.pack("<BII", 1, 7, 1) * 100_000 + _POINT
_CURVED: Final = struct.pack("<BII", 1, 10, 1) + struct.pack("<BII6d", 1, 8, 3, *range(6))
_PARKS: Final = (*IMPORT, "--set", "kind=community", "--set", "stage=completed")
_SECOND: Final = "第 2 行"
_COLUMN: Final[dict[str, Any]] = {"encoding": "WKB", "geometry_types": []}


def described(**column: object) -> bytes:
    """Return the metadata of a file whose column `geometry` is so."""
    columns = {"geometry": _COLUMN | column}
    return json.dumps({"primary_column": "geometry", "columns": columns}).encode()


def parquet(
    *blobs: object,
    geo: bytes | None = None,
    shapes: "pa.DataType | None" = None,
    **more: Sequence[object],
) -> Callable[[Path], Path]:
    """Return a builder of a file with these geometries, and columns of names and `more`."""

    def build(folder: Path) -> Path:
        values = {"名称": [f"公园{n}" for n in range(len(blobs))], **more}
        table = pa.table({"geometry": pa.array(blobs, shapes or pa.binary()), **values})
        stated = {b"geo": described() if geo is None else geo} if geo != b"" else {}
        path = folder / "parks.parquet"
        pq.write_table(table.replace_schema_metadata(stated), path)
        return path

    return build


def patched(kind: str, change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    """Return a builder of the three parks in a format whose bytes are changed."""

    def build(folder: Path) -> Path:
        path = FORMATS[kind][0](folder)
        path.write_bytes(change(path.read_bytes()))
        return path

    return build


def packed_zeroes(folder: Path) -> Path:
    """A small file of one column of a gigabyte."""
    table = pa.table({"geometry": [_SQUARE] * 20, "a": pa.array([b"\0" * (40 << 20)] * 20)})
    path = folder / "parks.parquet"
    pq.write_table(
        table.replace_schema_metadata({b"geo": described()}),
        path,
        compression="zstd",
        use_dictionary=False,
    )
    return path


def arrow_file(folder: Path) -> Path:
    path = folder / "parks.parquet"
    pyarrow.feather.write_feather(pa.table({"geometry": [_SQUARE]}), str(path))
    return path


def of_one_row(folder: Path) -> Path:
    """FlatGeobuf whose head states 2^62 features."""
    path = FORMATS["fgb"][0](folder)
    content = path.read_bytes()
    path.write_bytes(content.replace(struct.pack("<Q", 3), struct.pack("<Q", 1 << 62), 1))
    return path


def sorted_by_nothing(folder: Path) -> Path:
    """FlatGeobuf without an index."""
    path = folder / "parks.fgb"
    parks().to_file(path, driver="FlatGeobuf", SPATIAL_INDEX="NO")
    return path


def junk_of(kind: str, start: int, size: int) -> Callable[[Path], Path]:
    """Return a builder of a file with ones from `start` on (of the end, if negative)."""

    def change(content: bytes) -> bytes:
        at = start % len(content)
        return content[:at] + b"\xff" * size + content[at + size :]

    return patched(kind, change)


def second_geometry(folder: Path) -> Path:
    frame = parks().assign(入口=parks().geometry.centroid)
    path = folder / "parks.parquet"
    gpd.GeoDataFrame(frame).to_parquet(path)
    return path


_DEEP: Final = b'{"primary_column":"geometry","columns":' + b"[" * 100_000
_SCHEME: Final = '{"type":"?","id":[]}'

CASES: Final = (
    Case("no metadata", parquet(_SQUARE, geo=b""), Refused("file_not_vector")),
    Case("empty metadata", parquet(_SQUARE, geo=b"{}"), Refused("file_not_vector")),
    Case("metadata nested 100,000 deep", parquet(_SQUARE, geo=_DEEP), Refused("file_not_vector")),
    Case(
        "metadata of wrong types",
        parquet(_SQUARE, geo=b'{"primary_column":7,"columns":[1]}'),
        Refused("file_not_vector"),
    ),
    Case(
        "a column that is not there",
        parquet(_SQUARE, geo=b'{"primary_column":"x","columns":{"x":{"encoding":"WKB"}}}'),
        Refused("file_not_vector"),
    ),
    Case(
        "geometry in another form",
        parquet(_SQUARE, geo=described(encoding="point")),
        Refused("import_geometry_form"),
    ),
    Case(
        "a CRS that is junk",
        parquet(_SQUARE, geo=described(crs=json.loads(_SCHEME))),
        Refused("crs_undecided", "坐标系"),
        _PARKS,
    ),
    Case(
        "a CRS that is words",
        parquet(_SQUARE, geo=described(crs="somewhere")),
        Refused("crs_undecided", "坐标系"),
        _PARKS,
    ),
    Case(
        "junk for a geometry",
        parquet(_SQUARE, b"junk"),
        Refused("import_bad_rows", _SECOND),
        _PARKS,
    ),
    Case(
        "a torn geometry",
        parquet(_SQUARE, _SQUARE[:-9]),
        Refused("import_bad_rows", _SECOND),
        _PARKS,
    ),
    Case(
        "no geometry in a row", parquet(_SQUARE, None), Refused("import_bad_rows", _SECOND), _PARKS
    ),
    Case(
        "a geometry nested 100,000 deep",
        parquet(_SQUARE, _NESTED),
        Refused("geometry_nested", _SECOND),
    ),
    Case("arcs", parquet(_SQUARE, _CURVED), Refused("geometry_curved", _SECOND)),
    Case("numbers for geometry", parquet(1, 2, shapes=pa.int64()), Refused("file_not_vector")),
    Case("no rows", parquet(), Refused("import_nothing")),
    Case("1,000,001 rows", parquet(*[_POINT] * 1_000_001), Refused("import_features", "1000001")),
    Case("100,001 rows of points", parquet(*[_POINT] * 100_001), Refused("import_errors")),
    Case(
        "501 columns",
        parquet(_SQUARE, **{f"c{n}": [n] for n in range(501)}),
        Refused("import_columns", "503"),
    ),
    Case("a column of 800 MB in a small file", packed_zeroes, Refused("import_size")),
    Case("a foot of 4 GB", junk_of("geoparquet", -8, 4), Refused("file_not_vector")),
    Case("a foot of junk", junk_of("geoparquet", -300, 200), Refused("file_not_vector")),
    Case("pages of junk", junk_of("geoparquet", 40, 200), Refused("file_not_vector")),
    Case("another format of Arrow", arrow_file, Refused("import_format")),
    Case("a FlatGeobuf of 2^62 features", of_one_row, Refused("file_not_vector")),
    Case("a FlatGeobuf with a head of junk", junk_of("fgb", 12, 120), Refused("file_not_vector")),
    Case(
        "a FlatGeobuf with features of junk", junk_of("fgb", -300, 200), Refused("file_not_vector")
    ),
    Case(
        "lists and structures in columns",
        parquet(_SQUARE, 表=[[1, 2]], 结构=[{"a": {"b": 1}}]),
        names("公园0"),
        _PARKS,
    ),
    Case("a second geometry", second_geometry, count(3)),
    Case("a FlatGeobuf without an index", sorted_by_nothing, count(3)),
)
