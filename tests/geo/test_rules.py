"""Which services count and how far they reach."""

import math

import pytest

from geo import InputError, ServiceClass, class_radius_m

LARGE, SMALL = ServiceClass(500, min_area_m2=5000), ServiceClass(300, min_area_m2=400)


def test_of_several_classes_the_largest_radius_holds() -> None:
    area = [399.9, 400, 4999.9, 5000]
    for classes in ([LARGE, SMALL], [SMALL, LARGE]):
        radius = class_radius_m(classes, area_m2=area).tolist()
        assert radius == pytest.approx([math.nan, 300, 300, 500], nan_ok=True)


def test_a_class_may_ask_for_a_type() -> None:
    parks = [ServiceClass(500, types=frozenset({"park", "garden"}))]
    radius = class_radius_m(parks, area_m2=[1, 1, 1], types=["park", "square", None]).tolist()
    assert radius == pytest.approx([500, math.nan, math.nan], nan_ok=True)
    assert math.isnan(class_radius_m(parks, area_m2=[1])[0])


def test_a_class_may_ask_for_a_place() -> None:
    quarter = [LARGE, ServiceClass(300, min_area_m2=1000, place="historic_quarter")]
    radius = class_radius_m(quarter, area_m2=[2000, 2000], places=["", "historic_quarter"])
    assert radius.tolist() == pytest.approx([math.nan, 300], nan_ok=True)


def test_without_services_or_classes_nothing_counts() -> None:
    assert class_radius_m([LARGE], area_m2=[]).size == 0
    assert math.isnan(class_radius_m([], area_m2=[1])[0])


def test_an_unknown_area_is_refused() -> None:
    with pytest.raises(InputError, match="amount_missing"):
        class_radius_m([LARGE], area_m2=[math.nan])
