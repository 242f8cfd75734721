"""Keep the versions of the layers that a planner has imported, beside the shipped ones.

`layers/<id>/` holds the versions of a layer (see `versions`), each its GeoJSON, or GeoParquet where
it is large (see `large`), and `manifest.json`;
`plans/<id>/` those of a plan. What is taken into use is entered into the register in the same
transaction.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from chedun_gis.register import LayerEntry, Ledger, Person, layers_entered, required
from chedun_gis.town.files import sweep
from chedun_gis.town.large import SUFFIX, digest_of
from chedun_gis.town.plan_shelf import PlanShelf
from chedun_gis.town.versions import SHIPPED, VersionFolder
from geo import InputError
from layers import LAYERS, Layer

_MANIFEST: Final = "manifest.json"
# Where the manifest of a large layer says what digest its file had when it was written.
_KEPT: Final = "kept_sha256"


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

    @property
    def plans(self) -> PlanShelf:
        """The plans that were begun or changed here."""
        return PlanShelf(self.folder / "plans", self._ledger)

    def current(self, layer_id: str) -> str:
        """Return the id of the version in use, `SHIPPED` when nothing was imported."""
        return self._home(layer_id).current()

    def file(self, layer: Layer) -> Path | None:
        """Return the file of the version in use, None for the shipped one.

        Raises `InputError("workspace_pointer")` (layer) when the pointer cannot be read: to show
        the shipped layer instead would pass off old data as the planner's own.
        """
        name = self.current(layer.id)
        return None if name == SHIPPED else _file_in(self._home(layer.id).folder / name, layer)

    def kept_digest(self, layer: Layer) -> object:
        """Return the SHA-256 that the file of a large layer in use had when it was written."""
        file = self.file(layer)
        return _manifest(file.parent).get(_KEPT) if file else None

    def versions(self, layer_id: str) -> list[Version]:
        """Return all whole versions, the newest first, the shipped one last.

        None is current when the pointer cannot be read.
        """
        home = self._home(layer_id)
        try:
            current = home.current()
        except InputError:
            current = ""
        found = [
            Version(folder.name, _manifest(folder), folder.name == current)
            for folder in home.kept()
        ]
        return [*found, Version(SHIPPED, {}, current == SHIPPED)]

    def accept(  # noqa: PLR0913 - each is called by its name
        self,
        layer: Layer,
        content: bytes | Path,
        manifest: Mapping[str, Any],
        *,
        by: Person,
        seen: str | None = None,
        proof: Callable[[Path], None] = lambda _: None,
    ) -> str:
        """Keep a new version, take it into use, and return its id.

        `content` is GeoJSON, or the GeoParquet file of a large layer, which is taken from where it
        is. `seen` is the version that the new one was made from, None when it replaces whatever is
        there. `proof` reads the file as it was written, before it is in use, and raises when that
        is not what was meant: then nothing is kept. Raises `InputError("workspace_conflict")`
        (layer) when another is in use by now, `"workspace_busy"` (folder),
        `"out_not_writable"` (file), what the register raises and, unless a reviewer does it,
        `"role_needed"` (role, has).
        """
        by.require("reviewer")
        file = str(manifest.get("file") or layer.file)
        large = isinstance(content, Path)
        digest = digest_of(content) if isinstance(content, Path) else _digest(content)
        told = {**manifest, _KEPT: digest} if large else manifest
        name = _large_name(layer) if large else layer.file
        return self._home(layer.id).keep(
            {name: content, _MANIFEST: _text(told)},
            lambda version: _entry(layer, version, "imported", file, digest),
            by=by,
            seen=seen,
            proof=lambda folder: proof(folder / name),
        )

    def restore(self, layer: Layer, version: str, *, by: Person) -> None:
        """Take an earlier version into use again; `SHIPPED` is the one that ships.

        Raises `InputError("version_unknown")` (version, known) for one that is not there,
        `"role_needed"` (role, has) unless a reviewer does it, and what the register raises.
        """
        by.require("reviewer")
        found = {each.id: each for each in self.versions(layer.id)}
        if version not in found:
            raise InputError("version_unknown", version=version, known="、".join(found))
        home = self._home(layer.id)
        file = str(found[version].manifest.get("file") or layer.file)

        def entry(name: str) -> LayerEntry:
            shipped = name == SHIPPED
            digest = "" if shipped else digest_of(_file_in(home.folder / name, layer))
            return _entry(layer, name, "restored", file, digest)

        home.restore(version, entry, by=by)

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
            return file is not None and digest_of(file) != entry.sha256
        except (OSError, InputError):
            return True

    def sweep(self) -> None:
        """Remove what writers that died have left, here and on the shelf of the scenarios."""
        for folder in (*self.folder.glob("layers/*"), *self.folder.glob("plans/*")):
            sweep(folder)
        for folder in self.folder.glob("*"):
            sweep(folder)

    def _home(self, layer_id: str) -> VersionFolder:
        pointer = InputError("workspace_pointer", layer=layer_id)
        conflict = InputError("workspace_conflict", layer=layer_id)
        return VersionFolder(self.folder / "layers" / layer_id, self._ledger, pointer, conflict)


def _entry(layer: Layer, version: str, action: str, file: str, digest: str) -> LayerEntry:
    """Return what the register keeps of a version that is taken into use."""
    entry = required(
        "layer",
        {
            "source": file,
            "layer": layer.id,
            "version": version,
            "sha256": digest,
            "action": action,
        },
    )
    assert isinstance(entry, LayerEntry)  # noqa: S101 - by its kind
    return entry


def _large_name(layer: Layer) -> str:
    return f"{layer.id}{SUFFIX}"


def _file_in(folder: Path, layer: Layer) -> Path:
    """Return the file of a version: its GeoParquet where it is large, else its GeoJSON."""
    large = folder / _large_name(layer)
    return large if large.is_file() else folder / layer.file


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _manifest(folder: Path) -> Mapping[str, Any]:
    try:
        content = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _text(manifest: Mapping[str, Any]) -> bytes:
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
