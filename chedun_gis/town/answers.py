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


class Answered(Generic[Rest, Answer]):
    """A question with the answers given last, the latest at the end; see `answered`."""

    def __init__(self, ask: Callable[Concatenate[Town, Rest], Answer], most: int) -> None:
        """Start with no answer."""
        self._ask = ask
        self._most = most
        self._answers: OrderedDict[tuple[Hashable, State], Answer] = OrderedDict()
        self._working: dict[tuple[Hashable, ...], Lock] = {}
        self._lock = Lock()
        update_wrapper(self, ask)

    def __call__(self, town: Town, *args: Rest.args, **options: Rest.kwargs) -> Answer:
        """Return the answer kept for this state, or work it out while others wait for it."""
        question = _question(*args, **options)
        found = self._found(town, question)
        if found is None:
            with self._turn(question, town.digest):
                found = self._found(town, question)
                if found is None:
                    found = self._worked(town, question, lambda: self._ask(town, *args, **options))
        answer, state = found
        for name, _ in state:
            town.note(name)
        return answer

    @contextmanager
    def _turn(self, *question: Hashable) -> Iterator[None]:
        """Let one at a time work out the same question."""
        with self._lock:
            working = self._working.setdefault(question, Lock())
        try:
            with working:
                yield
        finally:
            with self._lock:
                self._working.pop(question, None)

    def known(self, town: Town, *args: Rest.args, **options: Rest.kwargs) -> Answer | None:
        """Return the answer if it is kept for this state; nothing is worked out."""
        found = self._found(town, _question(*args, **options))
        return None if found is None else found[0]

    def forget(self) -> None:
        """Let every answer be worked out anew."""
        with self._lock:
            self._answers.clear()

    def _found(self, town: Town, question: Hashable) -> tuple[Answer, State] | None:
        with self._lock:
            for asked, state in self._answers:
                if asked == question and all(town.state_of(name) == was for name, was in state):
                    self._answers.move_to_end((asked, state))
                    return self._answers[asked, state], state
        return None

    def _worked(
        self, town: Town, question: Hashable, work: Callable[[], Answer]
    ) -> tuple[Answer, State]:
        noted: Reads = set()
        token = reads.set((*reads.get(), noted))
        try:
            answer = work()
        finally:
            reads.reset(token)
        names = sorted(name for digest, name in noted if digest == town.digest)
        state = tuple((name, town.state_of(name)) for name in names)
        with self._lock:
            self._answers[question, state] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer, state


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
