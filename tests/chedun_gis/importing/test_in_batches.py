"""Large files: read, checked and written batch by batch, whole or not at all."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from chedun_gis.importing import (
    Options,
    Prepared,
    accept,
    acceptance,
    in_batches,
    open_file,
    plan,
    prepare,
)
from chedun_gis.town import TownSource, Workspace, attributes
from geo import InputError
from layers import LAYERS
from tests.people import ALONE

ROOT = Path(__file__).resolve().parents[3]
BATCH, COUNT = 4, 11
LAYER = LAYERS["parks"]
OPTIONS = Options(
    datum="wgs84",
    values={"basis": "surveyed", "accuracy_m": "1", "kind": "community", "stage": "completed"},
)


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (plan, in_batches):
        monkeypatch.setattr(module, "ROWS_A_BATCH", BATCH)
    monkeypatch.setattr(acceptance, "LARGE", BATCH)


def parks(ids: list[str | None], *, east: float = 121.28) -> gpd.GeoDataFrame:
    shapes = [
        shapely.box(east + at * 0.001, 31.0, east + at * 0.001 + 0.0005, 31.0005)
        for at in range(len(ids))
    ]
    return gpd.GeoDataFrame({"id": ids}, geometry=shapes, crs=4326)


def named(count: int = COUNT) -> list[str | None]:
    return [f"p{at}" for at in range(count)]


def asked(
    frame: gpd.GeoDataFrame, tmp_path: Path, source: TownSource, *, append: bool = False
) -> Prepared:
    file = tmp_path / "a.gpkg"
    file.unlink(missing_ok=True)
    frame.to_file(file)
    return prepare(open_file(file, OPTIONS), LAYER, OPTIONS, source.town(), append=append)


@pytest.fixture
def source(toy_dir: Path, tmp_path: Path) -> TownSource:
    return TownSource(toy_dir, Workspace(tmp_path / "space"))


@pytest.mark.parametrize("suffix", ["gpkg", "parquet", "fgb"])
def test_every_batch_is_taken(suffix: str, tmp_path: Path, source: TownSource) -> None:
    file = tmp_path / f"a.{suffix}"
    frame = parks(named())
    frame.to_parquet(file) if suffix == "parquet" else frame.to_file(file)
    opened = open_file(file, OPTIONS)
    assert (opened.in_batches, opened.rows, len(opened.raw.frame)) == (True, COUNT, BATCH)
    space, told = Workspace(tmp_path / "space"), []
    ready = prepare(opened, LAYER, OPTIONS, source.town())
    name = accept(
        ready, space, source.town(), by=ALONE, skip_bad=False, watch=lambda *at: told.append(at)
    )
    town = source.town()
    assert town.large("parks") is not None
    found = town.frame("parks").set_index("id")
    assert set(found.index) == set(named())
    metric = frame.to_crs(town.place.metric_crs).set_index("id")
    gap_m = found.geometry.hausdorff_distance(metric.geometry.loc[found.index])
    assert gap_m.max() < 1e-6
    assert space.versions("parks")[0].id == name
    counts = space.versions("parks")[0].manifest["rows"]
    assert counts == {"read": COUNT, "taken": COUNT, "rejected": 0, "in_layer": COUNT}
    assert ("checking", COUNT, COUNT) in told
    assert ("writing", COUNT, COUNT) in told
    assert told[-1][0] == "tiles"


def test_ids_are_their_own_across_batches(tmp_path: Path, source: TownSource) -> None:
    ids = [*named(BATCH), "p0", None, *named(3)]
    ready = asked(parks(ids), tmp_path, source)
    space = Workspace(tmp_path / "space")
    accept(ready, space, source.town(), by=ALONE, skip_bad=False)
    found = set(source.town().frame("parks")["id"])
    assert found == {*named(BATCH), "p0-2", "parks-6", "p0-3", "p1-2", "p2-2"}
    repairs = {each["code"]: each for each in space.versions("parks")[0].manifest["repairs"]}
    assert repairs["id_changed"]["rows"] == [5, 7, 8, 9]
    assert repairs["id_made"]["rows"] == [6]


def test_a_fault_behind_the_first_batch_stops_all_or_is_left_out(
    tmp_path: Path, source: TownSource
) -> None:
    frame = parks(named())
    frame.loc[9, "geometry"] = shapely.box(0, 0, 1, 1)
    ready = asked(frame, tmp_path, source)
    space, before = Workspace(tmp_path / "space"), source.town()
    assert not ready.errors
    with pytest.raises(InputError) as caught:
        accept(ready, space, before, by=ALONE, skip_bad=False)
    assert (caught.value.code, caught.value.params["row"]) == ("import_bad_later", 10)
    assert source.town() == before
    accept(ready, space, before, by=ALONE, skip_bad=True)
    assert len(source.town().frame("parks")) == COUNT - 1
    assert space.versions("parks")[0].manifest["rejected"][0]["rows"] == [10]


def test_appended_to_a_large_layer(tmp_path: Path, source: TownSource) -> None:
    space = Workspace(tmp_path / "space")
    accept(asked(parks(named()), tmp_path, source), space, source.town(), by=ALONE, skip_bad=False)
    more = parks([f"q{at}" for at in range(BATCH + 1)], east=121.3)
    ready = asked(more, tmp_path, source, append=True)
    accept(ready, space, source.town(), by=ALONE, skip_bad=False)
    assert source.town().loaded("parks").count == COUNT + BATCH + 1
    again = asked(more, tmp_path, source, append=True)
    assert {each.code for each in again.errors} == {"id_taken"}


@pytest.mark.parametrize("append", [False, True])
def test_two_who_import_at_once_do_not_disturb_each_other(
    append: bool, tmp_path: Path, source: TownSource
) -> None:
    space = Workspace(tmp_path / "space")
    first = asked(parks(named()), tmp_path, source)
    accept(first, space, source.town(), by=ALONE, skip_bad=False)
    ready = []
    for stem, east in (("q", 121.3), ("r", 121.32)):
        folder = tmp_path / stem
        folder.mkdir()
        more = parks([f"{stem}{at}" for at in range(BATCH + 1)], east=east)
        ready.append(asked(more, folder, source, append=append))
    town, together = source.town(), threading.Barrier(2)

    def take(each: Prepared) -> str | InputError:
        met: list[bool] = []

        def watch(*_: object) -> None:
            if not met:
                met.append(True)
                together.wait(60)

        try:
            return accept(each, space, town, by=ALONE, skip_bad=False, watch=watch)
        except InputError as fault:
            return fault

    with ThreadPoolExecutor(2) as crowd:
        found = list(crowd.map(take, ready))
    refused = [each for each in found if isinstance(each, InputError)]
    # Of two who add to the same state one is told that it is another by now; neither is mixed in.
    assert [each.code for each in refused] == ["workspace_conflict"] * append
    large = source.town().large("parks")
    assert large is not None
    ids = set(attributes(large, ["id"])["id"])
    rest = ids - set(named()) if append else ids
    assert {each[0] for each in rest} in ({"q"}, {"r"})
    assert len(rest) == BATCH + 1
    # The tiles of the one in use are there, those of the one before are gone.
    kept = {each.parent.name for each in (space.folder / "layers/parks").glob("*/*.pmtiles")}
    assert space.current("parks") in kept
    assert "0001" not in kept


def test_one_who_leaves_leaves_nothing(tmp_path: Path, source: TownSource) -> None:
    ready, before = asked(parks(named()), tmp_path, source), source.town()

    class LeftError(Exception):
        pass

    for step in ("checking", "writing"):

        def watch(at: str, _done: int, _total: int, step: str = step) -> None:
            if at == step:
                raise LeftError

        with pytest.raises(LeftError):
            accept(
                ready,
                Workspace(tmp_path / "space"),
                before,
                by=ALONE,
                skip_bad=False,
                watch=watch,
            )
    assert source.town() == before
    assert not list((tmp_path / "space").glob("layers/parks/0*"))


def test_more_than_a_layer_may_have_is_refused(
    tmp_path: Path, source: TownSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = asked(parks(named()), tmp_path, source)
    monkeypatch.setattr(in_batches, "MOST_IN_BATCHES", COUNT - 1)
    with pytest.raises(InputError, match="import_features"):
        accept(ready, Workspace(tmp_path / "space"), source.town(), by=ALONE, skip_bad=False)


_KILLED = """
import os, sys
from pathlib import Path
from chedun_gis.importing import accept, acceptance, in_batches, open_file, plan, prepare, Options
from chedun_gis.town import TownSource, Workspace, attributes
from layers import LAYERS
from tests.chedun_gis.importing.test_in_batches import BATCH, LAYER, OPTIONS
from tests.people import ALONE

plan.ROWS_A_BATCH = in_batches.ROWS_A_BATCH = acceptance.LARGE = BATCH
file, data, space = map(Path, sys.argv[1:4])
town = TownSource(data, Workspace(space)).town()

def watch(step, done, total):
    if step == sys.argv[4] and done > BATCH:
        os.kill(os.getpid(), 9)

ready = prepare(open_file(file, OPTIONS), LAYER, OPTIONS, town)
accept(ready, Workspace(space), town, by=ALONE, skip_bad=False, watch=watch)
"""


@pytest.mark.parametrize("step", ["checking", "writing"])
def test_killed_in_the_middle_nothing_is_lost(
    step: str, toy_dir: Path, tmp_path: Path, source: TownSource
) -> None:
    space = Workspace(tmp_path / "space")
    accept(asked(parks(named()), tmp_path, source), space, source.town(), by=ALONE, skip_bad=False)
    before = source.town()
    parks([f"q{at}" for at in range(COUNT)]).to_file(tmp_path / "b.gpkg")
    where = [str(tmp_path / "b.gpkg"), str(toy_dir), str(space.folder), step]
    died = subprocess.run([sys.executable, "-c", _KILLED, *where], cwd=ROOT, check=False)
    assert died.returncode == -9
    fresh = TownSource(toy_dir, Workspace(tmp_path / "space")).town()
    assert fresh == before
    assert set(fresh.frame("parks")["id"]) == set(named())
