"""Say where a place is by what people know: the named place nearest to it."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from chedun_gis.texts import bare
from chedun_gis.town import Town, answered
from layers import Text

# What people find their way by; plots of homes are numbered, not named.
_NAMED: Final = ("facilities", "parks", "bus_stops")


@answered(most=4)
def named_places(town: Town) -> gpd.GeoDataFrame:
    """Return the places that have a name, in metres; none of a layer with errors."""
    frames = [_there(town.loaded(layer).frame) for layer in _NAMED]
    columns = ["name_zh", "name_en", "geometry"]
    named = [each.loc[~each.geometry.isna(), columns] for each in frames if not each.empty]
    if not named:
        return gpd.GeoDataFrame(columns=columns, geometry="geometry", crs=town.place.metric_crs)
    return gpd.GeoDataFrame(pd.concat(named, ignore_index=True), crs=town.place.metric_crs)


def _there(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return what people can go to: of what is built in stages, what is completed."""
    return frame[frame["stage"] == "completed"] if "stage" in frame else frame


def nearest_names(town: Town, shapes: NDArray[np.object_]) -> list[Text | None]:
    """Return for each shape (metres) the name of the place nearest to it, None without any."""
    places = named_places(town)
    if places.empty:
        return [None] * len(shapes)
    tree = shapely.STRtree(places.geometry.to_numpy())
    rows = places.iloc[tree.nearest(shapely.point_on_surface(shapes))]
    names = zip(rows["name_zh"].map(bare), rows["name_en"].map(bare), strict=True)
    return [Text(*each) for each in names]
