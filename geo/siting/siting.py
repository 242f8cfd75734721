"""Find the sites that serve most, beside the services that stand; or the fewest that serve all."""

import dataclasses
import heapq
import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike

from geo import (
    Floats,
    InputError,
    Integers,
    geometries,
    require_amounts,
    require_kind,
    require_same_crs,
)
from geo.coverage import Standing, standing, with_services
from geo.siting.atoms import Cover, cover_of, pieces_of
from geo.siting.search import best_pair, covered, greedy

SitingProgress = Callable[[str, float, float], None]

MOST_SITES: Final = 20
# Up to so many sites the search by pairs is exact.
_PAIR: Final = 2
# A choice within this of the best is the best: circles are polygons with 1,024 corners here.
NEGLIGIBLE: Final = 1e-5
_MOST_BRANCHES: Final = 60


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked: how many sites, the demand's `weight`, sites that must or must not be chosen.

    `capacity` is what each candidate can serve at most, in the unit of the demand. `quick` asks
    for the greedy choice. Alternatives differ from one another by at least one site that lies
    `apart_m` or more from every site of the other (without it: the largest radius).
    `existing_radius_m` is that of the existing services, in their order; without it they reach as
    far as the candidates, which then have one radius.
    """

    count: int = 2
    weight: ArrayLike | None = None
    locked_in: tuple[Hashable, ...] = ()
    locked_out: tuple[Hashable, ...] = ()
    capacity: ArrayLike | None = None
    quick: bool = False
    time_limit_s: float = 30.0
    alternatives: int = 5
    apart_m: float | None = None
    existing_radius_m: ArrayLike | None = None
    progress: SitingProgress | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Some sites with what they add, in m² or in the demand's weight, and the share after."""

    sites: tuple[Hashable, ...]
    gain: float
    share: float


@dataclass(frozen=True, slots=True)
class Siting:
    """The answer: `best`, and `alternatives` that differ materially, the best first.

    `gain` and `share` of every choice are those of measuring the coverage with its sites. `gap` is
    by how much (relative to the gain) a better choice is not ruled out: 0 when `best` is proven,
    NaN when nothing is known, as for the `method` "greedy"; the others are "pairs" and "highs".
    `before` and `after` are the coverages; `unreachable` what no candidate can serve (`amount` and
    geometry by parcel). `approximate` tells that crowded parcels were judged on a grid of cells.
    """

    best: Choice
    alternatives: tuple[Choice, ...]
    gap: float
    method: str
    before: Standing
    after: Standing
    unreachable: gpd.GeoDataFrame
    approximate: bool = False

    @property
    def optimal(self) -> bool:
        """Tell whether no other choice serves more."""
        return self.gap <= NEGLIGIBLE and not self.approximate


def best_sites(
    demand: gpd.GeoDataFrame,
    candidates: gpd.GeoDataFrame,
    *,
    existing: gpd.GeoDataFrame,
    radius_m: ArrayLike,
    ask: Ask | None = None,
) -> Siting:
    """Return the `ask.count` candidates (points or polygons) that serve most, besides the existing.

    Coverage counts areas of demand, or weighted points, from the edge of a site, by the engine of
    `geo.coverage`; `radius_m` is one for all, or one for each candidate. One or two sites are
    found exactly by search, more by HiGHS within the time limit. Sites locked in count towards
    `count`. All frames share one metric CRS and have an index without repetition. Raises
    `InputError` with `site_count` (count, most), `candidates_empty`, `site_demand_empty` (or of
    weight 0), `site_unknown` (site), and what `geo.coverage.coverage` refuses.
    """
    ask = ask or Ask()
    count = ask.count
    if not 1 <= count <= MOST_SITES:
        raise InputError("site_count", count=count, most=MOST_SITES)
    task = _task(demand, candidates, existing, radius_m, ask)
    free = count - len(task.locked)
    if free < 0:
        raise InputError("site_count", count=len(task.locked), most=count)
    chosen, gap, method = _choose(task.cover, free, ask, task.capacity)
    answer = _answer(task, chosen, gap, method)
    return dataclasses.replace(answer, alternatives=_alternatives(task, chosen, free, ask))


def fewest_sites(
    demand: gpd.GeoDataFrame,
    candidates: gpd.GeoDataFrame,
    *,
    existing: gpd.GeoDataFrame,
    radius_m: ArrayLike,
    ask: Ask | None = None,
) -> Siting:
    """Return the fewest candidates that serve all that any candidate can serve.

    What none can reach is in `unreachable`. Otherwise as `best_sites`; `gap` is relative to the
    number of sites, and there are no alternatives.
    """
    ask = ask or Ask()
    task = _task(demand, candidates, existing, radius_m, ask)
    if not len(task.cover.weight):
        return _answer(task, (), 0.0, "highs")
    watch = None if ask.progress is None else _named(ask.progress, "highs")
    solved = _exact().fewest(task.cover, time_limit_s=ask.time_limit_s, progress=watch)
    if solved.chosen:
        return _answer(task, solved.chosen, solved.gap, "highs")
    return _answer(task, greedy(task.cover, len(task.rows)), math.nan, "greedy")


@dataclass(frozen=True, slots=True)
class _Task:
    """The coverage as it is and with the locked sites, and the cover by the free candidates."""

    before: Standing
    fixed: Standing
    cover: Cover
    candidates: gpd.GeoDataFrame
    rows: Integers
    locked: tuple[Hashable, ...]
    radius_m: Floats
    capacity: Floats | None


def _task(
    demand: gpd.GeoDataFrame,
    candidates: gpd.GeoDataFrame,
    existing: gpd.GeoDataFrame,
    radius_m: ArrayLike,
    ask: Ask,
) -> _Task:
    require_same_crs(demand, candidates, existing)
    if candidates.empty:
        raise InputError("candidates_empty")
    require_kind(candidates, "point", "polygon", "mixed")
    if not candidates.index.is_unique:
        label = candidates.index[candidates.index.duplicated()][0]
        raise InputError("index_duplicate", label=str(label))
    for site in (*ask.locked_in, *ask.locked_out):
        if site not in candidates.index:
            raise InputError("site_unknown", site=str(site))
    there_m = radius_m if ask.existing_radius_m is None else ask.existing_radius_m
    before = standing(demand, _relabelled(existing), radius_m=there_m, weight=ask.weight)
    if not before.total:
        raise InputError("site_demand_empty")
    reach_m = require_amounts(radius_m, len(candidates), name="radius_m")
    fixed = before
    if ask.locked_in:
        locked = candidates.index.get_indexer(list(ask.locked_in))
        fixed = with_services(before, candidates.iloc[locked], radius_m=reach_m[locked])
    barred = set(ask.locked_in) | set(ask.locked_out)
    rows = np.flatnonzero([label not in barred for label in candidates.index])
    watch = None if ask.progress is None else _named(ask.progress, "cover")
    cover = cover_of(fixed, geometries(candidates)[rows], radius_m=reach_m[rows], progress=watch)
    capacity = None
    if ask.capacity is not None:
        capacity = require_amounts(ask.capacity, len(candidates), name="capacity")[rows]
    return _Task(before, fixed, cover, candidates, rows, ask.locked_in, reach_m, capacity)


def _relabelled(existing: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give the existing services labels that no candidate has."""
    index = [("existing", number) for number in range(len(existing))]
    shapes = existing.geometry.to_numpy()
    frame = gpd.GeoDataFrame(geometry=shapes, crs=existing.crs)
    frame.index = pd.Index(index, tupleize_cols=False)
    return frame


def _named(progress: SitingProgress, step: str) -> Callable[[float, float], None]:
    return lambda done, total: progress(step, done, total)


def chosen_from(cover: Cover, ask: Ask) -> tuple[tuple[int, ...], float, str]:
    """Return the rows of `ask.count` candidates that cover most of a cover, the gap, the method.

    For who has put the cover together of parts; what `ask` says of the demand is in it already, and
    no site is locked. See `best_sites`. Raises `InputError("site_count")` (count, most).
    """
    if not 1 <= ask.count <= MOST_SITES:
        raise InputError("site_count", count=ask.count, most=MOST_SITES)
    return _choose(cover, ask.count, ask, None)


def weighed(
    demand: gpd.GeoDataFrame,
    candidates: gpd.GeoDataFrame,
    *,
    existing: gpd.GeoDataFrame,
    radius_m: ArrayLike,
    ask: Ask,
) -> "Weighed":
    """Return what each set of candidates covers of what the existing services leave, in pieces.

    What `best_sites` chooses by, of some of the demand: pieces and coverage are those of any other
    part, and exact sums of them those of the whole. Raises what `best_sites` raises of the frames.
    """
    there_m = radius_m if ask.existing_radius_m is None else ask.existing_radius_m
    before = standing(demand, _relabelled(existing), radius_m=there_m, weight=ask.weight)
    reach_m = require_amounts(radius_m, len(candidates), name="radius_m")
    pieces, approximate = pieces_of(before, geometries(candidates), radius_m=reach_m)
    held = tuple((members, tuple(weights)) for members, weights in pieces.items())
    return Weighed(before.demand.total, before.uncovered, held, approximate)


@dataclass(frozen=True, slots=True)
class Weighed:
    """Of each piece of demand what counts and what is uncovered, and `pieces_of` the latter."""

    total: Floats
    uncovered: Floats
    pieces: tuple[tuple[tuple[int, ...], tuple[float, ...]], ...]
    approximate: bool


def _choose(
    cover: Cover, count: int, ask: Ask, capacity: Floats | None
) -> tuple[tuple[int, ...], float, str]:
    """Return the candidates chosen, the gap, and the method."""
    if not count or not len(cover.weight):
        return (), 0.0, "pairs"
    quick = greedy(cover, count)
    if capacity is None and ask.quick:
        return quick, math.nan, "greedy"
    if capacity is None and count <= _PAIR:
        return best_pair(cover) if count == _PAIR else quick, 0.0, "pairs"
    watch = None if ask.progress is None else _named(ask.progress, "highs")
    limit_s = ask.time_limit_s
    if capacity is not None:
        solved = _exact().most_served(
            cover, count, capacity=capacity, time_limit_s=limit_s, progress=watch
        )
        return solved.chosen, solved.gap, "highs"
    solved = _exact().most_covered(cover, count, time_limit_s=limit_s, progress=watch)
    # When time runs out the greedy choice may be the best known; the bound holds for it too.
    reached = covered(cover, quick)
    if reached > solved.value:
        return quick, _exact().gap_of(reached, solved.bound), "highs"
    return solved.chosen, solved.gap, "highs"


def _answer(task: _Task, chosen: tuple[int, ...], gap: float, method: str) -> Siting:
    after = _with(task, chosen)
    return Siting(
        best=_choice(task, chosen, after),
        alternatives=(),
        gap=gap,
        method=method,
        before=task.before,
        after=after,
        unreachable=_unreachable(task),
        approximate=task.cover.approximate,
    )


def _with(task: _Task, chosen: tuple[int, ...]) -> Standing:
    if not chosen:
        return task.fixed
    rows = task.rows[list(chosen)]
    return with_services(task.fixed, task.candidates.iloc[rows], radius_m=task.radius_m[rows])


def _choice(task: _Task, chosen: tuple[int, ...], after: Standing) -> Choice:
    labels = tuple(task.candidates.index[task.rows[list(chosen)]])
    return Choice((*task.locked, *labels), after.covered - task.before.covered, after.share)


def _unreachable(task: _Task) -> gpd.GeoDataFrame:
    """Return what is left when every candidate stands."""
    state = _with(task, tuple(range(len(task.rows))))
    open_ = ~shapely.is_missing(state.left)
    frame = task.before.demand.frame
    return gpd.GeoDataFrame(
        {"amount": state.uncovered[open_]},
        index=frame.index[open_],
        geometry=state.left[open_],
        crs=frame.crs,
    )


def _alternatives(task: _Task, best: tuple[int, ...], count: int, ask: Ask) -> tuple[Choice, ...]:
    """Return the next best choices that differ materially from all better ones.

    Branches as for the k best solutions: each choice known is asked again with the neighbourhood
    of one of its sites barred (exactly for one and two sites, else greedily), the best of what
    comes out is next, and is kept when it is far enough from those kept.
    """
    apart_m = float(task.radius_m.max()) if ask.apart_m is None else ask.apart_m
    shapes = geometries(task.candidates)[task.rows]
    kept = [best]
    heap: list[tuple[float, tuple[int, ...], frozenset[int]]] = []
    seen: set[frozenset[int]] = set()

    def branch(chosen: tuple[int, ...], barred: frozenset[int]) -> None:
        for site in chosen:
            more = barred | {site}
            if more in seen:
                continue
            seen.add(more)
            near = np.zeros(len(shapes), dtype=bool)
            for row in more:
                near |= shapely.dwithin(shapes, shapes[row], apart_m)
            again = _chosen_again(task.cover, np.flatnonzero(~near), count)
            if len(again) == len(chosen):
                heapq.heappush(heap, (-covered(task.cover, again), again, more))

    branch(best, frozenset())
    for _ in range(_MOST_BRANCHES):
        if not heap or len(kept) > ask.alternatives:
            break
        _, chosen, barred = heapq.heappop(heap)
        if all(_differs(shapes, chosen, other, apart_m) for other in kept):
            kept.append(chosen)
        branch(chosen, barred)
    ranked = [_choice(task, chosen, _with(task, chosen)) for chosen in kept[1:]]
    return tuple(sorted(ranked, key=lambda each: each.gain, reverse=True))


def _chosen_again(cover: Cover, free: Integers, count: int) -> tuple[int, ...]:
    """Return the choice anew among the free candidates; none when they add nothing."""
    if len(free) < count:
        return ()
    part = Cover(cover.covers[free], cover.weight, cover.approximate)
    chosen = best_pair(part) if count == _PAIR else greedy(part, count)
    return tuple(sorted(int(free[row]) for row in chosen))


def _differs(
    shapes: "np.ndarray[tuple[int], np.dtype[np.object_]]",
    one: tuple[int, ...],
    other: tuple[int, ...],
    apart_m: float,
) -> bool:
    """Tell whether some site of one choice is far from every site of the other."""
    nearest = [min(shapely.distance(shapes[a], shapes[b]) for b in other) for a in one]
    return max(nearest, default=0.0) > apart_m


def _exact() -> ModuleType:
    """Return the exact search, whose solver a server that starts does not wait for."""
    return import_module("geo.siting.milp")
