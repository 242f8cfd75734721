"""Draw measured figures as SVG, on logarithmic scales."""

import math
from collections.abc import Mapping, Sequence
from html import escape

Points = Sequence[tuple[float, float]]

_WIDE, _HIGH, _LEFT, _TOP, _BELOW, _APART = 360, 280, 70, 50, 60, 60
_COLOURS = ("#1c64b4", "#b45309", "#2b8a3e", "#868e96")


def loglog(across: str, panels: Mapping[str, Mapping[str, Points]]) -> str:
    """Return panels side by side, each titled by what its lines measure; no line may hold a 0."""
    every = [point for lines in panels.values() for line in lines.values() for point in line]
    x_ends = _decades([x for x, _ in every])
    width = _LEFT + len(panels) * (_WIDE + _APART)
    height = _TOP + _HIGH + _BELOW
    drawn = [
        _panel(_LEFT + number * (_WIDE + _APART), across, x_ends, title, lines)
        for number, (title, lines) in enumerate(panels.items())
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12">'
    )
    return "\n".join(
        (
            head,
            f"<title>{escape(', '.join(panels))} by {escape(across)}</title>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            *drawn,
            "</svg>\n",
        )
    )


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """Return the powers of ten between which the values lie."""
    low = math.floor(math.log10(min(values)) + 1e-9)
    return low, max(low + 1, math.ceil(math.log10(max(values)) - 1e-9))


def _panel(
    left: int, across: str, x_ends: tuple[int, int], title: str, lines: Mapping[str, Points]
) -> str:
    y_ends = _decades([y for line in lines.values() for _, y in line])

    def at(x: float, y: float) -> tuple[float, float]:
        over = (math.log10(x) - x_ends[0]) / (x_ends[1] - x_ends[0])
        up = (math.log10(y) - y_ends[0]) / (y_ends[1] - y_ends[0])
        return left + over * _WIDE, _TOP + (1 - up) * _HIGH

    parts = [f'<text x="{left}" y="{_TOP - 30}" font-weight="bold">{escape(title)}</text>']
    for power in range(x_ends[0], x_ends[1] + 1):
        x, _ = at(10**power, 10 ** y_ends[0])
        parts.append(_rule(x, _TOP, x, _TOP + _HIGH))
        parts.append(_text(x, _TOP + _HIGH + 16, f"{10**power:,}", "middle"))
    for power in range(y_ends[0], y_ends[1] + 1):
        _, y = at(10 ** x_ends[0], 10.0**power)
        parts.append(_rule(left, y, left + _WIDE, y))
        parts.append(_text(left - 6, y + 4, f"{10.0**power:,g}", "end"))
    parts.append(_text(left + _WIDE / 2, _TOP + _HIGH + 36, across, "middle"))
    for number, (name, line) in enumerate(lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        places = [at(x, y) for x, y in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        # The names of the lines stand below the title, one after the other.
        parts.append(_text(left + number * 190, _TOP - 12, f"● {name}", "start", colour))
    return "\n".join(parts)


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#dee2e6"/>'


def _text(x: float, y: float, words: str, anchor: str, colour: str = "#444444") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(words)}</text>"
    )
