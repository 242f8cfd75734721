"""Layers of many features: their vector tiles, and what of them lies at a place."""

from chedun_gis.tiles.making import (
    forget_tiles,
    keep_tiles,
    make_tiles,
    tiles_name,
    tiles_of,
)
from chedun_gis.tiles.near import features_near
from chedun_gis.tiles.summary import Occurring, summary_of
