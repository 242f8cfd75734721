"""Rivers by monitoring results: stations on segments, rivers on the scorecard."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chedun_gis.analysis import (
    WaterQuestion,
    misplaced,
    segment_frame,
    water_evidence,
    water_report,
)
from chedun_gis.indicators import result_of
from chedun_gis.indicators.results import indicators
from chedun_gis.town import Town, open_town
from geo.water import read_samples
from layers import LAYERS, Text
from tests.conftest import feature, with_plans, write_geojson

HEAD = "station,kind,date,target,COD,NH3-N\n"
# Class Ⅲ asks for COD ≤ 20 and ammonia ≤ 1.0, class Ⅳ for 30 and 1.5.
GOOD_3, GOOD_4, BAD = "18,0.8", "28,1.4", "45,2.5"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Two rivers with target Ⅲ (two and one segments), one with Ⅳ, one without a target."""
    rivers = (("a", 1, "3"), ("a", 2, "3"), ("b", 1, "3"), ("c", 1, "4"), ("d", 1, "none"))
    write_geojson(
        tmp_path / "river_segments.geojson",
        [
            feature(
                LAYERS["river_segments"],
                f"river-{name}-{number}",
                name_zh=f"{name}河第{number}段",
                name_en=f"River {name}, reach {number}",
                river_id=f"river-{name}",
                river_zh=f"{name}河",
                river_en=f"River {name}",
                target_class=target,
                water_kind="river",
            )
            for name, number, target in rivers
        ],
    )
    with_plans(tmp_path)
    return tmp_path


@pytest.fixture
def measured(town: Path) -> Callable[..., Town]:
    def write(*rows: str) -> Town:
        text = HEAD + "".join(f"{row}\n" for row in rows)
        (town / "water_samples.csv").write_text(text, encoding="utf-8")
        return open_town(town)

    return write


def row(station: str, values: str, kind: str = "river") -> str:
    return f"{station},{kind},2025-03-01,,{values}"


def test_a_station_stands_where_its_name_says(measured: Callable[..., Town]) -> None:
    store = measured(
        row("a河第1段", GOOD_3), row("river-a-2", BAD), row("c河桥", GOOD_4), row("远方", GOOD_3)
    )
    report = water_report(store)
    assert report.place == {
        "a河第1段": ("river-a", "river-a-1"),
        "river-a-2": ("river-a", "river-a-2"),
        "c河桥": ("river-c", ""),
    }
    assert report.unplaced == ("远方",)
    classes = {each.id: each.body.water_class for each in report.segments}
    assert classes == {
        "river-a-1": 3,
        "river-a-2": 6,
        "river-b-1": None,
        "river-c-1": 4,
        "river-d-1": None,
    }
    # Both stations of river a averaged: COD (18 + 45) / 2 = 31.5 is class Ⅴ, ammonia 1.65 is Ⅴ.
    rivers = {each.id: each.body for each in report.rivers}
    assert (rivers["river-a"].water_class, rivers["river-a"].met) == (5, False)
    assert (rivers["river-b"].water_class, rivers["river-b"].met) == (None, None)
    assert (rivers["river-c"].water_class, rivers["river-c"].met) == (4, True)


def test_a_name_that_two_rivers_share_decides_nothing(town: Path) -> None:
    content = (town / "river_segments.geojson").read_text(encoding="utf-8")
    (town / "river_segments.geojson").write_text(content.replace("c河", "a河东支"), "utf-8")
    samples = read_samples((HEAD + row("a河东支口", GOOD_3) + "\n").encode()).samples
    assert water_report(open_town(town), WaterQuestion(samples)).unplaced == ("a河东支口",)


def figure(store: Town, name: str) -> tuple[float | None, float | None, float | None, bool | None]:
    indicator = next(each for each in indicators(store) if each.id == name)
    result = result_of(store, indicator)
    found = result.measurement
    return found.value, found.low, found.high, result.met


def test_no_data_is_unknown_and_never_meets(measured: Callable[..., Town]) -> None:
    # The target is five rivers at Ⅲ; the toy town has two: it cannot be reached.
    assert figure(measured(), "river-class-3") == (None, 0, 2, None)
    assert figure(measured(row("a河", GOOD_3)), "river-class-3") == (1, 1, 2, False)
    both = measured(row("a河", GOOD_3), row("b河", BAD))
    assert figure(both, "river-class-3") == (1, 1, 1, False)


def test_a_verdict_that_the_unknown_rivers_could_change_is_open(
    measured: Callable[..., Town], town: Path
) -> None:
    # With a target of two rivers, one known to reach it leaves the verdict open.
    table = (town / "plans/14/indicators.csv").read_text(encoding="utf-8")
    lines = [
        line.replace(",5,5条,5 rivers,", ",2,2条,2 rivers,")
        if line.startswith("river-class-3")
        else line
        for line in table.splitlines()
    ]
    (town / "plans/14/indicators.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert figure(measured(row("a河", GOOD_3)), "river-class-3") == (None, 1, 2, None)
    both = measured(row("a河", GOOD_3), row("b河", GOOD_3))
    assert figure(both, "river-class-3") == (2, 2, 2, True)


def test_the_shipped_file_holds_titles_only() -> None:
    found = open_town().samples
    assert (found.samples, found.problems, found.rows) == ((), (), 0)
    report = water_report(open_town())
    known = {each.id: each.body.met for each in report.rivers}
    assert known == dict.fromkeys(open_town().frame("river_segments")["river_id"])
    evidence = water_evidence(report, open_town(), Text("水质", "Water"))
    assert [part.title.en for part in evidence.parts] == ["no data"]


def test_the_map_and_the_file_say_both_verdicts(measured: Callable[..., Town]) -> None:
    store = measured(row("a河第1段", GOOD_3), row("c河", BAD))
    report = water_report(store)
    parts = water_evidence(report, store, Text("水质", "Water")).parts
    assert [part.title.zh for part in parts] == ["无数据", "Ⅲ类", "劣Ⅴ类"]
    assert parts[1].frame["name"].tolist() == ["a河第1段 · Ⅲ / Ⅲ"]
    frame = segment_frame(report, store)
    assert frame.loc["river-c-1", "water_class"] == 6
    assert frame.loc["river-c-1", "limiting"] == "cod、nh3n"
    assert frame.loc["river-b-1", "met"] is None


def test_other_samples_are_another_question(measured: Callable[..., Town]) -> None:
    store = measured(row("a河", GOOD_3))
    text = HEAD + row("a河", BAD)
    question = WaterQuestion(read_samples(text.encode()).samples)
    # Equal samples are one question, read from a file anew or not.
    assert question == WaterQuestion(read_samples(text.encode()).samples)
    assert water_report(store, question) is water_report(store, WaterQuestion(question.samples))
    classes = [
        each.stations[0].water_class
        for each in (water_report(store), water_report(store, question))
    ]
    assert classes == [3, 6]
    assert water_report(store, WaterQuestion(())).stations == ()


def test_a_lake_station_on_a_river_is_named(measured: Callable[..., Town]) -> None:
    store = measured(row("a河", GOOD_3, "lake"))
    report = water_report(store)
    assert [problem.feature for problem in misplaced(report, store)] == ["a河"]
    assert next(each for each in report.rivers if each.id == "river-a").body.water_class is None
