"""Threads that come at once go together, and each hears what became of its own."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from chedun_gis.register.queue import Queue
from geo import InputError


class Desk:
    """Does what is asked once it may, and remembers what came together."""

    def __init__(self) -> None:
        self.queue = Queue(self._do)
        self.together: list[list[int]] = []
        self.begun, self.may = threading.Event(), threading.Event()
        self.faults: list[BaseException | None] = []

    def _do(self, asked: Sequence[int]) -> list[int | InputError]:
        self.together.append(list(asked))
        self.begun.set()
        assert self.may.wait(60)
        fault = self.faults.pop(0) if self.faults else None
        if fault is not None:
            raise fault
        return [InputError("odd", number=each) if each % 2 else each for each in asked]


def crowd(desk: Desk) -> list["Future[int]"]:
    """Let 0 begin, six more come while it is at it, and all be done; return what each was told."""
    with ThreadPoolExecutor(7) as pool:
        told = [pool.submit(desk.queue.done, 0)]
        assert desk.begun.wait(60)
        told += [pool.submit(desk.queue.done, each) for each in range(1, 7)]
        while len(desk.queue._waiting) < 6:
            time.sleep(0.001)
        desk.may.set()
    return told


def test_all_who_came_meanwhile_go_together() -> None:
    desk = Desk()
    told = crowd(desk)
    assert desk.together[0] == [0]
    assert [sorted(each) for each in desk.together[1:]] == [[1, 2, 3, 4, 5, 6]]
    assert [each.result() for each in told[::2]] == [0, 2, 4, 6]
    for number, each in enumerate(told):
        if number % 2:
            with pytest.raises(InputError, match=f"odd: {{'number': {number}}}"):
                each.result()


@pytest.mark.parametrize("fault", [InputError("register_busy", where="x"), ZeroDivisionError()])
def test_a_fault_is_told_to_all_whom_it_befell(fault: Exception) -> None:
    desk = Desk()
    desk.faults = [None, fault]
    told = crowd(desk)
    assert told[0].result() == 0
    befell = [each.exception() for each in told[1:]]
    assert {type(each) for each in befell} == {type(fault)}
    if isinstance(fault, InputError):
        assert len({id(each) for each in befell}) == 6  # each raises one of its own


def test_whoever_is_stopped_takes_nobody_along() -> None:
    desk = Desk()
    desk.faults = [KeyboardInterrupt(), SystemExit()]
    told = crowd(desk)
    assert isinstance(told[0].exception(), KeyboardInterrupt)
    stopped = [each for each in told if isinstance(each.exception(), SystemExit)]
    assert len(stopped) == 1
    assert all(each.result() in {2, 4, 6} for each in told[2::2] if each not in stopped)
    assert desk.queue.done(8) == 8
