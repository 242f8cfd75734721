"""Say what may be entered of this town: of its projects and of the plan's indicators."""

from collections.abc import Mapping

from chedun_gis.indicators.indicator import Indicator, indicators
from chedun_gis.register import Fact, required
from chedun_gis.town import STAGED, Town
from geo import InputError
from layers import Text


def projects_known(town: Town) -> Mapping[str, Text]:
    """Return the names of what may have a stage: the projects, roads and zones of sound layers."""
    return {
        str(row.id): Text(str(row.name_zh), str(row.name_en))
        for layer in reversed(STAGED)
        for row in town.loaded(layer).frame.itertuples()
    }


def projects_unknown(town: Town) -> list[str]:
    """Return of which projects something was entered that no sound layer has."""
    if any(town.loaded(layer).broken for layer in STAGED):
        return []  # what is not read may have it
    return sorted(set(town.register.of) - set(projects_known(town)))


def indicators_known(town: Town) -> Mapping[str, Indicator]:
    """Return the plan's indicators by id."""
    return {each.id: each for each in indicators(town)}


def status_of(town: Town, table: Mapping[str, object]) -> Fact:
    """Return the entry about a project that a table of its fields says.

    Raises `InputError("project_unknown")` (value) and `"entry_wrong"` (problems).
    """
    if table["project"] not in projects_known(town):
        raise InputError("project_unknown", value=table["project"])
    return required("status", table)


def value_of(town: Town, table: Mapping[str, object]) -> Fact:
    """Return the value of an indicator that a table of its fields says; of its year by default.

    Raises `InputError("indicator_unknown")` (value, known) and `"entry_wrong"` (problems).
    """
    known = indicators_known(town)
    if table["indicator"] not in known:
        raise InputError("indicator_unknown", value=table["indicator"], known="、".join(known))
    return required("value", {"date": str(table["year"]), **table})
