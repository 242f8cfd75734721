"""Keep the versions of the layers that a planner has imported, beside the shipped ones.

`layers/<id>/<version>/` holds the layer's GeoJSON and `manifest.json`; `layers/<id>/current` names
the version in use. A version is built in a folder of its own, moved into place whole, and only then
named by `current`, which is swapped whole too: killed at any moment, the layer opens in its old or
its new version.
"""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from chedun_gis.register import Person
from chedun_gis.town.files import locked, sweep, unfinished, write_atomic
from geo import InputError

if TYPE_CHECKING:
    from layers import Layer

# The version that ships with the program: no folder in the workspace.
SHIPPED: Final = "shipped"
_POINTER: Final = "current"
_MANIFEST: Final = "manifest.json"
_VERSION: Final = re.compile(r"\d{4,9}")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a layer; `manifest` says where it came from and what was done to it."""

    id: str
    manifest: Mapping[str, Any]
    current: bool


class Workspace:
    """The imported layers of one folder; the folder is made when something is first accepted."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder."""
        self.folder = folder

    def current(self, layer_id: str) -> str:
        """Return the id of the version in use, `SHIPPED` when nothing was imported."""
        try:
            name = (self._home(layer_id) / _POINTER).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return SHIPPED
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("workspace_pointer", layer=layer_id) from error
        if name != SHIPPED and not _VERSION.fullmatch(name):
            raise InputError("workspace_pointer", layer=layer_id)
        return name

    def file(self, layer: "Layer") -> Path | None:
        """Return the file of the version in use, None for the shipped one.

        Raises `InputError("workspace_pointer")` (layer) when the pointer cannot be read: to show
        the shipped layer instead would pass off old data as the planner's own.
        """
        name = self.current(layer.id)
        return None if name == SHIPPED else self._home(layer.id) / name / layer.file

    def versions(self, layer_id: str) -> list[Version]:
        """Return all whole versions, the newest first, the shipped one last.

        None is current when the pointer cannot be read.
        """
        try:
            current = self.current(layer_id)
        except InputError:
            current = ""
        found = [
            Version(folder.name, _manifest(folder), folder.name == current)
            for folder in sorted(self._folders(layer_id), key=_number, reverse=True)
        ]
        return [*found, Version(SHIPPED, {}, current == SHIPPED)]

    def accept(  # noqa: PLR0913 - each is called by its name
        self,
        layer: "Layer",
        content: bytes,
        manifest: Mapping[str, Any],
        *,
        by: Person,
        seen: str | None = None,
        proof: Callable[[Path], None] = lambda _: None,
    ) -> str:
        """Keep a new version, take it into use, and return its id.

        `seen` is the version that the new one was made from, None when it replaces whatever is
        there. `proof` reads the file as it was written, before it is in use, and raises when that
        is not what was meant: then nothing is kept. Raises `InputError("workspace_conflict")`
        (layer) when another is in use by now, `"workspace_busy"` (folder),
        `"out_not_writable"` (file) and, unless a reviewer does it, `"role_needed"` (role, has).
        """
        by.require("reviewer")
        home = self._made(layer.id)
        with locked(home):
            if seen is not None and self.current(layer.id) != seen:
                raise InputError("workspace_conflict", layer=layer.id)
            numbers = [_number(folder) for folder in self._folders(layer.id)]
            name = f"{max(numbers, default=0) + 1:04d}"
            try:
                with unfinished(home / name) as part:
                    _build(part, {layer.file: content, _MANIFEST: _text(manifest)})
                    proof(part / layer.file)
                    part.rename(home / name)
                _settle(home)
            except OSError as error:
                raise InputError("out_not_writable", file=str(home)) from error
            self._point(home, name)
        return name

    def restore(self, layer_id: str, version: str, *, by: Person) -> None:
        """Take an earlier version into use again; `SHIPPED` is the one that ships.

        Raises `InputError("version_unknown")` (version, known) for one that is not there, and
        `"role_needed"` (role, has) unless a reviewer does it.
        """
        by.require("reviewer")
        known = [each.id for each in self.versions(layer_id)]
        if version not in known:
            raise InputError("version_unknown", version=version, known="、".join(known))
        home = self._made(layer_id)
        with locked(home):
            self._point(home, version)

    def sweep(self) -> None:
        """Remove what writers that died have left, here and on the shelf of the scenarios."""
        for folder in (*self.folder.glob("layers/*"), *self.folder.glob("*")):
            sweep(folder)

    def _home(self, layer_id: str) -> Path:
        return self.folder / "layers" / layer_id

    def _made(self, layer_id: str) -> Path:
        home = self._home(layer_id)
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError("out_not_writable", file=str(home)) from error
        return home

    def _folders(self, layer_id: str) -> Iterator[Path]:
        home = self._home(layer_id)
        if home.is_dir():
            yield from (each for each in home.iterdir() if _VERSION.fullmatch(each.name))

    @staticmethod
    def _point(home: Path, version: str) -> None:
        write_atomic(home / _POINTER, version.encode())
        _settle(home)


def _build(part: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a folder that nobody looks at."""
    part.mkdir()
    for file, content in files.items():
        with (part / file).open("wb") as out:
            out.write(content)
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


def _manifest(folder: Path) -> Mapping[str, Any]:
    try:
        content = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _text(manifest: Mapping[str, Any]) -> bytes:
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()


def _number(folder: Path) -> int:
    return int(folder.name)
