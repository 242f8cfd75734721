"""Say where a place is by what people know: the nearest compound, else another named place."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from chedun_gis.texts import bare
from chedun_gis.town import Town, answered
from layers import Text

# Where people live is what they find their way by, as far as one sees; plots are only numbered.
_HOMES: Final = ("compounds", "villages")
_HOMES_M: Final = 1_000.0
_OTHERS: Final = ("facilities", "parks", "bus_stops")


@answered(most=4)
def named_places(town: Town) -> gpd.GeoDataFrame:
    """Return the places that have a name, in metres, `homes` true for compounds and villages.

    None of a layer with errors, and none that is only sketched: its name is made up with it.
    """
    frames = [
        _there(town.loaded(layer).frame).assign(homes=layer in _HOMES)
        for layer in (*_HOMES, *_OTHERS)
    ]
    columns = ["name_zh", "name_en", "homes", "geometry"]
    named = [each.loc[~each.geometry.isna(), columns] for each in frames if not each.empty]
    if not named:
        return gpd.GeoDataFrame(columns=columns, geometry="geometry", crs=town.place.metric_crs)
    return gpd.GeoDataFrame(pd.concat(named, ignore_index=True), crs=town.place.metric_crs)


def _there(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return what people can go to: of what is built in stages, what is completed."""
    known = frame[frame["basis"] != "schematic"]
    return known[known["stage"] == "completed"] if "stage" in known else known


def nearest_names(town: Town, shapes: NDArray[np.object_]) -> list[Text | None]:
    """Return for each shape (metres) the name of the compound or village nearest to it.

    Where none is within 1 km, that of the nearest place of any kind; None without any.
    """
    places = named_places(town)
    if places.empty or not len(shapes):
        return [None] * len(shapes)
    spots = shapely.point_on_surface(shapes)
    rows = shapely.STRtree(places.geometry.to_numpy()).nearest(spots)
    homes = np.flatnonzero(places["homes"].to_numpy(dtype=bool))
    if len(homes):
        tree = shapely.STRtree(places.geometry.to_numpy()[homes])
        (spot, place), _ = tree.query_nearest(
            spots, max_distance=_HOMES_M, return_distance=True, all_matches=False
        )
        rows[spot] = homes[place]
    # Many lie near the same place, whose name is worded once.
    used, which = np.unique(rows, return_inverse=True)
    found = places.iloc[used]
    pairs = zip(found["name_zh"].map(bare), found["name_en"].map(bare), strict=True)
    names = [Text(*each) for each in pairs]
    return [names[at] for at in which]


def named_gaps(town: Town, found: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return gaps with the place `near` each: the name nearest to a point in it, None without."""
    names = nearest_names(town, found.geometry.to_numpy())
    return found.assign(near=pd.Series(names, index=found.index, dtype=object))
