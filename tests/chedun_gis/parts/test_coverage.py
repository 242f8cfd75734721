"""Coverage by parts: one answer to the last bit, whoever works it out, in whatever order."""

import os
import shutil
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
from distributed import LocalCluster

from chedun_gis.compute import Cluster, Workers
from chedun_gis.parts import (
    CoverageByParts,
    PartSet,
    coverage_by_parts,
    open_parts,
    services_of_frame,
    services_of_parts,
)
from chedun_gis.town import SchedulerKeys
from geo import InputError
from geo.coverage import coverage
from tests.chedun_gis.compute.test_executors import cluster  # noqa: F401 - a fixture

Cut = Callable[[Path, int], PartSet]
RADIUS_M = 400


def figures(found: CoverageByParts) -> tuple[str, str, str, str]:
    """Return all that is told of a coverage, bit by bit."""
    return tuple(map(float.hex, (found.total, found.covered, found.uncovered, found.share)))


def asked(executor: object, demand: PartSet, parks: Path, **more: object) -> CoverageByParts:
    services = services_of_frame(gpd.read_file(parks), demand, RADIUS_M)
    return coverage_by_parts(executor, demand, services, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def alone(homes: Path, parks: Path, cut: Cut) -> CoverageByParts:
    """What one process finds, the layer in one piece."""
    with Workers(1) as one:
        return asked(one, cut(homes, 1), parks)


def test_it_is_the_coverage_of_the_whole_layer(
    alone: CoverageByParts, homes: Path, parks: Path
) -> None:
    """Against another origin a parcel's area ends otherwise in the last of its digits."""
    whole = coverage(gpd.read_parquet(homes), gpd.read_file(parks), radius_m=RADIUS_M)
    assert 0.3 < alone.share < 0.95
    assert alone.total == whole.total
    assert alone.uncovered == pytest.approx(whole.uncovered, rel=1e-12)
    assert (alone.rows, alone.parts, alone.workers) == (900, 1, 1)


@pytest.mark.parametrize("crew", [(1, 6), (2, 7), (3, 16)])
def test_neither_workers_nor_parts_show_in_the_answer(
    crew: tuple[int, int], alone: CoverageByParts, homes: Path, parks: Path, cut: Cut
) -> None:
    workers, parts = crew
    with Workers(workers) as some:
        found = asked(some, cut(homes, parts), parks)
    assert figures(found) == figures(alone)
    assert found.parts == parts


class InAnyOrder(Executor):
    """Answers here, the last that was asked first or by chance, never in order."""

    count = 100

    def __init__(self, seed: int) -> None:
        self._chance = np.random.default_rng(seed)
        self._asked: list[tuple[Future[Any], Any, Any]] = []
        self._lock = threading.Lock()
        self.order: list[int] = []
        self._number = 0

    def submit(self, task: Callable[..., Any], /, *args: object) -> Future[Any]:
        work: Future[Any] = Future()
        number, self._number = self._number, self._number + 1
        with self._lock:
            self._asked.append((work, (task, args), number))
            first = len(self._asked) == 1
        if first:
            threading.Timer(0.2, self._answer).start()
        return work

    def _answer(self) -> None:
        with self._lock:
            asked, self._asked = self._asked, []
        for at in self._chance.permutation(len(asked)):
            work, (task, args), number = asked[at]
            self.order.append(number)
            work.set_result(task(*args))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_completion_does_not_show(
    seed: int, alone: CoverageByParts, homes: Path, parks: Path, cut: Cut
) -> None:
    shuffled = InAnyOrder(seed)
    found = asked(shuffled, cut(homes, 7), parks)
    assert shuffled.order != sorted(shuffled.order)
    assert sorted(shuffled.order) == list(range(7))
    assert figures(found) == figures(alone)


def test_a_killed_worker_changes_nothing(
    alone: CoverageByParts, homes: Path, parks: Path, cut: Cut, tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill(done: int, _: int, __: int) -> None:
        if done >= 2 and not killed:
            killed.append(min(two.pids))
            os.kill(killed[0], signal.SIGKILL)

    with Workers(2) as two:
        found = asked(two, cut(homes, 16), parks, out=tmp_path / "out", watch=kill)
    assert killed
    assert figures(found) == figures(alone)
    # Nothing of what the killed one had half written is left among the parcels.
    written = open_parts(tmp_path / "out")
    there = {each.name for each in (tmp_path / "out").iterdir()}
    assert there == {"parts.json", *(part.file for part in written.parts)}
    assert written.rows == 900


def test_a_cluster_that_loses_a_worker_gives_the_same(
    cluster: LocalCluster,  # noqa: F811 - the fixture
    alone: CoverageByParts,
    homes: Path,
    parks: Path,
    cut: Cut,
) -> None:
    lost: list[int] = []
    counts: set[int] = set()

    def kill(done: int, _: int, workers: int) -> None:
        counts.add(workers)
        if done >= 2 and not lost:
            lost.append(min(each.process.pid for each in cluster.workers.values()))
            os.kill(lost[0], signal.SIGKILL)

    executor = Cluster(cluster.scheduler_address, SchedulerKeys())
    try:
        whole = asked(executor, cut(homes, 7), parks)
        found = asked(executor, cut(homes, 16), parks, watch=kill)
    finally:
        executor.shutdown()
    assert lost
    assert 2 in counts
    assert figures(whole) == figures(found) == figures(alone)


def test_services_in_parts_are_read_by_who_measures(
    alone: CoverageByParts, homes: Path, parks: Path, cut: Cut
) -> None:
    demand = cut(homes, 7)
    stored = services_of_parts(cut(parks, 5), demand, RADIUS_M)
    with Workers(2) as two:
        found = coverage_by_parts(two, demand, stored)
    assert figures(found) == figures(alone)
    # A part elsewhere gets none of them.
    far = replace(demand.parts[0], tiles=((0, 30, 200),))
    assert stored.near(demand.parts[0]).parts.parts
    assert stored.near(far).parts.parts == ()
    assert len(stored.near(far).frame()) == 0


def test_people_and_places_count_too(homes: Path, parks: Path, cut: Cut, tmp_path: Path) -> None:
    frame, services = gpd.read_parquet(homes), gpd.read_file(parks)
    points = tmp_path / "points.gpkg"
    frame.set_geometry(frame.geometry.centroid).to_file(points)
    with Workers(1) as one:
        by_people = asked(one, cut(homes, 7), parks, weight="people")
        places = asked(one, cut(points, 4), parks)
    whole = coverage(frame, services, radius_m=RADIUS_M, weight=frame["people"])
    assert by_people.total == whole.total
    assert by_people.covered == pytest.approx(whole.covered, rel=1e-12)
    at = coverage(gpd.read_file(points), services, radius_m=RADIUS_M)
    assert (places.total, places.covered, places.points) == (900.0, at.covered, True)


def test_each_parcel_is_written_where_it_was_asked_for(
    homes: Path, parks: Path, cut: Cut, tmp_path: Path
) -> None:
    with Workers(2) as two:
        found = asked(two, cut(homes, 7), parks, out=tmp_path / "out")
        with pytest.raises(InputError) as caught:
            asked(two, cut(homes, 7), parks, out=tmp_path / "out")
    assert caught.value.code == "parts_there"
    parts = [gpd.read_parquet(each) for each in sorted((tmp_path / "out").glob("*.parquet"))]
    assert len(parts) == 7
    rows = {row["id"]: row for part in parts for row in part.to_dict("records")}
    whole = coverage(
        gpd.read_parquet(homes).set_index("id"), gpd.read_file(parks), radius_m=RADIUS_M
    ).parcels
    assert rows.keys() == set(whole.index)
    for name in ("total", "covered", "uncovered", "share"):
        ours = [rows[each][name] for each in whole.index]
        assert ours == pytest.approx(whole[name].tolist(), rel=1e-9, abs=1e-7)
    assert found.covered == pytest.approx(whole["covered"].sum())


@pytest.fixture
def spoilt(homes: Path, cut: Cut, tmp_path: Path) -> Path:
    folder = tmp_path / "spoilt"
    shutil.copytree(cut(homes, 7).folder, folder)
    return folder


def test_other_bytes_than_the_list_says_are_refused(spoilt: Path, parks: Path) -> None:
    file = spoilt / "part-0003.parquet"
    file.write_bytes(file.read_bytes()[:-1] + b"\x00")
    with Workers(2) as two, pytest.raises(InputError) as caught:
        asked(two, open_parts(spoilt), parks, out=spoilt.parent / "out")
    assert (caught.value.code, caught.value.params) == ("part_changed", {"file": file.name})
    assert [each.name for each in spoilt.parent.iterdir()] == ["spoilt"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"part-0000.parquet"', '"../part-0000.parquet"'),
        ('"rows": 900', '"rows": 901'),
        ('"kind": "polygon"', '"kind": "line"'),
        ('"format"', '"form"'),
        ("{", "["),
        ('"size_bytes"', '"more": 1, "size_bytes"'),
    ],
)
def test_a_list_that_says_something_else_is_refused(spoilt: Path, old: str, new: str) -> None:
    file = spoilt / "parts.json"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        open_parts(spoilt)
    assert caught.value.code == "parts_broken"


def test_points_and_areas_together_are_no_demand(
    homes: Path, parks: Path, cut: Cut, tmp_path: Path
) -> None:
    """Each part alone might hold one kind, and metres would be added to places."""
    frame = gpd.read_parquet(homes)
    frame.loc[:9, "geometry"] = frame.geometry[:10].centroid
    frame.to_parquet(tmp_path / "mixed.parquet")
    with Workers(1) as one, pytest.raises(InputError) as caught:
        asked(one, cut(tmp_path / "mixed.parquet", 90), parks)
    assert (caught.value.code, caught.value.params["found"]) == ("feature_kind", "point, polygon")


def test_workers_without_this_program_are_said_to_be_that(
    homes: Path, parks: Path, cut: Cut
) -> None:
    class Other(InAnyOrder):
        def submit(self, _: Callable[..., Any], /, *__: object) -> Future[Any]:
            work: Future[Any] = Future()
            work.set_exception(ModuleNotFoundError("No module named 'chedun_gis'"))
            return work

    with pytest.raises(InputError) as caught:
        asked(Other(1), cut(homes, 1), parks)
    assert caught.value.code == "scheduler_program"


def test_who_leaves_stops_the_rest(homes: Path, parks: Path, cut: Cut, tmp_path: Path) -> None:
    class LeftError(Exception):
        pass

    def leave(done: int, _: int, __: int) -> None:
        if done:
            raise LeftError

    with Workers(1) as one, pytest.raises(LeftError):
        asked(one, cut(homes, 16), parks, out=tmp_path / "out", watch=leave)
    assert not list(tmp_path.iterdir())
