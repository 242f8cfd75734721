"""Read TOML files, and of an array of tables all that are sound."""

import tomllib
from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from geo import InputError, Problem
from layers.strict import checked


class Keyed(Protocol):
    """A value that a file may hold once."""

    @property
    def key(self) -> object:
        """What tells it from the others."""


K = TypeVar("K", bound=Keyed)


def read_toml(file: str, content: bytes | None) -> dict[str, Any]:
    """Return what a file holds; `content` is None when it could not be read.

    Raises `InputError` with `file_missing`, or `rules_not_toml` (file, why).
    """
    if content is None:
        raise InputError("file_missing", file=file)
    try:
        return tomllib.loads(content.decode())
    except RecursionError as error:
        raise InputError("nested_deep") from error
    except ValueError as error:  # what is no TOML, no UTF-8, or a number without end
        raise InputError("rules_not_toml", file=file, why=str(error)) from error


def read_tables(
    file: str, content: bytes | None, name: str, kind: type[K], *, twice: str
) -> tuple[list[K], list[Problem]]:
    """Return the sound tables of an array, and the problems of the file and of those left out.

    Raises what `read_toml` raises. Problem codes: those of `checked`, and `twice` (value) for a
    key that stood before; each names the table's id as its feature and its number as its row.
    """
    content_of = read_toml(file, content)
    listed, problems = _listed(content_of, name)
    found: dict[object, K] = {}
    for row, table in enumerate(listed, start=1):
        value, wrong = checked(kind, table)
        named = str(table.get("id", "")) if isinstance(table, dict) else ""
        if value is not None and value.key in found:
            wrong = [Problem(twice, field="id", params={"value": named})]
        elif value is not None:
            found[value.key] = value
        problems += [
            Problem(each.code, "error", row, named, each.field, each.params) for each in wrong
        ]
    return list(found.values()), problems


def _listed(table: Mapping[str, Any], name: str) -> tuple[list[object], list[Problem]]:
    """Return the array of a file that must hold it and nothing else; none if it does not."""
    problems = [
        Problem("key_unknown", field=key, params={"key": key}) for key in table if key != name
    ]
    listed = table.get(name)
    if name not in table:
        problems.append(Problem("key_missing", field=name, params={"key": name}))
    elif not isinstance(listed, list) or not listed:
        params = {"key": name, "value": str(listed), "expected": f"[[{name}]]"}
        problems.append(Problem("key_value", field=name, params=params))
    return (listed if isinstance(listed, list) else []), problems
