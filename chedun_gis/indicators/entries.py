"""Read the values that were entered by hand, and name the rows that say nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chedun_gis.indicators.indicator import indicators, is_number
from chedun_gis.town import TableRow, Town, answered
from geo import InputError, Problem

TABLE = "indicator_values"
_COLUMNS = ("id", "value", "date", "source")


@dataclass(frozen=True, slots=True)
class Entries:
    """The latest entry of each indicator, and what is wrong with others; `feature` names whose."""

    latest: Mapping[str, TableRow]
    problems: Sequence[Problem]


@answered(most=8)
def entries(town: Town) -> Entries:
    """Return the entries; rows without a value are none.

    Problem codes: `entry_unknown` (value) for an indicator that the plan has not, `entry_number`
    (value), `entry_twice` (value: the date) for two values of one date. Raises
    `InputError("table_wrong")` (file, problems) for a table that cannot be read or lacks a column.
    """
    rows = [row for row in town.table(TABLE) if any(map(str.strip, row.values()))]
    absent = [name for name in _COLUMNS if rows and name not in rows[0]]
    if absent:
        problems = tuple(
            Problem("key_missing", field=name, params={"key": name}) for name in absent
        )
        raise InputError("table_wrong", file=f"{TABLE}.csv", problems=problems)
    known = {each.id for each in indicators(town)}
    latest: dict[str, TableRow] = {}
    dates: set[tuple[str, str]] = set()
    found: list[Problem] = []
    for row in filter(lambda each: each["value"], rows):
        name, date = row["id"], row["date"]
        if name not in known:
            found.append(Problem("entry_unknown", feature=name, params={"value": name}))
        elif not is_number(row["value"]):
            found.append(Problem("entry_number", feature=name, params={"value": row["value"]}))
        elif (name, date) in dates:
            found.append(Problem("entry_twice", feature=name, params={"value": date}))
        elif name not in latest or date > latest[name]["date"]:
            latest[name] = row
        dates.add((name, date))
    return Entries(latest, tuple(found))
