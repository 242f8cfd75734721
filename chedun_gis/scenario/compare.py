"""Set scenarios side by side: shares, gains, and which targets of the plan each meets."""

from dataclasses import dataclass

from chedun_gis.indicators import result_of
from chedun_gis.indicators.catalogue import indicators
from chedun_gis.indicators.model import Result
from chedun_gis.scenario.effect import Effect, RuleEffect, by_rule, effect_of
from chedun_gis.scenario.model import Scenario
from chedun_gis.scenario.overlay import ScenarioStore
from chedun_gis.store import Store

MOST = 4
# The targets that a scenario can move.
TARGETS = ("park-500m", "bus-two-lines", "community-parks", "town-roads")


@dataclass(frozen=True, slots=True)
class Compared:
    """A scenario with its effect, under every rule too, and the plan's targets as they would be."""

    scenario: Scenario
    effect: Effect
    rules: tuple[RuleEffect, ...]
    targets: tuple[Result, ...]


def compare(store: Store, scenarios: list[Scenario]) -> list[Compared]:
    """Return each scenario measured by the same rules, in the order given."""
    return [
        Compared(
            each,
            effect_of(store, each),
            by_rule(store, each),
            _targets(ScenarioStore(store, each)),
        )
        for each in scenarios
    ]


def _targets(store: Store) -> tuple[Result, ...]:
    named = {each.id: each for each in indicators(store)}
    return tuple(result_of(store, named[name]) for name in TARGETS if name in named)
