"""Take in values of indicators from a workbook, and write the workbook to fill in."""

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import openpyxl

from chedun_gis.compute import Tally, apart
from chedun_gis.importing.limits import require_size
from chedun_gis.importing.table_files import read_sheet, sheet_names
from chedun_gis.indicators import indicators_known
from chedun_gis.register import Fact, fact_of, is_number
from chedun_gis.texts import LANGS, Lang, say
from chedun_gis.town import Town
from geo import InputError, Problem
from geo.files import inert

_COLUMNS: Final = (
    "id",
    "name",
    "unit",
    "last_year",
    "last_value",
    "year",
    "value",
    "source",
    "basis",
)
_NEEDED: Final = ("id", "year", "value", "source")
_WIDTHS: Final = {"name": 36, "source": 44, "id": 18}


def value_template(town: Town, year: int, lang: Lang) -> bytes:
    """Return the workbook to fill in: a row an indicator with its last value, for a given year."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = say("values.value", lang)
    sheet.append([say(f"values.{name}", lang) for name in _COLUMNS])
    series = town.series.of
    for series_id, each in indicators_known(town).items():
        last = series[series_id][-1].fact if series_id in series else None
        told = (last.year, last.value) if last else (None, None)
        row = (series_id, each.title[lang], each.unit[lang], *told, year, None, None, None)
        sheet.append([inert(cell) if isinstance(cell, str) else cell for cell in row])
    for number, name in enumerate(_COLUMNS):
        sheet.column_dimensions["ABCDEFGHI"[number]].width = _WIDTHS.get(name, 12)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def values_of(town: Town, path: Path) -> tuple[Fact, ...]:
    """Return the values that a filled workbook holds; a row without a value says nothing.

    The file is read in a process of its own. Raises `InputError("table_wrong")` (file, problems)
    with every fault by its row, `"values_none"` (file), and what reading a workbook raises.
    """
    require_size(path)
    rows = apart(_rows, str(path), file=path.name)
    known = indicators_known(town)
    facts: list[Fact] = []
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    absent = [name for name in _NEEDED if rows and name not in rows[0][1]]
    problems += [Problem("key_missing", field=each, params={"key": each}) for each in absent]
    for line, row in rows if not absent else ():
        if not row["value"]:
            continue
        fact, found = _value(row, known, seen)
        problems += [replace(each, row=line, feature=row["id"]) for each in found]
        facts += [] if fact is None else [fact]
    if problems:
        raise InputError("table_wrong", file=path.name, problems=tuple(problems))
    if not facts:
        raise InputError("values_none", file=path.name)
    return tuple(facts)


def _value(
    row: Mapping[str, str], known: Mapping[str, object], seen: set[tuple[str, str]]
) -> tuple[Fact | None, list[Problem]]:
    name, year, value = row["id"], row["year"].removesuffix(".0"), row["value"]
    if name not in known:
        params = {"value": name, "known": "、".join(known)}
        return None, [Problem("indicator_unknown", params=params)]
    if not is_number(value):
        return None, [Problem("entry_number", params={"value": value})]
    if (name, year) in seen:
        return None, [Problem("year_twice", params={"value": year})]
    seen.add((name, year))
    table: dict[str, object] = {
        "indicator": name,
        "year": int(year) if year.isdecimal() else year,
        "value": float(value),
        "date": year,
        "source": row["source"] or None,
        "basis": row.get("basis") or None,
    }
    fact, found = fact_of("value", table)
    return fact, [each for each in found if each.field != "date"]


def _rows(_: Tally, path: str) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of the first sheet by the names of the columns, as texts."""
    file = Path(path)
    [sheet, *_others] = sheet_names(file) or [""]
    if not sheet:
        raise InputError("file_not_table", file=file.name)
    titles = {say(f"values.{name}", lang): name for name in _COLUMNS for lang in LANGS}
    frame = read_sheet(file, sheet).rename(columns=titles)
    names = [str(name) for name in frame if name in _COLUMNS]
    frame = frame[names]
    return [
        (
            int(line),
            {
                name: "" if cell is None else str(cell).strip()
                for name, cell in zip(names, row, strict=True)
            },
        )
        for line, row in zip(frame.index, frame.to_numpy().tolist(), strict=True)
    ]
