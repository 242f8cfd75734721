"""Write one layer, read it back, and say what was lost and what was found."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd

from chedun_gis.handoff.column import Loss
from chedun_gis.handoff.formats import FORMATS
from chedun_gis.handoff.losses import Fitted, fit
from chedun_gis.handoff.reading import read_layer
from chedun_gis.handoff.target import FileTarget
from chedun_gis.handoff.verify import Verification, verify
from chedun_gis.handoff.wording import Wording, file_name, wording_of
from chedun_gis.handoff.writing import write_layer
from chedun_gis.town import Town, layer_called
from geo import InputError
from geo.files import to_geojson
from layers import Layer

_TYPES = {"integer": "Int64", "boolean": "boolean", "number": "float64"}


@dataclass(frozen=True, slots=True)
class LayerFile:
    """A layer that was written: from what (in metres), where, how worded, what was found."""

    layer: Layer
    frame: gpd.GeoDataFrame
    file: str
    features: int
    names: Mapping[str, str]
    wording: Wording
    losses: tuple[Loss, ...]
    verification: Verification


def selected(town: Town, layer_id: str, ids: Collection[str] | None) -> gpd.GeoDataFrame:
    """Return a layer's features in metres, or those with these ids.

    Raises `InputError` with `layer_unknown`, `layer_broken` or `feature_unknown`.
    """
    frame = town.frame(layer_id)
    if ids is None:
        return frame
    unknown = sorted(set(ids) - set(frame["id"]))
    if unknown:
        raise InputError("feature_unknown", layer=layer_id, id="、".join(unknown))
    return frame[frame["id"].isin(list(ids))]


def fitted(frame: gpd.GeoDataFrame, layer: Layer, target: FileTarget) -> Fitted:
    """Return a layer's features as the target can hold them, with every loss; nothing is written.

    Whole numbers and truth values that have gaps get their declared type back first.
    """
    types = {field.name: _TYPES[field.type] for field in layer.all_fields if field.type in _TYPES}
    typed = frame.astype({name: kind for name, kind in types.items() if name in frame})
    return fit(
        typed.to_crs(target.crs),
        fmt=target.fmt,
        encoding=target.encoding,
        kind=layer.geometry,
        wording=wording_of(layer, target.fmt),
    )


def write_and_verify(
    town: Town,
    layer_id: str,
    *,
    target: FileTarget,
    folder: Path,
    ids: Collection[str] | None = None,
) -> LayerFile:
    """Write a layer into the folder, read it back and compare; return what was found."""
    layer = layer_called(layer_id)
    frame = selected(town, layer_id, ids)
    held = fitted(frame, layer, target)
    wording = wording_of(layer, target.fmt)
    path = folder / file_name(layer, target.fmt, town.place)
    write_layer(held, path, target=target, name=wording.layer, kind=layer.geometry)
    found = verify(
        held,
        read_layer(path, target=target, name=wording.layer),
        fmt=target.fmt,
        metric_crs=town.place.metric_crs,
    )
    losses = held.losses
    if found.rounded:
        params: dict[str, object] = {
            "farthest_m": f"{found.farthest_m:.4f}",
            "decimals": target.fmt.decimals,
        }
        losses += (Loss("coordinates_rounded", count=len(held.frame), params=params),)
    return LayerFile(layer, frame, path.name, len(held.frame), held.names, wording, losses, found)


def export_layer(town: Town, layer_id: str, *, ids: Collection[str] | None = None) -> bytes:
    """Return the features of a layer as the bytes of a GeoJSON (RFC 7946), or those with `ids`.

    Raises `InputError` with `layer_unknown`, `layer_broken`, or `feature_unknown` for an id that
    the layer does not have.
    """
    columns = [field.name for field in layer_called(layer_id).all_fields]
    decimals = FORMATS["geojson"].decimals or 0
    return to_geojson(selected(town, layer_id, ids), columns, decimals=decimals).encode()
