"""Take in a planner's own files: read, map, check, show, accept."""

from chedun_gis.importing.acceptance import accept, preview
from chedun_gis.importing.apart import layers_of, vector_of
from chedun_gis.importing.attachment import ATTACHMENT_SUFFIXES, attach
from chedun_gis.importing.columns import guess
from chedun_gis.importing.control_file import control_file, control_points
from chedun_gis.importing.encoding import CHOICES
from chedun_gis.importing.finding_words import finding_sentences, manifest_line, version_title
from chedun_gis.importing.georef import SWAPPED, Located, grid_of, title_of
from chedun_gis.importing.limits import MOST_FEATURES, MOST_FILE_MB, MOST_IN_BATCHES, MOST_VERTICES
from chedun_gis.importing.options import Options
from chedun_gis.importing.partition import partition
from chedun_gis.importing.placed import require_placed
from chedun_gis.importing.plan import (
    Opened,
    Prepared,
    crs_suggested,
    open_file,
    open_listed,
    prepare,
    where,
)
from chedun_gis.importing.plan_book import plan_book, plan_template
from chedun_gis.importing.raw import SourceLayer
from chedun_gis.importing.shapes import finite
from chedun_gis.importing.sniff import PARTS, SUFFIXES
from chedun_gis.importing.sound import sound
from chedun_gis.importing.survey_order import (
    FilledOrder,
    accept_filled,
    read_filled,
    surveyed_town,
)
from chedun_gis.importing.synonyms import norm
from chedun_gis.importing.value_table import value_template, values_of
from chedun_gis.importing.values import plain
