"""Keep the versions of the layers that a planner has imported, beside the shipped ones.

`layers/<id>/<version>/` holds the layer's GeoJSON and `manifest.json`; `layers/<id>/current` names
the version in use. A version is built in a folder of its own, moved into place whole, and only then
named by `current`, which is swapped whole too: killed at any moment, the layer opens in its old or
its new version. What is taken into use is entered into the register in the same transaction.
"""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from chedun_gis.register import LayerEntry, Ledger, Person, layers_entered, required
from chedun_gis.town.files import locked, sweep, unfinished, write_atomic
from geo import InputError
from layers import LAYERS, Layer

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

    def __init__(self, folder: Path, ledger: Ledger | None = None) -> None:
        """Remember the folder, and the register in which what is done here is entered."""
        self.folder = folder
        self._ledger = ledger

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

    def file(self, layer: Layer) -> Path | None:
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
        layer: Layer,
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
        `"out_not_writable"` (file), what the register raises and, unless a reviewer does it,
        `"role_needed"` (role, has).
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
            file = str(manifest.get("file") or layer.file)
            try:
                self._take(home, _entry(layer, name, "imported", file, content), by=by)
            except Exception:
                shutil.rmtree(home / name)
                raise
        return name

    def restore(self, layer: Layer, version: str, *, by: Person) -> None:
        """Take an earlier version into use again; `SHIPPED` is the one that ships.

        Raises `InputError("version_unknown")` (version, known) for one that is not there,
        `"role_needed"` (role, has) unless a reviewer does it, and what the register raises.
        """
        by.require("reviewer")
        found = {each.id: each for each in self.versions(layer.id)}
        if version not in found:
            raise InputError("version_unknown", version=version, known="、".join(found))
        home = self._made(layer.id)
        with locked(home):
            content = b"" if version == SHIPPED else (home / version / layer.file).read_bytes()
            file = str(found[version].manifest.get("file") or layer.file)
            self._take(home, _entry(layer, version, "restored", file, content), by=by)

    def strayed(self) -> tuple[LayerEntry, ...]:
        """Return what was entered last of each layer that is by now another than that says.

        Somebody has changed its file or the pointer past the program, or brought back an old copy
        of the workspace or of the register.
        """
        entries = layers_entered(self._ledger.record().events) if self._ledger else {}
        known = (each for each in entries.values() if each.layer in LAYERS)
        return tuple(each for each in known if self._is_other(each))

    def _is_other(self, entry: LayerEntry) -> bool:
        try:
            if self.current(entry.layer) != entry.version:
                return True
            file = self.file(LAYERS[entry.layer])
            return file is not None and _digest(file.read_bytes()) != entry.sha256
        except (OSError, InputError):
            return True

    def _take(self, home: Path, entry: LayerEntry, *, by: Person) -> None:
        """Take a version into use, and enter that: both, or neither."""
        if self._ledger is None:
            self._point(home, entry.version)
            return
        before, moved = self._pointer(home), False

        def point() -> None:
            nonlocal moved
            moved = True  # as soon as it may be
            self._point(home, entry.version)

        try:
            self._ledger.append([entry], by=by, then=point)
        except Exception:
            if moved:
                write_atomic(home / _POINTER, before)
            raise

    @staticmethod
    def _pointer(home: Path) -> bytes:
        try:
            return (home / _POINTER).read_bytes()
        except OSError:
            return SHIPPED.encode()

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
        try:
            _settle(home)
        except OSError as error:
            raise InputError("out_not_writable", file=str(home)) from error


def _entry(layer: Layer, version: str, action: str, file: str, content: bytes) -> LayerEntry:
    """Return what the register keeps of a version that is taken into use."""
    entry = required(
        "layer",
        {
            "source": file,
            "layer": layer.id,
            "version": version,
            "sha256": _digest(content) if content else "",
            "action": action,
        },
    )
    assert isinstance(entry, LayerEntry)  # noqa: S101 - by its kind
    return entry


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


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
