"""Lay two polygon layers over each other: who shares ground with whom, and where."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from chedun_gis.analysis import BeltQuestion, belts_of
from chedun_gis.indicators import Input, input_of
from chedun_gis.profile.areas import Area
from chedun_gis.town import Town, answered
from geo import union
from geo.areas import common_areas, overlaps
from layers import LAYERS, Text

OWN = "own"
_COLUMNS = ("id", "name_zh", "name_en")


@dataclass(frozen=True, slots=True)
class Overlap:
    """The pairs that share ground, the largest first, and what they share together.

    `pairs` holds `id`, `left` and `right` (ids), their names in both languages, `area_m2`,
    `left_share` and `right_share` (0-1) and the shared ground; `area_m2` counts each place once.
    """

    pairs: gpd.GeoDataFrame
    area_m2: float
    inputs: tuple[Input, ...]


def polygon_layers(own: Area | None) -> Mapping[str, Text]:
    """Return the layers that can be compared: polygons, lines with a width, a belt of one's own."""
    found = {OWN: own.title} if own else {}
    for layer in LAYERS.values():
        if layer.geometry == "Polygon":
            found[layer.id] = layer.title
        elif layer.reach and layer.reach.width_field:
            found[layer.id] = layer.reach.title
    return found


@answered()
def overlap_of(town: Town, left: str, right: str, *, own: Area | None) -> Overlap:
    """Return the overlap of two of `polygon_layers`; in a layer with itself each pair once."""
    ours, theirs = (_polygons(town, layer, own) for layer in (left, right))
    table = overlaps(ours, theirs)
    shared = common_areas(ours, theirs)[["area", "zone", "geometry"]]
    joined = shared.rename(columns={"area": "left", "zone": "right"}).merge(
        table, on=["left", "right"], validate="one_to_one"
    )
    if left == right:
        joined = joined[joined["left"] < joined["right"]]
    named = _named(_named(joined, "left", ours), "right", theirs)
    pairs = named.sort_values("area_m2", ascending=False, ignore_index=True)
    pairs["id"] = [f"overlap-{i}" for i in range(len(pairs))]
    together = float(union(pairs.geometry.to_numpy()).area)
    inputs = tuple(_input(town, layer, own) for layer in dict.fromkeys((left, right)))
    return Overlap(pairs, together, inputs)


def _polygons(town: Town, layer: str, own: Area | None) -> gpd.GeoDataFrame:
    """Return the polygons of a layer by row number, with id and names."""
    if layer == OWN and own is not None:
        return own.shape.assign(name_zh=own.title.zh, name_en=own.title.en)
    polygons = LAYERS[layer].geometry == "Polygon"
    frame = town.frame(layer) if polygons else belts_of(town, BeltQuestion(layer))
    return frame.loc[~frame.geometry.is_empty, [*_COLUMNS, "geometry"]].reset_index(drop=True)


def _named(joined: gpd.GeoDataFrame, side: str, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Replace the row numbers of one side by ids, and add the names."""
    rows: pd.DataFrame = pd.DataFrame(frame[list(_COLUMNS)]).loc[joined[side]]
    values = {f"{side}_{name}": rows[name].to_numpy() for name in ("name_zh", "name_en")}
    return joined.assign(**{side: rows["id"].to_numpy()}, **values)


def _input(town: Town, layer: str, own: Area | None) -> Input:
    return own.drawn if layer == OWN and own is not None else input_of(town, layer)
