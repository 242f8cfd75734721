"""Read or unpack a zip that may be hostile: nothing leaves its folder, nothing grows too large."""

import lzma
import shutil
import stat
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from geo import InputError
from geo.files.plain import read_plain, require_plain

MOST_MEMBERS: Final = 1000
MOST_BYTES: Final = 1 << 29
# A file lies at the top or in the one folder that wraps them all.
_DEPTH: Final = 2
_FOLDERS: Final = 8
_NAME_BYTES: Final = 200
_UTF8_NAME: Final = 0x800

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
    which is meant. Raises what `read_plain` does, and `InputError` with `archive_broken` (file),
    `archive_members` (file, count, limit), `archive_size` (file, size_mb, limit_mb), and, with file
    and member, `archive_path` (leaves the archive), `archive_encrypted`, `archive_duplicate`, and
    what `require_inside` raises.
    """
    if path.is_dir():
        require_inside(path)
        files = [path / name for name in sorted(names) if (path / name).exists()]
        for file in files:
            require_plain(file)
        _require_size(path, sum(file.stat().st_size for file in files))
        return {file.name: read_plain(file, most_mb=MOST_BYTES >> 20) for file in files}
    require_plain(path)
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(path, archive.infolist(), names)
            return {name: archive.read(member) for name, member in members}
    except InputError:
        raise
    except _BROKEN as error:
        raise InputError("archive_broken", file=path.name) from error


def require_inside(folder: Path) -> None:
    """Refuse a folder with a link to outside it: `InputError("folder_link")` (file, member).

    The folder itself may be a link, for it is what was named; links within it may lead within it.
    """
    home = folder.resolve()
    for each in sorted(home.rglob("*")):
        if each.is_symlink() and not _leads_into(each, home):
            member = each.relative_to(home).as_posix()
            raise InputError("folder_link", file=folder.name, member=member)


def _leads_into(link: Path, home: Path) -> bool:
    try:
        return link.resolve().is_relative_to(home)
    except (OSError, RuntimeError):  # links in a circle
        return False


def unpack(path: Path, folder: Path) -> None:
    """Unpack a zip into a folder, which must exist; empty folders are left out.

    Names that are not UTF-8 are read as GBK, as Windows in China writes them. Raises `InputError`
    as `read_files`, and with file and member also `archive_link` (a link or device), `archive_name`
    (a name that no file can have).
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for name, member in _all_members(path, archive.infolist()):
                target = folder.joinpath(*PurePosixPath(name).parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as packed, target.open("xb") as out:
                    shutil.copyfileobj(packed, out)
    except InputError:
        raise
    except _BROKEN as error:
        raise InputError("archive_broken", file=path.name) from error


def require_harmless(path: Path) -> None:
    """Refuse a zip that would unpack to too much, for a reader that opens it itself (XLSX).

    Raises `InputError` as `unpack`.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            list(_all_members(path, archive.infolist()))
    except InputError:
        raise
    except _BROKEN as error:
        raise InputError("archive_broken", file=path.name) from error


def _all_members(
    path: Path, members: list[zipfile.ZipInfo]
) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Check the whole directory before anything is unpacked, then name what to unpack."""
    _require_modest(path, members)
    named: dict[str, tuple[str, zipfile.ZipInfo]] = {}
    for member in members:
        name = _name(member)
        kind = stat.S_IFMT(member.external_attr >> 16)
        code = ""
        if _leaves(name):
            code = "archive_path"
        elif kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
            code = "archive_link"
        elif member.flag_bits & 1:
            code = "archive_encrypted"
        elif not _can_be_a_file(name):
            code = "archive_name"
        elif name.casefold() in named:
            code = "archive_duplicate"
        if code:
            raise InputError(code, file=path.name, member=name)
        if not member.is_dir():
            named[name.casefold()] = (name, member)
    return iter(named.values())


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; zipfile takes what is not UTF-8 for the code page of the IBM PC."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename


def _leaves(name: str) -> bool:
    where = PurePosixPath(name)
    return where.is_absolute() or ".." in where.parts or bool(set("\\:") & set(name))


def _can_be_a_file(name: str) -> bool:
    parts = PurePosixPath(name).parts
    short = all(len(part.encode()) <= _NAME_BYTES for part in parts) and len(parts) <= _FOLDERS
    return bool(parts) and short and name.isprintable()


def _require_modest(path: Path, members: list[zipfile.ZipInfo]) -> None:
    """Refuse too many members or too much content.

    The stated sizes may be lies, but zipfile never unpacks more than they state.
    """
    if len(members) > MOST_MEMBERS:
        raise InputError("archive_members", file=path.name, count=len(members), limit=MOST_MEMBERS)
    _require_size(path, sum(member.file_size for member in members))


def _members(
    path: Path, members: list[zipfile.ZipInfo], names: Collection[str]
) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Check the whole directory before anything is unpacked, then pick the named files."""
    _require_modest(path, members)
    picked: dict[str, zipfile.ZipInfo] = {}
    for member in members:
        where = PurePosixPath(member.filename)
        name = where.name
        wanted = name in names and len(where.parts) <= _DEPTH and not member.is_dir()
        code = ""
        if _leaves(member.filename):
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
