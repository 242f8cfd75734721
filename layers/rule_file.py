"""Read rule sets from a TOML file, strictly, and report every problem at once."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from geo import Problem
from geo.coverage import ServiceClass
from layers.layer import STAGES, Text
from layers.rule_sets import (
    BUILT,
    CERTAINTY,
    DENOMINATORS,
    INDICATORS,
    RuleSet,
    RuleSets,
    Threshold,
)
from layers.toml_file import (
    TEXT,
    WORD,
    Key,
    TomlTable,
    is_number,
    is_tables,
    is_text,
    is_word,
    is_words,
    key_problems,
    read_toml,
    tables,
)


def read_rule_sets(path: Path, content: bytes | None) -> tuple[RuleSets, list[Problem]]:
    """Return the rule sets of a file by (indicator, id), and the problems of those left out.

    `content` is what stood in the file when it was read, None when it could not be.

    Raises `InputError` with `file_missing`, or `rules_not_toml` (file, why). Problem codes:
    `rule_key_unknown`, `rule_key_missing`, `rule_value` (value, expected) and `rule_twice`; each
    names the rule set as its feature, its number in the file as its row and the key as its field.
    """
    table = read_toml(path.name, content)
    problems = key_problems(table, {"rule_set": Key(is_tables, "[[rule_set]]", required=True)})
    found: dict[tuple[str, str], RuleSet] = {}
    if problems:
        return found, problems
    for row, each in enumerate(tables(table, "rule_set"), start=1):
        wrong = _wrong(each)
        key = (str(each.get("indicator")), str(each.get("id")))
        if not wrong and key in found:
            wrong = [Problem("rule_twice", field="id", params={"value": key[1]})]
        if not wrong:
            found[key] = _rule_set(each)
        problems += [
            Problem(one.code, "error", row, str(each.get("id", "")), one.field, one.params)
            for one in wrong
        ]
    return MappingProxyType(found), problems


def _are_stages(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(each in STAGES for each in value)


def _one_of(words: Mapping[str, Text]) -> Key:
    return Key(
        lambda value: isinstance(value, str) and value in words, " | ".join(words), required=True
    )


_WORDS = Key(is_words, "[text, …]")
_AREA = Key(lambda value: is_number(value, 0), "m², ≥ 0")
_THRESHOLD = {
    "share": Key(lambda value: is_number(value, 0, 1), "0–1", required=True),
    "strictly": Key(lambda value: isinstance(value, bool), "true | false"),
}
_VARIANT = {"id": WORD, "title": TEXT, **_THRESHOLD}
_CLASS = {
    "radius_m": Key(lambda value: is_number(value, 0), "m, ≥ 0", required=True),
    "min_area_m2": _AREA,
    "types": _WORDS,
    "place": Key(is_word, "text"),
}
_RULE_SET = {
    "id": WORD,
    "indicator": _one_of(INDICATORS),
    "title": TEXT,
    "standard": TEXT,
    "clause": Key(is_word, "text"),
    "certainty": _one_of(CERTAINTY),
    "denominator": _one_of(DENOMINATORS),
    "class": Key(is_tables, "[[rule_set.class]]", required=True),
    "threshold": Key(lambda value: isinstance(value, dict), "{ share = … }"),
    "variant": Key(is_tables, "[[rule_set.variant]]"),
    "min_lines": Key(lambda value: isinstance(value, int) and is_number(value, 1), "≥ 1"),
    "uncounted_types": _WORDS,
    "stages": Key(_are_stages, f"[{' | '.join(STAGES)}, …]"),
    "of_plan": Key(lambda value: isinstance(value, bool), "true | false"),
    "note": Key(is_text, "{ zh = …, en = … }"),
}


def _wrong(table: TomlTable) -> list[Problem]:
    """Return what is wrong with a rule set and the tables inside it."""
    found = key_problems(table, _RULE_SET)
    for name, keys in (("class", _CLASS), ("variant", _VARIANT)):
        for each in tables(table, name):
            found += key_problems(each, keys, within=f"{name}.")
    threshold = table.get("threshold")
    if isinstance(threshold, dict):
        found += key_problems(threshold, _THRESHOLD, within="threshold.")
    return found


def _rule_set(table: TomlTable) -> RuleSet:
    """Return the rule set of a table without problems."""
    threshold = table.get("threshold")
    return RuleSet(
        id=table["id"],
        indicator=table["indicator"],
        title=Text(**table["title"]),
        standard=Text(**table["standard"]),
        clause=table.get("clause", ""),
        certainty=table["certainty"],
        denominator=table["denominator"],
        classes=tuple(_service_class(each) for each in table["class"]),
        threshold=None if threshold is None else _threshold(threshold),
        variants=tuple(_threshold(each) for each in table.get("variant", [])),
        min_lines=table.get("min_lines"),
        uncounted_types=frozenset(table.get("uncounted_types", [])),
        stages=tuple(table.get("stages", BUILT)),
        of_plan=table.get("of_plan", False),
        note=Text(**table["note"]) if "note" in table else None,
    )


def _service_class(table: TomlTable) -> ServiceClass:
    return ServiceClass(
        radius_m=float(table["radius_m"]),
        min_area_m2=float(table.get("min_area_m2", 0)),
        types=frozenset(table.get("types", [])),
        place=table.get("place", ""),
    )


def _threshold(table: TomlTable) -> Threshold:
    return Threshold(
        share=float(table["share"]),
        strictly=table.get("strictly", False),
        id=table.get("id", ""),
        title=Text(**table["title"]) if "title" in table else None,
    )
