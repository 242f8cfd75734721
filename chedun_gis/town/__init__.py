"""The town as a value that never changes, where it is read from, and answers kept by its state."""

from chedun_gis.town.answers import answered
from chedun_gis.town.loading import Loaded, layer_called, load, schema_of
from chedun_gis.town.source import TownSource, open_town
from chedun_gis.town.town import PLACE, Part, Town, with_parts

__all__ = [
    "PLACE",
    "Loaded",
    "Part",
    "Town",
    "TownSource",
    "answered",
    "layer_called",
    "load",
    "open_town",
    "schema_of",
    "with_parts",
]
