"""Every limit of GB 3838-2002, table 1, at, just under and just over, with its figures again."""

import math

import pytest

from geo import InputError
from geo.water import ITEMS, WaterKind
from geo.water.gb3838 import ASSESSED, item_class, limits_of

# Item, water, limits of classes Ⅰ to Ⅴ: written from the standard, not from the code.
TABLE = """
do      both   7.5      6        5       3      2
codmn   both   2        4        6       10     15
cod     both   15       15       20      30     40
bod5    both   3        3        4       6      10
nh3n    both   0.15     0.5      1.0     1.5    2.0
tp      river  0.02     0.1      0.2     0.3    0.4
tp      lake   0.01     0.025    0.05    0.1    0.2
tn      lake   0.2      0.5      1.0     1.5    2.0
cu      both   0.01     1.0      1.0     1.0    1.0
zn      both   0.05     1.0      1.0     2.0    2.0
f       both   1.0      1.0      1.0     1.5    1.5
se      both   0.01     0.01     0.01    0.02   0.02
as      both   0.05     0.05     0.05    0.1    0.1
hg      both   0.00005  0.00005  0.0001  0.001  0.001
cd      both   0.001    0.005    0.005   0.005  0.01
cr6     both   0.01     0.05     0.05    0.05   0.1
pb      both   0.01     0.01     0.05    0.05   0.1
cn      both   0.005    0.05     0.2     0.2    0.2
phenol  both   0.002    0.002    0.005   0.01   0.1
oil     both   0.05     0.05     0.05    0.5    1.0
las     both   0.2      0.2      0.2     0.3    0.3
s       both   0.05     0.1      0.2     0.5    1.0
fc      both   200      2000     10000   20000  40000
"""
KINDS: dict[str, tuple[WaterKind, ...]] = {
    "both": ("river", "lake"),
    "river": ("river",),
    "lake": ("lake",),
}
ROWS = [
    (item, kind, [float(number) for number in numbers])
    for item, kinds, *numbers in map(str.split, TABLE.strip().splitlines())
    for kind in KINDS[kinds]
]
CASES = [(item, kind, limits, limit) for item, kind, limits in ROWS for limit in set(limits)]


def test_the_table_is_whole() -> None:
    # 21 items with limits in either water (22 with total phosphorus twice, once for each), total
    # nitrogen in lakes, pH with a range instead: 23 items.
    assert {item for item, _, _ in ROWS} | {"ph"} == ITEMS.keys()
    assert len(ITEMS) == 23
    assert len(ROWS) == 21 * 2 + 2 - 1


@pytest.mark.parametrize(("item", "kind", "limits", "limit"), CASES)
def test_a_value_at_its_limit_keeps_it_and_a_worse_one_does_not(
    item: str, kind: WaterKind, limits: list[float], limit: float
) -> None:
    # Where classes share a limit, it belongs to the best of them, and past it begins the class
    # after the last of them: COD of 15 is Ⅰ, more is Ⅲ.
    at, past = limits.index(limit) + 1, 6 - limits[::-1].index(limit)
    higher, lower = math.nextafter(limit, math.inf), math.nextafter(limit, 0)
    over, under = (lower, higher) if item == "do" else (higher, lower)
    assert item_class(item, limit, kind=kind) == at
    assert item_class(item, under, kind=kind) == at
    assert item_class(item, over, kind=kind) == past
    assert list(limits_of(item, kind=kind) or ()) == limits


@pytest.mark.parametrize(
    ("item", "value", "kind", "expected"),
    [
        ("cod", 15, "river", 1),
        ("cod", 15.1, "river", 3),
        ("cod", 40, "river", 5),
        ("cod", 40.1, "river", 6),
        ("do", 1.99, "river", 6),
        ("do", 7.49, "river", 2),
        ("tp", 0.2, "river", 3),
        ("tp", 0.2, "lake", 5),
        ("cu", 1.1, "river", 6),
        ("zn", 1.5, "river", 4),
        ("fc", 0, "lake", 1),
    ],
)
def test_some_classes_as_one_reads_them_off(
    item: str, value: float, kind: WaterKind, expected: int
) -> None:
    assert item_class(item, value, kind=kind) == expected


@pytest.mark.parametrize(
    ("ph", "expected"),
    [(6, 1), (9, 1), (7.3, 1), (5.99, 6), (9.01, 6), (0, 6), (math.nextafter(9, 10), 6)],
)
def test_ph_is_inside_the_range_of_every_class_or_outside(ph: float, expected: int) -> None:
    assert item_class("ph", ph, kind="river") == expected
    assert limits_of("ph", kind="river") is None


@pytest.mark.parametrize(("saturation", "expected"), [(None, 2), (89.9, 2), (90, 1), (110, 1)])
def test_oxygen_is_in_class_one_by_its_saturation_too(
    saturation: float | None, expected: int
) -> None:
    # 7 mg/L misses the 7.5 of class Ⅰ and keeps the 6 of class Ⅱ.
    assert item_class("do", 7, kind="river", do_saturation=saturation) == expected


def test_rivers_have_no_limit_for_nitrogen() -> None:
    assert item_class("tn", 50, kind="river") is None
    assert item_class("tn", 50, kind="lake") == 6


def test_the_21_items_are_assessed_by_default() -> None:
    # 环办〔2011〕22号: table 1 without water temperature, total nitrogen and faecal coliforms.
    assert len(ASSESSED) == 21
    assert ITEMS.keys() - set(ASSESSED) == {"tn", "fc"}


@pytest.mark.parametrize(
    ("item", "value", "kind", "code"),
    [
        ("nh4", 1, "river", "water_item_unknown"),
        ("nh3n", 1, "sea", "water_kind_unknown"),
        ("ph", 7, "sea", "water_kind_unknown"),
        ("nh3n", -0.1, "river", "water_value"),
        ("nh3n", math.nan, "river", "water_value"),
        ("ph", math.inf, "river", "water_value"),
    ],
)
def test_what_has_no_class_is_refused(item: str, value: float, kind: WaterKind, code: str) -> None:
    with pytest.raises(InputError) as error:
        item_class(item, value, kind=kind)
    assert error.value.code == code
