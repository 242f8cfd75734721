"""Read the cells of a monitoring file; each reader raises `InputError` for what it cannot read."""

import datetime as dt
import math
import re
from decimal import Decimal

from geo import InputError
from geo.water.gb3838 import WaterKind
from geo.water.header import plain
from geo.water.items import Reading

_MISSING = frozenset({"", "-", "--", "—", "——", "/", "na", "n/a", "null", "未测", "未监测"})
_NOT_DETECTED = frozenset({"nd", "n.d.", "未检出", "l", "<dl"})
_NUMBER = r"(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
# HJ 91.2 writes the detection limit with an L; laboratories also write <0.05 or ND(0.05).
_BELOW = (
    re.compile(rf"<\s*({_NUMBER})\s*l?"),
    re.compile(rf"({_NUMBER})\s*\(?l\)?"),
    re.compile(rf"(?:nd|未检出)\s*\(?\s*<?\s*({_NUMBER})\s*l?\s*\)?"),
)
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:月|(?:[-/.月]\s*(\d{1,2})\s*日?))?"
    r"(?:[\st]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?"
)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_RIVERS = frozenset({"river", "stream", "河", "河流", "河道"})
_LAKES = frozenset({"lake", "reservoir", "湖", "湖泊", "湖库", "湖、库", "水库"})
_CLASSES = {
    name: number
    for number, names in enumerate(("i 一 1", "ii 二 2", "iii 三 3", "iv 四 4", "v 五 5"), start=1)
    for name in names.split()
}
_HIGHEST_PH = 14


def read_value(text: str, *, item: str, factor: Decimal) -> Reading | None:
    """Return the reading of an item, multiplied by `factor`; None for an empty cell.

    Below the detection limit (`<0.05`, `0.05L`, `ND(0.05)`, 未检出) half the limit is read, or 0
    where the cell names none. Raises `water_number` (which carries the value), `water_negative`,
    `water_ph_range` and, for a pH below a detection limit, `water_number`.
    """
    plain_text = plain(text)
    if plain_text in _MISSING:
        return None
    if plain_text in _NOT_DETECTED and item != "ph":
        return Reading(0.0, below=True)
    found = next((match for each in _BELOW if (match := each.fullmatch(plain_text))), None)
    if found and item != "ph":
        limit = _number(found[1], text, factor)
        if not limit:
            raise InputError("water_number", value=text)
        return Reading(float(limit / 2), below=True)
    value = float(_number(plain_text, text, factor))
    if item == "ph" and value > _HIGHEST_PH:
        raise InputError("water_ph_range", value=text)
    return Reading(value)


def read_saturation(text: str) -> float | None:
    """Return oxygen saturation in percent; None for an empty cell. Raises as `read_value`."""
    plain_text = plain(text).removesuffix("%").strip()
    return None if plain_text in _MISSING else float(_number(plain_text, text, Decimal(1)))


def read_time(text: str) -> dt.datetime:
    """Return a date with an optional time; a month alone stands for its first day.

    2025-03-01, 2025/3/1, 20250301, 2025年3月1日, 2025-03-01 09:30. Raises `water_date`.
    """
    found = _DATE.fullmatch(plain(text)) or _COMPACT_DATE.fullmatch(plain(text))
    if not found:
        raise InputError("water_date", value=text)
    year, month, day = (int(part or 1) for part in found.groups()[:3])
    hour, minute, second = (int(part or 0) for part in found.groups()[3:] or "000")
    try:
        time = dt.time(hour, minute, second)
        return dt.datetime.combine(dt.date(year, month, day), time)
    except ValueError as error:
        raise InputError("water_date", value=text) from error


def read_kind(text: str) -> WaterKind:
    """Return whether a station lies in a river or a lake; raise `water_kind` for other words."""
    if plain(text) in _RIVERS:
        return "river"
    if plain(text) in _LAKES:
        return "lake"
    raise InputError("water_kind", value=text)


def read_target(text: str) -> int | None:
    """Return the target class 1 to 5 of 3, III, Ⅲ, Ⅲ类 or 三类; None for an empty cell.

    Raises `water_target`; 劣Ⅴ is no target.
    """
    name = plain(text).removeprefix("class").removesuffix("水").removesuffix("类").strip()
    if name in _MISSING:
        return None
    name = name.removesuffix(".0")
    if name not in _CLASSES:
        raise InputError("water_target", value=text)
    return _CLASSES[name]


def _number(plain_text: str, text: str, factor: Decimal) -> Decimal:
    if re.fullmatch(rf"[-−]\s*{_NUMBER}", plain_text):
        raise InputError("water_negative", value=text)
    if not re.fullmatch(rf"\+?{_NUMBER}", plain_text):
        raise InputError("water_number", value=text)
    number = Decimal(plain_text) * factor
    if not math.isfinite(float(number)):
        raise InputError("water_number", value=text)
    return number
