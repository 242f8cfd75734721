"""Say which projects, roads and zones are a plan's, and by when it asks for each."""

from dataclasses import dataclass
from typing import Any

from chedun_gis.indicators.indicator import plan_of
from chedun_gis.register import TARGET
from chedun_gis.town import PROJECTS, STAGED, Town, answered
from layers import Chapter, PlannedProject, Text


@dataclass(frozen=True, slots=True)
class ProjectOfPlan:
    """A project, road or zone of a plan: what it is, where the plan names it and what it asks.

    `stage` is the present one, "" where none is known; `chapter` None of one without a clause, or
    of no chapter; `target_year` None where nobody named one.
    """

    layer: str
    id: str
    title: Text
    stage: str
    clause: str
    chapter: Chapter | None
    target_year: int | None
    target: Text


def belongs(town: Town, layer: str, name: str, plan: str = "") -> bool:
    """Tell whether a feature of a staged layer is a plan's, "" for the one in force.

    It is where the plan names it. What no plan names, as a project that is new since, belongs to
    the one in force; in a town without plans everything does. Raises as `Plans.folder` does.
    """
    plans = town.plans
    folder = plans.folder(plan)
    if folder is None or (layer, name) in folder.named:
        return True
    named = any((layer, name) in each.named for each in plans.sound)
    return folder is plans.in_force and not named


def asked_year(town: Town, row: Any, layer: str, plan: str = "") -> int | None:  # noqa: ANN401 - a row of a frame
    """Return the year by which a plan, "" the one in force, asks for a feature of a staged layer.

    Where it names none the layer's or that of the feature's history counts, if it is one of those
    of the plan, or if no other plan names the feature.
    """
    folder = town.plans.folder(plan)
    line = folder.named.get((layer, str(row.id))) if folder else None
    if line is not None and line.target_year is not None:
        return line.target_year
    found = _known_year(town, row)
    others = [each for each in town.plans.sound if each is not folder]
    elsewhere = any((layer, str(row.id)) in each.named for each in others)
    if found is None or folder is None or folder.plan is None or not elsewhere:
        return found
    return found if found in folder.plan.years else None


def _known_year(town: Town, row: Any) -> int | None:  # noqa: ANN401 - a row of a frame
    asked = getattr(row, "target_year", None)
    if asked is not None and asked == asked:  # noqa: PLR0124 - NaN is none
        return int(asked)
    history = town.register.of.get(str(row.id), ())
    years = [int(each.fact.date[:4]) for each in history if each.fact.stage == TARGET]
    return max(years) if years else None


@answered(most=8)
def projects_of(town: Town, plan: str = "") -> tuple[ProjectOfPlan, ...]:
    """Return the projects, roads and zones of a plan, "" the one in force, in the plan's order.

    What no plan names and is a project follows those that the plan in force names. A feature that
    no sound layer has is left out. Raises as `Plans.folder` does.
    """
    folder = town.plans.folder(plan)
    rows = {
        (layer, str(row.id)): row
        for layer in STAGED
        for row in town.loaded(layer).frame.itertuples()
    }
    named = list(folder.named) if folder else []
    more = [
        (layer, name)
        for layer, name in rows
        if layer == PROJECTS and (layer, name) not in named and belongs(town, layer, name, plan)
    ]
    return tuple(_of_plan(town, rows[key], key, plan) for key in (*named, *more) if key in rows)


def _of_plan(town: Town, row: Any, key: tuple[str, str], plan: str) -> ProjectOfPlan:  # noqa: ANN401 - a row of a frame
    layer, name = key
    folder, its = town.plans.folder(plan), plan_of(town, plan)
    line: PlannedProject | None = folder.named.get(key) if folder else None
    # What the layer says itself is said of no other plan than the one in force.
    own = folder is town.plans.in_force
    clause = line.clause if line else ""
    clause = clause or (str(getattr(row, "plan_ref", None) or "") if own else "")
    target = line.target if line else Text("", "")
    return ProjectOfPlan(
        layer,
        name,
        Text(str(row.name_zh), str(row.name_en)),
        str(row.stage or ""),
        clause,
        its.chapter_of(clause) if its and clause else None,
        asked_year(town, row, layer, plan),
        target,
    )
