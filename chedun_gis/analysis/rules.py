"""Find the rule sets in force by what they judge and by name."""

from chedun_gis.town import Town
from geo import InputError
from layers import RuleSet


def coverage_rules(town: Town, indicator: str, kind: str = "") -> list[RuleSet]:
    """Return the rules by which the coverage of one kind of service is judged, the plan's first.

    Rules that count lines are not about coverage; a rule of classes that all name other types
    does not speak of this `kind`.
    """
    return [
        rule
        for rule in town.rules
        if rule.indicator == indicator and rule.min_lines is None and _speaks_of(rule, kind)
    ]


def _speaks_of(rule: RuleSet, kind: str) -> bool:
    return not kind or any(not each.types or kind in each.types for each in rule.classes)


def lines_rule(town: Town, rule_id: str = "") -> RuleSet:
    """Return a rule that counts bus lines, by id or the first in force.

    Raises `InputError("rule_unknown")` (rule, known) when there is none.
    """
    known = [rule for rule in town.rules if rule.min_lines is not None]
    found = [rule for rule in known if rule_id in {"", rule.id}]
    if not found:
        names = "、".join(f"{rule.indicator}:{rule.id}" for rule in known)
        raise InputError("rule_unknown", rule=rule_id, known=names)
    return found[0]


def find_rule(town: Town, name: str, *, indicator: str = "") -> RuleSet:
    """Return a rule set for coverage by id, or by `indicator:id` where an id occurs twice.

    Raises `InputError` with `rule_unknown`, `rule_ambiguous` (each with rule and known), or
    `rule_counts_lines` (rule) for one that asks for lines and not for coverage.
    """
    stated, _, rule_id = name.rpartition(":")
    wanted = stated or indicator
    known = [rule for rule in town.rules if not wanted or rule.indicator == wanted]
    found = [rule for rule in known if rule.id == rule_id]
    coverage = [rule for rule in found if rule.min_lines is None]
    if found and not coverage:
        raise InputError("rule_counts_lines", rule=name)
    if len(coverage) != 1:
        code = "rule_ambiguous" if coverage else "rule_unknown"
        # Where the indicator is wrong too, every rule is named.
        listed = coverage or [rule for rule in known or town.rules if rule.min_lines is None]
        names = "、".join(f"{rule.indicator}:{rule.id}" for rule in listed)
        raise InputError(code, rule=name, known=names)
    return coverage[0]
