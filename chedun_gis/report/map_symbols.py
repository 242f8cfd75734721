"""Draw features by their symbols, in millimetres; the same rules as the map on the screen."""

from math import cos, pi, sin
from types import MappingProxyType

import shapely

from chedun_gis.report.blocks import MapLayer
from chedun_gis.report.svg import element, number, path_of

# A symbol's weight is in pixels of the screen.
_MM_PER_PIXEL = 0.2
_POINT_MM = 1.15
_FAINT = "#b8bec6"
_SKETCH_DASH = "1.2 0.9"
_TILE_MM = 1.8

# One tile of each hatch on an 8 × 8 grid, as line segments; dots are drawn as short strokes.
_HATCH = MappingProxyType(
    {
        "diagonal": ((0, 8, 8, 0), (-2, 2, 2, -2), (6, 10, 10, 6)),
        "back": ((0, 0, 8, 8), (-2, 6, 2, 10), (6, -2, 10, 2)),
        "grid": ((0, 4, 8, 4), (4, 0, 4, 8)),
        "cross": ((0, 0, 8, 8), (0, 8, 8, 0)),
        "horizontal": ((0, 4, 8, 4),),
        "vertical": ((4, 0, 4, 8),),
        "dots": ((3, 4, 5, 4),),
    }
)
_SHAPES = MappingProxyType(
    {
        "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        "triangle": ((0, -1.25), (1.15, 0.9), (-1.15, 0.9)),
        "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
        "star": tuple(
            ((0.6 if i % 2 else 1.4) * sin(i * pi / 5), -(0.6 if i % 2 else 1.4) * cos(i * pi / 5))
            for i in range(10)
        ),
    }
)


def pattern_of(layer: MapLayer, pattern_id: str) -> str:
    """Return the definition of the layer's hatch, "" where it has none."""
    lines = _HATCH.get(layer.symbol.pattern, ())
    if layer.geometry != "Polygon" or not lines:
        return ""
    k = _TILE_MM / 8
    width = 0.35 if layer.symbol.pattern == "dots" else 0.16
    return element(
        "pattern",
        *(
            element(
                "line",
                x1=x0 * k,
                y1=y0 * k,
                x2=x1 * k,
                y2=y1 * k,
                stroke=_colour(layer),
                stroke_width=width,
            )
            for x0, y0, x1, y1 in lines
        ),
        id=pattern_id,
        width=_TILE_MM,
        height=_TILE_MM,
        patternUnits="userSpaceOnUse",
    )


def draw(
    layer: MapLayer,
    shape: shapely.Geometry,
    *,
    sketch: bool,
    pattern_id: str,
    size: float | None = None,
) -> str:
    """Return one feature, its shape in millimetres; a sketch is dashed, stitched or hollow.

    A point is the larger the more it counts by its `size`.
    """
    if layer.geometry == "Point":
        radius = _POINT_MM if size is None else _MM_PER_PIXEL * min(2.2 + 0.55 * size, 8.0) * 0.8
        return "".join(
            _point(layer, point.x, point.y, radius, sketch=sketch)
            for point in shapely.get_parts(shape)
        )
    path = path_of(shape)
    if not path:
        return ""
    if layer.geometry == "LineString":
        return _line(layer, path, sketch=sketch)
    return _area(layer, path, sketch=sketch, pattern_id=pattern_id)


def _colour(layer: MapLayer) -> str:
    return _FAINT if layer.faint else layer.symbol.colour


def _weight(layer: MapLayer) -> float:
    pixels = layer.symbol.weight * (0.5 if layer.faint else 1.0)
    return pixels * _MM_PER_PIXEL


def _area(layer: MapLayer, path: str, *, sketch: bool, pattern_id: str) -> str:
    symbol = layer.symbol
    hatched = bool(pattern_of(layer, pattern_id))
    opacity = symbol.fill_opacity * (0.5 if hatched or layer.faint else 1.0)
    fill = "none" if symbol.pattern == "none" else _colour(layer)
    dash = _SKETCH_DASH if sketch else _dash(symbol.dash)
    outline = element(
        "path",
        d=path,
        fill=fill,
        fill_opacity=opacity,
        fill_rule="evenodd",
        stroke=_colour(layer),
        stroke_width=_weight(layer),
        stroke_dasharray=dash,
        stroke_linejoin="round",
    )
    if not hatched:
        return outline
    return outline + element("path", d=path, fill=f"url(#{pattern_id})", fill_rule="evenodd")


def _line(layer: MapLayer, path: str, *, sketch: bool) -> str:
    width, dash = _weight(layer), _dash(layer.symbol.dash)
    common = {"d": path, "fill": "none", "stroke_linejoin": "round"}
    parts = []
    if layer.cased and not layer.faint:
        parts.append(element("path", **common, stroke="#ffffff", stroke_width=width + 0.35))
    parts.append(
        element(
            "path",
            **common,
            stroke=_colour(layer),
            stroke_width=width,
            stroke_dasharray=dash,
            stroke_linecap="butt" if dash else "round",
        )
    )
    if sketch and not layer.faint:
        parts.append(
            element(
                "path",
                **common,
                stroke="#ffffff",
                stroke_width=max(0.15, width / 2.5),
                stroke_dasharray="0.7 1.6",
            )
        )
    return "".join(parts)


def _point(layer: MapLayer, x: float, y: float, radius: float, *, sketch: bool) -> str:
    colour = _colour(layer)
    style = {
        "fill": "#ffffff" if sketch else colour,
        "stroke": colour if sketch else "#ffffff",
        "stroke_width": 0.4 if sketch else 0.25,
        "stroke_dasharray": "0.6 0.4" if sketch else None,
    }
    corners = _SHAPES.get(layer.symbol.shape)
    if corners is None:
        return element("circle", cx=x, cy=y, r=radius, **style)
    points = " ".join(f"{number(x + dx * radius)},{number(y + dy * radius)}" for dx, dy in corners)
    return element("polygon", points=points, **style)


def _dash(pixels: str) -> str | None:
    lengths = [float(each) * _MM_PER_PIXEL for each in pixels.split()]
    return " ".join(number(each) for each in lengths) or None
