"""Ask how much of the demand is covered in every draw, and how sure each parcel's verdict is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import ArrayLike

from geo import (
    Flags,
    Floats,
    Geometries,
    Integers,
    geometries,
    require_amounts,
    require_kind,
    require_same_crs,
)
from geo.coverage import Progress
from geo.doubt.errors import Drawn, PlaceErrors, drawn
from geo.doubt.likely import DRAWS, Likely, likely_of
from geo.doubt.reach import (
    Parcels,
    PlaceWords,
    moves_of,
    moves_within,
    parcels_of,
    reach_of,
    reached,
    service_field,
    words,
)

# Of more parcels near the edge, so many are taken: the error of taking some is then far below
# that of the draws.
MOST_PARCELS: Final = 2_000
_ALL: Final = np.uint32(0xFFFFFFFF)
# A verdict that is the same in so many of the draws is certain.
CERTAIN: Final = 0.95


@dataclass(frozen=True, slots=True)
class ShareFigure:
    """A covered share in doubt: what is to be covered by what, and how far each may be off.

    `demand` are polygons, which count by area, or points, which count one each, unless a `weight`
    counts instead; `services` reach `radius_m` (one for all, or one each) from their edge. `errors`
    are those of the demand and of the services, in their order. A parcel's verdict is good from the
    share `threshold` on.
    """

    demand: gpd.GeoDataFrame
    services: gpd.GeoDataFrame
    errors: tuple[PlaceErrors, PlaceErrors]
    radius_m: ArrayLike
    weight: ArrayLike | None = None
    threshold: float = 1.0

    def checked(self) -> tuple[Floats, Floats | None]:
        """Return the radius of each service, and the weight of each parcel if one is given.

        Raises `InputError`: what `require_same_crs`, `require_kind` and `require_amounts` raise.
        """
        require_same_crs(self.demand, self.services)
        require_kind(self.demand, "polygon", "point")
        require_kind(self.services, "point", "polygon", "mixed")
        radius = require_amounts(self.radius_m, len(self.services), name="radius_m")
        if self.weight is None:
            return radius, None
        return radius, require_amounts(self.weight, len(self.demand), name="weight")


@dataclass(frozen=True, slots=True)
class UnseenParcels:
    """What is not looked at where the parcels are very many, at the size that is mapped.

    `always` weighs what every draw covers, `edge` what those looked at stand for, `total` all;
    there are `settled` parcels that never change, and each one looked at stands for `grown`.
    """

    always: float
    edge: float
    total: float
    settled: int
    grown: float


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The parcels that are drawn, by `rows` of the demand; `rest` None where that is all."""

    rows: Integers
    parcels: Parcels
    errors: PlaceErrors
    rest: UnseenParcels | None


def looked_at(figures: Sequence[ShareFigure], most: int) -> LookedAt:
    """Return all parcels, or where they are more than `most`, evenly spaced ones near the edge.

    The figures are of the same demand. What all of them hold is settled, and what one can never
    reach.
    """
    first = figures[0]
    _, weight = first.checked()
    shapes, errors = geometries(first.demand), first.errors[0]
    rows, rest = np.arange(len(shapes)), None
    if len(shapes) > most:
        moves = moves_within(errors)
        found = [
            reach_of(
                shapes,
                moves,
                geometries(each.services),
                moves_within(each.errors[1]),
                each.checked()[0],
            )
            for each in figures
        ]
        held = reduce(np.intersect1d, [each.held for each in found])
        edge = np.setdiff1d(reduce(np.intersect1d, [each.possible for each in found]), held)
        rows = spaced(edge, most)
        each = _weight(shapes, weight)
        rest = UnseenParcels(
            float(each[held].sum()),
            float(each[edge].sum()),
            float(each.sum()),
            len(shapes) - len(edge),
            len(edge) / max(len(rows), 1),
        )
    chosen = None if weight is None else weight[rows]
    return LookedAt(rows, parcels_of(shapes[rows], chosen), errors.take(rows), rest)


def _weight(shapes: Geometries, weight: Floats | None) -> Floats:
    if weight is not None:
        return weight
    area = np.asarray(shapely.area(shapes))
    return np.where(area > 0, area, 1.0)


@dataclass(frozen=True, slots=True)
class LikelyShare:
    """The likely interval of a covered share (0 to 1).

    `values` are the share in each draw. `verdicts` are the shares of the draws in which each parcel
    meets the threshold, by row of the demand, NaN for one that was not looked at. So many `parcels`
    may change from draw to draw, of which `looked_at` were drawn: fewer where they are very many.
    """

    likely: Likely
    values: Floats
    verdicts: Floats
    parcels: int
    looked_at: int


def likely_share(
    *figures: ShareFigure, draws: int = DRAWS, seed: int = 0, progress: Progress | None = None
) -> LikelyShare:
    """Return how much of the demand likely lies within reach of a service of every figure.

    One figure is the rule; several are of the same demand, and the threshold is the first one's.
    What is covered is what `geo.coverage.coverage` says, but that each parcel is measured at 32
    places, and the distance to a polygon on cells of 16 m: a share of a hundred parcels is off by a
    few tenths of a point. The radius of a service stays its own when its outline is of another
    size. `progress` is called with (done, total) services and may raise to cancel. Without demand
    all is NaN. Raises what `ShareFigure.checked` raises.
    """
    looked = looked_at(figures, MOST_PARCELS)
    of = drawn(looked.errors, draws=draws, seed=seed)
    total = sum(len(each.services) for each in figures)
    joined: PlaceWords | np.uint32
    joined, done = _ALL, 0
    every, some = (np.ones(len(looked.rows), dtype=bool) for _ in range(2))
    for figure in figures:
        told = None if progress is None else _after(progress, done, total)
        found, held, possible = _reached(figure, looked, of, (draws, seed), told)
        joined = joined & found
        every &= held
        some &= possible
        done += len(figure.services)
    share = reached(np.asarray(joined))
    weights = looked.parcels.weights(of.scale)
    covered, whole = (share * weights).sum(axis=0), weights.sum(axis=0)
    values = in_all(covered, whole, looked.rest)
    verdicts = np.full(len(figures[0].demand), np.nan)
    verdicts[looked.rows] = (share >= figures[0].threshold).mean(axis=1)
    edge = int((some & ~every).sum())
    parcels = edge if looked.rest is None else round(len(looked.rows) * looked.rest.grown)
    seen = edge if looked.rest is None else len(looked.rows)
    return LikelyShare(likely_of(values), values, verdicts, parcels, seen)


def _reached(
    figure: ShareFigure,
    looked: LookedAt,
    of: Drawn,
    draw: tuple[int, int],
    progress: Progress | None,
) -> tuple[PlaceWords, Flags, Flags]:
    """Return what is reached of each parcel, and which are held in every draw or possible at all.

    `draw` is the number of draws and the seed.
    """
    radius, _ = figure.checked()
    parcels, services = looked.parcels, geometries(figure.services)
    on = drawn(figure.errors[1], draws=draw[0], seed=draw[1])
    homes = geometries(figure.demand)[looked.rows]
    reach = reach_of(homes, moves_of(of), services, moves_of(on), radius)
    found = np.zeros((len(homes), draw[0]), dtype=np.uint32)
    found[reach.held] = _ALL
    for number, near in enumerate(reach.near):
        rows = np.setdiff1d(near, reach.held)
        if len(rows):
            asked = len(rows) * draw[0]
            field = service_field(reach, number, parcels, on, asked=asked)
            one = on.take(np.array([number]))
            found[rows] |= words(parcels.take(rows), of.take(rows), field, one, radius[number])
        if progress is not None:
            progress(number + 1, len(reach.near))
    every = np.arange(len(homes))
    return found, np.isin(every, reach.held), np.isin(every, reach.possible)


def _after(progress: Progress, before: int, total: int) -> Progress:
    return lambda done, _: progress(before + done, total)


def in_all(covered: Floats, total: Floats, rest: UnseenParcels | None) -> Floats:
    """Return the share of all, from what is covered of those looked at and what they weigh."""
    share: Floats = np.full(total.shape, np.nan)
    np.divide(covered, total, out=share, where=total > 0)
    if rest is None:
        return share
    return (rest.always + rest.edge * np.nan_to_num(share)) / rest.total


def spaced(rows: Integers, most: int) -> Integers:
    """Return at most so many of the rows, evenly spaced."""
    if len(rows) <= most:
        return rows
    return rows[np.linspace(0, len(rows) - 1, most).round().astype(np.int64)]


def certain(verdicts: Floats) -> Flags:
    """Tell which parcels' verdict is the same in at least 95 % of the draws."""
    return np.asarray((verdicts >= CERTAIN) | (verdicts <= 1 - CERTAIN))
