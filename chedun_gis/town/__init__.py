"""The town as a value that never changes, where it is read from, and answers kept by its state."""

from chedun_gis.town.answers import KeptAnswers, State, answered, note_state, once, with_state
from chedun_gis.town.attachments import Attachments
from chedun_gis.town.entered import STAGED, as_of, up_to
from chedun_gis.town.faults import noted
from chedun_gis.town.files import locked, unfinished, write_atomic
from chedun_gis.town.installation import (
    attachments,
    ledger,
    ledger_of,
    one_town,
    settings,
    source,
    source_of,
    town,
    workspace,
    workspace_of,
)
from chedun_gis.town.large import (
    LARGE,
    MOST_AT_ONCE,
    LargeLayer,
    MetricBounds,
    attributes,
    batches,
    called,
    described,
    digest_of,
    rows,
    within,
)
from chedun_gis.town.large_file import LargeFile
from chedun_gis.town.loading import LargeLoaded, Loaded, layer_called, load, schema_of
from chedun_gis.town.plans import PLAN_FILES, PLANS_FOLDER, PlanFolder, plan_folder
from chedun_gis.town.project_entries import PROJECTS
from chedun_gis.town.replaced import present_id
from chedun_gis.town.settings import (
    LOCALHOST,
    Basemap,
    Provider,
    SchedulerKeys,
    Settings,
    settings_from,
)
from chedun_gis.town.source import TownSource, open_town
from chedun_gis.town.town import (
    ADDED,
    EFFECTS,
    PLACE,
    Contribution,
    Town,
    TownPart,
    with_parts,
)
from chedun_gis.town.water_entries import water_entry
from chedun_gis.town.workspace import SHIPPED, Version, Workspace
