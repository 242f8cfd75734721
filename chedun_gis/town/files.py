"""Write a file whole or not at all; let one writer at a time into a folder."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from geo import InputError


def unfinished(path: Path) -> Path:
    """Return a name beside `path` for what is not whole yet.

    Who makes it does so where it will also be removed: between a temporary file of the library and
    the block that removes it a signal can come, and the file stays.
    """
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")


def write_atomic(path: Path, content: bytes) -> None:
    """Replace `path` by `content`; when interrupted, the old file or none is left.

    Raises `InputError("out_not_writable")` when the folder is missing or may not be written.
    """
    part = unfinished(path)
    try:
        with part.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError as error:
        raise InputError("out_not_writable", file=str(path)) from error
    finally:
        part.unlink(missing_ok=True)


_PAUSE_S: Final = 0.02
_PATIENCE_S: Final = 30.0


@contextmanager
def locked(folder: Path, *, patience_s: float = _PATIENCE_S) -> Iterator[None]:
    """Hold the lock of a folder; raise `InputError("workspace_busy")` (folder) when another has it.

    Waits for `patience_s` seconds. Threads of one process wait for each other too; the system lets
    go of the lock when a process dies.
    """
    lock = FileLock(folder / ".lock", timeout=patience_s, poll_interval=_PAUSE_S)
    try:
        lock.acquire()
    except Timeout as error:
        raise InputError("workspace_busy", folder=folder.name) from error
    try:
        yield
    finally:
        lock.release()
