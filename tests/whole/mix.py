"""Let eight visitors ask everything at once, in a process of its own; see `test_mix.py` beside.

`python -X faulthandler -m tests.whole.mix --seconds 20` asks each operation alone first, and looks
whether it left all that is shared as it was: nothing prepared, no value written over. Then, for
a third of the time (30 s at most), all threads meet to lay zones over a town read just now; after
that they pick operations while imports are accepted and restored: of the town as it is, or of one
read anew. Kept answers are forgotten all the time, so that most are worked out beside others.
Every answer must equal the answer alone, of the same version of the imported layer. Prints one
line of JSON; exits with 1 on any difference or exception.
"""

import argparse
import itertools
import json
import random
import resource
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import shapely

from chedun_gis.analysis import CoverageQuestion, coverage_terms
from chedun_gis.handoff import export_layer
from chedun_gis.town import SHIPPED, Town, TownSource, Workspace, open_town
from layers import LAYERS
from tests.people import ALONE
from tests.whole.operations import OPERATIONS, forget_answers

# The imported version of this layer lacks a facility: coverage, scorecard and map differ by it.
IMPORTED = "facilities"
# At this all threads meet: hardly more than predicates and overlays of shared geometries.
MEETING = "zones"
# Milliseconds each: they come often, the others in turn, so that none is left out.
QUICK = ("find", "zones", "water")
# These are asked of the imported version too.
OF_BOTH = (*QUICK, "transit", "scorecard", "service")
# These write packs and papers: most of the time, and little that is shared.
WRITING = ("pack-", "report-")
FORGET, ANEW, TURN = 1 / 20, 1 / 40, 1 / 6
# They meet for a third of the time, and no longer than this.
MOST_MEETING_S = 30.0


@dataclass
class Mix:
    """The threads' common work: the towns, the answers alone, what was done and went wrong."""

    space: Workspace
    threads: int
    seed: int
    names: Collection[str]
    until: float = 0.0
    meet_until: float = 0.0
    alone: dict[bool, dict[str, str]] = field(default_factory=lambda: {False: {}, True: {}})
    done: Counter[str] = field(default_factory=Counter)
    imports: int = 0
    met: int = 0
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Keep an imported version beside the shipped one, and read both."""
        self.source = TownSource(workspace=self.space)
        shipped = self.source.town()
        self.content = export_layer(shipped, IMPORTED, ids=list(shipped.frame(IMPORTED)["id"])[1:])
        self.barrier = threading.Barrier(self.threads, action=self._agree)
        self.agreed: Town | None = None
        turns = [name for name in self.names if name not in QUICK]
        random.Random(self.seed).shuffle(turns)  # noqa: S311 - no secret
        self.turns = itertools.cycle(turns)
        self.accept()
        self.restore()

    def accept(self) -> None:
        """Take an imported version into use."""
        self.space.accept(LAYERS[IMPORTED], self.content, {}, by=ALONE)
        self.town = self.source.town()

    def restore(self) -> None:
        """Take the shipped version into use."""
        self.space.restore(LAYERS[IMPORTED], SHIPPED, by=ALONE)
        self.town = self.source.town()

    def running(self) -> bool:
        """Tell whether time is left and nothing went wrong."""
        return time.monotonic() < self.until and not self.faults

    def ask_alone(self) -> None:
        """Note the answers that nothing disturbs, of both versions of the layer."""
        for name in self.names:
            forget_answers()
            town = open_town()
            shared = {layer: town.frame(layer) for layer in LAYERS}
            before = {layer: frame.copy(deep=True) for layer, frame in shared.items()}
            self.alone[False][name] = OPERATIONS[name](town)
            terms = coverage_terms(town, CoverageQuestion())
            counted = {"counted services": terms.services, "counted homes": terms.demand}
            for each in touched(shared | counted, before):
                self._fault(f"{name}: {each}")
        self.accept()
        for name in OF_BOTH:
            forget_answers()
            self.alone[True][name] = OPERATIONS[name](self.town)
        self.restore()

    def visit(self, number: int) -> None:
        """Meet the others, then ask what a visitor may, until the time is over."""
        while True:
            self.barrier.wait()
            if self.agreed is None:
                break
            self._take(MEETING, self.agreed)
        chance = random.Random(self.seed + number)  # noqa: S311 - no secret
        while self.running():
            # Some forget; some work with a town of their own, read just now.
            if chance.random() < FORGET:
                forget_answers()
            town = open_town(workspace=self.space) if chance.random() < ANEW else self.town
            self._take(self._chosen(chance, imported=_imported(town)), town)

    def _chosen(self, chance: random.Random, *, imported: bool) -> str:
        if chance.random() > TURN:
            return chance.choice(QUICK)
        if imported:
            return chance.choice(OF_BOTH)
        with self.lock:
            return next(self.turns)

    def _agree(self) -> None:
        """Read the town that all ask next, used by nobody yet; the last to come does so."""
        over = time.monotonic() > self.meet_until or self.faults
        self.agreed = None if over else open_town()
        self.met += not over

    def _take(self, name: str, town: Town) -> None:
        try:
            found = OPERATIONS[name](town)
        except Exception:  # noqa: BLE001 - whatever it is, it is what this looks for
            self._fault(f"{name}:\n{traceback.format_exc()}")
            return
        if found != self.alone[_imported(town)][name]:
            self._fault(f"{name}: another answer than alone, imported: {_imported(town)}")
        with self.lock:
            self.done[name] += 1

    def import_meanwhile(self) -> None:
        """Accept and restore versions of a layer while all others read."""
        while self.running():
            try:
                self.accept()
                time.sleep(0.5)
                self.restore()
            except Exception:  # noqa: BLE001 - the same
                self._fault(traceback.format_exc())
            self.imports += 1
            time.sleep(0.5)

    def _fault(self, text: str) -> None:
        with self.lock:
            self.faults.append(text)


def touched(
    shared: Mapping[str, gpd.GeoDataFrame], before: Mapping[str, gpd.GeoDataFrame]
) -> Iterator[str]:
    """Say what of that which threads share was prepared, or is no longer what it was."""
    for name, frame in shared.items():
        if shapely.is_prepared(frame.geometry.to_numpy()).any():
            yield f"prepared: {name}"
        if not frame.equals(before.get(name, frame)):
            yield f"changed: {name}"


def _imported(town: Town) -> bool:
    return town.version_of(IMPORTED) != SHIPPED


def mixed(mix: Mix, seconds: float) -> dict[str, object]:
    """Run the mix and tell what was done."""
    began = time.monotonic()
    mix.ask_alone()
    alone_s = time.monotonic() - began
    mix.until = time.monotonic() + seconds
    mix.meet_until = time.monotonic() + min(seconds / 3, MOST_MEETING_S)
    threads = [threading.Thread(target=mix.visit, args=(i,)) for i in range(mix.threads)]
    threads.append(threading.Thread(target=mix.import_meanwhile))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "alone_s": round(alone_s, 1),
        "mixed_s": round(time.monotonic() - began - alone_s, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "calls": sum(mix.done.values()),
        "met": mix.met,
        "imports": mix.imports,
        "by": dict(sorted(mix.done.items())),
        "faults": mix.faults,
    }


def main() -> int:
    """Run the mix and print what was done."""
    told = argparse.ArgumentParser()
    told.add_argument("--seconds", type=float, default=20.0)
    told.add_argument("--threads", type=int, default=8)
    told.add_argument("--seed", type=int, default=1)
    told.add_argument("--files", action="store_true", help="also what writes files")
    asked = told.parse_args()
    with TemporaryDirectory() as folder:
        names = [each for each in OPERATIONS if asked.files or not each.startswith(WRITING)]
        mix = Mix(Workspace(Path(folder)), asked.threads, asked.seed, names)
        report = mixed(mix, asked.seconds)
    sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
    return int(bool(mix.faults))


if __name__ == "__main__":
    sys.exit(main())
