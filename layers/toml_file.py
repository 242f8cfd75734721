"""Read TOML files strictly: a key that is unknown, missing or no such value is a problem."""

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from geo import InputError, Problem

# What TOML holds; every value is tested before it is used.
TomlTable = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Key:
    """What a key must hold: a test, the same in words, and whether it may be left out."""

    accepts: Callable[[object], bool]
    expected: str
    required: bool = False


def read_toml(file: str, content: bytes | None) -> TomlTable:
    """Return what a file holds; `content` is None when it could not be read.

    Raises `InputError` with `file_missing`, or `rules_not_toml` (file, why).
    """
    if content is None:
        raise InputError("file_missing", file=file)
    try:
        return tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError("rules_not_toml", file=file, why=str(error)) from error


def key_problems(table: TomlTable, keys: Mapping[str, Key], *, within: str = "") -> list[Problem]:
    """Return what is wrong with the keys of one table.

    Problem codes: `rule_key_unknown`, `rule_key_missing`, `rule_value` (value, expected); each
    names the key as its field, after the tables that it stands `within`.
    """
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


def tables(table: TomlTable, key: str) -> list[TomlTable]:
    """Return the tables of an array; none of what is no array."""
    value = table.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def is_word(value: object) -> bool:
    """Tell whether a value is a text that says something."""
    return isinstance(value, str) and bool(value.strip())


def is_words(value: object) -> bool:
    """Tell whether a value is a list of such texts, at least one."""
    return isinstance(value, list) and bool(value) and all(map(is_word, value))


def is_text(value: object) -> bool:
    """Tell whether a value is a text in both languages."""
    return (
        isinstance(value, dict) and set(value) == {"zh", "en"} and all(map(is_word, value.values()))
    )


def is_tables(value: object) -> bool:
    """Tell whether a value is an array of tables, at least one."""
    return isinstance(value, list) and bool(value) and all(isinstance(x, dict) for x in value)


def is_number(value: object, low: float, high: float = math.inf) -> bool:
    """Tell whether a value is a number from `low` to `high`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and low <= value <= high


WORD = Key(is_word, "text", required=True)
TEXT = Key(is_text, "{ zh = …, en = … }", required=True)
