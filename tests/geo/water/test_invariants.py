"""What must hold of every verdict on water, whatever was measured."""

from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.water import ITEMS, Sample, WaterKind, assess_body
from geo.water.assess import assess
from geo.water.gb3838 import ASSESSED, item_class, limits_of
from geo.water.items import Reading

DAY = datetime.fromisoformat("2025-03-01")
KINDS: st.SearchStrategy[WaterKind] = st.sampled_from(["river", "lake"])
TARGETS = st.integers(1, 5)
POLLUTANTS = sorted(ITEMS.keys() - {"ph", "do"})


@st.composite
def readings(draw: st.DrawFn, least: int = 0) -> dict[str, Reading]:
    """Some items, each from far under its limits to well over them."""
    found = {}
    for item in draw(st.lists(st.sampled_from(sorted(ITEMS)), min_size=least, unique=True)):
        limits = limits_of(item, kind="lake")
        top = 13.0 if limits is None else 1.5 * max(limits)
        found[item] = Reading(draw(st.floats(0, top)))
    return found


@st.composite
def samples(draw: st.DrawFn, kind: WaterKind = "river", least: int = 1) -> list[Sample]:
    return [
        Sample("A", kind, DAY + timedelta(days=day), each)
        for day, each in enumerate(draw(st.lists(readings(), min_size=least, max_size=5)))
    ]


def ordered(water_class: int | None) -> int:
    return 0 if water_class is None else water_class


@given(st.sampled_from(POLLUTANTS), KINDS, st.floats(0, 1e5), st.floats(0, 1e5))
def test_more_of_a_pollutant_never_improves_its_class(
    item: str, kind: WaterKind, one: float, other: float
) -> None:
    less, more = sorted([one, other])
    assert ordered(item_class(item, less, kind=kind)) <= ordered(item_class(item, more, kind=kind))


@given(KINDS, st.floats(0, 20), st.floats(0, 20))
def test_more_oxygen_never_worsens_its_class(kind: WaterKind, one: float, other: float) -> None:
    less, more = sorted([one, other])
    assert ordered(item_class("do", less, kind=kind)) >= ordered(item_class("do", more, kind=kind))


@given(samples(), st.sampled_from(POLLUTANTS), st.floats(1, 100), TARGETS)
def test_more_of_a_pollutant_never_improves_the_verdicts(
    its: list[Sample], item: str, times: float, target: int
) -> None:
    worse = []
    for each in its:
        more = {i: Reading(r.value * times) if i == item else r for i, r in each.readings.items()}
        worse.append(Sample("A", "river", each.taken, more))
    before = assess(its, name="A", kind="river", target=target)
    after = assess(worse, name="A", kind="river", target=target)
    assert ordered(after.water_class) >= ordered(before.water_class)
    assert not (after.met is True and before.met is False)
    assert set(before.exceeded) <= set(after.exceeded)
    assert all(after.exceedance[item] >= value for item, value in before.exceedance.items())


@given(readings(), readings(), TARGETS)
def test_another_item_measured_never_improves_the_class(
    one: dict[str, Reading], more: dict[str, Reading], target: int
) -> None:
    few = assess([Sample("A", "river", DAY, one)], name="A", kind="river", target=target)
    many = assess([Sample("A", "river", DAY, more | one)], name="A", kind="river", target=target)
    assert ordered(many.water_class) >= ordered(few.water_class)
    assert set(few.exceeded) <= set(many.exceeded)


@given(samples(), TARGETS, st.randoms(use_true_random=False))
def test_the_order_of_samples_changes_nothing(
    its: list[Sample], target: int, random: Random
) -> None:
    shuffled = random.sample(its, len(its))
    assert assess(shuffled, name="A", kind="river", target=target) == assess(
        its, name="A", kind="river", target=target
    )


@pytest.mark.parametrize("its", [(6.0, 9.0), (9.0, 6.0)])
def test_of_two_ph_as_far_from_the_middle_the_upper_one_counts(its: tuple[float, float]) -> None:
    days = [Sample("A", "river", DAY, {"ph": Reading(value)}) for value in its]
    found = assess(days, name="A", kind="river", target=3)
    assert [each.value for each in found.items] == [9.0]


@given(readings(), st.integers(1, 4))
def test_the_same_sample_again_changes_no_verdict(its: dict[str, Reading], times: int) -> None:
    one = assess([Sample("A", "river", DAY, its)], name="A", kind="river", target=3)
    same = assess([Sample("A", "river", DAY, its)] * times, name="A", kind="river", target=3)
    assert (one.water_class, one.limiting, one.exceedance) == (
        same.water_class,
        same.limiting,
        same.exceedance,
    )


@given(samples(), KINDS)
def test_the_verdicts_agree_with_each_other(its: list[Sample], kind: WaterKind) -> None:
    its = [Sample("A", kind, each.taken, each.readings) for each in its]
    verdicts = [assess(its, name="A", kind=kind, target=target).met for target in range(1, 6)]
    found = assess(its, name="A", kind=kind)
    if found.water_class is None:
        assert verdicts == [None] * 5
    else:
        # A target is reached exactly when the class is as good: here all items were detected.
        assert verdicts == [found.water_class <= target for target in range(1, 6)]
    assert sorted([*found.rests_on, *found.missing], key=list(ITEMS).index) == list(ASSESSED)


@given(samples(), TARGETS)
def test_an_excess_is_a_positive_multiple_of_an_item_that_misses_the_target(
    its: list[Sample], target: int
) -> None:
    found = assess(its, name="A", kind="river", target=target)
    assert set(found.exceeded) - {"ph", "do"} == found.exceedance.keys()
    assert all(value > 0 for value in found.exceedance.values())
    assert (found.met is False) == bool(found.exceeded)


@given(st.lists(readings(least=1), min_size=1, max_size=4), TARGETS)
def test_a_short_river_is_no_better_than_its_best_section_and_no_worse_than_its_worst(
    its: list[dict[str, Reading]], target: int
) -> None:
    # Every section measures the same items, so that their mean lies between them.
    common = {item: reading for item, reading in its[0].items() if item != "ph"}
    sections = [
        assess(
            [
                Sample(
                    f"S{i}", "river", DAY, {item: each.get(item, common[item]) for item in common}
                )
            ],
            name=f"S{i}",
            kind="river",
        )
        for i, each in enumerate(its)
    ]
    found = assess_body(sections, name="R", kind="river", target=target)
    by_item = [{each.item: ordered(each.item_class) for each in s.items} for s in sections]
    assert found.average is not None
    for each in found.average.items:
        classes = [section[each.item] for section in by_item]
        assert min(classes) <= ordered(each.item_class) <= max(classes)
