"""Every benchmark starts as `make bench` starts it, ends well and prints its figures."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAMES = sorted(file.stem for file in (ROOT / "benchmarks").glob("[a-z]*.py"))
# These take servers or a browser each: they run in the acceptance run, in all their ways.
WITH_A_SERVER = ("cluster", "follow", "load", "map", "pages", "register", "tiles", "turns")
ALONE = tuple(name for name in NAMES if name not in WITH_A_SERVER)
# The lines that hold the figures; a new benchmark says here which are its.
FIGURES = {
    "cluster": (
        r"cut into 4 parts: [\d.]+ s, [\d.]+ CPU s, and [\d.]+ of .*; \d+ MB and \d+ MB",
        *(
            rf"{name}: one worker \d+\.\d\d s, two \d+\.\d\d s, ratio \d+\.\d\d .*, "
            r"at most \d+ MB a worker, share [\d.]+%, the same bits"
            for name in ("our processes", "Dask", "dask-geopandas")
        ),
    ),
    "coverage": (
        r"this engine: [\d.]+ CPU s \(1\.0 x\), \d+ MB, share [\d.]+%",
        r"from the file: [\d.]+ CPU s .*\(\+0\.000000 points\), worst parcel 0 m², reading [\d.]+",
        # A clone without history says so; there is no SedonaDB for Windows.
        r"engine of dfc7d2e: ([\d.]+ CPU s .*0\.000000 points\)|the clone has no history)",
        r"DuckDB .*same circles\): [\d.]+ CPU s \([\d.]+ x\), \d+ MB, share [\d.]+%",
        r"DuckDB .*16 segments a quarter: [\d.]+ CPU s \([\d.]+ x\), \d+ MB, share [\d.]+%",
        r"SedonaDB, 256 .*same circles\): ([\d.]+ CPU s \([\d.]+ x\), \d+ MB, share|not inst)",
        r"SedonaDB, 16 segments a quarter: ([\d.]+ CPU s \([\d.]+ x\), \d+ MB, share|not inst)",
    ),
    "coverage --sizes 1000 2000": (
        r" 1,000 +47 +1( +[\d.]+){3}",
        r" 2,000 +94 +1( +[\d.]+){3}",
    ),
    "follow": (
        r"2 updates, the shipped projects",
        *(rf"{name} +\d+\.\d\d +\d+\.\d\d" for name in ("own card", "other card", "other map")),
    ),
    "heavy": (
        *(
            rf"{name} +\d+\.\d\d +\d+( +\d+\.\d\d){{4}} +[\d,]+"
            for name in ("coverage sheet", "scorecard", "its places", "profile", "targets")
        ),
        r"a scenario's base in one piece: \d+\.\d\d",
    ),
    "large": (
        r"import of the parcels: [\d.]+ s, [\d.]+ CPU s, \d+ MB",
        r"GeoPandas, whole and unchecked: [\d.]+ s, [\d.]+ CPU s, \d+ MB",
        *(rf"{way} +window +[\d.]+ ms +id +[\d.]+ ms" for way in ("this", "GeoPandas", "DuckDB")),
        r"coverage: first [\d.]+ s \([\d.]+ CPU s\), warm [\d.]+ s \([\d.]+ CPU s\), share [\d.]+%",
        r"its places at first view: \d\.\d\d MB, [\d.]+ s",
        r"scenario opened: [\d.]+ s \([\d.]+ CPU s\) by workers, then [\d.]+ s",
        r"park drawn: figures \d+ ms, places \d+ ms, \d+\.\d\d MB",
    ),
    "load": (
        r"2 planners, \d+ s, 2\d actions: 0 wrong answers, 0 errors",
        *(
            rf"{name} +[1-9]\d* +\d+\.\d\d +\d+\.\d\d +\d+\.\d\d"
            for name in (
                "map ready",
                "click → card",
                "another tool",
                "coverage",
                "drawing",
                "report",
            )
        ),
        r"CPU s: server [\d.]+, its workers [\d.]+, generator [\d.]+",
        r"resident MB: \d+ at first, \d+ at the end",
    ),
    "load --at-once 2": (
        r"2 planners, \d+ s, 6 actions: 0 wrong answers, 0 errors",
        r"report +2 +\d+\.\d\d",
    ),
    "load --costs": (
        "0 wrong answers, 0 errors",
        *(rf"{name} +[1-9]\d* +[1-9]\d*" for name in ("click → card", "drawing", "report")),
    ),
    "load --requests 100": (
        r"100 requests: 100 x 200\n",
        r"resident MB: [\d.]+ after 10, [\d.]+ after 100 requests, \d\.\d{3} times",
    ),
    "map": tuple(
        rf"{name} +\d+\.\d\d +\d+\.\d\d"
        for name in ("cold", "warm", "next visit", "click to card", "worst")
    ),
    "pages": (
        r"first map: \d+\.\d\d s",
        *(
            rf"{tool} opened: figures \d+\.\d\d s, places \d+\.\d\d s"
            for tool in ("coverage", "scenario")
        ),
        r"another question: figures \d+\.\d\d s",
        r"park drawn: figures \d+\.\d\d s \(worst \d+\.\d\d\)",
    ),
    "register": (
        *(
            rf"{name}, 2 processes and 2 threads of one more, 1 events before: 12 entries in "
            r"[\d.]+ s, 0 lost, 0 astray, chain whole\n +write +12( +[\d.]+){3}\n"
            for name in ("SQLite", "PostgreSQL")
        ),
    ),
    "siting": (
        r"best pair, exact: [\d.]+ s, covers [\d,]+",
        r"lazy greedy: [\d.]+ s, [\d.]+% of the best pair",
        r"HiGHS, 5 of \d+ .*: [\d.]+ s, gap [\d.]+%",
    ),
    "survey": (
        r"one figure's interval: [\d.]+ CPU s",
        r"the scorecard with all intervals: [\d.]+ CPU s",
        r"ranking, \d+ steps: [\d.]+ CPU s",
        r"stopped [\d.]+ s after it was cancelled",
        r"200 parcels, 20 parks: [\d,]+ of [\d,]+ near the edge, [\d.]+% to [\d.]+%, [\d.]+ CPU s",
        r"in full, 2 draws for 200: [\d.]+ CPU s \([\d.]+ x\), the same draws differ by 0\.\d\d",
    ),
    "tiles": (
        r"200 parcels\n +tiles by tippecanoe: [\d.]+ CPU s, [\d.]+ s, \d+ MB of memory, [\d.]+ MB",
        r"found: \d+ ms at a place, \d+ ms by id",
        r" tiles: first map [\d.]+ s, click to card [\d.]+ s \(worst [\d.]+\)",
    ),
    "tiles --gdal --geojson": (
        r"tiles by gdal: [\d.]+ CPU s, [\d.]+ s, \d+ MB of memory, [\d.]+ MB",
        r"plain GeoJSON: first map [\d.]+ s, click to card [\d.]+ s \(worst [\d.]+\)",
    ),
    "transit": (
        r"arrangement +[\d.]+ s",
        r"union, then overlay +[\d.]+ s",
        r"raster +10 m +[\d.]+",
    ),
    "turns": (
        # What has not come after five seconds is told, and no fault where much else is at work.
        r"12 changes among 4 tools, \d+ s: \d+ missing, 0 repeated requests, the map stayed\n",
        r"to every tool +\d+ +\d+\.\d\d +\d+\.\d\d +\d+\.\d\d",
        *(rf"{tool} +[1-3] +\d+\.\d\d" for tool in ("map", "score", "plans", "evaluation")),
    ),
    "whatif": (
        r"add a park: median [\d.]+ ms",
        r"take one away: median [\d.]+ ms",
        r"largest difference to measuring anew: \d\.\de",
    ),
}


@pytest.mark.parametrize("command", [*ALONE, "coverage --sizes 1000 2000"])
def test_a_benchmark_of_the_smallest_size_prints_its_figures(command: str) -> None:
    prints_its_figures(command)


def prints_its_figures(command: str) -> None:
    """Run a benchmark of the smallest size, and look for its figures."""
    name, *options = command.split()
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", "--size", "smallest", *options],
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    missing = [figure for figure in FIGURES[command] if not re.search(figure, done.stdout)]
    assert not missing, done.stdout
