"""Measure what a large layer costs: to import it, to look into it, to ask for its coverage.

    python -m benchmarks.large [--size smallest|town|district|city]

The parcels and parks of `benchmarks/coverage.py` (city: 1,000,000 and 47,000) are laid into the
town's extent and written as GeoPackage; the command line imports both into a workspace of its own.
Clock and CPU seconds of the import with its children, and the memory that they have together (what
they share is counted once), beside GeoPandas, which reads the same file whole and writes
GeoParquet. Then a window of 1 km and one id of the layer as it is kept, beside GeoPandas and DuckDB
on the same file. Last what the pages of coverage and of scenarios wait for, by workers, by the
clock and in CPU seconds of all of them, and what the map is sent. A town so small that its layers
are held goes the same way, by a limit turned down.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import geopandas as gpd
import numpy as np
import psutil
import shapely

from benchmarks.coverage import PARCELS_AND_PARKS, parcels_and_parks
from chedun_gis.analysis import (
    COVERAGE_LIKELY,
    COVERAGE_SHEET,
    LARGE_COVERAGE,
    CoverageQuestion,
    Pen,
    coverage_terms,
    is_too_large,
    large_places,
    places_of,
    service_terms,
)
from chedun_gis.compute import ask
from chedun_gis.scenario import (
    SCENARIO_BASE,
    Change,
    Effect,
    Scenario,
    effect_of,
    park_rules,
    put,
    scenario_evidence,
    scenario_town,
)
from chedun_gis.server.publisher import Publisher
from chedun_gis.town import LargeLayer, Town, called, installation, town, within
from geo import WGS84
from layers import Text

ROOT = Path(__file__).resolve().parent.parent
METRIC = 4549
# Dense enough that the largest town lies within the extent of the data.
PARKS_A_KM2, IN_A_CITY = 2.5, 4.0
WINDOW_M = 1_000.0
TURNS = 20
LOOK_S = 0.02
ID = "parcel-7"
EDITS, SIDE_DEG, APART_DEG = 8, 0.001, 0.007
_BESIDE = "import sys, geopandas; geopandas.read_file(sys.argv[1]).to_parquet(sys.argv[2])"
_IN_WINDOW = (
    "SELECT * FROM read_parquet(?) WHERE bbox.xmin <= ? AND bbox.xmax >= ? "
    "AND bbox.ymin <= ? AND bbox.ymax >= ?"
)
_BY_ID = "SELECT * FROM read_parquet(?) WHERE id = ?"
# The limit turned down, so that a small town goes the same way.
_ALL_LARGE = (
    "from chedun_gis.importing import acceptance; acceptance.LARGE = 0; "
    "from chedun_gis.commands.root import main; main()"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", choices=PARCELS_AND_PARKS, default="district")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = written(options.size, Path(folder))
        os.environ.setdefault("CHEDUN_WORKERS", str(os.cpu_count() or 1))
        os.environ["CHEDUN_WORKSPACE"] = str(Path(folder) / "workspace")
        for shared in (installation.settings, installation.source):
            shared.forget()
        parcels, parks = PARCELS_AND_PARKS[options.size]
        workers = os.environ["CHEDUN_WORKERS"]
        print(f"{options.size}: {parcels:,} parcels, {parks:,} parks, workers: {workers}")
        importing(files, Path(folder))
        here = town()
        large = here.large("residential")
        if large is None:
            raise TypeError(here)
        looking(large)
        asking(here)


def written(size: str, folder: Path) -> dict[str, Path]:
    """Write the parcels and parks of a size as GeoPackage, by layer."""
    homes, parks = parcels_and_parks(size, IN_A_CITY if size == "city" else PARKS_A_KM2)
    place = town().place
    extent = gpd.GeoSeries([shapely.box(*place.extent_deg)], crs=WGS84).to_crs(METRIC)
    middle = shapely.box(*extent.total_bounds).centroid
    west, south, east, north = shapely.total_bounds(homes)
    shift = np.array([middle.x - (west + east) / 2, middle.y - (south + north) / 2])
    people = np.random.default_rng(3).integers(50, 800, len(homes))
    plain = {"source": "sketch-2026", "basis": "schematic", "accuracy_m": 20.0}
    found = {}
    for layer, stem, shapes, own in (
        ("residential", "parcel", homes, {"kind": "urban", "population": people}),
        ("parks", "park", parks, {"kind": "community", "stage": "completed"}),
    ):
        ids = [f"{stem}-{number}" for number in range(len(shapes))]
        columns = {"id": ids, "name_zh": ids, "name_en": ids} | plain | own
        moved = shapely.transform(shapes, lambda xy: xy + shift)
        found[layer] = folder / f"{layer}.gpkg"
        gpd.GeoDataFrame(columns, geometry=moved, crs=METRIC).to_file(found[layer])
    return found


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process took with its children: clock and CPU seconds, megabytes at its most."""

    clock_s: float
    cpu_s: float
    memory_mb: float

    def line(self) -> str:
        """Return it in words."""
        return f"{self.clock_s:.1f} s, {self.cpu_s:.1f} CPU s, {self.memory_mb:.0f} MB"


def importing(files: dict[str, Path], folder: Path) -> None:
    """Import both layers, and read one of them as GeoPandas does."""
    spent = {layer: run("-c", _ALL_LARGE, *command(layer, file)) for layer, file in files.items()}
    print(f"import of the parcels: {spent['residential'].line()}")
    other = run("-c", _BESIDE, str(files["residential"]), str(folder / "beside.parquet"))
    print(f"GeoPandas, whole and unchecked: {other.line()}")
    ratio = spent["residential"].memory_mb / other.memory_mb
    print(f"memory beside it: {ratio:.2f} times")


def command(layer: str, file: Path) -> tuple[str, ...]:
    return ("import", str(file), "--layer", layer, "--datum", "wgs84")


def run(*arguments: str) -> Spent:
    """Run a Python process to its end, and look at what it takes."""
    start, before = time.perf_counter(), os.times()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    most = [0.0]
    looking_at = threading.Thread(target=_look, args=(process, most), daemon=True)
    looking_at.start()
    told, _ = process.communicate()
    looking_at.join()
    if process.returncode:
        raise SystemExit(told.decode())
    after = os.times()
    cpu_s = after.children_user + after.children_system
    cpu_s -= before.children_user + before.children_system
    return Spent(time.perf_counter() - start, cpu_s, most[0] / 1e6)


def _look(process: "subprocess.Popen[bytes]", most: list[float]) -> None:
    ours = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            every = [ours, *ours.children(recursive=True)]
            most[0] = max(most[0], sum(map(_held_bytes, every)))
        except psutil.Error:
            pass  # one of them has just ended
        time.sleep(LOOK_S)


def _held_bytes(process: psutil.Process) -> float:
    """Return the memory of a process, what it shares by its part of it where that is known."""
    told = process.memory_full_info()
    return float(getattr(told, "pss", told.rss))


def looking(large: LargeLayer) -> None:
    """Look into a window and for an id, in three ways on the same file."""
    west, south, east, north = large.bounds
    x, y = (west + east) / 2, (south + north) / 2
    box = (x, y, x + WINDOW_M, y + WINDOW_M)
    with duckdb.connect() as base:
        file = str(large.path)
        sides = [box[2], box[0], box[3], box[1]]
        ways: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
            "this": (lambda: within(large, box), lambda: called(large, ID)),
            "GeoPandas": (
                lambda: gpd.read_parquet(large.path, bbox=box),
                lambda: gpd.read_parquet(large.path, filters=[("id", "==", ID)]),
            ),
            "DuckDB": (
                lambda: base.execute(_IN_WINDOW, [file, *sides]).fetchall(),
                lambda: base.execute(_BY_ID, [file, ID]).fetchall(),
            ),
        }
        found = {name: [len(way()) for way in both] for name, both in ways.items()}
        if len({tuple(each) for each in found.values()}) != 1:
            raise ValueError(found)
        for name, both in ways.items():
            window_ms, id_ms = map(median_ms, both)
            print(f"{name:10} window {window_ms:8.1f} ms   id {id_ms:8.1f} ms")


def median_ms(work: Callable[[], Any]) -> float:
    spent = []
    for _ in range(TURNS):
        start = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - start))
    return statistics.median(spent)


def asking(here: Town) -> None:
    """Ask what the pages ask; the first time, and again with the workers warm."""
    question = CoverageQuestion()
    # As much work as the first, with what it needs at hand.
    other = replace(question, radius_m=505.0)
    if is_too_large(here):
        first, found = worked(lambda: ask(LARGE_COVERAGE, here, question))
        warm, _ = worked(lambda: ask(LARGE_COVERAGE, here, other))
        places = large_places(service_terms(here, question), found, Text("", ""))
    else:
        first, found = worked(lambda: ask(COVERAGE_SHEET, here, question, 1.0))
        warm, _ = worked(lambda: ask(COVERAGE_SHEET, here, other, 1.0))
        places = places_of(here, question, found.holes, Text("", ""))
    print(f"coverage: first {first}, warm {warm}, share {found.share:.6%}")
    published = Publisher()
    content_s, content = timed(lambda: published.content(published.publish(places, "zh")))
    print(f"its places at first view: {len(content) / 1e6:.2f} MB, {content_s:.2f} s")
    if is_too_large(here):
        return
    terms_s, _ = timed(lambda: coverage_terms(here, question))
    print(f"the parcels in the server: {terms_s:.2f} s")
    likely, _ = worked(lambda: ask(COVERAGE_LIKELY, here, question, 1.0))
    print(f"its likely interval, after the map: {likely}")
    rule = park_rules(here)[0].name
    base, _ = worked(lambda: ask(SCENARIO_BASE, here, rule))
    begun, _ = worked(lambda: effect_of(here, Scenario("", "")))
    print(f"scenario opened: {base} by workers, then {begun}")
    drawing(here, published)


def drawing(here: Town, published: Publisher) -> None:
    """Draw one park after another, and write what the map is sent of each."""
    west, south, east, north = here.place.extent_deg
    x, y = (west + east) / 2, (south + north) / 2
    scenario, spent, written, sent = Scenario("", ""), [], [], []
    for number in range(EDITS + 1):
        shape = shapely.box(x, y, x + SIDE_DEG, y + SIDE_DEG)
        change = Change("added", "parks", f"new-park-{number}", shape)
        scenario, x = put(scenario, change), x + APART_DEG
        effect_s, effect = timed(partial(effect_of, here, scenario))
        pen = Pen("parks", "token", number)
        write_s, key = timed(partial(_shown, here, scenario, effect, pen, published))
        spent.append(effect_s)
        written.append(write_s)
        sent.append(len(published.content(key) or b""))
    figures_ms, write_ms = (1000 * statistics.median(each[1:]) for each in (spent, written))
    mb = statistics.median(sent[1:]) / 1e6
    print(f"park drawn: figures {figures_ms:.0f} ms, places {write_ms:.0f} ms, {mb:.2f} MB")


def _shown(here: Town, scenario: Scenario, effect: Effect, pen: Pen, published: Publisher) -> str:
    overlay = scenario_town(here, scenario)
    return published.publish(scenario_evidence(effect, overlay, pen), "zh")


def worked(work: Callable[[], Any]) -> tuple[str, Any]:
    """Return the seconds by the clock and those that this process and its workers worked."""
    before_s = cpu_s()
    clock_s, found = timed(work)
    return f"{clock_s:.2f} s ({cpu_s() - before_s:.2f} CPU s)", found


def cpu_s() -> float:
    """Return the CPU seconds of this process and of all that it has started, which live on."""
    ours = psutil.Process()
    spent = [each.cpu_times() for each in (ours, *ours.children(recursive=True))]
    return sum(each.user + each.system for each in spent)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


if __name__ == "__main__":
    main()
