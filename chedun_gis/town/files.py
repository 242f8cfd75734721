"""Write a file whole or not at all; let one writer at a time into a folder."""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from geo import InputError

_PAUSE_S: Final = 0.02
_PATIENCE_S: Final = 30.0
# Of a long name so much that the name of the part is not too long for a disk.
_NAME: Final = 40
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
# What is not whole yet, and the lock of who writes it; 0.1 wrote the versions of a layer beside it
# as `.part-…`.
_UNFINISHED: Final = re.compile(r"(\..+\.[0-9a-f]{8}\.part|\.part-[0-9a-f]{8})(\.lock)?")


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """Give a name beside `path` for what is not whole yet; what is left of it goes at the end.

    A lock beside it tells that its writer lives; what writers that died have left there is swept.
    """
    sweep(path.parent)
    part = path.with_name(f".{path.name[:_NAME]}.{secrets.token_hex(4)}.part")
    with _held(part, own=True):
        try:
            yield part
        finally:
            _remove(part)


def sweep(folder: Path) -> None:
    """Remove from a folder what writers that died have left; what a living one writes stays.

    A folder that is missing or may not be changed stays as it is.
    """
    with suppress(OSError):
        found = [_UNFINISHED.fullmatch(each.name) for each in folder.iterdir()]
        names = {each[1] for each in found if each}
        for name in names:
            with suppress(Timeout, OSError), _held(folder / name, own=False):
                _remove(folder / name)


def write_atomic(path: Path, content: bytes, *, private: bool = False) -> None:
    """Replace `path` by `content`; when interrupted, the old file or none is left.

    What is `private` can be read by its owner alone, from the first byte on. Raises
    `InputError("out_not_writable")` when the folder is missing or may not be written.
    """
    try:
        with unfinished(path) as part:
            if private:
                os.close(os.open(part, _NEW, 0o600))
            with part.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            part.replace(path)
    except OSError as error:
        raise InputError("out_not_writable", file=str(path)) from error


@contextmanager
def locked(folder: Path, *, patience_s: float = _PATIENCE_S) -> Iterator[None]:
    """Hold the lock of a folder; raise `InputError("workspace_busy")` (folder) when another has it.

    Waits for `patience_s` seconds. Threads of one process wait for each other too; the system lets
    go of the lock when a process dies. Raises `InputError("out_not_writable")` (file) for a folder
    that may not be written.
    """
    lock = _lock(folder / ".lock", patience_s)
    try:
        lock.acquire()
    except Timeout as error:
        raise InputError("workspace_busy", folder=folder.name) from error
    except OSError as error:
        raise InputError("out_not_writable", file=str(folder)) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _held(part: Path, *, own: bool) -> Iterator[None]:
    """Hold the lock of what is not whole yet, and take it away with it.

    Of an own one nobody else knows; who asks for one that may be another's does not wait.
    """
    if not part.parent.is_dir():  # the lock would make the folder
        raise FileNotFoundError(part.parent)
    file = part.with_name(f"{part.name}.lock")
    ours = own
    try:
        with _lock(file, _PATIENCE_S if own else 0):
            ours = True
            try:
                yield
            finally:
                if os.name == "posix":
                    file.unlink(missing_ok=True)
    finally:
        # Also when the program is ended while it takes the lock; and on Windows, where what is open
        # cannot be removed.
        if ours:
            file.unlink(missing_ok=True)


def _lock(file: Path, patience_s: float) -> FileLock:
    return FileLock(file, timeout=patience_s, poll_interval=_PAUSE_S)


def _remove(part: Path) -> None:
    if part.is_dir() and not part.is_symlink():
        shutil.rmtree(part, ignore_errors=True)
    else:
        part.unlink(missing_ok=True)
