"""Hand layers to another GIS: written, described, read back and compared."""

from chedun_gis.handoff.conversion import conversion_to
from chedun_gis.handoff.deliver import (
    PACKED,
    Forecast,
    Packed,
    forecast,
    to_file,
    to_folder,
    to_zip,
)
from chedun_gis.handoff.formats import FORMATS, Format
from chedun_gis.handoff.handoff import Handoff
from chedun_gis.handoff.layer_file import LayerFile, export_layer
from chedun_gis.handoff.loss_words import difference_sentence, loss_sentence, verdict
from chedun_gis.handoff.pack import CHANGED
from chedun_gis.handoff.request import ALL, Request
from chedun_gis.handoff.target import FileTarget, allowed_crs, target_of
