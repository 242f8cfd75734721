"""Start a work in a process of its own, kill it at a random moment, and count what is found."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil

from tests.acceptance.reporting import ROOT, Tell

KILLS = 100
# Past the time that the work took when nobody disturbed it, so that some are killed at its end.
_LONGER = 1.3
_ORPHANED_S = 20.0


class Work:
    """A process that has imported everything and sets to work."""

    def __init__(self, script: str, *arguments: object) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", script, *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | {"PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        self._said = self._process.stdout
        if self._said.readline() != b"ready\n":
            self.kill(0)
            raise AssertionError(arguments)

    @property
    def over(self) -> bool:
        return self._process.poll() is not None

    def finish(self) -> float:
        """Let it end; return the seconds it worked."""
        start = time.perf_counter()
        while self._said.readline() != b"done\n":
            assert not self.over
        took_s = time.perf_counter() - start
        self._process.wait()
        self._said.close()
        return took_s

    def kill(self, after_s: float) -> None:
        """Kill it after so many seconds, unless it is over by then."""
        try:
            self._process.wait(after_s)
        except subprocess.TimeoutExpired:
            started = psutil.Process(self._process.pid).children(recursive=True)
            self._process.kill()
            _require_over(started)
        self._process.wait()
        self._said.close()


def _require_over(processes: list[psutil.Process]) -> None:
    """Require that what a killed process had started ends with it."""
    deadline = time.monotonic() + _ORPHANED_S
    while alive := [each for each in processes if not _is_over(each)]:
        assert time.monotonic() < deadline, alive
        time.sleep(0.02)


def _is_over(process: psutil.Process) -> bool:
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


class Killer:
    """Kills works that take about `work_s`, and counts what it finds afterwards.

    Works that leave a trace as soon as they write, and write for `writing_s`, are by turns killed
    at any moment and while they write.
    """

    def __init__(
        self,
        what: str,
        work_s: float,
        *,
        writing_s: float = 0,
        trace: Callable[[], set[Path]] = set,
        kills: int = KILLS,
    ) -> None:
        self.counts: Counter[str] = Counter(old=0, new=0)
        self._what, self._work_s, self._writing_s, self._trace = what, work_s, writing_s, trace
        self.kills = kills
        self._chance = np.random.default_rng(4)

    def kill(self, start: Callable[..., Work], what: object) -> None:
        self.counts["kills"] += 1
        before = self._trace()
        work = start(what)
        if not self._writing_s or self.counts["kills"] % 2:
            work.kill(self._chance.uniform(0, _LONGER * self._work_s))
            return
        while not work.over and self._trace() <= before:
            time.sleep(0.0005)
        self.counts["while writing"] += not work.over
        work.kill(self._chance.uniform(0, _LONGER * self._writing_s))

    def find(self, state: str, *, whole: bool, tell: Tell) -> None:
        """Note in which state all was found; hand over the counts at the last or a broken one."""
        self.counts[state] += 1
        kills = self.counts["kills"]
        if not whole or kills == self.kills:
            figures = {name: count for name, count in self.counts.items() if name != "kills"}
            tell(self._what, kills, **figures, half_written=int(not whole))
        assert whole, self.counts
