"""List what a hand-off holds: every file with its hash, every loss, every finding."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pyogrio
import pyproj

from chedun_gis.handoff.handoff import Handoff, PackedFile
from chedun_gis.handoff.layer_file import LayerFile
from chedun_gis.handoff.loss_words import difference_sentence, loss_sentence
from chedun_gis.handoff.verify import SAME_M, Difference
from chedun_gis.texts import text

MANIFEST = "manifest.json"
_CHUNK_BYTES = 1 << 20
_CSV = text("handoff.csv_note")


def packed_files(folder: Path) -> tuple[PackedFile, ...]:
    """Return every file below the folder with size and SHA-256, by path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(
        PackedFile(path.relative_to(folder).as_posix(), path.stat().st_size, _sha256(path))
        for path in files
    )


def manifest(handoff: Handoff, head: str) -> bytes:
    """Return the manifest; the hashes are of every other file of the hand-off.

    `head` is where the register ended, "" when it had not begun.
    """
    conversion, target = handoff.conversion, handoff.target
    content: dict[str, Any] = {
        "made_on": target.made_on,
        "format": target.fmt.id,
        "encoding": target.encoding,
        "crs": {
            "source": conversion.source,
            "target": conversion.target,
            "operation": conversion.name,
            "accuracy_m": conversion.accuracy_m,
            "ballpark": conversion.ballpark,
            "note_zh": conversion.note.zh,
            "note_en": conversion.note.en,
            "proj": pyproj.proj_version_str,
        },
        "written_by": {"gdal": ".".join(map(str, pyogrio.__gdal_version__))},
        "verified": {
            "same": handoff.differences == 0,
            "differences": handoff.differences,
            "tolerance_m": max(SAME_M, target.fmt.rounding_m),
        },
        "csv": {"note_zh": _CSV.zh, "note_en": _CSV.en},
        "register_head": head or None,
        "layers": [_layer(each) for each in handoff.files],
        "left_out": [
            {"id": each.layer, "zh": each.why.zh, "en": each.why.en} for each in handoff.left_out
        ],
        "files": [
            {"path": each.path, "bytes": each.size, "sha256": each.sha256}
            for each in handoff.packed
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _layer(written: LayerFile) -> dict[str, Any]:
    found = written.verification
    return {
        "id": written.layer.id,
        "title_zh": written.layer.title.zh,
        "title_en": written.layer.title.en,
        "file": written.file,
        "features": written.features,
        "field_names": dict(written.names),
        "losses": [
            {
                "code": loss.code,
                "field": loss.field or None,
                "count": loss.count,
                "zh": loss_sentence(loss, written.layer, "zh"),
                "en": loss_sentence(loss, written.layer, "en"),
            }
            for loss in written.losses
        ],
        "read_back": {
            "same": found.same,
            "features": found.features,
            "farthest_m": round(found.farthest_m, 6) if found.farthest_m < float("inf") else None,
            "differences": found.count,
            "first": [_difference(each) for each in found.differences],
        },
    }


def _difference(found: Difference) -> dict[str, str]:
    return {
        "code": found.code,
        "zh": difference_sentence(found, "zh"),
        "en": difference_sentence(found, "en"),
    }


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
