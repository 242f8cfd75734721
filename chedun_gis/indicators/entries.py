"""Tell which values were entered of the plans' indicators, and which rows say nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chedun_gis.register import Counted, IndicatorValue
from chedun_gis.town import Town, answered
from geo import InputError, Problem

TABLE = "indicator_values"


@dataclass(frozen=True, slots=True)
class Entries:
    """The values of each indicator by year, and what is wrong; `feature` names whose."""

    values: Mapping[str, tuple[Counted[IndicatorValue], ...]]
    problems: Sequence[Problem]


@answered(most=8)
def entries(town: Town) -> Entries:
    """Return the values that count: what the register accepted, before it begins the table's.

    Problem codes: `entry_unknown` (value) for an indicator that no plan has, and of the table
    those of `register.read_seed`. Raises `InputError("table_wrong")` (file, problems) for a table
    that cannot be read or lacks a column, and what `Town.series` raises.
    """
    series = town.series
    found = [each for _, problems in series.faults for each in problems]
    if any(each.row is None for each in found):
        raise InputError("table_wrong", file=f"{TABLE}.csv", problems=tuple(found))
    every = [each for folder in town.plans.sound for each in folder.indicators]
    known = {each.id for each in every} | {each.other[0] for each in every if each.other}
    # Also when something else is wrong with the row: no figure tells of it.
    named = dict.fromkeys((*series.of, *(each.feature for each in found if each.feature)))
    found += [
        Problem("entry_unknown", feature=name, params={"value": name})
        for name in named
        if name not in known
    ]
    values = {name: its for name, its in series.of.items() if name in known}
    return Entries(values, tuple(found))
