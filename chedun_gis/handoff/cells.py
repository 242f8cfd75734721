"""Turn cells into plain values, texts and typed arrays."""

import datetime as dt
import json
import math
from typing import Any

import numpy as np
import pandas as pd

from layers import NAME_SEPARATOR

# A column without any value keeps its type.
_NUMERIC: dict[str, Any] = {
    "boolean": "boolean",
    "Int32": "Int32",
    "Int64": "Int64",
    "float64": "Float64",
}


def plain(value: Any) -> Any:  # noqa: ANN401 - a cell may hold anything
    """Return a cell as plain Python; NaN, NaT and NA become None."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float) and math.isnan(value):
        return None
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value


def is_structured(value: object) -> bool:
    """Tell whether a cell is a list, a mapping or another thing no column type holds."""
    return not isinstance(value, (str, int, float, dt.date, dt.time))


def is_not_finite(value: object) -> bool:
    """Tell whether a cell is an infinite number."""
    return isinstance(value, float) and not math.isfinite(value)


def is_datetime(value: object) -> bool:
    """Tell whether a cell is a day with a time."""
    return isinstance(value, dt.datetime)


def is_date(value: object) -> bool:
    """Tell whether a cell is a day without a time."""
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def iso(value: Any) -> str:  # noqa: ANN401 - a date, a time or both
    """Return a date or time as ISO 8601 text."""
    return str(value.isoformat())


def as_text(value: Any) -> str:  # noqa: ANN401 - a cell may hold anything
    """Return any cell as text: a list joined by 、, a mapping as JSON."""
    if isinstance(value, (set, frozenset)):
        value = sorted(value, key=str)
    if isinstance(value, (list, tuple, np.ndarray)):
        return NAME_SEPARATOR.join(str(part) for part in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return iso(value) if isinstance(value, (dt.date, dt.time)) else str(value)


def holds(character: str, encoding: str) -> bool:
    """Tell whether the encoding has the character."""
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def array_of(values: list[Any], was: object) -> Any:  # noqa: ANN401 - an array of any type
    """Return the narrowest array that holds the values, missing ones as missing."""
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return pd.array(values, dtype="boolean")
    if kinds == {int}:
        small = all(value is None or abs(value) < 2**31 for value in values)
        return pd.array(values, dtype="Int32" if small else "Int64")
    if kinds and kinds <= {int, float}:
        return np.array([np.nan if value is None else value for value in values], dtype=float)
    if kinds == {dt.datetime}:
        return pd.to_datetime(pd.Series(values, dtype=object)).to_numpy()
    if not kinds and str(was) in _NUMERIC:
        return pd.array(values, dtype=_NUMERIC[str(was)])
    return np.array(values, dtype=object)
