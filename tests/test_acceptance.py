"""What `make acceptance` writes, on tests that take no time; `make test` runs none of them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GOOD = """
def test_pages(tell):
    tell("page changes", 1500, without_places=2)
    tell("reports", 30)

def test_quiet():
    pass
"""
BAD = """
import pathlib, pytest

@pytest.fixture
def late():
    yield
    raise OSError("not put away")

def test_late(late):
    pass

def test_counts_first(tell):
    tell("visits", 5)
    raise RuntimeError(str(pathlib.Path.cwd() / "data"))

def test_not_here():
    pytest.skip("no screen")
"""


WITHOUT = ("-p", "no:cacheprovider", "-p", "no:schemathesis")


def pytest_run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pytest", *WITHOUT, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def report_on(folder: Path, *options: str, **files: str) -> tuple[int, str, str]:
    """Run files of tests; return the exit code, the terminal's text and the report."""
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    report = folder / "docs/report.md"
    plugin = ("-p", "tests.acceptance.reporting", "--acceptance-report", report)
    done = pytest_run(
        "-v", "--import-mode=importlib", "--rootdir", folder, *plugin, *options, folder
    )
    return done.returncode, done.stdout, report.read_text(encoding="utf-8")


def rows(report: str) -> dict[str, list[str]]:
    """Return the cells of each row of the report's tables by the first of them."""
    cells = [line.strip("| ").split(" | ") for line in report.splitlines() if line[:1] == "|"]
    return {first: rest for first, *rest in cells}


@pytest.mark.parametrize("beside", [(), ("-n", "2", "--dist", "loadfile")])
def test_a_good_run_is_told_with_what_was_counted(tmp_path: Path, beside: tuple[str, ...]) -> None:
    status, terminal, report = report_on(tmp_path, *beside, test_good=GOOD)
    assert status == 0
    table = rows(report)
    assert table["结果 · result"] == ["通过 · passed"]
    # Tests, passed, failed, skipped.
    assert table["test_good.py"][:4] == ["2", "2", "0", "0"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", table["日期 · date"][0])
    assert re.match(r"([0-9a-f]{40}, .*(clean|changed)|不明 · unknown)$", table["提交 · commit"][0])
    for line in ("page changes: 1,500, without places 2", "reports: 30"):
        assert f"\n- `test_good.py::test_pages` {line}\n" in report
        assert f"\n  {line}\n" in terminal
    assert "Failures" not in report


def test_a_failed_run_is_told_with_its_failures_and_no_place_of_this_machine(
    tmp_path: Path,
) -> None:
    status, _, report = report_on(tmp_path, test_bad=BAD, test_good=GOOD)
    assert status == 1
    table = rows(report)
    assert table["结果 · result"] == ["未通过 · failed"]
    assert table["test_bad.py"][:4] == ["3", "0", "2", "1"]
    assert table["test_good.py"][:4] == ["2", "2", "0", "0"]
    _, _, failures = report.partition("## 失败 · Failures")
    assert "`test_bad.py::test_late`" in failures
    assert "OSError: not put away" in failures
    assert "RuntimeError: ./data" in failures
    assert str(ROOT) not in report
    assert "- `test_bad.py::test_counts_first` visits: 5" in report


def test_a_file_that_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    status, _, report = report_on(tmp_path, test_broken="import no_such_module", test_good=GOOD)
    assert status != 0
    assert rows(report)["test_broken.py"][:4] == ["1", "0", "1", "0"]
    assert rows(report)["结果 · result"] != ["通过 · passed"]
    assert "no_such_module" in report


@pytest.mark.parametrize(("asked", "found"), [("tests", False), ("tests/acceptance", True)])
def test_the_long_tests_are_found_only_when_asked_for(asked: str, *, found: bool) -> None:
    # To collect the tests of one small folder says as much as to collect all.
    folders = {each.name for each in (ROOT / "tests").iterdir() if each.is_dir()}
    others = [f"--ignore=tests/{each}" for each in folders - {"acceptance", "layers"}]
    others += [f"--ignore={each}" for each in (ROOT / "tests").glob("test_*.py")]
    done = pytest_run("--collect-only", "-q", *others, asked)
    assert done.returncode == 0, done.stdout
    assert ("tests/acceptance/test_kills.py::" in done.stdout) is found
