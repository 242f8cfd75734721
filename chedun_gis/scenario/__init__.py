"""What if: changes laid over the town's layers, which themselves never change."""

from chedun_gis.scenario.compare import MOST, Compared, compare, targets_of
from chedun_gis.scenario.drawn import difference_evidence, scenario_evidence
from chedun_gis.scenario.edits import Desk, History, did, redone, take, undone
from chedun_gis.scenario.effect import (
    Effect,
    RuleEffect,
    by_rule,
    effect_of,
    park_rules,
    zone_shares,
)
from chedun_gis.scenario.file import from_bytes, from_file, from_text, to_text
from chedun_gis.scenario.overlay import scenario_town
from chedun_gis.scenario.scenario import EDITABLE, SWITCHABLE, Change, Scenario, drop, put
from chedun_gis.scenario.shelf import Shelf
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
