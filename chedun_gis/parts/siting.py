"""Weigh candidate sites part by part: what each set of them would add, then choose among them.

Pieces are of one parcel each, and their sums exact, so that the weights, and with them the choice,
are the same to the last bit wherever the layer was cut.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

import geopandas as gpd
import pandas as pd

from chedun_gis.analysis import amounts_of
from chedun_gis.compute import Cluster, Workers
from chedun_gis.parts.coverage import CoverageByParts, by_tile, coverage_by_parts
from chedun_gis.parts.outcome import worker_name
from chedun_gis.parts.part_set import SOURCE_ROW, Part, PartSet, read_part, require_kind_of
from chedun_gis.parts.run import PartsWatch, answered_parts
from chedun_gis.parts.services import (
    RADIUS,
    FrameServices,
    Nearby,
    boxes_of,
    reaching,
    services_of_frame,
)
from geo import InputError, exact_sum, require_same_crs, rounded, tile_box, tiles_of
from geo.siting import NEGLIGIBLE, Ask, chosen_from, cover_from, weighed

_NUMBER = "number"


@dataclass(frozen=True, slots=True)
class SitingByParts:
    """The sites that serve most, and what each candidate would add by itself.

    `sites` and `weights` are by the labels of the candidates; amounts are m² or the weight.
    `unreachable` is what no candidate can serve. `gap` and `method` are those of
    `geo.siting.Siting`, `after` is the coverage with the sites.
    """

    sites: tuple[object, ...]
    gain: float
    weights: Mapping[object, float]
    before: float
    unreachable: float
    gap: float
    method: str
    approximate: bool
    after: CoverageByParts

    @property
    def optimal(self) -> bool:
        """Tell whether no other choice serves more."""
        return self.gap <= NEGLIGIBLE and not self.approximate


@dataclass(frozen=True, slots=True)
class SitingTask:
    """One part of the demand, with the candidates and existing services around it."""

    demand: PartSet
    part: Part
    candidates: Nearby
    existing: Nearby
    weight: str = ""


@dataclass(frozen=True, slots=True)
class SitingOfPart:
    """What was weighed of one part: exact sums (see `geo.exact_sum`), by sets of candidates."""

    total: int
    uncovered: int
    pieces: tuple[tuple[tuple[int, ...], int], ...]
    approximate: bool
    worker: str


def siting_by_parts(  # noqa: PLR0913 - who, for whom, from where, beside what, what is asked
    executor: Workers | Cluster,
    demand: PartSet,
    candidates: gpd.GeoDataFrame,
    existing: gpd.GeoDataFrame,
    *,
    ask: Ask,
    weight: str = "",
    watch: PartsWatch = lambda *_: None,
) -> SitingByParts:
    """Return the `ask.count` candidates that serve most of a demand in parts.

    As `geo.siting.best_sites` without alternatives. Both frames carry their `radius_m`, in the
    metric CRS of the demand; candidates have an index without repetition. Raises `InputError` with
    `candidates_empty`, `site_count`, `site_demand_empty`, `crs_mixed` and what `answered_parts`
    and the engine raise.
    """
    require_same_crs(candidates, existing, gpd.GeoDataFrame(geometry=[], crs=demand.crs))
    require_kind_of(demand, "polygon", "point")
    if candidates.empty:
        raise InputError("candidates_empty")
    numbered = FrameServices(candidates.assign(number=range(len(candidates))), (RADIUS, _NUMBER))
    standing = services_of_frame(existing, demand, existing[RADIUS])
    alone = replace(demand, parts=())
    tasks = (
        SitingTask(alone, part, numbered.near(part), standing.near(part), weight)
        for part in demand.parts
    )
    total = missed = 0
    pieces: dict[tuple[int, ...], int] = defaultdict(int)
    approximate = False
    count = len(demand.parts)
    for _, each in answered_parts(executor, siting_of_part, tasks, count=count, watch=watch):
        total, missed = total + each.total, missed + each.uncovered
        approximate |= each.approximate
        for members, amount in each.pieces:
            pieces[members] += amount
    if not total:
        raise InputError("site_demand_empty")
    # In an order of their own, so that a tie is decided the same way each time.
    sets = {members: rounded(pieces[members]) for members in sorted(pieces)}
    cover = cover_from(sets, len(candidates), approximate=approximate)
    rows, gap, method = chosen_from(cover, ask)
    chosen = candidates.iloc[list(rows)]
    both = pd.concat([existing[[RADIUS, "geometry"]], chosen[[RADIUS, "geometry"]]])
    services = services_of_frame(both, demand, both[RADIUS])
    after = coverage_by_parts(executor, demand, services, weight=weight, watch=watch)
    before = rounded(total) - rounded(missed)
    gains: dict[int, int] = defaultdict(int)
    for members, amount in pieces.items():
        for number in members:
            gains[number] += amount
    return SitingByParts(
        sites=tuple(chosen.index),
        gain=after.covered - before,
        weights={label: rounded(gains[row]) for row, label in enumerate(candidates.index)},
        before=before / rounded(total),
        unreachable=max(rounded(missed - sum(pieces.values())), 0.0),
        gap=gap,
        method=method,
        approximate=approximate,
        after=after,
    )


def siting_of_part(task: SitingTask) -> SitingOfPart:
    """Weigh for one part, in a worker."""
    frame = read_part(task.demand, task.part, columns={"id", SOURCE_ROW, task.weight})
    amounts = amounts_of(frame, task.weight) if task.weight else None
    candidates, existing = task.candidates.frame(), task.existing.frame()
    boxes = boxes_of(existing)
    total = missed = 0
    pieces: dict[tuple[int, ...], int] = defaultdict(int)
    approximate = False
    for rows, near in by_tile(frame, candidates):
        tile = tiles_of(frame.iloc[rows[:1]].bounds.to_numpy(dtype=float))
        there = existing[reaching(boxes, tile_box(tile))].reset_index(drop=True)
        found = weighed(
            frame.iloc[rows][["geometry"]],
            near.reset_index(drop=True),
            existing=there,
            radius_m=near[RADIUS].to_numpy(dtype=float),
            ask=Ask(
                weight=None if amounts is None else amounts[rows],
                existing_radius_m=there[RADIUS].to_numpy(dtype=float),
            ),
        )
        total, missed = total + exact_sum(found.total), missed + exact_sum(found.uncovered)
        approximate |= found.approximate
        number = near[_NUMBER].to_numpy()
        for members, weights in found.pieces:
            pieces[tuple(number[list(members)].tolist())] += exact_sum(weights)
    return SitingOfPart(total, missed, tuple(pieces.items()), approximate, worker_name())
