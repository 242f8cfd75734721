"""Files that end too early: nothing of them is lost in silence."""

import json
import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.chedun_gis.importing.files import FORMATS, parks, shapefile
from tests.hostile.corpus import Case, Refused, count

_MANY: Final = 2_000


def cut(path: Path, share: float) -> Path:
    """Keep the first part of a file."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


def cut_format(kind: str, share: float) -> Callable[[Path], Path]:
    """Return a builder of the three parks in a format, of which the end is missing."""

    def build(folder: Path) -> Path:
        return cut(FORMATS[kind][0](folder), share)

    return build


def cut_part(suffix: str, share: float) -> Callable[[Path], Path]:
    """Return a builder of a Shapefile one part of which lacks its end."""

    def build(folder: Path) -> Path:
        path = shapefile(folder)
        cut(path.with_suffix(suffix), share)
        return path

    return build


def without(suffix: str) -> Callable[[Path], Path]:
    """Return a builder of a Shapefile without one of its parts."""

    def build(folder: Path) -> Path:
        path = shapefile(folder)
        path.with_suffix(suffix).unlink()
        return path

    return build


def other_table(folder: Path) -> Path:
    """The table of another Shapefile with fewer rows."""
    path = shapefile(folder)
    other = folder / "other"
    other.mkdir()
    parks().iloc[:2].to_file(other / "a.shp", encoding="gbk")
    shutil.copyfile(other / "a.dbf", path.with_suffix(".dbf"))
    return path


def table_that_promises(folder: Path) -> Path:
    """A table whose head states a million rows."""
    path = shapefile(folder)
    content = bytearray(path.with_suffix(".dbf").read_bytes())
    content[4:8] = struct.pack("<I", 1_000_000)
    path.with_suffix(".dbf").write_bytes(content)
    return path


def torn_geopackage(folder: Path) -> Path:
    path = folder / "parks.gpkg"
    parks().loc[parks().index.repeat(_MANY)].to_file(path, layer="parks")
    content = path.read_bytes()
    middle = len(content) // 2
    path.write_bytes(content[:middle] + bytes(40_000) + content[middle + 40_000 :])
    return path


def drawing(folder: Path) -> Path:
    return cut(FORMATS["dxf"][0](folder), 0.9)


def sequence_in_a_feature(folder: Path) -> Path:
    path = folder / "parks.geojson"
    content = json.dumps(json.loads(parks().to_crs(4326).to_json()))
    path.write_text(content[: content.rindex('"Feature"') - 40] + "]}", encoding="utf-8")
    return path


def open_quote(folder: Path) -> Path:
    path = folder / "parks.csv"
    path.write_text('名称,x,y\n甲,622000,3432000\n"乙,622100,3432000\n丙,1,2\n', encoding="utf-8")
    return path


def empty(folder: Path) -> Path:
    path = folder / "parks.geojson"
    path.touch()
    return path


def database_without_table(folder: Path) -> Path:
    path = FORMATS["gdb"][0](folder)
    name = "影视公园".encode()
    (table,) = (each for each in path.glob("a*.gdbtable") if name in each.read_bytes())
    cut(table, 0.8)
    return path


def deleted_row(folder: Path) -> Path:
    """A row that is marked as deleted is no lost row."""
    path = shapefile(folder)
    content = bytearray(path.with_suffix(".dbf").read_bytes())
    start, width = struct.unpack("<HH", content[8:12])
    content[start + width] = ord("*")
    path.with_suffix(".dbf").write_bytes(content)
    return path


def more_than_it_states(folder: Path) -> Path:
    """Bytes behind the end, as some programs leave them."""
    path = shapefile(folder)
    with path.with_suffix(".dbf").open("ab") as file:
        file.write(b"\x1a" + bytes(64))
    return path


def beside_a_folder_of_its_name(folder: Path) -> Path:
    path = shapefile(folder)
    path.with_suffix("").mkdir()
    (path.with_suffix("") / "a.txt").write_text("a", encoding="utf-8")
    return path


CASES: Final = (
    Case("a .dbf of which half is missing", cut_part(".dbf", 0.6), Refused("shapefile_counts")),
    Case("an empty .dbf", cut_part(".dbf", 0), Refused("shapefile_counts")),
    Case("no .dbf", without(".dbf"), Refused("shapefile_part")),
    Case("a .shx without its last entry", cut_part(".shx", 0.95), Refused("shapefile_counts")),
    Case("no .shx", without(".shx"), Refused("shapefile_part")),
    Case("a .shp without its end", cut_part(".shp", 0.9), Refused("shapefile_counts")),
    Case("a .dbf of another file", other_table, Refused("shapefile_counts")),
    Case("a .dbf that promises a million rows", table_that_promises, count(3)),
    Case("a GeoPackage without its half", cut_format("gpkg", 0.5), Refused("file_not_vector")),
    Case("a GeoPackage with a hole", torn_geopackage, Refused("file_not_vector")),
    Case("a FlatGeobuf without its end", cut_format("fgb", 0.8), Refused("file_not_vector")),
    Case(
        "a GeoParquet without its foot", cut_format("geoparquet", 0.9), Refused("file_not_vector")
    ),
    Case(
        "a GeoJSON that ends in a feature", cut_format("geojson", 0.7), Refused("file_not_vector")
    ),
    Case("a GeoJSON closed by hand", sequence_in_a_feature, Refused("file_not_vector")),
    Case("a KML without its end", cut_format("kml", 0.7), Refused("xml_broken")),
    Case("a DXF without its end", drawing, Refused("file_cut_short")),
    Case("a workbook without its end", cut_format("xlsx", 0.8), Refused("archive_broken")),
    Case("a zip without its end", cut_format("shp in zip", 0.8), Refused("archive_broken")),
    Case("a KMZ without its end", cut_format("kmz", 0.8), Refused("archive_broken")),
    Case("a CSV with an open quote", open_quote, Refused("csv_torn", "第 3 行")),
    Case("a FileGDB with a torn table", database_without_table, Refused("import_cut_short")),
    Case("an empty file", empty, Refused("file_empty")),
    Case("a row marked as deleted", deleted_row, count(2)),
    Case("a folder of the same name beside it", beside_a_folder_of_its_name, count(3)),
    Case("bytes behind the end", more_than_it_states, count(3)),
)
