"""Let one writer at a time into a folder; the system lets go of the lock when a process dies."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from geo import InputError

_NAME: Final = ".lock"
_PAUSE_S: Final = 0.02
_PATIENCE_S: Final = 30.0


@contextmanager
def locked(folder: Path, *, patience_s: float = _PATIENCE_S) -> Iterator[None]:
    """Hold the lock of a folder; raise `InputError("workspace_busy")` (folder) when another has it.

    Waits for `patience_s` seconds. Threads of one process wait for each other too.
    """
    with (folder / _NAME).open("ab") as file:
        until = time.monotonic() + patience_s
        while not _take(file):
            if time.monotonic() >= until:
                raise InputError("workspace_busy", folder=folder.name)
            time.sleep(_PAUSE_S)
        try:
            yield
        finally:
            _release(file)


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
