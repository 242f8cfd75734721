"""Write a layer's declared symbols as a QGIS renderer: colours, and the signs of a sketch.

Every class has two rules, so that the legend shows both and either can be switched off: what was
surveyed, and what was sketched, drawn as the map draws it (`map/web/symbols.mjs`): a dashed
outline, white dashes in a line, a hollow marker.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from chedun_gis.handoff.wording import Wording
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
_WHITE = "#ffffff"
# The signs of a sketch in pixels, those of the map.
_SKETCH_DASH = "5 4"
_STITCH_DASH = "3 7"
_HOLLOW_OPACITY = 0.75
_HOLLOW_WIDTH_PX = 2.5


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a rule draws: a class, as a sketch or not, of the features that the filter takes."""

    symbol: Symbol
    sketch: bool
    filter: str
    label: str


def renderer(layer: Layer, names: Mapping[str, str], wording: Wording) -> Element:
    """Return the renderer of a layer; `names` gives the name written for each field.

    A value that is not declared is drawn by the last symbol, as on the map.
    """
    root = Element(
        "renderer-v2",
        {"type": "RuleRenderer", "forceraster": "0", "symbollevels": "0", "enableorderby": "0"},
    )
    listed = SubElement(root, "rules", {"key": f"{{{layer.id}}}"})
    symbols = SubElement(root, "symbols")
    for number, rule in enumerate(_rules(layer, names, wording)):
        SubElement(
            listed,
            "rule",
            {
                "key": f"{{{layer.id}-{number}}}",
                "symbol": str(number),
                "filter": rule.filter,
                "label": rule.label,
            },
        )
        symbols.append(_symbol(layer, rule, str(number), names))
    return root


def _rules(layer: Layer, names: Mapping[str, str], wording: Wording) -> Iterator[_Rule]:
    """Yield two rules for each symbol; together they take every feature once."""

    def is_(field: str, code: str) -> str:
        return _is(names[field], wording.value(field, code))

    sketched, sign = is_("basis", "schematic"), "handoff.sketch"
    if "location_type" in names and layer.geometry == "Point":
        # Of these the plan names only the zone: their place is no survey's either.
        sketched = f"{sketched} OR {is_('location_type', 'area')}"
        sign = "handoff.sketch_or_zone"
    values = list(layer.style.symbols)
    for value, symbol in layer.style.symbols.items():
        of_class = ""
        if layer.style.by and value != values[-1]:
            of_class = f"{is_(layer.style.by, value)} AND "
        elif layer.style.by and len(values) > 1:
            others = " OR ".join(is_(layer.style.by, each) for each in values[:-1])
            of_class = f"NOT ({others}) AND "
        title = symbol.title.zh
        yield _Rule(symbol, sketch=False, filter=f"{of_class}NOT ({sketched})", label=title)
        label = say(sign, "zh", title=title)
        yield _Rule(symbol, sketch=True, filter=f"{of_class}({sketched})", label=label)


def _is(field: str, value: str) -> str:
    """Return QGIS's comparison that is never null, so that its contrary takes all the rest."""
    name, text = field.replace('"', '""'), value.replace("'", "''")
    return f"\"{name}\" IS '{text}'"


def _symbol(layer: Layer, rule: _Rule, name: str, names: Mapping[str, str]) -> Element:
    symbol = rule.symbol
    root = Element(
        "symbol",
        {"name": name, "type": _KINDS[layer.geometry], "alpha": "1", "clip_to_extent": "1"},
    )
    if layer.geometry == "Point":
        _marker(root, layer, rule, names)
    elif layer.geometry == "LineString":
        if layer.style.cased:
            _line(root, _WHITE, symbol.weight + 2, "")
        _line(root, symbol.colour, symbol.weight, symbol.dash)
        if rule.sketch:
            _line(root, _WHITE, max(1.0, symbol.weight / 2.5), _STITCH_DASH)
    else:
        _fill(root, symbol)
        _line(root, symbol.colour, symbol.weight, _SKETCH_DASH if rule.sketch else symbol.dash)
    return root


def _marker(root: Element, layer: Layer, rule: _Rule, names: Mapping[str, str]) -> None:
    colour, sized = rule.symbol.colour, bool(layer.style.size_by)
    part = _part(
        root,
        "SimpleMarker",
        name=rule.symbol.shape,
        color=_rgba(_WHITE, _HOLLOW_OPACITY) if rule.sketch else _rgba(colour),
        outline_color=_rgba(colour if rule.sketch else _WHITE),
        outline_style="dash" if rule.sketch else "solid",
        outline_width=f"{_HOLLOW_WIDTH_PX if rule.sketch else 1 if sized else 1.5:g}",
        outline_width_unit="Pixel",
        size=str(_POINT_SIZE_PX),
        size_unit="Pixel",
    )
    if sized:
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


def _part(root: Element, kind: str, **properties: str) -> Element:
    part = SubElement(root, "layer", {"class": kind, "enabled": "1", "pass": "0", "locked": "0"})
    for key, value in properties.items():
        SubElement(part, "prop", {"k": key, "v": value})
    return part


def _rgba(colour: str, opacity: float = _OPAQUE) -> str:
    """Return `#rrggbb` as QGIS writes a colour."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},{round(255 * opacity)}"
