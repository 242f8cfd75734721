"""Verdicts on samples and stations, with the means and multiples worked out by hand."""

import datetime as dt
from collections.abc import Collection

import pytest

from geo import InputError
from geo.water import ITEMS, Assessment, Sample, WaterKind, assess_stations
from geo.water.assess import assess
from geo.water.gb3838 import ASSESSED
from geo.water.items import Reading
from geo.water.quality import QUALITY_OF_CLASS


def sample(
    *,
    station: str = "A",
    kind: WaterKind = "river",
    day: int = 1,
    target: int | None = 3,
    **items: float,
) -> Sample:
    """A sample of March 2025; `sat` is oxygen saturation."""
    saturation = items.pop("sat", None)
    readings = {item: Reading(value) for item, value in items.items()}
    taken = dt.datetime.fromisoformat(f"2025-03-{day:02}")
    return Sample(station, kind, taken, readings, target, saturation)


def below(item: str, limit: float, **others: float) -> Sample:
    """A sample in which an item was not detected at its limit."""
    found = sample(**others)
    readings = {**found.readings, item: Reading(limit / 2, below=True)}
    return Sample(found.station, found.kind, found.taken, readings, found.target)


def assess_sample(one: Sample, *, assessed: Collection[str] = ASSESSED) -> Assessment:
    return assess([one], name="A", kind=one.kind, target=one.target, assessed=assessed)


def mean_of(*samples: Sample, target: int | None = 3) -> Assessment:
    return assess(samples, name="A", kind=samples[0].kind, target=target)


def test_the_worst_item_sets_the_class() -> None:
    # do 6.5: Ⅱ; codmn 5: Ⅲ; nh3n 1.2: Ⅳ (over 1.0, up to 1.5); tp 0.25: Ⅳ (over 0.2, up to 0.3).
    found = assess_sample(sample(ph=7.5, do=6.5, codmn=5, nh3n=1.2, tp=0.25))
    assert found.water_class == 4
    assert found.quality == QUALITY_OF_CLASS[4]
    assert found.limiting == ("nh3n", "tp")
    assert found.met is False
    assert found.exceeded == ("nh3n", "tp")
    # 1.2 / 1.0 - 1 and 0.25 / 0.2 - 1, exactly.
    assert found.exceedance == {"nh3n": 0.2, "tp": 0.25}


def test_class_and_target_are_two_verdicts() -> None:
    water = sample(ph=7.5, do=4, nh3n=1.2)
    assert [mean_of(water, target=target).met for target in (3, 4, 5)] == [False, True, True]
    assert {mean_of(water, target=target).water_class for target in (None, 3, 4, 5)} == {4}
    assert mean_of(water, target=None).met is None
    assert mean_of(water, target=None).exceedance == {}


def test_a_period_is_judged_by_the_mean_of_each_item() -> None:
    # nh3n (0.6 + 1.2) / 2 = 0.9: Ⅲ, though one sample alone is Ⅳ. do (4 + 7) / 2 = 5.5: Ⅲ.
    found = mean_of(sample(nh3n=0.6, do=4), sample(day=2, nh3n=1.2, do=7))
    values = {each.item: (each.value, each.count, each.item_class) for each in found.items}
    assert values == {"do": (5.5, 2, 3), "nh3n": (0.9, 2, 3)}
    assert (found.water_class, found.met, found.samples) == (3, True, 2)
    assert (found.first, found.last) == (sample().taken, sample(day=2).taken)


def test_means_are_those_of_the_decimal_numbers() -> None:
    # In binary 0.1 + 0.2 + 0.3 is a little more than 0.6 and a third of it a little over 0.2.
    found = mean_of(sample(tp=0.1), sample(tp=0.2, day=2), sample(tp=0.3, day=3))
    assert (found.items[0].value, found.water_class, found.met) == (0.2, 3, True)


def test_an_item_that_not_every_sample_has_is_averaged_over_those_that_do() -> None:
    found = mean_of(sample(nh3n=0.6), sample(day=2, tp=0.1))
    assert {each.item: each.count for each in found.items} == {"nh3n": 1, "tp": 1}


def test_one_sample_with_a_ph_outside_the_range_is_enough() -> None:
    # 5.5 and 9.5 average to 7.5; neither sample keeps the range of 6 to 9.
    found = mean_of(sample(ph=5.5, nh3n=2.5), sample(day=2, ph=9.5, nh3n=2.5))
    assert found.water_class == 6
    assert found.limiting == ("ph", "nh3n")
    assert found.exceeded == ("ph", "nh3n")
    # pH has no multiple; ammonia exceeds 1.0 by 1.5 times.
    assert found.exceedance == {"nh3n": 1.5}


def test_oxygen_misses_a_target_without_a_multiple() -> None:
    # 环办〔2011〕22号 computes no exceedance multiple for dissolved oxygen.
    found = assess_sample(sample(do=4.5))
    assert (found.water_class, found.met) == (4, False)
    assert (found.exceeded, found.exceedance) == (("do",), {})


def test_saturation_counts_when_every_sample_with_oxygen_has_it() -> None:
    # 7.0 mg/L is Ⅱ, at (88 + 92) / 2 = 90 % saturation Ⅰ.
    both = mean_of(sample(do=7, sat=88), sample(day=2, do=7, sat=92))
    assert (both.do_saturation, both.water_class) == (90, 1)
    one = mean_of(sample(do=7), sample(day=2, do=7, sat=120))
    assert (one.do_saturation, one.water_class) == (None, 2)
    assert mean_of(sample(do=7, sat=95), sample(day=2, nh3n=0.1)).water_class == 1


def test_lakes_have_their_own_limits() -> None:
    # Phosphorus of 0.06 is Ⅱ in a river (up to 0.1) and Ⅳ in a lake (over 0.05, up to 0.1).
    assert assess_sample(sample(tp=0.06)).water_class == 2
    lake = assess_sample(sample(kind="lake", tp=0.06))
    assert (lake.water_class, lake.exceedance) == (4, {"tp": 0.2})


def test_nitrogen_and_coliforms_are_shown_and_count_only_when_asked() -> None:
    lake = sample(kind="lake", nh3n=0.1, tn=1.8, fc=30_000)
    shown = assess_sample(lake)
    # nh3n 0.1: Ⅰ. tn 1.8: Ⅴ (over 1.5, up to 2.0). fc 30,000: Ⅴ (over 20,000, up to 40,000).
    assert shown.water_class == 1
    assert {e.item: (e.assessed, e.item_class) for e in shown.items} == {
        "nh3n": (True, 1),
        "tn": (False, 5),
        "fc": (False, 5),
    }
    assert (shown.exceeded, shown.exceedance, shown.met) == ((), {}, True)
    asked = assess_sample(lake, assessed=[*ASSESSED, "tn"])
    # 1.8 / 1.0 - 1.
    assert (asked.water_class, asked.exceedance, asked.met) == (5, {"tn": 0.8}, False)


def test_rivers_are_not_held_against_nitrogen() -> None:
    found = assess_sample(sample(tn=9, nh3n=0.1), assessed=list(ITEMS))
    assert (found.water_class, found.met, found.unclear) == (1, True, ())
    assert {each.item: each.item_class for each in found.items} == {"nh3n": 1, "tn": None}
    assert "tn" not in found.missing
    assert assess_sample(sample(tn=9)).water_class is None


def test_the_class_says_what_it_rests_on() -> None:
    found = assess_sample(sample(nh3n=0.1, tp=0.3, fc=10))
    assert found.rests_on == ("nh3n", "tp")
    assert len(found.missing) == 19
    assert not {"nh3n", "tp", "tn", "fc"} & set(found.missing)


@pytest.mark.parametrize("samples", [[], [sample()], [sample(tn=1)]])
def test_no_data_never_meets_a_target(samples: list[Sample]) -> None:
    found = assess(samples, name="A", kind="river", target=5)
    assert (found.water_class, found.quality, found.met) == (None, None, None)
    assert (found.limiting, found.exceedance, found.rests_on) == ((), {}, ())
    assert found.missing == ASSESSED


def test_half_the_detection_limit_enters_the_mean() -> None:
    # (0.05 / 2 + 0.275) / 2 = 0.15, the limit of class Ⅰ.
    found = mean_of(below("nh3n", 0.05), sample(day=2, nh3n=0.275))
    (item,) = found.items
    assert (item.value, item.detected, item.item_class) == (0.15, True, 1)


def test_what_was_never_detected_exceeds_nothing() -> None:
    # Half of 0.6 is 0.3: over 0.2, the phosphorus of class Ⅲ, but nothing was found.
    found = mean_of(below("tp", 0.6, nh3n=0.1))
    assert (found.exceeded, found.exceedance, found.unclear) == ((), {}, ("tp",))
    # By custom the half still sets the class; the target is undecided, not met.
    assert (found.water_class, found.met) == (4, None)
    # Another item that exceeds decides it.
    assert mean_of(below("tp", 0.6, nh3n=1.1)).met is False
    # A limit fine enough decides it too: half of 0.4 is 0.2.
    fine = mean_of(below("tp", 0.4, nh3n=0.1))
    assert (fine.met, fine.unclear, fine.items[-1].detected) == (True, (), False)


def test_oxygen_below_its_detection_limit_is_too_little() -> None:
    found = mean_of(below("do", 0.5))
    assert (found.water_class, found.exceeded, found.met) == (6, ("do",), False)


def test_stations_are_judged_each_for_itself_over_the_days_asked_for() -> None:
    samples = [
        sample(station="N", nh3n=0.1),
        sample(station="S", kind="lake", tp=0.04, target=None),
        sample(station="N", day=5, nh3n=1.2),
        sample(station="N", day=9, nh3n=5),
    ]
    north, south = assess_stations(samples)
    # (0.1 + 1.2 + 5) / 3 = 2.1: 劣Ⅴ.
    assert (north.name, north.water_class, north.exceedance) == ("N", 6, {"nh3n": 1.1})
    assert (south.name, south.kind, south.water_class, south.met) == ("S", "lake", 3, None)
    # From the 5th to the 9th, both counted: (1.2 + 5) / 2 = 3.1; the lake has no sample then.
    north, south = assess_stations(samples, since=dt.date(2025, 3, 5), until=dt.date(2025, 3, 9))
    assert (north.items[0].value, south.water_class, south.met) == (3.1, None, None)
    (until, _) = assess_stations(samples, until=dt.date(2025, 3, 4))
    assert until.water_class == 1


def test_the_last_day_counts_to_its_end() -> None:
    evening = dt.datetime.fromisoformat("2025-03-09T23:30")
    late = Sample("A", "river", evening, {"nh3n": Reading(1)})
    (found,) = assess_stations([late], since=dt.date(2025, 3, 9), until=dt.date(2025, 3, 9))
    assert found.samples == 1


def refused(code: str, *samples: Sample, **options: object) -> None:
    with pytest.raises(InputError) as error:
        assess(samples, name="A", kind="river", **options)  # type: ignore[arg-type]
    assert error.value.code == code


def test_bad_input_is_refused() -> None:
    refused("water_kinds_mixed", sample(nh3n=1), sample(kind="lake", nh3n=1))
    refused("water_target_unknown", sample(nh3n=1), target=6)
    refused("water_item_unknown", sample(nh4=1))
    refused("water_item_unknown", sample(nh3n=1), assessed=["ammonia"])
    refused("water_value", sample(nh3n=float("nan")))
    for other in (sample(kind="lake", nh3n=1), sample(target=4, nh3n=1)):
        with pytest.raises(InputError, match="water_station_differs"):
            assess_stations([sample(nh3n=1), other])
