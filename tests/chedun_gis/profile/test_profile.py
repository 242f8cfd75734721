"""Profiles of the toy town, with every figure worked out by hand, and of the real one."""

import json
import math
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, box

from chedun_gis.analysis import BeltQuestion, lines_of
from chedun_gis.indicators import input_of
from chedun_gis.profile import (
    OWN,
    Area,
    Profile,
    areas,
    as_json,
    belt_area,
    contents,
    contents_csv,
    contents_evidence,
    contents_geojson,
    inputs_of,
    overlap_of,
    polygon_layers,
    profile,
    river_m,
    schematic,
)
from chedun_gis.profile.data import as_data
from chedun_gis.texts import LANGS
from chedun_gis.town import Town, open_town
from layers import Text
from tests import by_hand
from tests.chedun_gis.profile.town import features, layers, place, toy_town, zone

A, B, D, BELT = "zones:A", "zones:B", "zones:D", "belts:road-belt"
HECTARE_M2 = 10_000
REAL = open_town()
# A river on the border of two areas counts in both.
ALONG_A_RIVER = {100, 200, 500, 1200}


@pytest.fixture(scope="module")
def town() -> Town:
    return toy_town(layers())


def found(town: Town, key: str) -> Profile:
    return profile(town, areas(town)[key])


def ids(frame: gpd.GeoDataFrame) -> set[str]:
    return set(frame["id"])


def test_zones_and_belts_can_be_profiled(town: Town) -> None:
    known = areas(town)
    assert list(known) == [A, B, "zones:C", D, BELT]
    # 1000 by 1000; 2000 by 400, cut off by the town at 2000 east.
    assert known[A].area_m2 == pytest.approx(100 * HECTARE_M2)
    assert known[BELT].area_m2 == pytest.approx(80 * HECTARE_M2)
    assert (known[A].clause, known[A].width_m, known[BELT].width_m) == ("6.1", None, 400)
    assert known[A].drawn.schematic
    assert not known[D].drawn.schematic


def test_a_belt_outside_the_town_is_no_area() -> None:
    frames = layers()
    outside = LineString([(0, 5000), (900, 5000)])
    frames["belts"] = frames["belts"].set_geometry([place(outside)], crs=frames["belts"].crs)
    assert BELT not in areas(toy_town(frames))


def test_projects_count_by_site_or_by_the_zone_that_the_plan_names(town: Town) -> None:
    projects = found(town, A).projects
    known = dict(zip(projects.inside["id"], projects.inside["known_by"], strict=True))
    assert known == {"exact": "site", "by-plan": "zone", "in-A": "zone"}
    assert projects.by_stage == {"completed": 1, "planned": 2}
    # B shares ground with A, so its project may stand here; so may one without a zone, whose
    # point lies here. D does not, so a point of its project that strays into A says nothing.
    assert ids(projects.possible) == {"in-B", "no-zone"}
    assert projects.unplaced == 1


def test_a_point_that_stands_for_a_zone_is_no_site(town: Town) -> None:
    projects = found(town, BELT).projects
    assert ids(projects.inside) == {"exact", "east"}
    assert ids(projects.possible) == {"in-A", "in-B"}
    assert set(projects.inside["known_by"]) == {"site"}


def test_bus_lines(town: Town) -> None:
    bus = found(town, A).bus
    # s3 has a night line only: no stop that counts. s2 is 600 m off.
    assert ids(bus.stops) == {"s1"}
    assert bus.calling == bus.lines == ("乙路", "甲路")
    # The disc of 500 m around the middle of the square of 1000 m.
    assert bus.share == pytest.approx(math.pi / 4, rel=1e-5)
    assert bus.met is True
    # A strip of 2h = 400 m through the middle of a disc of r = 500 m; at s2 only one line calls.
    h, r = 200, 500
    strip = 2 * (h * math.sqrt(r * r - h * h) + r * r * math.asin(h / r))
    belt = found(town, BELT).bus
    assert belt.share == pytest.approx(strip / 800_000, rel=1e-5)
    assert belt.met is None  # the plan's target names zones, not this belt
    assert found(town, D).bus.lines == ("乙路",)  # 500 m from the corner (1900, 900) exactly


def test_park_coverage_with_its_interval(town: Town) -> None:
    parks = found(town, A).parks
    # Homes inside: h1 with 1 ha, and half of h2. The park's edge is at 550 north, so 500 m reach
    # down to 50: half of h1. h2 is 850 m off.
    assert parks.homes_m2 == pytest.approx(1.5 * HECTARE_M2)
    assert parks.covered_m2 == pytest.approx(0.5 * HECTARE_M2)
    assert parks.share == pytest.approx(1 / 3)
    # Both places together are known to 20 + 30 m: 450 m reach down to 100, 550 m to 0.
    assert parks.low == pytest.approx(0, abs=1e-9)
    assert parks.high == pytest.approx(2 / 3)
    assert parks.met is False
    assert (parks.rule.id, parks.rule.clause) == ("plan-2025", "9.2.2")
    assert ids(parks.inside) == {"p1"}
    assert parks.inside_m2 == pytest.approx(HECTARE_M2)


def test_no_homes_or_no_parks_is_no_figure(town: Town) -> None:
    empty = found(town, D).parks
    assert (empty.share, empty.low, empty.high, empty.met, empty.homes_m2) == (
        None,
        None,
        None,
        None,
        0,
    )
    without = toy_town(layers() | {"parks": features("parks")})
    parks = found(without, A).parks
    assert (parks.share, parks.high, parks.met) == (None, None, None)
    assert parks.homes_m2 == pytest.approx(1.5 * HECTARE_M2)


def test_rivers_and_shores(town: Town) -> None:
    area = found(town, A)
    listed = [(each.id, each.length_m, each.target_class, each.water_kind) for each in area.rivers]
    # 1000 m from west to east and 300 m north; the shore of a lake of 100 by 100.
    assert listed == [("r1", 1300, "4", "river"), ("lake", 400, "none", "lake")]
    assert river_m(area.rivers) == 1300
    # The second stretch of r1 only touches the belt.
    assert [(each.id, each.length_m) for each in found(town, BELT).rivers] == [("r2", 400)]


def test_industrial_parks_together_count_ground_once(town: Town) -> None:
    industry = found(town, A).industry
    listed = [(each.id, each.share_of_area, each.share_of_park) for each in industry.parks]
    # B: 200 by 1000 of 1000 by 1000. C: 100 by 500, half of C, all of it inside B.
    assert listed == [("B", pytest.approx(0.2), pytest.approx(0.2)), ("C", 0.05, 0.5)]
    assert industry.share == pytest.approx(0.2)
    assert [each.id for each in found(town, B).industry.parks] == ["C"]  # not itself


def test_what_takes_the_ground(town: Town) -> None:
    taken = {(each.group, each.title.en): each for each in found(town, A).land}
    shares = {key: round(each.share, 9) for key, each in taken.items()}
    assert shares == {
        ("zones", "B"): 0.2,
        ("zones", "C"): 0.05,
        ("residential", "Urban residential"): 0.015,
        ("residential", "Rural settlement"): 0.01,
        ("parks", "Existing park"): 0.01,
        ("belts", "road-belt"): 0.4,
    }
    assert taken["residential", "Urban residential"].count == 2
    # The belt does not name itself.
    assert [each.group for each in found(town, BELT).land] == [
        "zones",
        "zones",
        "zones",
        "residential",
        "parks",
    ]


def test_every_figure_says_whether_it_rests_on_a_sketch(town: Town) -> None:
    drawn, surveyed = found(town, A), found(town, D)
    for part in (drawn.projects, drawn.bus, drawn.parks, drawn.industry, *drawn.land):
        assert schematic(part.inputs)
    # D is surveyed and its stops are open data; its parks are sketched.
    assert not schematic(surveyed.bus.inputs)
    assert schematic(surveyed.parks.inputs)
    used = {each.layer: each.features for each in inputs_of(drawn)}
    # Of rivers r1 twice and the lake, of homes all three (coverage alone used two).
    assert used["river_segments"] == 3
    assert used["residential"] == 3
    assert used["bus_stops"] == 2


def test_the_data_hold_every_part_with_its_basis(town: Town) -> None:
    data = json.loads(as_json(found(town, A)))
    parks = data["park_coverage"]
    # Half of h1's hectare, of h1 and half of h2.
    figures = [parks[key] for key in ("numerator", "denominator", "value")]
    assert figures == pytest.approx([5_000, 15_000, 1 / 3])
    assert (parks["rule"], parks["clause"], parks["target"]) == ("plan-2025", "9.2.2", 1.0)
    assert data["bus"]["line_count"] == 2
    assert data["projects"]["by_stage"] == {"completed": 1, "planned": 2}
    figures = [data[key] for key in ("area", "projects", "bus", "park_coverage")]
    figures += [*data["rivers"], data["industrial_parks"], *data["land"]]
    assert all(each["schematic"] and each["inputs"] for each in figures)


def test_the_file_holds_the_area_and_its_parts_cut_to_it(town: Town) -> None:
    listed = contents(town, areas(town)[A])
    every = listed.set_index("id")
    assert set(every.index) == {
        "area:A",
        "zones:B",
        "zones:C",
        "residential:h1",
        "residential:h2",
        "residential:h3",
        "parks:p1",
        "river_segments:r1-1",
        "river_segments:r1-2",
        "river_segments:lake",
        "bus_stops:s1",
        "projects:exact",
        "projects:by-plan",
        "projects:in-A",
    }
    assert every.loc["residential:h2", "area_m2"] == pytest.approx(5000)
    assert every.loc["river_segments:r1-1", "length_m"] == pytest.approx(1000)
    assert every.loc["area:A", "basis"] == "schematic"
    written = json.loads(contents_geojson(listed))["features"]
    assert len(written) == len(every)
    lines = contents_csv(listed).decode("utf-8-sig").splitlines()
    assert len(lines) == len(every) + 1
    parts = contents_evidence(listed, "zh").parts
    assert [part.title.zh for part in parts][:2] == ["范围", "产业园区"]
    assert all(len(part.frame) for part in parts)


def test_a_name_that_a_spreadsheet_would_compute() -> None:
    frames = layers()
    frames["zones"] = features("zones", zone("A", "village", box(0, 0, 9, 9), name_zh="=1+1"))
    store = toy_town(frames)
    text = contents_csv(contents(store, areas(store)[A])).decode("utf-8-sig")
    assert "'=1+1" in text


def own_area(town: Town, west: float, east: float) -> Area:
    shape = gpd.GeoDataFrame({"id": ["own"]}, geometry=[place(box(west, 0, east, 1000))], crs=4549)
    title = Text("自", "own")
    return Area("own:x", title, shape, input_of(town, "zones"), title)


@settings(max_examples=12)
@given(cut=st.integers(1, 1999).filter(lambda cut: cut not in ALONG_A_RIVER))
def test_two_halves_make_the_whole(town: Town, cut: int) -> None:
    """Wherever the town is cut, lengths, homes and ground of the halves add up."""
    whole = profile(town, own_area(town, 0, 2000))
    halves = [profile(town, own_area(town, *ends)) for ends in ((0, cut), (cut, 2000))]
    for measure in (
        lambda each: sum(river.length_m for river in each.rivers),
        lambda each: each.parks.homes_m2,
        lambda each: each.parks.covered_m2,
        lambda each: each.bus.share * each.area.area_m2,
        lambda each: each.industry.share * each.area.area_m2,
        lambda each: sum(one.area_m2 for one in each.land),
    ):
        parts = sum(measure(half) for half in halves)
        assert parts == pytest.approx(measure(whole), rel=1e-6, abs=0.01)
    assert all(0 <= one.share <= 1 + 1e-9 for half in halves for one in half.land)


def test_a_belt_of_ones_own(town: Town) -> None:
    lines = lines_of(town, "river_segments")
    # Segments of a river are one line.
    assert [(key, each.title.en, len(each.features)) for key, each in lines.items()] == [
        ("r1-1", "r1", 2),
        ("r2-1", "r2", 1),
        ("lake", "lake", 1),
    ]
    name = lines["r2-1"].name
    both = belt_area(town, BeltQuestion(name, 100))
    left = belt_area(town, BeltQuestion(name, 100, side="left"))
    loose = belt_area(town, BeltQuestion(name, 100, ends="round", in_town=False))
    assert both is not None
    assert left is not None
    assert loose is not None
    assert both.area_m2 == left.area_m2 == pytest.approx(100_000)
    assert loose.area_m2 == pytest.approx(100_000 + math.pi * 50 * 50, rel=1e-5)
    # Northwards, the left is the west: 1100 to 1200, the whole of it in B.
    taken = {each.title.en: each.share for each in profile(town, left).land}
    assert taken["B"] == pytest.approx(1)
    assert "C" not in taken


def test_overlap_of_two_layers(town: Town) -> None:
    homes = overlap_of(town, "zones", "residential", own=None)
    rows = {
        (left, right): (area, ours, theirs)
        for left, right, area, ours, theirs in homes.pairs[
            ["left", "right", "area_m2", "left_share", "right_share"]
        ].itertuples(index=False)
    }
    assert rows[("A", "h2")] == pytest.approx((5000, 0.005, 0.5))
    assert rows[("B", "h2")] == pytest.approx((10_000, 0.01, 1))
    assert set(rows) == {("A", "h1"), ("A", "h2"), ("A", "h3"), ("B", "h2")}
    # Half of h2 lies in both zones: 1 + 1 + 1 ha on the ground, 3.5 ha in the rows.
    assert homes.area_m2 == pytest.approx(3 * HECTARE_M2)
    assert homes.pairs["area_m2"].sum() == pytest.approx(3.5 * HECTARE_M2)


def test_a_layer_over_itself_and_over_a_belt(town: Town) -> None:
    pairs = overlap_of(town, "zones", "zones", own=None).pairs
    assert list(zip(pairs["left"], pairs["right"], strict=True)) == [
        ("A", "B"),  # 20 ha
        ("B", "C"),  # 10 ha
        ("A", "C"),  # 5 ha
    ]
    belt = areas(town)[BELT]
    assert next(iter(polygon_layers(belt))) == OWN
    assert OWN not in polygon_layers(None)
    own = overlap_of(town, OWN, "belts", own=belt)
    assert own.pairs["left_share"].tolist() == pytest.approx([1])
    assert overlap_of(town, "parks", "corridors", own=None).pairs.empty


def outline(key: str) -> shapely.Geometry:
    """Return a zone, or a belt's line widened by its width within the town, by plain overlay."""
    layer, _, name = key.partition(":")
    row = by_hand.layer(layer).loc[name]
    if layer == "zones":
        return row.geometry
    belt = row.geometry.buffer(row["width_m"] / 2, quad_segs=256, cap_style="flat")
    return belt.intersection(by_hand.layer("town_boundary").geometry.iloc[0])


@pytest.mark.parametrize("key", areas(REAL))
def test_an_area_of_the_town_is_that_of_plain_overlay(key: str) -> None:
    shape = outline(key)
    data = json.loads(as_json(profile(REAL, areas(REAL)[key])))
    assert data["area"]["value"] == pytest.approx(shape.area, rel=1e-5)
    homes = by_hand.homes()
    parks = data["park_coverage"]
    assert parks["denominator"] == pytest.approx(by_hand.inside_m2(homes, shape), rel=1e-5, abs=1)
    served = by_hand.by_the_plan().intersection(shape)
    assert parks["numerator"] == pytest.approx(by_hand.inside_m2(homes, served), rel=1e-5, abs=1)
    assert set(data["bus"]["lines"]) == by_hand.lines_near(shape)
    rivers = by_hand.layer("river_segments")
    # Rivers run along the limit of the town, and so of the belt: on a grid all of that is inside.
    inside = shapely.intersection(rivers.geometry.to_numpy(), shape, grid_size=1e-6)
    lengths_m = pd.Series(shapely.length(inside)).groupby(rivers["river_id"].to_numpy()).sum()
    known = {each["id"]: each["value"] for each in data["rivers"]}
    assert known == pytest.approx(lengths_m[lengths_m > 0].to_dict(), rel=1e-4)


@pytest.mark.parametrize("key", REAL.place.featured)
def test_the_three_areas_of_the_plan_are_sketches_with_places(key: str) -> None:
    area = found(REAL, key)
    assert as_data(area)["area"]["schematic"] is True
    assert set(area.bus.calling) <= set(area.bus.lines)
    for lang in LANGS:
        parts = contents_evidence(contents(REAL, area.area), lang).parts
        titles = [part.title[lang] for part in parts]
        assert {"zh": "范围", "en": "Outline"}[lang] in titles
        assert {"zh": "公交站点", "en": "Bus stops"}[lang] in titles


def test_the_film_town_holds_the_projects_that_the_plan_puts_there() -> None:
    projects = found(REAL, REAL.place.featured[0]).projects
    every = REAL.frame("projects")
    assert ids(every[every["zone_id"] == "zone-film-town"]) <= ids(projects.inside)


def test_areas_are_equal_when_drawn_and_described_alike(town: Town) -> None:
    one, again = areas(town)[A], areas(town)[A]
    assert one == again
    assert hash(one) == hash(again)
    moved = one.shape.set_geometry(one.shape.geometry.translate(1), crs=one.shape.crs)
    others = (areas(town)[B], replace(one, title=Text("别名", "Other")), replace(one, shape=moved))
    assert all(other != one for other in others)


def test_a_profile_is_worked_out_once_for_an_area_and_its_state(town: Town) -> None:
    area = areas(town)[A]
    assert profile(town, area) is profile(town, areas(town)[A])
    assert contents(town, area) is contents(town, area)
    fewer = layers() | {"parks": layers()["parks"].iloc[:0]}
    assert profile(toy_town(fewer), area) is not profile(town, area)
