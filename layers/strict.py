"""Hold what a file says against the types of a dataclass, strictly.

A key that is unknown, missing or no such value is a problem, and all of them are told at once.
pydantic does it; a dataclass need not know of it.
"""

import json
import re
from collections.abc import Collection
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    WrapValidator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from geo import Problem
from layers.layer import Text

_STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)
_CODES = {
    "missing": "key_missing",
    "unexpected_keyword_argument": "key_unknown",
    # What we wrote ourselves is JSON, but pydantic goes no deeper than some 200 brackets.
    "json_invalid": "nested_deep",
}
# What pydantic says of a value, as it would be right in TOML: the same in every language.
_EXPECTED = {
    "bool_type": "true | false",
    "dataclass_type": "{{ … }}",
    "dict_type": "{{ … }}",
    "finite_number": "0.0",
    "float_type": "0.0",
    "frozen_set_type": "[…]",
    "greater_than_equal": "≥ {ge:g}",
    "int_from_float": "1",
    "int_type": "1",
    "less_than_equal": "≤ {le:g}",
    "string_pattern_mismatch": "text",
    "string_type": "text",
    "too_long": "[…] ≤ {max_length}",
    "too_short": "[…]",
    "tuple_type": "[…]",
}


def said(expected: str) -> WrapValidator:
    """Say of a value that does not fit what is expected, whatever in it is wrong."""

    def check(value: object, fits: Any) -> object:  # noqa: ANN401 - pydantic's own type
        try:
            return fits(value)
        except ValidationError:
            raise _unlike(expected) from None

    return WrapValidator(check)


def one_of(words: Collection[str], expected: str = "") -> AfterValidator:
    """Accept only these words."""

    def check(value: str) -> str:
        if value not in words:
            raise _unlike(expected or " | ".join(words))
        return value

    return AfterValidator(check)


def _unlike(expected: str) -> PydanticCustomError:
    return PydanticCustomError("unlike", "{expected}", {"expected": expected})


_MOST_SHOWN = 40
# A list that is not empty.
SOME = Field(min_length=1)
Word = Annotated[str, Field(pattern=r"\S")]


def _has_words(text: Text) -> Text:
    if not (text.zh.strip() and text.en.strip()):
        raise ValueError(text)
    return text


Words = Annotated[Text, AfterValidator(_has_words), said("{ zh = …, en = … }")]


T = TypeVar("T")


@cache
def _reader(kind: type) -> TypeAdapter[Any]:
    # The config reaches the dataclasses inside the tuple, which need not know of pydantic.
    return TypeAdapter(tuple[kind], config=_STRICT)  # type: ignore[valid-type] # known when asked


def checked(kind: type[T], table: object) -> tuple[T | None, list[Problem]]:
    """Return the value of a dataclass that a table gives, or None and all that is wrong with it.

    Problem codes: `nested_deep`, `key_unknown`, `key_missing`, `key_value` (value, expected); each
    names the key as its field, after the tables that it stands within.
    """
    try:
        # As JSON a list may become a tuple or a set, and a table a dataclass, strictly.
        [value] = _reader(kind).validate_json(json.dumps([table], default=str))  # type: ignore[arg-type] # a class has a hash
    except ValidationError as error:
        faults = error.errors(include_url=False)
        problems = [_problem(each) for each in faults if not _repeats(each)]
        # A slip of the pen first: it explains the key that is missing.
        return None, sorted(problems, key=lambda each: each.code != "key_unknown")
    return value, []


def _repeats(error: ErrorDetails) -> bool:
    """Tell whether a list is called too short only because what is in it fell out."""
    return error["type"] == "too_short" and bool(error["input"])


def _problem(error: ErrorDetails) -> Problem:
    field = ".".join(part for part in error["loc"] if isinstance(part, str))
    code, params = _CODES.get(error["type"], "key_value"), {"key": field}
    if code == "key_value":
        limits = error.get("ctx", {})
        expected = limits.get("expected") or _EXPECTED[error["type"]].format(**limits)
        # Of a `Literal` pydantic lists the words in an English sentence.
        expected = " | ".join(re.findall("'(.*?)'", expected)) or expected
        params |= {"value": str(error["input"])[:_MOST_SHOWN], "expected": expected}
    return Problem(code, field=field, params=params)
