"""Say where a place is by what people know: the nearest compound, else another named place."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from chedun_gis.texts import LANGS, bare
from chedun_gis.town import Town, answered
from layers import Text

# Where people live is what they find their way by, as far as one sees; plots are only numbered.
_HOMES: Final = ("compounds", "villages")
_HOMES_M: Final = 1_000.0
_OTHERS: Final = ("facilities", "parks", "bus_stops")
# Nobody finds their way by what is further: a place out of town is near nothing of it.
_MOST_M: Final = 5_000.0


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

    Where none is within 1 km, that of the nearest place of any kind; None without any in 5 km.
    """
    places = named_places(town)
    if places.empty or not len(shapes):
        return [None] * len(shapes)
    spots = shapely.point_on_surface(shapes)
    every, homes = np.arange(len(places)), np.flatnonzero(places["homes"].to_numpy(dtype=bool))
    rows = np.full(len(shapes), -1)
    for kept, most_m in ((every, _MOST_M), (homes, _HOMES_M)):
        tree = shapely.STRtree(places.geometry.to_numpy()[kept])
        spot, place = tree.query_nearest(spots, max_distance=most_m, all_matches=False)
        rows[spot] = kept[place]
    pairs = zip(places["name_zh"].map(bare), places["name_en"].map(bare), strict=True)
    # Many lie near the same place, whose name is worded once.
    names = [Text(*each) for each in pairs]
    return [names[row] if row >= 0 else None for row in rows.tolist()]


def with_near(town: Town, found: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the features of any frame with the names that are nearest: `near_zh`, `near_en`.

    None without one; see `nearest_names`.
    """
    names = nearest_names(town, found.geometry.to_crs(town.place.metric_crs).to_numpy())
    told = {
        f"near_{lang}": pd.Series(
            [None if each is None else each[lang] for each in names], found.index, dtype=object
        )
        for lang in LANGS
    }
    return found.assign(**told)


def named_gaps(town: Town, found: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return gaps with the place `near` each: the name nearest to a point in it, None without."""
    names = nearest_names(town, found.geometry.to_numpy())
    return found.assign(near=pd.Series(names, index=found.index, dtype=object))
