"""A small report for the tests of its forms: every kind of block, names that mean harm."""

import geopandas as gpd
import shapely

from chedun_gis.report import Report
from chedun_gis.report.blocks import (
    Bar,
    Bars,
    Figure,
    MapLayer,
    MapView,
    Note,
    ReportCell,
    ReportColumn,
    ReportTile,
    Section,
    Table,
    Tiles,
)
from layers import Symbol, Text
from tests.conftest import PLACE

# What HTML, XML, Typst and Jinja would each act upon, with characters that XML cannot hold.
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '#read("/etc/passwd")',
    "$x^2$ *b* _i_ \\ @ref {{7*7}}",
    "]]>&amp;&#60;",
    "甲\x00\x1b乙",
)
# West, south: a round place in the town's grid.
X, Y = 622_000.0, 3_430_000.0
_NAME = Text("", "")


def square(size_m: float = 1_000.0, x: float = X, y: float = Y) -> shapely.Polygon:
    return shapely.box(x, y, x + size_m, y + size_m)


def layer(shape: shapely.Geometry, kind: str, title: str = "甲", **columns: object) -> MapLayer:
    frame = gpd.GeoDataFrame({key: [value] for key, value in columns.items()}, geometry=[shape])
    symbol = Symbol(_NAME, "#2f9e44", pattern="diagonal", weight=2)
    return MapLayer(title, kind, symbol, frame.set_crs(PLACE.metric_crs))  # type: ignore[arg-type]


def toy_map(label: str = "公园") -> MapView:
    """A sketched square of 1 km, a surveyed line through it, and a point in its middle."""
    line = shapely.LineString([(X, Y), (X + 1_000, Y + 1_000)])
    return MapView(
        "",
        (
            layer(square(), "Polygon", title=label, label=label, basis="schematic"),
            layer(line, "LineString", basis="surveyed"),
            layer(shapely.Point(X + 500, Y + 500), "Point", basis="surveyed"),
        ),
        square().bounds,
        height_mm=100.0,
        credits="© OpenStreetMap",
    )


def report_with(name: str) -> Report:
    """A report in which every text is `name` but for the figure's clause."""
    figure = Figure(
        name=name,
        value="79.34%",
        clause="《规划》9.2.2",
        verdict=name,
        tone="missed",
        target=name,
        gap=name,
        part=name,
        interval=name,
        rule=name,
        basis=(name, name),
        note=name,
    )
    blocks = (
        Tiles((ReportTile(name, "1", "met"),)),
        figure,
        Table(
            name,
            (ReportColumn(name), ReportColumn(name, 2, "right")),
            ((ReportCell(name), ReportCell(name, "met")),),
        ),
        Bars(name, (Bar(name, 0.5, name, "open"), Bar(name, None, name, "unknown"))),
        Note(name, "warning"),
        Note(name),
        toy_map(name),
    )
    sections = (Section(name, blocks), Section("", blocks, True))
    return Report(PLACE, name, name, "2026-11-23", "zh", sections)
