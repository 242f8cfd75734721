"""What children are asked to do in the tests; a child finds them by their name."""

import os
import signal
import tempfile
import time
from pathlib import Path

import numpy as np

from chedun_gis.compute import Tally
from geo import InputError


def add(_: Tally, one: int, two: int) -> dict[str, object]:
    return {"sum": np.int64(one + two), "child": os.getpid(), "folder": tempfile.gettempdir()}


def refuse(_: Tally, name: str) -> None:
    raise InputError("file_empty", file=name)


def fail(_: Tally) -> None:
    raise ZeroDivisionError


def crash(_: Tally) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def grow(_: Tally) -> None:
    kept = []
    while True:
        kept.append(np.ones(1 << 20))


def loop(_: Tally, pid: str = "") -> None:
    if pid:
        Path(pid).write_text(str(os.getpid()), encoding="ascii")
    while True:
        pass


def sleep(_: Tally) -> None:
    time.sleep(600)


def get_on(tell: Tally, seconds: float) -> str:
    """Work for a time, and say so all the while."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        tell(int(100 * time.process_time()), 1000)
    return "done"


def chatter(_: Tally) -> str:
    return "x" * (2 << 20)
