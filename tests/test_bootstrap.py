"""The set-up: stamps, what it falls back on, and files that pin everything and name no host."""

import hashlib
import json
import os
import re
import sys
from pathlib import Path

import pytest

from chedun_gis import bootstrap
from tests.conftest import HERE, LONGEST

ROOT = Path(__file__).resolve().parent.parent
Commands = list[tuple[str, ...]]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder of its own, so that no test touches the environment it runs in."""
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "VENV_PYTHON", tmp_path / ".venv/bin/python")
    (tmp_path / ".venv").mkdir()
    return tmp_path


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The programs that would have been started; all of them do well and say nothing."""
    commands: Commands = []

    def call(*command: str | Path, **_options: object) -> tuple[bool, str]:
        commands.append(tuple(map(str, command)))
        return True, ""

    monkeypatch.setattr(bootstrap, "call", call)
    return commands


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the whole PATH."""
    folder = tmp_path / "path"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    bootstrap.apt_command.cache_clear()
    return folder


def put_program(folder: Path, name: str) -> str:
    program = folder / (f"{name}.EXE" if os.name == "nt" else name)
    program.write_text("")
    program.chmod(0o755)
    return str(program)


def stamps(root: Path) -> list[str]:
    return sorted(file.name for file in root.glob(".venv/.stamp-*"))


def test_a_step_is_done_once_and_again_when_its_files_change(root: Path, ran: Commands) -> None:
    pins = root / "requirements.txt"
    pins.write_text("a==1\n")
    bootstrap.need_packages("app", pins)
    bootstrap.need_packages("app", pins)
    assert len(ran) == 1
    pins.write_text("a==2\n")
    bootstrap.need_packages("app", pins)
    assert len(ran) == 2
    assert stamps(root) == [".stamp-app"]


def test_an_interrupted_step_leaves_no_stamp_even_where_there_was_one(root: Path) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    bootstrap.once("app", "one", lambda: None)
    assert stamps(root) == [".stamp-app"]
    with pytest.raises(KeyboardInterrupt):
        bootstrap.once("app", "two", interrupted)
    # Going back to "one" must do the step again: the interruption may have left half of "two".
    assert stamps(root) == []


@pytest.mark.parametrize("change", ["folder", "python"])
def test_an_environment_of_another_folder_or_python_is_made_again(
    root: Path, ran: Commands, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    python = bootstrap.VENV_PYTHON

    def make() -> None:
        # What the venv module would do, and what later steps would leave beside it.
        python.parent.mkdir(parents=True)
        python.touch()
        (bootstrap.VENV / ".stamp-app").touch()

    monkeypatch.setattr(bootstrap, "need", lambda *_command: make())
    bootstrap.need_venv()
    before = bootstrap.fingerprint()
    bootstrap.need_venv()
    assert len(ran) == 1  # the second time nothing was asked
    if change == "folder":
        monkeypatch.setattr(bootstrap, "ROOT", root / "moved")
    else:
        monkeypatch.setattr(sys, "version", "3.99")
    assert bootstrap.fingerprint() != before
    bootstrap.need_venv()
    assert len(ran) == 2
    python.unlink()  # a broken one: the Python it points to is gone
    bootstrap.need_venv()
    assert len(ran) == 3


def test_a_new_environment_forgets_what_was_installed_in_the_old(root: Path, ran: Commands) -> None:
    bootstrap.once("app", "one", lambda: None)
    (root / ".venv/half").touch()
    bootstrap.make_venv()
    assert not (root / ".venv").exists()
    assert ran[-1][-2:] == ("venv", str(root / ".venv"))


def test_the_front_end_is_installed_again_when_it_is_gone(
    root: Path, ran: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "npm_command", lambda: ["npm"])
    for name in ("package.json", "package-lock.json"):
        (root / name).write_text("{}")
    (root / "node_modules").mkdir()
    bootstrap.need_front_end()
    bootstrap.need_front_end()
    assert ran == [("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")]
    (root / "node_modules").rmdir()
    bootstrap.need_front_end()
    assert len(ran) == 2


@pytest.mark.parametrize(("version", "usable"), [("11.19.1\n", True), ("6.14.4\n", False)])
def test_an_npm_too_old_for_the_lock_file_is_not_used(
    path: Path, monkeypatch: pytest.MonkeyPatch, version: str, usable: bool
) -> None:
    npm = put_program(path, "npm")
    installed: Commands = []
    monkeypatch.setattr(bootstrap, "call", lambda *_command: (True, version))
    monkeypatch.setattr(bootstrap, "pip_install", lambda *what: installed.append(what))
    command = bootstrap.npm_command()
    assert (command == [npm]) is usable
    assert installed == ([] if usable else [(bootstrap.NODE_WHEEL,)])


@pytest.mark.usefixtures("path")
def test_without_npm_a_wheel_brings_one(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: Commands = []
    monkeypatch.setattr(bootstrap, "pip_install", lambda *what: installed.append(what))
    assert bootstrap.npm_command()[0] == bootstrap.VENV_PYTHON
    assert installed == [(bootstrap.NODE_WHEEL,)]


def browser_chosen(monkeypatch: pytest.MonkeyPatch, *, that_start: set[str]) -> str:
    monkeypatch.setattr(bootstrap, "starts", that_start.__contains__)
    bootstrap.need_browser()
    return os.environ["CHEDUN_BROWSER"]


def test_browsers_are_tried_in_order_and_one_that_does_not_start_is_passed_over(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHEDUN_BROWSER", "")
    place = put_program(tmp_path, "place")
    monkeypatch.setattr(bootstrap, "BROWSER_PLACES", ("/nowhere", place))
    chrome, chromium = put_program(path, "google-chrome"), put_program(path, "chromium")
    named = put_program(tmp_path, "named")
    for that_start, expected in (
        ({chrome, chromium, place}, chromium),
        ({chrome, place}, chrome),
        ({place}, place),
    ):
        monkeypatch.setenv("CHEDUN_BROWSER", "")
        assert browser_chosen(monkeypatch, that_start=that_start) == expected
    monkeypatch.setenv("CHEDUN_BROWSER", named)
    assert browser_chosen(monkeypatch, that_start={chromium, named}) == named


def test_a_named_browser_that_does_not_start_is_said_and_not_replaced(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chromium = put_program(path, "chromium")
    monkeypatch.setenv("CHEDUN_BROWSER", "/opt/gone")
    with pytest.raises(bootstrap.SetupError, match=r"(?s)/opt/gone.*无法启动.*does not start"):
        browser_chosen(monkeypatch, that_start={chromium})


def test_without_a_browser_the_system_is_asked_and_then_playwright(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHEDUN_BROWSER", "")
    monkeypatch.setattr(bootstrap, "BROWSER_PLACES", ())
    asked: list[str] = []

    def call(*command: str | Path) -> tuple[bool, str]:
        if "apt-get" in command and "chromium" in command:
            asked.append("apt")
            put_program(path, "chromium")
        elif "playwright" in command:
            asked.append("playwright")
        return True, ""

    monkeypatch.setattr(bootstrap, "call", call)
    put_program(path, "apt-get")
    chromium = path / ("chromium.EXE" if os.name == "nt" else "chromium")
    assert browser_chosen(monkeypatch, that_start={str(chromium)}) == str(chromium)
    assert asked == ["apt"]
    monkeypatch.setenv("CHEDUN_BROWSER", "")
    with pytest.raises(bootstrap.SetupError, match=r"(?s)没有可用的浏览器.*No browser starts"):
        browser_chosen(monkeypatch, that_start=set())
    assert asked == ["apt", "apt", "playwright"]


def test_qgis_is_found_installed_or_said_to_be_missing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(bootstrap.QGIS_VARIABLE, "")
    pythons: set[str] = set()
    ran: Commands = []

    def call(*command: str | Path) -> tuple[bool, str]:
        ran.append(tuple(map(str, command)))
        if "python3-qgis" in command:
            pythons.add(bootstrap.QGIS_PYTHON)
        return "qgis.core" not in str(command[-1]) or command[0] in pythons, ""

    monkeypatch.setattr(bootstrap, "call", call)
    with pytest.raises(bootstrap.SetupError, match=r"(?s)安装 python3-qgis.*install python3-qgis"):
        bootstrap.need_qgis()  # there is no apt-get
    put_program(path, "apt-get")
    bootstrap.apt_command.cache_clear()
    bootstrap.need_qgis()
    assert os.environ[bootstrap.QGIS_VARIABLE] == bootstrap.QGIS_PYTHON
    before = len(ran)
    bootstrap.need_qgis()  # it is there: one question, no installation
    assert len(ran) == before + 1
    # A Python that was named is not replaced by another.
    monkeypatch.setenv(bootstrap.QGIS_VARIABLE, "/opt/qgis/python")
    with pytest.raises(bootstrap.SetupError, match="/opt/qgis/python"):
        bootstrap.need_qgis()


def test_libreoffice_is_found_installed_or_said_to_be_missing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(bootstrap.OFFICE_VARIABLE, "")
    bootstrap.apt_command.cache_clear()

    def call(*command: str | Path) -> tuple[bool, str]:
        if "libreoffice-writer" in command:
            for program in ("soffice", bootstrap.PAGE_PAINTER):
                put_program(path, program)
        return True, ""

    monkeypatch.setattr(bootstrap, "call", call)
    with pytest.raises(bootstrap.SetupError, match=r"(?s)安装 libreoffice.*install libreoffice"):
        bootstrap.need_office()  # there is no apt-get
    put_program(path, "apt-get")
    bootstrap.apt_command.cache_clear()
    bootstrap.need_office()
    assert os.environ[bootstrap.OFFICE_VARIABLE].startswith(str(path))
    # One that was named is not replaced by another.
    monkeypatch.setenv(bootstrap.OFFICE_VARIABLE, "/opt/office/soffice")
    with pytest.raises(bootstrap.SetupError, match="/opt/office/soffice"):
        bootstrap.need_office()


@pytest.mark.usefixtures("path")
def test_without_rights_the_font_goes_to_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setattr(sys, "platform", "linux")

    def pip_install(*what: str | Path) -> None:
        package = Path(what[what.index("--target") + 1]) / "noto_cjk_sans_otc"
        package.mkdir()
        (package / bootstrap.FONT_FILE).write_text("font")

    monkeypatch.setattr(bootstrap, "pip_install", pip_install)
    bootstrap.need_chinese_font()
    assert (tmp_path / "share/fonts" / bootstrap.FONT_FILE).read_text() == "font"
    assert bootstrap.has_chinese_font()


def test_a_failing_program_gives_its_last_words_and_the_remedy() -> None:
    with pytest.raises(
        bootstrap.SetupError, match=r"(?s)no such thing.*请检查网络.*npm's registry"
    ):
        bootstrap.need("npm", sys.executable, "-c", "exit('no such thing')")
    with pytest.raises(bootstrap.SetupError, match=r"(?s)python3-venv.*python3-venv"):
        bootstrap.need("venv", ROOT / "no-such-program")


def test_an_old_python_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 6))
    monkeypatch.setattr(sys, "argv", ["bootstrap.py", "app"])
    assert bootstrap.main() == 1
    assert "需要 Python 3.11" in capsys.readouterr().err


def test_every_check_runs_and_one_failure_fails_all(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: Commands = []

    def show(*command: str) -> int:
        shown.append(command)
        return int(command[0] == "mypy")

    monkeypatch.setattr(bootstrap, "show", show)
    monkeypatch.setattr(bootstrap, "set_up", lambda **_wanted: None)
    assert bootstrap.test(["-k", "x"]) == 1
    assert [command[0] for command in shown] == ["ruff", "ruff", "mypy", "pytest"]
    assert shown[-1][-2:] == ("-k", "x")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The programs that would have been shown; those whose name ends in "whatif" fail."""
    commands: Commands = []

    def show(*command: str) -> int:
        commands.append(command)
        return int(command[0].endswith("whatif"))

    monkeypatch.setattr(bootstrap, "show", show)
    monkeypatch.setattr(bootstrap, "set_up", lambda **_wanted: None)
    monkeypatch.setattr(bootstrap, "need_qgis", lambda: None)
    monkeypatch.setattr(bootstrap, "need_office", lambda: None)
    return commands


def test_only_a_run_of_all_long_tests_writes_the_report(shown: Commands) -> None:
    assert bootstrap.acceptance([]) == 0
    assert bootstrap.acceptance(["-k", "kills"]) == 0
    whole, part = (command[command.index("tests/acceptance") :] for command in shown)
    assert whole[-2:] == ("--acceptance-report", "docs/acceptance.md")
    assert part == (*whole[:-2], "-k", "kills")


def test_failed_long_tests_end_with_1_whatever_pytest_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "set_up", lambda **_wanted: None)
    monkeypatch.setattr(bootstrap, "need_qgis", lambda: None)
    monkeypatch.setattr(bootstrap, "need_office", lambda: None)
    monkeypatch.setattr(bootstrap, "show", lambda *_command: 2)
    assert bootstrap.acceptance([]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "· 未通过 · failed"


def test_every_command_is_a_target_of_the_makefile(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bootstrap.py"])
    assert bootstrap.main() == 2
    usage = capsys.readouterr().err
    _, _, commands = usage.partition("bootstrap.py ")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([\w ]+):\n", makefile, re.MULTILINE)
    assert targets == [commands.split()[0].replace("|", " ")]


def test_benchmarks_are_named_first_and_options_go_to_each(shown: Commands) -> None:
    assert bootstrap.bench(["map", "coverage", "--size", "town", "--union"]) == 0
    options = ("--size", "town", "--union")
    assert shown == [("benchmarks.map", *options), ("benchmarks.coverage", *options)]


def test_without_a_name_every_benchmark_runs_also_when_one_before_it_failed(
    root: Path, shown: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "benchmarks").mkdir()
    for name in ("whatif", "map", "__init__"):
        (root / f"benchmarks/{name}.py").touch()
    assert bootstrap.bench(["--size", "smallest"]) == 1
    assert shown == [
        ("benchmarks.map", "--size", "smallest"),
        ("benchmarks.whatif", "--size", "smallest"),
    ]
    assert capsys.readouterr().out.splitlines()[-1] == "· 未完成：whatif · failed: whatif"


def test_an_unknown_benchmark_is_said_before_anything_is_set_up(
    shown: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.bench(["coverage", "speed"]) == 2
    assert shown == []
    assert "没有基准测试 speed" in capsys.readouterr().out


def test_requirements_are_pinned_exactly() -> None:
    pin = re.compile(r'[\w-]+==[\w.]+(; sys_platform [!=]= "win32")?')
    names = []
    for file in ("requirements.txt", "requirements-test.txt"):
        lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
        wanted = [line for line in lines if line and not line.startswith("#")]
        assert [line for line in wanted if not pin.fullmatch(line)] == []
        names += [line.partition("==")[0] for line in wanted]
    assert len(names) == len(set(names))
    assert {"streamlit", "folium", "pytest", "mypy"} <= set(names)
    for wheel in (bootstrap.NODE_WHEEL, bootstrap.FONT_WHEEL):
        assert pin.fullmatch(wheel)


def test_front_end_packages_are_pinned_exactly_and_locked_without_a_host() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", pin) for pin in package["dependencies"].values())
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert lock.pop("")["dependencies"] == package["dependencies"]
    assert {f"node_modules/{name}" for name in package["dependencies"]} <= set(lock)
    for name, entry in lock.items():
        assert "resolved" not in entry, name
        assert entry["integrity"].startswith("sha512-"), name


def test_no_code_of_the_front_end_packages_is_ours() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {".venv/", "node_modules"} <= set(ignored)

    def digests(folder: Path) -> dict[str, Path]:
        found = (file for kind in ("js", "css") for file in folder.rglob(f"*.{kind}"))
        files = (file for file in found if file.is_file())  # a package may be called so
        return {hashlib.sha256(file.read_bytes()).hexdigest(): file for file in files}

    theirs, ours = digests(ROOT / "node_modules"), digests(ROOT / "chedun_gis")
    assert theirs
    assert ours
    assert [ours[digest] for digest in theirs.keys() & ours.keys()] == []


def test_the_files_that_are_to_begin_are_there() -> None:
    assert len(set(LONGEST)) == len(LONGEST)
    assert [name for name in LONGEST if not (HERE / name).is_file()] == []
