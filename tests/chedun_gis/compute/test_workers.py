"""Workers: what is killed is asked once more, what is stopped ends, and nobody else notices."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, wait
from pathlib import Path

import psutil
import pytest

from chedun_gis.compute import Workers
from chedun_gis.compute import workers as workers_module
from chedun_gis.compute.workers import WorkerDiedError, WorkFailedError
from tests.chedun_gis.compute import tasks

ROOT = Path(__file__).parents[3]


@pytest.fixture
def two() -> Iterator[Workers]:
    with Workers(2) as workers:
        yield workers


@pytest.fixture
def one() -> Iterator[Workers]:
    with Workers(1) as workers:
        yield workers


def until(found: Callable[[], object]) -> None:
    """Wait until something is so; four minutes are for ever, also while much else is at work."""
    end = time.monotonic() + 240
    while not found():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_each_begins_although_one_could_do_it_all(two: Workers, tmp_path: Path) -> None:
    """The first that is there must not take what the other was to begin with."""
    two.begin(tasks.leave_mark, str(tmp_path))
    until(lambda: len(list(tmp_path.iterdir())) == 2)
    assert {int(mark.name) for mark in tmp_path.iterdir()} == two.pids
    two.begin(tasks.leave_mark, str(tmp_path / "not there"))
    assert two.submit(tasks.double, 4).result() == 8
    assert len(two.pids) == 2


def test_one_that_dies_as_it_begins_is_begun_once_more(one: Workers, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    one.begin(tasks.die_once, str(mark))
    assert one.submit(tasks.double, 4).result() == 8
    assert mark.exists()


def gone(pid: int) -> bool:
    """Tell whether a process has ended; the one that forked it may not have asked how yet."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def pid_in(mark: Path) -> int:
    until(mark.exists)
    return int(mark.read_text(encoding="ascii"))


def test_answers_come_from_other_processes(two: Workers) -> None:
    assert [each.result() for each in [two.submit(tasks.double, n) for n in range(20)]] == [
        2 * n for n in range(20)
    ]
    assert two.submit(tasks.pid_of).result() in two.pids
    assert os.getpid() not in two.pids
    assert list(two.map(tasks.double, (1, 2))) == [2, 4]


def test_no_more_than_so_many_at_once(two: Workers, tmp_path: Path) -> None:
    works = [two.submit(tasks.stay, str(tmp_path / name)) for name in "abc"]
    first = {pid_in(tmp_path / "a"), pid_in(tmp_path / "b")}
    assert two.pids == first
    assert not works[2].running()
    works[0].cancel()
    pid_in(tmp_path / "c")  # its turn comes
    for each in works[1:]:
        each.cancel()


def test_one_worker_answers_again_and_again(one: Workers) -> None:
    assert len({one.submit(tasks.pid_of, n).result() for n in range(5)}) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such number")
def test_a_worker_leaves_the_cores_to_the_pages(one: Workers) -> None:
    assert one.submit(tasks.niceness).result() == min(os.nice(0) + 5, 19)


def test_what_fails_is_told_with_its_trace(one: Workers) -> None:
    work = one.submit(tasks.fail_at_once)
    with pytest.raises(WorkFailedError, match="ZeroDivisionError"):
        work.result()
    assert one.submit(tasks.double, 2).result() == 4


def test_what_cannot_be_sent_is_told_both_ways(one: Workers) -> None:
    with pytest.raises(WorkFailedError, match="pickle"):
        one.submit(tasks.not_sent).result()
    with pytest.raises(Exception, match="pickle"):
        one.submit(lambda: None).result()
    assert one.submit(tasks.double, 2).result() == 4


def test_a_killed_worker_is_replaced_and_asked_once_more(one: Workers, tmp_path: Path) -> None:
    first = one.submit(tasks.pid_of).result()
    again = one.submit(tasks.die_once, str(tmp_path / "mark")).result()
    assert again != first
    assert one.pids == {again}


def test_killed_twice_is_an_error_that_ends_nobody_else(two: Workers) -> None:
    works: list[Future[object]] = [two.submit(tasks.die)]
    works += [two.submit(tasks.double, n) for n in range(10)]
    with pytest.raises(WorkerDiedError):
        works[0].result()
    assert [each.result() for each in works[1:]] == [2 * n for n in range(10)]


def test_workers_killed_from_outside_at_any_time(two: Workers, tmp_path: Path) -> None:
    """While idle, while busy, again and again: every answer comes."""
    for turn in range(6):
        mark = tmp_path / f"{turn}"
        busy = two.submit(tasks.stay, str(mark))
        os.kill(pid_in(mark), signal.SIGKILL)
        mark.unlink()
        pid_in(mark)  # asked once more
        busy.cancel()
        for pid in two.pids:  # idle ones too
            os.kill(pid, signal.SIGKILL)
        assert [two.submit(tasks.double, n).result() for n in (1, 2, 3)] == [2, 4, 6]


def test_what_runs_can_be_stopped(one: Workers, tmp_path: Path) -> None:
    work = one.submit(tasks.stay, str(tmp_path / "mark"))
    waiting = one.submit(tasks.double, 1)
    dropped = one.submit(tasks.double, 2)
    pid = pid_in(tmp_path / "mark")
    assert dropped.cancel()
    assert work.cancel()
    with pytest.raises(CancelledError):
        work.result()
    until(lambda: gone(pid))
    assert waiting.result() == 2
    assert dropped.cancelled()
    assert not work.cancel()  # it is over


def test_who_asked_hears_how_far_it_is(one: Workers) -> None:
    work = one.submit(tasks.tell_and_stay)
    until(lambda: work.told is not None)
    assert work.told == ("cover", 3, 4)
    work.cancel()


def test_a_process_that_cannot_begin_is_told(one: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise BlockingIOError

    with monkeypatch.context() as patch:
        patch.setattr(workers_module, "new_process", refused)
        with pytest.raises(BlockingIOError):
            one.submit(tasks.double, 1).result(60)
    assert one.submit(tasks.double, 2).result(60) == 4


def test_closing_ends_every_process_and_takes_nothing_more() -> None:
    workers = Workers(2)
    works = [workers.submit(tasks.double, n) for n in range(4)]
    wait(works)
    pids = workers.pids
    assert pids
    workers.shutdown()
    assert all(map(gone, pids))
    with pytest.raises(RuntimeError):
        workers.submit(tasks.double, 1)


def test_no_worker_outlives_a_killed_server() -> None:
    script = (
        "import time\n"
        "from chedun_gis.compute import Workers\n"
        "from tests.chedun_gis.compute import tasks\n"
        "print(Workers(1).submit(tasks.pid_of).result(), flush=True)\n"
        "time.sleep(600)\n"
    )
    server = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE)
    assert server.stdout is not None
    pid = int(server.stdout.readline())
    assert psutil.pid_exists(pid)
    server.kill()
    server.wait()
    server.stdout.close()
    until(lambda: gone(pid))
