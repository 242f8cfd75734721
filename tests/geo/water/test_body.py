"""Whole rivers and lakes: the average of few sections, the shares of many."""

import datetime as dt

import pytest

from geo import InputError
from geo.water import Assessment, Sample, WaterKind, assess_body
from geo.water.assess import assess
from geo.water.gb3838 import ASSESSED
from geo.water.items import Reading
from geo.water.quality import quality_of_shares

DAY = dt.datetime.fromisoformat("2025-03-01")


def station(name: str, kind: WaterKind = "river", **items: float) -> Assessment:
    readings = {item: Reading(value) for item, value in items.items()}
    samples = [Sample(name, kind, DAY, readings)] if items else []
    return assess(samples, name=name, kind=kind)


def stations(*ammonia: float | None) -> list[Assessment]:
    """Sections of one river by their ammonia nitrogen; None for one without data."""
    return [
        station(f"S{number}") if value is None else station(f"S{number}", nh3n=value)
        for number, value in enumerate(ammonia)
    ]


def test_fewer_than_five_sections_are_averaged_item_by_item() -> None:
    # (0.4 + 0.4 + 0.4 + 2.8) / 4 = 1.0: Ⅲ, although one section is 劣Ⅴ.
    found = assess_body(stations(0.4, 0.4, 0.4, 2.8), name="R", kind="river", target=3)
    assert (found.rule, found.water_class, found.met) == ("average", 3, True)
    assert found.quality is not None
    assert found.quality.zh == "良好"
    assert found.reached == 3
    assert found.shares == {1: 0, 2: 0.75, 3: 0, 4: 0, 5: 0, 6: 0.25}


def test_from_five_sections_on_their_shares_count_and_there_is_no_class() -> None:
    # Four of five are Ⅱ: 80 % in Ⅰ to Ⅲ, from 75 % on good.
    found = assess_body(stations(0.4, 0.4, 0.4, 0.4, 2.8), name="R", kind="river", target=3)
    assert (found.rule, found.water_class, found.average) == ("shares", None, None)
    assert found.shares == {1: 0, 2: 0.8, 3: 0, 4: 0, 5: 0, 6: 0.2}
    assert found.quality is not None
    assert (found.quality.id, found.met, found.reached) == ("good", False, 4)
    every = assess_body(stations(*[0.4] * 5), name="R", kind="river", target=3)
    assert (every.met, every.reached) == (True, 5)
    assert assess_body(stations(*[0.4] * 5), name="R", kind="river").met is None


def test_sections_without_data_are_named_and_do_not_count_as_sections() -> None:
    found = assess_body(stations(0.4, 0.4, None, 0.4, 2.8), name="R", kind="river", target=3)
    assert (found.rule, found.water_class, found.no_data) == ("average", 3, ("S2",))
    assert len(found.stations) == 4


@pytest.mark.parametrize("its", [[], stations(None, None)])
def test_a_river_without_data_never_meets(its: list[Assessment]) -> None:
    found = assess_body(its, name="R", kind="river", target=5)
    assert (found.water_class, found.quality, found.met) == (None, None, None)
    assert (found.shares, found.reached) == ({}, 0)


def test_one_station_is_the_river() -> None:
    one = station("S", ph=5, do=4, tp=0.35)
    found = assess_body([one], name="S", kind="river", target=3)
    assert found.average is not None
    assert found.average.exceeded == ("ph", "do", "tp")
    # 0.35 / 0.2 - 1.
    assert found.average.exceedance == {"tp": 0.75}
    assert (found.water_class, found.met) == (one.water_class, False)


def test_a_lake_is_averaged_however_many_its_points() -> None:
    # (5 × 0.04 + 0.1) / 6 = 0.05: Ⅲ by the limits of lakes.
    its = [station(f"L{i}", "lake", tp=value) for i, value in enumerate([0.04] * 5 + [0.1])]
    found = assess_body(its, name="L", kind="lake", target=3)
    assert (found.rule, found.water_class, found.met) == ("average", 3, True)


def test_ph_is_the_worst_and_saturation_the_mean_of_the_sections() -> None:
    # pH 9.2 at one section is outside for all. Oxygen (7 + 7) / 2 at (85 + 97) / 2 = 91 % is Ⅰ.
    its = []
    for name, ph, saturation in (("N", 7.0, 85.0), ("S", 9.2, 97.0)):
        readings = {"ph": Reading(ph), "do": Reading(7)}
        samples = [Sample(name, "river", DAY, readings, do_saturation=saturation)]
        its.append(assess(samples, name=name, kind="river"))
    found = assess_body(its, name="R", kind="river", target=3)
    assert found.average is not None
    assert {each.item: each.item_class for each in found.average.items} == {"ph": 6, "do": 1}
    assert found.average.do_saturation == 91
    assert (found.average.samples, found.average.first) == (2, DAY)


def test_many_sections_are_undecided_when_only_detection_limits_speak_against_them() -> None:
    coarse = Sample("X", "river", DAY, {"tp": Reading(0.3, below=True)})
    its = [*stations(*[0.4] * 4), assess([coarse], name="X", kind="river")]
    assert assess_body(its, name="R", kind="river", target=3).met is None
    its.append(station("Y", nh3n=2))
    assert assess_body(its, name="R", kind="river", target=3).met is False


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({2: 0.7, 3: 0.2, 4: 0.1}, "excellent"),
        ({3: 0.89, 6: 0.11}, "good"),
        ({3: 0.75, 6: 0.25}, "good"),
        ({3: 0.74, 4: 0.07, 6: 0.19}, "light"),
        ({3: 0.74, 4: 0.06, 6: 0.20}, "moderate"),
        ({3: 0.50, 4: 0.11, 6: 0.39}, "moderate"),
        ({3: 0.60, 6: 0.40}, "heavy"),
        ({6: 1.0}, "heavy"),
    ],
)
def test_the_word_for_many_sections(shares: dict[int, float], expected: str) -> None:
    assert quality_of_shares(shares).id == expected


def test_bad_input_is_refused() -> None:
    for code, its, target in (
        ("water_kinds_mixed", [station("L", "lake", tp=1)], 3),
        ("water_target_unknown", stations(1.0), 0),
    ):
        with pytest.raises(InputError, match=code):
            assess_body(its, name="R", kind="river", target=target)
    with pytest.raises(InputError, match="water_item_unknown"):
        assess_body(stations(1.0), name="R", kind="river", assessed=[*ASSESSED, "ammonia"])
