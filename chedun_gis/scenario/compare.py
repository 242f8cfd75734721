"""Set scenarios side by side: shares, gains, and which targets of the plan each meets."""

from dataclasses import dataclass

from chedun_gis.indicators import Result, indicators, result_of
from chedun_gis.scenario.effect import Effect, RuleEffect, by_rule, effect_of
from chedun_gis.scenario.overlay import scenario_town
from chedun_gis.scenario.scenario import Scenario
from chedun_gis.town import Town

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


def targets_of(town: Town, scenario: Scenario) -> tuple[Result, ...]:
    """Return the plan's targets as a scenario would have them; each stands by itself."""
    changed = scenario_town(town, scenario)
    named = {each.id: each for each in indicators(changed)}
    return tuple(result_of(changed, named[name]) for name in TARGETS if name in named)
