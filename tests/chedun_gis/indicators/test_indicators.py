"""The scorecard: 31 lines, each figure with what it rests on, nothing made up."""

from pathlib import Path
from shutil import copytree

import geopandas as gpd
import numpy as np
import pytest
from shapely import Point, box
from shapely.geometry import mapping

from chedun_gis.analysis import (
    BusQuestion,
    CoverageQuestion,
    bus_evidence,
    bus_report,
    coverage_evidence,
    coverage_report,
    coverage_rules,
    covered,
)
from chedun_gis.indicators import (
    Measurement,
    Result,
    as_data,
    line_of,
    missing_words,
    plan_of,
    result_of,
    scorecard,
    state_of,
    unknown_entries,
)
from chedun_gis.indicators.entries import entries
from chedun_gis.indicators.indicator import Indicator, Target, met
from chedun_gis.indicators.lines import basis_of
from chedun_gis.indicators.results import indicators, measures
from chedun_gis.texts import LANGS
from chedun_gis.town import open_town
from chedun_gis.town.settings import DATA_DIR
from geo import InputError
from layers import LAYERS, Text
from tests import by_hand
from tests.conftest import feature, with_plans, write_geojson

STORE = open_town()
KEYS = {
    "value",
    "numerator",
    "denominator",
    "unit",
    "low",
    "high",
    "rule",
    "clause",
    "target",
    "met",
    "inputs",
}


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    return {result.indicator.id: result for result in scorecard(STORE)}


def test_all_31_are_there(results: dict[str, Result]) -> None:
    assert len(results) == 31
    assert set(measures()) <= set(results)
    for result in results.values():
        data = as_data(result)
        assert set(data) >= KEYS
        for lang in LANGS:
            line = line_of(result, lang)
            assert all((line.title, line.value, line.target, line.state, line.clause))
        if result.measurement.value is None:
            assert state_of(result) == "unknown"
            assert data["met"] is None  # no data never meets


def test_the_park_figure_is_that_of_an_independent_union(results: dict[str, Result]) -> None:
    # The plan's rule counts park green space only, no squares, over built urban homes.
    land = by_hand.homes()
    covered_m2 = by_hand.inside_m2(land, by_hand.by_the_plan())
    figure = results["park-500m"].measurement
    assert figure.numerator == pytest.approx(covered_m2, rel=by_hand.AGREE)
    assert figure.denominator == pytest.approx(land.area.sum(), rel=1e-9)
    assert figure.value == pytest.approx(100 * covered_m2 / land.area.sum(), abs=1e-4)
    # All parks but one are known to a kilometre at best: nothing is certain but a little about the
    # one that stands on a point, and no home is so far from all that it could not be near one.
    assert figure.low is not None
    assert 0 < figure.low < 1
    assert figure.high == 100
    assert figure.rule is not None
    assert figure.rule.key == ("park", "plan-2025")


def test_a_figure_that_rests_on_sketches_says_so(results: dict[str, Result]) -> None:
    park = results["park-500m"]
    assert park.schematic
    assert as_data(park)["schematic"] is True
    assert basis_of(park, "zh") == "含示意图形，仅供说明"
    assert {each.layer for each in park.measurement.inputs} == {"parks", "residential"}


def test_an_entered_value_names_its_date_and_source(results: dict[str, Result]) -> None:
    doctor = results["family-doctor"]
    assert doctor.measurement.value == 30
    assert doctor.measurement.date == "2020"
    assert doctor.measurement.source == "chedun-14fyp"
    assert doctor.met is False
    assert "2020" in basis_of(doctor, "en")


def test_the_latest_entry_counts(tmp_path: Path) -> None:
    with_plans(tmp_path)
    name = "family-doctor"
    rows = f"id,value,date,source\n{name},61,2022,a\n{name},72,2024,b\n{name},,2025,c\n"
    (tmp_path / "indicator_values.csv").write_text(rows, encoding="utf-8")
    store = open_town(tmp_path)
    doctor = next(each for each in indicators(store) if each.id == name)
    result = result_of(store, doctor)
    assert (result.measurement.value, result.measurement.source, result.met) == (72, "b", True)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("gdp,much,2024,b,plan", "entry_number"),
        ("gdp,1e999,2024,b,plan", "entry_number"),
        ("gdp,nan,2024,b,plan", "entry_number"),
        ("gdp,7,2024,b,plan\ngdp,8,2024,c,plan", "entry_twice"),
    ],
)
def test_an_entry_that_says_nothing_spoils_its_own_figure(
    rows: str, code: str, tmp_path: Path
) -> None:
    copytree(DATA_DIR, tmp_path / "data")
    values = tmp_path / "data" / "indicator_values.csv"
    values.write_text(values.read_text("utf-8") + rows + "\n", encoding="utf-8")
    town = open_town(tmp_path / "data")
    assert [(each.code, each.feature) for each in entries(town).problems] == [(code, "gdp")]
    results = {each.indicator.id: each for each in scorecard(town)}
    assert [name for name, each in results.items() if each.measurement.missing] == ["gdp"]
    assert results["family-doctor"].measurement.value == 30
    assert "gdp" in results["gdp"].measurement.detail.zh


def test_an_entry_of_no_indicator_is_told_and_counts_nowhere(tmp_path: Path) -> None:
    copytree(DATA_DIR, tmp_path / "data")
    values = tmp_path / "data" / "indicator_values.csv"
    values.write_text(values.read_text("utf-8") + "gdq,7,2024,b,plan\n", encoding="utf-8")
    town = open_town(tmp_path / "data")
    assert scorecard(town) == scorecard(open_town())
    (words,) = unknown_entries(town, "zh")
    assert "“gdq”" in words


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("indicator_values.csv", "id,when\ngdp,3\n"),
        ("indicator_values.csv", "x\n1\n"),
    ],
)
def test_a_table_without_its_columns_is_one_sentence(
    file: str, content: str, tmp_path: Path
) -> None:
    copytree(DATA_DIR, tmp_path / "data")
    (tmp_path / "data" / file).write_text(content, encoding="utf-8")
    town = open_town(tmp_path / "data")
    assert unknown_entries(town, "zh") == []
    with pytest.raises(InputError, match="table_wrong"):
        entries(town)


def test_an_entry_may_be_short_and_in_gbk(tmp_path: Path) -> None:
    with_plans(tmp_path)
    rows = "id,value,date,source,basis\ngdp,7.2,2024,统计年鉴\ngdp\n"
    (tmp_path / "indicator_values.csv").write_text(rows, encoding="gbk")
    store = open_town(tmp_path)
    gdp = next(each for each in indicators(store) if each.id == "gdp")
    measured = result_of(store, gdp).measurement
    assert (measured.value, measured.date, measured.source) == (7.2, "2024", "统计年鉴")


def test_a_torn_table_of_entries_spoils_only_what_it_holds(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    copytree(DATA_DIR, folder)
    values = folder / "indicator_values.csv"
    values.write_bytes(values.read_bytes() + b'gdp,"7.2')
    results = scorecard(open_town(folder))
    lost = [each for each in results if each.measurement.missing]
    assert lost == [each for each in results if each.indicator.id not in measures()]
    assert {each.measurement.value for each in lost} == {None}
    measured = {each.indicator.id: each.measurement.value for each in results if each not in lost}
    sound = {each.indicator.id: each.measurement.value for each in scorecard(open_town())}
    assert measured == {name: sound[name] for name in measured}
    # One reason, said once: the file, the line, what to do.
    counted, why = missing_words(results, "zh")
    assert str(len(lost)) in counted
    assert "“indicator_values.csv”" in why
    assert "第 6 行" in why


@pytest.mark.parametrize(
    ("value", "target", "sense", "expected"),
    [
        (100.0, 100.0, "at_least", True),
        (99.99, 100.0, "at_least", False),
        (3.0, 5.0, "at_most", True),
        (6.0, 5.0, "at_most", False),
        (2.0, 2.0, "equal", True),
        (None, 2.0, "at_least", None),
        (5.0, None, "at_least", None),
    ],
)
def test_verdicts(
    value: float | None, target: float | None, sense: str, expected: bool | None
) -> None:
    words = Text("目标", "target")
    found = met(Target(target, words, sense, "expected"), Measurement(value, words))
    assert found is expected


def test_state_without_a_number_to_meet() -> None:
    words = Text("推进", "advance")
    plan = plan_of(open_town())
    assert plan is not None
    indicator = Indicator(
        plan, "x", words, words, Target(None, words, "at_least", "expected"), "spatial", "1", words
    )
    assert state_of(Result(indicator, Measurement(5.0, words), None)) == "open"


def test_bus_of_the_shipped_stops() -> None:
    report = bus_report(STORE)
    zones = by_hand.layer("zones")
    targets = zones.geometry[zones["bus_target"]]
    near = {zone: by_hand.lines_near(shape) for zone, shape in targets.items()}
    assert {zone: set(row["lines"]) for zone, row in report.verdicts.iterrows()} == near
    assert report.verdicts["line_count"].to_dict() == {zone: len(its) for zone, its in near.items()}
    # Only one line stops near these three.
    missed = report.verdicts.index[~report.verdicts["met"]]
    assert set(missed) == {"zone-food-park", "zone-meddev-park", "zone-pujiangyuan"}
    titles = [part.title.zh for part in bus_evidence(report).parts]
    assert titles == ["两条及以上", "一条", "无公交"]


def test_more_kinds_and_a_larger_radius_never_take_lines_away() -> None:
    small, large = bus_report(STORE, BusQuestion(radius_m=300)), bus_report(STORE)
    more = bus_report(
        STORE, BusQuestion(kinds=frozenset({"regular", "night", "shuttle", "commuter"}))
    )
    assert (small.verdicts["line_count"] <= large.verdicts["line_count"]).all()
    assert (large.verdicts["line_count"] <= more.verdicts["line_count"]).all()
    assert (small.service.shares[2] <= large.service.shares[2] + 1e-12).all()


def test_every_rule_gives_the_figure_of_an_independent_union() -> None:
    # By hand from the standards: which parks count, and how far each reaches.
    sizes = (by_hand.parks(least_m2=5_000), 500), (by_hand.parks(least_m2=400), 300)
    zones, thousand = by_hand.layer("zones"), by_hand.parks(least_m2=1_000)
    quarter = zones.geometry[zones["kind"] == "heritage"].union_all()
    reaches = {
        "plan-2025": [(by_hand.parks(*by_hand.GREEN), 500)],
        "gbt51346-2019": [(by_hand.parks(), 500)],  # squares too
        "gb55014-2021": [(by_hand.parks(*by_hand.GREEN), 500)],
        "garden-city-2022": sizes,
        "eco-garden-city": sizes,
        # From 1,000 m² in historic quarters.
        "gb50563-2010": [sizes[0], (thousand[thousand.intersects(quarter)], 300)],
        "gb50180-2018-10min": [(by_hand.parks(least_m2=10_000), 500)],
    }
    want = {
        rule: by_hand.share(by_hand.homes(), by_hand.reach(*its)) for rule, its in reaches.items()
    }
    found = {}
    for rule in coverage_rules(STORE, "park"):
        measured = covered(STORE, CoverageQuestion(rule=rule.name))
        assert measured is not None
        found[rule.id] = measured.share
    assert found == pytest.approx(want, abs=by_hand.AGREE)


def test_gaps_add_up_and_are_evidence() -> None:
    report = coverage_report(STORE, CoverageQuestion())
    assert report is not None
    assert report.gaps["area_m2"].sum() == pytest.approx(report.found.mapped.uncovered, abs=100)
    assert report.gaps["area_m2"].is_monotonic_decreasing
    evidence = coverage_evidence(report, Text("覆盖", "Coverage"))
    assert len(evidence.parts[1].frame) == len(report.gaps)


def test_the_coverage_of_a_zone_is_that_of_the_homes_in_it() -> None:
    report = coverage_report(STORE, CoverageQuestion())
    assert report is not None
    town = by_hand.layer("zones").geometry["zone-market-town"]
    homes = by_hand.homes().clip(town)
    covered_m2 = by_hand.inside_m2(homes, by_hand.by_the_plan())
    row = report.zones.loc["zone-market-town"]
    assert row["total"] == pytest.approx(homes.area.sum(), rel=1e-9)
    assert row["covered"] == pytest.approx(covered_m2, rel=by_hand.AGREE)
    # No homes, no share.
    assert np.isnan(report.zones.loc["zone-dev-zone", "share"])


def test_a_circle_without_known_places_is_unknown_not_zero(results: dict[str, Result]) -> None:
    for name, word in (("sport-15min", "体育"), ("life-15min", "体育")):
        result = results[name]
        assert (result.measurement.value, result.met) == (None, None)
        assert word in result.measurement.detail.zh
    # The circle that can be measured says that it takes the walk for a straight line.
    assert "不是沿路网的距离" in results["elder-15min"].measurement.detail.zh


def test_the_life_circle_is_where_all_kinds_reach(tmp_path: Path) -> None:
    # Homes: a square of 2,000 m. Four kinds of facility, each in the middle of it but one on its
    # left edge: in reach of all is the lens of two discs of 1,000 m whose centres lie 1,000 m
    # apart, r²·(2π/3 − √3/2) = 1,228,370 m² of 4,000,000 m².
    east, north = 624000.0, 3435000.0
    homes = gpd.GeoSeries([box(east, north, east + 2000, north + 2000)], crs=4549).to_crs(4326)
    middle, edge = (
        gpd.GeoSeries([Point(east + x, north + 1000)], crs=4549).to_crs(4326)[0] for x in (1000, 0)
    )
    kinds = ("elder_care", "sport", "school", "health")
    write_geojson(
        tmp_path / "facilities.geojson",
        [
            feature(
                LAYERS["facilities"],
                kind,
                kind=kind,
                stage="completed",
                geometry=mapping(edge if kind == "health" else middle),
            )
            for kind in kinds
        ],
    )
    block = feature(LAYERS["residential"], kind="urban", geometry=mapping(homes[0]))
    write_geojson(tmp_path / "residential.geojson", [block])
    with_plans(tmp_path)
    store = open_town(tmp_path)
    life = next(each for each in indicators(store) if each.id == "life-15min")
    figure = result_of(store, life).measurement
    assert figure.numerator == pytest.approx(1_228_370, rel=1e-4)
    assert figure.value == pytest.approx(30.709, abs=0.01)


def test_elder_care_is_points() -> None:
    report = coverage_report(STORE, CoverageQuestion("elder-care"))
    assert report is not None
    places = by_hand.layer("facilities")
    places = places.geometry[(places["kind"] == "elder_care") & (places["stage"] == "completed")]
    want = by_hand.share(by_hand.homes(), by_hand.reach((places, 1_000)))
    assert report.found.mapped.share == pytest.approx(want, abs=by_hand.AGREE)
    assert coverage_evidence(report, Text("a", "b")).parts[2].geometry == "Point"
