"""The plans of a town: which there are, which is in force, and what each says of the projects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, Final, TypeVar

import pandas as pd

from chedun_gis.town.loading import Loaded
from geo import InputError, Problem
from geo.files import csv_text
from layers import (
    INDICATOR_FILE,
    PLAN_FILE,
    PROJECT_FILE,
    Indicator,
    IndicatorRow,
    Plan,
    PlannedProject,
    checked_rows,
    columns_of,
    read_plan,
)

# The folder of the plans, in a town's folder and in the workspace.
PLANS_FOLDER: Final = "plans"
PLAN_FILES: Final = (PLAN_FILE, INDICATOR_FILE, PROJECT_FILE)

L = TypeVar("L", IndicatorRow, PlannedProject)

# What is wrong, by file: `plans/14/indicators.csv`.
FileFaults = tuple[tuple[str, tuple[Problem, ...]], ...]


@dataclass(frozen=True)
class PlanFolder:
    """What the folder of a plan says: the plan, its sound lines, and all that is wrong by file.

    `plan` is None where its `plan.toml` is wrong: then nothing is known of it. `version` is the
    workspace's, `shipped` of one of the town's folder.
    """

    id: str
    plan: Plan | None
    rows: tuple[IndicatorRow, ...] = ()
    projects: tuple[PlannedProject, ...] = ()
    faults: FileFaults = ()
    version: str = ""

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The sound indicators, in the order of the table; none without a plan."""
        return tuple(each.of(self.plan) for each in self.rows) if self.plan else ()

    @cached_property
    def projects_state(self) -> str:
        """A digest that changes whenever what it says of the projects does."""
        return blake2b(repr(self.projects).encode(), digest_size=12).hexdigest()

    @cached_property
    def named(self) -> Mapping[tuple[str, str], PlannedProject]:
        """The projects by layer and id."""
        return MappingProxyType({(each.layer, each.id): each for each in self.projects})

    def required(self) -> None:
        """Raise `InputError("table_wrong")` (file, problems) for what is wrong with its files."""
        for file, problems in self.faults:
            raise InputError("table_wrong", file=file, problems=problems)


@dataclass(frozen=True)
class Plans:
    """The plans of a town by id, the earliest first; those with a wrong `plan.toml` last."""

    of: Mapping[str, PlanFolder] = field(default_factory=dict)

    @cached_property
    def sound(self) -> tuple[PlanFolder, ...]:
        """The folders of which the plan is known."""
        return tuple(each for each in self.of.values() if each.plan is not None)

    @cached_property
    def in_force(self) -> PlanFolder | None:
        """The last plan by its years that is no draft, or of drafts alone the first.

        Which one that is hangs on no clock: a plan is in force when somebody says so.
        """
        known = [each for each in self.sound if each.plan and not each.plan.draft]
        return known[-1] if known else next(iter(self.sound), None)

    def folder(self, plan: str = "") -> PlanFolder | None:
        """Return a plan's folder, "" that of the plan in force, None in a town without plans.

        Raises `InputError("plan_unknown")` (value, known), and `"table_wrong"` (file, problems)
        where the only plans there are cannot be read.
        """
        if plan:
            if plan not in self.of:
                raise InputError("plan_unknown", value=plan, known="、".join(self.of) or "—")
            found = self.of[plan]
            if found.plan is None:
                found.required()
            return found
        if self.in_force is None:
            for each in self.of.values():
                each.required()
        return self.in_force

    def follows(self, plan: Plan) -> bool:
        """Tell whether a later plan is in force, so that later years are no longer this one's."""
        later = [each.plan for each in self.sound if each.plan and not each.plan.draft]
        return any(each.first_year > plan.last_year for each in later)

    @property
    def faults(self) -> FileFaults:
        """All that is wrong with the files of plans."""
        return tuple(fault for each in self.of.values() for fault in each.faults)


def plan_folder(
    plan_id: str, contents: Sequence[bytes | InputError | None], version: str
) -> PlanFolder:
    """Return what the files of a plan say, in the order of `PLAN_FILES`; None of one not there."""
    faults: list[tuple[str, tuple[Problem, ...]]] = []

    def noted(file: str, problems: Sequence[Problem]) -> None:
        if problems:
            faults.append((f"{PLANS_FOLDER}/{plan_id}/{file}", tuple(problems)))

    plan: Plan | None = None
    try:
        plan, problems = read_plan(plan_id, _sound(contents[0]))
    except InputError as error:
        problems = [Problem(error.code, params=error.params)]
    noted(PLAN_FILE, problems)
    rows, problems = _table(contents[1], IndicatorRow)
    noted(INDICATOR_FILE, problems)
    projects, problems = _table(contents[2], PlannedProject)
    noted(PROJECT_FILE, problems)
    return PlanFolder(plan_id, plan, tuple(rows), tuple(projects), tuple(faults), version)


def _table(content: bytes | InputError | None, kind: type[L]) -> tuple[list[L], list[Problem]]:
    """Return the sound lines of a table of a plan, and all that is wrong with the others.

    A file that is not there is a table without lines: a plan may promise no figure, or build
    nothing. Problem codes: those of `checked_rows`, `key_unknown` for a column, and what reading
    the text raises.
    """
    if content is None or (isinstance(content, InputError) and content.code == "file_missing"):
        return [], []
    try:
        (_, names), *rows = csv_text(_sound(content) or b"").rows or ((1, []),)
    except InputError as error:
        return [], [Problem(error.code, params=error.params)]
    columns = columns_of(kind)
    wrong: list[Problem] = [
        Problem("key_unknown", row=1, field=name, params={"key": name})
        for name in names
        if name not in columns
    ]
    told = [(line, dict(zip(names, cells, strict=False))) for line, cells in rows]
    found, problems = checked_rows(kind, told)
    wrong.extend(problems)
    return found, wrong


def _sound(content: bytes | InputError | None) -> bytes | None:
    if isinstance(content, InputError):
        raise content
    return content


def in_order(folders: Sequence[PlanFolder]) -> Plans:
    """Return the plans by their years; one that cannot be read stands behind them."""

    def years(each: PlanFolder) -> tuple[bool, int, int, str]:
        plan = each.plan
        return (
            plan is None,
            plan.first_year if plan else 0,
            plan.last_year if plan else 0,
            each.id,
        )

    return Plans(MappingProxyType({each.id: each for each in sorted(folders, key=years)}))


def as_planned(loaded: Loaded, folder: PlanFolder | None) -> Loaded:
    """Return a layer with what a plan says of its features in the layer's own columns.

    Clause, target and year of the target are the plan's, where it states them; of a feature that
    it does not name, or says nothing of, the layer's stand.
    """
    if loaded.broken or folder is None:
        return loaded
    layer = loaded.layer.id
    rows = {name: each for (of, name), each in folder.named.items() if of == layer}
    if not rows:
        return loaded
    frame = loaded.frame
    changed: dict[str, pd.Series] = {}
    for column in ("plan_ref", "target_zh", "target_en", "target_year"):
        if column in frame:
            said = {name: _said(each, column) for name, each in rows.items()}
            cells = [
                said.get(str(name)) or cell
                for name, cell in zip(frame["id"], frame[column], strict=True)
            ]
            changed[column] = _column(cells, frame.index, number=column == "target_year")
    return loaded.with_frame(frame.assign(**changed))


def _said(row: PlannedProject, column: str) -> object:
    return row.clause if column == "plan_ref" else getattr(row, column)


def _column(cells: list[Any], index: "pd.Index[Any]", *, number: bool) -> "pd.Series[Any]":
    """Return cells as the layer's reader would give them: texts as objects, None for nothing."""
    if number:
        return pd.to_numeric(pd.Series(cells, index))
    return pd.Series([None if pd.isna(each) else each for each in cells], index, dtype=object)
