"""Begin the next plan, or change one: what it takes over, what is wrong with it, its files."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from chedun_gis.indicators.entering import projects_known
from chedun_gis.indicators.planned import projects_of
from chedun_gis.register import Person
from chedun_gis.texts import today
from chedun_gis.town import (
    PLAN_FILES,
    PLANS_FOLDER,
    SHIPPED,
    PlanFolder,
    Town,
    Workspace,
    plan_folder,
)
from geo import InputError, Problem
from layers import Chapter, IndicatorRow, PlannedProject, Text, columns_of, told_of

_DONE: Final = "completed"
_FIVE: Final = 5
# What of an indicator is the earlier plan's own: its target, where it states it, what it remarks.
_OWN: Final = {
    "target": None,
    "target_text_zh": "",
    "target_text_en": "",
    "plan_ref": "",
    "note_zh": "",
    "note_en": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """A plan as it is being written: the keys of its `plan.toml`, and the lines of its tables.

    `seen` is the version of the workspace that it was made from, `begins` that there is none yet.
    """

    id: str
    name: Text
    first_year: int
    last_year: int
    base_year: int
    draft: bool = True
    chapters: tuple[Chapter, ...] = ()
    rows: tuple[IndicatorRow, ...] = ()
    projects: tuple[PlannedProject, ...] = ()
    seen: str = SHIPPED
    begins: bool = False


def next_draft(town: Town) -> PlanDraft:
    """Return the plan that would follow the last one: as long, from the year after it.

    It takes over all indicators, without what was the earlier plan's own (target, clause, note),
    and the projects that are not completed. It has no name: that is for whoever begins it. Without
    any plan it begins this year, for five.
    """
    last = town.plans.sound[-1] if town.plans.sound else None
    if last is None or last.plan is None:
        first = today().year
        return PlanDraft(
            id=f"plan-{first}",
            name=Text("", ""),
            first_year=first,
            last_year=first + _FIVE - 1,
            base_year=first - 1,
            begins=True,
        )
    plan = last.plan
    return PlanDraft(
        id=_next_id(town, plan.id, plan.last_year + 1),
        name=Text("", ""),
        first_year=plan.last_year + 1,
        last_year=plan.last_year + len(plan.years),
        base_year=plan.last_year,
        rows=tuple(taken_over(each) for each in last.rows),
        projects=open_projects(town, plan.id),
        begins=True,
    )


def taken_over(row: IndicatorRow) -> IndicatorRow:
    """Return an indicator as the next plan begins with it: without a target."""
    return replace(row, **_OWN)  # type: ignore[arg-type] # each of its column's type


def open_projects(town: Town, plan: str) -> tuple[PlannedProject, ...]:
    """Return the projects of a plan that are not completed, as the next plan begins with them."""
    found = projects_of(town, plan)
    return tuple(
        PlannedProject(layer=each.layer, id=each.id) for each in found if each.stage != _DONE
    )


def draft_of(town: Town, plan: str) -> PlanDraft:
    """Return a plan to be changed; raises as `Plans.folder` does."""
    folder = town.plans.folder(plan)
    if folder is None or folder.plan is None:
        raise InputError("plan_unknown", value=plan, known="—")
    its = folder.plan
    return PlanDraft(
        id=its.id,
        name=its.name,
        first_year=its.first_year,
        last_year=its.last_year,
        base_year=its.base_year,
        draft=its.draft,
        chapters=its.chapters,
        rows=folder.rows,
        projects=folder.projects,
        seen=folder.version,
    )


def chapters_of(text: str) -> tuple[Chapter, ...]:
    """Return the chapters that lines of text name: a number, a blank, the title, or none.

    A title may stand in both languages, with a bar between them.
    """
    found = []
    for line in text.splitlines():
        clause, _, title = line.strip().partition(" ")
        zh, _, en = (each.strip() for each in title.partition("|"))
        if clause:
            found.append(Chapter(clause=clause, title=Text(zh, en or zh) if zh else None))
    return tuple(found)


def chapter_lines(chapters: Sequence[Chapter]) -> str:
    """Return chapters as the text that `chapters_of` reads."""
    return "\n".join(
        f"{each.clause} {each.title.zh} | {each.title.en}" if each.title else each.clause
        for each in chapters
    )


def files_of(draft: PlanDraft) -> Mapping[str, bytes]:
    """Return the files of the plan's folder, by name."""
    tables = (_table(draft.rows, IndicatorRow), _table(draft.projects, PlannedProject))
    return dict(zip(PLAN_FILES, (_toml(draft).encode(), *tables), strict=True))


def problems_of(town: Town, draft: PlanDraft) -> tuple[tuple[str, tuple[Problem, ...]], ...]:
    """Return all that is wrong with a plan, by file: as it is read, and what it names.

    Problem codes beside those of reading: `plan_there` (value) for a new one of an id that is
    taken, `plan_project` (value, layer) for a feature that no sound layer has.
    """
    folder = _folder(draft)
    found = dict(folder.faults)
    first, *_ = (f"{PLANS_FOLDER}/{draft.id}/{name}" for name in PLAN_FILES)
    if draft.begins and draft.id in town.plans.of:
        there = Problem("plan_there", field="id", params={"value": draft.id})
        found[first] = (there, *found.get(first, ()))
    known = projects_known(town)
    unknown = [
        Problem("plan_project", row=row, feature=each.id, field="id", params=_named(each))
        for row, each in enumerate(draft.projects, start=2)
        # Of a layer with errors nobody can tell.
        if each.id not in known and not town.loaded(each.layer).broken
    ]
    if unknown:
        file = f"{PLANS_FOLDER}/{draft.id}/{PLAN_FILES[-1]}"
        found[file] = (*found.get(file, ()), *unknown)
    return tuple(found.items())


def keep_plan(space: Workspace, town: Town, draft: PlanDraft, *, by: Person) -> str:
    """Keep a plan in the workspace, enter that into the register, and return its version.

    Raises `InputError("entry_wrong")` (problems) with all that is wrong, and what
    `PlanShelf.keep` raises; then nothing is kept.
    """
    by.require("editor")
    problems = tuple(each for _, found in problems_of(town, draft) for each in found)
    if problems:
        raise InputError("entry_wrong", problems=problems)
    now = town.plans.of.get(draft.id)
    return space.plans.keep(draft.id, files_of(draft), by=by, now=now, seen=draft.seen)


def _folder(draft: PlanDraft) -> PlanFolder:
    files = files_of(draft)
    return plan_folder(draft.id, [files[name] for name in PLAN_FILES], "")


def _named(project: PlannedProject) -> dict[str, object]:
    return {"value": project.id, "layer": project.layer}


def _next_id(town: Town, last: str, year: int) -> str:
    """Return the number after the last plan's, or a name by the year."""
    named = str(int(last) + 1) if re.fullmatch(r"[0-9]{1,4}", last) else f"plan-{year}"
    return f"{named}-{year}" if named in town.plans.of else named


def _toml(draft: PlanDraft) -> str:
    lines = [
        f"name = {_text(draft.name)}",
        f"first_year = {draft.first_year}",
        f"last_year = {draft.last_year}",
        f"base_year = {draft.base_year}",
        f"draft = {str(draft.draft).lower()}",
    ]
    for each in draft.chapters:
        lines += ["", "[[chapter]]", f"clause = {_string(each.clause)}"]
        lines += [f"title = {_text(each.title)}"] if each.title else []
    return "\n".join(lines) + "\n"


def _text(text: Text) -> str:
    return f"{{ zh = {_string(text.zh)}, en = {_string(text.en)} }}"


def _string(text: str) -> str:
    """Return a text as TOML writes it: as JSON does, and DEL escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _table(rows: Sequence[IndicatorRow | PlannedProject], kind: type) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = columns_of(kind)
    writer.writerow(names)
    for each in rows:
        told = told_of(each)
        writer.writerow([_cell(told[name]) for name in names])
    return out.getvalue().encode()


def _cell(value: object) -> str:
    """Return a cell; a number with all its digits and no more."""
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)
