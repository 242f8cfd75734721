"""Every benchmark starts as `make bench` starts it, ends well and prints its figures."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAMES = sorted(file.stem for file in (ROOT / "benchmarks").glob("[a-z]*.py"))
# The lines that hold the figures; a new benchmark says here which are its.
FIGURES = {
    "coverage": (
        r"this engine: [\d.]+ CPU s \(1\.0 x\), \d+ MB, share [\d.]+%",
        r"same circles\): [\d.]+ CPU s \([\d.]+ x\), \d+ MB, share [\d.]+%",
        r"16 segments a quarter: [\d.]+ CPU s \([\d.]+ x\), \d+ MB, share [\d.]+%",
    ),
    "map": tuple(
        rf"{name} +\d+\.\d\d +\d+\.\d\d"
        for name in ("cold", "warm", "next visit", "click to card", "worst")
    ),
    "siting": (
        r"best pair, exact: [\d.]+ s, covers [\d,]+",
        r"lazy greedy: [\d.]+ s, [\d.]+% of the best pair",
        r"HiGHS, 5 of \d+ .*: [\d.]+ s, gap [\d.]+%",
    ),
    "transit": (
        r"arrangement +[\d.]+ s",
        r"union, then overlay +[\d.]+ s",
        r"raster +10 m +[\d.]+",
    ),
    "whatif": (
        r"add a park: median [\d.]+ ms",
        r"take one away: median [\d.]+ ms",
        r"largest difference to measuring anew: \d\.\de",
    ),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_of_the_smallest_size_prints_its_figures(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", "--size", "smallest"],
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    missing = [figure for figure in FIGURES[name] if not re.search(figure, done.stdout)]
    assert not missing, done.stdout
