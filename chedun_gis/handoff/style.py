"""Write QGIS styles and a QGIS project, so that colours and names arrive with the data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

import pyproj

from chedun_gis.handoff.formats import Format
from chedun_gis.handoff.symbols import renderer
from chedun_gis.handoff.target import FileTarget
from chedun_gis.handoff.wording import Wording
from chedun_gis.handoff.writing import WKT
from layers import LAYERS, Layer

_VERSION = "3.28.0"
# The scale of web map zoom 0 at 96 dpi; each zoom halves it.
_SCALE_AT_ZOOM_0 = 591_657_528
# QGIS loses a layer of its tree whose id has ten characters or fewer.
_ID = "chedun_layer_{layer}"
_GEOMETRIES = {"Point": "Point", "LineString": "Line", "Polygon": "Polygon"}


@dataclass(frozen=True, slots=True)
class StyledLayer:
    """A written layer: its id, its file seen from the project, the names of fields, the wording."""

    layer: str
    file: str
    names: Mapping[str, str]
    wording: Wording


def qml(source: StyledLayer) -> bytes:
    """Return a layer's style as QGIS reads it from a .qml file."""
    root = Element("qgis", {"version": _VERSION, "styleCategories": "Symbology|Labeling"})
    _describe(root, source)
    return _text(root, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n")


def project(sources: Sequence[StyledLayer], *, title: str, target: FileTarget) -> bytes:
    """Return a QGIS project of the written layers, top of the map first, titles in Chinese."""
    root = Element("qgis", {"version": _VERSION, "projectname": title})
    SubElement(root, "title").text = title
    SubElement(root, "projectCrs").append(_srs(target.crs))
    tree = SubElement(root, "layer-tree-group")
    listed = SubElement(root, "projectlayers")
    for source in sorted(sources, key=lambda each: -LAYERS[each.layer].order):
        layer = LAYERS[source.layer]
        path = _source_text(source, target)
        SubElement(
            tree,
            "layer-tree-layer",
            {
                "id": _ID.format(layer=layer.id),
                "name": layer.title.zh,
                "source": path,
                "providerKey": _provider(target.fmt),
                "checked": "Qt::Checked" if layer.visible else "Qt::Unchecked",
                "expanded": "0",
            },
        )
        listed.append(_map_layer(layer, source, path, target))
    properties = SubElement(root, "properties")
    paths = SubElement(properties, "Paths")
    SubElement(paths, "Absolute", {"type": "bool"}).text = "false"
    systems = SubElement(properties, "SpatialRefSys")  # without it the project's CRS is not read
    SubElement(systems, "ProjectionsEnabled", {"type": "int"}).text = "1"
    return _text(root, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n")


def _map_layer(layer: Layer, source: StyledLayer, path: str, target: FileTarget) -> Element:
    root = Element("maplayer", {"type": "vector", "geometry": _GEOMETRIES[layer.geometry]})
    SubElement(root, "id").text = _ID.format(layer=layer.id)
    SubElement(root, "datasource").text = path
    SubElement(root, "layername").text = layer.title.zh
    SubElement(root, "srs").append(_srs(target.crs))
    provider = SubElement(root, "provider", {"encoding": target.encoding.upper()})
    provider.text = _provider(target.fmt)
    _describe(root, source)
    return root


def _describe(root: Element, source: StyledLayer) -> None:
    """Add symbols, labels and the Chinese titles of the fields."""
    layer, names = LAYERS[source.layer], source.names
    root.set("labelsEnabled", "1" if layer.style.label_zoom is not None else "0")
    root.append(renderer(layer, names, source.wording))
    if layer.style.label_zoom is not None:
        root.append(_labels(layer, names))
    aliases = SubElement(root, "aliases")
    for number, field in enumerate(each for each in layer.all_fields if each.name in names):
        SubElement(
            aliases,
            "alias",
            {"index": str(number), "field": names[field.name], "name": field.title.zh},
        )


def _labels(layer: Layer, names: Mapping[str, str]) -> Element:
    field = f"{layer.style.label_by}_zh"
    root = Element("labeling", {"type": "simple"})
    settings = SubElement(root, "settings")
    style = {
        "fieldName": names.get(field, field),
        "fontFamily": "Noto Sans CJK SC",
        "fontSize": "9",
        "fontSizeUnit": "Point",
        "textColor": "51,51,51,255",
        "isExpression": "0",
    }
    text = SubElement(settings, "text-style", style)
    SubElement(
        text,
        "text-buffer",
        {"bufferDraw": "1", "bufferSize": "1", "bufferSizeUnits": "MM"}
        | {"bufferColor": "255,255,255,255", "bufferOpacity": "1"},
    )
    smallest = _SCALE_AT_ZOOM_0 / 2 ** (layer.style.label_zoom or 0)
    SubElement(
        settings,
        "rendering",
        {"scaleVisibility": "1", "scaleMin": f"{smallest:.0f}", "scaleMax": "0", "drawLabels": "1"},
    )
    return root


def _provider(fmt: Format) -> str:
    return "delimitedtext" if fmt.id == "csv" else "ogr"


def _source_text(source: StyledLayer, target: FileTarget) -> str:
    """Return the source as QGIS writes it; that of a CSV is a URL, which is ASCII."""
    if target.fmt.id == "csv":
        read = f"type=csv&detectTypes=yes&wktField={WKT}&crs={target.crs}"
        return f"file:{quote(source.file)}?encoding={target.encoding.upper()}&{read}"
    return f"{source.file}|layername={source.layer}" if target.fmt.one_file else source.file


def _srs(crs: str) -> Element:
    found = pyproj.CRS.from_user_input(crs)
    root = Element("spatialrefsys", {"nativeFormat": "Wkt"})
    for tag, text in (
        ("wkt", found.to_wkt()),
        ("srid", crs.partition(":")[2]),
        ("authid", crs),
        ("description", found.name),
        ("geographicflag", "true" if found.is_geographic else "false"),
    ):
        SubElement(root, tag).text = text
    return root


def _text(root: Element, doctype: str) -> bytes:
    ET.indent(root, " ")
    return (doctype + ET.tostring(root, encoding="unicode")).encode()
