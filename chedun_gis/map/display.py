"""Turn a layer into what the browser draws: geometry, id, class and little else."""

import geopandas as gpd
import shapely

from chedun_gis.town import Loaded
from geo import union
from geo.files import to_geojson
from layers import Layer, ReachStyle

# Parts of a curve per quarter circle; enough for the eye, never used for a figure.
_QUAD_SEGS = 16
# What more features reach together takes the server and the browser longer than anybody waits (of
# 47,000 parks 25 s and 9 MB), and lies over nearly everything.
_MOST_REACHING = 20_000


def display_features(layer: Layer, frame: gpd.GeoDataFrame, lang: str) -> bytes:
    """Return the layer's features that have a place, as GeoJSON with short properties.

    `n` name, `l` label where it is another text, `c` class of the symbol, `s` 1 for
    schematic, `h` 1 for a hollow marker (a project known only by its zone), `v` the value that
    sets the size.
    """
    placed = frame[~frame.geometry.isna()]
    shown = gpd.GeoDataFrame(
        {
            "id": placed["id"],
            "n": placed[f"name_{lang}"],
            "c": placed[layer.style.by] if layer.style.by else "",
            "s": (placed["basis"] == "schematic").astype(int),
        },
        geometry=placed.geometry,
    )
    columns = ["n", "c", "s"]
    if layer.style.label_by != "name":
        shown["l"] = placed[f"{layer.style.label_by}_{lang}"]
        columns.append("l")
    if layer.style.size_by:
        shown["v"] = placed[layer.style.size_by]
        columns.append("v")
    if "location_type" in placed:
        shown["h"] = (placed["location_type"] == "area").astype(int)
        columns.append("h")
    return to_geojson(shown, columns).encode()


def reach_shown(loaded: Loaded) -> ReachStyle | None:
    """Return the reach that the map can show of a layer: none of a layer of many features."""
    return loaded.layer.reach if loaded.count <= _MOST_REACHING else None


def display_radius(frame: gpd.GeoDataFrame, radius_m: float) -> bytes:
    """Return what the built features of a layer reach, dissolved; it goes over the town's limit."""
    built = frame[frame["stage"] == "completed"]
    areas = built.geometry.buffer(radius_m, quad_segs=_QUAD_SEGS)
    merged = shapely.get_parts(union(areas.to_numpy()))
    ids = [f"reach-{i}" for i in range(len(merged))]
    return display_areas(gpd.GeoDataFrame({"id": ids}, geometry=list(merged), crs=frame.crs))


def display_areas(frame: gpd.GeoDataFrame) -> bytes:
    """Return areas that need no more than their id, as GeoJSON."""
    return to_geojson(frame, []).encode()
