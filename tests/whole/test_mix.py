"""Eight visitors at once, in a process of their own whose death would tell its signal."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from tests.whole.mix import touched
from tests.whole.operations import OPERATIONS

ROOT = Path(__file__).resolve().parent.parent.parent


def mixed(seconds: float, *options: str, seed: int = 1) -> dict[str, Any]:
    """Run the mix and return what it tells; fail with the stacks of a process that died."""
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.whole.mix"]
    command += ["--seconds", str(seconds), "--seed", str(seed), *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode < 0:
        name = signal.Signals(-done.returncode).name
        pytest.fail(f"the mix died of {name}:\n{done.stderr[:6_000]}")
    assert done.stdout, done.stderr[-6_000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert told["faults"] == []
    assert done.returncode == 0
    return told


def test_what_is_touched_is_said() -> None:
    """The crowd looks for what a thread must not do to geometries of others; here it is done."""
    park = gpd.GeoDataFrame({"name": ["park"]}, geometry=[shapely.Point(0, 0).buffer(1)])
    before = {"parks": park.copy(deep=True)}
    assert list(touched({"parks": park}, before)) == []
    shapely.prepare(park.geometry.to_numpy())
    park["name"] = ["another"]
    assert list(touched({"parks": park}, before)) == ["prepared: parks", "changed: parks"]


def test_every_answer_in_a_crowd_is_the_answer_alone() -> None:
    told = mixed(10)  # five minutes of it, with packs and papers: tests/acceptance/test_mix.py
    assert set(told["by"]) <= set(OPERATIONS)
    assert told["imports"] > 0
    assert told["met"] > 0
    assert told["calls"] >= 8 * told["met"]  # each of the eight was answered whenever they met
