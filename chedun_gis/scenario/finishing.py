"""Say which projects can be taken as finished, and what then stands on the map or is declared."""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from chedun_gis.indicators import asked_year, declarations
from chedun_gis.register import BUILDABLE, ProjectEffect
from chedun_gis.town import EFFECTS, PROJECTS, STAGED, Contribution, Town
from geo import InputError
from layers import Text

# The layers of what is finished one day; a zone is an area, in which projects are.
FINISHABLE: Final = (PROJECTS, "roads")
# The parts of a town that tell what finishing a project does.
TOLD_BY: Final = (*dict.fromkeys((*STAGED, *BUILDABLE)), EFFECTS, "indicators")
COMPLETED: Final = "completed"
BUILDING: Final = ("under_construction", "in_progress")

FinishChoice = Literal["building", "planned", "year"]
# The choices that need no list: what is being built, all that is planned or further, by a year.
CHOICES: Final[tuple[FinishChoice, ...]] = ("building", "planned", "year")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A project or road that is not completed; `stage` "" and `year` None are unknown."""

    id: str
    layer: str
    title: Text
    stage: str
    year: int | None


def unfinished(town: Town) -> tuple[Unfinished, ...]:
    """Return what can be taken as finished, the projects first; none of a layer with errors."""
    found: dict[str, Unfinished] = {}
    for layer in FINISHABLE:
        loaded = town.loaded(layer)
        for row in () if loaded.broken else loaded.frame.itertuples():
            name, stage = str(row.id), row.stage if isinstance(row.stage, str) else ""
            if stage != COMPLETED and name not in found:
                year = asked_year(town, row, layer)
                title = Text(str(row.name_zh), str(row.name_en))
                found[name] = Unfinished(name, layer, title, stage, year)
    return tuple(found.values())


def chosen_by(town: Town, choice: FinishChoice, year: int | None = None) -> frozenset[str]:
    """Return the projects of a choice: of one by `year` those whose target year is not later.

    A project whose stage is unknown is in no choice by stage, one without a target year in none by
    year.
    """
    return frozenset(each.id for each in unfinished(town) if _is_of(each, choice, year))


def _is_of(each: Unfinished, choice: FinishChoice, year: int | None) -> bool:
    if choice == "building":
        return each.stage in BUILDING
    if choice == "planned":
        return bool(each.stage)
    return each.year is not None and year is not None and each.year <= year


def required_projects(town: Town, ids: Iterable[str]) -> frozenset[str]:
    """Return projects named by somebody; what is finished already may be among them.

    Raises `InputError("finish_unknown")` (value) naming all that are no projects or roads.
    """
    known = {str(name) for layer in FINISHABLE for name in town.loaded(layer).frame["id"]}
    asked = list(dict.fromkeys(ids))
    strange = [each for each in asked if each not in known]
    if strange:
        raise InputError("finish_unknown", value="、".join(strange))
    return frozenset(asked)


def finishing(town: Town, finished: Collection[str]) -> tuple[Unfinished, ...]:
    """Return which projects a choice finishes; what is finished already, or is none, is not."""
    return tuple(each for each in unfinished(town) if each.id in finished) if finished else ()


def effects_of(town: Town, projects: Collection[str]) -> tuple[ProjectEffect, ...]:
    """Return what projects are declared to add; nothing while the declarations cannot be read."""
    try:
        entries = declarations(town).entries if projects else ()
    except InputError:
        return ()  # why is said with each figure that needs them
    return tuple(each.fact for each in entries if each.fact.project in projects)


def opened(
    town: Town, switched: Collection[str], finished: Collection[str]
) -> Mapping[str, frozenset[str]]:
    """Return what is taken as built, by layer: what is switched on, and what is finished.

    A project brings what it is declared to build; one of which all that it builds is switched on
    is finished with it.
    """
    found: dict[str, set[str]] = {}
    for key in switched:
        layer, _, feature = key.partition("/")
        found.setdefault(layer, set()).add(feature)
    ours = finishing(town, finished)
    for each in ours:
        found.setdefault(each.layer, set()).add(each.id)
    for effect in effects_of(town, {each.id for each in ours}):
        if effect.layer:
            found.setdefault(effect.layer, set()).add(effect.feature)
    needs: dict[str, list[bool]] = {}
    every = {each.id: each.layer for each in unfinished(town)} if switched else {}
    for effect in effects_of(town, every.keys()):
        if effect.layer:
            stands = effect.feature in found.get(effect.layer, set())
            needs.setdefault(effect.project, []).append(stands)
    for project, stand in needs.items():
        if all(stand):
            found.setdefault(every[project], set()).add(project)
    return MappingProxyType({layer: frozenset(its) for layer, its in found.items() if its})


def contributions(town: Town, finished: Collection[str]) -> Mapping[str, tuple[Contribution, ...]]:
    """Return what the projects that a choice finishes add, by indicator, in the order of their ids.

    What a project builds on the map speaks for the indicators named with it, and where none is
    named for all that the project is declared for.
    """
    projects = {each.id for each in finishing(town, finished)}
    by_project: dict[str, list[ProjectEffect]] = {}
    for effect in effects_of(town, projects):
        by_project.setdefault(effect.project, []).append(effect)
    found: dict[str, list[Contribution]] = {}
    for project, its in sorted(by_project.items()):
        for indicator in dict.fromkeys(each.indicator for each in its if each.indicator):
            amounts = [
                each.amount
                for each in its
                if each.indicator == indicator and each.amount is not None
            ]
            placed = any(each.layer and each.indicator in {"", indicator} for each in its)
            amount = math.fsum(amounts) if amounts else None
            found.setdefault(indicator, []).append(Contribution(project, amount, placed))
    return MappingProxyType({name: tuple(its) for name, its in found.items()})
