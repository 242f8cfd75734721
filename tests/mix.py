"""Let eight visitors ask everything at once, in a process of its own; see `tests/app/test_mix.py`.

`python -X faulthandler -m tests.mix --seconds 20` asks each operation alone first. Then threads
pick operations at random, of a town that is read anew again and again while imports are accepted
and restored; kept answers are forgotten all the time, so that most are worked out beside others.
Every answer must equal the answer alone. Prints one line of JSON; exits with 1 on any difference
or exception.
"""

import argparse
import json
import random
import sys
import threading
import time
import traceback
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from chedun_gis.export import export_layer
from chedun_gis.town import Town, TownSource, open_town
from chedun_gis.workspace import SHIPPED, Workspace
from layers import LAYERS
from tests.operations import OPERATIONS, forget_answers

# A layer that no operation but `look`, `service` and the packs reads is imported meanwhile.
IMPORTED = "facilities"
QUICK = {"zones", "find", "water"}
SLOW = ("pack-", "report-")


class Mix:
    """The threads' common work: the town as it is, the answers alone, what went wrong."""

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds
        self.town = open_town()
        self.alone: dict[str, str] = {}
        self.done: Counter[str] = Counter()
        self.imports = 0
        self.faults: list[str] = []
        self.lock = threading.Lock()

    def running(self) -> bool:
        return time.monotonic() < self.until and not self.faults

    def ask_alone(self) -> None:
        for name, ask in OPERATIONS.items():
            forget_answers()
            self.alone[name] = ask(open_town())

    def visit(self, seed: int) -> None:
        """Ask what a visitor may, until the time is over."""
        chance = random.Random(seed)  # noqa: S311 - no secret
        names = list(OPERATIONS)
        # What takes seconds comes seldom, so that many meet.
        often = [1 if name.startswith(SLOW) else 200 if name in QUICK else 8 for name in names]
        while self.running():
            name = chance.choices(names, often)[0]
            # Some forget; some work with a town of their own, read just now.
            if chance.random() < 1 / 20:
                forget_answers()
            town: Town = open_town() if chance.random() < 1 / 40 else self.town
            self._take(name, town)

    def _take(self, name: str, town: Town) -> None:
        try:
            found = OPERATIONS[name](town)
        except Exception:  # noqa: BLE001 - whatever it is, it is what this looks for
            self._fault(f"{name}:\n{traceback.format_exc()}")
            return
        if found != self.alone[name]:
            self._fault(f"{name}: another answer than alone")
        with self.lock:
            self.done[name] += 1

    def import_meanwhile(self) -> None:
        """Accept and restore versions of a layer, and read each back while all others read."""
        content = export_layer(open_town(), IMPORTED)
        with TemporaryDirectory() as folder:
            space = Workspace(Path(folder))
            source = TownSource(workspace=space)
            whole = len(source.town().frame(IMPORTED))
            while self.running():
                try:
                    space.accept(LAYERS[IMPORTED], content, {})
                    if len(source.town().frame(IMPORTED)) != whole:
                        self._fault("an import is not what was accepted")
                    space.restore(IMPORTED, SHIPPED)
                    self.town = source.town()
                except Exception:  # noqa: BLE001 - the same
                    self._fault(traceback.format_exc())
                self.imports += 1
                time.sleep(0.05)

    def _fault(self, text: str) -> None:
        with self.lock:
            self.faults.append(text)


def main() -> int:
    """Run the mix and tell what was done."""
    told = argparse.ArgumentParser()
    told.add_argument("--seconds", type=float, default=20.0)
    told.add_argument("--threads", type=int, default=8)
    told.add_argument("--seed", type=int, default=1)
    asked = told.parse_args()
    began = time.monotonic()
    mix = Mix(asked.seconds)
    mix.ask_alone()
    alone_s = time.monotonic() - began
    mix.until = time.monotonic() + asked.seconds
    threads = [
        threading.Thread(target=mix.visit, args=(asked.seed + number,))
        for number in range(asked.threads)
    ]
    threads.append(threading.Thread(target=mix.import_meanwhile))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = {
        "alone_s": round(alone_s, 1),
        "calls": sum(mix.done.values()),
        "imports": mix.imports,
        "by": dict(sorted(mix.done.items())),
        "faults": mix.faults,
    }
    sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
    return int(bool(mix.faults))


if __name__ == "__main__":
    sys.exit(main())
