"""Put a finished hand-off in its place at once: a folder, a zip, a file, or a page's download."""

import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

from chedun_gis.compute import HeavyQuestion, tell
from chedun_gis.handoff.column import Loss
from chedun_gis.handoff.handoff import Handoff
from chedun_gis.handoff.layer_file import fitted
from chedun_gis.handoff.loss_words import difference_sentence, farthest, verdict
from chedun_gis.handoff.pack import PackProgress, build
from chedun_gis.handoff.request import LeftOut, Request, sort_out
from chedun_gis.handoff.wording import data_folder
from chedun_gis.texts import LANGS, Lang
from chedun_gis.town import Town, answered, unfinished, write_atomic
from geo import InputError
from layers import LAYERS, Layer, Text


def to_folder(town: Town, request: Request, out: Path, *, progress: PackProgress) -> Handoff:
    """Build in a hidden folder beside `out`, then rename it: `out` is whole or not there.

    Raises `InputError` with `out_not_empty` (nothing of the user's is ever replaced) or
    `out_not_writable`, and those of `build`.
    """
    _require_free(out)
    with _part(out) as part:
        handoff = build(town, request, part, progress=progress)
        if out.is_dir():
            out.rmdir()
        part.replace(out)
    return handoff


def to_zip(town: Town, request: Request, out: Path, *, progress: PackProgress) -> Handoff:
    """Build in a hidden folder beside `out`, zip it, then replace `out` by the whole zip."""
    if out.is_dir():
        raise InputError("out_not_writable", file=str(out))
    with _part(out) as part:
        folder, packed = part / "pack", part / "pack.zip"
        folder.mkdir()
        handoff = build(town, request, folder, progress=progress)
        _zip(folder, packed)
        packed.replace(out)
    return handoff


def to_file(town: Town, request: Request, out: Path, *, progress: PackProgress) -> Handoff:
    """Write one layer as one file, replaced whole."""
    with tempfile.TemporaryDirectory() as folder, _refusing(out):
        handoff = build(town, request, Path(folder), progress=progress)
        write_atomic(
            out,
            (Path(folder) / data_folder(request.target.fmt) / handoff.files[0].file).read_bytes(),
        )
    return handoff


def zip_bytes(
    town: Town, request: Request, *, progress: PackProgress = lambda *_: None
) -> tuple[bytes, Handoff]:
    """Return a zip for download and what was found."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "pack"
        folder.mkdir()
        handoff = build(town, request, folder, progress=progress)
        _zip(folder, Path(name) / "pack.zip")
        return (Path(name) / "pack.zip").read_bytes(), handoff


def _require_free(out: Path) -> None:
    if out.is_dir() and any(out.iterdir()):
        raise InputError("out_not_empty", file=str(out))
    if out.exists() and not out.is_dir():
        raise InputError("out_not_writable", file=str(out))


@contextmanager
def _refusing(out: Path) -> Iterator[None]:
    """Say that `out` cannot be written when the disk is full or the place is not ours."""
    try:
        yield
    except (OSError, DataSourceError, DataLayerError, FeatureError) as error:
        raise InputError("out_not_writable", file=str(out)) from error


@contextmanager
def _part(out: Path) -> Iterator[Path]:
    """Make a hidden folder on the same disk; whatever is left of it is removed."""
    with _refusing(out), unfinished(out) as part:
        part.mkdir()
        yield part


def _zip(folder: Path, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(each for each in folder.rglob("*") if each.is_file()):
            packed.write(file, file.relative_to(folder).as_posix())


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a format cannot hold, told before anything is written."""

    losses: tuple[tuple[Layer, Loss], ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class PackedLayer:
    """A layer of a pack: its title, what reading it back found, its features and its file."""

    title: Text
    verdict: Text
    features: int
    file: str


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack for download, and what was found: each difference in a sentence."""

    content: bytes
    layers: tuple[PackedLayer, ...]
    differences: int
    sentences: tuple[Text, ...]
    farthest: Text
    conversion: Text

    @property
    def features(self) -> int:
        """The number of features written."""
        return sum(each.features for each in self.layers)


def packed(town: Town, request: Request) -> Packed:
    """Return the zip and what was found; raises as `build` does."""
    content, found = zip_bytes(
        town, request, progress=lambda done, total, _: tell("pack", done, total)
    )
    return Packed(
        content,
        tuple(
            PackedLayer(each.layer.title, _both(verdict, each), each.features, each.file)
            for each in found.files
        ),
        found.differences,
        tuple(
            _both(difference_sentence, each)
            for file in found.files
            for each in file.verification.differences
        ),
        _both(farthest, found.files),
        found.conversion.note,
    )


def _both(said: Callable[[Any, Lang], str], what: object) -> Text:
    zh, en = (said(what, lang) for lang in LANGS)
    return Text(zh, en)


# Layer after layer is written into one folder, so it has a process of its own.
PACKED: Final = HeavyQuestion(packed, most=3)


@answered(most=8)
def forecast(town: Town, request: Request) -> Forecast:
    """Return what would be lost; raises as `sort_out` does."""
    written, left_out = sort_out(town, request)
    losses = [
        (LAYERS[each], loss)
        for each in written
        for loss in fitted(town.frame(each), LAYERS[each], request.target).losses
    ]
    return Forecast(tuple(losses), tuple(left_out))
