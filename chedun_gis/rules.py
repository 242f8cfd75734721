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


def all_rules() -> list[RuleSet]:
    """Return every rule set, the plan's own first, the user's own last."""
    own = settings_from().rules
    return [*_of(SHIPPED)[0], *(_of(Path(own))[0] if own else ())]


def coverage_rules(indicator: str, kind: str = "") -> list[RuleSet]:
    """Return the rules by which the coverage of one kind of service is judged.

    Rules that count lines are not about coverage; a rule of classes that all name other types
    does not speak of this `kind`.
    """
    return [
        rule
        for rule in all_rules()
        if rule.indicator == indicator and rule.min_lines is None and _speaks_of(rule, kind)
    ]


def _speaks_of(rule: RuleSet, kind: str) -> bool:
    return not kind or any(not each.types or kind in each.types for each in rule.classes)


def rule_problems() -> tuple[Problem, ...]:
    """Return what is wrong with the user's own rule file; its sound rules are in force."""
    own = settings_from().rules
    return _of(Path(own))[1] if own else ()


def find_rule(name: str, *, indicator: str = "") -> RuleSet:
    """Return a rule set for coverage by id, or by `indicator:id` where an id occurs twice.

    Raises `InputError` with `rule_unknown`, `rule_ambiguous` (each with rule and known), or
    `rule_counts_lines` (rule) for one that asks for lines and not for coverage.
    """
    stated, _, rule_id = name.rpartition(":")
    wanted = stated or indicator
    known = [rule for rule in all_rules() if not wanted or rule.indicator == wanted]
    found = [rule for rule in known if rule.id == rule_id]
    coverage = [rule for rule in found if rule.min_lines is None]
    if found and not coverage:
        raise InputError("rule_counts_lines", rule=name)
    if len(coverage) != 1:
        code = "rule_ambiguous" if coverage else "rule_unknown"
        listed = coverage or [rule for rule in known if rule.min_lines is None]
        names = "、".join(f"{rule.indicator}:{rule.id}" for rule in listed)
        raise InputError(code, rule=name, known=names)
    return coverage[0]
