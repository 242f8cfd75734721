"""Let threads that want to write at once go together: one of them writes for all that wait."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Condition
from typing import Final, Generic, TypeVar

from geo import InputError

T = TypeVar("T")
U = TypeVar("U")


@dataclass(slots=True, eq=False)
class _Job(Generic[T, U]):
    asked: T
    answer: U | Exception | None = None


class Queue(Generic[T, U]):
    """What threads ask for and one of them at a time does, for itself and all who came meanwhile.

    Whoever's turn it is leaves nobody behind, so that in a process no thread waits longer than for
    the turn before and its own.
    """

    def __init__(self, do: Callable[[Sequence[T]], Sequence[U | Exception]]) -> None:
        """Take what does all that is asked at one go; what it raises, everybody gets to hear."""
        self._do: Final = do
        self._changed: Final = Condition()
        self._waiting: list[_Job[T, U]] = []
        self._busy = False

    def done(self, asked: T) -> U:
        """Return the answer, or raise what was given in its place."""
        job = _Job[T, U](asked)
        with self._changed:
            self._waiting.append(job)
            try:
                self._changed.wait_for(lambda: job.answer is not None or not self._busy)
            except BaseException:  # this thread is stopped
                self._waiting = [each for each in self._waiting if each is not job]
                raise
            jobs = self._waiting if job.answer is None else []
            if jobs:
                self._waiting, self._busy = [], True
        if jobs:
            self._do_all(jobs, job)
        if isinstance(job.answer, InputError):
            # One of its own: several threads may be told the same.
            raise InputError(job.answer.code, **job.answer.params) from job.answer
        if isinstance(job.answer, Exception):
            raise job.answer
        return job.answer  # type: ignore[return-value]

    def _do_all(self, jobs: list[_Job[T, U]], own: _Job[T, U]) -> None:
        answers: Sequence[U | Exception | None] = [None] * len(jobs)
        try:
            answers = self._do([each.asked for each in jobs])
        except Exception as error:  # noqa: BLE001 - raised in each thread
            answers = [error] * len(jobs)
        finally:
            with self._changed:
                for job, answer in zip(jobs, answers, strict=True):
                    job.answer = answer
                # When this thread was stopped, the others were not.
                left = [each for each in jobs if each.answer is None and each is not own]
                self._waiting, self._busy = [*left, *self._waiting], False
                self._changed.notify_all()
