"""Say what projects are declared to add to which indicators, and hold it against the town."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from chedun_gis.indicators.entering import YearlySeries, indicators_known, projects_known
from chedun_gis.indicators.indicator import indicators
from chedun_gis.register import Counted, Fact, ProjectEffect, fact_of, line_in_file
from chedun_gis.town import Town, answered
from geo import InputError, Problem
from layers import LAYERS

_PARTS: Final = ("project", "indicator", "unit", "layer", "feature")


@dataclass(frozen=True, slots=True)
class Declarations:
    """What counts of what projects are declared to add, and what is wrong with the rest."""

    entries: tuple[Counted[ProjectEffect], ...]
    problems: tuple[Problem, ...]


@answered(most=8)
def declarations(town: Town) -> Declarations:
    """Return what projects are declared to add, of projects, indicators and features there are.

    Problem codes, with the line of the file where it stands there: those of `read_effects`,
    `project_unknown`, `effect_indicator` and `effect_feature` (value), `effect_unit` (value,
    expected). A layer with errors may have what is not read of it. Raises as `Town.effects`.
    """
    found = town.effects
    sound: list[Counted[ProjectEffect]] = []
    problems = list(found.faults)
    for each in found.entries:
        told = {name: getattr(each.fact, name) for name in _PARTS}
        wrong = list(_wrong(town, told, has_amount=each.fact.amount is not None))
        row, project = line_in_file(each), each.fact.project
        problems += [replace(one, row=row, feature=project) for one in wrong]
        if not wrong:
            sound.append(each)
    return Declarations(tuple(sound), tuple(problems))


def effect_of(town: Town, table: Mapping[str, object]) -> Fact:
    """Return the entry about what a project adds that a table of its fields says.

    Without `unit` an amount is in that of its indicator. Raises `InputError("entry_wrong")`
    (problems) with all that is wrong.
    """
    given = {name: value for name, value in table.items() if value not in {None, ""}}
    known = _series_of(town, str(given.get("indicator", "")))
    amount = given.get("amount") is not None
    if amount and known is not None:
        given.setdefault("unit", known.unit.en)
    fact, problems = fact_of("effect", given)
    told = {name: str(given.get(name, "")) for name in _PARTS}
    problems = [*problems, *_wrong(town, told, has_amount=amount)]
    if fact is None or problems:
        raise InputError("entry_wrong", problems=tuple(problems))
    return fact


def _wrong(town: Town, told: Mapping[str, str], *, has_amount: bool) -> Iterator[Problem]:
    """Yield what the town does not have of what an effect names."""
    project, indicator, unit = told["project"], told["indicator"], told["unit"]
    if project and project not in projects_known(town):
        yield Problem("project_unknown", field="project", params={"value": project})
    known = _series_of(town, indicator)
    if indicator and known is None:
        yield Problem("effect_indicator", field="indicator", params={"value": indicator})
    units = () if known is None else (known.unit.en, known.unit.zh)
    if known is not None and has_amount and unit not in units:
        expected = " / ".join(dict.fromkeys(units))
        yield Problem("effect_unit", field="unit", params={"value": unit, "expected": expected})
    layer, feature = told["layer"], told["feature"]
    if layer in LAYERS and feature:
        loaded = town.loaded(layer)
        if not loaded.broken and feature not in set(loaded.frame["id"]):
            params: dict[str, object] = {"value": feature, "layer": layer}
            yield Problem("effect_feature", field="feature", params=params)


def _series_of(town: Town, indicator: str) -> YearlySeries | None:
    """Return an indicator of the plan; what one is only held against is none."""
    own = {each.id for each in indicators(town)}
    return indicators_known(town).get(indicator) if indicator in own else None
