"""Find what lies at a place of a large layer; only what is near is read."""

import geopandas as gpd
import numpy as np
import shapely

from chedun_gis.town import LargeLayer, within


def features_near(
    large: LargeLayer, x_m: float, y_m: float, *, reach_m: float, most: int
) -> gpd.GeoDataFrame:
    """Return what lies at a place in the town's metric CRS: at most `most` features.

    Those in which the place lies, the smallest first; where there is none the nearest ones within
    `reach_m`, the nearest first. The frame has all fields and may be empty; its index is the row.
    """
    found = within(large, (x_m - reach_m, y_m - reach_m, x_m + reach_m, y_m + reach_m))
    shapes = found.geometry.to_numpy()
    away_m = shapely.distance(shapes, shapely.Point(x_m, y_m))
    limit_m = 0.0 if (away_m == 0).any() else reach_m
    order = np.lexsort((found["id"].to_numpy(dtype=str), shapely.area(shapes), away_m))
    return found.iloc[[row for row in order if away_m[row] <= limit_m][:most]]
