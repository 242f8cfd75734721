"""Tell what projects are declared to add: by the data folder's file, and by what was entered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from chedun_gis.register.chain import SHIPPED_BY
from chedun_gis.register.events import ProjectEffect, fact_of, is_number
from chedun_gis.register.standing import Counted
from geo import InputError, Problem
from geo.files import csv_text

EFFECT_FILE: Final = "project_effects.csv"
# Without these columns a row says neither what is added nor how that is known.
_NEEDED: Final = ("project", "date", "source")
_TEXTS: Final = (
    *_NEEDED,
    "indicator",
    "unit",
    "layer",
    "feature",
    "clause",
    "basis",
    "reliability",
)


@dataclass(frozen=True, slots=True)
class Declared:
    """What projects add, one entry of each project, indicator and feature; `faults` of the file.

    What stands in the file has no number; whoever entered it is then the file and its line.
    """

    entries: tuple[Counted[ProjectEffect], ...] = ()
    faults: tuple[Problem, ...] = ()


def declared(shipped: Declared, entered: Iterable[Counted[ProjectEffect]]) -> Declared:
    """Return what counts: what was entered goes before the file's, the later before the earlier.

    What is withdrawn is no longer there.
    """
    last = {each.fact.key: each for each in (*shipped.entries, *entered)}
    return Declared(
        tuple(each for each in last.values() if not each.fact.withdrawn), shipped.faults
    )


def line_in_file(entry: Counted[ProjectEffect]) -> int | None:
    """Return the line of the file that an entry stands in, None for one that was entered."""
    return int(entry.who.rpartition(":")[2]) if entry.number is None else None


def read_effects(content: bytes) -> Declared:
    """Return what a file of effects says; every wrong row is named with its line.

    Columns: `project`, `date`, `source`; `indicator`, `amount` and `unit`; `layer` and `feature`;
    `clause`, `basis`, `reliability`. Problem codes: those of a fact, `key_missing` for a column or
    the unit of an amount, `key_unknown` for a column that means nothing, `entry_number` (value),
    `effect_twice` (value: the project).
    """
    try:
        (_, names), *rows = csv_text(content).rows or ((1, []),)
    except InputError as error:
        return Declared(faults=(Problem(error.code, params=error.params),))
    names = [name.strip() for name in names]
    faults = _of_columns(names) if names else []
    if faults:
        return Declared(faults=tuple(faults))
    found: dict[tuple[str, ...], Counted[ProjectEffect]] = {}
    for line, cells in rows:
        row = dict(zip(names, (cell.strip() for cell in cells), strict=False))
        fact, wrong = _effect(row)
        if fact is not None and fact.key in found:
            wrong = [Problem("effect_twice", params={"value": fact.project})]
        faults += [replace(each, row=line, feature=row.get("project", "")) for each in wrong]
        if fact is not None and not wrong:
            found[fact.key] = Counted(fact, f"{SHIPPED_BY}{EFFECT_FILE}:{line}")
    return Declared(tuple(found.values()), tuple(faults))


def _of_columns(names: Sequence[str]) -> list[Problem]:
    absent = [name for name in _NEEDED if name not in names]
    other = [name for name in names if name not in {*_TEXTS, "amount"}]
    return [
        *(Problem("key_missing", field=name, params={"key": name}) for name in absent),
        *(Problem("key_unknown", field=name, params={"key": name}) for name in other),
    ]


def _effect(row: dict[str, str]) -> tuple[ProjectEffect | None, list[Problem]]:
    """Return what a row says, or None and all that is wrong with it."""
    told: dict[str, object] = {name: row[name] for name in _TEXTS if row.get(name)}
    number, wrong = row.get("amount", ""), []
    if number and not is_number(number):
        wrong = [Problem("entry_number", field="amount", params={"value": number})]
    told["amount"] = float(number) if number and not wrong else None
    if number and not row.get("unit"):
        wrong.append(Problem("key_missing", field="unit", params={"key": "unit"}))
    fact, found = fact_of("effect", told)
    # Of a number that is none it is not told too that there is none.
    amiss = {each.field for each in wrong}
    wrong += [each for each in found if each.field not in amiss]
    return (None if wrong or not isinstance(fact, ProjectEffect) else fact), wrong
