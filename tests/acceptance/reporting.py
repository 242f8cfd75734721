"""Say what the long tests did: on the terminal as they go, and in a Markdown file afterwards.

A pytest plugin. By the fixture `tell` a test hands over what it has counted; the file is written
where `--acceptance-report` names one, also when tests failed or the run was interrupted.
"""

import os
import platform
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = "docs/acceptance.md"
_FIGURE = "figure"
_OUTCOMES = ("passed", "failed", "skipped")
_RESULTS = {0: "通过 · passed", 1: "未通过 · failed", 2: "中断 · interrupted"}
_NOT_RUN = "未能运行 · could not run"

Tell = Callable[..., None]


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Report what was counted: `tell("page changes", 500, missing=0)`."""

    def said(what: str, count: float, **figures: object) -> None:
        more = "".join(f", {name.replace('_', ' ')} {value}" for name, value in figures.items())
        record_property(_FIGURE, f"{what}: {count:,}{more}")

    return said


class Reporter:
    """What has happened so far, by the tests' node ids in the order of the run."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._started = datetime.now(UTC)
        self._clock_s = time.monotonic()
        self._code = code()
        self._outcomes: dict[str, str] = {}
        self._took_s: Counter[str] = Counter()
        self._figures: list[tuple[str, str]] = []
        self._failures: list[tuple[str, str]] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._outcomes[report.nodeid] = report.outcome
            self._failures.append((report.nodeid, report.longreprtext))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in one of a test's three phases; a test passed when none failed or was skipped."""
        test = report.nodeid
        self._took_s[_file(test)] += report.duration
        if not report.passed or test not in self._outcomes:
            self._outcomes[test] = report.outcome
        terminal = self._config.pluginmanager.get_plugin("terminalreporter")
        if report.failed:
            self._failures.append((test, report.longreprtext))
            # Now: the others take minutes yet, and the run may be ended before it is over.
            terminal.write_line(f"\n{without_places(report.longreprtext)}")
        if report.when == "teardown":
            figures = [str(text) for name, text in report.user_properties if name == _FIGURE]
            self._figures += [(test, text) for text in figures]
            for text in figures:
                terminal.write_line(f"  {text}")

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        path = self._config.getoption("--acceptance-report")
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            text = self.text(_RESULTS.get(int(exitstatus), _NOT_RUN))
            path.write_text(text, encoding="utf-8", newline="\n")

    def text(self, result: str) -> str:
        """Return the report as Markdown."""
        return "\n".join([*self._head(result), *self._counts(), *self._said(), *self._failed(), ""])

    def _head(self, result: str) -> Iterator[str]:
        minutes, seconds = divmod(round(time.monotonic() - self._clock_s), 60)
        now = code()
        yield "# 验收运行 · Acceptance run\n"
        yield "由 `make acceptance` 写出 · Written by `make acceptance`\n"
        yield "| | |\n|---|---|"
        yield f"| 结果 · result | {result} |"
        yield f"| 日期 · date | {self._started:%Y-%m-%d %H:%M} UTC |"
        yield f"| 提交 · commit | {self._code if now == self._code else f'{self._code} → {now}'} |"
        python, system, machine = platform.python_version(), platform.system(), platform.machine()
        yield f"| Python | {python}, {system} {machine} |"
        yield f"| 处理器 · cores | {os.cpu_count()} |"
        yield f"| 用时 · duration | {minutes} min {seconds} s |\n"

    def _counts(self) -> Iterator[str]:
        yield "| 文件 · file | 测试 · tests | 通过 · passed | 失败 · failed | 略过 · skipped | s |"
        yield "|---|---|---|---|---|---|"
        counts: dict[str, Counter[str]] = {}
        for test, outcome in self._outcomes.items():
            counts.setdefault(_file(test), Counter())[outcome] += 1
        for file, found in counts.items():
            cells = [found.total(), *(found[each] for each in _OUTCOMES)]
            row = " | ".join(map(str, cells))
            yield f"| {PurePosixPath(file).name} | {row} | {self._took_s[file]:.0f} |"

    def _said(self) -> Iterator[str]:
        yield "\n## 计数 · Counts\n"
        for test, text in self._figures:
            yield f"- `{PurePosixPath(test).name}` {text}"

    def _failed(self) -> Iterator[str]:
        if self._failures:
            yield "\n## 失败 · Failures"
        for test, words in self._failures:
            yield f"\n`{test}`\n\n```\n{without_places(words)}\n```"


def _file(test: str) -> str:
    return test.partition("::")[0]


def without_places(words: str) -> str:
    """Return a text without the folders of this machine: the report is for everyone."""
    for place, name in ((ROOT, "."), (sys.prefix, ".venv"), (Path.home(), "~")):
        words = words.replace(str(place), name)
    return words


def code() -> str:
    """Return the commit, and whether the files are as it has them; the report itself aside."""
    commit, changed = ("rev-parse", "HEAD"), ("status", "--porcelain", "--", ".", f":!{REPORT}")
    try:
        found, files = (
            subprocess.check_output(["git", *each], cwd=ROOT, text=True, stderr=subprocess.DEVNULL)
            for each in (commit, changed)
        )
    except (OSError, subprocess.CalledProcessError):
        return "不明 · unknown"
    return f"{found.strip()}, {'有改动 · changed' if files else '无改动 · clean'}"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--acceptance-report", type=Path, help="Markdown file to write")


def pytest_configure(config: pytest.Config) -> None:
    """Report where the run is led, not in the processes that it is shared among."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Reporter(config))
