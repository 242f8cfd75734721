"""Read text files from a folder or a zip that may be hostile; nothing is ever unpacked to disk."""

import lzma
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from geo.errors import InputError

MOST_MEMBERS: Final = 1000
MOST_BYTES: Final = 1 << 29
# A file lies at the top or in the one folder that wraps them all.
_DEPTH: Final = 2

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


def read_files(path: Path, names: Collection[str]) -> dict[str, bytes]:
    """Return the content of those of the named files that a folder or zip holds.

    A zip may wrap its files in one folder; where the same name occurs twice there is no telling
    which is meant. Raises `InputError` with `file_missing`, `archive_broken` (each with file),
    `archive_members` (file, count, limit), `archive_size` (file, size_mb, limit_mb), and, with file
    and member, `archive_path` (leaves the archive), `archive_encrypted`, `archive_duplicate`.
    """
    if not path.exists():
        raise InputError("file_missing", file=path.name)
    if path.is_dir():
        files = [path / name for name in sorted(names) if (path / name).is_file()]
        _require_size(path, sum(file.stat().st_size for file in files))
        return {file.name: file.read_bytes() for file in files}
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(path, archive.infolist(), names)
            return {name: archive.read(member) for name, member in members}
    except InputError:
        raise
    except _BROKEN as error:
        raise InputError("archive_broken", file=path.name) from error


def _members(
    path: Path, members: list[zipfile.ZipInfo], names: Collection[str]
) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Check the whole directory before anything is unpacked, then pick the named files.

    The stated sizes may be lies, but zipfile never unpacks more than they state.
    """
    if len(members) > MOST_MEMBERS:
        raise InputError("archive_members", file=path.name, count=len(members), limit=MOST_MEMBERS)
    _require_size(path, sum(member.file_size for member in members))
    picked: dict[str, zipfile.ZipInfo] = {}
    for member in members:
        where = PurePosixPath(member.filename)
        leaves = where.is_absolute() or ".." in where.parts or set("\\:") & set(member.filename)
        name = where.name
        wanted = name in names and len(where.parts) <= _DEPTH and not member.is_dir()
        code = ""
        if leaves:
            code = "archive_path"
        elif wanted and member.flag_bits & 1:
            code = "archive_encrypted"
        elif wanted and name in picked:
            code = "archive_duplicate"
        if code:
            raise InputError(code, file=path.name, member=member.filename)
        if wanted:
            picked[name] = member
    return iter(sorted(picked.items()))


def _require_size(path: Path, size: int) -> None:
    if size > MOST_BYTES:
        raise InputError(
            "archive_size", file=path.name, size_mb=size >> 20, limit_mb=MOST_BYTES >> 20
        )
