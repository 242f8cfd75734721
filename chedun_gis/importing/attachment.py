"""Check what is attached to an entry, in a process of its own; pictures are made anew."""

import hashlib
import io
import warnings
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from chedun_gis.compute import Allowance, Tally, apart, scratch
from chedun_gis.town import Attachments
from geo import InputError

MOST_MB: Final = 20
ATTACHMENT_SUFFIXES: Final = ("jpg", "jpeg", "png", "webp", "pdf")
_PICTURES: Final = ("JPEG", "PNG", "WEBP")
# A hundred million: more than any camera makes, and less than a small machine can hold.
_MOST_PIXELS: Final = 100_000_000
_QUALITY: Final = 88
_PDF: Final = b"%PDF-"
_HEAD_BYTES: Final = 1_024


def attach(content: bytes, name: str, kept: Attachments, *, limit_mb: int = MOST_MB) -> str:
    """Keep what was given and return the name by which it is served: its SHA-256 and its kind.

    A picture is decoded and written anew, turned as its camera held it, without what else stood in
    the file (place, device, thumbnails). A PDF is kept as it is and only ever handed out as a file.
    Raises `InputError` with `file`: `attachment_large` (limit_mb), `attachment_kind`,
    `attachment_broken`, `attachment_pixels` (limit), and what `apart` and `Attachments.put` raise.
    """
    if len(content) > limit_mb << 20:
        raise InputError("attachment_large", file=name, limit_mb=limit_mb)
    with scratch("attachment") as folder:
        given, made = Path(folder) / "given", Path(folder) / "made"
        given.write_bytes(content)
        allowance = Allowance(idle_s=20.0, total_s=40.0)
        suffix = apart(_checked, str(given), str(made), name, file=name, allowance=allowance)
        checked = made.read_bytes()
    if suffix not in ATTACHMENT_SUFFIXES:  # what has read hostile bytes is not believed
        raise InputError("attachment_kind", file=name)
    return kept.put(f"{hashlib.sha256(checked).hexdigest()}.{suffix}", checked)


def _checked(_: Tally, given: str, made: str, name: str) -> str:
    """Write what may be kept of a file, and return its kind."""
    content = Path(given).read_bytes()
    if _PDF in content[:_HEAD_BYTES]:
        if not content.startswith(_PDF) or b"%%EOF" not in content[-_HEAD_BYTES:]:
            raise InputError("attachment_broken", file=name)
        Path(made).write_bytes(content)
        return "pdf"
    suffix, picture = _anew(content, name)
    Path(made).write_bytes(picture)
    return suffix


def _anew(content: bytes, name: str) -> tuple[str, bytes]:
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    out = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_PICTURES) as picture:
                turned = ImageOps.exif_transpose(picture)
                clear = "A" in turned.getbands() or "transparency" in turned.info
                if clear:
                    turned.convert("RGBA").save(out, "PNG")
                else:
                    turned.convert("RGB").save(out, "JPEG", quality=_QUALITY)
    except UnidentifiedImageError as error:
        raise InputError("attachment_kind", file=name) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise InputError("attachment_pixels", file=name, limit=f"{_MOST_PIXELS:,}") from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError) as error:
        raise InputError("attachment_broken", file=name) from error
    return ("png" if clear else "jpg"), out.getvalue()
