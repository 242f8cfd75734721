"""Measure service-radius coverage part by part; the sum is the same however it came about.

What a parcel is measured against is what can reach its tile, which is of a fixed grid. So its
figures are the same to the last bit wherever the layer was cut, and their sums are exact.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from chedun_gis.analysis import amounts_of, measured
from chedun_gis.compute import Cluster, Workers
from chedun_gis.parts.outcome import result_folder, worker_name, write_result, write_rows
from chedun_gis.parts.part_set import SOURCE_ROW, Part, PartSet, read_part, require_kind_of
from chedun_gis.parts.run import PartsWatch, answered_parts
from chedun_gis.parts.services import RADIUS, AllServices, Nearby, boxes_of, reaching
from geo import Integers, exact_sum, rounded, tile_box, tiles_of

_FIGURES = ("total", "covered", "uncovered", "share")


@dataclass(frozen=True, slots=True)
class CoverageByParts:
    """How much of the demand is covered: m², or the sum of the weight; `share` NaN of nothing.

    `points` tells that places were counted; `workers` is how many processes answered.
    """

    total: float
    covered: float
    uncovered: float
    share: float
    points: bool
    rows: int
    parts: int
    workers: int


@dataclass(frozen=True, slots=True)
class CoverageTask:
    """One part, the services around it, the column that counts, and where its parcels go."""

    demand: PartSet
    part: Part
    services: Nearby
    weight: str = ""
    out: str = ""


@dataclass(frozen=True, slots=True)
class CoverageOfPart:
    """What was measured of one part: exact sums (see `geo.exact_sum`), and who did it.

    `written` is the part that now holds its parcels, None where none was asked for.
    """

    total: int
    uncovered: int
    worker: str
    written: Part | None


def coverage_by_parts(  # noqa: PLR0913 - who, what of what, counted how, where to
    executor: Workers | Cluster,
    demand: PartSet,
    services: AllServices,
    *,
    weight: str = "",
    out: Path | None = None,
    watch: PartsWatch = lambda *_: None,
) -> CoverageByParts:
    """Return the coverage of a demand in parts, as `geo.coverage.coverage` defines it.

    The same to the last bit for any number of parts and workers, any order of completion, and when
    workers are killed meanwhile. With `out` a folder of parts is written that holds of each parcel
    its id, `source_row`, `total`, `covered`, `uncovered` and `share`; it is whole or not there.
    Raises `InputError` with `parts_there` (folder), `out_not_writable` (file), what
    `answered_parts`, `read_part` and `amounts_of` raise, and what the engine raises.
    """
    require_kind_of(demand, "polygon", "point")
    with result_folder(out) as folder:
        where = "" if folder is None else str(folder.resolve())
        alone = replace(demand, parts=())
        tasks = (
            CoverageTask(alone, part, services.near(part), weight, where) for part in demand.parts
        )
        total = missed = 0
        workers: set[str] = set()
        written: dict[int, Part] = {}
        count = len(demand.parts)
        for number, each in answered_parts(
            executor, coverage_of_part, tasks, count=count, watch=watch
        ):
            total, missed = total + each.total, missed + each.uncovered
            workers.add(each.worker)
            if each.written is not None:
                written[number] = each.written
        if folder is not None:
            write_result(folder, demand, written, _FIGURES)
    whole, uncovered = rounded(total), rounded(missed)
    covered = whole - uncovered
    return CoverageByParts(
        total=whole,
        covered=covered,
        uncovered=uncovered,
        share=covered / whole if whole else math.nan,
        points=demand.kind == "point",
        rows=demand.rows,
        parts=count,
        workers=len(workers),
    )


def coverage_of_part(task: CoverageTask) -> CoverageOfPart:
    """Measure one part, in a worker."""
    wanted = {"id", SOURCE_ROW, task.weight}
    frame = read_part(task.demand, task.part, columns=wanted)
    amounts = amounts_of(frame, task.weight) if task.weight else None
    services = task.services.frame()
    total, uncovered = np.zeros(len(frame)), np.zeros(len(frame))
    for rows, near in by_tile(frame, services):
        found = measured(
            frame.geometry.iloc[rows].to_frame("geometry"),
            near[["geometry"]],
            radius_m=near[RADIUS].to_numpy(dtype=float),
            weight=None if amounts is None else amounts[rows],
            progress=None,
        )
        parcels = found.parcels  # type: ignore[union-attr] # nothing here has an accuracy
        total[rows] = parcels["total"].to_numpy(dtype=float)
        uncovered[rows] = parcels["uncovered"].to_numpy(dtype=float)
    written = None
    if task.out:
        covered = total - uncovered
        share = np.divide(covered, total, out=np.full(len(total), np.nan), where=total > 0)
        figures = dict(zip(_FIGURES, (total, covered, uncovered, share), strict=True))
        rows = frame.assign(**figures)
        written = write_rows(task.out, task.demand, task.part, rows, _FIGURES)
    return CoverageOfPart(exact_sum(total), exact_sum(uncovered), worker_name(), written)


def by_tile(
    frame: gpd.GeoDataFrame, services: gpd.GeoDataFrame
) -> Iterator[tuple[Integers, gpd.GeoDataFrame]]:
    """Yield the rows of each tile with the services that can reach it."""
    shapes = np.asarray(frame.geometry.array, dtype=object)
    tiles, tile_of = np.unique(
        tiles_of(np.asarray(shapely.bounds(shapes)).reshape(-1, 4)), axis=0, return_inverse=True
    )
    boxes = boxes_of(services)
    for number, reach in enumerate(tile_box(tiles)):
        yield np.flatnonzero(tile_of == number), services[reaching(boxes, reach[None])]
