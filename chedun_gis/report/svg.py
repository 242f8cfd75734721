"""Write SVG: elements with escaped texts, and geometry as paths."""

import html
import unicodedata

import numpy as np
import shapely

from chedun_gis.texts import clean


def escape(text: object) -> str:
    """Return a text as it may stand in XML or HTML, in content and in a quoted attribute."""
    return html.escape(clean(str(text)))


def element(name: str, /, *children: str, **attributes: object) -> str:
    """Return an element; children are markup, attributes are escaped, `_` in a name is `-`.

    An attribute that is None is left out; a float is written with at most two decimals.
    """
    parts = [
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    ]
    return f"<{name}{''.join(parts)}>{''.join(children)}</{name}>"


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else escape(value)


def number(value: float) -> str:
    """Return a number with at most two decimals: 0.01 mm is finer than any printer."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def path_of(shape: shapely.Geometry) -> str:
    """Return the path data of a line or polygon, multi or single; "" for anything else."""
    parts = []
    for each in shapely.get_parts(shape):
        if each.geom_type == "Polygon" and not each.is_empty:
            parts += [_ring(ring) + "Z" for ring in (each.exterior, *each.interiors)]
        elif each.geom_type == "LineString" and not each.is_empty:
            parts.append(_ring(each))
        elif each.geom_type in {"GeometryCollection", "MultiPolygon", "MultiLineString"}:
            parts.append(path_of(each))
    return "".join(parts)


def _ring(line: shapely.Geometry) -> str:
    points = np.round(shapely.get_coordinates(line), 2)
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is: a Chinese character is square, a Latin one about half."""
    wide = sum(1.0 if unicodedata.east_asian_width(each) in "WFA" else 0.55 for each in text)
    return wide * size


def shorten(text: str, size: float, width: float) -> str:
    """Return the text, cut with an ellipsis where it would be wider than `width`."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"
