"""Set scenarios side by side: shares, gains, and which targets of the plan each meets."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from chedun_gis.compute import Cut, HeavyQuestion
from chedun_gis.indicators import (
    AddedBy,
    Result,
    ScorePart,
    indicators,
    is_measured,
    likely_score,
    result_of,
    score_part,
    score_parts,
    scorecard,
    with_likely,
)
from chedun_gis.scenario.effect import Effect, RuleEffect, by_rule, effect_of
from chedun_gis.scenario.overlay import scenario_town
from chedun_gis.scenario.scenario import Scenario
from chedun_gis.texts import local_time
from chedun_gis.town import Town

ProspectBy = AddedBy | Literal["same"]

MOST = 4
# The targets that a scenario can move.
TARGETS = ("park-500m", "bus-two-lines", "community-parks", "town-roads")


@dataclass(frozen=True, slots=True)
class Compared:
    """A scenario with its effect, under its own rule and under every rule."""

    scenario: Scenario
    effect: Effect
    rules: tuple[RuleEffect, ...]


def compare(town: Town, scenarios: list[Scenario]) -> list[Compared]:
    """Return each scenario measured by the same rules, in the order given."""
    return [
        Compared(
            each,
            effect_of(town, each),
            by_rule(town, each),
        )
        for each in scenarios
    ]


def distinct_names(scenarios: Sequence[Scenario]) -> list[str]:
    """Return a name for each scenario by which it can be told from the others beside it.

    Those of one name are told apart by who made them and when, and if that is the same by a number.
    """
    names = [each.name for each in scenarios]
    for telling in (
        [each.author for each in scenarios],
        [local_time(each.time) for each in scenarios],
        [str(number) for number in range(1, len(scenarios) + 1)],
    ):
        count = Counter(names)
        names = [
            " · ".join(filter(None, (name, more))) if count[name] > 1 else name
            for name, more in zip(names, telling, strict=True)
        ]
    return names


def targets_of(town: Town, scenario: Scenario) -> tuple[Result, ...]:
    """Return the plan's targets as a scenario would have them, with their likely intervals."""
    changed = scenario_town(town, scenario)
    named = {each.id: each for each in indicators(changed)}
    return tuple(
        with_likely(changed, result_of(changed, named[name])) for name in TARGETS if name in named
    )


def _target_parts(town: Town, scenario: Scenario) -> int:
    return score_parts(scenario_town(town, scenario), TARGETS, "")


def target_part(town: Town, scenario: Scenario, number: int, of: int) -> ScorePart:
    """Return what some rows of the homes say of the targets as a scenario would have them."""
    return score_part(scenario_town(town, scenario), TARGETS, "", number, of)


def targets(town: Town, scenario: Scenario, parts: Sequence[ScorePart]) -> tuple[Result, ...]:
    """Return what `targets_of` does, without the places, from parts of the homes."""
    return likely_score(scenario_town(town, scenario), TARGETS, "", parts)


SCENARIO_TARGETS: Final = HeavyQuestion(targets, Cut(_target_parts, target_part), most=16)


def scenario_scorecard(town: Town, scenario: Scenario) -> tuple[Result, ...]:
    """Return the whole scorecard as a scenario would have it, in the order of the plan's table."""
    return tuple(scorecard(scenario_town(town, scenario)))


def _all_parts(town: Town, scenario: Scenario) -> int:
    return score_parts(scenario_town(town, scenario), (), "")


def all_part(town: Town, scenario: Scenario, number: int, of: int) -> ScorePart:
    """Return what some rows of the homes say of all indicators as a scenario would have them."""
    return score_part(scenario_town(town, scenario), (), "", number, of)


def all_of(town: Town, scenario: Scenario, parts: Sequence[ScorePart]) -> tuple[Result, ...]:
    """Return what `scenario_scorecard` does, without the places, from parts of the homes."""
    return likely_score(scenario_town(town, scenario), (), "", parts)


SCENARIO_SCORECARD: Final = HeavyQuestion(all_of, Cut(_all_parts, all_part), most=8)


@dataclass(frozen=True, slots=True)
class Prospect:
    """An indicator as it is, and as a scenario would have it."""

    before: Result
    after: Result

    @property
    def by(self) -> ProspectBy:
        """How the figure after it comes about: see `Added`, and `same` for what does not move."""
        if self.after.measurement.added is not None:
            return self.after.measurement.added.by
        moved = self.before.measurement.value != self.after.measurement.value
        return "measured" if moved and is_measured(self.after) else "same"


def prospects(before: Sequence[Result], after: Sequence[Result]) -> tuple[Prospect, ...]:
    """Return each indicator of a scenario's scorecard beside what it is now."""
    now = {each.indicator.id: each for each in before}
    return tuple(Prospect(now[each.indicator.id], each) for each in after)


def moved(results: Sequence[Prospect]) -> list[Prospect]:
    """Return those that a scenario moves, or says something of."""
    return [each for each in results if each.by != "same"]


def targets_shown(
    before: Sequence[Result], scorecards: Sequence[Sequence[Result]]
) -> list[list[Prospect]]:
    """Return of each scorecard the targets to be set side by side.

    They are those that are drawn for, and all that any scenario moves, in the order of the plan.
    """
    every = [prospects(before, after) for after in scorecards]
    by_any = {each.after.indicator.id for its in every for each in moved(its)}.union(TARGETS)
    return [[each for each in its if each.after.indicator.id in by_any] for its in every]
