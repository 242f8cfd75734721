"""Killed at any moment, what is kept opens in its old or its new state, with nothing half-written.

Each work runs in a process that first imports everything, as the command does, and is then killed
by SIGKILL: every other time at a random moment of the whole work, else from the moment on that its
first trace of writing is seen.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from chedun_gis.parts import open_parts
from chedun_gis.scenario import Change, Scenario, Shelf
from chedun_gis.town import SHIPPED, Workspace, open_town
from chedun_gis.town.settings import DATA_DIR
from layers import LAYERS
from tests.acceptance.killing import KILLS, Killer, Work
from tests.acceptance.reporting import Tell
from tests.people import ALONE

# Of each of three forms: a hundred in all.
EXPORTS_KILLED = 34
COMMAND = """
import sys
from chedun_gis.commands.root import app
print("ready", flush=True)
app(sys.argv[1:], standalone_mode=False)
print("done", flush=True)
"""
SAVE = """
import dataclasses, sys
from pathlib import Path
from chedun_gis.scenario.shelf import Shelf
from tests.people import ALONE
shelf, number = Shelf(Path(sys.argv[1])), sys.argv[2]
old = shelf.load("plan").scenario
time = f"2026-01-01T00:{int(number) // 60:0>2}:{int(number) % 60:0>2}"
new = dataclasses.replace(old, note=number, time=time)
print("ready", flush=True)
shelf.save(new, by=ALONE, seen=old.time)
print("done", flush=True)
"""


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    folder = tmp_path / "space"
    monkeypatch.setenv("CHEDUN_WORKSPACE", str(folder))
    scratch = tmp_path / "scratch"  # the killed cannot clear up behind them
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    return Workspace(folder)


def survey(path: Path, stem: str, count: int) -> set[str]:
    """Write parks of 20 m by 20 m, thirty in a row, 40 m apart; return their ids."""
    ids = [f"{stem}-{number}" for number in range(count)]
    corners = [(622_000 + 40 * (n % 30), 3_432_000 + 40 * (n // 30)) for n in range(count)]
    frame = gpd.GeoDataFrame(
        {"编号": ids, "公园名称": ids, "公园类型": "社区公园", "建设状态": "已建"},
        geometry=[shapely.box(x, y, x + 20, y + 20) for x, y in corners],
        crs="EPSG:4549",
    )
    frame.to_file(path)
    return set(ids)


def imported(file: Path) -> Work:
    stated = ("--set", "basis=surveyed", "--set", "accuracy_m=0.5")
    return Work(COMMAND, "import", file, "--layer", "parks", "--datum", "wgs84", *stated)


def parks(space: Workspace) -> set[str]:
    """Return the ids of the parks as a program started now reads them; none when it cannot."""
    loaded = open_town(DATA_DIR, space).loaded("parks")
    return set() if loaded.broken else set(loaded.frame["id"])


def test_imports(space: Workspace, tmp_path: Path, tell: Tell) -> None:
    files = (tmp_path / "first.gpkg", tmp_path / "second.gpkg")
    ids = (survey(files[0], "a", 600), survey(files[1], "b", 500))
    work_s = imported(files[0]).finish()
    home = space.folder / "layers/parks"
    killer = Killer(
        "imports killed", work_s, writing_s=0.02, trace=lambda: set(home.glob(".*.part"))
    )
    last, content = space.current("parks"), ids[0]
    for number in range(1, KILLS + 1):
        killer.kill(imported, files[number % 2])
        now = space.current("parks")
        state = "old" if now == last else "new"
        content = content if now == last else ids[number % 2]
        killer.find(state, whole=now >= last and parks(space) == content, tell=tell)
        last = now
    # A version that was finished but not yet taken into use is whole too.
    for version in space.versions("parks")[:-1]:
        space.restore(LAYERS["parks"], version.id, by=ALONE)
        assert parks(space) in ids
        assert version.manifest
    imported(files[1]).finish()
    assert parks(space) == ids[1]
    assert not list(home.glob(".*.part"))


def test_restores(space: Workspace, tmp_path: Path, tell: Tell) -> None:
    file = tmp_path / "first.gpkg"
    ids = {SHIPPED: parks(space), "0001": survey(file, "a", 3)}
    imported(file).finish()

    def restored(version: str) -> Work:
        return Work(COMMAND, "restore", "--layer", "parks", "--version", version)

    killer = Killer("restores killed", restored("0001").finish())
    last, other = "0001", SHIPPED
    for _ in range(KILLS):
        killer.kill(restored, other)
        now = space.current("parks")
        whole = now in {last, other} and parks(space) == ids[now]
        killer.find("old" if now == last else "new", whole=whole, tell=tell)
        if now == other:
            last, other = other, last
    restored(SHIPPED).finish()
    assert parks(space) == ids[SHIPPED]


def test_saved_scenarios(tmp_path: Path, tell: Tell) -> None:
    parks = tuple(
        Change("added", "parks", f"new-park-{n}", shapely.box(121.3, 31.0, 121.301, 31.001))
        for n in range(500)
    )
    shelf = Shelf(tmp_path / "scenarios")
    shelf.save(
        Scenario("plan", "方案", note="0", time="2026-01-01", changes=parks), by=ALONE, seen=None
    )

    def saved(number: int) -> Work:
        return Work(SAVE, shelf.folder, number)

    killer = Killer("saved scenarios killed", saved(0).finish())
    last = "0"
    for number in range(1, KILLS + 1):
        killer.kill(saved, number)
        (kept,) = shelf.kept()
        note = kept.scenario.note if kept.scenario else ""
        whole = note in {last, str(number)} and kept.scenario.changes == parks
        killer.find("old" if note == last else "new", whole=whole, tell=tell)
        last = note
    saved(0).finish()
    assert [each.scenario and each.scenario.note for each in shelf.kept()] == ["0"]


def whole_pack(files: dict[str, bytes]) -> bool:
    """Tell whether a pack holds what its manifest lists, and nothing else."""
    manifest = json.loads(files.pop("manifest.json"))
    listed = {each["path"]: each["sha256"] for each in manifest["files"]}
    return listed == {name: hashlib.sha256(held).hexdigest() for name, held in files.items()}


def whole_folder(out: Path) -> bool:
    files = (file for file in out.rglob("*") if file.is_file())
    return whole_pack({file.relative_to(out).as_posix(): file.read_bytes() for file in files})


def whole_zip(out: Path) -> bool:
    with zipfile.ZipFile(out) as packed:
        return whole_pack({name: packed.read(name) for name in packed.namelist()})


def whole_file(out: Path) -> bool:
    features = json.loads(out.read_bytes())["features"]
    return len(features) == len(open_town(DATA_DIR).frame("parks"))


PACK = ("--layers", "all", "--format", "shp", "--pack")


@pytest.mark.usefixtures("space")
@pytest.mark.parametrize(
    ("name", "options", "is_whole"),
    [
        ("pack", PACK, whole_folder),
        ("pack.zip", PACK, whole_zip),
        ("parks.geojson", ("--layer", "parks"), whole_file),
    ],
)
def test_exports(
    tmp_path: Path,
    tell: Tell,
    name: str,
    options: tuple[str, ...],
    is_whole: Callable[[Path], bool],
) -> None:
    place = tmp_path / "place"
    place.mkdir()

    def exported(out: Path) -> Work:
        return Work(COMMAND, "export", *options, "--out", out)

    work_s = exported(place / f"good-{name}").finish()
    assert is_whole(place / f"good-{name}")
    killer = Killer(
        f"exports killed ({name})",
        work_s,
        writing_s=work_s,
        trace=lambda: set(place.glob(".*.part")),
        kills=EXPORTS_KILLED,
    )
    for number in range(EXPORTS_KILLED):
        out = place / f"{number}-{name}"
        # A pack goes where nothing is, a zip or a file replaces what was there.
        old = None if name == "pack" else f"old {number}".encode()
        if old is not None:
            out.write_bytes(old)
        killer.kill(exported, out)
        if old is None:
            state = "new" if out.exists() else "old"
        else:
            state = "old" if out.read_bytes() == old else "new"
        killer.counts["hidden leftovers"] = len(list(place.glob(".*.part")))
        killer.find(state, whole=state == "old" or is_whole(out), tell=tell)
    # What stays is hidden, and beside what was asked for.
    assert {each.name for each in place.iterdir() if each.name[0] != "."} <= {
        f"good-{name}",
        *(f"{number}-{name}" for number in range(EXPORTS_KILLED)),
    }


def test_partitions(space: Workspace, tmp_path: Path, tell: Tell) -> None:
    del space  # what the process needs of it is set
    file, place = tmp_path / "parks.gpkg", tmp_path / "place"
    count = len(survey(file, "a", 3_000))
    place.mkdir()

    def cut(out: Path) -> Work:
        return Work(COMMAND, "partition", file, "--parts", "8", "--out", out)

    def is_whole(out: Path) -> bool:
        return sum(each.rows for each in open_parts(out).parts) == count

    work_s = cut(place / "good").finish()
    assert is_whole(place / "good")
    killer = Killer(
        "partitions killed",
        work_s,
        writing_s=work_s,
        trace=lambda: set(place.glob(".*.part")),
        kills=EXPORTS_KILLED,
    )
    for number in range(EXPORTS_KILLED):
        out = place / str(number)
        killer.kill(cut, out)
        state = "new" if out.exists() else "old"
        killer.find(state, whole=state == "old" or is_whole(out), tell=tell)
        # What was killed is not in the way of who asks again.
        if state == "old" and number % 8 == 0:
            cut(out).finish()
            assert is_whole(out)
