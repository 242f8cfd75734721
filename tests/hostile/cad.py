"""Drawings (DXF) that hold more than anybody can read, call themselves, or are no drawings."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.hostile.corpus import IMPORT, Case, Refused, count

HEAD: Final = "  0\nSECTION\n  2\nHEADER\n  9\n$ACADVER\n  1\nAC1015\n  0\nENDSEC\n"
LINE: Final = "0\nLINE\n8\n0\n10\n0\n20\n0\n11\n1\n21\n1\n"
_CORNERS: Final = ((622_000, 3_432_000), (622_100, 3_432_000), (622_100, 3_432_100))
_PARKS: Final = (
    *IMPORT,
    *(
        "--crs",
        "4549",
        "--set",
        "name_zh=公园",
        "--set",
        "kind=community",
        "--set",
        "stage=completed",
    ),
)


def inserts(levels: int, *, each: int = 10) -> str:
    """Return a drawing of blocks in blocks: one line stands in it `each ** (levels + 1)` times."""
    inside = (_block(f"B{at + 1}", _insert(f"B{at}") * each) for at in range(levels))
    blocks = "".join([_block("B0", LINE), *inside])
    return HEAD + _section("BLOCKS", blocks) + _end(_insert(f"B{levels}") * each)


def array(rows: int, columns: int) -> str:
    """Return a drawing of one insert that repeats its block in rows and columns."""
    repeated = f"0\nINSERT\n8\n0\n2\nB\n10\n0\n20\n0\n70\n{columns}\n71\n{rows}\n44\n1\n45\n1\n"
    return HEAD + _section("BLOCKS", _block("B", LINE)) + _end(repeated)


def _section(name: str, content: str) -> str:
    return f"0\nSECTION\n2\n{name}\n{content}0\nENDSEC\n"


def _block(name: str, content: str) -> str:
    return f"0\nBLOCK\n2\n{name}\n10\n0\n20\n0\n{content}0\nENDBLK\n"


def _insert(name: str) -> str:
    return f"0\nINSERT\n8\n0\n2\n{name}\n10\n0\n20\n0\n"


def _end(entities: str) -> str:
    return _section("ENTITIES", entities) + "0\nEOF\n"


def area(*corners: tuple[object, object], stated: int | None = None, closed: int = 1) -> str:
    """Return a closed line of corners, of which `stated` are announced."""
    points = "".join(f"10\n{x}\n20\n{y}\n" for x, y in corners)
    count = len(corners) if stated is None else stated
    return f"0\nLWPOLYLINE\n8\n公园\n90\n{count}\n70\n{closed}\n{points}"


def drawn(content: str | bytes) -> Callable[[Path], Path]:
    """Return a builder of a drawing."""

    def build(folder: Path) -> Path:
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / "图纸.dxf").write_bytes(raw)
        return folder / "图纸.dxf"

    return build


def good(more: str = "") -> str:
    """Return a drawing of an area, and more."""
    return HEAD + _end(area(*_CORNERS) + more)


_ITSELF: Final = HEAD + _section("BLOCKS", _block("B", _insert("B"))) + _end(_insert("B"))
_EACH_OTHER: Final = (
    HEAD
    + _section("BLOCKS", _block("A", _insert("B")) + _block("B", _insert("A")))
    + _end(_insert("A"))
)
_SPLINE: Final = (
    "0\nSPLINE\n8\n0\n70\n8\n71\n2000000000\n72\n2000000000\n73\n2000000000\n10\n0\n20\n0\n"
)
_ELLIPSE: Final = (
    "0\nELLIPSE\n8\n0\n10\n0\n20\n0\n11\n1e300\n21\nnan\n40\n1e-300\n41\n0\n42\n1e18\n"
)
_HATCH: Final = "0\nHATCH\n8\n0\n2\nSOLID\n70\n1\n91\n2000000000\n92\n2\n93\n2000000000\n"
_OUTSIDE: Final = "0\nBLOCK\n2\nX\n70\n4\n10\n0\n20\n0\n1\n/etc/passwd\n0\nENDBLK\n"
_TEXT: Final = "0\nTEXT\n8\n0\n10\n622000\n20\n3432000\n40\n2\n1\n<script>\n"
_FIRST: Final = "第 1 行"

CASES: Final = (
    Case("a line 10^8 times in blocks of blocks", drawn(inserts(7)), Refused("child_slow")),
    Case(
        "a block in 10,000 by 10,000 rows",
        drawn(array(10_000, 10_000)),
        Refused("import_features", "100"),
    ),
    Case(
        "a block in 2^31 rows",
        drawn(array(2**31 - 1, 2**31 - 1)),
        Refused("import_features", "100"),
    ),
    Case("a block in itself", drawn(_ITSELF), Refused("import_nothing")),
    Case("two blocks in each other", drawn(_EACH_OTHER), Refused("import_nothing")),
    Case("no end", drawn(good().removesuffix("0\nEOF\n")), Refused("file_cut_short")),
    Case("no entities", drawn(HEAD + "0\nEOF\n"), Refused("file_not_vector")),
    Case(
        "words for codes",
        drawn(good().replace("90\n", "ninety\n", 1)),
        Refused("import_nothing"),
        _PARKS,
    ),
    Case(
        "words for coordinates",
        drawn(good().replace("622000", "west")),
        Refused("import_bad_rows", _FIRST),
        _PARKS,
    ),
    Case(
        "NaN for a coordinate",
        drawn(good().replace("622000", "nan")),
        Refused("import_bad_rows", _FIRST),
        _PARKS,
    ),
    Case(
        "a coordinate of 1e308",
        drawn(good().replace("622000", "1e308")),
        Refused("import_bad_rows", _FIRST),
        _PARKS,
    ),
    Case(
        "2^31 corners announced",
        drawn(HEAD + _end(area(*_CORNERS, stated=2**31 - 1))),
        count(1),
        _PARKS,
    ),
    Case(
        "fewer than no corners",
        drawn(HEAD + _end(area(*_CORNERS, stated=-5))),
        Refused("import_nothing"),
        _PARKS,
    ),
    Case("a curve of 2^31 knots", drawn(good(_SPLINE)), count(1), _PARKS),
    Case(
        "an ellipse of no size",
        drawn(good(_ELLIPSE)),
        Refused("import_bad_rows", "第 2 行"),
        _PARKS,
    ),
    Case(
        "a hatch of 2^31 edges", drawn(good(_HATCH)), Refused("import_bad_rows", "第 2 行"), _PARKS
    ),
    Case(
        "a block of another file",
        drawn(HEAD + _section("BLOCKS", _OUTSIDE) + _end(_insert("X"))),
        Refused("import_nothing"),
    ),
    Case(
        "a block that is not there",
        drawn(HEAD + _end(_insert("nobody"))),
        Refused("import_nothing"),
        _PARKS,
    ),
    Case(
        "an open line for an area",
        drawn(HEAD + _end(area(*_CORNERS, closed=0))),
        Refused("import_bad_rows", _FIRST),
        _PARKS,
    ),
    Case("text alone", drawn(HEAD + _end(_TEXT)), Refused("import_bad_rows", _FIRST), _PARKS),
    Case(
        "a binary drawing of junk",
        drawn(b"AutoCAD Binary DXF\r\n\x1a\x00" + bytes(range(256)) * 9),
        Refused("file_not_vector"),
    ),
    Case("a DWG called DXF", drawn(b"AC1027" + bytes(500)), Refused("import_format")),
    Case(
        "a line of 20 MB",
        drawn(good("999\n" + "a" * (20 << 20) + "\n")),
        Refused("import_nothing"),
        _PARKS,
    ),
    Case("a good one", drawn(good()), count(1), _PARKS),
)
