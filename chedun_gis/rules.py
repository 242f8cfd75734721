"""The rule sets in force: those that ship, and those of a file of the user's own."""

from functools import cache
from pathlib import Path

from chedun_gis.settings import settings_from
from chedun_gis.store import DATA_DIR
from geo.errors import InputError
from geo.problem import Problem
from layers.rule_file import read_rule_sets
from layers.rule_sets import RuleSet

SHIPPED = DATA_DIR / "rule_sets.toml"


@cache
def _read(path: Path, changed_ns: int) -> tuple[tuple[RuleSet, ...], tuple[Problem, ...]]:  # noqa: ARG001 - keys the cache
    try:
        found, problems = read_rule_sets(path)
    except InputError as error:
        return (), (Problem(error.code, params=error.params),)
    return tuple(found.values()), tuple(problems)


def _of(path: Path) -> tuple[tuple[RuleSet, ...], tuple[Problem, ...]]:
    return _read(path, path.stat().st_mtime_ns if path.exists() else 0)


def park_rules() -> list[RuleSet]:
    """Return the rule sets for park coverage, the plan's own first, the user's own last."""
    own = settings_from().rules
    found = (*_of(SHIPPED)[0], *(_of(Path(own))[0] if own else ()))
    return [rule for rule in found if rule.indicator == "park"]


def rule_problems() -> tuple[Problem, ...]:
    """Return what is wrong with the user's own rule file; its sound rules are in force."""
    own = settings_from().rules
    return _of(Path(own))[1] if own else ()


def park_rule(rule_id: str) -> RuleSet:
    """Return a rule set by id; `InputError("rule_unknown")` when there is none."""
    rules = {rule.id: rule for rule in park_rules()}
    if rule_id not in rules:
        raise InputError("rule_unknown", rule=rule_id, known="、".join(rules))
    return rules[rule_id]
