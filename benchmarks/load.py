"""Measure what planners wait for when many work at once, and whether each gets the right answer.

    python -m benchmarks.load [--size smallest|town|district] [--at-once N | --requests N | --costs]

A real server, and sessions that speak Streamlit's protocol themselves: browsers in such numbers
would need a machine of their own. They arrive one after another, think (exponentially distributed)
and do by chance what `_planner.MIX` says, until both the time and the number of actions are
reached. Every answer is held against the answer of one planner alone with another server.

`--at-once N` lets N planners do each step at the same moment. `--requests N` asks the routes of
the map and the data service N times and compares the server's resident memory with that after a
tenth of them. `--costs` tells the CPU time that each answer takes of the server, one planner alone.
The sessions run in this process, on the same cores; its CPU time is told.
"""

import argparse
import itertools
import random
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import psutil
import urllib3

from benchmarks._browser import Browser, PageError
from benchmarks._planner import (
    CHOICE,
    CLICK,
    COVERAGE,
    DRAWING,
    MIX,
    READY,
    SCENARIO,
    SCORE,
    Notes,
    Planner,
    Scope,
    actions,
)
from tests.browser.conftest import Server

_MB = 1e6
# Connections that ask at the same time when requests are counted.
_ASKING = 4


@dataclass(frozen=True, slots=True)
class Run:
    """How many planners arrive in which time, how long they think, and when it is enough.

    `alone` is how many actions are done to tell what they cost.
    """

    planners: int
    arriving_s: float
    thinking_s: float
    least_s: float
    least_actions: int
    alone: int
    scope: Scope


# 25 planners who think 8 s come to 5,000 actions after about half an hour, not after 10 minutes.
_SIZES = {
    "smallest": Run(2, 0.2, 0.05, 0, 20, 20, Scope(3, 2, 2, 2)),
    "town": Run(5, 10, 8, 120, 50, 100, Scope(40, 5, 5, 12)),
    "district": Run(25, 60, 8, 600, 5_000, 400, Scope(60, 5, 5, 40)),
}


@contextmanager
def served() -> Iterator[Server]:
    """Run a server with a workspace of its own; both end with the block."""
    with tempfile.TemporaryDirectory() as workspace:
        server = Server(CHEDUN_WORKSPACE=workspace)
        try:
            yield server
        finally:
            server.stop()


class Gauge:
    """The CPU seconds of a server with its workers and of this process, and the server's memory."""

    def __init__(self, server: Server) -> None:
        """Count from now."""
        self._server = psutil.Process(server.process.pid)
        self._before = self._cpu_s()
        self.first_mb = self.memory_mb()

    def memory_mb(self) -> float:
        """Return the resident memory of the server itself."""
        return float(self._server.memory_info().rss / _MB)

    def spent_s(self) -> tuple[float, float, float]:
        """Return the CPU seconds since the start: the server's, its workers', this process's."""
        server, workers, own = (
            after - before for after, before in zip(self._cpu_s(), self._before, strict=True)
        )
        return server, workers, own

    def _cpu_s(self) -> tuple[float, float, float]:
        times = self._server.cpu_times()
        children = sum(
            sum(child.cpu_times()[:2]) for child in self._server.children(recursive=True)
        )
        ended = times.children_user + times.children_system
        return times.user + times.system, children + ended, time.process_time()


def surveyed(scope: Scope) -> Notes:
    """Return the answers of one planner alone; raises when they contradict one another."""
    notes = Notes()
    with served() as server:
        planner = Planner(server.url, scope, notes, seed=0)
        planner.survey()
        planner.browser.close()
    if notes.wrong or notes.errors:
        raise PageError("alone", notes.wrong, notes.errors)
    return Notes(notes.alone, notes.features)


def load(run: Run) -> None:
    """Let planners arrive and work; print what they waited for."""
    notes = surveyed(run.scope)
    with served() as server:
        gauge, start = Gauge(server), time.monotonic()

        def enough() -> bool:
            lasted = time.monotonic() - start >= run.least_s
            return lasted and len(notes.done) >= run.least_actions

        coming, lock = actions(random.Random(0)), threading.Lock()

        def work(seed: int) -> None:
            chance, planner = random.Random(seed), Planner(server.url, run.scope, notes, seed=seed)
            planner.arrive()
            while not enough():
                time.sleep(chance.expovariate(1 / run.thinking_s))
                with lock:
                    action = next(coming)
                planner.act(action)
            planner.browser.close()

        def session(number: int) -> None:
            time.sleep(run.arriving_s * number / run.planners)
            for seed in itertools.count(number, run.planners):
                try:
                    work(seed)
                except Exception as error:  # noqa: BLE001 - counted; the planner comes back
                    notes.errors.append(f"{type(error).__name__}: {error}")
                if enough():
                    break

        everyone = [threading.Thread(target=session, args=(i,)) for i in range(run.planners)]
        for each in everyone:
            each.start()
        for each in everyone:
            each.join()
        tell(notes, gauge, run.planners, time.monotonic() - start)


def at_once(run: Run, planners: int) -> None:
    """Let planners do each step at the same moment; print what they waited for."""
    notes = surveyed(run.scope)
    with served() as server, ThreadPoolExecutor(planners) as pool:
        gauge, start = Gauge(server), time.monotonic()
        everyone = [Planner(server.url, run.scope, notes, seed=i) for i in range(planners)]
        steps: tuple[Callable[[Planner], None], ...] = (
            Planner.arrive,
            lambda each: each.act(CLICK),
            lambda each: each.turn_to(COVERAGE),
            lambda each: each.act(CHOICE),
            lambda each: each.turn_to(SCENARIO),
            lambda each: each.act(DRAWING),
            lambda each: each.turn_to(SCORE),
            lambda each: each.report(SCORE),
        )
        for step in steps:
            list(pool.map(step, everyone))
        tell(notes, gauge, planners, time.monotonic() - start)


def costs(run: Run) -> None:
    """Print what each answer costs the server when one planner asks, not for the first time."""
    with served() as server:
        process, notes = psutil.Process(server.process.pid), Notes()

        def cpu_s() -> float:
            return float(sum(process.cpu_times()[:2]))

        planner = Planner(server.url, run.scope, notes, seed=0, clock=cpu_s)
        planner.survey()
        known = Notes(notes.alone, notes.features)
        planner = Planner(server.url, run.scope, known, seed=1, clock=cpu_s)
        planner.arrive()
        for action in itertools.islice(actions(random.Random(0)), run.alone):
            planner.act(action)
        planner.browser.close()
    print(f"{len(known.wrong)} wrong answers, {len(known.errors)} errors")
    print(f"{'CPU ms':16}{'count':>8}{'mean':>8}")
    for name in (READY, *MIX):
        spent = known.waits.get(name, [])
        print(f"{name:16}{len(spent):8,}{1000 * sum(spent) / max(1, len(spent)):8.0f}")


def tell(notes: Notes, gauge: Gauge, planners: int, lasted_s: float) -> None:
    """Print the waits, the faults, and what it cost."""
    print(
        f"{planners} planners, {lasted_s:,.0f} s, {len(notes.done):,} actions: "
        f"{len(notes.wrong)} wrong answers, {len(notes.errors)} errors"
    )
    for what, count in (Counter(map(str, notes.wrong)) + Counter(notes.errors)).most_common(20):
        print(f"  {count} x {what}")
    print(f"{'seconds':16}{'count':>8}{'p50':>8}{'p95':>8}{'max':>8}")
    for name in (READY, *MIX):
        waits = notes.waits.get(name, [])
        figures = (at(waits, 0.5), at(waits, 0.95), max(waits, default=0))
        print(f"{name:16}{len(waits):8,}" + "".join(f"{each:8.2f}" for each in figures))
    server, workers, own = gauge.spent_s()
    print(f"CPU s: server {server:.1f}, its workers {workers:.1f}, generator {own:.1f}")
    print(f"resident MB: {gauge.first_mb:.0f} at first, {gauge.memory_mb():.0f} at the end")


def at(waits: list[float], share: float) -> float:
    """Return the wait that this share of them does not exceed."""
    if len(waits) < 2:
        return sum(waits)
    return statistics.quantiles(waits, n=100, method="inclusive")[round(100 * share) - 1]


def addresses(browser: Browser) -> Iterator[str]:
    """Return addresses that a map or a program of the district asks for, without end."""
    chance = random.Random(1)
    layers = list(browser.layers())
    west, south, east, north = browser.catalogue()["bounds"]
    while True:
        layer, lang = chance.choice(layers), chance.choice(("zh", "en"))
        x, y = chance.uniform(west, east), chance.uniform(south, north)
        box = f"{x:.5f},{y:.5f},{x + 0.01:.5f},{y + 0.01:.5f}"
        yield f"gis/catalogue.json?lang={lang}"
        yield f"gis/layers/{layer}.geojson?lang={lang}"
        yield f"gis/evidence/{browser.scene()['evidence']}.json"
        yield f"gis/search.json?lang={lang}&q={chance.choice('园路河站镇村abe')}"
        yield f"ogc/collections/{layer}?f=json"
        yield f"ogc/collections/{layer}/items?f=json&limit={chance.randint(1, 100)}"
        yield f"ogc/collections/{layer}/items?f=json&bbox={box}"


def requests(count: int) -> None:
    """Ask so many times; print the resident memory after a tenth and after all."""
    with served() as server:
        browser = Browser(server.url, seed=0)
        browser.open()
        browser.turn_to(SCORE)
        gauge, asked = Gauge(server), addresses(browser)
        pool = urllib3.PoolManager(_ASKING, maxsize=_ASKING)
        statuses: Counter[int] = Counter()

        def ask(address: str) -> int:
            return pool.request("GET", f"{server.url}/{address}").status

        memory = []
        with ThreadPoolExecutor(_ASKING) as threads:
            for more in (count // 10, count - count // 10):
                for done in range(0, more, 1_000):
                    statuses.update(
                        threads.map(ask, itertools.islice(asked, min(1_000, more - done)))
                    )
                memory.append(gauge.memory_mb())
        browser.close()
        few, many = memory
        said = ", ".join(f"{number} x {status}" for status, number in sorted(statuses.items()))
        print(f"{sum(statuses.values()):,} requests: {said}")
        print(
            f"resident MB: {few:.1f} after {count // 10:,}, {many:.1f} after {count:,} requests, "
            f"{many / few:.3f} times"
        )


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", choices=_SIZES, default="town")
    parser.add_argument("--at-once", type=int, metavar="N", help="planners who do the same at once")
    parser.add_argument("--requests", type=int, metavar="N", help="requests to the routes")
    parser.add_argument("--costs", action="store_true", help="CPU time of each answer alone")
    options = parser.parse_args()
    run = _SIZES[options.size]
    if options.costs:
        costs(run)
    elif options.requests:
        requests(options.requests)
    elif options.at_once:
        at_once(run, options.at_once)
    else:
        load(run)


if __name__ == "__main__":
    main()
