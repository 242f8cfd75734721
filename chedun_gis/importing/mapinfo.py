"""Read MapInfo's two forms, .tab and .mif, whole: all parts there, as many as they announce.

A table names a code page that is often not its own, and may name other tables: what is read is a
copy in a folder of its own that does neither.
"""

import re
import shutil
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from geo import InputError

# The parts beside a MapInfo file: those that must be there, and those that may.
FORMS: Final = {".tab": ((".dat", ".map", ".id"), (".ind",)), ".mif": ((".mid",), ())}
_NATIVE: Final = re.compile(rb"(?im)^\s*type\s+native\b")
# A table that only names those that it is made of, or a view of them.
_OF_OTHERS: Final = re.compile(rb'(?im)^\s*create\s+view\b|IsSeamless"\s*=\s*"TRUE"')
_CHARSET: Final = re.compile(rb'(?im)^(\s*!?charset\s+"?|\s*type\s+native\s+charset\s+"?)([\w-]+)')
_CHARSETS: Final = {"windowssimpchinese": "gbk", "utf-8": "utf-8", "utf8": "utf-8"}
_DAT_ROWS_AT, _DAT_LEAST_BYTES, _ID_BYTES = 4, 32, 4
# Shapes of a .mif whose corners stand on lines of their own, as many as are announced.
_CORNERED: Final = frozenset({b"region", b"pline", b"multipoint"})

_Lines = Iterator[tuple[int, list[bytes]]]


@contextmanager
def mapinfo_copy(path: Path) -> Iterator[tuple[Path, str]]:
    """Lend a copy of a MapInfo table whose texts GDAL leaves as bytes, and the encoding it states.

    Raises `InputError` with `import_parts` (file, missing) and `import_virtual` (file) for a table
    that is made of others.
    """
    head = path.read_bytes()
    is_table = path.suffix.lower() == ".tab"
    if is_table and (_OF_OTHERS.search(head) or not _NATIVE.search(head)):
        raise InputError("import_virtual", file=path.name)
    needed, more = FORMS[path.suffix.lower()]
    beside = _beside(path)
    missing = [suffix for suffix in needed if suffix not in beside]
    if missing:
        raise InputError("import_parts", file=path.name, missing="、".join(missing))
    stated = _CHARSET.search(head)
    with tempfile.TemporaryDirectory(prefix="chedun-import-") as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(_CHARSET.sub(rb"\1Neutral", head))
        for suffix in (*needed, *more):
            if suffix in beside:
                shutil.copyfile(beside[suffix], copy.with_suffix(suffix))
        name = stated.group(2).decode().lower() if stated else ""
        yield copy, _CHARSETS.get(name, "")


def _beside(path: Path) -> dict[str, Path]:
    return {each.suffix.lower(): each for each in path.parent.iterdir() if each.stem == path.stem}


def require_rows(path: Path, features: int) -> None:
    """Refuse a file whose table has fewer rows than it has shapes: GDAL passes over the rest.

    Raises `InputError("mapinfo_rows")` (file, features, part, rows); of a .mif also for more rows.
    """
    beside = _beside(path)
    if path.suffix.lower() == ".mif":
        part, table = ".mid", beside[".mid"].read_bytes()
        rows = sum(bool(line.strip()) for line in table.splitlines())
        agree = rows == features
    else:
        part, table = ".dat", beside[".dat"].read_bytes().ljust(_DAT_LEAST_BYTES, b"\0")
        (rows,) = struct.unpack_from("<I", table, _DAT_ROWS_AT)
        features = beside[".id"].stat().st_size // _ID_BYTES
        agree = rows >= features  # a row without a shape is named as such
    if not agree:
        raise InputError("mapinfo_rows", file=path.name, features=features, part=part, rows=rows)


def require_corners(path: Path) -> None:
    """Refuse a .mif whose shapes have other corners than announced: GDAL passes over the rest.

    Raises `InputError("mif_line")` (file, line).
    """
    if path.suffix.lower() != ".mif":
        return
    numbered = enumerate(path.read_bytes().splitlines(), 1)
    lines: _Lines = ((number, line.split()) for number, line in numbered if line.strip())
    for _, words in lines:
        if words[0].lower() == b"data":
            break
    wrong = _first_wrong(lines)
    if wrong:
        raise InputError("mif_line", file=path.name, line=wrong)


def _first_wrong(lines: _Lines) -> int:
    """Return the first line that is no corner where one is announced, or one where none is."""
    before = b""
    for number, words in lines:
        if before in _CORNERED and _is_number(words[0]):
            return number
        before = words[0].lower()
        parted = before == b"region" or b"multiple" in map(bytes.lower, words)
        if before in _CORNERED:
            wrong = _wrong_part(lines, number, words, parted=parted)
            if wrong:
                return wrong
    return 0


def _wrong_part(lines: _Lines, number: int, words: list[bytes], *, parted: bool) -> int:
    """Take the corners that the last word of a line announces, or the parts that have them."""
    if not words[-1].isdigit():
        return number
    for _ in range(int(words[-1])):
        at, found = next(lines, (number, []))
        if parted:
            wrong = _wrong_part(lines, at, found or [b""], parted=False)
            if wrong:
                return wrong
        elif len(found) != len("xy") or not all(map(_is_number, found)):
            return at
    return 0


def _is_number(word: bytes) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
