"""Draw what a map needs to be read: frame with grid, north arrow, scale bar, legend."""

import math

import shapely

from chedun_gis.report.blocks import MapLayer
from chedun_gis.report.map_symbols import draw
from chedun_gis.report.paper import Paper
from chedun_gis.report.svg import element, escape, number, shorten, text_width
from chedun_gis.texts import Lang, say

INK = "#1f2933"
_SOFT = "#5f6b7a"
_TEXT_MM = 2.5
_SMALL_MM = 2.0
_ROW_MM = 4.6
_SWATCH_MM = 7.0
_COLUMNS = (3, 2)
_GRID_STEPS_M = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
_GRID_APART_MM = 24.0
_BAR_MM = 42.0
# A label of the grid keeps this far from the corners.
_CORNER_MM = 8.0


def text(content: str, x: float, y: float, size: float = _TEXT_MM, **attributes: object) -> str:
    """Return a text at a place; what it says is escaped."""
    style = {"fill": INK, **attributes}
    return element("text", escape(content), x=x, y=y, font_size=size, **style)


def frame(paper: Paper) -> str:
    """Return the frame with ticks at round eastings and northings, in metres."""
    west, south, east, north = paper.window
    apart = _GRID_APART_MM * paper.metres_per_mm
    step = next((each for each in _GRID_STEPS_M if each >= apart), _GRID_STEPS_M[-1])
    marks = []
    for easting in range(math.ceil(west / step) * step, math.floor(east) + 1, step):
        x = (easting - west) / paper.metres_per_mm
        marks += _tick(x, 0, 0, 1.5) + _tick(x, paper.height_mm, 0, -1.5)
        if paper.width_mm - _CORNER_MM > x > _CORNER_MM:
            marks.append(_grid_text(f"{easting:,}", x, 3.6))
    for northing in range(math.ceil(south / step) * step, math.floor(north) + 1, step):
        y = (north - northing) / paper.metres_per_mm
        marks += _tick(0, y, 1.5, 0) + _tick(paper.width_mm, y, -1.5, 0)
        if paper.height_mm - _CORNER_MM > y > _CORNER_MM:
            marks.append(_grid_text(f"{northing:,}", 2.9, y, turned=True))
    outline = element(
        "rect",
        x=0.0,
        y=0.0,
        width=paper.width_mm,
        height=paper.height_mm,
        fill="none",
        stroke=INK,
        stroke_width=0.35,
    )
    return outline + "".join(marks)


def _tick(x: float, y: float, dx: float, dy: float) -> list[str]:
    return [
        element("line", x1=x, y1=y, x2=x + dx, y2=y + dy, stroke=INK, stroke_width=0.25),
    ]


def _grid_text(words: str, x: float, y: float, *, turned: bool = False) -> str:
    turn = f"rotate(-90 {number(x)} {number(y)})" if turned else None
    return halo(words, x, y, 1.7, text_anchor="middle", transform=turn, fill=_SOFT)


def halo(content: str, x: float, y: float, size: float, **attributes: object) -> str:
    """Return a text that is readable on any ground."""
    return text(
        content,
        x,
        y,
        size,
        stroke="#ffffff",
        stroke_width=size * 0.28,
        stroke_linejoin="round",
        paint_order="stroke",
        **attributes,
    )


def north_arrow(paper: Paper, lang: Lang) -> str:
    """Return the north arrow below the frame; it points to grid north, which is up."""
    x, y = paper.width_mm - 3.5, paper.height_mm + 2.0
    left, right = (
        f"M{number(x)} {number(y)}l-2.1 7l2.1 -1.7z",
        f"M{number(x)} {number(y)}l2.1 7l-2.1 -1.7z",
    )
    word = say("report.north", lang)
    return (
        element("path", d=left, fill="#ffffff", stroke=INK, stroke_width=0.2)
        + element("path", d=right, fill=INK, stroke=INK, stroke_width=0.2)
        + text(word, x - 3.2, y + 5.6, 2.8, text_anchor="end", font_weight="bold")
    )


def scale_bar(paper: Paper, lang: Lang) -> str:
    """Return the scale bar below the frame, with the scale as a number, which holds on A4."""
    length_m = _round_below(_BAR_MM * paper.metres_per_mm)
    length = length_m / paper.metres_per_mm
    x, y = paper.width_mm - 26.0 - length, paper.height_mm + 6.4
    pieces = [_bar_piece(x + i * length / 4, y, length / 4, filled=i % 2 == 0) for i in range(4)]
    marks = [
        text(
            f"{length_m * share:,.0f}" + (" m" if share == 1 else ""),
            x + share * length,
            y - 0.9,
            _SMALL_MM,
            text_anchor="middle",
        )
        for share in (0.0, 0.5, 1.0)
    ]
    scale = say("report.scale", lang, scale=f"{paper.scale:,}")
    number_ = text(scale, x - 4, y + 1.2, 2.5, text_anchor="end", font_weight="bold")
    return "".join((*pieces, *marks, number_))


def _bar_piece(x: float, y: float, width: float, *, filled: bool) -> str:
    fill = INK if filled else "#ffffff"
    return element(
        "rect", x=x, y=y, width=width, height=1.2, fill=fill, stroke=INK, stroke_width=0.2
    )


def _round_below(length: float) -> float:
    """Return the longest of 1, 2, 4, 5 × 10ⁿ that is not longer."""
    power = math.floor(math.log10(length))
    # The logarithm of 999,999.9999999999 rounds up to 6: the power below has what fits.
    round_ = (each * 10.0**n for n in (power - 1, power) for each in (1, 2, 4, 5))
    return max(each for each in round_ if each <= length)


def legend(
    layers: list[tuple[MapLayer, str]], paper: Paper, *, note: str, lang: Lang
) -> tuple[str, float]:
    """Return the legend below the frame, and how high it is; layers come with their hatch's id."""
    entries = _entries(layers)
    longest = max((text_width(layer.title, _TEXT_MM) for layer, _ in layers), default=0.0)
    columns = _COLUMNS[longest > paper.width_mm / _COLUMNS[0] - _SWATCH_MM - 4]
    rows = max(1, math.ceil(len(entries) / columns))
    entries = _unbroken(entries, rows)
    rows = max(rows, math.ceil(len(entries) / columns))
    column = paper.width_mm / columns
    top = paper.height_mm + 7.4
    parts = [text(say("report.legend", lang), 0, top, 2.9, font_weight="bold")]
    for i, entry in enumerate(entries):
        x, y = (i // rows) * column, top + 6.0 + (i % rows) * _ROW_MM
        if entry is None:
            continue
        if isinstance(entry, str):
            heading = shorten(entry, _TEXT_MM, column - 4)
            parts.append(text(heading, x, y, font_weight="bold", fill=_SOFT))
            continue
        layer, hatch = entry
        words = shorten(layer.title, _TEXT_MM, column - _SWATCH_MM - 4)
        parts += [_swatch(layer, hatch, x, y - 0.9), text(words, x + _SWATCH_MM + 2, y)]
    bottom = top + 6.0 + rows * _ROW_MM
    if note:
        parts.append(text(note, 0, bottom - 0.6, _SMALL_MM, fill=_SOFT))
        bottom += 3.0
    return "".join(parts), bottom


Entry = str | tuple[MapLayer, str] | None


def _entries(layers: list[tuple[MapLayer, str]]) -> list[Entry]:
    """Return the layers with the name of each group before its first; those of none come first."""
    entries: list[Entry] = []
    group, faint = "", set()
    for layer, hatch in sorted(layers, key=lambda each: bool(each[0].group)):
        if layer.faint and layer.title in faint:
            continue
        if layer.faint:
            faint.add(layer.title)
        if layer.group and layer.group != group:
            entries.append(layer.group)
        group = layer.group
        entries.append((layer, hatch))
    return entries


def _unbroken(entries: list[Entry], rows: int) -> list[Entry]:
    """Return the entries with a gap before a heading that would end a column."""
    placed: list[Entry] = []
    for entry in entries:
        if isinstance(entry, str) and len(placed) % rows == rows - 1 and rows > 1:
            placed.append(None)
        placed.append(entry)
    return placed


def _swatch(layer: MapLayer, hatch: str, x: float, y: float) -> str:
    if layer.geometry == "Point":
        shape = shapely.Point(x + _SWATCH_MM / 2, y)
    elif layer.geometry == "LineString":
        shape = shapely.LineString([(x, y), (x + _SWATCH_MM, y)])
    else:
        shape = shapely.box(x, y - 1.4, x + _SWATCH_MM, y + 1.4)
    return draw(layer, shape, sketch=sketched(layer), pattern_id=hatch)


def sketched(layer: MapLayer) -> bool:
    """Tell whether any of the layer's features is a sketch."""
    return "basis" in layer.frame and bool((layer.frame["basis"] == "schematic").any())


def imprint(paper: Paper, y: float, *, first: str, credit: str) -> tuple[str, float]:
    """Return the first line and the sources under the map, and where they end."""
    parts, lines = [], [first, *_wrapped(credit, paper.width_mm)]
    for line in lines:
        parts.append(text(line, 0, y, _SMALL_MM, fill=_SOFT))
        y += 3.0
    return "".join(parts), y


def _wrapped(words: str, width: float) -> list[str]:
    lines: list[str] = []
    for part in filter(None, words.split(" · ")):
        longer = f"{lines[-1]} · {part}" if lines else part
        if lines and text_width(longer, _SMALL_MM) <= width:
            lines[-1] = longer
        else:
            lines.append(shorten(part, _SMALL_MM, width))
    return lines
