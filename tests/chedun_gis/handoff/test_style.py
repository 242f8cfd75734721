"""QGIS styles: well-formed, and the colours are the declared ones."""

import xml.etree.ElementTree as ET

import pyproj
import pytest

from chedun_gis.handoff import FORMATS, Format
from chedun_gis.handoff.style import StyledLayer, project, qml
from layers import LAYERS, Layer, Symbol


def names_of(layer: Layer) -> dict[str, str]:
    return {field.name: f"{field.name}_x" for field in layer.all_fields}


def properties(part: ET.Element) -> dict[str, str]:
    return {prop.attrib["k"]: prop.attrib["v"] for prop in part.findall("prop")}


def colour(text: str) -> str:
    """Return `r,g,b,a` as `#rrggbb`."""
    return "#" + "".join(f"{int(number):02x}" for number in text.split(",")[:3])


def drawn(symbol: ET.Element) -> list[dict[str, str]]:
    return [properties(part) | {"class": part.attrib["class"]} for part in symbol.findall("layer")]


@pytest.mark.parametrize("layer_id", LAYERS)
def test_every_class_has_its_declared_colour(layer_id: str) -> None:
    layer = LAYERS[layer_id]
    root = ET.fromstring(qml(layer, names_of(layer)))  # noqa: S314 - our own text
    renderer = root.find("renderer-v2")
    assert renderer is not None
    symbols = {each.attrib["name"]: each for each in renderer.findall("symbols/symbol")}
    if layer.style.by:
        assert renderer.attrib["attr"] == f"{layer.style.by}_x"
        listed = {
            each.attrib["value"]: (each.attrib["symbol"], each.attrib["label"])
            for each in renderer.findall("categories/category")
        }
        assert list(listed) == [*layer.style.symbols, ""]
        # What is not declared is drawn as on the map: by the last symbol.
        assert listed[""][0] == listed[list(layer.style.symbols)[-1]][0]
    else:
        listed = {"": ("0", "")}
    for value, declared in layer.style.symbols.items():
        number, label = listed[value]
        if layer.style.by:
            assert label == declared.title.zh
        check_symbol(drawn(symbols[number]), declared, layer)


def check_symbol(parts: list[dict[str, str]], declared: Symbol, layer: Layer) -> None:
    top = parts[-1]
    if layer.geometry == "Point":
        assert (colour(top["color"]), top["name"]) == (declared.colour, declared.shape)
        return
    # Areas and lines: the outline or line, its width and dashes.
    assert top["class"] == "SimpleLine"
    assert colour(top["line_color"]) == declared.colour
    assert float(top["line_width"]) == declared.weight
    assert top["use_custom_dash"] == ("1" if declared.dash else "0")
    if declared.dash:
        assert top["customdash"].split(";") == declared.dash.split()
    fills = [part for part in parts if part["class"] == "SimpleFill"]
    if layer.geometry == "Polygon" and declared.pattern != "none":
        alpha = int(fills[0]["color"].split(",")[3])
        assert alpha == round(255 * declared.fill_opacity)
        assert {colour(part["color"]) for part in fills} == {declared.colour}
        assert len(fills) == (1 if declared.pattern == "solid" else 2)
    else:
        assert fills == []


@pytest.mark.parametrize("layer_id", LAYERS)
def test_a_style_names_fields_and_labels_as_written(layer_id: str) -> None:
    layer = LAYERS[layer_id]
    root = ET.fromstring(qml(layer, names_of(layer)))  # noqa: S314 - our own text
    aliases = {each.attrib["field"]: each.attrib["name"] for each in root.iter("alias")}
    assert aliases == {f"{field.name}_x": field.title.zh for field in layer.all_fields}
    label = root.find("labeling/settings/text-style")
    if layer.style.label_zoom is None:
        assert label is None
    else:
        assert label is not None
        assert label.attrib["fieldName"] == f"{layer.style.label_by}_zh_x"


def test_stops_grow_with_their_lines_as_on_the_map() -> None:
    layer = LAYERS["bus_stops"]
    text = qml(layer, names_of(layer)).decode()
    assert "min(2.2 + 0.55 * &quot;line_count_x&quot;, 8)" in text


@pytest.mark.parametrize("fmt", [fmt for fmt in FORMATS.values() if fmt.drawn])
def test_a_project_holds_every_layer_top_first(fmt: Format) -> None:
    sources = [
        StyledLayer(each.id, f"./data/{each.id}{fmt.suffix}", names_of(each))
        for each in LAYERS.values()
    ]
    root = ET.fromstring(  # noqa: S314 - our own text
        project(sources, title="车墩镇", fmt=fmt, crs="EPSG:4549")
    )
    tree = [each.attrib["id"] for each in root.findall("layer-tree-group/layer-tree-layer")]
    assert tree == sorted(LAYERS, key=lambda each: -LAYERS[each].order)
    described = root.findall("projectlayers/maplayer")
    assert {layer.findtext("id") for layer in described} == set(LAYERS)
    for layer in described:
        declared = LAYERS[layer.findtext("id", "")]
        assert layer.findtext("layername") == declared.title.zh
        assert f"./data/{declared.id}" in layer.findtext("datasource", "")
        assert layer.findtext("srs/spatialrefsys/authid") == "EPSG:4549"
        wkt = layer.findtext("srs/spatialrefsys/wkt", "")
        assert pyproj.CRS.from_wkt(wkt) == pyproj.CRS.from_epsg(4549)
        assert layer.find("renderer-v2") is not None


def test_a_hostile_field_name_stays_text() -> None:
    # Titles come from the declarations; the name of a field may hold anything.
    layer = LAYERS["parks"]
    names = {field.name: f"<&\"'{field.name}" for field in layer.all_fields}
    root = ET.fromstring(qml(layer, names))  # noqa: S314 - our own text
    renderer = root.find("renderer-v2")
    assert renderer is not None
    assert renderer.attrib["attr"] == "<&\"'stage"
