"""Tell the browser what layers there are and how each is drawn, in one language."""

import json
from collections.abc import Mapping
from typing import Any

import geopandas as gpd

from chedun_gis.map.display import reach_shown
from chedun_gis.texts import Lang, say, text
from chedun_gis.tiles import Occurring, summary_of, tiles_name
from chedun_gis.town import Settings, Town, answered
from layers import GROUPS, LAYERS, Layer, Symbol

_WORDS = (
    "map.copy_link",
    "map.copied",
    "map.name",
    "map.keys",
    "map.wheel_hint",
    "map.under",
    "map.home",
    "map.measure_distance",
    "map.measure_area",
    "map.measure_advice",
    "map.measure_keys",
    "map.measure_clear",
    "map.measured_length",
    "map.measured_area",
    "map.metres",
    "map.kilometres",
    "map.zoom_in",
    "map.zoom_out",
    "map.search",
    "map.find",
    "map.no_match",
    "map.full_screen",
    "map.leave_full_screen",
    "map.schematic",
    "map.schematic_help",
    "map.hollow",
    "map.layers",
    "map.legend",
    "map.legend_empty",
    "map.load_failed",
    "map.draw_park",
    "map.draw_rectangle",
    "map.draw_stop",
    "map.draw_square",
    "map.draw_circle",
    "map.draw_area",
)
# What nothing was known of at the date that is looked back to.
_UNKNOWN = Symbol(text("then.unknown"), "#adb5bd", "none", "diamond")


@answered(most=8)
def catalogue(town: Town, settings: Settings, lang: Lang) -> bytes:
    """Return the JSON that the map builds its list of layers, legend and controls from."""
    basemap, place = settings.basemap, town.place
    content: dict[str, Any] = {
        "lang": lang,
        "grid": place.proj4,
        "gridName": place.grid,
        "bounds": place.bounds_deg,
        "credits": place.credits[lang],
        "words": {key.removeprefix("map."): say(key, lang) for key in _WORDS},
        "basemap": basemap
        and {
            "urls": basemap.urls,
            "attribution": basemap.attribution,
            "subdomains": basemap.subdomains,
        },
        "groups": [
            {
                "id": group.id,
                "title": group.title[lang],
                "layers": [
                    _entry(layer, town, lang)
                    for layer in reversed(list(LAYERS.values()))
                    if layer.group == group and not town.loaded(layer.id).broken
                ],
            }
            for group in GROUPS
        ],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _entry(layer: Layer, town: Town, lang: Lang) -> dict[str, Any]:
    large, loaded = town.large(layer.id), town.loaded(layer.id)
    summary = summary_of(large, layer.id) if large else _summary(layer, loaded.frame)
    reach = reach_shown(loaded)
    return {
        "id": layer.id,
        "title": layer.title[lang],
        "geometry": layer.geometry,
        "order": layer.order,
        "visible": layer.visible,
        "version": town.digest_of(layer.id),
        # Of a layer that is drawn from tiles, what they are called.
        "tiles": large and tiles_name(large.digest),
        "count": town.loaded(layer.id).count,
        "sized": bool(layer.style.size_by),
        "cased": layer.style.cased,
        "labelZoom": None if large else layer.style.label_zoom,
        "symbols": {
            value: _symbol(symbol, lang, used=value in summary.classes)
            for value, symbol in _symbols(layer, summary).items()
        },
        "reach": reach
        and {
            "title": reach.title[lang],
            "colour": reach.colour,
            "visible": reach.visible and layer.visible,
        },
        "schematic": summary.schematic,
        "hollow": summary.hollow,
    }


def _summary(layer: Layer, frame: gpd.GeoDataFrame) -> Occurring:
    """Return what the legend needs of a layer that is held."""
    by = layer.style.by
    return Occurring(
        frozenset(frame[by].fillna("")) if by else frozenset({""}),
        bool((frame["basis"] == "schematic").any()),
        "location_type" in frame and bool((frame["location_type"] == "area").any()),
    )


def _symbols(layer: Layer, summary: Occurring) -> Mapping[str, Symbol]:
    """Return the symbols by class; where features have none, by "" one for these, first.

    They have none at a date before all that is known of them.
    """
    unknown = {"": _UNKNOWN} if layer.style.by and "" in summary.classes else {}
    return {**unknown, **layer.style.symbols}


def _symbol(symbol: Symbol, lang: Lang, *, used: bool) -> dict[str, Any]:
    return {
        "title": symbol.title[lang],
        "colour": symbol.colour,
        "pattern": symbol.pattern,
        "shape": symbol.shape,
        "weight": symbol.weight,
        "opacity": symbol.fill_opacity,
        "dash": symbol.dash,
        "mark": symbol.mark,
        "used": used,
    }
