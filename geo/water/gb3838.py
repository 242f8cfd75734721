"""State the limits of GB 3838-2002 and find the class of a single value.

The limits are those of table 1 of the Environmental quality standards for surface water
(地表水环境质量标准). Water temperature, which table 1 limits by its change, has no class.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, get_args

from geo import InputError

WaterKind = Literal["river", "lake"]
Bound = Literal["at_most", "at_least", "within"]
Limits = tuple[float, float, float, float, float]

KINDS: Final[tuple[str, ...]] = get_args(WaterKind)
# Class 6 stands for 劣Ⅴ, worse than class Ⅴ.
WORST_CLASS: Final = 6
CLASS_NAMES: Final = MappingProxyType({1: "Ⅰ", 2: "Ⅱ", 3: "Ⅲ", 4: "Ⅳ", 5: "Ⅴ", 6: "劣Ⅴ"})

PH_RANGE: Final = (6.0, 9.0)
DO_SATURATION_CLASS_1: Final = 90.0


@dataclass(frozen=True, slots=True)
class Item:
    """One item (项目) of table 1.

    `rivers` and `lakes` are the limits of classes Ⅰ to Ⅴ in `unit`; None where the standard gives
    the item no limit in such water. pH has `PH_RANGE` in their place, the same in every class.
    """

    id: str
    zh: str
    en: str
    unit: str
    rivers: Limits | None
    lakes: Limits | None
    rule: Bound = "at_most"


def _item(
    item_id: str, zh: str, en: str, *limits: float, unit: str = "mg/L", rule: Bound = "at_most"
) -> Item:
    one, two, three, four, five = limits
    same = (one, two, three, four, five)
    return Item(item_id, zh, en, unit, rivers=same, lakes=same, rule=rule)


_ITEMS = (
    Item("ph", "pH值", "pH", "", rivers=None, lakes=None, rule="within"),
    _item("do", "溶解氧", "dissolved oxygen", 7.5, 6.0, 5.0, 3.0, 2.0, rule="at_least"),
    _item("codmn", "高锰酸盐指数", "permanganate index", 2, 4, 6, 10, 15),
    _item("cod", "化学需氧量", "COD", 15, 15, 20, 30, 40),
    _item("bod5", "五日生化需氧量", "BOD5", 3, 3, 4, 6, 10),
    _item("nh3n", "氨氮", "ammonia nitrogen", 0.15, 0.5, 1.0, 1.5, 2.0),
    Item(
        "tp",
        "总磷",
        "total phosphorus",
        "mg/L",
        rivers=(0.02, 0.1, 0.2, 0.3, 0.4),
        lakes=(0.01, 0.025, 0.05, 0.1, 0.2),
    ),
    Item("tn", "总氮", "total nitrogen", "mg/L", rivers=None, lakes=(0.2, 0.5, 1.0, 1.5, 2.0)),
    _item("cu", "铜", "copper", 0.01, 1.0, 1.0, 1.0, 1.0),
    _item("zn", "锌", "zinc", 0.05, 1.0, 1.0, 2.0, 2.0),
    _item("f", "氟化物", "fluoride", 1.0, 1.0, 1.0, 1.5, 1.5),
    _item("se", "硒", "selenium", 0.01, 0.01, 0.01, 0.02, 0.02),
    _item("as", "砷", "arsenic", 0.05, 0.05, 0.05, 0.1, 0.1),
    _item("hg", "汞", "mercury", 0.00005, 0.00005, 0.0001, 0.001, 0.001),
    _item("cd", "镉", "cadmium", 0.001, 0.005, 0.005, 0.005, 0.01),
    _item("cr6", "铬（六价）", "chromium (VI)", 0.01, 0.05, 0.05, 0.05, 0.1),
    _item("pb", "铅", "lead", 0.01, 0.01, 0.05, 0.05, 0.1),
    _item("cn", "氰化物", "cyanide", 0.005, 0.05, 0.2, 0.2, 0.2),
    _item("phenol", "挥发酚", "volatile phenol", 0.002, 0.002, 0.005, 0.01, 0.1),
    _item("oil", "石油类", "petroleum", 0.05, 0.05, 0.05, 0.5, 1.0),
    _item("las", "阴离子表面活性剂", "anionic surfactant", 0.2, 0.2, 0.2, 0.3, 0.3),
    _item("s", "硫化物", "sulphide", 0.05, 0.1, 0.2, 0.5, 1.0),
    _item("fc", "粪大肠菌群", "faecal coliforms", 200, 2e3, 1e4, 2e4, 4e4, unit="1/L"),
)

ITEMS: Final[Mapping[str, Item]] = MappingProxyType({item.id: item for item in _ITEMS})

# 环办〔2011〕22号 assesses 21 items: table 1 without water temperature, total nitrogen and faecal
# coliforms.
ASSESSED: Final = tuple(item.id for item in _ITEMS if item.id not in {"tn", "fc"})


def limits_of(item_id: str, *, kind: WaterKind) -> Limits | None:
    """Return the item's limits of classes Ⅰ to Ⅴ, in the item's unit (GB 3838-2002, table 1).

    None for pH, which has a range, and for total nitrogen in rivers, which has no limit. Raises
    `InputError` with `water_item_unknown` or `water_kind_unknown`.
    """
    item = require_item(item_id)
    if kind not in KINDS:
        raise InputError("water_kind_unknown", value=kind, known="、".join(KINDS))
    return item.lakes if kind == "lake" else item.rivers


def item_class(
    item_id: str, value: float, *, kind: WaterKind, do_saturation: float | None = None
) -> int | None:
    """Return the class of one value, 1 to 5, or 6 for 劣Ⅴ (GB 3838-2002, table 1).

    `value` is in the item's unit; a value that equals a limit keeps it. Dissolved oxygen is in
    class Ⅰ from 7.5 mg/L or from 90 % saturation (`do_saturation`, in percent, where known). pH is
    in class 1 from 6 to 9, the range of every class, and 6 outside. None where the standard gives
    the item no limit in such water (total nitrogen in rivers).

    Raises `InputError("water_value")` for a value that is negative or no number, and what
    `limits_of` raises.
    """
    limits = limits_of(item_id, kind=kind)
    if not math.isfinite(value) or value < 0:
        raise InputError("water_value", item=item_id, value=value)
    rule = ITEMS[item_id].rule
    if rule == "within":
        return 1 if PH_RANGE[0] <= value <= PH_RANGE[1] else WORST_CLASS
    if limits is None:
        return None
    if rule == "at_least":
        saturated = do_saturation is not None and do_saturation >= DO_SATURATION_CLASS_1
        kept = [saturated or value >= limits[0], *(value >= limit for limit in limits[1:])]
    else:
        kept = [value <= limit for limit in limits]
    return kept.index(True) + 1 if any(kept) else WORST_CLASS


def require_item(item_id: str) -> Item:
    """Return the item of an id; raise `InputError("water_item_unknown")` when there is none."""
    if item_id not in ITEMS:
        raise InputError("water_item_unknown", item=item_id, known="、".join(ITEMS))
    return ITEMS[item_id]


def require_target(target: int | None) -> int | None:
    """Return a target class, 1 to 5, or None for no target; else `"water_target_unknown"`."""
    if target is not None and target not in range(1, WORST_CLASS):
        raise InputError("water_target_unknown", value=target)
    return target
