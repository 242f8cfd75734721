"""A value that all threads share is made once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from chedun_gis.town import once


def test_threads_that_come_at_the_same_time_get_the_same_value() -> None:
    gate = threading.Barrier(8, timeout=20)
    entered = threading.Event()
    made = []

    @once
    def value() -> object:
        made.append(object())
        entered.wait(0.2)  # long enough for the others to arrive
        return made[-1]

    def ask(_: int) -> object:
        gate.wait()
        return value()

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    assert len(made) == 1
    assert all(each is made[0] for each in found)


def test_a_failure_is_not_kept() -> None:
    tries = []

    @once
    def value() -> int:
        tries.append(1)
        if len(tries) == 1:
            raise ConnectionError
        return 7

    with pytest.raises(ConnectionError):
        value()
    assert value() == 7


def test_a_forgotten_value_is_made_anew() -> None:
    made: list[int] = []

    @once
    def value() -> int:
        made.append(1)
        return len(made)

    assert value() == 1
    value.forget()
    assert value() == 2
