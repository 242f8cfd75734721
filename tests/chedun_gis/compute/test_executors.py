"""Who answers: as many processes as the settings say, or a Dask cluster, a real one."""

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest
from distributed import LocalCluster

from chedun_gis.compute import Workers, alone, ask, get_ready, in_parts
from chedun_gis.town import installation
from geo import InputError
from layers import LAYERS
from tests.chedun_gis.compute import tasks
from tests.chedun_gis.compute.test_asking import SUM
from tests.chedun_gis.compute.test_workers import until
from tests.conftest import feature


@pytest.fixture
def chosen() -> Iterator[None]:
    """Let this test choose by its own settings, and leave nothing chosen."""
    in_parts.forget()
    yield
    in_parts.forget()


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalCluster]:
    # A page that was opened by a test stays behind as the main module, which the cluster's
    # processes would run.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as found:
        yield found


@pytest.mark.usefixtures("folder", "chosen")
def test_a_cluster_answers_what_is_cut(
    cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHEDUN_SCHEDULER", cluster.scheduler_address)
    installation.settings.forget()
    found, pids = ask(SUM, installation.town(), 110)
    assert found == sum(each * each for each in range(110))
    assert os.getpid() not in pids
    assert not pids & alone().pids


@pytest.mark.usefixtures("folder", "chosen")
def test_a_cluster_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHEDUN_SCHEDULER", "tcp://127.0.0.1:9")
    installation.settings.forget()
    with pytest.raises(InputError) as caught:
        ask(SUM, installation.town(), 55)
    assert caught.value.code == "scheduler_unreachable"
    assert caught.value.params == {"address": "tcp://127.0.0.1:9"}


@pytest.mark.parametrize(("told", "count"), [("3", 3), (" 2 ", 2)])
def test_as_many_workers_as_are_asked_for(told: str, count: int) -> None:
    assert installation.settings_from({"CHEDUN_WORKERS": told}).workers == count


@pytest.mark.parametrize("told", ["", "0", "-1", "many", "1.5"])
@pytest.mark.parametrize(("cores", "count"), [(None, 1), (1, 1), (2, 2), (3, 2), (4, 3), (16, 15)])
def test_how_many_workers_where_nobody_says(
    monkeypatch: pytest.MonkeyPatch, told: str, cores: int | None, count: int
) -> None:
    """What is no number above 0 is as if nothing were said: of more than two cores one is left."""
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert installation.settings_from({"CHEDUN_WORKERS": told}).workers == count


@pytest.mark.usefixtures("folder", "chosen")
def test_workers_begin_before_they_are_asked(
    toy_with: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHEDUN_WORKERS", "2")
    installation.settings.forget()
    toy_with("parks", feature(LAYERS["parks"], "a"))
    town = installation.town()
    leave_parks = partial(tasks.leave_parks, str(tmp_path))
    get_ready(leave_parks, town)
    until(lambda: len(list(tmp_path.glob("*.pid"))) == 2)
    pids = {int(each.stem) for each in tmp_path.glob("*.pid")}
    workers = in_parts()
    assert isinstance(workers, Workers)
    assert pids == workers.pids
    assert {each.read_text() for each in tmp_path.glob("*.pid")} == {"1"}
    # They are there: nothing more is begun.
    get_ready(leave_parks, town)
    assert workers.pids == pids
    workers.shutdown()


@pytest.mark.usefixtures("folder", "chosen")
def test_who_has_a_cluster_is_not_kept_waiting_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHEDUN_SCHEDULER", "tcp://127.0.0.1:9")
    installation.settings.forget()
    # Asked for it, it would be refused; nobody asks.
    get_ready(tasks.parks, installation.town())
    with pytest.raises(InputError, match="scheduler_unreachable"):
        in_parts()
