"""QGIS styles: well-formed, and the colours are the declared ones."""

import xml.etree.ElementTree as ET

import pyproj
import pytest

from chedun_gis.handoff import FORMATS, FileTarget, Format
from chedun_gis.handoff.style import StyledLayer, project, qml
from chedun_gis.handoff.symbols import renderer
from chedun_gis.handoff.wording import Wording, wording_of
from layers import LAYERS, Layer, Symbol, Text
from layers.layer import Style


def names_of(layer: Layer) -> dict[str, str]:
    return {field.name: f"{field.name}_x" for field in layer.all_fields}


def styled(layer: Layer, file: str = "") -> StyledLayer:
    return StyledLayer(layer.id, file, names_of(layer), Wording(layer.id))


def properties(part: ET.Element) -> dict[str, str]:
    return {prop.attrib["k"]: prop.attrib["v"] for prop in part.findall("prop")}


def colour(text: str) -> str:
    """Return `r,g,b,a` as `#rrggbb`."""
    return "#" + "".join(f"{int(number):02x}" for number in text.split(",")[:3])


def drawn(symbol: ET.Element) -> list[dict[str, str]]:
    return [properties(part) | {"class": part.attrib["class"]} for part in symbol.findall("layer")]


def rules_of(layer: Layer) -> dict[tuple[str, bool], tuple[str, list[dict[str, str]]]]:
    """Return filter and drawn parts by label and whether it is a sketch's, as QGIS reads them."""
    root = ET.fromstring(qml(styled(layer)))  # noqa: S314 - our own text
    found = root.find("renderer-v2")
    assert found is not None
    assert found.attrib["type"] == "RuleRenderer"
    symbols = {each.attrib["name"]: each for each in found.findall("symbols/symbol")}
    rules = [each.attrib for each in found.findall("rules/rule")]
    assert [each["symbol"] for each in rules] == list(symbols)
    assert len({each["key"] for each in rules}) == len(rules)
    return {
        (each["label"].partition("（示意")[0], "（示意" in each["label"]): (
            each["filter"],
            drawn(symbols[each["symbol"]]),
        )
        for each in rules
    }


@pytest.mark.parametrize("layer_id", LAYERS)
def test_every_class_is_drawn_as_declared_and_as_a_sketch(layer_id: str) -> None:
    layer = LAYERS[layer_id]
    rules = rules_of(layer)
    assert len(rules) == 2 * len(layer.style.symbols)
    for declared in layer.style.symbols.values():
        check_symbol(rules[declared.title.zh, False][1], declared, layer)
        check_sketch(rules[declared.title.zh, True][1], declared, layer)


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


def check_sketch(parts: list[dict[str, str]], declared: Symbol, layer: Layer) -> None:
    """The signs of the map: a hollow marker, white dashes in a line, a dashed outline."""
    top = parts[-1]
    if layer.geometry == "Point":
        assert (top["color"], top["outline_style"]) == ("255,255,255,191", "dash")
        assert (colour(top["outline_color"]), top["name"]) == (declared.colour, declared.shape)
    elif layer.geometry == "LineString":
        assert (colour(top["line_color"]), top["customdash"]) == ("#ffffff", "3;7")
        assert top["use_custom_dash"] == "1"
        check_symbol(parts[:-1], declared, layer)
    else:
        assert (top["use_custom_dash"], top["customdash"]) == ("1", "5;4")
        assert colour(top["line_color"]) == declared.colour


def test_the_rules_take_every_feature_once() -> None:
    # The last class draws what is not declared, as on the map; IS is never null.
    layer = Layer(
        id="toy",
        title=Text("甲", "A"),
        group=LAYERS["projects"].group,
        geometry="Point",
        order=1,
        style=Style("kind", {each: Symbol(Text(each, each), "#000000") for each in "abc"}),
    )
    names = {"kind": "kind", "basis": "基"}
    root = renderer(layer, names, Wording("toy"))
    sketch = "\"基\" IS 'schematic'"
    a, b = "\"kind\" IS 'a'", "\"kind\" IS 'b'"
    assert [each.attrib["filter"] for each in root.findall("rules/rule")] == [
        f"{a} AND NOT ({sketch})",
        f"{a} AND ({sketch})",
        f"{b} AND NOT ({sketch})",
        f"{b} AND ({sketch})",
        f"NOT ({a} OR {b}) AND NOT ({sketch})",
        f"NOT ({a} OR {b}) AND ({sketch})",
    ]


def test_rules_ask_for_what_the_file_holds() -> None:
    parks = LAYERS["parks"]
    kml = wording_of(parks, FORMATS["kml"])
    text = qml(StyledLayer(parks.id, "", kml.titles, kml)).decode()
    root = ET.fromstring(text)  # noqa: S314 - our own text
    first = next(root.iter("rule")).attrib["filter"]
    assert first == "\"阶段\" IS '已建成' AND NOT (\"依据\" IS '示意')"


def test_a_project_known_by_its_zone_is_hollow_too() -> None:
    projects = LAYERS["projects"]
    (_, (plain, _)), ((label, _), (hollow, _)), *_ = rules_of(projects).items()
    either = "\"basis_x\" IS 'schematic' OR \"location_type_x\" IS 'area'"
    assert label == next(iter(projects.style.symbols.values())).title.zh
    assert plain.endswith(f"NOT ({either})")
    assert hollow.endswith(f"AND ({either})")


@pytest.mark.parametrize("layer_id", LAYERS)
def test_a_style_names_fields_and_labels_as_written(layer_id: str) -> None:
    layer = LAYERS[layer_id]
    root = ET.fromstring(qml(styled(layer)))  # noqa: S314 - our own text
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
    text = qml(styled(layer)).decode()
    assert "min(2.2 + 0.55 * &quot;line_count_x&quot;, 8)" in text


@pytest.mark.parametrize("fmt", [fmt for fmt in FORMATS.values() if fmt.drawn])
def test_a_project_holds_every_layer_top_first(fmt: Format) -> None:
    sources = [styled(each, f"./data/{each.id}{fmt.suffix}") for each in LAYERS.values()]
    root = ET.fromstring(  # noqa: S314 - our own text
        project(sources, title="车墩镇", target=FileTarget(fmt, "EPSG:4549", "utf-8", "2026-11-23"))
    )
    tree = root.findall("layer-tree-group/layer-tree-layer")
    top_first = sorted(LAYERS.values(), key=lambda each: -each.order)
    assert [each.attrib["name"] for each in tree] == [each.title.zh for each in top_first]
    described = root.findall("projectlayers/maplayer")
    ids = [layer.findtext("id", "") for layer in described]
    assert [each.attrib["id"] for each in tree] == ids
    # QGIS 3.22 loses a layer of the tree whose id has ten characters or fewer, and reads the
    # project's CRS only where projections are said to be on.
    assert min(map(len, ids)) > 10
    assert len(set(ids)) == len(LAYERS)
    assert root.findtext("properties/SpatialRefSys/ProjectionsEnabled") == "1"
    assert root.findtext("projectCrs/spatialrefsys/authid") == "EPSG:4549"
    for layer, declared in zip(described, top_first, strict=True):
        assert layer.findtext("layername") == declared.title.zh
        assert f"./data/{declared.id}" in layer.findtext("datasource", "")
        assert layer.findtext("srs/spatialrefsys/authid") == "EPSG:4549"
        wkt = layer.findtext("srs/spatialrefsys/wkt", "")
        assert pyproj.CRS.from_wkt(wkt) == pyproj.CRS.from_epsg(4549)
        assert layer.find("renderer-v2") is not None


def test_a_table_says_its_encoding_and_its_name_as_a_url() -> None:
    parks = LAYERS["parks"]
    target = FileTarget(FORMATS["csv"], "EPSG:4549", "gbk", "2026-11-23")
    source = styled(parks, "./数据/公园.csv")
    root = ET.fromstring(project([source], title="甲", target=target))  # noqa: S314 - our own
    layer = root.find("projectlayers/maplayer")
    assert layer is not None
    path, _, options = layer.findtext("datasource", "").partition("?")
    assert path == "file:./%E6%95%B0%E6%8D%AE/%E5%85%AC%E5%9B%AD.csv"
    assert {"encoding=GBK", "wktField=WKT", "crs=EPSG:4549"} <= set(options.split("&"))


def test_a_hostile_field_name_stays_text() -> None:
    # Titles come from the declarations; the name of a field may hold anything.
    layer = LAYERS["parks"]
    names = {field.name: f"<&\"'{field.name}" for field in layer.all_fields}
    root = ET.fromstring(qml(StyledLayer(layer.id, "", names, Wording(layer.id))))  # noqa: S314 - our own text
    filters = [each.attrib["filter"] for each in root.findall("renderer-v2/rules/rule")]
    assert all('"<&""\'basis" IS \'schematic\'' in each for each in filters)
    assert filters[0].startswith('"<&""\'stage" IS \'completed\'')
