"""Find what stands where a feature stood whose id is no more, so that old links still open."""

from typing import Final

from chedun_gis.town.town import Town
from geo import InputError
from layers import LAYERS

# The table of the data folder, where a layer was drawn anew: `layer`, `old`, `new`, `share`.
REPLACED: Final = "replaced_ids"


def present_id(town: Town, layer_id: str, feature_id: str) -> str:
    """Return the id by which a feature is known today: its own, or that of what replaced it.

    An id that the layer has is its own, whatever the table says. One that is in neither is returned
    as it is; so is one of no layer, and every one while the table cannot be read.
    """
    if layer_id not in LAYERS or len(town.loaded(layer_id).called(feature_id)):
        return feature_id
    try:
        rows = town.table(REPLACED)
    except InputError:
        return feature_id
    old = (layer_id, feature_id)
    found = [row.get("new") for row in rows if (row.get("layer"), row.get("old")) == old]
    return (found[0] if found else "") or feature_id
