"""Measure what the pages of a large town cost, in one piece and in the parts that workers do.

    python -m benchmarks.heavy [--size smallest|town|district]

The parcels and parks of `benchmarks/coverage.py` (district: 50,000 and 5,000) are laid around the
town's middle in place of its own, and its zones over them as a grid; the other layers are the
shipped ones. CPU seconds of this process: of each question in one piece as a small town is answered
in place, then of all parts, the longest part, the last step that puts them together, and what
taking the answer from a worker costs the server; with the answer's size.
"""

import argparse
import math
import pickle
import shutil
import tempfile
import time
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from benchmarks.coverage import PARCELS_AND_PARKS, parcels_and_parks
from chedun_gis.analysis import COVERAGE_SHEET, CoverageQuestion
from chedun_gis.compute import HeavyQuestion
from chedun_gis.indicators import SCORE_EVIDENCE, SCORECARD, indicators
from chedun_gis.profile import PROFILE_SHEET, areas
from chedun_gis.scenario import SCENARIO_BASE, SCENARIO_TARGETS, Scenario, by_rule, park_rules
from chedun_gis.town import Town, TownSource, Workspace
from chedun_gis.town.settings import DATA_DIR
from geo.files import to_geojson
from tests.whole.operations import forget_answers

METRIC = 4549
SIZES = ("smallest", "town", "district")
# A town too small to be cut is cut all the same, so that every size measures the same steps.
LEAST_PARTS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", choices=SIZES, default="district")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = town_of(options.size, Path(folder) / "data")
        town = TownSource(data, Workspace(Path(folder) / "workspace")).town()
        for layer in ("residential", "parks", "zones"):
            town.frame(layer)  # raises for one that was written wrongly
        parcels, parks = PARCELS_AND_PARKS[options.size]
        print(f"{options.size}: {parcels:,} parcels, {parks:,} parks; CPU s")
        heads = ("one piece", "parts", "in all", "longest", "last", "server", "kB")
        print(f"{'question':18}" + "".join(f"{each:>10}" for each in heads))
        for name, question, args in questions(town):
            measure(name, town, question, args)
        forget_answers()
        seconds, _ = timed(lambda: by_rule(town, Scenario("", "")))
        print(f"a scenario's base in one piece: {seconds:.2f}")


def town_of(size: str, folder: Path) -> Path:
    """Write the data folder of a town of this size."""
    shutil.copytree(DATA_DIR, folder)
    homes, parks = parcels_and_parks(size, 2.5)
    west, south, east, north = shapely.total_bounds(homes)
    own = gpd.read_file(folder / "town_boundary.geojson").to_crs(METRIC)
    middle = own.geometry.iloc[0].centroid
    shift = np.array([middle.x - (west + east) / 2, middle.y - (south + north) / 2])
    homes, parks = (shapely.transform(each, lambda xy: xy + shift) for each in (homes, parks))
    people = np.random.default_rng(3).integers(50, 800, len(homes))
    plain = {"source": "sketch-2026", "basis": "schematic", "accuracy_m": 20.0}
    write(folder, "residential", homes, plain | {"kind": "urban", "population": people})
    park = {"kind": "community", "stage": "completed", "plan_ref": None}
    write(folder, "parks", parks, plain | park)
    zones = gpd.read_file(folder / "zones.geojson")
    fields = {name: zones[name] for name in zones if name != "geometry"}
    write(folder, "zones", grid(shapely.total_bounds(homes), len(zones)), fields)
    return folder


def grid(bounds: Any, count: int) -> Any:  # noqa: ANN401 - arrays
    """Return so many squares side by side, from the south-west on."""
    across = math.ceil(math.sqrt(count))
    side_m = (bounds[2] - bounds[0]) / across
    column, row = np.arange(count) % across, np.arange(count) // across
    west, south = bounds[0] + column * side_m, bounds[1] + row * side_m
    return shapely.box(west, south, west + side_m, south + side_m)


def write(folder: Path, layer: str, shapes: Any, fields: dict[str, Any]) -> None:  # noqa: ANN401
    ids = [f"{layer}-{number}" for number in range(len(shapes))]
    columns = {"id": ids, "name_zh": ids, "name_en": ids} | fields
    frame = gpd.GeoDataFrame(columns, geometry=shapes, crs=METRIC)
    text = to_geojson(frame, [name for name in columns if name != "id"])
    (folder / f"{layer}.geojson").write_text(text, encoding="utf-8")


def questions(town: Town) -> list[tuple[str, HeavyQuestion, tuple[Hashable, ...]]]:
    """Return what the pages ask on first opening."""
    park = next(each for each in indicators(town) if each.id == "park-500m")
    return [
        ("coverage sheet", COVERAGE_SHEET, (CoverageQuestion(), 1.0)),
        ("scorecard", SCORECARD, ((), "")),
        ("its places", SCORE_EVIDENCE, (park,)),
        ("profile", PROFILE_SHEET, (next(iter(areas(town).values())),)),
        ("scenario base", SCENARIO_BASE, (park_rules(town)[0].name,)),
        ("targets", SCENARIO_TARGETS, (Scenario("", ""),)),
    ]


def measure(name: str, town: Town, question: HeavyQuestion, args: tuple[Hashable, ...]) -> None:
    """Print what one question costs."""
    cut = question.cut
    if cut is None:
        raise ValueError(name)
    forget_answers()
    one, _ = timed(lambda: question.answer(town, *args, (cut.part(town, *args, 0, 1),)))
    forget_answers()
    of = cut.count(town, *args) or LEAST_PARTS
    found = [timed(lambda n=n: cut.part(town, *args, n, of)) for n in range(of)]
    last, answer = timed(lambda: question.answer(town, *args, tuple(part for _, part in found)))
    sent = pickle.dumps(answer)
    taken, _ = timed(lambda: pickle.loads(sent))  # noqa: S301 - made above
    spent = [seconds for seconds, _ in found]
    figures = f"{one:10.2f}{of:10}{sum(spent):10.2f}{max(spent):10.2f}{last:10.2f}{taken:10.2f}"
    print(f"{name:18}{figures}{len(sent) / 1000:10,.0f}", flush=True)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


if __name__ == "__main__":
    main()
