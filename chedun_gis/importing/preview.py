"""Draw an import beside what the layer holds now."""

import geopandas as gpd

from chedun_gis.analysis import Evidence, EvidencePart
from chedun_gis.importing.georef import datum_called
from chedun_gis.importing.plan import Prepared
from chedun_gis.town import Town
from geo.position import shift_frame
from layers import Layer, Symbol, Text

_NEW = Symbol(Text("导入的要素", "Imported features"), "#d6336c", weight=2.5, fill_opacity=0.35)
_AS_IS = Symbol(
    Text("未换算", "Not converted"), "#e8590c", weight=2.5, fill_opacity=0.2, dash="2 4"
)
_SHIFTED = Symbol(Text("换算后", "Converted"), "#d6336c", weight=2.5, fill_opacity=0.35)
_NOW = Symbol(Text("现有图层", "Layer as it is"), "#5c6773", pattern="none", dash="5 4")


def preview(prepared: Prepared, town: Town) -> Evidence:
    """Return the rows to be imported over the layer as it is.

    While a datum is offered but not chosen, both readings are drawn.
    """
    layer, frame = prepared.layer, prepared.frame
    parts = [_part(layer, town.loaded(layer.id).frame, _NOW)]
    offered = datum_called(prepared.located.offer.get("datum", ""))
    if offered:
        parts.append(_part(layer, frame, _AS_IS))
        frame = shift_frame(frame, source=offered, target="wgs84")
    parts.append(_part(layer, frame, _SHIFTED if offered else _NEW))
    return Evidence(Text("导入预览", "Import preview"), tuple(parts))


def _part(layer: Layer, frame: gpd.GeoDataFrame, symbol: Symbol) -> EvidencePart:
    shown = gpd.GeoDataFrame(
        {"id": frame["id"], "name": frame["name_zh"]}, geometry=frame.geometry, crs=frame.crs
    )
    return EvidencePart(symbol.title, layer.geometry, symbol, shown)
