"""Read boundary-point text, the land administration's form for plots (国土 TXT).

A header names datum, zone width and zone; then a plot is a line of attributes ending in `@` and a
line for each point: its number, the ring, northing (X), easting (Y) in metres. A ring inside an
earlier one is a hole.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from pyproj.exceptions import CRSError

from chedun_gis.importing.limits import MOST_VERTICES
from geo import Geometries, InputError, Problem

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
# No grid on the earth has larger numbers, zone prefix included.
_MOST_M: Final = 1e9
# So many lines that say nothing make it no boundary text.
_MOST_PROBLEMS: Final = 1_000
# Rings that hold a place of another: as many as 20,000 rings with fifty holes around each.
_MOST_PAIRS: Final = 1_000_000
_AT_ONCE: Final = 50


@dataclass(slots=True)
class _Plot:
    row: int
    cells: list[str]
    rings: dict[str, list[tuple[float, float]]] = field(default_factory=dict)


def read_boundary_text(text: str) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Return the plots with the attributes of the form; the index is the line of each plot.

    The CRS is the one the header names, None when it names none that is known. Problems, each with
    the line of its plot: `boundary_line` (value) for a line that is no point,
    `boundary_coordinate` (value) for one that lies on no grid of the earth, `boundary_ring` for a
    ring of fewer than three points, `boundary_rings` (limit) for a plot whose rings lie within each
    other too often to tell holes from areas; `boundary_plot` for a point before any plot. Raises
    `InputError` with `boundary_lines` (count) when hardly any line is a point, and
    `import_vertices` (count, limit).
    """
    count = text.count("\n")
    if count > MOST_VERTICES:
        raise InputError("import_vertices", count=count, limit=MOST_VERTICES)
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
        if len(problems) > _MOST_PROBLEMS:
            raise InputError("boundary_lines", count=_MOST_PROBLEMS)
    return header, plots


def _add_point(plot: _Plot, line: str, problems: list[Problem]) -> None:
    cells = [cell.strip() for cell in re.split(r"[,，]", line)]
    try:
        _, ring, northing, easting = cells[:_POINT_CELLS]
        point = (float(easting), float(northing))
    except ValueError:
        problems.append(Problem("boundary_line", "error", plot.row, "", "", {"value": line[:60]}))
        return
    if not all(abs(each) < _MOST_M for each in point):  # nor is that true of what is not a number
        problems.append(
            Problem("boundary_coordinate", "error", plot.row, "", "", {"value": line[:60]})
        )
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
    polygons = _with_holes(np.array(rings, dtype=object))
    if polygons is None:
        params: dict[str, object] = {"limit": _MOST_PAIRS}
        problems.append(Problem("boundary_rings", "error", plot.row, "", "", params))
        return None
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _with_holes(rings: Geometries) -> list[shapely.Polygon] | None:
    """Join each outer ring with the later ones inside it.

    None where they lie within each other more than `_MOST_PAIRS` times.
    """
    around = _around(rings)
    if around is None:
        return None
    # Of each ring the outer one that it is a hole of, itself for an outer one.
    home: list[int] = []
    for at, others in enumerate(around):
        filled = {home[other] for other in others if home[other] != other}
        outer = (other for other in others if home[other] == other and other not in filled)
        home.append(next(outer, at))
    holes: dict[int, list[shapely.LinearRing]] = {at: [] for at in home if home[at] == at}
    for at, outer_one in enumerate(home):
        if outer_one != at:
            holes[outer_one].append(rings[at].exterior)
    return [shapely.Polygon(rings[at].exterior, inside) for at, inside in holes.items()]


def _around(rings: Geometries) -> list[list[int]] | None:
    """Return of each ring the earlier ones that hold a place inside it, in their order."""
    places = shapely.point_on_surface(rings)
    tree = shapely.STRtree(rings)
    around: list[list[int]] = [[] for _ in rings]
    pairs = 0
    for start in range(0, len(rings), _AT_ONCE):
        found = tree.query(places[start : start + _AT_ONCE], predicate="intersects")
        pairs += found.shape[1]
        if pairs > _MOST_PAIRS:
            return None
        for at, other in sorted(zip((found[0] + start).tolist(), found[1].tolist(), strict=True)):
            if other < at:
                around[at].append(other)
    return around


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
