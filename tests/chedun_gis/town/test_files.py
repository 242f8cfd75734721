"""What is written comes whole or not at all, and what dead writers leave behind is swept."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from filelock import FileLock

from chedun_gis.town import Workspace, unfinished, write_atomic
from chedun_gis.town.files import locked, sweep
from geo import InputError

ROOT = Path(__file__).resolve().parents[3]
WRITER = """
import sys, time
from contextlib import suppress
from pathlib import Path
from typing import Any
from chedun_gis.town.files import unfinished
with unfinished(Path(sys.argv[1])) as part:
    part.mkdir()
    (part / "half").write_bytes(b"half")
    print(part.name, flush=True)
    time.sleep(60)
"""


def test_a_file_is_replaced_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "方案.json"
    write_atomic(file, b"one")
    write_atomic(file, b"two")
    assert file.read_bytes() == b"two"
    assert [each.name for each in tmp_path.iterdir()] == ["方案.json"]


def test_a_long_name_is_written_too(tmp_path: Path) -> None:
    file = tmp_path / (
        "长" * 80 + ".json"
    )  # 245 bytes: with a part's own name it would be too long
    write_atomic(file, b"one")
    assert file.read_bytes() == b"one"


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with suppress(KeyError), unfinished(tmp_path / "pack") as part:
        part.mkdir()
        (part / "half").write_bytes(b"half")
        raise KeyError
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="out_not_writable"):
        write_atomic(tmp_path / "none" / "a.json", b"one")
    assert not list(tmp_path.iterdir())


def test_what_a_dead_writer_left_goes_and_what_a_living_one_writes_stays(tmp_path: Path) -> None:
    home = tmp_path / "layers" / "parks"
    home.mkdir(parents=True)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(home / "pack")], cwd=ROOT, stdout=subprocess.PIPE
    )
    try:
        assert writer.stdout is not None
        part = home / writer.stdout.readline().decode().strip()
        Workspace(tmp_path).sweep()
        assert (part / "half").read_bytes() == b"half"
    finally:
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
    assert (part / "half").exists()
    Workspace(tmp_path).sweep()
    assert not list(home.iterdir())


def test_the_next_file_sweeps_what_an_earlier_version_left(tmp_path: Path) -> None:
    (tmp_path / ".pack.zip.0123abcd.part").mkdir()
    (tmp_path / ".current.89abcdef.part").write_bytes(b"00")
    (tmp_path / ".part-01234567").mkdir()
    others = {".notes.part", ".part-time", "a.0123abcd.part"}
    for name in others:
        (tmp_path / name).write_bytes(b"mine")
    write_atomic(tmp_path / "a.json", b"one")
    assert {each.name for each in tmp_path.iterdir()} == {"a.json", *others}


def test_sweeping_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.json").write_bytes(b"one")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / ".pack.0123abcd.part").symlink_to(tmp_path / "mine")
    sweep(folder)
    sweep(folder / "missing")
    assert not list(folder.iterdir())
    assert (tmp_path / "mine" / "a.json").exists()


def test_a_folder_that_may_not_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refused)  # who runs the tests may be allowed everything
    with pytest.raises(InputError, match="out_not_writable"):
        locked(tmp_path).__enter__()
    with pytest.raises(InputError, match="out_not_writable"):
        write_atomic(tmp_path / "a.json", b"one")


def test_who_is_ended_while_taking_the_lock_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acquire = FileLock.acquire

    def ended(self: FileLock) -> None:
        acquire(self)
        raise SystemExit

    monkeypatch.setattr(FileLock, "acquire", ended)
    with pytest.raises(SystemExit):
        write_atomic(tmp_path / "parks.geojson", b"new")
    assert not list(tmp_path.iterdir())
