"""Turn OpenStreetMap into layers of the town: by the network, or from an extract on disk."""

from chedun_gis.osm.extract import Bounds, Elements, read_extract
from chedun_gis.osm.network import ask_network
from chedun_gis.osm.tags import layers_named, query_of
from chedun_gis.osm.to_layers import ATTRIBUTION, Made, make_layer
