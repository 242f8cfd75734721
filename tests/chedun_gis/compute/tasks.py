"""What children are asked to do in the tests; a child finds them by their name."""

import os
import signal
import tempfile
import time
from pathlib import Path

import numpy as np

from chedun_gis.compute import Tally, tell
from chedun_gis.town import Town
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


# What workers are asked to do.


def pid_of(*_: object) -> int:
    return os.getpid()


def double(number: int) -> int:
    return 2 * number


def leave_mark(folder: str) -> None:
    Path(folder, str(os.getpid())).touch()


def fail_at_once() -> None:
    raise ZeroDivisionError


def die_once(mark: str) -> int:
    """End the process the first time, answer the second time."""
    if Path(mark).exists():
        return os.getpid()
    Path(mark).write_text("", encoding="ascii")
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def not_sent() -> object:
    return lambda: None


def stay(mark: str) -> None:
    """Say who we are, and stay for long."""
    Path(mark).with_suffix(".new").write_text(str(os.getpid()), encoding="ascii")
    Path(mark).with_suffix(".new").replace(mark)
    time.sleep(600)


def tell_and_stay() -> None:
    tell("cover", 3, 4)
    time.sleep(600)


def niceness() -> int:
    return os.nice(0)


# What is asked about a town.


def parks(town: Town) -> tuple[int, int]:
    """Return how many parks there are, and who counted them."""
    return len(town.frame("parks")), os.getpid()


def parks_and_ask(town: Town, mark: str) -> int:
    """Count the parks as soon as there is a mark."""
    while not Path(mark).exists():
        time.sleep(0.01)
    return len(town.frame("parks"))


def refuse_town(_: Town, layer: str) -> None:
    raise InputError("layer_broken", layer=layer)


def stay_with(_: Town, mark: str) -> None:
    stay(mark)


def die_with(_: Town) -> None:
    die()


def three(_: Town, numbers: int) -> int:
    return numbers


def squares(_: Town, numbers: int, number: int, of: int) -> tuple[list[int], int]:
    """Return the squares of every `of`-th number, and who worked them out."""
    return [each * each for each in range(numbers) if each % of == number], os.getpid()


def sum_of(_: Town, __: int, parts: tuple[tuple[list[int], int], ...]) -> tuple[int, set[int]]:
    return sum(sum(found) for found, _ in parts), {pid for _, pid in parts}


def always_three(_: Town, __: str) -> int:
    return 3


def parks_part(town: Town, mark: str, _: int, __: int) -> int:
    """Count the parks, and leave a line that says so."""
    with Path(mark).open("a", encoding="ascii") as lines:
        lines.write("part\n")
    return len(town.frame("parks"))


def roads_and_parks(town: Town, _: str, parts: tuple[int, ...]) -> tuple[int, int]:
    return len(town.frame("roads")), sum(parts)


def leave_parks(folder: str, town: Town) -> None:
    """Say in a folder which process has read how many parks."""
    begun = Path(folder, f"{os.getpid()}.begun")
    begun.write_text(str(len(town.frame("parks"))), encoding="ascii")
    begun.rename(begun.with_suffix(".pid"))
