"""Processes that answer heavy questions beside the server, behind `concurrent.futures.Executor`.

Unlike those of the standard library, one that is killed takes nothing with it but what it was
doing, which another is asked once more; and what already runs can be stopped.
"""

import os
import tempfile
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pickle import PicklingError
from typing import Any, Final

from chedun_gis.compute.process import POSIX, be_quiet, end_with_parent, ended, new_process
from chedun_gis.compute.scratch import scratch

# What is told on the way: the step, how much of it is done, and of how much.
Told = tuple[str, float, float]

_LOOK_S: Final = 0.05
_TELL_S: Final = 0.1
# So much later than the page, where both want a core: a click must not wait for a report.
_NICER: Final = 5
_MOST_TRIES: Final = 2
# A worker that has had nothing to do for so long gives its memory back.
_IDLE_S: Final = 300.0


class WorkerDiedError(RuntimeError):
    """The worker of this question was killed, and so was the next one."""


class WorkFailedError(RuntimeError):
    """A question failed in its worker; the text is the worker's trace."""


class Work(Future[Any]):
    """An answer that is being worked out by a worker; `cancel` stops it while it runs too."""

    def __init__(self, task: Callable[..., Any], args: tuple[object, ...]) -> None:
        """Remember what is asked."""
        super().__init__()
        self.task = task
        self.arguments = args
        self.told: Told | None = None
        self.tries = 0
        self.stopped = threading.Event()

    def cancel(self) -> bool:
        """Stop it, whether it has begun or not; False when it is done already."""
        if super().cancel():
            return True
        self.stopped.set()
        return not self.done()


class Workers(Executor):
    """Up to `most` processes; each begins when it is first needed and takes one work at a time."""

    def __init__(self, most: int) -> None:
        """Start with no process."""
        self._most = most
        self._waiting: deque[Work] = deque()
        self._changed = threading.Condition()
        self._serving = 0
        self._idle = 0
        self._closed = False
        self._pids: set[int] = set()

    @property
    def count(self) -> int:
        """How many processes there may be at once."""
        return self._most

    @property
    def pids(self) -> frozenset[int]:
        """The processes that there are now."""
        with self._changed:
            return frozenset(self._pids)

    def submit(self, task: Callable[..., Any], /, *args: Any, **options: Any) -> Work:  # noqa: ANN401
        """Return the work of `task(*args)`, a function of a module, done as soon as one is free."""
        if options:
            raise TypeError(options)
        work = Work(task, args)
        with self._changed:
            if self._closed:
                raise RuntimeError("closed")
            self._waiting.append(work)
            if len(self._waiting) > self._idle and self._serving < self._most:
                self._serve_from(None)
            self._changed.notify()
        return work

    def begin(self, task: Callable[..., Any], /, *args: Any) -> None:  # noqa: ANN401
        """Begin every process that is not there, each with `task(*args)`; the answer is lost."""
        with self._changed:
            if self._closed:
                raise RuntimeError("closed")
            for _ in range(self._most - self._serving):
                # Its own: of what waits for any of them, the first that is there would do it all.
                self._serve_from(Work(task, args))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        """End every process; what has not begun is done before, unless it is cancelled too."""
        with self._changed:
            self._closed = True
            for work in tuple(self._waiting) if cancel_futures else ():
                work.cancel()
            self._changed.notify_all()
            while wait and self._serving:
                self._changed.wait()

    def _serve_from(self, first: Work | None) -> None:
        """Begin to serve one worker, `first` before what waits; under the lock."""
        self._serving += 1
        threading.Thread(target=self._serve, args=(first,), daemon=True).start()

    def _serve(self, first: Work | None) -> None:
        """Be the server's side of one worker, until there is nothing to do for long."""
        worker: _Worker | None = None
        try:
            while (work := first or self._next()) is not None:
                first = None
                try:
                    worker = self._alive(worker)
                except OSError as error:  # the machine has no process left, or no memory
                    worker = None
                    work.set_exception(error)
                    continue
                if not self._done(worker, work):
                    self._let_go(worker)
                    worker = None
        finally:
            self._let_go(worker)
            with self._changed:
                self._serving -= 1
                self._changed.notify_all()

    def _alive(self, worker: "_Worker | None") -> "_Worker":
        """Return the worker, or another one where it is gone."""
        if worker is not None and worker.alive:
            return worker
        self._let_go(worker)
        fresh = _Worker()
        with self._changed:
            self._pids.add(fresh.pid)
        return fresh

    def _let_go(self, worker: "_Worker | None") -> None:
        if worker is not None:
            with self._changed:
                self._pids.discard(worker.pid)
            worker.end()

    def _next(self) -> Work | None:
        """Return the work that has waited longest; None when this worker is no longer needed."""
        until = time.monotonic() + _IDLE_S
        with self._changed:
            self._idle += 1
            try:
                while True:
                    while self._waiting:
                        work = self._waiting.popleft()
                        if work.tries or work.set_running_or_notify_cancel():
                            return work
                    left_s = until - time.monotonic()
                    if self._closed or left_s <= 0:
                        return None
                    self._changed.wait(left_s)
            finally:
                self._idle -= 1

    def _done(self, worker: "_Worker", work: Work) -> bool:
        """Have a work done; False when its worker is gone."""
        work.tries += 1
        try:
            answer = worker.ask(work)
        except _StoppedError:
            work.set_exception(CancelledError())
            return False
        except (EOFError, OSError):
            if work.tries < _MOST_TRIES:
                with self._changed:
                    self._waiting.appendleft(work)
                    self._changed.notify()
            else:
                work.set_exception(WorkerDiedError())
            return False
        except Exception as error:  # noqa: BLE001 - what cannot be sent is the asker's fault
            work.set_exception(error)
            return False
        if isinstance(answer, _Failed):
            work.set_exception(WorkFailedError(answer.trace))
        else:
            work.set_result(answer)
        return True


class _StoppedError(Exception):
    """Nobody wants the answer any more."""


class _Failed:
    """What a worker sends instead of an answer."""

    def __init__(self, trace: str) -> None:
        self.trace = trace


class _Telling:
    """What a worker sends before its answer."""

    def __init__(self, told: Told) -> None:
        self.told = told


class _Worker:
    """One process, seen from the server."""

    def __init__(self) -> None:
        # Killed in the middle of its work, it leaves what it had there.
        self._folder = scratch("worker")
        self._process: BaseProcess
        try:
            self._process, self._ours = new_process(_main, self._folder.name)
        except BaseException:
            self._folder.cleanup()
            raise
        self.pid = self._process.pid or 0

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def ask(self, work: Work) -> object:
        """Return the answer; raises `EOFError` or `OSError` when the process dies meanwhile."""
        self._ours.send((work.task, work.arguments))
        while True:
            if work.stopped.is_set():
                raise _StoppedError
            if self._ours.poll(_LOOK_S):
                found = self._ours.recv()
                if not isinstance(found, _Telling):
                    return found
                work.told = found.told

    def end(self) -> None:
        ended(self._process, self._ours)
        self._folder.cleanup()


_pipe: Connection | None = None
_told_at = 0.0


def tell(step: str, done: float, total: float) -> None:
    """Tell whoever asked how far the work is; nobody hears it outside a worker."""
    global _told_at  # noqa: PLW0603 - a worker does one thing at a time
    if _pipe is not None and time.monotonic() - _told_at > _TELL_S:
        _told_at = time.monotonic()
        _pipe.send(_Telling((step, done, total)))


def _main(theirs: Connection, folder: str) -> None:
    """Answer one question after another, in the worker."""
    global _pipe  # noqa: PLW0603 - the one pipe of this process
    _pipe = theirs
    tempfile.tempdir = folder
    be_quiet()
    end_with_parent()
    if POSIX:
        os.nice(_NICER)
    with suppress(EOFError, OSError):
        while True:
            task, args = theirs.recv()
            try:
                answer: object = task(*args)
            except Exception:  # noqa: BLE001 - whatever it is, the server goes on
                answer = _Failed(traceback.format_exc())
            try:
                theirs.send(answer)
            except (TypeError, AttributeError, ValueError, PicklingError):
                theirs.send(_Failed(traceback.format_exc()))
