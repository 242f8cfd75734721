"""Widen any line of the town to an area that can be profiled."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import shapely

from chedun_gis.indicators.model import input_of
from chedun_gis.profile_areas import Area
from chedun_gis.town import Town
from geo.belts import Ends, Side, belts
from layers import LAYERS
from layers.model import Text

LINE_LAYERS = tuple(layer.id for layer in LAYERS.values() if layer.geometry == "LineString")
# A river is cut into segments, each with a name of its own; one asks for the river.
_NAMED_BY = {"river_segments": "river"}
_KIND = Text("自定带", "Belt of your own")


@dataclass(frozen=True, slots=True)
class Line:
    """One line to widen: all features of a layer that carry its name, in metres."""

    layer: str
    title: Text
    features: gpd.GeoDataFrame


@dataclass(frozen=True, slots=True)
class Widening:
    """How a line becomes a belt: whole width, side, ends, and whether it ends with the town."""

    width_m: float
    side: Side = "both"
    ends: Ends = "flat"
    in_town: bool = True


def lines_of(town: Town, layer_id: str) -> Mapping[str, Line]:
    """Return the lines of a layer by the id of the first of their features."""
    frame = town.frame(layer_id)
    name = _NAMED_BY.get(layer_id, "name")
    return {
        str(rows["id"].iloc[0]): Line(
            layer_id,
            Text(str(rows[f"{name}_zh"].iloc[0]), str(rows[f"{name}_en"].iloc[0])),
            rows,
        )
        for _, rows in frame.groupby(f"{name}_zh", sort=False)
    }


def belt_area(town: Town, line: Line, how: Widening) -> Area | None:
    """Return the belt of a line as an area; None when it lies wholly outside the town.

    Features of one name are taken as one line, so that no gap opens where they meet.
    """
    parts = shapely.get_parts(shapely.force_2d(line.features.geometry.to_numpy()))
    whole = gpd.GeoDataFrame(
        {"id": ["belt"]}, geometry=[shapely.multilinestrings(parts)], crs=line.features.crs
    )
    limit = town.frame("town_boundary") if how.in_town else None
    shape = belts(whole, width_m=how.width_m, side=how.side, ends=how.ends, within=limit)
    if shape.geometry.iloc[0].is_empty:
        return None
    return Area(
        key="own:belt",
        title=Text(
            f"{line.title.zh}（{how.width_m:g} 米）",
            f"{line.title.en} ({how.width_m:g} m)",
        ),
        shape=shape[["id", "geometry"]],
        drawn=input_of(town, line.layer, line.features),
        kind=_KIND,
        width_m=how.width_m,
    )
