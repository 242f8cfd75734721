"""Boundary-point text (国土 TXT) with impossible numbers, rings without end and heads that lie."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from tests.hostile.corpus import IMPORT, Accepted, Case, Refused, Row, count, names

_HEAD: Final = (
    "[属性描述]\n格式版本号=1.01\n坐标系=2000国家大地坐标系\n几度分带=3\n投影类型=高斯克吕格\n"
    "计量单位=米\n带号=40\n精度=0.001\n[地块坐标]\n"
)
_EAST, _NORTH = 40_500_000 + 122_000, 3_432_000
_PARKS: Final = (*IMPORT, "--set", "kind=community", "--set", "stage=completed")
_PLOT: Final = "4,1.0,p-1,影视公园,面,,,,@\n"
_PLOT_AT: Final = "第 10 行"


def ring(west: float, south: float, size: float, number: int = 1) -> str:
    """Return the points of a square."""
    corners = ((0, 0), (size, 0), (size, size), (0, size))
    points = ((north + south, east + west) for east, north in corners)
    return "".join(f"J{n},{number},{x},{y}\n" for n, (x, y) in enumerate(points, start=1))


_SQUARE: Final = ring(_EAST, _NORTH, 100)
_GOOD: Final = _HEAD + _PLOT + _SQUARE


def text(content: str | bytes) -> Callable[[Path], Path]:
    """Return a builder of a boundary-point text."""

    def build(folder: Path) -> Path:
        raw = content if isinstance(content, bytes) else content.encode("gb18030")
        (folder / "地块.txt").write_bytes(raw)
        return folder / "地块.txt"

    return build


def rings(squares: Iterable[tuple[float, float, float]]) -> Callable[[Path], Path]:
    """Return a builder of one plot of many rings."""
    drawn = (ring(*each, number=number) for number, each in enumerate(squares, start=1))
    return text(_HEAD + _PLOT + "".join(drawn))


def point(x: object, y: object) -> Callable[[Path], Path]:
    """Return a builder of a good plot with one point more."""
    return text(f"{_GOOD}J5,1,{x},{y}\n")


def _apart() -> Iterable[tuple[float, float, float]]:
    return ((_EAST + 10 * (n % 100), _NORTH + 10 * (n // 100), 5.0) for n in range(20_000))


def _within() -> Iterable[tuple[float, float, float]]:
    return ((_EAST + n / 10, _NORTH + n / 10, 4_100 - n / 5) for n in range(20_000))


def _one_hole(rows: list[Row]) -> bool:
    return len(rows) == 1 and len(rows[0]["geometry"]["coordinates"]) == 2


def _all_parts(rows: list[Row]) -> bool:
    return len(rows) == 1 and len(rows[0]["geometry"]["coordinates"]) == 20_000


_OTHER_ZONE: Final = _GOOD.replace("带号=40", "带号=99")
_NO_HEAD: Final = "[地块坐标]\n" + _PLOT + _SQUARE
_CROSSING: Final = "".join(
    f"J{n},1,{_NORTH + y},{_EAST + x}\n"
    for n, (x, y) in enumerate(((0, 0), (90, 90), (90, 0), (0, 90)))
)
_HOLE: Final = _GOOD + ring(_EAST + 40, _NORTH + 40, 20, number=2)
_BAD: Final = "import_bad_rows"

CASES: Final = (
    Case(
        "NaN for a coordinate",
        point("nan", _EAST),
        Refused("boundary_coordinate", _PLOT_AT),
        _PARKS,
    ),
    Case(
        "inf for a coordinate",
        point(_NORTH, "inf"),
        Refused("boundary_coordinate", _PLOT_AT),
        _PARKS,
    ),
    Case(
        "a coordinate of 1e308",
        point("1e308", _EAST),
        Refused("boundary_coordinate", _PLOT_AT),
        _PARKS,
    ),
    Case("words for coordinates", point("北", "东"), Refused("boundary_line", _PLOT_AT), _PARKS),
    Case(
        "a point of two numbers", text(_GOOD + "J5,1\n"), Refused("boundary_line", _PLOT_AT), _PARKS
    ),
    Case(
        "a ring of two points",
        text(_HEAD + _PLOT + "J1,1,3432000,40622000\nJ2,1,3432100,40622000\n"),
        Refused("boundary_ring", _PLOT_AT),
        _PARKS,
    ),
    Case(
        "points before any plot",
        text(_HEAD + _SQUARE + _PLOT + _SQUARE),
        Refused("boundary_plot", _PLOT_AT),
        _PARKS,
    ),
    Case("a plot without points", text(_GOOD + _PLOT), Refused(_BAD, "第 15 行"), _PARKS),
    Case("no plot at all", text(_HEAD), Refused("import_nothing"), _PARKS),
    Case(
        "2,000 lines of something else",
        text(_GOOD + "这不是界址点\n" * 2_000),
        Refused("boundary_lines", "界址点"),
        _PARKS,
    ),
    Case("a zone that is not there", text(_OTHER_ZONE), Refused("crs_undecided", "坐标系"), _PARKS),
    Case("no head", text(_NO_HEAD), Refused("crs_undecided", "坐标系"), _PARKS),
    Case(
        "a datum that nobody knows",
        text(_GOOD.replace("2000国家大地坐标系", "火星")),
        Refused("crs_undecided", "坐标系"),
        _PARKS,
    ),
    Case(
        "a zone of another province",
        text(_GOOD.replace("带号=40", "带号=36").replace(str(_EAST)[:2], "36")),
        Refused("crs_undecided", "坐标系"),
        _PARKS,
    ),
    Case(
        "easting first",
        text(
            _HEAD
            + _PLOT
            + "".join(
                f"J{n},1,{_EAST + x},{_NORTH + y}\n"
                for n, (x, y) in enumerate(((0, 0), (9, 0), (9, 9)))
            )
        ),
        Refused("crs_undecided", "坐标系"),
        _PARKS,
    ),
    Case(
        "20,000 rings in each other", rings(_within()), Refused("boundary_rings", _PLOT_AT), _PARKS
    ),
    Case(
        "neither encoding",
        text("[地块坐标]\n".encode("gb18030") + b"\xff\xff\xfe,1,@\n"),
        Refused("import_encoding_unknown", "UTF-8"),
        _PARKS,
    ),
    Case("bytes of nothing", text(_GOOD.encode() + bytes(2_000)), Refused("import_format"), _PARKS),
    Case(
        "a line of 10 MB",
        text(_GOOD + "J5,1," + "9" * (10 << 20) + "\n"),
        Refused("boundary_line", _PLOT_AT),
        _PARKS,
    ),
    Case("a ring that crosses itself", text(_HEAD + _PLOT + _CROSSING), count(1), _PARKS),
    Case("20,000 rings beside each other", rings(_apart()), Accepted(_all_parts), _PARKS),
    Case("a hole", text(_HOLE), Accepted(_one_hole), _PARKS),
    Case(
        "commas of full width", text(_GOOD.replace("J1,1,", "J1，1，")), names("影视公园"), _PARKS
    ),
    Case(
        "a thousand values too many",
        text(_GOOD.replace("面,,,,@", "面" + "," * 1_000 + "@")),
        names("影视公园"),
        _PARKS,
    ),
    Case("UTF-8 with a mark", text(b"\xef\xbb\xbf" + _GOOD.encode()), names("影视公园"), _PARKS),
)
