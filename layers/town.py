"""State where the town is: its metric CRS and the extent that its data may fill."""

from layers.model import Text

NAME = Text("车墩镇", "Chedun Town")

# CGCS2000 / 3-degree Gauss-Kruger, central meridian 120° E, easting without zone prefix.
METRIC_CRS = "EPSG:4549"

# The same for proj4 in the browser; a test compares the two.
METRIC_PROJ = "+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m"
METRIC_NAME = "CGCS2000 / EPSG:4549"

# West, south, east, north in WGS84 degrees: the district and what its bus lines reach.
EXTENT_DEG = (120.6, 30.5, 122.0, 31.6)

# The town itself, where the map opens.
TOWN_BOUNDS_DEG = (121.2307, 30.9580, 121.3391, 31.0482)
