"""Count the bus lines within reach of each area, part by part; areas do not depend on each other.

An area is answered by the stops within the radius of it, in the order of their source: its figures
are the same to the last bit wherever the layer was cut.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np

from chedun_gis.analysis import BusTerms, bus_of
from chedun_gis.compute import Cluster, Workers
from chedun_gis.parts.coverage import by_tile
from chedun_gis.parts.outcome import result_folder, worker_name, write_result, write_rows
from chedun_gis.parts.part_set import SOURCE_ROW, Part, PartSet, read_part, require_kind_of
from chedun_gis.parts.run import PartsWatch, answered_parts
from chedun_gis.parts.services import RADIUS, FrameServices, Nearby
from geo import Floats, exact_sum, require_same_crs, rounded
from geo.transit import NAME_SEPARATOR

ROUTES: Final = "routes"
_FIGURES: Final = ("line_count", "lines", "met", "area_m2", "reached_m2")


@dataclass(frozen=True, slots=True)
class BusByParts:
    """How many areas have the lines asked for, and how much of their land is reached by so many.

    `workers` is how many processes answered.
    """

    areas: int
    met: int
    area_m2: float
    reached_m2: float
    parts: int
    workers: int


@dataclass(frozen=True, slots=True)
class BusTask:
    """One part of the areas, the stops around it, what is asked, and where its rows go."""

    zones: PartSet
    part: Part
    stops: Nearby
    terms: BusTerms
    out: str = ""


@dataclass(frozen=True, slots=True)
class BusOfPart:
    """What was found of one part: exact sums (see `geo.exact_sum`), and who did it."""

    met: int
    area: int
    reached: int
    worker: str
    written: Part | None


def bus_by_parts(  # noqa: PLR0913 - who, which areas, which stops, by which terms, where to
    executor: Workers | Cluster,
    zones: PartSet,
    stops: gpd.GeoDataFrame,
    terms: BusTerms,
    *,
    out: Path | None = None,
    watch: PartsWatch = lambda *_: None,
) -> BusByParts:
    """Return how the stops serve areas in parts, as `geo.transit.serve` defines it.

    `stops` are points with the column `routes`, in the metric CRS of the areas. The same to the
    last bit as `coverage_by_parts` is. With `out` a folder of parts is written that holds of each
    area `line_count`, `lines`, `met`, `area_m2` and `reached_m2`, the part that so many lines
    reach. Raises `InputError` with `crs_mixed`, `result_folder`'s, and what the engine raises.
    """
    require_same_crs(stops, gpd.GeoDataFrame(geometry=[], crs=zones.crs))
    near = FrameServices(stops.assign(radius_m=terms.radius_m), (RADIUS, ROUTES))
    require_kind_of(zones, "polygon")
    with result_folder(out) as folder:
        where = "" if folder is None else str(folder.resolve())
        alone = replace(zones, parts=())
        tasks = (BusTask(alone, part, near.near(part), terms, where) for part in zones.parts)
        met = area = reached = 0
        workers: set[str] = set()
        written: dict[int, Part] = {}
        count = len(zones.parts)
        for number, each in answered_parts(executor, bus_of_part, tasks, count=count, watch=watch):
            met, area, reached = met + each.met, area + each.area, reached + each.reached
            workers.add(each.worker)
            if each.written is not None:
                written[number] = each.written
        if folder is not None:
            write_result(folder, zones, written, _FIGURES)
    return BusByParts(zones.rows, met, rounded(area), rounded(reached), count, len(workers))


def bus_of_part(task: BusTask) -> BusOfPart:
    """Answer for one part, in a worker."""
    frame = read_part(task.zones, task.part, columns={"id", SOURCE_ROW})
    stops = task.stops.frame()
    count = np.zeros(len(frame), dtype=np.int64)
    lines = np.full(len(frame), "", dtype=object)
    area, reached = np.zeros(len(frame)), np.zeros(len(frame))
    for rows, near in by_tile(frame, stops):
        zones = frame.iloc[rows][["geometry"]]
        area[rows] = zones.area.to_numpy(dtype=float)
        if near.empty:  # nothing stops within reach of any of these
            continue
        report = bus_of(zones, near, task.terms)
        verdicts = report.verdicts.loc[zones.index]
        count[rows] = verdicts["line_count"].to_numpy()
        lines[rows] = [NAME_SEPARATOR.join(each) for each in verdicts["lines"]]
        reached[rows] = _reached(report.service.faces, zones.index.to_numpy(), task.terms.required)
    met = count >= task.terms.required
    written = None
    if task.out:
        figures = dict(zip(_FIGURES, (count, lines, met, area, reached), strict=True))
        rows_ = frame.assign(**figures)
        written = write_rows(task.out, task.zones, task.part, rows_, _FIGURES)
    return BusOfPart(int(met.sum()), exact_sum(area), exact_sum(reached), worker_name(), written)


def _reached(faces: gpd.GeoDataFrame, zones: Floats, required: int) -> Floats:
    """Return how much of each zone at least so many lines reach, m²."""
    enough = faces[faces["line_count"] >= required]
    by_zone = enough.groupby("zone")["area_m2"].sum()
    return np.asarray(by_zone.reindex(zones, fill_value=0.0), dtype=float)
