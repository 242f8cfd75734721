"""Turn the cells of a file into the values of a field, and say what could not be turned."""

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from chedun_gis.importing.synonyms import FALSE, TRUE, VALUES, norm
from chedun_gis.texts import say
from layers import NAME_SEPARATOR, Field

_SEPARATORS: Final = re.compile(r"\s*[,;，；、|/]\s*")
_NUMBER: Final = re.compile(r"[-+]?(?:\d[\d,，]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_CURLY: Final = str.maketrans("０１２３４５６７８９．－", "0123456789.-")


def value_of(field: Field, cell: object) -> object:
    """Return the value of a cell as the field has it, None for nothing.

    A class comes by its code, its title in either language or another word for it; a number may
    have its unit behind it; what cannot be turned is returned as text, for the check to name.
    """
    cell = plain(cell)
    if cell is None:
        return None
    if field.choices:
        return _class(field, cell)
    if field.type in {"integer", "number"}:
        return _number(cell, unit=field.unit)
    if field.type == "boolean":
        return _boolean(cell)
    if field.type == "names":
        return _names(cell)
    return _text(cell)


def plain(cell: object) -> object:
    """Return a cell as plain Python; NaN, NaT, NA and blank text are None."""
    if isinstance(cell, np.generic):
        cell = cell.item()
    if isinstance(cell, str):
        return cell.strip().replace("\x00", "") or None
    if isinstance(cell, float) and not math.isfinite(cell):
        return None
    return None if cell is None or cell is pd.NA or cell is pd.NaT else cell


def _class(field: Field, cell: object) -> object:
    words: dict[str, str] = {}
    others: Mapping[str, tuple[str, ...]] = VALUES.get(field.name, {})
    for code, title in field.choices.items():
        for word in (*others.get(code, ()), title.en, title.zh, code):
            words[norm(word)] = code
    text = _text(cell)
    return words.get(norm(text), text)


def _number(cell: object, *, unit: str) -> object:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    text = _text(cell).translate(_CURLY)
    bare = text.removesuffix(say(f"unit.{unit}", "zh")) if unit else text
    bare = (bare.removesuffix(unit) if unit else bare).strip()
    if not _NUMBER.fullmatch(bare):
        return text
    number = float(bare.replace(",", "").replace("，", ""))
    if not math.isfinite(number):
        return text
    return int(number) if number.is_integer() else number


def _boolean(cell: object) -> object:
    if isinstance(cell, bool):
        return cell
    word = _text(cell).casefold()
    if word in TRUE:
        return True
    return False if word in FALSE else _text(cell)


def _names(cell: object) -> str:
    parts = cell if isinstance(cell, (list, tuple, np.ndarray)) else _SEPARATORS.split(_text(cell))
    return NAME_SEPARATOR.join(str(part).strip() for part in parts if str(part).strip())


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()
    return str(cell)
