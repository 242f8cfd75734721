"""Read rule sets from a TOML file, strictly, and report every problem at once."""

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo.errors import InputError
from geo.problem import Problem
from geo.service_classes import ServiceClass
from layers.model import STAGES, Text
from layers.rule_sets import (
    BUILT,
    CERTAINTY,
    DENOMINATORS,
    INDICATORS,
    RuleSet,
    RuleSets,
    Threshold,
)

# What TOML holds; every value is tested before it is used.
Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Key:
    """What a key must hold: a test, the same in words, and whether it may be left out."""

    accepts: Callable[[object], bool]
    expected: str
    required: bool = False


def read_rule_sets(path: Path, content: bytes | None) -> tuple[RuleSets, list[Problem]]:
    """Return the rule sets of a file by (indicator, id), and the problems of those left out.

    `content` is what stood in the file when it was read, None when it could not be.

    Raises `InputError` with `file_missing`, or `rules_not_toml` (file, why). Problem codes:
    `rule_key_unknown`, `rule_key_missing`, `rule_value` (value, expected) and `rule_twice`; each
    names the rule set as its feature, its number in the file as its row and the key as its field.
    """
    if content is None:
        raise InputError("file_missing", file=path.name)
    try:
        table = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError("rules_not_toml", file=path.name, why=str(error)) from error
    problems = _problems(table, {"rule_set": _Key(_is_tables, "[[rule_set]]", required=True)})
    found: dict[tuple[str, str], RuleSet] = {}
    if problems:
        return found, problems
    for row, each in enumerate(_tables(table, "rule_set"), start=1):
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


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_words(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_word, value))


def _is_text(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"zh", "en"}
        and all(map(_is_word, value.values()))
    )


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(x, dict) for x in value)


def _are_stages(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(each in STAGES for each in value)


def _is_number(value: object, low: float, high: float = math.inf) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and low <= value <= high


def _one_of(words: Mapping[str, Text]) -> _Key:
    return _Key(
        lambda value: isinstance(value, str) and value in words, " | ".join(words), required=True
    )


_WORD = _Key(_is_word, "text", required=True)
_TEXT = _Key(_is_text, "{ zh = …, en = … }", required=True)
_WORDS = _Key(_is_words, "[text, …]")
_AREA = _Key(lambda value: _is_number(value, 0), "m², ≥ 0")
_THRESHOLD = {
    "share": _Key(lambda value: _is_number(value, 0, 1), "0–1", required=True),
    "strictly": _Key(lambda value: isinstance(value, bool), "true | false"),
}
_VARIANT = {"id": _WORD, "title": _TEXT, **_THRESHOLD}
_CLASS = {
    "radius_m": _Key(lambda value: _is_number(value, 0), "m, ≥ 0", required=True),
    "min_area_m2": _AREA,
    "types": _WORDS,
    "place": _Key(_is_word, "text"),
}
_RULE_SET = {
    "id": _WORD,
    "indicator": _one_of(INDICATORS),
    "title": _TEXT,
    "standard": _TEXT,
    "clause": _Key(_is_word, "text"),
    "certainty": _one_of(CERTAINTY),
    "denominator": _one_of(DENOMINATORS),
    "class": _Key(_is_tables, "[[rule_set.class]]", required=True),
    "threshold": _Key(lambda value: isinstance(value, dict), "{ share = … }"),
    "variant": _Key(_is_tables, "[[rule_set.variant]]"),
    "min_lines": _Key(lambda value: isinstance(value, int) and _is_number(value, 1), "≥ 1"),
    "uncounted_types": _WORDS,
    "stages": _Key(_are_stages, f"[{' | '.join(STAGES)}, …]"),
    "of_plan": _Key(lambda value: isinstance(value, bool), "true | false"),
    "note": _Key(_is_text, "{ zh = …, en = … }"),
}


def _problems(table: Table, keys: Mapping[str, _Key], *, within: str = "") -> list[Problem]:
    """Return what is wrong with the keys of one table."""
    found = [
        Problem("rule_key_unknown", field=within + key, params={"key": within + key})
        for key in table
        if key not in keys
    ]
    for name, key in keys.items():
        field = within + name
        if name not in table:
            if key.required:
                found.append(Problem("rule_key_missing", field=field, params={"key": field}))
        elif not key.accepts(table[name]):
            params: dict[str, object] = {
                "key": field,
                "value": str(table[name]),
                "expected": key.expected,
            }
            found.append(Problem("rule_value", field=field, params=params))
    return found


def _wrong(table: Table) -> list[Problem]:
    """Return what is wrong with a rule set and the tables inside it."""
    found = _problems(table, _RULE_SET)
    for name, keys in (("class", _CLASS), ("variant", _VARIANT)):
        for each in _tables(table, name):
            found += _problems(each, keys, within=f"{name}.")
    threshold = table.get("threshold")
    if isinstance(threshold, dict):
        found += _problems(threshold, _THRESHOLD, within="threshold.")
    return found


def _tables(table: Table, key: str) -> list[Table]:
    value = table.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _rule_set(table: Table) -> RuleSet:
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


def _service_class(table: Table) -> ServiceClass:
    return ServiceClass(
        radius_m=float(table["radius_m"]),
        min_area_m2=float(table.get("min_area_m2", 0)),
        types=frozenset(table.get("types", [])),
        place=table.get("place", ""),
    )


def _threshold(table: Table) -> Threshold:
    return Threshold(
        share=float(table["share"]),
        strictly=table.get("strictly", False),
        id=table.get("id", ""),
        title=Text(**table["title"]) if "title" in table else None,
    )
