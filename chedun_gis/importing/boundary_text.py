"""Read boundary-point text, the land administration's form for plots (国土 TXT).

A header names datum, zone width and zone; then a plot is a line of attributes ending in `@` and a
line for each point: its number, the ring, northing (X), easting (Y) in metres. A ring inside an
earlier one is a hole.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import geopandas as gpd
import pandas as pd
import pyproj
import shapely
from pyproj.exceptions import CRSError

from geo import Problem

# EPSG codes of the first zone, by datum and zone width: with the zone in front of the easting, and
# without it (named by the central meridian). The first zones are 25 (75° E, 3 degrees) and 13.
_CODES: Final[Mapping[tuple[str, int], tuple[int, int]]] = MappingProxyType(
    {
        ("cgcs2000", 3): (4513, 4534),
        ("cgcs2000", 6): (4491, 4502),
        ("xian80", 3): (2349, 2370),
        ("xian80", 6): (2327, 2338),
        ("beijing54", 3): (2401, 2422),
        ("beijing54", 6): (21413, 21453),
    }
)
_FIRST_ZONE: Final = {3: 25, 6: 13}
_ZONES: Final = {3: 21, 6: 11}
_MILLION_M: Final = 1_000_000
# Attributes of a plot in the order of the form.
_ATTRIBUTES: Final = (
    "点数",
    "面积",
    "地块编号",
    "地块名称",
    "图形类型",
    "图幅号",
    "用途",
    "地类编码",
)
_POINT_CELLS: Final = 4


@dataclass(slots=True)
class _Plot:
    row: int
    cells: list[str]
    rings: dict[str, list[tuple[float, float]]] = field(default_factory=dict)


def read_boundary_text(text: str) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Return the plots with the attributes of the form; the index is the line of each plot.

    The CRS is the one the header names, None when it names none that is known. Problems, each with
    the line of its plot: `boundary_line` (value) for a line that is no point, `boundary_ring` for a
    ring of fewer than three points; `boundary_plot` for a point before any plot.
    """
    problems: list[Problem] = []
    header, plots = _parsed(text, problems)
    shapes = [_shape(plot, problems) for plot in plots]
    crs = _crs(header, shapes)
    index = pd.Index([plot.row for plot in plots], dtype="int64")
    columns = {
        name: pd.Series(
            [plot.cells[at].strip() or None if at < len(plot.cells) else None for plot in plots],
            index=index,
            dtype=object,
        )
        for at, name in enumerate(_ATTRIBUTES)
    }
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(shapes, index=index), crs=crs), problems


def _parsed(text: str, problems: list[Problem]) -> tuple[dict[str, str], list[_Plot]]:
    header: dict[str, str] = {}
    plots: list[_Plot] = []
    for row, line in enumerate(map(str.strip, text.splitlines()), start=1):
        if not line or line.startswith("["):
            continue
        if line.endswith("@"):
            plots.append(_Plot(row, line.removesuffix("@").split(",")))
        elif "=" in line and not plots:
            name, _, value = line.partition("=")
            header[name.strip()] = value.strip()
        elif not plots:
            problems.append(Problem("boundary_plot", "error", row))
        else:
            _add_point(plots[-1], line, problems)
    return header, plots


def _add_point(plot: _Plot, line: str, problems: list[Problem]) -> None:
    cells = [cell.strip() for cell in re.split(r"[,，]", line)]
    try:
        _, ring, northing, easting = cells[:_POINT_CELLS]
        point = (float(easting), float(northing))
    except ValueError:
        problems.append(Problem("boundary_line", "error", plot.row, "", "", {"value": line[:60]}))
        return
    plot.rings.setdefault(ring, []).append(point)


def _shape(plot: _Plot, problems: list[Problem]) -> shapely.Geometry | None:
    rings = []
    for points in plot.rings.values():
        if len(set(points)) < 3:  # noqa: PLR2004 - the corners of a triangle
            problems.append(Problem("boundary_ring", "error", plot.row))
        else:
            rings.append(shapely.Polygon(points))
    if not rings:
        return None
    polygons = list(_with_holes(rings))
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _with_holes(rings: list[shapely.Polygon]) -> Iterator[shapely.Polygon]:
    """Join each outer ring with the later ones inside it."""
    outer: list[tuple[shapely.Polygon, list[shapely.LinearRing]]] = []
    for ring in rings:
        inside = ring.representative_point()
        around = (holes for shell, holes in outer if _covers(shell, holes, inside))
        home = next(around, None)
        if home is None:
            outer.append((ring, []))
        else:
            home.append(ring.exterior)
    for shell, holes in outer:
        yield shapely.Polygon(shell.exterior, holes)


def _covers(shell: shapely.Polygon, holes: list[shapely.LinearRing], place: shapely.Point) -> bool:
    if not shell.intersects(place):
        return False
    return not any(shapely.Polygon(hole).intersects(place) for hole in holes)


def _crs(header: Mapping[str, str], shapes: list[shapely.Geometry | None]) -> pyproj.CRS | None:
    datum = _datum(header.get("坐标系", ""))
    try:
        width, zone = int(header.get("几度分带", "")), int(header.get("带号", ""))
    except ValueError:
        return None
    codes = _CODES.get((datum, width))
    place = zone - _FIRST_ZONE.get(width, zone + 1)
    if codes is None or not 0 <= place < _ZONES[width]:
        return None
    eastings = [shape.bounds[0] for shape in shapes if shape is not None]
    with_zone = bool(eastings) and min(eastings) >= _MILLION_M
    try:
        return pyproj.CRS.from_epsg(codes[0 if with_zone else 1] + place)
    except CRSError:
        return None


def _datum(name: str) -> str:
    if "2000" in name:
        return "cgcs2000"
    if "80" in name:
        return "xian80"
    return "beijing54" if "54" in name else ""
