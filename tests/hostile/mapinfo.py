"""MapInfo's exchange form and tables: parts that do not agree, counts that lie, other files."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.chedun_gis.importing.files import mif, tab
from tests.hostile.corpus import IMPORT, Case, Refused, count

_PARKS: Final = (*IMPORT,)
_LINE: Final = "行应是"
_SECOND: Final = "第 2 行"
_BLOCK_BYTES: Final = 512


def exchanged(old: str, new: str, *, times: int = 1) -> Callable[[Path], Path]:
    """Return a builder of the three parks as a .mif one text of which is another."""

    def build(folder: Path) -> Path:
        path = mif(folder)
        content = path.read_bytes().decode("gb18030")
        assert old in content
        path.write_bytes(content.replace(old, new, times).encode("gb18030"))
        return path

    return build


def with_rows(change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    """Return a builder of the three parks whose .mid is changed."""

    def build(folder: Path) -> Path:
        path = mif(folder)
        rows = path.with_suffix(".mid")
        rows.write_bytes(change(rows.read_bytes()))
        return path

    return build


def table(change: Callable[[bytes], bytes], suffix: str = ".tab") -> Callable[[Path], Path]:
    """Return a builder of the three parks as a table one part of which is changed."""

    def build(folder: Path) -> Path:
        path = tab(folder)
        part = path.with_suffix(suffix)
        content = part.read_bytes()
        changed = change(content)
        assert changed != content
        part.write_bytes(changed)
        return path

    return build


def without(suffix: str) -> Callable[[Path], Path]:
    """Return a builder of the three parks as a table that lacks one part."""

    def build(folder: Path) -> Path:
        path = tab(folder)
        path.with_suffix(suffix).unlink()
        return path

    return build


def patched(at: int, value: bytes) -> Callable[[bytes], bytes]:
    """Return a change of the bytes from `at` on."""
    return lambda content: content[:at] + value + content[at + len(value) :]


_SEAMLESS: Final = (
    b'begin_metadata\n"\\IsSeamless" = "TRUE"\n"\\IsSeamless\\AA" = ""\nend_metadata\n'
)
_NONE: Final = "Region 1\n5\n622100.000 3432000.000"

CASES: Final = (
    Case(
        "more rows than shapes",
        with_rows(lambda rows: rows + b'"p-4","a","b","c"\n'),
        Refused("mapinfo_rows"),
        _PARKS,
    ),
    Case(
        "fewer rows than shapes",
        with_rows(lambda rows: rows[: rows.index(b'"p-3"')]),
        Refused("file_not_vector"),
        _PARKS,
    ),
    Case("rows of nothing", with_rows(lambda _: b""), Refused("file_not_vector"), _PARKS),
    Case(
        "2^31 columns announced",
        exchanged("Columns 4", "Columns 2147483647"),
        Refused("file_not_vector"),
        _PARKS,
    ),
    Case(
        "fewer than no columns",
        exchanged("Columns 4", "Columns -4"),
        Refused("file_not_vector"),
        _PARKS,
    ),
    Case(
        "2^31 rings announced",
        exchanged("Region 2", "Region 2147483647"),
        Refused("mif_line", _LINE),
        _PARKS,
    ),
    Case(
        "2^31 corners announced",
        exchanged("Region 1\n5\n", "Region 1\n2147483647\n"),
        Refused("mif_line", _LINE),
        _PARKS,
    ),
    Case(
        "fewer corners than announced",
        exchanged("Region 1\n5\n", "Region 1\n9\n"),
        Refused("mif_line", _LINE),
        _PARKS,
    ),
    Case(
        "more corners than announced",
        exchanged("Region 1\n5\n", "Region 1\n3\n"),
        Refused("mif_line", _LINE),
        _PARKS,
    ),
    Case(
        "fewer than no corners",
        exchanged("Region 1\n5\n", "Region 1\n-5\n"),
        Refused("mif_line", _LINE),
        _PARKS,
    ),
    Case(
        "words for coordinates", exchanged("622400.000", "west"), Refused("mif_line", _LINE), _PARKS
    ),
    Case(
        "NaN for a coordinate",
        exchanged("622400.000", "nan"),
        Refused("import_bad_rows", _SECOND),
        _PARKS,
    ),
    Case(
        "a coordinate of 1e308",
        exchanged("622400.000", "1e308"),
        Refused("crs_undecided", "坐标系"),
        _PARKS,
    ),
    Case(
        "a shape that is none", exchanged("Region 2", "Castle 2"), Refused("mapinfo_rows"), _PARKS
    ),
    Case("no shape", exchanged("Data\n", "Data\nNone\n"), Refused("file_not_vector"), _PARKS),
    Case(
        "a CRS of words",
        exchanged("Earth Projection 8, 104", "Moon Projection 99, 999"),
        Refused("crs_undecided", "坐标系"),
        _PARKS,
    ),
    Case(
        "a CRS of 9^20",
        exchanged("Projection 8, 104", "Projection 99999999999999999999, 104"),
        Refused("crs_not_understood", "unnamed"),
        _PARKS,
    ),
    Case("a version of 99999", exchanged("Version 300", "Version 99999"), count(3), _PARKS),
    Case(
        "a code page that nobody knows",
        exchanged("WindowsSimpChinese", "Klingon"),
        count(3),
        _PARKS,
    ),
    Case("a table without its shapes", without(".map"), Refused("import_parts", ".map"), _PARKS),
    Case(
        "a table in many tables",
        table(lambda head: head + _SEAMLESS),
        Refused("import_virtual"),
        _PARKS,
    ),
    Case(
        "a table in another file",
        table(lambda head: head.replace(b"NATIVE", b"LINKED")),
        Refused("import_virtual"),
        _PARKS,
    ),
    Case(
        "a view of other tables",
        table(lambda head: head + b'\nCreate View v As\nSelect * From "/etc/passwd"\n'),
        Refused("import_virtual"),
        _PARKS,
    ),
    Case(
        "a table whose rows are cut",
        table(lambda rows: rows[:-900], ".dat"),
        Refused("file_not_vector"),
        _PARKS,
    ),
    Case(
        "a table of 2^31 rows",
        table(patched(4, struct.pack("<I", 0x7FFFFFFF)), ".dat"),
        Refused("import_features", "100"),
        _PARKS,
    ),
    Case(
        "a table of fewer rows than shapes",
        table(patched(4, struct.pack("<I", 2)), ".dat"),
        Refused("mapinfo_rows"),
        _PARKS,
    ),
    Case(
        "shapes that are cut",
        table(lambda shapes: shapes[: len(shapes) // 2], ".map"),
        Refused("file_not_vector"),
        _PARKS,
    ),
    Case(
        "shapes of junk",
        table(patched(2 * _BLOCK_BYTES, b"\xff" * _BLOCK_BYTES), ".map"),
        Refused("file_not_vector"),
        _PARKS,
    ),
    Case(
        "an index beyond the end",
        table(patched(4, struct.pack("<I", 0x7FFFFFF0)), ".id"),
        Refused("file_not_vector"),
        _PARKS,
    ),
    Case(
        "an index that is cut",
        table(lambda index: index[:4], ".id"),
        Refused("file_not_vector"),
        _PARKS,
    ),
)
