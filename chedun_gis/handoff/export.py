"""Hand a layer or a selection of it out as GeoJSON, the form of the layers' own files."""

from collections.abc import Collection

from chedun_gis.handoff.formats import FORMATS
from chedun_gis.handoff.layer_file import selected
from chedun_gis.town import Town, layer_called
from geo.files import to_geojson


def export_layer(town: Town, layer_id: str, *, ids: Collection[str] | None = None) -> bytes:
    """Return the features of a layer as the bytes of a GeoJSON (RFC 7946), or those with `ids`.

    Raises `InputError` with `layer_unknown`, `layer_broken`, or `feature_unknown` for an id that
    the layer does not have.
    """
    columns = [field.name for field in layer_called(layer_id).all_fields]
    decimals = FORMATS["geojson"].decimals or 0
    return to_geojson(selected(town, layer_id, ids), columns, decimals=decimals).encode()
