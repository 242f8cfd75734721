"""Set two plans side by side: what both ask for, what one alone does, what became of projects."""

from dataclasses import dataclass
from typing import Any, Final

from chedun_gis.indicators.entries import entries
from chedun_gis.indicators.indicator import Result, plan_of
from chedun_gis.indicators.lines import as_data
from chedun_gis.indicators.planned import ProjectOfPlan, projects_of
from chedun_gis.indicators.results import scorecard
from chedun_gis.town import Town, answered
from geo import InputError
from layers import Plan

_DONE: Final = "completed"


@dataclass(frozen=True, slots=True)
class PlanPair:
    """Two plans side by side, in the order asked for.

    `common` are the results of indicators that both have, under each; `only` those of one alone.
    Projects are `carried` where both name them, as the second does; `new` only in the second,
    `dropped` only in the first, of which some are completed by now.
    """

    first: Plan
    second: Plan
    common: tuple[tuple[Result, Result], ...]
    only: tuple[tuple[Result, ...], tuple[Result, ...]]
    carried: tuple[ProjectOfPlan, ...]
    new: tuple[ProjectOfPlan, ...]
    dropped: tuple[ProjectOfPlan, ...]

    @property
    def completed(self) -> int:
        """How many of those that were dropped are completed."""
        return sum(each.stage == _DONE for each in self.dropped)


@answered(most=4)
def side_by_side(town: Town, first: str, second: str) -> PlanPair:
    """Return two plans side by side.

    Raises `InputError("plan_same")` for one plan twice, and as `indicators` does.
    """
    one, other = plan_of(town, first), plan_of(town, second)
    if one is None or other is None or one == other:
        raise InputError("plan_same")
    ours, theirs = (
        {each.indicator.id: each for each in scorecard(town, plan.id)} for plan in (one, other)
    )
    before, after = (
        {(each.layer, each.id): each for each in projects_of(town, plan.id)}
        for plan in (one, other)
    )
    return PlanPair(
        one,
        other,
        tuple((each, theirs[name]) for name, each in ours.items() if name in theirs),
        (
            tuple(each for name, each in ours.items() if name not in theirs),
            tuple(each for name, each in theirs.items() if name not in ours),
        ),
        tuple(each for key, each in after.items() if key in before),
        tuple(each for key, each in after.items() if key not in before),
        tuple(each for key, each in before.items() if key not in after),
    )


def base_of(town: Town, result: Result) -> float | None:
    """Return the last value up to the base year of the plan, in the unit of the years' values.

    None where none was entered, or what was entered cannot be read.
    """
    try:
        known = entries(town).values.get(result.indicator.id, ())
    except InputError:
        return None  # the figure says why
    before = [each.fact.value for each in known if each.fact.year <= result.plan.base_year]
    return before[-1] if before else None


def pair_as_data(town: Town, pair: PlanPair) -> dict[str, Any]:
    """Return two plans side by side as JSON can hold it."""
    return {
        "plans": [pair.first.id, pair.second.id],
        "common": [
            {
                "id": one.indicator.id,
                **{each.plan.id: _figures(town, each) for each in (one, other)},
            }
            for one, other in pair.common
        ],
        "only": {
            plan.id: [each.indicator.id for each in results]
            for plan, results in zip((pair.first, pair.second), pair.only, strict=True)
        },
        "projects": {
            "carried": [each.id for each in pair.carried],
            "new": [each.id for each in pair.new],
            "dropped": [each.id for each in pair.dropped],
            "completed": [each.id for each in pair.dropped if each.stage == _DONE],
        },
    }


def _figures(town: Town, result: Result) -> dict[str, Any]:
    told = as_data(result)
    kept = ("value", "target", "unit", "verdict", "way", "time", "clause")
    return {"base": base_of(town, result), **{name: told[name] for name in kept}}
