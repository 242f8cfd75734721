"""Count the plan's projects by stage and target year, and add up what they cost."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from chedun_gis.indicators.planned import asked_year
from chedun_gis.town import PROJECTS, Town, answered


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in 10⁴ yuan, and of how many projects an amount is known."""

    sum_10k_yuan: float
    projects: int


@dataclass(frozen=True, slots=True)
class Overview:
    """How many projects there are by stage ("" where none is known), and by target year of these.

    None is the year of those that have none. Money of which nothing is known is in no sum.
    """

    stages: Mapping[str, int]
    years: Mapping[int | None, Mapping[str, int]]
    planned: Money
    spent: Money


@answered(most=16)
def overview(town: Town, ids: tuple[str, ...]) -> Overview:
    """Return what some of the projects come to, by the present entries of each.

    Raises `InputError("layer_broken")` while the layer has errors.
    """
    wanted = set(ids)
    stages: dict[str, int] = {}
    years: dict[int | None, dict[str, int]] = {}
    for row in town.frame(PROJECTS).itertuples():
        if row.id in wanted:
            stage = str(row.stage) if isinstance(row.stage, str) else ""
            year = asked_year(town, row, PROJECTS)
            stages[stage] = stages.get(stage, 0) + 1
            of_year = years.setdefault(year, {})
            of_year[stage] = of_year.get(stage, 0) + 1
    return Overview(
        stages,
        years,
        planned=_money(town, wanted, "planned_10k_yuan"),
        spent=_money(town, wanted, "spent_10k_yuan"),
    )


def _money(town: Town, ids: Collection[str], field: str) -> Money:
    """Add up what was said last of each project; an entry that says nothing leaves it standing."""
    last: dict[str, float] = {}
    for name in ids:
        for each in town.register.of.get(name, ()):
            amount = getattr(each.fact, field)
            if amount is not None:
                last[name] = amount
    return Money(sum(last.values()), len(last))
