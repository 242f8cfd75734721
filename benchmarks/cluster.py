"""Measure coverage in parts by one worker and by two, of our own and of Dask, and by what else is.

    python -m benchmarks.cluster [--size smallest|town|district|city] [--parts 16] [--pairs 5]

The demand is cut once, which is told with its own seconds and memory. Then pairs of runs, one
worker and two by turns, on workers that have answered before; the clock runs from the first
submission to the last sum. Every run must give the same bits. Memory is the most that a process
ever had resident, its libraries with it. Beside it stands dask-geopandas on the same parts: the
buffers that each part meets, parcels within one first, then the rest cut by those they meet.

The ratio is told beside the load of the machine: where others work it says little. So it is told of
CPU seconds too: those of one worker against the longer of two, each with those of whoever asks.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import psutil
import shapely

from benchmarks.coverage import PARCELS_AND_PARKS, RADIUS_M, USUAL, parcels_and_parks
from chedun_gis.compute import Cluster, Workers
from chedun_gis.importing import partition
from chedun_gis.parts import PartSet, coverage_by_parts, open_parts, services_of_frame
from chedun_gis.town import SchedulerKeys

PARKS_PER_KM2 = 2.5
HOMES, PARKS, PARTS = "homes.parquet", "parks.parquet", "parts"


def peak_mb(pid: int) -> float:
    """Return the most that a process ever had resident."""
    try:
        told = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in told.splitlines() if "VmHWM" in line) / 1024
    except OSError:  # no Linux
        return psutil.Process(pid).memory_info().rss / (1 << 20)


def make(folder: Path, size: str) -> None:
    homes, parks = parcels_and_parks(size, PARKS_PER_KM2)
    ids = {"id": [f"home-{n}" for n in range(len(homes))]}
    gpd.GeoDataFrame(ids, geometry=homes, crs="EPSG:4549").to_parquet(folder / HOMES)
    gpd.GeoDataFrame(geometry=parks, crs="EPSG:4549").to_parquet(folder / PARKS)


def cut(folder: Path, parts: int) -> None:
    most = {"child": 0.0}

    def look(*_: object) -> None:
        children = psutil.Process().children(recursive=True)
        most["child"] = max([most["child"], *(peak_mb(each.pid) for each in children)])

    start, cpu = time.perf_counter(), time.process_time()
    found = partition(folder / HOMES, folder / PARTS, parts=parts, watch=look)
    child = sum(os.times()[2:4])  # that has read the file, and has ended
    print(
        f"  cut into {len(found.parts)} parts: {time.perf_counter() - start:.1f} s, "
        f"{time.process_time() - cpu:.1f} CPU s, and {child:.1f} of the child that reads; "
        f"{peak_mb(os.getpid()):.0f} MB and {most['child']:.0f} MB",
        flush=True,
    )


def in_own_process(what: str, folder: Path, **options: object) -> None:
    words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "benchmarks.cluster", "--do", what, "--in", str(folder)]
    subprocess.run([*command, *words], check=True)


Run = Callable[[], tuple[float, str]]


def one_run(executor: Workers | Cluster, demand: PartSet, parks: gpd.GeoDataFrame) -> Run:
    services = services_of_frame(parks.to_crs(demand.crs), demand, RADIUS_M)

    def run() -> tuple[float, str]:
        start = time.perf_counter()
        found = coverage_by_parts(executor, demand, services)
        bits = f"{found.uncovered.hex()} of {found.total.hex()}"
        return time.perf_counter() - start, f"share {found.share:.6%} ({bits})"

    return run


def spent(pids: list[int]) -> list[float]:
    """Return the CPU seconds of some processes until now, those of this one behind them."""
    return [sum(psutil.Process(pid).cpu_times()[:2]) for pid in [*pids, os.getpid()]]


def measured(run: Run, pids: list[int]) -> tuple[float, float, list[float], str]:
    """Return the seconds of a run, those that none can share, what each worker took, its answer."""
    before = spent(pids)
    seconds, answer = run()
    *workers, asker = (now - was for now, was in zip(spent(pids), before, strict=True))
    return seconds, asker, workers, answer


def pairs(
    name: str, runs: tuple[Run, Run], count: int, crews: tuple[Callable[[], list[int]], ...]
) -> None:
    answers = {run()[1] for run in runs}  # warm: the libraries are loaded, the files in the cache
    clock: list[tuple[float, float]] = []
    work: list[tuple[float, float]] = []
    cpu = []
    for _ in range(count):
        (first, own, alone, told), (second, own_too, both, told_too) = (
            measured(run, crew()) for run, crew in zip(runs, crews, strict=True)
        )
        answers |= {told, told_too}
        clock.append((first, second))
        # What whoever asks does is taken to be while no worker works.
        work.append((own + sum(alone), own_too + max(both)))
        cpu.append(sum(alone))
    ratio, by_work = (statistics.median(a / b for a, b in each) for each in (clock, work))
    ends = f"{min(a / b for a, b in clock):.2f} to {max(a / b for a, b in clock):.2f}"
    one, two = (statistics.median(each) for each in zip(*clock, strict=True))
    share = min(answers).partition(" (")[0]
    same = f"{share}, the same bits" if len(answers) == 1 else f"DIFFERENT ANSWERS: {answers}"
    peak = max(peak_mb(pid) for crew in crews for pid in crew())
    print(
        f"  {name}: one worker {one:.2f} s, two {two:.2f} s, ratio {ratio:.2f} "
        f"(median of {count}; {ends}), by CPU seconds alone {by_work:.2f}, "
        f"{statistics.median(cpu):.2f} CPU s a run, at most {peak:.0f} MB a worker, {same}",
        flush=True,
    )


def ours(folder: Path, count: int) -> None:
    demand, parks = open_parts(folder / PARTS), gpd.read_parquet(folder / PARKS)
    with Workers(1) as first, Workers(2) as second:
        runs = one_run(first, demand, parks), one_run(second, demand, parks)
        pairs("our processes", runs, count, (lambda: [*first.pids], lambda: [*second.pids]))


def dask(folder: Path, count: int) -> None:
    from distributed import LocalCluster  # noqa: PLC0415 - only this process needs it

    demand, parks = open_parts(folder / PARTS), gpd.read_parquet(folder / PARKS)
    local = partial(LocalCluster, threads_per_worker=1, processes=True, dashboard_address=":0")
    with local(n_workers=1) as first, local(n_workers=2) as second:
        joined = [Cluster(each.scheduler_address, SchedulerKeys()) for each in (first, second)]
        runs = one_run(joined[0], demand, parks), one_run(joined[1], demand, parks)
        pairs("Dask", runs, count, (partial(pids_of, first), partial(pids_of, second)))
        for each in joined:
            each.shutdown()


def dask_geopandas(folder: Path, count: int) -> None:
    import dask  # noqa: PLC0415 - only this process needs them
    import dask_geopandas as dgpd  # noqa: PLC0415
    from distributed import Client, LocalCluster  # noqa: PLC0415

    demand = open_parts(folder / PARTS)
    parks = gpd.read_parquet(folder / PARKS).to_crs(demand.crs)
    local = partial(LocalCluster, threads_per_worker=1, processes=True, dashboard_address=":0")
    options = {"dataframe.convert-string": False}
    with local(n_workers=1) as first, local(n_workers=2) as second, dask.config.set(options):
        runs, clients = [], []
        for each in (first, second):
            client = Client(each.scheduler_address, set_as_default=False)
            clients.append(client)
            files = [str(Path(demand.folder) / part.file) for part in demand.parts]
            homes = dgpd.read_parquet(files, columns=["geometry"])
            meta = {"left": float, "total": float}
            sums = homes.map_partitions(left_of, parks, meta=meta)
            runs.append(partial(summed, client, sums))
        crews = (partial(pids_of, first), partial(pids_of, second))
        pairs("dask-geopandas", (runs[0], runs[1]), count, crews)
        for client in clients:
            client.close()


def pids_of(cluster: Any) -> list[int]:  # noqa: ANN401 - of Dask, which has no types
    return [each.process.pid for each in cluster.workers.values()]


def summed(client: object, sums: object) -> tuple[float, str]:
    start = time.perf_counter()
    found = client.compute(sums).result()
    left, total = found["left"].sum(), found["total"].sum()
    return time.perf_counter() - start, f"share {1 - left / total:.6%} ({left.hex()})"


def left_of(homes: gpd.GeoDataFrame, parks: gpd.GeoDataFrame) -> object:
    """Return what the buffers leave of some parcels, as one writes it with geopandas alone."""
    import pandas as pd  # noqa: PLC0415 - a worker of another library's

    shapes = homes.geometry.to_numpy()
    if not len(shapes):
        return pd.DataFrame({"left": [0.0], "total": [0.0]})
    west, south, east, north = shapely.total_bounds(shapes)
    box = shapely.box(west - RADIUS_M, south - RADIUS_M, east + RADIUS_M, north + RADIUS_M)
    near = parks.geometry.to_numpy()[parks.sindex.query(box)]
    areas = shapely.buffer(near, RADIUS_M, quad_segs=USUAL)
    shapely.prepare(areas)
    tree = shapely.STRtree(shapes)
    open_ = np.ones(len(shapes), dtype=bool)
    open_[tree.query(areas, predicate="contains_properly")[1]] = False
    area, parcel = tree.query(areas, predicate="intersects")
    kept = open_[parcel]
    area, parcel = area[kept], parcel[kept]
    order = np.argsort(parcel, kind="stable")
    area, parcel = area[order], parcel[order]
    left = np.where(open_, shapely.area(shapes), 0.0)
    rows, starts = np.unique(parcel, return_index=True)
    for row, some in zip(rows, np.split(area, starts[1:]), strict=True):
        left[row] = shapely.area(shapely.difference(shapes[row], shapely.union_all(areas[some])))
    return pd.DataFrame({"left": [left.sum()], "total": [shapely.area(shapes).sum()]})


WAYS = {"make": make, "cut": cut, "ours": ours, "dask": dask, "dask-geopandas": dask_geopandas}


def run_all(size: str, parts: int, count: int) -> None:
    parcels, parks = PARCELS_AND_PARKS[size]
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(
        f"{size}: {parcels:,} parcels in {parts} parts, {parks:,} parks, {RADIUS_M} m; "
        f"{os.cpu_count()} cores, load {load:.1f} at the beginning",
        flush=True,
    )
    with tempfile.TemporaryDirectory(prefix="chedun-bench-") as name:
        folder = Path(name)
        in_own_process("make", folder, size=size)
        in_own_process("cut", folder, parts=parts)
        for way in ("ours", "dask", "dask-geopandas"):
            in_own_process(way, folder, pairs=count)
    if hasattr(os, "getloadavg"):
        print(f"  load {os.getloadavg()[0]:.1f} at the end")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", choices=PARCELS_AND_PARKS, default="district")
    parser.add_argument("--parts", type=int, default=0, help="16, of the smallest 4")
    parser.add_argument("--pairs", type=int, default=0, help="5, of the smallest 1")
    parser.add_argument("--do", choices=WAYS, help="do this only")
    parser.add_argument("--in", dest="folder", type=Path, help="where the data lie")
    options = parser.parse_args()
    small = options.size == "smallest"
    parts, count = options.parts or (4 if small else 16), options.pairs or (1 if small else 5)
    if options.do:
        given = {"make": options.size, "cut": parts}.get(options.do, count)
        WAYS[options.do](options.folder, given)
        return
    run_all(options.size, parts, count)


if __name__ == "__main__":
    main()
