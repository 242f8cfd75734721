"""The subject matter of the town: layers, rules, sources and the place, each declared once."""

from layers.catalogue import LAYERS
from layers.layer import (
    BASIS,
    GROUPS,
    NAME_SEPARATOR,
    STAGES,
    Field,
    FieldType,
    Geometry,
    Layer,
    Pattern,
    ReachStyle,
    Symbol,
    Text,
)
from layers.place import Place, read_place
from layers.plan import PLAN_FILE, Chapter, Plan, is_plan_id, read_plan
from layers.plan_tables import (
    INDICATOR_FILE,
    PROJECT_FILE,
    STAGED,
    Indicator,
    IndicatorRow,
    PlannedProject,
    Target,
    checked_rows,
    columns_of,
    told_of,
)
from layers.residential import BUILT_URBAN
from layers.rule_sets import (
    BUILT,
    CERTAINTY,
    DENOMINATORS,
    HISTORIC_QUARTER,
    RuleSet,
    Threshold,
    read_rule_sets,
)
from layers.sources import SHARED_ERROR, SKETCH_AREA, Source, Sources, read_sources
from layers.strict import Word, checked, one_of, said
