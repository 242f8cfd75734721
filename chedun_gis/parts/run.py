"""Have the parts of a question answered, in whatever order, by whoever there is."""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from typing import Any, Final, TypeVar

from chedun_gis.compute import Cluster, WorkerDiedError, Workers
from geo import InputError

PartTask = TypeVar("PartTask")
PartAnswer = TypeVar("PartAnswer")
# Told how many parts are done, of how many, and how many workers there are; may raise to leave.
PartsWatch = Callable[[int, int, int], None]

_LOOK_S: Final = 0.1
# So many parts for each worker are under way: enough that none waits, few enough to be small.
_AHEAD: Final = 3


def answered_parts(
    executor: Workers | Cluster,
    answer: Callable[[PartTask], PartAnswer],
    tasks: Iterable[PartTask],
    *,
    count: int,
    watch: PartsWatch,
) -> Iterator[tuple[int, PartAnswer]]:
    """Yield the number and the answer of each task as they come.

    `answer` is a function of a module and changes nothing that an earlier, lost try of it might
    have left: who was killed in the middle is replaced. Raises the `InputError` of an answer,
    `work_died` when workers of one part are killed time and again, and `scheduler_program` when
    those of a cluster do not have this program.
    """
    waiting = iter(enumerate(tasks))
    running: dict[Future[Any], int] = {}
    done, workers = 0, executor.count
    try:
        while True:
            for number, task in waiting:
                running[executor.submit(_guarded, answer, task)] = number
                if len(running) >= _AHEAD * max(workers, 1):
                    break
            if not running:
                return
            finished, _ = wait(running, _LOOK_S, FIRST_COMPLETED)
            for work in finished:
                number = running.pop(work)
                found = _result(work)
                done += 1
                yield number, found
            workers = executor.count
            watch(done, count, workers)
    finally:
        for work in running:
            work.cancel()


def _guarded(answer: Callable[[PartTask], PartAnswer], task: PartTask) -> tuple[str, Any, Any]:
    """PartAnswer in a worker; a fault of what was given is told, and is none of the worker's."""
    started = time.perf_counter()
    try:
        return "answer", answer(task), time.perf_counter() - started
    except InputError as fault:
        return "fault", fault.code, fault.params


def _result(work: Future[Any]) -> Any:  # noqa: ANN401 - whatever the task answers
    try:
        kind, one, other = work.result()
    except (WorkerDiedError, CancelledError):
        raise InputError("work_died") from None
    except ImportError as error:
        raise InputError("scheduler_program") from error
    except Exception as error:
        if str(error).startswith("Can't get attribute"):  # what pickle says of another version
            raise InputError("scheduler_program") from error
        if type(error).__name__ in {"KilledWorker", "FutureCancelledError", "CommClosedError"}:
            raise InputError("work_died") from error
        raise
    if kind == "fault":
        raise InputError(one, **other)
    return one
