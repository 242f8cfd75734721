"""KML, GPX and the parts of workbooks: XML that expands, reaches out or breaks."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import openpyxl
from openpyxl.chart import BarChart, Reference

from tests.hostile.corpus import IMPORT, Accepted, Case, Refused, count, names

STOPS: Final = tuple("bus_stops" if each == "parks" else each for each in IMPORT)
_KML: Final = '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">'
_RING: Final = "121.28,31 121.281,31 121.281,31.001 121.28,31.001 121.28,31"
_ELSEWHERE: Final = "http://127.0.0.1:9/a"
LAUGHS: Final = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10)
)
_GOOD_SHEET: Final = "xl/worksheets/sheet1.xml"


def placemark(name: str = "甲", ring: str = _RING, more: str = "") -> str:
    """Return a placemark of KML with an area."""
    return (
        f"<Placemark><name>{name}</name>{more}<Polygon><outerBoundaryIs><LinearRing><coordinates>"
        f"{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
    )


def kml(*placemarks: str, head: str = _KML) -> str:
    """Return a document of placemarks."""
    return f"{head}<Document>{''.join(placemarks)}</Document></kml>"


def text(name: str, content: str, encoding: str = "utf-8") -> Callable[[Path], Path]:
    """Return a builder of a file with this text."""

    def build(folder: Path) -> Path:
        (folder / name).write_bytes(content.encode(encoding))
        return folder / name

    return build


def vrt(name: str, before: str = "") -> Callable[[Path], Path]:
    """Return a builder of a file that has GDAL read another."""
    return text(
        name,
        f'{before}<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>{_ELSEWHERE}.geojson'
        "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
    )


def workbook(folder: Path, *, chart: bool = False) -> Path:
    """Write a good table of two parks."""
    path = folder / "parks.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["名称", "类型", "状态", "WKT"])
    for name, west in (("甲", 121.28), ("乙", 121.29)):
        ring = f"{west} 31, {west + 0.001} 31, {west + 0.001} 31.001, {west} 31"
        sheet.append([name, "社区公园", "已建", f"POLYGON(({ring}))"])
    if chart:
        drawn = BarChart()
        drawn.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2))
        book.create_chartsheet("图表").add_chart(drawn)
    book.save(path)
    return path


def workbook_with(change: Callable[[bytes], bytes], member: str) -> Callable[[Path], Path]:
    """Return a builder of a workbook one part of which is changed."""

    def build(folder: Path) -> Path:
        path, other = workbook(folder), folder / "other.xlsx"
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, change(content) if name == member else content)
        return other

    return build


def chart_sheet(folder: Path) -> Path:
    return workbook(folder, chart=True)


def corrupt_packing(folder: Path) -> Path:
    path = workbook(folder)
    with zipfile.ZipFile(path) as book:
        at = book.getinfo(_GOOD_SHEET).header_offset + 30 + len(_GOOD_SHEET) + 20
    raw = bytearray(path.read_bytes())
    raw[at : at + 40] = bytes(40)
    path.write_bytes(raw)
    return path


def _laughs(_: bytes) -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE a [{LAUGHS}]><a>&l9;</a>'.encode()


_OF_4326: Final = (*IMPORT, "--crs", "4326")
_CLASSES: Final = ("--set", "kind=community", "--set", "stage=completed")
_PARKS: Final = (*IMPORT, *_CLASSES)
_STOP: Final = ("--source-layer", "waypoints", "--set", "lines=1路", "--set", "line_count=1")
_KML_LAUGHS: Final = f'<?xml version="1.0"?><!DOCTYPE kml [{LAUGHS}]><kml><a>&l9;</a></kml>'
_GPX_OUTSIDE: Final = (
    '<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx>&x;</gpx>'
)
_LATE: Final = kml(placemark()).replace("<Document>", f"<Document>{' ' * 70_000}<!ENTITY a 'b'>")
_LINKED: Final = (
    f"{_KML}<Document><NetworkLink><Link><href>{_ELSEWHERE}.kml</href></Link></NetworkLink>"
    "</Document></kml>"
)
_SCRIPT: Final = "<description><![CDATA[<script>alert(1)</script>]]></description>"
_MANY_HOLDERS: Final = "<MultiGeometry>" * 5_000 + "</MultiGeometry>" * 5_000

CASES: Final = (
    Case("entities that multiply", text("a.kml", _KML_LAUGHS), Refused("import_dtd")),
    Case("an entity from outside", text("a.gpx", _GPX_OUTSIDE), Refused("import_dtd")),
    Case("an entity far behind the head", text("a.kml", _LATE), Refused("xml_broken")),
    Case(
        "an encoding that nobody knows",
        text("a.kml", kml(placemark()).replace("UTF-8", "X-KLINGON")),
        Refused("xml_encoding"),
    ),
    Case(
        "UTF-8 that is none",
        text("a.kml", kml(placemark("公园")), "gb18030"),
        Refused("xml_broken"),
    ),
    Case(
        "a tag that nothing closes",
        text("a.kml", kml(placemark()).replace("</Polygon>", "")),
        Refused("xml_broken"),
    ),
    Case(
        "elements nested 200,000 deep",
        text("a.kml", kml("<a>" * 200_000 + "</a>" * 200_000)),
        Refused("file_not_vector"),
    ),
    Case(
        "geometries nested 5,000 deep",
        text("a.kml", kml(f"<Placemark>{_MANY_HOLDERS}</Placemark>")),
        Refused("file_not_vector"),
    ),
    Case("a link into the network", text("a.kml", _LINKED), Refused("import_nothing")),
    Case("another source called KML", vrt("a.kml"), Refused("import_format")),
    Case(
        "another source behind a comment",
        vrt("a.kml", "<!-- <kml> -->"),
        Refused("import_no_layer"),
    ),
    Case("another source called GPX", vrt("a.gpx"), Refused("import_format")),
    Case("a picture called KML", text("a.kml", "\x89PNG\r\n"), Refused("import_format")),
    Case("no placemark", text("a.kml", kml()), Refused("import_no_layer")),
    Case(
        "coordinates that are words",
        text("a.kml", kml(placemark(ring="here there everywhere"))),
        Refused("import_bad_rows", "第 1 行"),
        _PARKS,
    ),
    Case(
        "a name with script",
        text("a.kml", kml(placemark("&lt;img src=x onerror=alert(1)&gt;", more=_SCRIPT))),
        names("<img src=x onerror=alert(1)>"),
        _PARKS,
    ),
    Case(
        "way points among tracks",
        text(
            "a.gpx",
            '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
            '<wpt lat="31.0" lon="121.28"><name>站</name></wpt></gpx>',
        ),
        Accepted(lambda rows: rows[0]["geometry"]["coordinates"] == [121.28, 31.0]),
        (*STOPS, *_STOP),
    ),
    Case(
        "a workbook whose list of sheets is cut",
        workbook_with(lambda old: old[:-9], "xl/workbook.xml"),
        Refused("xml_broken"),
    ),
    Case(
        "a workbook whose sheet is cut",
        workbook_with(lambda old: old[:-9], _GOOD_SHEET),
        Refused("xml_broken"),
    ),
    Case(
        "a workbook whose styles are cut",
        workbook_with(lambda old: old[:-9], "xl/styles.xml"),
        Refused("xml_broken"),
    ),
    Case(
        "entities that multiply in a sheet",
        workbook_with(_laughs, _GOOD_SHEET),
        Refused("xml_entities"),
    ),
    Case(
        "a sheet of something else",
        workbook_with(lambda _: b"<a/>", _GOOD_SHEET),
        Refused("file_not_table"),
    ),
    Case(
        "a cell in no row",
        workbook_with(lambda old: old.replace(b'r="A2"', b'r="!!99999999999"'), _GOOD_SHEET),
        Refused("file_not_table"),
    ),
    Case("packing that is corrupt", corrupt_packing, Refused("archive_broken")),
    Case("a chart sheet", chart_sheet, count(2), _OF_4326),
)
