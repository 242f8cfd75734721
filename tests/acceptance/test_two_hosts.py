"""A cluster of two hosts, each with a network of its own, gives the answer of one process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from chedun_gis.importing import partition
from tests.acceptance.reporting import Tell

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("two_hosts.py")
HOMES, PARKS, SIDE_M, PARTS = 60_000, 1_500, 25_000.0, 24


def test_two_hosts_and_the_loss_of_one_do_not_show(tmp_path: Path, tell: Tell) -> None:
    rng = np.random.default_rng(7)
    xy = rng.uniform(0, SIDE_M, (HOMES, 2)) + np.array([612_000, 3_424_000])
    homes = shapely.box(xy[:, 0], xy[:, 1], *(xy + rng.uniform(15, 80, (HOMES, 2))).T)
    gpd.GeoDataFrame(geometry=homes, crs=4549).to_parquet(tmp_path / "homes.parquet")
    at = rng.uniform(0, SIDE_M, (PARKS, 2)) + np.array([612_000, 3_424_000])
    parks = shapely.buffer(shapely.points(at), 60, quad_segs=4)
    gpd.GeoDataFrame(geometry=parks, crs=4549).to_file(tmp_path / "parks.gpkg")
    cut = partition(tmp_path / "homes.parquet", tmp_path / "homes", parts=PARTS)
    done = subprocess.run(
        ["unshare", "-rn", sys.executable, SCRIPT, cut.folder, tmp_path / "parks.gpkg"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "CHEDUN_WORKSPACE": str(tmp_path / "own")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [each.rpartition(":")[0] for each in found["workers"]] == [
        "tcp://10.77.0.1",
        "tcp://10.77.0.2",
    ]
    assert len(found["left"]) == 1
    assert (found["alone"]["workers"], found["both"]["workers"]) == (1, 2)
    for name in ("value", "numerator", "denominator"):
        assert found["both"][name] == found["lost"][name] == found["alone"][name]
    tell("parts over two hosts", PARTS, different_answers=0)
