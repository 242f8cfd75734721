"""Make a value once in a process, however many threads ask for it first."""

from collections.abc import Callable
from functools import update_wrapper
from threading import Lock
from typing import Generic, TypeVar

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
