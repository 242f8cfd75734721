"""Understand the header of a monitoring file: which column holds which item, in which unit."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from geo import Problem
from geo.water.gb3838 import ITEMS

REQUIRED: Final = ("station", "kind", "date")
OTHERS: Final = (*REQUIRED, "target", "do_sat")

_SPELLINGS: Final = {
    "station": "station section segment 断面 断面名称 监测断面 站点 站点名称 站名 测站 "
    "点位 点位名称 监测点位 河段",
    "kind": "kind type 类型 水体类型 水体 waterbody",
    "date": "date 日期 采样日期 监测日期 采样时间 监测时间 时间 time",
    "target": "target targetclass 目标 目标类别 目标水质 水质目标 考核目标",
    "do_sat": "dosat dosaturation 溶解氧饱和度 溶解氧饱和率 饱和度 oxygensaturation",
    "ph": "ph值",
    "codmn": "imn 高锰酸钾指数",
    "cod": "codcr chemicaloxygendemand",
    "bod5": "bod 生化需氧量 biochemicaloxygendemand",
    "nh3n": "nh4n 氨氮 ammonia ammonium",
    "cr6": "crvi 六价铬 hexavalentchromium",
    "cn": "总氰化物",
    "phenol": "挥发性酚 挥发酚类 phenols",
    "oil": "油类 石油 oils",
    "las": "阴离子表面活性剂",
    "f": "氟离子",
    "s": "s2 sulfide",
    "fc": "粪大肠菌群数 faecalcoliform fecalcoliform fecalcoliforms",
}

# What a value must be multiplied by to come to the standard's unit.
_PER_LITRE: Final = {
    "mg": Decimal(1),
    "毫克": Decimal(1),
    "g": Decimal(1000),
    "克": Decimal(1000),
    "ug": Decimal("1e-3"),
    "μg": Decimal("1e-3"),
    "微克": Decimal("1e-3"),
    "ng": Decimal("1e-6"),
    "纳克": Decimal("1e-6"),
}
_CONCENTRATION = re.compile(
    r"(?<![a-z])(mg|ug|μg|ng|g|毫克|微克|纳克|克)\s*[/_·每]?\s*(?:l|升)(?:[-−]1)?(?![a-z0-9])"
)
_COUNT = re.compile(r"(?:个|mpn|cfu)?\s*[/每]\s*(100\s*ml|l|升)(?![a-z0-9])")
_RUNS = re.compile(r"[\u4e00-\u9fff]+|[^\u4e00-\u9fff]+")
# "As P" (以P计) says what is weighed, and the words beside it nothing.
_FILLERS = re.compile(r"以[^计]+计|\bas (?:n|p|f|cn|s|o2)\b[-−]?|无量纲|湖、库|湖库")


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """One column to read: its place from 0, its title, the item id or one of `OTHERS`."""

    place: int
    title: str
    role: str
    factor: Decimal


def plain(text: str) -> str:
    """Return text in half-width characters and small letters, without outer blanks."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def read_header(titles: list[str]) -> tuple[list[HeaderColumn], list[Problem]]:
    """Return the columns that can be read, and what is wrong with the header (row 1).

    A title names an item in Chinese or English, by its id or by its usual sign, alone or several
    together ("总磷 TP"), with an optional unit; without one the standard's unit is taken.

    Problems: `water_unit_unknown`, `water_column_twice`, `water_column_missing` and
    `water_no_items` are errors; `water_column_unknown` is a notice, the column is not read.
    """
    columns: list[HeaderColumn] = []
    problems: list[Problem] = []
    for place, title in enumerate(titles):
        if not plain(title):
            continue
        role, factor, odd = _understood(title)
        if role is None:
            problems.append(_problem("water_column_unknown", title, notice=True))
        elif factor is None:
            problems.append(_problem("water_unit_unknown", title, unit=odd))
        elif role in {column.role for column in columns}:
            problems.append(_problem("water_column_twice", title, name=role))
        else:
            columns.append(HeaderColumn(place, title.strip(), role, factor))
    there = {column.role for column in columns}
    problems += [
        _problem("water_column_missing", name, name=name) for name in REQUIRED if name not in there
    ]
    if not there & ITEMS.keys():
        problems.append(_problem("water_no_items", ""))
    return columns, problems


def _problem(code: str, title: str, *, notice: bool = False, **params: object) -> Problem:
    return Problem(code, "repair" if notice else "error", 1, "", title.strip(), params)


def _understood(title: str) -> tuple[str | None, Decimal | None, str]:
    """Return role, factor and what could not be read; no factor for a unit that does not fit."""
    text = re.sub(r"铬\s*\(六价\)", "六价铬 ", plain(title))
    text, factor, unit = _without_unit(_FILLERS.sub(" ", text))
    parts = [text] if _squeezed(text) in _ROLES else _parts(text)
    named = {_ROLES[_squeezed(part)] for part in parts if _squeezed(part) in _ROLES}
    odd = [part for part in parts if _squeezed(part) not in _ROLES]
    if unit == "%" and named == {"do"}:
        named = {"do_sat"}
    if len(named) != 1:
        return None, None, ""
    role = named.pop()
    if odd or not _fits(role, unit):
        return role, None, " ".join(odd) or unit
    return role, factor, ""


def _parts(text: str) -> list[str]:
    """Return the words of a title; Chinese and Latin part where they run together (总磷TP)."""
    words = [word for word in re.split(r"[\s()\[\],;:/、|]+", text) if _squeezed(word)]
    return [
        part
        for word in words
        for part in ([word] if _squeezed(word) in _ROLES else _RUNS.findall(word))
    ]


def _without_unit(text: str) -> tuple[str, Decimal, str]:
    """Return the text without its unit, the factor and the unit's kind ("" when there is none)."""
    found = _CONCENTRATION.search(text)
    if found:
        return _cut(text, found), _PER_LITRE[found[1]], "mg/l"
    found = _COUNT.search(text)
    if found:
        return _cut(text, found), Decimal(10 if found[1].startswith("100") else 1), "1/l"
    if "%" in text:
        return text.replace("%", " "), Decimal(1), "%"
    return text, Decimal(1), ""


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _fits(role: str, unit: str) -> bool:
    if role == "do_sat":
        return unit in {"", "%"}
    return unit in {"", ITEMS[role].unit.lower() if role in ITEMS else ""}


def _squeezed(text: str) -> str:
    return re.sub(r"[^0-9a-z\u4e00-\u9fff]", "", text)


def _roles() -> Mapping[str, str]:
    names = {role: role for role in OTHERS}
    for item in ITEMS.values():
        names |= {_squeezed(plain(name)): item.id for name in (item.id, item.zh, item.en)}
    for role, spellings in _SPELLINGS.items():
        names |= dict.fromkeys(spellings.split(), role)
    return MappingProxyType(names)


_ROLES: Final = _roles()
