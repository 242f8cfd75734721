"""Keep the versions of one thing in a folder of its own, each whole or not at all.

`<version>/` holds the files of a version, and `current` names the one in use. A version is built in
a folder of its own, moved into place whole, and only then named by `current`, which is swapped
whole too: killed at any moment, the thing opens in its old or its new version. What is taken into
use is entered into the register in the same transaction.
"""

import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chedun_gis.register import Act, Ledger, Person
from chedun_gis.town.files import locked, unfinished, write_atomic
from geo import InputError

# The version that ships with the program: no folder in the workspace.
SHIPPED: Final = "shipped"
_POINTER: Final = "current"
_VERSION: Final = re.compile(r"\d{4,9}")

# Makes what the register is told of the version that is taken into use.
Entering = Callable[[str], Act]


@dataclass(frozen=True, slots=True)
class VersionFolder:
    """The versions of one thing; the folder is made when something is first kept.

    `pointer` is raised when it cannot be told which is in use, `conflict` when it is another than
    the one that was seen.
    """

    folder: Path
    ledger: Ledger | None
    pointer: InputError
    conflict: InputError

    def current(self) -> str:
        """Return the id of the version in use, `SHIPPED` when nothing was kept here."""
        try:
            name = (self.folder / _POINTER).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return SHIPPED
        except (OSError, UnicodeDecodeError) as error:
            raise self.pointer from error
        if name != SHIPPED and not _VERSION.fullmatch(name):
            raise self.pointer
        return name

    def kept(self) -> list[Path]:
        """Return the folders of all whole versions, the newest first."""
        if not self.folder.is_dir():
            return []
        found = [each for each in self.folder.iterdir() if _VERSION.fullmatch(each.name)]
        return sorted(found, key=_number, reverse=True)

    def keep(
        self,
        files: Mapping[str, bytes | Path],
        entering: Entering,
        *,
        by: Person,
        seen: str | None = None,
        proof: Callable[[Path], None] = lambda _: None,
    ) -> str:
        """Keep a new version, take it into use, and return its id.

        `files` are what they hold, or a file that is copied. `seen` is the version that the new
        one was made from, None when it replaces whatever is there. `proof` reads the folder as it
        was written, before it is in use, and raises when that is not what was meant: then nothing
        is kept. Raises `conflict` when another is in use by now, `InputError("workspace_busy")`
        (folder), `"out_not_writable"` (file), and what the register raises.
        """
        home = self._made()
        with locked(home):
            if seen is not None and self.current() != seen:
                raise self.conflict
            name = f"{max(map(_number, self.kept()), default=0) + 1:04d}"
            try:
                with unfinished(home / name) as part:
                    _build(part, files)
                    proof(part)
                    part.rename(home / name)
                _settle(home)
            except OSError as error:
                raise InputError("out_not_writable", file=str(home)) from error
            try:
                self._take(name, entering(name), by=by)
            except Exception:
                shutil.rmtree(home / name)
                raise
        return name

    def restore(
        self, version: str, entering: Entering, *, by: Person, seen: str | None = None
    ) -> None:
        """Take an earlier version into use again; raises as `keep` does."""
        home = self._made()
        with locked(home):
            if seen is not None and self.current() != seen:
                raise self.conflict
            self._take(version, entering(version), by=by)

    def _take(self, version: str, entry: Act, *, by: Person) -> None:
        """Take a version into use, and enter that: both, or neither."""
        if self.ledger is None:
            self._point(version)
            return
        before, moved = self._before(), False

        def point() -> None:
            nonlocal moved
            moved = True  # as soon as it may be
            self._point(version)

        try:
            self.ledger.append([entry], by=by, then=point)
        except Exception:
            if moved:
                write_atomic(self.folder / _POINTER, before)
            raise

    def _before(self) -> bytes:
        try:
            return (self.folder / _POINTER).read_bytes()
        except OSError:
            return SHIPPED.encode()

    def _made(self) -> Path:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError("out_not_writable", file=str(self.folder)) from error
        return self.folder

    def _point(self, version: str) -> None:
        write_atomic(self.folder / _POINTER, version.encode())
        try:
            _settle(self.folder)
        except OSError as error:
            raise InputError("out_not_writable", file=str(self.folder)) from error


def _build(part: Path, files: Mapping[str, bytes | Path]) -> None:
    """Write the files into a folder that nobody looks at."""
    part.mkdir()
    for file, content in files.items():
        with (part / file).open("wb") as out:
            if isinstance(content, bytes):
                out.write(content)
            else:
                with content.open("rb") as source:
                    shutil.copyfileobj(source, out)
            out.flush()
            os.fsync(out.fileno())
    _settle(part)


def _settle(folder: Path) -> None:
    """Bring the folder's own entries to the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _number(folder: Path) -> int:
    return int(folder.name)
