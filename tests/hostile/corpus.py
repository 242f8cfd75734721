"""A corpus of hostile files: what each does, and what the program must make of it.

Two outcomes count: refused with a sentence, or accepted and right. Whatever else happens, such as a
traceback, a signal, more work or memory than is allowed, or a workspace that is not as it was, is a
failure that names the mechanism.
"""

import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import psutil
import pytest

from chedun_gis.commands.root import main
from chedun_gis.texts import TEXTS

ROOT: Final = Path(__file__).resolve().parent.parent.parent
FILE: Final = "{file}"
FOLDER: Final = "{folder}"
_STATED: Final = ("--datum", "wgs84", "--set", "basis=surveyed", "--set", "accuracy_m=0.5")
IMPORT: Final = ("import", FILE, "--layer", "parks", *_STATED)
# Work of all its processes, and what one of them may hold: the watch over a child looks twenty
# times a second, so that one that grows fast is over the limit of 1 GB for a moment.
MOST_WORK_S: Final = 20.0
MOST_MEMORY_MB: Final = 1_024 + 256
_MOST_WAIT_S: Final = 180.0
_LOOK_S: Final = 0.05
_MOST_LINES: Final = 20
# What a program says that did not expect what happened.
_UNEXPECTED: Final = re.compile(
    r"Traceback|Error:|Warning:|Exception|site-packages|Segmentation|terminate called"
)
_UNEXPECTED_EXITS: Final = frozenset({0, 70})

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refused:
    """The sentence of the fault `code` is said, and it or what stands before it says `names`.

    What must be named is the file unless stated. The row or the column is enough where a file was
    read as far as that; `lines` is how many may be said.
    """

    code: str
    names: str = ""
    lines: int = _MOST_LINES


@dataclass(frozen=True, slots=True)
class Accepted:
    """The command does as it was told, and `right` is true of the rows that the layer then has."""

    right: Callable[[list[Row]], bool]


@dataclass(frozen=True, slots=True)
class Answered:
    """The command answers, and `right` is true of what it says."""

    right: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Case:
    """A mechanism: `build` writes what is hostile into a folder and returns the file to give.

    `command` is what the program is called with, `{file}` and `{folder}` filled in; so are the
    values of `settings`, environment variables.
    """

    name: str
    build: Callable[[Path], Path]
    expected: Refused | Accepted | Answered
    command: tuple[str, ...] = IMPORT
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended: its exit code (negative for a signal), what it said, what it took."""

    code: int
    said: str
    work_s: float = 0.0
    memory_mb: float = 0.0


Run = Callable[[tuple[str, ...], Mapping[str, str]], Outcome]


def count(rows: int) -> Accepted:
    """Expect that so many rows are taken, all of them with a place."""
    return Accepted(lambda taken: len(taken) == rows and all(each["geometry"] for each in taken))


def told(code: str) -> Answered:
    """Expect an answer without what is wrong beside the sentence that says so."""
    return Answered(lambda said: bool(sentence(code).search(said)) and "%" in said)


def names(*expected: str) -> Accepted:
    """Expect rows of these names, in their order."""
    return Accepted(lambda taken: [each["properties"]["name_zh"] for each in taken] == [*expected])


def judged(case: Case, run: Run) -> str:
    """Return what is wrong with the outcome of a mechanism; "" when it is as expected."""
    with tempfile.TemporaryDirectory(prefix="chedun-hostile-") as place:
        folder, space = Path(place) / "given", Path(place) / "space"
        folder.mkdir()
        space.mkdir()
        file = case.build(folder)

        def filled(text: str) -> str:
            return text.replace(FILE, str(file)).replace(FOLDER, str(folder))

        settings = {name: filled(value) for name, value in case.settings.items()}
        before = _held(space)
        found = run(tuple(map(filled, case.command)), {"CHEDUN_WORKSPACE": str(space), **settings})
        wrong = _taken(found) or _wrong(case, found, file, space)
        if not wrong and not isinstance(case.expected, Accepted) and _held(space) != before:
            wrong = "the workspace is not as before"
    return f"{wrong}:\n{found.said[-1_500:]}" if wrong else ""


def _taken(found: Outcome) -> str:
    if found.work_s > MOST_WORK_S:
        return f"{found.work_s:.0f} s of work"
    if found.code < 0:
        return f"ended by {signal.Signals(-found.code).name}"
    if found.memory_mb > MOST_MEMORY_MB:
        return f"{found.memory_mb:.0f} MB resident"
    return "unexpected words" if _UNEXPECTED.search(found.said) else ""


def _wrong(case: Case, found: Outcome, file: Path, space: Path) -> str:
    expected = case.expected
    if isinstance(expected, Refused):
        return _refusal(expected, found, file)
    if found.code:
        return f"exit code {found.code}"
    right = (
        expected.right(found.said)
        if isinstance(expected, Answered)
        else expected.right(_current(space))
    )
    return "" if right else "accepted, and not right"


def _refusal(expected: Refused, found: Outcome, file: Path) -> str:
    lines = found.said.strip().splitlines()
    if found.code in _UNEXPECTED_EXITS:
        return f"exit code {found.code}"
    if len(lines) > expected.lines:
        return f"{len(lines)} lines"
    if not any(line.endswith("。") for line in lines):
        return "no sentence"
    if not sentence(expected.code).search(found.said):
        return f"not {expected.code}"
    named = expected.names or file.name
    return "" if named in found.said else f"{named} is not named"


def sentence(code: str) -> re.Pattern[str]:
    """Return the pattern of the Chinese sentence of a fault, whatever it is filled with."""
    fixed = re.split(r"\{[^}]*\}", TEXTS[f"error.{code}"]["zh"])
    return re.compile(".*?".join(map(re.escape, fixed)), re.DOTALL)


def _held(space: Path) -> dict[str, str]:
    """Return the files of a workspace by their digests."""
    files = sorted(each for each in space.rglob("*") if each.is_file())
    return {
        each.relative_to(space).as_posix(): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in files
    }


def _current(space: Path) -> list[Row]:
    """Return the features of the only layer that was imported, in the order of their rows."""
    (home,) = (space / "layers").iterdir()
    version = (home / "current").read_text(encoding="utf-8").strip()
    (file,) = (home / version).glob("*.geojson")
    return list(json.loads(file.read_text(encoding="utf-8"))["features"])


def run_apart(arguments: tuple[str, ...], settings: Mapping[str, str]) -> Outcome:
    """Run the real command in a process of its own, and look after what it takes."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "chedun_gis", *arguments],
            cwd=ROOT,
            env=os.environ | {"PYTHONUTF8": "1"} | settings,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        watched = _Watched(psutil.Process(process.pid))
        start = time.monotonic()
        while process.poll() is None:
            watched.look()
            if watched.work_s > MOST_WORK_S or time.monotonic() - start > _MOST_WAIT_S:
                watched.end()
            time.sleep(_LOOK_S)
        said.seek(0)
        words = said.read().decode("utf-8", "replace")
    return Outcome(process.returncode, words, watched.work_s, watched.memory_mb)


class _Watched:
    """A process and those that it starts: the most work and memory that was seen."""

    def __init__(self, process: psutil.Process) -> None:
        self.memory_mb = 0.0
        self._process = process
        self._work_s: dict[int, float] = {}

    @property
    def work_s(self) -> float:
        return sum(self._work_s.values())

    def look(self) -> None:
        for each in self._all():
            try:
                times, memory = each.cpu_times(), each.memory_info().rss
            except psutil.Error:
                continue
            self._work_s[each.pid] = times.user + times.system
            self.memory_mb = max(self.memory_mb, memory / (1 << 20))

    def end(self) -> None:
        for each in reversed(self._all()):
            try:
                each.kill()
            except psutil.Error:
                continue

    def _all(self) -> list[psutil.Process]:
        try:
            return [self._process, *self._process.children(recursive=True)]
        except psutil.Error:
            return []


def run_here(arguments: tuple[str, ...], settings: Mapping[str, str]) -> Outcome:
    """Run the command in this process, for a sample that must not take long."""
    words = io.StringIO()
    before = signal.getsignal(signal.SIGTERM)
    with pytest.MonkeyPatch.context() as patched:
        for name, value in settings.items():
            patched.setenv(name, value)
        patched.setattr(sys, "argv", ["chedun_gis", *arguments])
        with redirect_stdout(words), redirect_stderr(words), pytest.raises(SystemExit) as ended:
            main()
    signal.signal(signal.SIGTERM, before)
    return Outcome(int(ended.value.code or 0), words.getvalue())
