"""Run what may crash, hang or grow in a process of its own, and watch it from here.

It is sent a function by name, and sends back JSON, never a pickle: what has read hostile bytes is
not believed. Frames go through files.
"""

import json
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Final

import psutil

from chedun_gis.compute.process import POSIX, be_quiet, end_with_parent, ended, new_process
from chedun_gis.compute.scratch import scratch
from chedun_gis.town import noted
from geo import InputError

# Told what is going on ("waiting", "reading"), how much is done and of how much; 0 of 0 is unknown.
# What it raises ends the child.
Watch = Callable[[str, int, int], None]
# Told by the child how much is done and of how much.
Tally = Callable[[int, int], None]

_AT_ONCE: Final = 2
_TURNS: Final = threading.BoundedSemaphore(_AT_ONCE)
_LOOK_S: Final = 0.05
_TELL_S: Final = 0.25
_ANSWER_BYTES: Final = 1 << 20
_OPEN_FILES: Final = 256
# A wide backstop behind what is watched: a good file of a million parcels takes 0.7 GB of memory,
# but more than 2 GB of addresses.
_ADDRESSES_BYTES: Final = 1 << 35
_WRITTEN_BYTES: Final = 1 << 33


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a child may take.

    `memory_mb` is resident memory; `idle_s` the work (CPU seconds) since it last told of progress,
    `total_s` in all. `still_s` is by the clock: so long it may neither work nor tell anything.
    """

    memory_mb: int = 1_024
    idle_s: float = 12.0
    total_s: float = 60.0
    still_s: float = 20.0


def apart(
    task: Callable[..., Any],
    *args: object,
    file: str,
    allowance: Allowance | None = None,
    watch: Watch | None = None,
) -> Any:  # noqa: ANN401 - whatever the task returns, as JSON has it
    """Return what `task(report, *args)` returns, as JSON has it, run in a process of its own.

    `task` is a function of a module; `report(done, total)` tells how far it is. At most two run at
    once, others wait. Raises the `InputError` that the task raises, and with `file` also
    `child_memory` (limit_mb), `child_slow`, `child_died` and `child_failed` (number: what nobody
    expected is noted under it); each ends the child.
    """
    tell = watch or (lambda *_: None)
    allowed = allowance or Allowance()
    with _turn(tell), scratch("child") as folder:
        process, ours = new_process(_main, task, args, folder, allowed)
        try:
            answer = _answer(process, ours, allowed, tell)
        except _EndedError as fault:
            raise InputError(fault.code, file=file, **fault.params) from None
        finally:
            ended(process, ours)
    if "failed" in answer:
        number = noted(_FailedError(answer["failed"]), f"reading {file}").number
        raise InputError("child_failed", file=file, number=number)
    if "code" in answer:
        raise InputError(answer["code"], **answer["params"])
    return answer["answer"]


@contextmanager
def _turn(tell: Watch) -> Iterator[None]:
    while not _TURNS.acquire(timeout=_TELL_S):
        tell("waiting", 0, 0)
    try:
        yield
    finally:
        _TURNS.release()


class _FailedError(Exception):
    """What nobody expected happened in the child: its trace."""


class _EndedError(Exception):
    """The child took more than it may, or is gone."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def _answer(
    process: BaseProcess, ours: Connection, allowed: Allowance, tell: Watch
) -> dict[str, Any]:
    """Return what the child sends last; look after it until then."""
    so_far, done, told = _Taken(time.monotonic()), (0, 0), time.monotonic()
    while True:
        try:
            if ours.poll(_LOOK_S):
                message = json.loads(ours.recv_bytes(_ANSWER_BYTES))
                if "done" not in message:
                    return dict(message)
                done = (int(message["done"]), int(message["total"]))
                so_far = so_far.with_progress()
        except (EOFError, OSError, ValueError) as error:
            raise _EndedError("child_died") from error
        so_far = so_far.looked_at(process.pid)
        so_far.require(allowed)
        if time.monotonic() - told > _TELL_S:
            told = time.monotonic()
            tell("reading", *done)


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a child has taken: CPU seconds, those at its last progress, and when it last moved."""

    moved_at: float
    work_s: float = 0.0
    progress_s: float = 0.0
    memory_mb: float = 0.0

    def with_progress(self) -> "_Taken":
        return _Taken(time.monotonic(), self.work_s, self.work_s, self.memory_mb)

    def looked_at(self, pid: int | None) -> "_Taken":
        try:
            child = psutil.Process(pid)
            with child.oneshot():
                times, memory = child.cpu_times(), child.memory_info().rss
        except psutil.Error:  # gone: its last words may still be in the pipe
            return self
        work_s = float(times.user + times.system)
        moved_at = time.monotonic() if work_s > self.work_s else self.moved_at
        return _Taken(moved_at, work_s, self.progress_s, memory / (1 << 20))

    def require(self, allowed: Allowance) -> None:
        if self.memory_mb > allowed.memory_mb:
            raise _EndedError("child_memory", limit_mb=allowed.memory_mb)
        slow = self.work_s > allowed.total_s or self.work_s - self.progress_s > allowed.idle_s
        if slow or time.monotonic() - self.moved_at > allowed.still_s:
            raise _EndedError("child_slow")


def _main(
    theirs: Connection,
    task: Callable[..., Any],
    args: tuple[object, ...],
    folder: str,
    allowed: Allowance,
) -> None:
    """Run the task in the child."""
    be_quiet()
    tempfile.tempdir = folder
    _limit(allowed)
    end_with_parent()
    told = 0.0

    def report(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told > _LOOK_S:
            told = time.monotonic()
            _send(theirs, {"done": done, "total": total})

    try:
        answer = {"answer": task(report, *args)}
    except InputError as error:
        answer = {"code": error.code, "params": error.params}
    except MemoryError:
        answer = {"code": "child_memory", "params": {"file": "", "limit_mb": allowed.memory_mb}}
    except Exception:  # noqa: BLE001 - whatever a reader makes of hostile bytes is one sentence
        answer = {"failed": traceback.format_exc()[-10_000:]}
    _send(theirs, answer)


def _send(theirs: Connection, message: dict[str, Any]) -> None:
    theirs.send_bytes(json.dumps(message, default=_plain).encode("utf-8", "replace"))


def _plain(value: object) -> object:
    """Return numpy's numbers as numbers, and what else JSON does not know as its text."""
    return value.item() if hasattr(value, "item") else str(value)


def _limit(allowed: Allowance) -> None:
    """Bound what the system can bound; on Windows the parent's watch is all there is."""
    if not POSIX:
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    cpu_s = int(allowed.total_s) + 30
    wanted = (
        (resource.RLIMIT_CPU, cpu_s),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_AS, _ADDRESSES_BYTES),
        (resource.RLIMIT_FSIZE, _WRITTEN_BYTES),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, most in wanted:
        _, hard = resource.getrlimit(kind)
        low = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (low, hard))
