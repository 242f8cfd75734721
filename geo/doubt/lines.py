"""Ask how many bus lines reach each area in every draw."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo import Floats, InputError, Integers, geometries, require_kind, require_same_crs
from geo.doubt.errors import Drawn, PlaceErrors, drawn
from geo.doubt.fields import DistanceField, field_of
from geo.doubt.likely import DRAWS, Likely, likely_of

# Lines are the bits of one word. Two lines of more than so many near one area share a bit.
_MOST_LINES = 64


@dataclass(frozen=True, slots=True)
class NearStops:
    """An area's field with the stops that may reach it, by row of the stops.

    `at` (all stops × 2) are the places of the stops, `lines` (all stops) the bits of the lines that
    call there.
    """

    field: DistanceField
    stops: Integers
    at: Floats
    lines: NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class LinesFigure:
    """Bus lines in doubt: which lines stop within `radius_m` of each area.

    `areas` are polygons, `stops` points with the column `routes` (see `geo.transit.with_routes`),
    `errors` those of both, in their order; `required` lines are asked for.
    """

    areas: gpd.GeoDataFrame
    stops: gpd.GeoDataFrame
    errors: tuple[PlaceErrors, PlaceErrors]
    radius_m: float
    required: int = 2


@dataclass(frozen=True, slots=True)
class LikelyLines:
    """How many distinct lines reach each area: `counts` (areas × draws), an interval for each.

    `fewest` is of the area with the fewest, `met` of how many areas have the lines required.
    """

    counts: Integers
    areas: tuple[Likely, ...]
    fewest: Likely
    met: Likely
    verdicts: Floats


def likely_lines(figure: LinesFigure, *, draws: int = DRAWS, seed: int = 0) -> LikelyLines:
    """Return how many lines likely stop within the radius of each area.

    A line counts once, however many of its stops are near. `verdicts` is the share of the draws in
    which each area has the lines required.

    Raises `InputError`: `column_missing` (column), what `require_kind` and `require_same_crs`
    raise, and `zones_empty` without areas.
    """
    areas, errors, radius_m = figure.areas, figure.errors, figure.radius_m
    if areas.empty:
        raise InputError("zones_empty")
    of = drawn(errors[0], draws=draws, seed=seed)
    on = drawn(errors[1], draws=draws, seed=seed)
    counts = np.zeros((len(areas), draws), dtype=np.int64)
    for row, each in enumerate(near_stops(figure, of, on)):
        word = np.zeros(draws, dtype=np.uint64)
        home = of.take(np.array([row]))
        for stop in each.stops.tolist():
            word |= line_words(each, stop, home, on.take(np.array([stop])), radius_m)[0]
        counts[row] = np.bitwise_count(word)
    met = counts >= figure.required
    return LikelyLines(
        counts,
        tuple(likely_of(row) for row in counts),
        likely_of(counts.min(axis=0)),
        likely_of(met.sum(axis=0)),
        met.mean(axis=1),
    )


def near_stops(figure: LinesFigure, of: Drawn, on: Drawn) -> list[NearStops]:
    """Return each area with the stops that may reach it in any of the draws; see `likely_lines`."""
    areas, stops, radius_m = figure.areas, figure.stops, figure.radius_m
    require_same_crs(areas, stops)
    require_kind(areas, "polygon")
    require_kind(stops, "point")
    if "routes" not in stops:
        raise InputError("column_missing", column="routes")
    at = shapely.get_coordinates(shapely.centroid(geometries(stops))).reshape(-1, 2)
    away = np.hypot(*np.moveaxis(on.shift_m, -1, 0)).max(axis=1, initial=0.0)
    points = shapely.points(at)
    found = []
    for row, shape in enumerate(geometries(areas)):
        centre = shapely.get_coordinates(shapely.centroid(shape))[0]
        size = np.hypot(*(shapely.get_coordinates(shape) - centre).T).max()
        scale = of.scale[row]
        shift = float(np.hypot(*of.shift_m[row].T).max(initial=0.0))
        moved = shift + float(size * np.abs(scale - 1).max(initial=0.0))
        off = np.asarray(shapely.distance(shape, points))
        calls = stops["routes"].map(len).to_numpy() > 0
        rows = np.flatnonzero(calls & (off <= radius_m + moved + away))
        within = radius_m / float(scale.min(initial=1.0))
        field = field_of(shape, within, asked=len(rows) * scale.size)
        found.append(NearStops(field, rows, at, _bits(stops, rows)))
    return found


def _bits(stops: gpd.GeoDataFrame, rows: Integers) -> NDArray[np.uint64]:
    routes = stops["routes"].to_numpy()
    names = sorted({name for row in rows for name in routes[row]})
    bit = {name: 1 << (number % _MOST_LINES) for number, name in enumerate(names)}
    lines = np.zeros(len(stops), dtype=np.uint64)
    for row in rows:
        lines[row] = np.bitwise_or.reduce([np.uint64(bit[name]) for name in routes[row]])
    return lines


def line_words(
    near: NearStops, stop: int, home: Drawn, service: Drawn, radius_m: float
) -> NDArray[np.uint64]:
    """Return the lines of one stop as bits where they reach the area, else 0.

    `home` and `service` are draws of one area and one stop (1 × …) that broadcast.
    """
    gap = near.at[stop] - near.field.centre + service.shift_m - home.shift_m
    # Seen from an area that has grown, all else has shrunk.
    distance = near.field.distance_m(gap / home.scale[..., None]) * home.scale
    return np.where(distance <= radius_m, near.lines[stop], np.uint64(0))
