"""The register: what has become of projects and indicators, as events that are only ever added."""

from chedun_gis.register.accounts import Accounts, is_name
from chedun_gis.register.chain import Break, Event, Head, head_of
from chedun_gis.register.declared import (
    EFFECT_FILE,
    Declared,
    declared,
    line_in_file,
    read_effects,
)
from chedun_gis.register.events import (
    BASES,
    BUILDABLE,
    RELIABILITIES,
    TARGET,
    Act,
    Explanation,
    Fact,
    IndicatorValue,
    LayerEntry,
    NewProject,
    PersonRole,
    PlanEntry,
    ProjectEffect,
    ProjectPlace,
    ProjectStatus,
    Review,
    Statement,
    WaterEntry,
    fact_of,
    is_number,
    kind_of,
    required,
    subject_of,
)
from chedun_gis.register.ledger import REGISTER_FILE, Ledger, Record
from chedun_gis.register.people import GONE, ROLES, SOMEBODY, Person, Role, local_person
from chedun_gis.register.seed import Seed, read_seed
from chedun_gis.register.standing import (
    SEED_FILES,
    Counted,
    Histories,
    Series,
    counted,
    histories,
    layers_entered,
    plans_entered,
    reasons,
    roles,
    seeded,
    series,
    state_of,
    submitted,
    verdicts,
)
