"""A child answers, refuses, dies, grows, hangs and is stopped, and the parent goes on."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from chedun_gis.compute import Allowance, apart
from chedun_gis.texts import LANGS, fault_of
from geo import InputError
from tests.chedun_gis.compute import tasks

QUICK = Allowance(memory_mb=600, idle_s=0.3, total_s=20, still_s=20)


def refused(task: object, *args: object, allowance: Allowance = QUICK) -> InputError:
    with pytest.raises(InputError) as caught:
        apart(task, *args, file="a.gpkg", allowance=allowance)  # type: ignore[arg-type]
    assert all(fault_of(caught.value.code, caught.value.params, lang) for lang in LANGS)
    return caught.value


def test_an_answer_comes_from_another_process_with_a_folder_of_its_own() -> None:
    answer = apart(tasks.add, 2, 3, file="a.gpkg")
    assert answer["sum"] == 5
    assert answer["child"] != os.getpid()
    assert "chedun-child-" in answer["folder"]
    assert not Path(answer["folder"]).exists()


def test_a_refusal_comes_with_its_values() -> None:
    fault = refused(tasks.refuse, "绿地.shp")
    assert (fault.code, fault.params) == ("file_empty", {"file": "绿地.shp"})


@pytest.mark.usefixtures("expected_faults")
def test_what_nobody_expected_is_noted_under_the_number_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHEDUN_WORKSPACE", str(tmp_path))
    fault = refused(tasks.fail)
    assert fault.code == "child_failed"
    log = (tmp_path / "faults.log").read_text(encoding="utf-8")
    assert f" {fault.params['number']} reading a.gpkg\n" in log
    assert "ZeroDivisionError" in log
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("task", [tasks.crash, tasks.chatter])
def test_a_child_that_dies_or_says_too_much(task: object) -> None:
    fault = refused(task)
    assert (fault.code, fault.params["file"]) == ("child_died", "a.gpkg")


def test_a_child_that_grows() -> None:
    fault = refused(tasks.grow, allowance=Allowance(memory_mb=600))
    assert (fault.code, fault.params["limit_mb"]) == ("child_memory", 600)


def test_a_child_that_works_on_and_on_without_getting_on() -> None:
    assert refused(tasks.loop).code == "child_slow"


def test_a_child_that_does_nothing() -> None:
    assert refused(tasks.sleep, allowance=Allowance(still_s=0.5)).code == "child_slow"


def test_who_gets_on_has_more_time_but_not_for_ever() -> None:
    assert apart(tasks.get_on, 0.8, file="a.gpkg", allowance=QUICK) == "done"
    short = Allowance(idle_s=10, total_s=0.3)
    assert refused(tasks.get_on, 5.0, allowance=short).code == "child_slow"


def test_who_watches_sees_progress_and_may_stop_it(tmp_path: Path) -> None:
    seen = list[tuple[str, int, int]]()

    def watch(stage: str, done: int, total: int) -> None:
        seen.append((stage, done, total))
        if len(seen) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apart(tasks.get_on, 30.0, file="a.gpkg", watch=watch)
    assert {stage for stage, _, _ in seen} == {"reading"}
    assert seen[-1][1] > 0
    pid = tmp_path / "pid"

    def once_there(*_: object) -> None:
        if pid.exists() and pid.read_text(encoding="ascii"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apart(tasks.loop, str(pid), file="a.gpkg", watch=once_there)
    assert not psutil.pid_exists(int(pid.read_text(encoding="ascii")))


def test_two_run_at_once_and_a_third_waits_visibly() -> None:
    stop, stages = threading.Event(), set[str]()

    def until_stopped(*_: object) -> None:
        if stop.is_set():
            raise InterruptedError

    def busy() -> None:
        with pytest.raises(InterruptedError):
            apart(tasks.get_on, 600.0, file="a.gpkg", watch=until_stopped)

    def watch(stage: str, *_: int) -> None:
        stages.add(stage)
        stop.set()

    others = [threading.Thread(target=busy) for _ in range(2)]
    for each in others:
        each.start()
    time.sleep(0.5)
    assert apart(tasks.add, 1, 1, file="b.gpkg", watch=watch)["sum"] == 2
    assert "waiting" in stages
    for each in others:
        each.join()


def test_a_child_ends_with_its_parent(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    code = (
        "from chedun_gis.compute import apart; from tests.chedun_gis.compute import tasks;"
        f"apart(tasks.loop, {str(pid)!r}, file='a.gpkg')"
    )
    parent = subprocess.Popen([sys.executable, "-c", code])
    try:
        until = time.monotonic() + 60
        while not (pid.exists() and pid.read_text(encoding="ascii")) and time.monotonic() < until:
            time.sleep(0.05)
        child = int(pid.read_text(encoding="ascii"))
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        while psutil.pid_exists(child) and time.monotonic() < until:
            time.sleep(0.05)
        assert not psutil.pid_exists(child)
    finally:
        parent.kill()
