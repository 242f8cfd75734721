"""Gather the layers of the town as a report's maps draw them."""

from typing import Any

import geopandas as gpd
import pandas as pd

from chedun_gis.analysis import Evidence
from chedun_gis.report.blocks import MapExtent, MapLayer
from chedun_gis.texts import Lang
from chedun_gis.town import Town
from layers import LAYERS, Layer

# What the places behind a figure stand on.
BASE = ("river_segments", "roads", "town_boundary")
# The town's structure, bottom first.
OVERVIEW = ("zones", "residential", "parks", "river_segments", "roads", "town_boundary")
_LABELLED = ("zones",)
# A map shows at least this much, so that one knows where it is.
_LEAST_M = 3_000.0


def layer_maps(town: Town, layer_id: str, lang: Lang) -> list[MapLayer]:
    """Return a layer as drawings, one for each class that occurs; none of a broken layer."""
    loaded = town.loaded(layer_id)
    frame = loaded.frame[~loaded.frame.geometry.isna()] if not loaded.broken else loaded.frame[:0]
    layer = loaded.layer
    found = []
    # A layer of one class needs no heading above it.
    group = layer.title[lang] if len(layer.style.symbols) > 1 else ""
    for value, symbol in layer.style.symbols.items():
        rows = frame if not layer.style.by else frame[_classes(layer, frame) == value]
        if len(rows):
            shown = _shown(layer, rows, lang)
            found.append(
                MapLayer(
                    symbol.title[lang],
                    layer.geometry,
                    symbol,
                    shown,
                    cased=layer.style.cased,
                    group=group,
                )
            )
    return found


def _classes(layer: Layer, frame: gpd.GeoDataFrame) -> "pd.Series[str]":
    """Return each feature's class; a value without a symbol is drawn by the last one."""
    known = list(layer.style.symbols)
    values = frame[layer.style.by].astype(str)
    return pd.Series(values.where(values.isin(known), known[-1]))


def _shown(layer: Layer, rows: gpd.GeoDataFrame, lang: Lang) -> gpd.GeoDataFrame:
    """Return what of the features is drawn."""
    columns: dict[str, pd.Series[Any]] = {"basis": rows["basis"]}
    if layer.id in _LABELLED:
        columns["label"] = rows[f"name_{lang}"]
    if layer.style.size_by:
        columns["size"] = rows[layer.style.size_by]
    return gpd.GeoDataFrame(columns, geometry=rows.geometry, crs=rows.crs)


def faint_base(town: Town, lang: Lang) -> list[MapLayer]:
    """Return rivers and roads in grey, and the town's limit, one entry of the legend each."""
    found = []
    for layer_id in BASE:
        faint = layer_id != "town_boundary"
        for each in layer_maps(town, layer_id, lang):
            title = LAYERS[layer_id].title[lang] if faint else each.title
            found.append(MapLayer(title, each.geometry, each.symbol, each.frame, faint=faint))
    return found


def evidence_maps(evidence: Evidence, lang: Lang) -> list[MapLayer]:
    """Return the places behind a figure as drawings."""
    return [
        MapLayer(part.title[lang], part.geometry, part.symbol, part.frame)
        for part in evidence.parts
    ]


def extent_of(*frames: gpd.GeoDataFrame) -> MapExtent:
    """Return the extent of all frames in their metres, at least `_LEAST_M` across.

    Without any place it is an empty one at the origin of the grid.
    """
    placed = [frame for frame in frames if len(frame)]
    if not placed:
        return (0.0, 0.0, 0.0, 0.0)
    bounds = pd.concat([frame.geometry.bounds for frame in placed])
    west, south = bounds["minx"].min(), bounds["miny"].min()
    east, north = bounds["maxx"].max(), bounds["maxy"].max()
    x, y = max(0.0, _LEAST_M - (east - west)) / 2, max(0.0, _LEAST_M - (north - south)) / 2
    return (west - x, south - y, east + x, north + y)


def credits_of(town: Town, layer_ids: tuple[str, ...], lang: Lang) -> str:
    """Return the sources of these layers as they must be named under a map."""
    ids = {str(each) for layer in layer_ids for each in town.loaded(layer).frame["source"]}
    return " · ".join(source.credit(lang) for source in town.sources.values() if source.id in ids)
