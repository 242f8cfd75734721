"""Tell, draw by draw, which places of which parcel which service reaches.

Every parcel stands for itself by 32 places, spread evenly over it: the places within reach are the
bits of one word, so that what several services reach together is an "or" of words.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import Floats, Geometries, Integers, inside_xy
from geo.doubt.errors import RADIUS_95, Drawn, PlaceErrors
from geo.doubt.fields import DistanceField, field_of

PLACES: Final = 32
PlaceWords = NDArray[np.uint32]
_BITS: Final = np.uint32(1) << np.arange(PLACES, dtype=np.uint32)
_ALL: Final = np.uint32(0xFFFFFFFF)
# Steps of a sequence that fills the plane evenly (Roberts' R2): powers of the plastic number.
_R2: Final = np.array([0.7548776662466927, 0.5698402909980532])
# Standard deviations.
_SURELY: Final = 6.0
_NONE: Final = np.zeros(0, dtype=np.int64)
# Beyond this a lookup is done in portions.
_MOST_LOOKED_UP: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Parcels:
    """Parcels by their `centre` (n × 2), 32 `places` around it (n × 32 × 2) and what they weigh.

    All places lie within `spread_m` of the centre. `sized` tells that what a parcel weighs is its
    area, which grows with its outline.
    """

    centre: Floats
    places: Floats
    spread_m: Floats
    weight: Floats
    sized: bool

    def take(self, rows: Integers) -> "Parcels":
        """Return some of the parcels."""
        return Parcels(
            self.centre[rows],
            self.places[rows],
            self.spread_m[rows],
            self.weight[rows],
            self.sized,
        )

    def weights(self, scale: Floats) -> Floats:
        """Return what the parcels weigh when their lengths are multiplied (n × …)."""
        weight = self.weight.reshape(-1, *(1,) * (scale.ndim - 1))
        return weight * scale**2 if self.sized else np.broadcast_to(weight, scale.shape)


def parcels_of(shapes: Geometries, weight: Floats | None) -> Parcels:
    """Return polygons or points as parcels, by area (points as one each) or by a weight of each."""
    centre = _centres(shapes)
    places = np.zeros((len(shapes), PLACES, 2))
    area = np.asarray(shapely.area(shapes))
    for row in np.flatnonzero(area > 0):
        places[row] = _spread(shapes[row]) - centre[row]
    return Parcels(
        centre,
        places,
        np.hypot(places[..., 0], places[..., 1]).max(axis=1, initial=0.0),
        np.where(area > 0, area, 1.0) if weight is None else np.asarray(weight, dtype=float),
        sized=weight is None,
    )


def _spread(shape: shapely.Geometry) -> Floats:
    """Return 32 places that are spread evenly over a polygon, the same each time."""
    low, high = np.asarray(shapely.bounds(shape)).reshape(2, 2)
    share = float(shapely.area(shape) / (high - low).prod())
    found, first = np.zeros((0, 2)), 1
    while len(found) < PLACES:
        count = int(2 * PLACES / max(share, 0.001))
        at = low + (high - low) * ((np.arange(first, first + count)[:, None] * _R2) % 1.0)
        found = np.concatenate([found, at[inside_xy(shape, at[:, 0], at[:, 1])]])
        first += count
    return found[:PLACES]


@dataclass(frozen=True, slots=True)
class Moves:
    """How far each of n features may be moved (m), and its least and most factor of lengths."""

    shift_m: Floats
    least: Floats
    most: Floats


def moves_of(*draws: Drawn) -> Moves:
    """Return how far features are moved in any of the draws of theirs."""
    shift = np.concatenate([np.hypot(*np.moveaxis(each.shift_m, -1, 0)) for each in draws], axis=1)
    scale = np.concatenate([each.scale for each in draws], axis=1)
    return Moves(
        shift.max(axis=1, initial=0.0), scale.min(axis=1, initial=1.0), scale.max(axis=1, initial=1)
    )


def moves_within(errors: PlaceErrors) -> Moves:
    """Return how far features may be moved by draws that nobody has made yet.

    Further than six standard deviations lies one draw of sixty million.
    """
    shift = _SURELY * errors.accuracy_m / RADIUS_95
    return Moves(shift, np.sqrt(errors.least_area), np.sqrt(errors.most_area))


@dataclass(frozen=True, slots=True)
class PossibleReach:
    """Services with one radius each, and which parcels each may reach in any draw.

    `near[s]` are the parcels that service s may reach, `held` are those that one reaches whole in
    every draw. Which they are is decided by bounds: a parcel of neither may still never change.
    """

    shapes: Geometries
    radius_m: Floats
    near: tuple[Integers, ...]
    held: Integers

    @property
    def possible(self) -> Integers:
        """The parcels of which some place may be reached in some draw."""
        return np.unique(np.concatenate([*self.near, _NONE]))

    @property
    def edge(self) -> Integers:
        """The parcels that may be reached in one draw and not in another."""
        return np.setdiff1d(self.possible, self.held)


def reach_of(
    homes: Geometries, of: Moves, services: Geometries, on: Moves, radius_m: Floats
) -> PossibleReach:
    """Return which homes, moved by `of`, which services, moved by `on`, may reach."""
    centre = _centres(homes)
    around = of.shift_m + _size(homes, centre) * of.most
    # A shape that grows by a factor about its centre moves its outline by no more than this.
    growth = np.maximum(np.abs(on.most - 1), np.abs(on.least - 1))
    away = on.shift_m + _size(services, _centres(services)) * growth
    points = shapely.points(centre)
    tree = shapely.STRtree(points)
    near, held = [], np.zeros(len(homes), dtype=bool)
    for number, shape in enumerate(services):
        most = float(radius_m[number] + away[number] + around.max(initial=0.0))
        rows = np.sort(tree.query(shape, predicate="dwithin", distance=most))
        off = np.asarray(shapely.distance(shape, points[rows]))
        near.append(rows[off <= radius_m[number] + away[number] + around[rows]])
        held[rows[off + away[number] + around[rows] <= radius_m[number]]] = True
    return PossibleReach(services, radius_m, tuple(near), np.flatnonzero(held))


def _centres(shapes: Geometries) -> Floats:
    return np.asarray(shapely.get_coordinates(shapely.centroid(shapes))).reshape(-1, 2)


def _size(shapes: Geometries, centre: Floats) -> Floats:
    """Return how far the outline of each shape lies from its centre at most."""
    at, owner = shapely.get_coordinates(shapes, return_index=True)
    found = np.zeros(len(shapes))
    np.maximum.at(found, owner, np.hypot(*(at - centre[owner]).T))
    return found


def service_field(
    reach: PossibleReach, number: int, parcels: Parcels, on: Drawn, *, asked: int
) -> DistanceField:
    """Return the distances to one service as far as they can matter, for `asked` pairs and draws.

    Of what is asked about some quarter is near the edge, and then each of its places.
    """
    least = float(on.scale[number].min(initial=1.0))
    rows = reach.near[number]
    # What is asked for is within the radius, or further by no more than a parcel is wide.
    most = float(reach.radius_m[number] + 2 * parcels.spread_m[rows].max(initial=0.0))
    return field_of(reach.shapes[number], most / least, asked=asked * PLACES // 4)


def words(
    parcels: Parcels, of: Drawn, field: DistanceField, on: Drawn, radius_m: float
) -> PlaceWords:
    """Return what one service reaches of each parcel, a bit a place.

    `of` are draws of the parcels (n × …) and `on` draws of the service (1 × …), of shapes that
    broadcast against each other: the answer has the shape of both together.
    """
    gap = parcels.centre - field.centre
    gap = gap.reshape(-1, *(1,) * (of.scale.ndim - 1), 2) + of.shift_m - on.shift_m
    shape = gap.shape[:-1]
    gap = gap.reshape(-1, 2)
    home = np.broadcast_to(of.scale, shape).ravel()
    size = np.broadcast_to(on.scale, shape).ravel()
    owner = np.repeat(np.arange(len(parcels.centre)), gap.shape[0] // max(len(parcels.centre), 1))
    spread = parcels.spread_m[owner] * home
    # Seen from a service that has grown, all else has shrunk.
    middle = field.distance_m(gap / size[:, None]) * size
    slack = field.cell_m * size
    found = np.where(middle + spread + slack <= radius_m, _ALL, np.uint32(0))
    open_ = np.flatnonzero((middle - spread - slack <= radius_m) & (found == 0))
    for some in np.array_split(open_, PLACES * len(open_) // _MOST_LOOKED_UP + 1):
        at = gap[some, None, :] + parcels.places[owner[some]] * home[some, None, None]
        inside = field.distance_m(at / size[some, None, None]) <= (radius_m / size[some])[:, None]
        found[some] = inside @ _BITS
    return found.reshape(shape)


def reached(found: PlaceWords) -> Floats:
    """Return the share of a parcel's places that are within reach."""
    return np.asarray(np.bitwise_count(found) / np.float32(PLACES))
