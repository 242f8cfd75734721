"""Hold what was found in OpenStreetMap, wherever it came from."""

from dataclasses import dataclass

import geopandas as gpd


@dataclass(frozen=True, slots=True)
class Elements:
    """Elements with geometry in WGS84 degrees, and the day that they stand for.

    Columns: `id` (such as osm-way-123), `tags` (a mapping of texts) and geometry. `date` is
    ISO 8601.
    """

    frame: gpd.GeoDataFrame
    date: str
