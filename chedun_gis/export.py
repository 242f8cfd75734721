"""Hand a layer, a filter of it or a selection to another GIS."""

from collections.abc import Collection

from chedun_gis.store import Store, layer_called
from geo.errors import InputError
from geo.geojson import to_geojson

FORMATS = ("geojson",)


def export_layer(
    store: Store, layer_id: str, *, ids: Collection[str] | None = None, fmt: str = "geojson"
) -> bytes:
    """Return the features of a layer as a file's bytes; `ids` keeps only those features.

    GeoJSON follows RFC 7946. Raises `InputError` with `layer_unknown`, `layer_broken`,
    `format_unknown`, or `feature_unknown` for an id that the layer does not have.
    """
    if fmt not in FORMATS:
        raise InputError("format_unknown", format=fmt, known="、".join(FORMATS))
    frame = store.frame(layer_id)
    if ids is not None:
        unknown = sorted(set(ids) - set(frame["id"]))
        if unknown:
            raise InputError("feature_unknown", layer=layer_id, id="、".join(unknown))
        frame = frame[frame["id"].isin(list(ids))]
    columns = [field.name for field in layer_called(layer_id).all_fields]
    return to_geojson(frame, columns).encode()
