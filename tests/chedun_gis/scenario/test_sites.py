"""Sites are shown and named before anything is solved, in a toy town worked out by hand."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
from shapely import Point, box

from chedun_gis.analysis import nearest_names
from chedun_gis.scenario import (
    Scenario,
    SitingQuestion,
    as_scenario,
    candidates_evidence,
    distinct_names,
    extent_of,
    site_name,
    sites,
)
from chedun_gis.texts import bare
from chedun_gis.town import open_town
from geo.siting import Choice, Sites
from layers import LAYERS, Text
from tests.conftest import PLACE, feature

MARKET, SCHOOL = Text("集市（示意）", "Market (sketch)"), Text("小学", "School")


def frame(*shapes: object) -> gpd.GeoDataFrame:
    names = [f"s{number}" for number in range(len(shapes))]
    return gpd.GeoDataFrame({"id": names}, index=names, geometry=list(shapes), crs=PLACE.metric_crs)


def test_a_place_is_named_by_what_has_a_name_nearest_to_it(toy_with: Callable[..., Path]) -> None:
    layer = LAYERS["facilities"]

    def place(name: Text, lon: float) -> dict[str, object]:
        where = {"type": "Point", "coordinates": [lon, 31.005]}
        return feature(layer, name.en, name_zh=name.zh, name_en=name.en, geometry=where)

    for other in ("parks", "bus_stops", "compounds", "villages"):
        toy_with(other)
    town = open_town(toy_with("facilities", place(MARKET, 121.281), place(SCHOOL, 121.289)))
    spots = gpd.GeoSeries([Point(121.2845, 31.0), Point(121.2855, 31.0)], crs=4326)
    found = nearest_names(town, spots.to_crs(town.place.metric_crs).to_numpy())
    assert found == [Text("集市", "Market"), SCHOOL]  # the middle lies at 121.285
    nobody = open_town(toy_with("facilities"))
    assert nearest_names(nobody, spots.to_numpy()) == [None, None]


def test_only_the_remark_that_it_is_sketched_goes_from_a_name() -> None:
    names = (
        "集市（示意）",
        "北松路（走向示意）",
        "车墩站（金山铁路）",
        "（示意）",
        "A (block sketched)",
    )
    assert [bare(each) for each in names] == [
        "集市",
        "北松路",
        "车墩站（金山铁路）",
        "（示意）",
        "A",
    ]


def test_the_refused_are_shown_by_their_reason_and_the_others_by_where_they_are() -> None:
    kept = frame(box(0, 0, 100, 100), box(200, 0, 300, 100))
    refused = frame(box(0, 200, 100, 300), box(0, 400, 9, 409)).assign(
        reason=["on_excluded", "too_small"]
    )
    found = candidates_evidence(Sites(kept, refused), [SCHOOL, None], "zh")
    assert found is not None
    assert [(part.title.en, len(part.frame)) for part in found.parts] == [
        ("Too small", 1),
        ("On excluded land", 1),
        ("Candidates", 2),
    ]
    assert found.parts[-1].frame["name"].tolist() == ["近小学 · s0", "s1"]
    assert site_name("s0", SCHOOL, "en") == "near School · s0"


def test_more_than_can_be_told_apart_are_not_drawn() -> None:
    many = frame(*[Point(each, 0) for each in range(sites.MOST_DRAWN + 1)])
    none = many.iloc[:0].assign(reason="")
    assert candidates_evidence(Sites(many, none), [None] * len(many), "zh") is None


def test_parks_of_an_answer_are_named_by_where_they_are_and_known_by_their_extent() -> None:
    east, north = 620_000.0, 3_430_000.0
    land = frame(box(east, north, east + 101, north + 101))
    offered = Sites(land, land.iloc[:0].assign(reason=""))
    choice = Choice(("s0",), 1.0, 0.5)
    named = as_scenario(SitingQuestion(), choice, offered, "一处", {"s0": SCHOOL})
    [change] = named.changes
    assert change.fields["name_zh"] == "选址公园1（近小学）"
    assert change.shape is not None
    extent = extent_of(named)
    assert extent == change.shape.bounds
    assert extent_of(Scenario("", "空")) is None


def test_scenarios_of_one_name_are_told_apart() -> None:
    one = Scenario("a", "甲", author="张工", time="2026-11-23T10:00:00+08:00")
    two = Scenario("b", "甲", author="李工", time="2026-11-23T10:00:00+08:00")
    later = Scenario("c", "甲", author="张工", time="2026-11-24T10:00:00+08:00")
    assert distinct_names([one, Scenario("d", "乙")]) == ["甲", "乙"]
    assert distinct_names([one, two]) == ["甲 · 张工", "甲 · 李工"]
    assert distinct_names([one, later]) == [
        "甲 · 张工 · 2026-11-23 10:00",
        "甲 · 张工 · 2026-11-24 10:00",
    ]
    assert len(set(distinct_names([one, one, one]))) == 3
