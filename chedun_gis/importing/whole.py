"""Tell whether a file is whole: as many rows in each of its parts, well-formed to its last byte.

A reader that stops early returns the rows that came before, and says nothing.
"""

import json
import re
import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Final
from xml.parsers import expat

from geo import InputError

_SHP_HEAD_BYTES: Final = 100
_RECORD_HEAD_BYTES: Final = 8
_DBF_HEAD_BYTES: Final = 32
_PART_BYTES: Final = 1 << 20
_TAIL_BYTES: Final = 64
_PARTS: Final = (".shp", ".shx", ".dbf")
_GAP: Final = re.compile(r"[\s,:]*")
_XML_MEMBERS: Final = (".xml", ".rels", ".vml")


def shapefile_rows(path: Path) -> int:
    """Return how many rows a Shapefile has that are not deleted.

    Raises `InputError` with `shapefile_part` (file, part, shapes) for a missing .shx or .dbf,
    `shapefile_counts` (file, shp, shx, dbf) where the three do not agree.
    """
    parts = {suffix: _part(path, suffix) for suffix in _PARTS}
    shapes = _shapes(path)
    for suffix, part in parts.items():
        if part is None:
            raise InputError("shapefile_part", file=path.name, part=suffix, shapes=shapes)
    index, table = parts[".shx"], parts[".dbf"]
    entries = max(0, index.stat().st_size - _SHP_HEAD_BYTES) // 8 if index else 0
    rows, deleted = _records(table) if table else (0, 0)
    if not shapes == entries == rows:
        raise InputError("shapefile_counts", file=path.name, shp=shapes, shx=entries, dbf=rows)
    return rows - deleted


def _part(path: Path, suffix: str) -> Path | None:
    there = (path.with_suffix(name) for name in (suffix, suffix.upper()))
    return next((each for each in there if each.is_file()), None)


def _shapes(path: Path) -> int:
    """Count the records that are wholly there."""
    size, at, count = path.stat().st_size, _SHP_HEAD_BYTES, 0
    with path.open("rb") as file:
        while at + _RECORD_HEAD_BYTES <= size:
            file.seek(at)
            _, words = struct.unpack(">ii", file.read(_RECORD_HEAD_BYTES))
            at += _RECORD_HEAD_BYTES + 2 * words
            if words < 0 or at > size:
                break
            count += 1
    return count


def _records(table: Path) -> tuple[int, int]:
    """Return how many records a dBASE table wholly holds, and how many of them are deleted.

    Where it holds fewer than its head states, it is cut short: then the fewer count.
    """
    with table.open("rb") as file:
        head = file.read(_DBF_HEAD_BYTES)
        if len(head) < _DBF_HEAD_BYTES:
            return 0, 0
        stated, start, width = struct.unpack("<IHH", head[4:12])
        held = max(0, table.stat().st_size - start) // width if width else 0
        count, deleted = min(stated, held), 0
        file.seek(start)
        for _ in range(count):
            deleted += file.read(width)[:1] == b"*"
    return count, deleted


def require_well_formed(path: Path) -> None:
    """Refuse XML that is broken anywhere; `InputError` with `xml_broken` (file, line) and others.

    Also `xml_entities` (file) for one that defines entities, and `xml_encoding` (file).
    """
    with path.open("rb") as file:
        _parse(file, path.name)


def require_well_formed_text(text: str, name: str) -> None:
    """Refuse the broken text of a file, which says itself in no other encoding than UTF-8."""
    _parse(BytesIO(text.encode("utf-8", "replace")), name)


def require_well_formed_members(path: Path) -> None:
    """Refuse a workbook of which any part is broken XML, or broken as a zip; see above.

    The file is named with the member; raises also `archive_broken` (file).
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.namelist():
                if member.lower().endswith(_XML_MEMBERS):
                    with archive.open(member) as file:
                        _parse(file, f"{path.name}/{member}")
    except InputError:
        raise
    except Exception as error:  # zipfile passes on what zlib, lzma and struct make of the bytes
        raise InputError("archive_broken", file=path.name) from error


def _parse(file: IO[bytes], name: str) -> None:
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise InputError("xml_entities", file=name)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        while part := file.read(_PART_BYTES):
            parser.Parse(part, False)  # noqa: FBT003 - expat knows it by its place
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING]:
            raise InputError("xml_encoding", file=name) from error
        raise InputError("xml_broken", file=name, line=error.lineno) from error
    except InputError:
        raise
    except (ValueError, LookupError) as error:
        raise InputError("xml_encoding", file=name) from error


def require_ended(path: Path) -> None:
    """Refuse a DXF of text that lacks its last word; `InputError("file_cut_short")` (file)."""
    with path.open("rb") as file:
        if file.read(22).startswith(b"AutoCAD Binary DXF"):
            return
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        if file.read().split()[-1:] != [b"EOF"]:
            raise InputError("file_cut_short", file=path.name)


def require_all_features(text: str, name: str) -> None:
    """Refuse a GeoJSON that has something else among its features: GDAL passes over it.

    Raises `InputError("geojson_feature")` (file, row). What is no JSON is GDAL's to refuse.
    """
    other = _first_other(text)
    if other:
        raise InputError("geojson_feature", file=name, row=other)


def _first_other(text: str) -> int:
    """Return which of the features is none; 0 for none of them, and for what is no JSON."""
    try:
        for row, each in enumerate(_collected(text), 1):
            if not isinstance(each, dict) or each.get("type") != "Feature":
                return row
    except (ValueError, IndexError, RecursionError):
        pass
    return 0


def _collected(text: str) -> Iterator[object]:
    """Give what stands in the member `features`, one after the other: all would be too much."""
    read = json.JSONDecoder().raw_decode
    at = _past(text, text.index("{") + 1)
    while text[at] != "}":
        key, at = read(text, at)
        at = _past(text, at)
        if key == "features" and text[at] == "[":
            at = _past(text, at + 1)
            while text[at] != "]":
                each, at = read(text, at)
                at = _past(text, at)
                yield each
            at += 1
        else:
            _, at = read(text, at)
        at = _past(text, at)


def _past(text: str, at: int) -> int:
    """Return the place behind what parts values."""
    gap = _GAP.match(text, at)
    return gap.end() if gap else at
