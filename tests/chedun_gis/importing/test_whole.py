"""A file that is not whole is refused with its counts; nothing is lost in silence."""

import shutil
import sqlite3
import struct
import zipfile
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
import shapely
from openpyxl.chart import BarChart, Reference

from chedun_gis.importing import Options, open_file
from chedun_gis.texts import LANGS, fault_of
from geo import InputError
from tests.chedun_gis.importing.files import parks, shapefile

ENDLESS = (
    "WITH RECURSIVE r(fid, geom) AS (SELECT 1, x'' UNION ALL SELECT fid + 1, geom FROM r)"
    " SELECT fid, geom FROM r"
)
CROSSED = "SELECT a.fid, a.geom FROM parks a, gpkg_spatial_ref_sys b, gpkg_spatial_ref_sys c"
ZEROES = "SELECT 1 AS fid, zeroblob(900000000) AS geom"


def refused(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        open_file(path, Options())
    assert all(fault_of(caught.value.code, caught.value.params, lang) for lang in LANGS)
    return caught.value


def cut(path: Path, suffix: str, size: float) -> None:
    part = path.with_suffix(suffix)
    content = part.read_bytes()
    part.write_bytes(content[: int(len(content) * size)])


@pytest.mark.parametrize(
    ("suffix", "size", "counts"),
    [
        (".dbf", 0.6, (3, 3, 1)),
        (".shx", 0.95, (3, 2, 3)),
        (".shp", 0.9, (2, 3, 3)),
        (".dbf", 0, (3, 3, 0)),
    ],
)
def test_the_parts_of_a_shapefile_agree(
    suffix: str, size: float, counts: tuple[int, int, int], tmp_path: Path
) -> None:
    path = shapefile(tmp_path)
    cut(path, suffix, size)
    fault = refused(path)
    assert fault.code == "shapefile_counts"
    assert fault.params == {
        "file": path.name,
        **dict(zip(("shp", "shx", "dbf"), counts, strict=True)),
    }


@pytest.mark.parametrize("suffix", [".dbf", ".shx"])
def test_no_part_of_a_shapefile_is_missing(suffix: str, tmp_path: Path) -> None:
    path = shapefile(tmp_path)
    path.with_suffix(suffix).unlink()
    fault = refused(path)
    assert (fault.code, fault.params["part"], fault.params["shapes"]) == (
        "shapefile_part",
        suffix,
        3,
    )


def test_a_deleted_row_is_no_lost_row(tmp_path: Path) -> None:
    path = shapefile(tmp_path)
    table = path.with_suffix(".dbf")
    content = bytearray(table.read_bytes())
    start, width = struct.unpack("<HH", content[8:12])
    content[start + width] = ord("*")
    table.write_bytes(content)
    assert len(open_file(path, Options()).raw.frame) == 2


def geopackage(folder: Path, view: str, *, alone: bool = False, name: str = "v") -> Path:
    """A GeoPackage with the parks and a view that is registered as a layer, or with it alone."""
    path = folder / "parks.gpkg"
    parks().to_file(path, layer="parks")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"CREATE VIEW {name} AS {view}")
        if alone:
            database.execute("DELETE FROM gpkg_contents")
            database.execute("DELETE FROM gpkg_geometry_columns")
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)"
            " VALUES (?, 'features', ?, 4326)",
            (name, name),
        )
        database.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POLYGON', 4326, 0, 0)", (name,)
        )
    return path


@pytest.mark.parametrize("view", [ENDLESS, CROSSED, ZEROES])
def test_a_view_is_never_run(view: str, tmp_path: Path) -> None:
    fault = refused(geopackage(tmp_path, view, alone=True))
    assert (fault.code, fault.params["view"]) == ("import_view", "v")


def test_the_tables_beside_a_view_are_read_and_the_view_is_named(tmp_path: Path) -> None:
    opened = open_file(geopackage(tmp_path, ENDLESS), Options())
    assert opened.layers == ("parks",)
    assert len(opened.raw.frame) == 3
    (left_out,) = opened.raw.problems
    assert (left_out.code, left_out.level) == ("import_view_left_out", "repair")
    assert left_out.params["view"] == "v"


def test_a_view_in_the_place_of_the_formats_own_table(tmp_path: Path) -> None:
    path = tmp_path / "parks.gpkg"
    parks().to_file(path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("ALTER TABLE gpkg_contents RENAME TO other")
        database.execute(f"CREATE VIEW gpkg_contents AS {ENDLESS}")
    fault = refused(path)
    assert (fault.code, fault.params["view"]) == ("import_view", "gpkg_contents")


def test_a_trigger_is_not_run(tmp_path: Path) -> None:
    path = geopackage(tmp_path, ENDLESS)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "CREATE TRIGGER t INSTEAD OF DELETE ON v BEGIN SELECT zeroblob(900000000); END"
        )
    assert len(open_file(path, Options()).raw.frame) == 3


def test_rows_of_a_torn_geopackage_are_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "parks.gpkg"
    many = parks().loc[parks().index.repeat(2_000)]
    many.to_file(path, layer="parks")
    content = path.read_bytes()
    middle = len(content) // 2
    path.write_bytes(content[:middle] + bytes(40_000) + content[middle + 40_000 :])
    assert refused(path).code in {"file_not_vector", "import_cut_short"}


KML = (
    '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
    "<Placemark><name>甲</name><Point><coordinates>121.3,31</coordinates></Point></Placemark>\n"
    "<Placemark><name>乙</name><Point><coordinates>121.3,31.01</coordinates></Point></Placemark>\n"
    "</Document></kml>"
)


def test_broken_xml_is_refused_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.kml"
    path.write_text(KML, encoding="utf-8")
    assert len(open_file(path, Options()).raw.frame) == 2
    path.write_text(KML[:-60], encoding="utf-8")
    fault = refused(path)
    assert (fault.code, fault.params["line"]) == ("xml_broken", 3)
    path.write_text(KML.replace("<Document>\n", "<Document>\n" + " " * 70_000 + "<!ENTITY a>"))
    assert refused(path).code == "xml_broken"


def workbook(folder: Path) -> Path:
    path = folder / "parks.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["名称", "x", "y"])
    book.active.append(["甲", 121.3, 31.0])
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=2, min_row=1, max_row=2))
    book.create_chartsheet("图表").add_chart(chart)
    book.save(path)
    return path


def changed(path: Path, member: str, content: bytes) -> Path:
    other = path.with_name("other.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == member else old.read(name))
    return other


def test_a_chart_sheet_is_no_table(tmp_path: Path) -> None:
    opened = open_file(workbook(tmp_path), Options())
    assert opened.layers == ("Sheet",)
    assert opened.raw.frame["名称"].tolist() == ["甲"]


@pytest.mark.parametrize(
    "member",
    ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"],
)
def test_broken_xml_anywhere_in_a_workbook(member: str, tmp_path: Path) -> None:
    path = workbook(tmp_path)
    with zipfile.ZipFile(path) as book:
        content = book.read(member)
    fault = refused(changed(path, member, content[:-9]))
    assert fault.code == "xml_broken"
    assert member in str(fault.params["file"])
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><a>&b;</a>'
    assert refused(changed(path, member, bomb)).code == "xml_entities"


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_of_something_else(member: str, tmp_path: Path) -> None:
    nothing = {"file_not_table", "import_nothing", "import_no_layer"}
    assert refused(changed(workbook(tmp_path), member, b"<a/>")).code in nothing


def test_a_bad_cell_reference_and_corrupt_packing(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as book:
        content = book.read(sheet)
        at = book.getinfo(sheet).header_offset + 30 + len(sheet) + 20
    wrong = content.replace(b'r="A2"', b'r="!!99999999999"')
    assert wrong != content
    assert refused(changed(path, sheet, wrong)).code == "file_not_table"
    raw = bytearray(path.read_bytes())
    raw[at : at + 40] = bytes(40)
    path.write_bytes(raw)
    assert refused(path).code == "archive_broken"


def test_a_drawing_without_its_end(tmp_path: Path) -> None:
    path = tmp_path / "lines.dxf"
    parks().boundary.to_file(path, driver="DXF")
    assert len(open_file(path, Options()).raw.frame) == 4
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * 0.9)])
    assert refused(path).code == "file_cut_short"


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    import os  # noqa: PLC0415 - only here

    folder = tmp_path / "folder"
    folder.mkdir()
    parks().to_crs(4326).to_file(folder / "parks.geojson")
    os.mkfifo(folder / "pipe.geojson")
    shutil.copy(folder / "parks.geojson", tmp_path / "parks.geojson")
    fault = refused(folder)
    assert (fault.code, fault.params["file"]) == ("import_no_file", "pipe.geojson")
    assert refused(folder / "pipe.geojson").code == "import_no_file"


def parquet(folder: Path, *, geo: bytes | None = None, blobs: list[bytes | None]) -> Path:
    import pyarrow as pa  # noqa: PLC0415 - only here
    import pyarrow.parquet as pq  # noqa: PLC0415

    table = pa.table({"geometry": pa.array(blobs, pa.binary())})
    columns = b'{"primary_column":"geometry","columns":{"geometry":{"encoding":"WKB"}}}'
    path = folder / "a.parquet"
    pq.write_table(table.replace_schema_metadata({b"geo": geo or columns}), path)
    return path


POINT = shapely.to_wkb(shapely.Point(121.3, 31.0))


@pytest.mark.parametrize(
    "geo",
    [
        b"{}",
        b"[" * 100_000,
        b'{"primary_column":"x","columns":{}}',
        b'{"primary_column":7,"columns":[1]}',
        b'{"primary_column":"x","columns":{"x":{"encoding":"WKB"}}}',
    ],
)
def test_parquet_with_junk_for_metadata(geo: bytes, tmp_path: Path) -> None:
    assert refused(parquet(tmp_path, geo=geo, blobs=[POINT])).code == "file_not_vector"


def test_parquet_whose_crs_is_junk_has_none(tmp_path: Path) -> None:
    geo = (
        b'{"primary_column":"geometry","columns":'
        b'{"geometry":{"encoding":"WKB","crs":{"type":"?","id":[]}}}}'
    )
    assert open_file(parquet(tmp_path, geo=geo, blobs=[POINT]), Options()).raw.frame.crs is None


def test_parquet_with_bad_geometry_keeps_its_rows(tmp_path: Path) -> None:
    blobs = [POINT, b"junk", None, POINT[:-1]]
    frame = open_file(parquet(tmp_path, blobs=blobs), Options()).raw.frame
    assert frame.geometry.isna().tolist() == [False, True, True, True]
    nested = struct.pack("<BII", 1, 7, 1) * 100_000 + POINT
    fault = refused(parquet(tmp_path, blobs=[POINT, nested]))
    assert (fault.code, fault.params["row"]) == ("geometry_nested", 2)
