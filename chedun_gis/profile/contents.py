"""Gather the places behind a profile, cut to its area: for the map and for the file."""

from collections.abc import Iterator

import geopandas as gpd
import pandas as pd
import shapely

from chedun_gis.analysis import Evidence, EvidencePart
from chedun_gis.profile.areas import ZONES, Area, bounds_of
from chedun_gis.profile.profile import Profile, profile
from chedun_gis.texts import Lang, Untold, text
from chedun_gis.town import Town, answered
from geo import intersection, polygonal
from geo.files import as_csv, to_geojson
from layers import LAYERS, NAME_SEPARATOR, Geometry, Symbol, Text

_COLUMNS = ("layer", "name_zh", "name_en", "class", "basis", "accuracy_m", "area_m2", "length_m")
_CUT = (ZONES, "residential", "parks", "river_segments")
_NO_TITLE = Text("", "")
_HOMES = Symbol(_NO_TITLE, "#c79a00", weight=0.7, fill_opacity=0.35)
_INDUSTRY = Symbol(_NO_TITLE, "#9c6b30", pattern="vertical", weight=1, fill_opacity=0.3)
_PARKS = Symbol(_NO_TITLE, "#2f9e44", weight=1, fill_opacity=0.6)
_RIVERS = Symbol(_NO_TITLE, "#1c7ed6", weight=4)
_STOPS = Symbol(_NO_TITLE, "#1864ab", shape="square")


@answered()
def contents(town: Town, area: Area) -> gpd.GeoDataFrame:
    """Return the area and what lies in it, cut to it, with the layer that each comes from.

    Ids are `layer:id`; `class` is the value by which the layer is drawn. `area_m2` and `length_m`
    are of the part inside, NaN where there is none to measure. A project known only by its zone
    stands at the arbitrary point that the layer gives it. A layer with errors has none.
    """
    return contents_of(town, area, profile(town, area))


def contents_of(town: Town, area: Area, found: Profile) -> gpd.GeoDataFrame:
    """Return the contents of an area whose profile is at hand; see `contents`."""
    bounds = bounds_of(area)
    cut = {layer: _cut(town.loaded(layer).within(bounds), area.shape) for layer in _CUT}
    cut[ZONES] = cut[ZONES][cut[ZONES]["id"] != area.zone_id]
    frames = [
        _of("area", _outline(area)),
        *(_of(layer, frame) for layer, frame in cut.items()),
    ]
    if not isinstance(found.bus, Untold):
        frames.append(_of("bus_stops", found.bus.stops))
    if not isinstance(found.projects, Untold):
        frames.append(_of("projects", found.projects.inside))
    kept = [frame for frame in frames if len(frame)]
    every = pd.concat(kept, ignore_index=True)
    ground, length = every.geometry.area, every.geometry.length
    every["area_m2"] = ground.where(ground > 0)
    every["length_m"] = length.where((length > 0) & (ground == 0))
    return every


def contents_geojson(every: gpd.GeoDataFrame) -> str:
    """Return contents as GeoJSON (RFC 7946)."""
    return to_geojson(every, _COLUMNS)


def contents_csv(every: gpd.GeoDataFrame) -> bytes:
    """Return contents as a table, without the shapes."""
    return as_csv(pd.DataFrame(every[["id", *_COLUMNS]]))


def contents_evidence(every: gpd.GeoDataFrame, lang: Lang) -> Evidence:
    """Return contents for the map, the area's outline below all else, dashed for a sketch."""
    every = every.assign(name=every[f"name_{lang}"])
    outline = every[every["layer"] == "area"]
    dash = "8 5" if outline["basis"].str.contains("schematic").any() else ""
    edge = Symbol(_NO_TITLE, "#a61e4d", weight=2.5, fill_opacity=0.07, dash=dash)
    parts = (
        EvidencePart(text("evidence.outline"), "Polygon", edge, outline),
        *_parts(every),
    )
    return Evidence(text("evidence.inside"), tuple(part for part in parts if len(part.frame)))


def _parts(every: gpd.GeoDataFrame) -> Iterator[EvidencePart]:
    """Yield what lies inside, bottom first; projects stage by stage in the map's own symbols."""
    drawn: tuple[tuple[str, Text, Geometry, Symbol], ...] = (
        (ZONES, text("evidence.industry"), "Polygon", _INDUSTRY),
        ("residential", LAYERS["residential"].title, "Polygon", _HOMES),
        ("parks", LAYERS["parks"].title, "Polygon", _PARKS),
        ("river_segments", text("evidence.rivers"), "LineString", _RIVERS),
        ("bus_stops", LAYERS["bus_stops"].title, "Point", _STOPS),
    )
    for layer, title, geometry, symbol in drawn:
        ours = every[every["layer"] == layer]
        yield EvidencePart(
            title,
            geometry,
            symbol,
            ours[ours["class"] == "industrial"] if layer == ZONES else ours,
        )
    projects = every[every["layer"] == "projects"]
    for stage, symbol in LAYERS["projects"].style.symbols.items():
        title = text("evidence.projects", stage=symbol.title)
        yield EvidencePart(title, "Point", symbol, projects[projects["class"] == stage])


def _outline(area: Area) -> gpd.GeoDataFrame:
    """Return the area itself as a feature, with what its outline rests on."""
    return area.shape.assign(
        name_zh=area.title.zh,
        name_en=area.title.en,
        basis=NAME_SEPARATOR.join(area.drawn.basis),
        accuracy_m=area.drawn.accuracy_high_m,
    )


def _cut(frame: gpd.GeoDataFrame, outline: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return polygons or lines, cut to the outline; what only touches it is left out."""
    shape = outline.geometry.iloc[0]
    frame = frame[frame.geometry.intersects(shape)]
    shared = intersection(frame.geometry.to_numpy(), shape)
    if frame.geometry.area.any():
        shared = polygonal(shared)
    measured = shapely.length(shared)
    cut = frame.set_geometry(gpd.GeoSeries(shared, index=frame.index, crs=frame.crs))
    kept: gpd.GeoDataFrame = cut[measured > 0]
    return kept


def _of(layer: str, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    by = LAYERS[layer].style.by if layer in LAYERS else ""
    nothing = pd.Series(None, index=frame.index, dtype=object)
    return gpd.GeoDataFrame(
        {
            "id": f"{layer}:" + frame["id"].astype(str),
            "layer": layer,
            "name_zh": frame["name_zh"],
            "name_en": frame["name_en"],
            "class": frame[by].astype(object) if by else nothing,
            "basis": frame["basis"],
            "accuracy_m": frame["accuracy_m"].astype(float),
        },
        geometry=frame.geometry,
        crs=frame.crs,
    )
