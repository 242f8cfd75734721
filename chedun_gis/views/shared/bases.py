"""Wait for what scenarios begin with, by every rule that judges them."""

from chedun_gis.analysis import parts_for
from chedun_gis.compute import known
from chedun_gis.scenario import SCENARIO_BASE, park_rules
from chedun_gis.texts import Lang
from chedun_gis.town import town
from chedun_gis.views.shared.waiting import waited_at_once


def of_all_rules(lang: Lang, *, key: str) -> None:
    """Wait until workers have measured the town as it is by every rule; not of a small one."""
    for rule in park_rules(town()):
        waited_at_once(SCENARIO_BASE, town(), rule.name, lang=lang, key=f"{key}_{rule.id}")


def are_at_hand() -> bool:
    """Tell whether nobody has to wait for them: of a small town they are measured in place."""
    here = town()
    if not parts_for(here.loaded("residential").count):
        return True
    return all(known(SCENARIO_BASE, here, rule.name) is not None for rule in park_rules(here))
