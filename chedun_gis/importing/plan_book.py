"""Take in the tables of a plan from a workbook, and write the workbook to fill in."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import openpyxl

from chedun_gis.compute import Tally, apart
from chedun_gis.importing.limits import require_size
from chedun_gis.importing.table_files import read_sheet, sheet_names
from chedun_gis.indicators import PlanDraft, projects_known, taken_over
from chedun_gis.texts import LANGS, Lang, say
from chedun_gis.town import Town
from geo import InputError, Problem
from geo.files import inert, restored
from layers import IndicatorRow, PlannedProject, checked_rows, columns_of, told_of

_SHEETS: Final = ("indicators", "projects")
_KINDS: Final[Mapping[str, type]] = {"indicators": IndicatorRow, "projects": PlannedProject}
# What stands beside a project for whoever fills in the sheet.
_TITLE: Final = "title"
_WIDE: Final = {"id": 22, "name_zh": 30, "name_en": 30, _TITLE: 34}
# The rows of a sheet by column, with their line.
BookLines = list[tuple[int, dict[str, str]]]


def plan_template(town: Town, draft: PlanDraft, lang: Lang) -> bytes:
    """Return a plan as a workbook to fill in: a sheet of its indicators, one of its projects."""
    book = openpyxl.Workbook()
    names = projects_known(town)
    titles = {each.id: names[each.id][lang] for each in draft.projects if each.id in names}
    tables: tuple[Sequence[IndicatorRow | PlannedProject], ...] = (draft.rows, draft.projects)
    for number, (sheet_id, rows) in enumerate(zip(_SHEETS, tables, strict=True)):
        sheet: Any = book.active if number == 0 else book.create_sheet()
        sheet.title = say(f"plans.sheet.{sheet_id}", lang)
        columns = _columns(sheet_id)
        sheet.append([say(f"plans.column.{name}", lang) for name in columns])
        for each in rows:
            told = {**told_of(each), _TITLE: titles.get(each.id)}
            sheet.append([_cell(told[name]) for name in columns])
        for at, name in enumerate(columns, start=1):
            letter = openpyxl.utils.get_column_letter(at)
            sheet.column_dimensions[letter].width = _WIDE.get(name, 14)
        sheet.freeze_panes = "B2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plan_book(town: Town, path: Path, draft: PlanDraft) -> PlanDraft:
    """Return a plan with the tables that a filled workbook holds in place of its own.

    Each sheet is all there is: what has no row in it is not in the plan; of a sheet that is not
    there the plan keeps its own. Of an indicator that a plan has already what the row leaves empty
    is as there, but for what is a plan's own: target, clause, note. The file is read in a process
    of its own. Raises `InputError("table_wrong")` (file, problems) with every fault by its row,
    `"plan_book"` (file) for a workbook without these sheets, and what reading one raises.
    """
    require_size(path)
    found: dict[str, BookLines] = apart(_sheets, str(path), file=path.name)
    if not found:
        raise InputError("plan_book", file=path.name)
    problems: list[Problem] = []
    if "indicators" in found:
        known = _known(town, draft)
        lines = [
            (line, {**known.get(row.get("id", ""), {}), **row}) for line, row in found["indicators"]
        ]
        rows, wrong = checked_rows(IndicatorRow, lines)
        draft, problems = replace(draft, rows=tuple(rows)), [*problems, *wrong]
    if "projects" in found:
        projects, wrong = checked_rows(PlannedProject, found["projects"])
        draft, problems = replace(draft, projects=tuple(projects)), [*problems, *wrong]
        problems += _unknown(town, found["projects"])
    if problems:
        raise InputError("table_wrong", file=path.name, problems=tuple(problems))
    return draft


def _known(town: Town, draft: PlanDraft) -> Mapping[str, Mapping[str, str]]:
    """Return what is known of the indicators of the plans and of the draft, the draft's first."""
    rows = [taken_over(each) for folder in town.plans.sound for each in folder.rows]
    return {each.id: _filled(each) for each in (*rows, *map(taken_over, draft.rows))}


def _filled(row: IndicatorRow) -> Mapping[str, str]:
    return {name: str(cell) for name, cell in told_of(row).items() if cell is not None}


def _unknown(town: Town, lines: Sequence[tuple[int, Mapping[str, str]]]) -> list[Problem]:
    """Return which rows name a project that no sound layer has."""
    known = projects_known(town)
    return [
        Problem("plan_project", "error", line, name, "id", {"value": name, "layer": layer})
        for line, row in lines
        if (name := row.get("id", "")) and (layer := row.get("layer", "")) and name not in known
    ]


def _columns(sheet: str) -> tuple[str, ...]:
    columns = columns_of(_KINDS[sheet])
    return columns if sheet == "indicators" else (*columns[:2], _TITLE, *columns[2:])


def _cell(value: object) -> object:
    return inert(value) if isinstance(value, str) else value


def _sheets(_: Tally, path: str) -> dict[str, BookLines]:
    """Return the rows of the sheets of a plan by the names of the columns, as texts."""
    file = Path(path)
    called = {say(f"plans.sheet.{each}", lang): each for each in _SHEETS for lang in LANGS}
    found = {}
    for sheet in sheet_names(file):
        if (name := called.get(sheet.strip())) is not None and name not in found:
            found[name] = _rows(file, sheet, name)
    return found


def _rows(file: Path, sheet: str, name: str) -> BookLines:
    titles = {say(f"plans.column.{each}", lang): each for each in _columns(name) for lang in LANGS}
    frame = read_sheet(file, sheet).rename(columns=titles)
    columns = [each for each in columns_of(_KINDS[name]) if each in frame]
    return [
        (
            int(line),
            {
                column: restored(str(cell).strip())
                for column, cell in zip(columns, row, strict=True)
                if cell is not None and str(cell).strip()
            },
        )
        for line, row in zip(frame.index, frame[columns].to_numpy().tolist(), strict=True)
    ]
