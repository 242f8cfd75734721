"""Make a trial of a covered share, or of the lines that reach areas."""

from collections.abc import Callable
from typing import Final

import numpy as np

from geo import Floats, Integers, geometries
from geo.coverage import Progress
from geo.doubt.errors import Drawn, PlaceErrors, drawn
from geo.doubt.lines import LinesFigure, NearStops, line_words, near_stops
from geo.doubt.reach import PossibleReach, moves_of, reach_of, reached, service_field, words
from geo.doubt.share import MOST_PARCELS, LookedAt, ShareFigure, looked_at
from geo.doubt.trial import INNER, OUTER, AnyWords, Pairs, Trial

# Two blocks of 100 x 100 words of four bytes each: 4,000 pairs take 320 MB.
MOST_PAIRS: Final = 4_000
# The four kinds of words of some pairs: neither known, the home, the service, both.
_Kinds = tuple[AnyWords, AnyWords, AnyWords, AnyWords]


def share_trial(
    figure: ShareFigure, *, seed: int = 0, stream: str = "", progress: Progress | None = None
) -> Trial:
    """Return a covered share as a trial; otherwise as `likely_share`.

    The inner draws are those of `likely_share` unless another `stream` is named. Where more than
    `MOST_PAIRS` pairs of a parcel and a service are near the edge, evenly spaced parcels stand for
    all.
    """
    radius, _ = figure.checked()
    services = geometries(figure.services)
    on = _worlds(figure.errors[1], seed, stream)

    def reaching(most: int) -> tuple[LookedAt, tuple[Drawn, Drawn], PossibleReach]:
        looked = looked_at([figure], most)
        homes, of = geometries(figure.demand)[looked.rows], _worlds(looked.errors, seed, stream)
        return looked, of, reach_of(homes, moves_of(*of), services, moves_of(*on), radius)

    looked, of, reach = reaching(MOST_PARCELS)
    places = _pairs_of(reach)
    if len(places) > MOST_PAIRS:
        looked, of, reach = reaching(len(reach.edge) * MOST_PAIRS // len(places))
        places = _pairs_of(reach)
    parcels = looked.parcels

    def kinds(number: int, rows: Integers) -> _Kinds:
        asked_about = 2 * INNER * OUTER * len(rows)
        field = service_field(reach, number, parcels, _all(on), asked=asked_about)
        here = parcels.take(rows)

        def asked(home: Drawn, service: Drawn) -> AnyWords:
            return words(here, home, field, service, float(radius[number]))

        return _four(asked, (of, rows), (on, np.array([number])))

    pairs = _filled(places, kinds, np.dtype(np.uint32), len(services), progress)
    inner, outer = (parcels.weights(each.scale) for each in of)
    return Trial(
        looked.errors.keys,
        figure.errors[1].keys,
        pairs,
        inner,
        outer,
        held=reach.held,
        score=reached,
        threshold=figure.threshold,
        rest=looked.rest,
    )


def lines_trial(
    figure: LinesFigure, *, seed: int = 0, stream: str = "", progress: Progress | None = None
) -> Trial:
    """Return the share of areas that enough lines reach as a trial; otherwise as `likely_lines`."""
    errors, radius_m, required = figure.errors, figure.radius_m, figure.required
    of, on = (_worlds(each, seed, stream) for each in errors)
    near = near_stops(figure, _all(of), _all(on))
    places = [(home, stop) for home, each in enumerate(near) for stop in each.stops.tolist()]
    table = np.array(places, dtype=int).reshape(-1, 2)

    def kinds(number: int, rows: Integers) -> _Kinds:
        # Each pair by itself: there are few areas, and the field is the area's.
        found: list[_Kinds] = []
        for row in rows.tolist():
            each: NearStops = near[row]

            def asked(home: Drawn, stop: Drawn, each: NearStops = each) -> AnyWords:
                return line_words(each, number, home, stop, radius_m)

            found.append(_four(asked, (of, np.array([row])), (on, np.array([number]))))
        neither, home, service, both = (np.concatenate(part) for part in zip(*found, strict=True))
        return neither, home, service, both

    pairs = _filled(table, kinds, np.dtype(np.uint64), len(figure.stops), progress)
    inner, outer = (np.ones((len(figure.areas), draws)) for draws in (INNER, OUTER))

    def score(found: AnyWords) -> Floats:
        return np.asarray((np.bitwise_count(found) >= required).astype(float))

    none = np.zeros(0, dtype=int)
    return Trial(errors[0].keys, errors[1].keys, pairs, inner, outer, held=none, score=score)


def _worlds(errors: PlaceErrors, seed: int, stream: str) -> tuple[Drawn, Drawn]:
    """Return the inner and the outer draws."""
    return (
        drawn(errors, draws=INNER, seed=seed, stream=f"likely{stream}"),
        drawn(errors, draws=OUTER, seed=seed, stream=f"true{stream}"),
    )


def _all(worlds: tuple[Drawn, Drawn]) -> Drawn:
    return Drawn(
        np.concatenate([each.shift_m for each in worlds], axis=1),
        np.concatenate([each.scale for each in worlds], axis=1),
    )


def _pairs_of(reach: PossibleReach) -> Integers:
    """Return the pairs (n × 2) of a parcel near the edge and a service, by parcel."""
    found = [
        np.column_stack([rows, np.full(len(rows), number)])
        for number, near in enumerate(reach.near)
        for rows in [np.setdiff1d(near, reach.held)]
    ]
    table = np.concatenate([*found, np.zeros((0, 2), dtype=int)])
    return np.asarray(table[np.lexsort((table[:, 1], table[:, 0]))])


def _four(
    asked: Callable[[Drawn, Drawn], AnyWords],
    homes: tuple[tuple[Drawn, Drawn], Integers],
    services: tuple[tuple[Drawn, Drawn], Integers],
) -> _Kinds:
    """Return the four kinds of words of some homes and some services."""

    def outer(each: Drawn) -> Drawn:
        return Drawn(each.shift_m[:, :, None], each.scale[:, :, None])

    def inner(each: Drawn) -> Drawn:
        return Drawn(each.shift_m[:, None], each.scale[:, None])

    (home_in, home_out), (on_in, on_out) = (
        (each[0].take(rows), each[1].take(rows)) for each, rows in (homes, services)
    )
    return (
        asked(home_in, on_in),
        asked(outer(home_out), inner(on_in)),
        asked(inner(home_in), outer(on_out)),
        asked(home_out, on_out),
    )


def _filled(
    places: Integers,
    kinds: Callable[[int, Integers], _Kinds],
    dtype: np.dtype[np.unsignedinteger],
    services: int,
    progress: Progress | None,
) -> Pairs:
    """Return the words of all pairs, made a service at a time."""
    count = len(places)
    shapes = ((INNER,), (OUTER, INNER), (OUTER, INNER), (OUTER,))
    blocks = [np.empty((count, *shape), dtype=dtype) for shape in shapes]
    for number in range(services):
        rows = np.flatnonzero(places[:, 1] == number)
        if len(rows):
            for block, found in zip(blocks, kinds(number, places[rows, 0]), strict=True):
                block[rows] = found
        if progress is not None:
            progress(number + 1, services)
    return Pairs(places[:, 0], places[:, 1], *blocks)
