"""Write a layer's declared symbols as a QGIS renderer, colour for colour."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from chedun_gis.texts import say
from layers import Layer, Symbol

# Qt's brush patterns: BDiag rises to the right like our `diagonal`.
_BRUSHES = {
    "diagonal": "b_diagonal",
    "back": "f_diagonal",
    "cross": "diagonal_x",
    "grid": "cross",
    "dots": "dense6",
    "horizontal": "horizontal",
    "vertical": "vertical",
}
_KINDS = {"Point": "marker", "LineString": "line", "Polygon": "fill"}
_OPAQUE = 1.0
_POINT_SIZE_PX = 14
_CASING = "#ffffff"


def renderer(layer: Layer, names: Mapping[str, str]) -> Element:
    """Return the renderer of a layer; `names` gives the name written for each field.

    A value that is not declared is drawn by the last symbol, as on the map.
    """
    classed = bool(layer.style.by)
    root = Element(
        "renderer-v2",
        {
            "type": "categorizedSymbol" if classed else "singleSymbol",
            "forceraster": "0",
            "symbollevels": "0",
            "enableorderby": "0",
        }
        | ({"attr": names[layer.style.by]} if classed else {}),
    )
    symbols = list(layer.style.symbols.items())
    if classed:
        categories = SubElement(root, "categories")
        for number, (value, symbol) in enumerate(symbols):
            _category(categories, number, value, symbol.title.zh)
        _category(categories, len(symbols) - 1, "", say("handoff.other", "zh"))
    listed = SubElement(root, "symbols")
    for number, (_, symbol) in enumerate(symbols):
        listed.append(_symbol(layer, symbol, str(number), names))
    return root


def _category(parent: Element, number: int, value: str, label: str) -> None:
    SubElement(
        parent,
        "category",
        {"symbol": str(number), "value": value, "label": label, "render": "true"},
    )


def _symbol(layer: Layer, symbol: Symbol, name: str, names: Mapping[str, str]) -> Element:
    root = Element(
        "symbol",
        {"name": name, "type": _KINDS[layer.geometry], "alpha": "1", "clip_to_extent": "1"},
    )
    if layer.geometry == "Point":
        _marker(root, layer, symbol, names)
    elif layer.geometry == "LineString":
        if layer.style.cased:
            _line(root, _CASING, symbol.weight + 2, "")
        _line(root, symbol.colour, symbol.weight, symbol.dash)
    else:
        _fill(root, symbol)
    return root


def _marker(root: Element, layer: Layer, symbol: Symbol, names: Mapping[str, str]) -> None:
    part = _part(
        root,
        "SimpleMarker",
        name=symbol.shape,
        color=_rgba(symbol.colour),
        outline_color=_rgba(_CASING),
        outline_width="1.5",
        outline_width_unit="Pixel",
        size=str(_POINT_SIZE_PX),
        size_unit="Pixel",
    )
    if layer.style.size_by:
        _sized(part, names[layer.style.size_by])


def _sized(part: Element, field: str) -> None:
    """Let the diameter follow a field as on the map."""
    root = SubElement(SubElement(part, "data_defined_properties"), "Option", {"type": "Map"})
    SubElement(root, "Option", {"name": "name", "value": "", "type": "QString"})
    listed = SubElement(root, "Option", {"name": "properties", "type": "Map"})
    size = SubElement(listed, "Option", {"name": "size", "type": "Map"})
    SubElement(size, "Option", {"name": "active", "value": "true", "type": "bool"})
    expression = f'2 * min(2.2 + 0.55 * "{field}", 8)'
    SubElement(size, "Option", {"name": "expression", "value": expression, "type": "QString"})
    SubElement(size, "Option", {"name": "type", "value": "3", "type": "int"})
    SubElement(root, "Option", {"name": "type", "value": "collection", "type": "QString"})


def _line(root: Element, colour: str, weight: float, dash: str) -> None:
    _part(
        root,
        "SimpleLine",
        line_color=_rgba(colour),
        line_width=f"{weight:g}",
        line_width_unit="Pixel",
        line_style="solid",
        capstyle="flat" if dash else "round",
        joinstyle="round",
        use_custom_dash="1" if dash else "0",
        customdash=";".join(dash.split()) or "5;2",
        customdash_unit="Pixel",
    )


def _fill(root: Element, symbol: Symbol) -> None:
    if symbol.pattern != "none":
        _part(
            root,
            "SimpleFill",
            color=_rgba(symbol.colour, symbol.fill_opacity),
            style="solid",
            outline_style="no",
        )
    if symbol.pattern in _BRUSHES:
        _part(
            root,
            "SimpleFill",
            color=_rgba(symbol.colour),
            style=_BRUSHES[symbol.pattern],
            outline_style="no",
        )
    _line(root, symbol.colour, symbol.weight, symbol.dash)


def _part(root: Element, kind: str, **properties: str) -> Element:
    part = SubElement(root, "layer", {"class": kind, "enabled": "1", "pass": "0", "locked": "0"})
    for key, value in properties.items():
        SubElement(part, "prop", {"k": key, "v": value})
    return part


def _rgba(colour: str, opacity: float = _OPAQUE) -> str:
    """Return `#rrggbb` as QGIS writes a colour."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},{round(255 * opacity)}"
