"""Fit the values of one column to a format, and tell what is lost."""

import dataclasses
import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from chedun_gis.handoff.cells import (
    array_of,
    as_text,
    holds,
    is_date,
    is_datetime,
    is_not_finite,
    is_structured,
    iso,
    plain,
)
from chedun_gis.handoff.formats import Format
from chedun_gis.handoff.names import cut
from geo.files import inert

# What XML 1.0 (section 2.2) and therefore Excel and KML cannot contain.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a file does not hold as the layer does: where, how often, for example.

    `originals` are the values that were changed, each behind its feature's id.
    """

    code: str
    field: str = ""
    count: int = 0
    example: str = ""
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)
    originals: tuple[tuple[str, str], ...] = ()


class FittedColumn:
    """Fit the values of one column, step by step, counting what each step changes."""

    def __init__(
        self, name: str, fmt: Format, encoding: str, labels: list[str], losses: list[Loss]
    ) -> None:
        """Remember the field; losses are added to `losses`."""
        self.name, self.fmt, self.encoding = name, fmt, encoding
        self.labels, self.losses = labels, losses

    def fit(self, column: "pd.Series[Any]") -> Any:  # noqa: ANN401 - an array of the column's type
        """Return the values as the format holds them, in an array of one type."""
        values = [plain(value) for value in column.tolist()]
        values = self._step("value_structured", values, is_structured, as_text)
        if any(isinstance(value, float) and not math.isfinite(value) for value in values):
            values = self._step("number_not_finite", values, is_not_finite, lambda _: None)
        values = self._dates(values)
        limit = self.fmt.max_integer
        if any(type(value) is int and abs(value) > limit for value in values):
            values = self._step("integer_too_large", values, lambda v: type(v) is int, str)
        kinds = {type(value) for value in values if value is not None}
        if len(kinds) > 1 and not kinds <= {int, float}:
            values = self._step("values_mixed", values, lambda v: not isinstance(v, str), as_text)
        if kinds & {str} or not kinds:
            values = self._texts(values)
        return array_of(values, column.dtype)

    def _dates(self, values: list[Any]) -> list[Any]:
        held = self.fmt.dates
        if "datetime" not in held:
            values = self._step("datetime_as_text", values, is_datetime, iso)
        if "date" not in held:
            values = self._step("date_as_text", values, is_date, iso)
        return self._step("time_as_text", values, lambda v: isinstance(v, dt.time), iso)

    def _texts(self, values: list[Any]) -> list[Any]:
        fmt, encoding = self.fmt, self.encoding
        if fmt.one_line_end:
            values = self._step("text_lines", values, lambda v: "\r" in v, _line_ends)
        if fmt.trims:
            values = self._step("text_blanks", values, lambda v: v != _trimmed(v), _trimmed)
        if fmt.empty_is_null:
            values = self._step("text_empty", values, lambda v: v == "", lambda _: None)
        if fmt.plain_text:
            values = self._step(
                "text_control",
                values,
                lambda v: bool(_CONTROL.search(v)),
                lambda v: _CONTROL.sub("", v),
            )
        if encoding != "utf-8":
            values = self._characters(values)
        if fmt.bare_geometry:  # its lines are parted by commas
            values = self._step(
                "text_comma",
                values,
                lambda v: bool(re.search(r"[,\r\n]", v)),
                lambda v: re.sub(r"[\r\n]+", " ", v).replace(",", "，"),
            )
        if fmt.computes:
            values = self._step("text_computed", values, lambda v: inert(v) != v, inert)
        if (limit := fmt.text_bytes) is not None:
            values = self._step(
                "text_bytes",
                values,
                lambda v: len(v.encode(encoding)) > limit,
                lambda v: cut(v, limit, encoding),
                limit=limit,
            )
        if (most := fmt.text_characters) is not None:
            values = self._step(
                "text_characters", values, lambda v: len(v) > most, lambda v: v[:most], limit=most
            )
        return values

    def _characters(self, values: list[Any]) -> list[Any]:
        encoding = self.encoding
        missing = {c for v in values if v for c in v if not holds(c, encoding)}
        return self._step(
            "characters_missing",
            values,
            lambda v: bool(missing & set(v)),
            lambda v: v.encode(encoding, "replace").decode(encoding),
            characters="".join(sorted(missing)),
        )

    def _step(
        self,
        code: str,
        values: list[Any],
        applies: Callable[[Any], bool],
        change: Callable[[Any], Any],
        **params: object,
    ) -> list[Any]:
        rows = [row for row, value in enumerate(values) if value is not None and applies(value)]
        if rows:
            kept = tuple((self.labels[row], as_text(values[row])) for row in rows)
            self.losses.append(Loss(code, self.name, len(rows), kept[0][0], params, kept))
            values = list(values)
            for row in rows:
                values[row] = change(values[row])
        return values


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _trimmed(text: str) -> str:
    """Take the blanks off both ends; a text of white space alone becomes empty."""
    return text.strip(" ") if text.strip(" \t\r\n") else ""
