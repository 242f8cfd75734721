"""Ask a heavy question: who asks waits and is told how far it is; the server goes on meanwhile.

A worker reads the town itself and answers only about the very state that is asked about. Who asks
what another is waiting for waits with them; the work is stopped when nobody wants it any more.
"""

from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from functools import lru_cache
from threading import Event, Lock, Thread
from typing import Any, Final

from chedun_gis.compute.child import Watch
from chedun_gis.compute.executors import alone, in_parts
from chedun_gis.compute.workers import Told, WorkerDiedError, Workers
from chedun_gis.town import (
    KeptAnswers,
    Settings,
    State,
    Town,
    TownSource,
    note_state,
    settings,
    source_of,
    with_state,
)
from geo import InputError

Task = Callable[..., Any]

_LOOK_S: Final = 0.1
_WAITING: Final[Told] = ("waiting", 0, 0)
_BEGUN: Final[Told] = ("begun", 0, 0)


@dataclass(frozen=True, slots=True)
class Cut:
    """How a question is cut: `count(town, *args)` parts, 0 for one that is answered in place.

    Each is asked by `part(town, *args, number, of)`.
    """

    count: Callable[..., int]
    part: Task


@dataclass(frozen=True, slots=True)
class HeavyQuestion:
    """What a worker answers: `answer(town, *args)`, where it is cut `answer(town, *args, parts)`.

    All are functions of a module. What is not cut has a process for itself, which is ended when it
    is stopped. The last `most` answers are kept, and of what is cut the parts of the last
    `most_parts`: small ones, that still hold when only what the last step reads has changed.
    """

    answer: Task
    cut: Cut | None = None
    most: int = 4
    most_parts: int = 0


@dataclass(frozen=True, slots=True)
class _Where:
    """The files that a worker reads the town from."""

    data_dir: str
    workspace: str
    rules: str
    database_url: str


def _where_now() -> _Where:
    told = settings()
    return _Where(told.data_dir, told.workspace, told.rules, told.database_url)


def ask(question: HeavyQuestion, town: Town, *args: Hashable, watch: Watch | None = None) -> Any:  # noqa: ANN401
    """Return the answer about this town; `watch` is told how far it is, and may raise to leave.

    Raises the `InputError`s of the question, and `work_died` when its worker was killed twice.
    """
    kept = _kept(question)
    found = kept.found(town, args)
    if found is None:
        count = question.cut.count(town, *args) if question.cut else 1
        if count:
            found = _joined(question, town, args, count).wait(watch or (lambda *_: None))
        else:
            found = with_state(town, lambda: _in_place(question, town, args))
        kept.keep(args, *found)
    answer, state = found
    note_state(town, state)
    return answer


def known(question: HeavyQuestion, town: Town, *args: Hashable) -> Any:  # noqa: ANN401
    """Return the answer if it is kept, else None; nothing is worked out."""
    found = _kept(question).found(town, args)
    return None if found is None else found[0]


def get_ready(task: Task, town: Town) -> None:
    """Let workers begin before they are asked, and each do `task(town)`, which reads what it will.

    Who waits for the first answer else waits for that too. Nothing is done by those that are there,
    or where a cluster answers; the answer of the task is lost.
    """
    if settings().scheduler:
        return  # a page must not wait for one that cannot be reached
    executor = in_parts()
    if isinstance(executor, Workers):
        executor.begin(_perform, _where_now(), town.digest, task, ())


@lru_cache(maxsize=32)
def _kept(question: HeavyQuestion) -> KeptAnswers[Any]:
    return KeptAnswers(question.most)


@lru_cache(maxsize=32)
def _kept_parts(question: HeavyQuestion) -> KeptAnswers[Any]:
    return KeptAnswers(question.most_parts)


def _in_place(question: HeavyQuestion, town: Town, args: tuple[Hashable, ...]) -> Any:  # noqa: ANN401
    if question.cut is None:
        return question.answer(town, *args)
    return question.answer(town, *args, (question.cut.part(town, *args, 0, 1),))


_RUNNING: dict[Hashable, "_Running"] = {}
_LOCK: Final = Lock()


def _joined(
    question: HeavyQuestion, town: Town, args: tuple[Hashable, ...], count: int
) -> "_Running":
    """Return the work on a question, begun now if nobody waits for the same already."""
    key = (question, args, town.digest)
    with _LOCK:
        running = _RUNNING.get(key)
        if running is None:
            running = _RUNNING[key] = _Running(key, question, town, args, count)
        running.askers += 1
        return running


class _Running:
    """A question that is being worked out for whoever waits for it."""

    def __init__(
        self,
        key: Hashable,
        question: HeavyQuestion,
        town: Town,
        args: tuple[Hashable, ...],
        count: int,
    ) -> None:
        self._key = key
        self._question = question
        self._town = town
        self._args = args
        self._count = count
        self._where = _where_now()
        self._found: Future[tuple[Any, State]] = Future()
        self._stop = Event()
        self._told = _WAITING
        self.askers = 0
        Thread(target=self._work, daemon=True).start()

    def wait(self, watch: Watch) -> tuple[Any, State]:
        """Wait for the answer; the last one to leave before it is there stops the work."""
        try:
            while not wait([self._found], _LOOK_S).done:
                step, done, total = self._told
                watch(step, int(done), int(total))
        finally:
            with _LOCK:
                self.askers -= 1
                if not self.askers:
                    self._stop.set()
                    if _RUNNING.get(self._key) is self:
                        del _RUNNING[self._key]
        try:
            return self._found.result()
        except WorkerDiedError:
            raise InputError("work_died") from None
        except InputError as fault:  # one of their own for each who waits
            raise InputError(fault.code, **fault.params) from None

    def _work(self) -> None:
        try:
            self._found.set_result(self._worked())
        except Exception as fault:  # noqa: BLE001 - told to whoever waits
            self._found.set_exception(fault)

    def _worked(self) -> tuple[Any, State]:
        try:
            return self._by_workers()
        except _OtherStateError:
            # A file has changed meanwhile: the worker cannot read what this town was read from.
            return with_state(self._town, lambda: _in_place(self._question, self._town, self._args))

    def _by_workers(self) -> tuple[Any, State]:
        question, args, cut = self._question, self._args, self._question.cut
        if cut is None:
            return self._asked(alone(), question.answer, [args])[0]
        executor = in_parts()
        numbers = [(*args, number, self._count) for number in range(self._count)]
        parts = self._parts(executor, cut.part, numbers)
        answers = tuple(answer for answer, _ in parts)
        answer, state = self._asked(executor, question.answer, [(*args, answers)])[0]
        return answer, tuple(sorted({*state, *(each for _, read in parts for each in read)}))

    def _parts(
        self, executor: Executor, task: Task, every: Sequence[tuple[Hashable, ...]]
    ) -> list[tuple[Any, State]]:
        """Return the parts: those that are kept and hold for this town, the others asked for."""
        kept = _kept_parts(self._question)
        held = {args: kept.found(self._town, args) for args in every}
        fresh = [args for args, found in held.items() if found is None]
        asked = dict(zip(fresh, self._asked(executor, task, fresh), strict=True)) if fresh else {}
        for args, (answer, state) in asked.items():
            kept.keep(args, answer, state)
        return [asked.get(args) or held[args] for args in every]  # type: ignore[misc]

    def _asked(
        self, executor: Executor, task: Task, every: Sequence[tuple[object, ...]]
    ) -> list[tuple[Any, State]]:
        works = [
            executor.submit(_perform, self._where, self._town.digest, task, args) for args in every
        ]
        try:
            open_: set[Future[Any]] = set(works)
            while open_ and not self._stop.is_set():
                done, open_ = wait(open_, _LOOK_S, FIRST_COMPLETED)
                for work in done:
                    work.result()  # a fault ends the rest
                self._told = _told_by(works, len(open_))
            return [_opened(work.result(timeout=0)) for work in works]
        finally:
            for work in works:
                work.cancel()


def _told_by(works: Sequence[Future[Any]], open_: int) -> Told:
    """Return how far some works are; one that is alone tells by itself."""
    if len(works) > 1:
        return "parts", len(works) - open_, len(works)
    begun = _BEGUN if works[0].running() else _WAITING
    return getattr(works[0], "told", None) or begun


class _OtherStateError(Exception):
    """The files no longer hold the town that was asked about."""


def _opened(found: tuple[str, Any, Any]) -> tuple[Any, State]:
    """Return an answer with its state; raise the fault that came instead."""
    kind, one, other = found
    if kind == "fault":
        raise InputError(one, **other)
    if kind == "other":
        raise _OtherStateError
    return one, other


def _perform(
    where: _Where, state: str, task: Task, args: tuple[object, ...]
) -> tuple[str, Any, Any]:
    """Answer in a worker: read the town, make sure that it is the one that was asked about."""
    town = _source(where).town()
    if town.digest != state:
        return "other", None, None
    try:
        answer, read = with_state(town, lambda: task(town, *args))
    except InputError as fault:
        return "fault", fault.code, fault.params
    return "answer", answer, read


@lru_cache(maxsize=2)
def _source(where: _Where) -> TownSource:
    return source_of(
        Settings(where.data_dir, where.workspace, where.rules, database_url=where.database_url)
    )
