"""Count the lines within reach on a grid of square cells: quick enough to follow a slider."""

import math
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from numpy.typing import NDArray

from geo import InputError, geometries, inside_xy, require_metric
from geo.transit.transit import LEAST_LINES, calls_of, require_radius, require_zones

MOST_CELLS: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class ZoneCells:
    """The cells whose centre lies in a zone, one entry a zone and cell; build it once for a slider.

    The grid has `rows` × `columns` cells of `cell_m`; the centre of cell 0 is at `west_m`,
    `south_m` in `crs`, cells are numbered row by row to the north.
    """

    zones: pd.Index
    zone: NDArray[np.int64]
    cell: NDArray[np.int64]
    west_m: float
    south_m: float
    rows: int
    columns: int
    cell_m: float
    crs: pyproj.CRS


def zone_cells(zones: gpd.GeoDataFrame, *, cell_m: float = 10.0) -> ZoneCells:
    """Lay a grid over the zones: polygons in a metric CRS with a unique index.

    Cell centres are at odd multiples of half a cell, so a zone has the same cells whatever lies
    beside it. Raises `InputError` with `cell_invalid` (cell_m), `grid_too_large` (cells, limit) and
    what `geo.transit.require_zones` and `geo.crs.require_metric` refuse.
    """
    crs = require_metric(zones)
    require_zones(zones)
    if not (math.isfinite(cell_m) and cell_m > 0):
        raise InputError("cell_invalid", cell_m=cell_m)
    bounds = np.asarray(zones.total_bounds) / cell_m
    west, south = np.floor(bounds[:2])
    columns, rows = (
        math.ceil(high) - int(low) for high, low in zip(bounds[2:], bounds, strict=False)
    )
    if rows * columns > MOST_CELLS:
        raise InputError("grid_too_large", cells=rows * columns, limit=MOST_CELLS)
    west_m, south_m = (float(west) + 0.5) * cell_m, (float(south) + 0.5) * cell_m
    zone: list[NDArray[np.int64]] = []
    cell: list[NDArray[np.int64]] = []
    for number, shape in enumerate(geometries(zones)):
        low_x, low_y, high_x, high_y = shape.bounds
        column = _span(low_x - west_m, high_x - west_m, cell_m)
        row = _span(low_y - south_m, high_y - south_m, cell_m)
        x, y = np.meshgrid(west_m + column * cell_m, south_m + row * cell_m)
        inside = inside_xy(shape, x, y)
        found = (row[:, None] * columns + column)[inside]
        zone.append(np.full(len(found), number))
        cell.append(found)
    return ZoneCells(
        zones.index,
        np.concatenate(zone),
        np.concatenate(cell),
        west_m,
        south_m,
        rows,
        columns,
        cell_m,
        crs,
    )


def cell_shares(cells: ZoneCells, stops: gpd.GeoDataFrame, *, radius_m: float) -> pd.DataFrame:
    """Return the share of each zone within reach of at least k lines, as `geo.transit.serve` does.

    `stops` as there, in the CRS of the cells. A cell counts when its centre is within `radius_m`
    of a stop (exact distance). An approximation for sliders, not for reported figures: with cells
    of 10 m the worst share measured was 0.12 percentage points off for zones of 1 km² and more,
    0.3 points for zones of 0.1 km²; halving the cell cuts the error to about a third.
    NaN: the zone holds no cell centre.

    Raises `InputError` with `crs_mixed` (first, second), `radius_invalid` (radius_m) and what
    `geo.transit.calls_of` refuses.
    """
    crs = require_metric(stops)
    if crs != cells.crs:
        raise InputError("crs_mixed", first=cells.crs.name, second=crs.name)
    require_radius(radius_m)
    calls = calls_of(stops)
    place = (shapely.get_coordinates(calls.point) - [cells.west_m, cells.south_m]) / cells.cell_m
    reach = radius_m / cells.cell_m
    windows = [_window(x, y, reach, cells) for x, y in place]
    count = np.zeros((cells.rows, cells.columns), dtype=np.int32)
    line = np.zeros_like(count, dtype=bool)
    for called in calls.calls.T:
        line[:] = False
        for stop in np.flatnonzero(called):
            rows, columns, disc = windows[stop]
            line[rows, columns] |= disc
        count += line
    return _shares(cells, count)


def _span(low_m: float, high_m: float, cell_m: float) -> NDArray[np.int64]:
    """Return the numbers of the centres, at multiples of `cell_m`, from low to high."""
    return np.arange(math.ceil(low_m / cell_m), math.floor(high_m / cell_m) + 1)


def _window(
    x: float, y: float, reach: float, cells: ZoneCells
) -> tuple[slice, slice, NDArray[np.bool_]]:
    """Return the rows and columns around a stop, all in cells, and which of them its disc holds."""
    row = _clipped(y, reach, cells.rows)
    column = _clipped(x, reach, cells.columns)
    up = np.arange(row.start, row.stop)[:, None] - y
    along = np.arange(column.start, column.stop) - x
    return row, column, up**2 + along**2 <= reach**2


def _clipped(middle: float, reach: float, count: int) -> slice:
    first = max(0, math.ceil(middle - reach))
    return slice(first, max(first, min(count, math.floor(middle + reach) + 1)))


def _shares(cells: ZoneCells, count: NDArray[np.int32]) -> pd.DataFrame:
    lines = count.ravel()[cells.cell]
    most = max(LEAST_LINES, int(lines.max(initial=0)))
    shape = (len(cells.zones), most + 1)
    exactly = np.bincount(cells.zone * shape[1] + lines, minlength=shape[0] * shape[1])
    at_least = np.cumsum(exactly.reshape(shape)[:, ::-1], axis=1)[:, ::-1].astype(float)
    whole = np.where(at_least[:, :1] > 0, at_least[:, :1], np.nan)
    return pd.DataFrame(at_least / whole, index=cells.zones)
