"""Read the data files that an empty register begins with; name each wrong row with its line."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from chedun_gis.register.events import Fact, fact_of, is_number
from chedun_gis.register.ledger import Shipped
from chedun_gis.register.standing import SEED_FILES, Faults
from geo import InputError, Problem
from geo.files import csv_text
from layers import BASIS

_STAGES, _UPDATES, _VALUES = SEED_FILES
_KIND: Final = {_STAGES: "status", _UPDATES: "status", _VALUES: "value"}
# Without these columns a file says nothing.
_NEEDED: Final = {
    "status": ("project_id", "date", "stage"),
    "value": ("id", "value", "date", "source"),
}
_LEARNT: Final = ("date", "source", "basis", "reliability")
_SAID: Final = ("stage", "note_zh", "note_en", "body")


@dataclass(frozen=True, slots=True)
class Seed:
    """What the data files say, in their order, and what is wrong with them by file."""

    facts: tuple[Shipped, ...] = ()
    faults: Faults = ()

    def required(self) -> tuple[Shipped, ...]:
        """Return the facts; raises `InputError("table_wrong")` (file, problems) for a wrong row."""
        for file, problems in self.faults:
            raise InputError("table_wrong", file=file, problems=problems)
        return self.facts


def read_seed(contents: Mapping[str, bytes | InputError]) -> Seed:
    """Return what the files of a data folder say; a file that is not there says nothing.

    Problem codes, each with its line as `row`: those of a fact, `entry_number` (value),
    `entry_twice` (value: the date), `key_missing` for a column; what a file raises that cannot be
    read.
    """
    facts: list[Shipped] = []
    faults: list[tuple[str, tuple[Problem, ...]]] = []
    for file in SEED_FILES:
        if file in contents:
            found, problems = _read(file, contents[file])
            facts += found
            faults += [(file, tuple(problems))] if problems else []
    return Seed(tuple(facts), tuple(faults))


def _read(file: str, content: bytes | InputError) -> tuple[list[Shipped], list[Problem]]:
    kind = _KIND[file]
    try:
        rows = _rows(content)
    except InputError as error:
        return [], [Problem(error.code, params=error.params)]
    absent = [name for name in _NEEDED[kind] if rows and name not in rows[0][1]]
    if absent:
        return [], [Problem("key_missing", field=name, params={"key": name}) for name in absent]
    facts: list[Shipped] = []
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    for line, row in rows:
        if kind == "status":
            fact, found = fact_of(kind, _status(row, file))
            name = row["project_id"]
        elif row["value"]:
            fact, found = _value(row, seen)
            name = row["id"]
        else:
            continue  # a line to be filled in
        problems += [replace(each, row=line, feature=name) for each in found]
        facts += [] if fact is None or found else [Shipped(f"{file}:{line}", fact)]
    return facts, problems


def _rows(content: bytes | InputError) -> list[tuple[int, dict[str, str]]]:
    """Return the rows by column, with the line of each; what is not written is empty."""
    if isinstance(content, InputError):
        raise content
    (_, names), *rows = csv_text(content).rows or ((1, []),)
    blank = dict.fromkeys(names, "")
    return [
        (line, blank | {name: cell.strip() for name, cell in zip(names, cells, strict=False)})
        for line, cells in rows
    ]


def _status(row: Mapping[str, str], file: str) -> dict[str, object]:
    told = {name: row.get(name) or None for name in (*_LEARNT, *_SAID)}
    told["source"] = told["source"] or file
    return {**told, "project": row["project_id"] or None, "clause": row.get("plan_ref") or None}


def _value(row: Mapping[str, str], seen: set[tuple[str, str]]) -> tuple[Fact | None, list[Problem]]:
    name, date, number = row["id"], row["date"], row["value"]
    twice = (name, date) in seen
    seen.add((name, date))
    if not is_number(number):
        return None, [Problem("entry_number", params={"value": number})]
    if twice:
        return None, [Problem("entry_twice", params={"value": date})]
    told: dict[str, object] = {each: row.get(each) or None for each in _LEARNT}
    # How a figure of the plan is known was said by the words for features before.
    told["basis"] = "reported" if told["basis"] in BASIS else told["basis"]
    year = int(date[:4]) if date[:4].isdecimal() else None
    table = {**told, "indicator": name or None, "value": float(number), "year": year}
    fact, found = fact_of("value", table)
    undated = any(each.field == "date" for each in found)
    return fact, [each for each in found if not (undated and each.field == "year")]
