"""The workspace: versions come and go whole, whatever happens to the writers."""

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from chedun_gis.town import SHIPPED, TownSource, Workspace, open_town
from chedun_gis.town.files import locked
from geo import InputError
from layers import LAYERS
from tests.conftest import feature
from tests.people import ALONE

ROOT = Path(__file__).resolve().parents[3]
PARKS = LAYERS["parks"]


def parks(*ids: str) -> bytes:
    features = [feature(PARKS, each) for each in ids]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_a_layer_is_the_shipped_one_until_one_is_accepted(toy_dir: Path, tmp_path: Path) -> None:
    space = Workspace(tmp_path / "space")
    source = TownSource(toy_dir, space)
    before = source.town()
    assert space.versions("parks")[0].id == SHIPPED
    assert not space.folder.exists()  # looking makes nothing

    first = space.accept(PARKS, parks("a", "b"), {"file": "a.shp"}, by=ALONE)
    assert set(source.town().frame("parks")["id"]) == {"a", "b"}
    assert source.town() != before
    second = space.accept(PARKS, parks("c"), {"file": "c.shp"}, by=ALONE)
    assert set(source.town().frame("parks")["id"]) == {"c"}

    space.restore(LAYERS["parks"], first, by=ALONE)
    assert set(source.town().frame("parks")["id"]) == {"a", "b"}
    kept = [(each.id, each.manifest.get("file"), each.current) for each in space.versions("parks")]
    assert kept == [
        (second, "c.shp", False),
        (first, "a.shp", True),
        (SHIPPED, None, False),
    ]
    space.restore(LAYERS["parks"], SHIPPED, by=ALONE)
    assert set(source.town().frame("parks")["id"]) == {"one"}
    assert source.town() == before


def test_a_version_is_never_used_twice(tmp_path: Path) -> None:
    space = Workspace(tmp_path)
    first = space.accept(PARKS, parks("a"), {}, by=ALONE)
    space.restore(LAYERS["parks"], SHIPPED, by=ALONE)
    assert space.accept(PARKS, parks("b"), {}, by=ALONE) > first
    with pytest.raises(InputError, match="version_unknown"):
        space.restore(LAYERS["parks"], "0009", by=ALONE)
    with pytest.raises(InputError, match="version_unknown"):
        space.restore(LAYERS["parks"], "../parks/0001", by=ALONE)


def test_what_was_seen_must_still_be_there(tmp_path: Path) -> None:
    space = Workspace(tmp_path)
    seen = space.current("parks")
    space.accept(PARKS, parks("theirs"), {}, seen=seen, by=ALONE)
    with pytest.raises(InputError, match="workspace_conflict"):
        space.accept(PARKS, parks("mine"), {}, seen=seen, by=ALONE)
    assert len(space.versions("parks")) == 2


def test_a_damaged_pointer_shows_no_other_data_as_the_planners(
    toy_dir: Path, tmp_path: Path
) -> None:
    space = Workspace(tmp_path / "space")
    version = space.accept(PARKS, parks("a"), {}, by=ALONE)
    (tmp_path / "space" / "layers" / "parks" / "current").write_bytes(b"\xff../..")
    loaded = open_town(toy_dir, space).loaded("parks")
    assert loaded.broken
    assert [each.code for each in loaded.problems] == ["workspace_pointer"]
    space.restore(LAYERS["parks"], version, by=ALONE)
    assert set(open_town(toy_dir, space).frame("parks")["id"]) == {"a"}


def test_an_unfinished_version_is_not_seen_and_goes_with_the_next(tmp_path: Path) -> None:
    space = Workspace(tmp_path)
    space.accept(PARKS, parks("a"), {}, by=ALONE)
    left = tmp_path / "layers" / "parks" / ".part-0123abcd"
    left.mkdir()
    (left / "parks.geojson").write_bytes(b"{")
    assert [each.id for each in space.versions("parks")] == ["0001", SHIPPED]
    space.accept(PARKS, parks("b"), {}, by=ALONE)
    assert not left.exists()


def test_many_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    names = [f"w{number}" for number in range(12)]

    def write(name: str) -> str:
        return Workspace(tmp_path).accept(PARKS, parks(name), {"file": name}, by=ALONE)

    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(write, names))
    versions = Workspace(tmp_path).versions("parks")
    assert len(set(made)) == 12
    assert {each.manifest.get("file") for each in versions} == {*names, None}
    assert versions[0].current


def test_a_writer_does_not_wait_for_ever(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(InputError, match="workspace_busy"):
        locked(tmp_path, patience_s=0).__enter__()


WRITER = """
import sys
from pathlib import Path
from types import SimpleNamespace
from chedun_gis.town.workspace import Workspace
from tests.people import ALONE
# The whole declaration takes a second to import; the name and the file are what is needed here.
parks = SimpleNamespace(id="parks", file="parks.geojson")
space, number = Workspace(Path(sys.argv[1])), 0
while True:
    number += 1
    text = f'{{"number":{number},"filling":"' + "x" * 100_000 + '"}'
    space.accept(parks, text.encode(), {"number": number}, by=ALONE)
    if number == 1:
        print("ready", flush=True)
"""


def test_killed_at_any_moment_the_old_or_the_new_version_is_there(tmp_path: Path) -> None:
    space = Workspace(tmp_path)
    chance = np.random.default_rng(4)
    last = space.accept(PARKS, b'{"number":0,"filling":""}', {"number": 0}, by=ALONE)
    for _ in range(5):  # the whole import, more often: tests/acceptance/test_kills.py
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        try:
            writer.wait(chance.uniform(0, 0.03))
        except subprocess.TimeoutExpired:
            os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()

        current = space.current("parks")
        assert current >= last  # what was in use before is in use, or a later one
        last = current
        assert not {"manifest.json", PARKS.file} - {
            each.name for each in (tmp_path / "layers" / "parks" / current).iterdir()
        }
    for version in space.versions("parks")[:-1]:
        file = tmp_path / "layers" / "parks" / version.id / PARKS.file
        assert json.loads(file.read_bytes())["number"] == version.manifest["number"]
    assert int(last) > 5  # each writer wrote
    next_one = space.accept(PARKS, b"{}", {}, by=ALONE)
    assert next_one > last
    assert not list((tmp_path / "layers" / "parks").glob(".*part*"))
