"""What if: changes laid over the town's layers, which themselves never change."""

from chedun_gis.scenario.compare import (
    MOST,
    SCENARIO_SCORECARD,
    SCENARIO_TARGETS,
    Compared,
    compare,
    distinct_names,
    moved,
    scenario_scorecard,
    targets_of,
    targets_shown,
)
from chedun_gis.scenario.conflicts import Conflict, conflicts
from chedun_gis.scenario.drafts import Draft, Drafts, holders
from chedun_gis.scenario.drawn import difference_evidence, finished_evidence, scenario_evidence
from chedun_gis.scenario.edits import (
    Desk,
    History,
    copied,
    did,
    redone,
    saved_as,
    take,
    undone,
)
from chedun_gis.scenario.effect import (
    SCENARIO_BASE,
    Effect,
    RuleEffect,
    by_rule,
    effect_of,
    park_rules,
    rule_of,
    zone_shares,
)
from chedun_gis.scenario.file import from_bytes, from_file, from_text, to_text
from chedun_gis.scenario.finishing import (
    CHOICES,
    FINISHABLE,
    FinishChoice,
    chosen_by,
    required_projects,
    unfinished,
)
from chedun_gis.scenario.outlook import Outlook, outlook, outlook_by, outlook_data
from chedun_gis.scenario.outlook_words import (
    areas_words,
    counts_words,
    finished_words,
    homes_words,
    how_words,
    outlook_lines,
    project_labels,
    prospect_line,
    silent_words,
)
from chedun_gis.scenario.overlay import scenario_town
from chedun_gis.scenario.scenario import (
    EDITABLE,
    SWITCHABLE,
    Change,
    Scenario,
    drop,
    extent_of,
    put,
)
from chedun_gis.scenario.shelf import Shelf
from chedun_gis.scenario.sites import MOST_DRAWN, candidates_evidence, site_name
from chedun_gis.scenario.siting import (
    PARKS,
    STOPS,
    SitingQuestion,
    as_scenario,
    candidate_sites,
    sites_for,
    siting_evidence,
    siting_of,
    siting_terms,
)
from chedun_gis.scenario.siting_sheet import SITING, OwnLand, SitingSheet
