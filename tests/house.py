"""Read the plan of the house from the imports: its rooms, what each imports, the floors; draw it.

`python -m tests.house docs/rooms.svg` draws the rooms as they stand; `--before ROOT` draws a
checkout of the first version, whose rooms were the folders and the loose files beside them.
"""

import argparse
import ast
from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("geo", "layers", "chedun_gis")

_BOX_PX, _HIGH_PX, _GAP_PX, _FLOOR_PX, _EDGE_PX = 112, 30, 14, 84, 24
_COLOURS = {"geo": "#2b8a3e", "layers": "#a16207", "chedun_gis": "#1c64b4"}


def taken(file: Path) -> Iterator[str]:
    """Yield what a file imports: a module, or a name of one with the module before it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_of(file: Path, root: Path = ROOT) -> str:
    """Return the name under which a file is imported."""
    return ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def room_of(module: str) -> str:
    """Return the package that a module or a name in it stands in; the pages are one room."""
    parts = module.split(".")
    if parts[:2] == ["chedun_gis", "views"]:
        return "chedun_gis.views"
    while parts and not (ROOT.joinpath(*parts) / "__init__.py").is_file():
        parts.pop()
    return ".".join(parts)


def first_room_of(module: str) -> str:
    """Return a room of the first version: `geo`, `layers`, or what stands in `chedun_gis/`."""
    top, *rest = module.split(".")
    return ".".join((top, *rest[:1])) if top == "chedun_gis" else top


def rooms(
    root: Path = ROOT, home: Callable[[str], str] = room_of, without: str = "chedun_gis"
) -> dict[str, set[str]]:
    """Return for every room those that it imports."""
    found: dict[str, set[str]] = {}
    for part in PARTS:
        for file in sorted((root / part).rglob("*.py")):
            here = home(module_of(file, root))
            used = {home(name) for name in taken(file) if name.split(".")[0] in PARTS}
            if here != without:
                found.setdefault(here, set()).update(used - {here, without})
    return found


def floor_of(room: str, below: Mapping[str, set[str]]) -> int:
    """Return on which floor a room stands: above all that it imports, from 1."""
    return 1 + max((floor_of(each, below) for each in below.get(room, ())), default=0)


def drawing(below: Mapping[str, set[str]]) -> str:
    """Return the house as SVG: rooms as boxes, floor above floor, imports as lines downwards."""
    floors: dict[int, list[str]] = {}
    for room in sorted(below):
        floors.setdefault(floor_of(room, below), []).append(room)
    width = max(len(row) for row in floors.values()) * (_BOX_PX + _GAP_PX) + 2 * _EDGE_PX
    height = len(floors) * _FLOOR_PX + 2 * _EDGE_PX
    at = {}
    for floor, row in floors.items():
        start = (width - len(row) * (_BOX_PX + _GAP_PX) + _GAP_PX) / 2
        for number, room in enumerate(row):
            at[room] = (start + number * (_BOX_PX + _GAP_PX), height - _EDGE_PX - floor * _FLOOR_PX)
    lines = [_line(at[room], at[each]) for room in sorted(below) for each in sorted(below[room])]
    boxes = [_box(room, *place) for room, place in sorted(at.items())]
    arrows = sum(map(len, below.values()))
    title = f"{len(below)} rooms, {len(floors)} floors, {arrows} imports between rooms"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12">'
    )
    return "\n".join(
        (
            head,
            f"<title>{title}</title>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            f'<text x="{_EDGE_PX}" y="{_EDGE_PX - 6}" fill="#444444">{title}</text>',
            *lines,
            *boxes,
            "</svg>\n",
        )
    )


def _line(above: tuple[float, float], under: tuple[float, float]) -> str:
    x1, y1, x2, y2 = above[0] + _BOX_PX / 2, above[1] + _HIGH_PX, under[0] + _BOX_PX / 2, under[1]
    bend = (y1 + y2) / 2
    path = f"M{x1:g},{y1:g} C{x1:g},{bend:g} {x2:g},{bend:g} {x2:g},{y2:g}"
    return f'<path d="{path}" fill="none" stroke="#868e96" stroke-opacity="0.4"/>'


def _box(room: str, x: float, y: float) -> str:
    top, _, name = room.partition(".")
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{_BOX_PX}" height="{_HIGH_PX}" rx="4" '
        f'fill="{_COLOURS[top]}"/><text x="{x + _BOX_PX / 2:g}" y="{y + 20:g}" fill="#ffffff" '
        f'text-anchor="middle">{escape(name or top)}</text>'
    )


def main() -> None:
    """Draw the house into the file that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--before", type=Path, help="a checkout of the first version")
    asked = parser.parse_args()
    found = rooms(asked.before, first_room_of, "") if asked.before else rooms()
    asked.file.write_text(drawing(found), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
