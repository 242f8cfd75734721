"""A file is read to its end only where it is plain, and has one."""

import os
from pathlib import Path

import pytest

from geo import InputError
from geo.files import read_files, read_plain, read_vector


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_plain(path, most_mb=1)
    assert caught.value.params["file"] == path.name
    return caught.value.code


def test_what_stands_in_a_plain_file(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * (1 << 20))
    assert read_plain(file, most_mb=1) == b"x" * (1 << 20)
    file.write_bytes(b"x" * ((1 << 20) + 1))
    assert refused(file) == "file_large"


def test_what_has_no_end_or_never_begins(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused(Path("/dev/zero")) == "file_irregular"
    assert refused(tmp_path / "pipe") == "file_irregular"
    assert refused(tmp_path) == "file_irregular"
    assert refused(tmp_path / "none") == "file_missing"
    assert refused(tmp_path / ("x" * 400)) == "file_missing"
    assert refused(Path("a\0b")) == "file_missing"


def test_what_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shut(*_: object, **__: object) -> None:
        raise PermissionError

    file = tmp_path / "a"
    file.write_bytes(b"x")
    monkeypatch.setattr(Path, "open", shut)  # who runs the tests may be allowed everything
    assert refused(file) == "file_unreadable"
    monkeypatch.setattr(Path, "stat", shut)
    assert refused(file) == "file_unreadable"


def test_every_reader_of_files_asks(tmp_path: Path) -> None:
    pipe = tmp_path / "stops.txt"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="file_irregular"):
        read_vector(pipe)
    with pytest.raises(InputError, match="file_irregular"):
        read_files(pipe, {"stops.txt"})
    with pytest.raises(InputError, match="file_irregular"):
        read_files(tmp_path, {"stops.txt"})
