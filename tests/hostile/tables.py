"""CSV, workbooks and control points: cells that burst, columns that lie, numbers that are none."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import openpyxl

from tests.hostile.corpus import FOLDER, IMPORT, Answered, Case, Refused, count, names
from tests.hostile.geojson import collection, feature, written
from tests.hostile.xml_family import workbook_with

_IN_METRES: Final = (
    *IMPORT,
    "--crs",
    "4549",
    "--set",
    "kind=community",
    "--set",
    "stage=completed",
)
_STOPS: Final = (
    *("bus_stops" if each == "parks" else each for each in IMPORT),
    *("--crs", "4549", "--set", "lines=1路", "--set", "line_count=1"),
)
_HEAD: Final = "名称,WKT\n"
_BOX: Final = '"POLYGON((622000 3432000,622100 3432000,622100 3432100,622000 3432000))"'
_GOOD: Final = f"{_HEAD}甲,{_BOX}\n"
_CONTROL: Final = (*IMPORT, "--control", f"{FOLDER}/points.csv")
_POLYGON: Final = re.compile(rb"POLYGON[^<]+")
_SHEET: Final = "xl/worksheets/sheet1.xml"


def table(content: str | bytes) -> Callable[[Path], Path]:
    """Return a builder of a CSV file."""
    return written(content, "parks.csv")


def book(*rows: list[object]) -> Callable[[Path], Path]:
    """Return a builder of a workbook with these rows."""

    def build(folder: Path) -> Path:
        workbook = openpyxl.Workbook(write_only=True)
        sheet = workbook.create_sheet("公园")
        for row in rows:
            sheet.append(row)
        workbook.save(folder / "parks.xlsx")
        return folder / "parks.xlsx"

    return build


def sheet_of_zeroes(folder: Path) -> Path:
    """A sheet that is one row of 400 MB."""
    path = book(["名称"])(folder)
    other = folder / "large.xlsx"
    with (
        zipfile.ZipFile(path) as old,
        zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name != _SHEET:
                new.writestr(name, old.read(name))
        with new.open(_SHEET, "w", force_zip64=True) as out:
            out.write(b"<worksheet><sheetData><row><c t='inlineStr'><is><t>")
            for _ in range(25):
                out.write(b"a" * (1 << 24))
            out.write(b"</t></is></c></row></sheetData></worksheet>")
    return other


def control(content: str | bytes) -> Callable[[Path], Path]:
    """Return a builder of good parks in a grid of their own, and control points."""

    def build(folder: Path) -> Path:
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / "points.csv").write_bytes(raw)
        return table(_GOOD)(folder)

    return build


def many_control_points(folder: Path) -> Path:
    """A grid of points, each a metre off to the north and east."""
    places = ((621_000 + 9 * (n % 200), 3_431_000 + 9 * (n // 200)) for n in range(30_000))
    return control("".join(f"{x},{y},{x + 1},{y + 1}\n" for x, y in places))(folder)


def weighed(*people: float | None) -> Callable[[Path], Path]:
    """Return a builder of homes with so many people each."""
    homes = [feature(id=f"h-{n}", people=each) for n, each in enumerate(people)]
    return written(collection(*homes), "homes.geojson")


_WEIGHT: Final = (
    "coverage",
    "--service",
    "parks",
    "--demand",
    "{file}",
    "--radius-m",
    "500",
    "--weight",
    "people",
)
_FIRST: Final = "第 2 行"
_POINTS: Final = "points.csv"
_THIRD: Final = "第 3 行"
_NUMBERS: Final = ("nan", "inf", "1e999", "一百", "=1+1")
_WKT_DEEP: Final = "GEOMETRYCOLLECTION(" * 100_000 + "POINT(1 1)" + ")" * 100_000

CASES: Final = (
    Case(
        "no columns of coordinates",
        table("名称,备注\n甲,乙\n"),
        Refused("table_no_coordinates", "备注"),
    ),
    Case(
        "two encodings",
        table("名称,WKT\n".encode("gbk") + "甲,乙\n".encode() + b"\xff\xff"),
        Refused("csv_encoding", _FIRST),
    ),
    Case("bytes of nothing", table(b"a,b\n\x00\x00,1\n"), Refused("import_format")),
    Case("a quote that nothing closes", table(_GOOD + '"乙,1\n'), Refused("csv_torn", _THIRD)),
    Case(
        "a cell of over 128 KB",
        table(_HEAD + "公" * 140_000 + f",{_BOX}\n"),
        Refused("csv_torn", _FIRST),
    ),
    Case(
        "more values than columns",
        table(_GOOD + f"乙,{_BOX},1,2,3\n"),
        Refused("import_bad_rows", _THIRD),
        _IN_METRES,
    ),
    Case(
        "501 columns",
        table(",".join(["WKT", *map(str, range(501))]) + "\n"),
        Refused("import_columns", "502"),
    ),
    Case(
        "100,001 rows",
        table("x,y\n" + "622000,3432000\n" * 100_001),
        Refused("import_features", "100"),
    ),
    Case("nothing but titles", table(_HEAD), Refused("import_nothing")),
    Case(
        "WKT nested 100,000 deep",
        table(f'{_HEAD}甲,"POINT EMPTY"\n乙,"{_WKT_DEEP[:120_000]}"\n'),
        Refused("geometry_nested", _THIRD),
    ),
    Case(
        "WKT nested 100,000 deep in a workbook",
        workbook_with(lambda old: _POLYGON.sub(_WKT_DEEP.encode(), old, count=1), _SHEET),
        Refused("geometry_nested", _FIRST),
    ),
    Case(
        "WKT that is none",
        table(_HEAD + "甲,POLYGON((1 1\n"),
        Refused("import_bad_rows", _FIRST),
        _IN_METRES,
    ),
    *(
        Case(
            f"{value} for a coordinate",
            table(f"站名,x,y\n甲,622000,3432000\n乙,{value},3432000\n"),
            Refused("import_bad_rows", _THIRD),
            _STOPS,
        )
        for value in _NUMBERS
    ),
    Case(
        "coordinates of 1e308",
        table("站名,x,y\n甲,1e308,1e308\n"),
        Refused("import_bad_rows", _FIRST),
        _STOPS,
    ),
    Case("a sheet of 400 MB", sheet_of_zeroes, Refused("file_not_table")),
    Case(
        "a sheet that states a million rows",
        workbook_with(lambda old: old.replace(b'ref="A1:D3"', b'ref="A1:XFD1048576"'), _SHEET),
        count(2),
        (*IMPORT, "--crs", "4326"),
    ),
    Case(
        "a sheet that states fewer rows than it has",
        workbook_with(lambda old: old.replace(b'ref="A1:D3"', b'ref="A1:B2"'), _SHEET),
        count(2),
        (*IMPORT, "--crs", "4326"),
    ),
    Case(
        "a row beyond the last",
        workbook_with(
            lambda old: old.replace(b'<row r="3"', b'<row r="99999999"').replace(
                b'"A3"', b'"A99999999"'
            ),
            _SHEET,
        ),
        Refused("import_features", "100"),
    ),
    Case(
        "an error for a cell",
        book(["名称", "x", "y"], ["甲", "#REF!", 3_432_000]),
        Refused("import_bad_rows", _FIRST),
        _IN_METRES,
    ),
    Case("columns of one name", table(f"名称,名称,WKT\n甲,乙,{_BOX}\n"), names("甲"), _IN_METRES),
    Case(
        "formulas for names",
        table(f"{_HEAD}\"=cmd|' /C calc'!A0\",{_BOX}\n"),
        names("=cmd|' /C calc'!A0"),
        _IN_METRES,
    ),
    Case("UTF-16 with a mark", table(_GOOD.encode("utf-16")), Refused("import_format")),
    Case(
        "semicolons",
        table(_GOOD.replace("名称,", "名称;").replace("甲,", "甲;")),
        names("甲"),
        _IN_METRES,
    ),
    Case(
        "control points of 1e308",
        control("0,0,1e308,0\n1,1,2,2\n3,1,2,5\n"),
        Refused("control_range", "第 1 行"),
        _CONTROL,
    ),
    Case(
        "control points that are NaN",
        control("0,0,1,1\nnan,1,2,2\n3,1,2,5\n"),
        Refused("control_range", _FIRST),
        _CONTROL,
    ),
    Case(
        "a control point in a cell of over 128 KB",
        control("0,0,1," + "1" * 140_000 + "\n"),
        Refused("csv_torn", "第 1 行"),
        _CONTROL,
    ),
    Case(
        "30,000 control points",
        many_control_points,
        count(1),
        (*_IN_METRES, *_CONTROL[-2:]),
    ),
    Case(
        "control points of over 1 MB",
        control("0,0,1,1\n" * 150_000),
        Refused("file_large", _POINTS),
        _CONTROL,
    ),
    Case(
        "control points that are words",
        control("这不是\n控制点\n"),
        Refused("control_line", _FIRST),
        _CONTROL,
    ),
    Case(
        "a weight without a value",
        weighed(3.0, None, 5.0),
        Refused("weight_missing", "people"),
        _WEIGHT,
    ),
    Case(
        "a weight below nothing", weighed(3.0, -1.0), Refused("weight_negative", "people"), _WEIGHT
    ),
    Case(
        "a weight that is not there",
        written(collection(feature(id="h")), "homes.geojson"),
        Refused("column_missing", "people"),
        _WEIGHT,
    ),
    Case("a good weight", weighed(3.0, 5.0), Answered(lambda said: "%" in said), _WEIGHT),
)
