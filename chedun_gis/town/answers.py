"""Keep answers by the question and by the state of the parts of the town that it read.

A question is a function of a town and of hashable values. While it is worked out, the parts that
it reads are noted; the answer then holds for every town in which those parts are the same. So an
import of parks leaves the bus lines' answers standing, and none can be stale.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import update_wrapper
from threading import Lock
from typing import Concatenate, Final, Generic, ParamSpec, TypeVar

from chedun_gis.town.town import Reads, Town, reads

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")

# The names of the parts that were read, each with its digest.
State = tuple[tuple[str, str], ...]

_MOST: Final = 32


class KeptAnswers(Generic[Answer]):
    """The `most` answers given last, by the question and by the state that they hold for."""

    def __init__(self, most: int = _MOST) -> None:
        """Start with no answer."""
        self._most = most
        self._kept: OrderedDict[tuple[Hashable, State], Answer] = OrderedDict()
        self._lock = Lock()

    def found(self, town: Town, question: Hashable) -> tuple[Answer, State] | None:
        """Return the answer that holds for a town, with the state that it rests on, if kept."""
        with self._lock:
            for asked, state in self._kept:
                if asked == question and all(town.state_of(name) == was for name, was in state):
                    self._kept.move_to_end((asked, state))
                    return self._kept[asked, state], state
        return None

    def keep(self, question: Hashable, answer: Answer, state: State) -> None:
        """Keep an answer, and let go of the oldest."""
        with self._lock:
            self._kept[question, state] = answer
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        """Let every answer be worked out anew."""
        with self._lock:
            self._kept.clear()


def with_state(town: Town, work: Callable[[], Answer]) -> tuple[Answer, State]:
    """Return what `work` returns, and the state of the parts of the town that it has read."""
    noted: Reads = set()
    token = reads.set((*reads.get(), noted))
    try:
        answer = work()
    finally:
        reads.reset(token)
    names = sorted(name for digest, name in noted if digest == town.digest)
    return answer, tuple((name, town.state_of(name)) for name in names)


def note_state(town: Town, state: State) -> None:
    """Note that these parts were read, by somebody else or before."""
    for name, _ in state:
        town.note(name)


class Answered(Generic[Rest, Answer]):
    """A question with the answers given last; see `answered`."""

    def __init__(self, ask: Callable[Concatenate[Town, Rest], Answer], most: int) -> None:
        """Start with no answer."""
        self._ask = ask
        self._answers: KeptAnswers[Answer] = KeptAnswers(most)
        # The lock of each question that is being worked out, and how many hold it or wait for it.
        self._working: dict[tuple[Hashable, ...], tuple[Lock, int]] = {}
        self._lock = Lock()
        update_wrapper(self, ask)

    def __call__(self, town: Town, *args: Rest.args, **options: Rest.kwargs) -> Answer:
        """Return the answer kept for this state, or work it out while others wait for it."""
        question = _question(*args, **options)
        found = self._answers.found(town, question)
        if found is None:
            with self._turn(question, town.digest):
                found = self._answers.found(town, question)
                if found is None:
                    found = with_state(town, lambda: self._ask(town, *args, **options))
                    self._answers.keep(question, *found)
        answer, state = found
        note_state(town, state)
        return answer

    @contextmanager
    def _turn(self, *question: Hashable) -> Iterator[None]:
        """Let one at a time work out the same question."""
        with self._lock:
            working, waiting = self._working.get(question, (Lock(), 0))
            self._working[question] = working, waiting + 1
        try:
            with working:
                yield
        finally:
            with self._lock:
                _, waiting = self._working[question]
                if waiting > 1:
                    self._working[question] = working, waiting - 1
                else:
                    del self._working[question]

    def known(self, town: Town, *args: Rest.args, **options: Rest.kwargs) -> Answer | None:
        """Return the answer if it is kept for this state; nothing is worked out."""
        found = self._answers.found(town, _question(*args, **options))
        return None if found is None else found[0]

    def forget(self) -> None:
        """Let every answer be worked out anew."""
        self._answers.forget()


def answered(
    *, most: int = _MOST
) -> Callable[[Callable[Concatenate[Town, Rest], Answer]], Answered[Rest, Answer]]:
    """Keep the last `most` answers of a function of a town; who asks the same meanwhile waits.

    The function must depend on nothing but its arguments, and nobody may change what it returns.
    Errors are not kept.
    """
    return lambda ask: Answered(ask, most)


def _question(*args: object, **options: object) -> Hashable:
    return args, tuple(sorted(options.items()))


Value = TypeVar("Value")


class once(Generic[Value]):  # noqa: N801 - used as a decorator
    """A function without arguments whose first answer is everybody's.

    `functools.cache` takes no lock: threads that ask at the same time each make a value of their
    own. Who asks while it is being made waits for it; a failure is not kept.
    """

    def __init__(self, make: Callable[[], Value]) -> None:
        """Remember how to make the value."""
        self._make = make
        self._lock = Lock()
        self._made: list[Value] = []
        update_wrapper(self, make)

    def __call__(self) -> Value:
        """Return the value, made by whoever comes first."""
        with self._lock:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]

    def forget(self) -> None:
        """Let the next one make it anew."""
        with self._lock:
            self._made.clear()
