"""Measure what an entry waits for while many write at once, others read, audit and back up.

    python -m benchmarks.register [--size smallest|town|district]

Processes of their own and the threads of one more, which share one register as those of a server
do, enter one value after the other without a pause. Beside them one process each reads what is new,
audits the whole chain and backs it up, again and again. SQLite first, then a PostgreSQL of our own;
both write through to the disk. A wait is that of `Ledger.append`, from the call to the event. At
the end the chain must hold, with every entry in it and each one's own in their order.
"""

import argparse
import multiprocessing
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing.process import BaseProcess
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from typing import Any

from chedun_gis.register import IndicatorValue, Ledger, Person, required
from tests.postgres import database, server

# Nothing is inherited from here: each process is one that somebody started by hand.
_FRESH = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Run:
    """How many processes and threads write, how often each, into a register of how many events."""

    processes: int
    threads: int
    each: int
    before: int = 0


_SIZES = {
    "smallest": Run(2, 2, 3),
    "town": Run(8, 8, 50),
    "district": Run(8, 8, 50, 10_000),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a register is, and what those who work with it have in common."""

    file: Path
    url: str
    ready: Barrier
    over: Event
    told: "Queue[tuple[str, list[float] | BaseException]]"

    def ledger(self) -> Ledger:
        """Return the register as a process that has nothing of it yet."""
        return Ledger(self.file, self.url)


def value(number: int) -> IndicatorValue:
    """Return an entry."""
    told = {"indicator": "gdp", "year": 2023, "value": float(number), "date": "2023", "source": "s"}
    found = required("value", told)
    if not isinstance(found, IndicatorValue):
        raise TypeError(told)
    return found


def enter(ledger: Ledger, who: str, times: int) -> list[float]:
    """Enter so many values; return the seconds that each took."""
    by, waits = Person(who, "editor"), []
    for number in range(times):
        fact = value(number)
        start = time.perf_counter()
        ledger.append([fact], by=by)
        waits.append(time.perf_counter() - start)
    return waits


def write(place: Place, name: str, threads: int, times: int) -> list[float]:
    """Be a process that writes, by so many threads that share a register."""
    ledger = place.ledger()
    ledger.head()
    place.ready.wait()
    with ThreadPoolExecutor(threads) as pool:
        parts = [pool.submit(enter, ledger, f"{name}-{each}", times) for each in range(threads)]
        return [wait for part in parts for wait in part.result()]


def beside(place: Place, what: str) -> list[float]:
    """Be the process that reads, audits or backs up as long as others write."""
    ledger = place.ledger()
    work = {"read": ledger.record, "audit": lambda: audit(ledger), "backup": lambda: backup(ledger)}
    work[what]()
    place.ready.wait()
    waits = []
    while not place.over.is_set():
        start = time.perf_counter()
        work[what]()
        waits.append(time.perf_counter() - start)
    return waits


def tell(place: Place, what: str, work: Callable[..., list[float]], *args: object) -> None:
    """Do the work of a process, and tell what it waited for or what stopped it."""
    try:
        place.told.put((what, work(place, *args)))
    except BaseException as error:
        place.told.put((what, error))
        raise


def audit(ledger: Ledger) -> None:
    """Require a chain that holds."""
    found = ledger.verify()
    if found is not None:
        raise ValueError(found)


def backup(ledger: Ledger) -> None:
    """Copy the register, and require that the copy is whole."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.sqlite"
        head = ledger.copy_to(copy)
        found = Ledger(copy).verify(head)
    if found is not None:
        raise ValueError(found)


def measure(name: str, url: str, file: Path, run: Run) -> None:
    """Let all of them loose on one register; print what they waited for, and what is in it."""
    with_one_more, other = run.processes + 1, ("read", "audit", "backup")
    place = Place(
        file, url, _FRESH.Barrier(with_one_more + len(other) + 1), _FRESH.Event(), _FRESH.Queue()
    )
    ledger = place.ledger()
    ledger.append([value(number) for number in range(max(run.before, 1))], by=Person("0", "editor"))
    before = ledger.head().number
    writers = [(f"p{each}", 1) for each in range(run.processes)] + [("server", run.threads)]
    tasks = [
        *(("write", write, who, threads, run.each) for who, threads in writers),
        *((each, beside, each) for each in other),
    ]
    with running(place, tasks) as processes:
        place.ready.wait()
        start = time.perf_counter()
        waits = [told(place) for _ in writers]
        took = time.perf_counter() - start
        place.over.set()
        waits += [told(place) for _ in other]
        for each in processes:
            each.join()
    writing = [wait for what, some in waits if what == "write" for wait in some]
    print(
        f"{name}, {run.processes} processes and {run.threads} threads of one more, {before:,} "
        f"events before: {len(writing)} entries in {took:.1f} s, {found_in(ledger, run, before)}"
    )
    show("write", writing)
    for what, some in sorted(waits[len(writers) :]):
        show(what, some)
    ledger.close()


def told(place: Place) -> tuple[str, list[float]]:
    """Return what the next process has to tell."""
    what, waits = place.told.get()
    if isinstance(waits, BaseException):
        raise waits
    return what, waits


@contextmanager
def running(place: Place, tasks: Iterable[tuple[Any, ...]]) -> Iterator[list[BaseProcess]]:
    """Run each in a process of its own; none is left behind."""
    processes = [_FRESH.Process(target=tell, args=(place, *task)) for task in tasks]
    try:
        for each in processes:
            each.start()
        yield processes
    finally:
        for each in processes:
            each.kill()


def found_in(ledger: Ledger, run: Run, before: int) -> str:
    """Say whether a register holds every entry, in the order of whoever made it."""
    broken, events = ledger.verify(), ledger.record().events
    own: dict[str, Iterator[int]] = {}
    astray = 0
    for event in events[before:]:
        expected = next(own.setdefault(event.who, count()))
        astray += event.fact != value(expected)
    counts = Counter(event.who for event in events[before:])
    wanted = (run.processes + run.threads) * run.each
    lost = wanted - counts.total()
    return f"{lost} lost, {astray} astray, chain {'whole' if broken is None else broken}"


def show(name: str, waits: list[float]) -> None:
    """Print a line of waits in milliseconds."""
    if len(waits) < 2:
        return
    p95 = statistics.quantiles(waits, n=20, method="inclusive")[-1]
    figures_ms = (1_000 * each for each in (statistics.median(waits), p95, max(waits)))
    print(f"  {name:8}{len(waits):8,}" + "".join(f"{each:9.1f}" for each in figures_ms), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", choices=_SIZES, default="town")
    run = _SIZES[parser.parse_args().size]
    print(f"{'ms':10}{'count':>8}{'p50':>9}{'p95':>9}{'max':>9}")
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", "", Path(folder) / "register.sqlite", run)
        with server(lasting=True) as postgresql, database(postgresql) as url:
            measure("PostgreSQL", url, Path(folder) / "none.sqlite", run)


if __name__ == "__main__":
    main()
