"""Turn OpenStreetMap elements into features of our layers, with all the fields they declare."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from chedun_gis.osm.extract import Elements
from chedun_gis.osm.tags import TagRule, Tags, layer_tags
from geo import repaired, to_metric, union
from layers import LAYERS, NAME_SEPARATOR, Layer, Place

ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"
_DIMENSION = {"Point": 0, "LineString": 1, "Polygon": 2}
_PARTS = re.compile(r"\s*[;；,，、]\s*")


@dataclass(frozen=True, slots=True)
class Made:
    """A layer made from OpenStreetMap, in metres where it lies, and how much was left out.

    `outside` features lie beyond the map; `unfit` ones have a geometry that the layer cannot hold.
    """

    layer: Layer
    frame: gpd.GeoDataFrame
    outside: int
    unfit: int


def make_layer(
    layer_id: str,
    elements: Elements,
    place: Place,
    town: gpd.GeoDataFrame,
    *,
    anywhere: bool = False,
) -> Made:
    """Return the features of a layer; `town` is the boundary, for what asks whether it is inside.

    Those beyond the map are left out, unless they may lie `anywhere`: then all are measured in the
    zone where they lie. Each feature says in `source` whom to credit (ODbL 1.0, section 4.3) and of
    which day it is.
    """
    layer, how = LAYERS[layer_id], layer_tags()[layer_id]
    rules = [how.rule_for(tags) for tags in elements.frame["tags"]]
    ruled = np.array([rule is not None for rule in rules], dtype=bool)
    chosen = elements.frame[ruled].reset_index(drop=True)
    kept_rules = [rule for rule in rules if rule is not None]
    shapes = _fitted(chosen.geometry.to_numpy(), layer)
    fit = ~shapely.is_missing(shapes)
    placed = gpd.GeoSeries(shapes, crs=chosen.crs)
    inside = fit & np.asarray(placed.within(shapely.box(*place.extent_deg)))
    rows = np.flatnonzero(fit if anywhere else inside)
    found = chosen.set_geometry(placed).iloc[rows]
    elsewhere = anywhere and not inside.all() and len(found)
    metric = to_metric(found, crs=None if elsewhere else place.metric_crs)
    table = _table(layer, metric, [kept_rules[row] for row in rows])
    table["source"] = f"{ATTRIBUTION}, {elements.date}"
    table["accuracy_m"] = how.accuracy_m
    if "in_town" in table:
        boundary = union(town.to_crs(metric.crs).geometry.to_numpy())
        table["in_town"] = metric.within(boundary).to_numpy()
    frame = gpd.GeoDataFrame(table, geometry=metric.geometry.to_numpy(), crs=metric.crs)
    return Made(layer, frame, int(fit.sum()) - len(rows), int((~fit).sum()))


def _fitted(shapes: NDArray[np.object_], layer: Layer) -> NDArray[np.object_]:
    """Return the geometries as the layer holds them, None where it cannot.

    An area stands in a layer of points as a point inside it.
    """
    found = repaired(shapely.force_2d(shapes))
    sound = found.shapes
    sound[found.tangled] = None
    if layer.geometry == "Point":
        return np.asarray(shapely.point_on_surface(sound))
    wanted = _DIMENSION[layer.geometry]
    kept = np.full(len(sound), None, dtype=object)
    for row, shape in enumerate(sound):
        parts = [
            each for each in shapely.get_parts(shape) if shapely.get_dimensions(each) == wanted
        ]
        if parts:
            kept[row] = parts[0] if len(parts) == 1 else shapely.union_all(parts)
    return kept


def _table(layer: Layer, found: gpd.GeoDataFrame, rules: list[TagRule]) -> pd.DataFrame:
    """Return the fields of the features, each as the layer declares it."""
    defaults = layer_tags()[layer.id].defaults
    rows = []
    for feature_id, tags, area, rule in zip(
        found["id"], found["tags"], found.geometry.area, rules, strict=True
    ):
        values = {**defaults, **rule.values_of(float(area)), "id": feature_id}
        values |= _names(layer, tags, values) | {"basis": "open_data"}
        rows.append(values | _own(layer, tags, values))
    columns = [field.name for field in layer.all_fields]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _names(layer: Layer, tags: Tags, values: Mapping[str, object]) -> dict[str, object]:
    """Return the names; what has none is called by its kind and its number in OpenStreetMap."""
    kind = str(values.get("kind", ""))
    choices = layer.column("kind").choices if kind else {}
    what = choices.get(kind, layer.title)
    number = str(values["id"]).removeprefix("osm-")
    return {
        "name_zh": tags.get("name:zh") or tags.get("name") or f"{what.zh}（OSM {number}）",
        "name_en": tags.get("name:en") or f"{what.en} (OSM {number})",
    }


def _own(layer: Layer, tags: Tags, values: Mapping[str, object]) -> dict[str, object]:
    """Return the values of fields that only some layers have."""
    if layer.id == "river_segments":
        name = tags.get("name")
        # The reaches of one river share its name; a nameless one is a river of its own.
        river = f"osm-river-{name}" if name else values["id"]
        return {
            "river_id": river,
            "river_zh": values["name_zh"],
            "river_en": values["name_en"],
        }
    if layer.id == "bus_stops":
        lines = [each for each in _PARTS.split(tags["route_ref"].strip()) if each]
        return {"lines": NAME_SEPARATOR.join(lines), "line_count": len(lines)}
    return {}
