"""The list of places that no service reaches, worked out by hand."""

import math

import geopandas as gpd
import pytest
import shapely
from shapely import Point, box

from geo import InputError
from geo.coverage import coverage, gap_count, gaps

PARK = box(-50, -500, 0, 600)


def frame(*shapes: shapely.Geometry, shift_m: float = 624_000.0) -> gpd.GeoDataFrame:
    found = gpd.GeoDataFrame(geometry=list(shapes), crs="EPSG:4549")
    return found.set_geometry(found.translate(shift_m, 3_435_000.0)) if shapes else found


def test_gaps_of_adjoining_parcels_are_one_and_ranked_by_size() -> None:
    # The park reaches to x = 150.5. Left of 200..300 and of the rest of 0..200: 149.5 x 100 m
    # in one gap; a parcel further on is a gap of 100 x 120.
    homes = frame(box(0, 0, 200, 100), box(200, 0, 300, 100), box(400, 0, 500, 120))
    services = frame(PARK, box(-900, 0, -800, 10)).set_axis(["near", "far"])
    table = gaps(coverage(homes, services, radius_m=150.5), services, people=[1000, 50, math.nan])
    assert table.index.to_list() == [1, 2]
    assert table["area_m2"].to_list() == pytest.approx([14_950, 12_000])
    assert table["uncovered"].to_list() == pytest.approx([14_950, 12_000])
    assert table["parcels"].to_list() == [2, 1]
    # 49.5 / 200 of 1,000 people and all of 50; of the third parcel the number is unknown.
    assert table["people"].to_list() == pytest.approx([297.5, math.nan], nan_ok=True)
    assert table["nearest"].to_list() == ["near", "near"]
    # From a point in the middle of each gap: x = 225.25 and 450.
    assert table["nearest_m"].to_list() == pytest.approx([225.25, 450], abs=0.01)
    assert table.geometry.iloc[0].geom_type == "Polygon"
    assert table.crs == homes.crs


def test_adjoining_cuts_of_an_arc_are_one_gap() -> None:
    # A fan of narrow parcels cut by the same circle: what is left of them is one polygon.
    homes = frame(*(box(300 + i, j * 7, 700 + i, j * 7 + 7) for i, j in enumerate(range(20))))
    services = frame(Point(0, 31.7))
    table = gaps(coverage(homes, services, radius_m=500), services)
    assert table["parcels"].to_list() == [20]
    assert table.geometry.iloc[0].geom_type == "Polygon"


def test_parts_that_touch_in_a_corner_are_two_gaps() -> None:
    homes = frame(box(0, 0, 10, 10), box(10, 10, 20, 20))
    services = frame(Point(5000, 0))
    assert len(gaps(coverage(homes, services, radius_m=1), services)) == 2


def test_slivers_count_in_the_total_and_not_in_the_list() -> None:
    # 5 mm are left of 0..100 x 0..100 (0.5 m²), 20 mm of the other (2 m²).
    homes = frame(box(50.005, 0, 150.005, 100), box(50.02, 200, 150.02, 300))
    services = frame(PARK)
    found = coverage(homes, services, radius_m=150)
    table = gaps(found, services)
    assert found.uncovered == pytest.approx(2.5, abs=1e-6)
    assert table["area_m2"].to_list() == pytest.approx([2.0], abs=1e-6)
    assert len(gaps(found, services, min_area_m2=0.1)) == 2


def test_points_are_ranked_by_their_weight() -> None:
    homes = frame(Point(10, 0), Point(400, 0), Point(500, 0))
    services = frame(PARK)
    found = coverage(homes, services, radius_m=100, weight=[9, 2, 3])
    table = gaps(found, services, people=[9, 2, 3])
    assert table["uncovered"].to_list() == table["people"].to_list() == [3, 2]
    assert table["nearest_m"].to_list() == [500, 400]
    assert table["area_m2"].to_list() == [0, 0]


def test_without_services_nothing_is_nearest() -> None:
    homes, none = frame(box(0, 0, 10, 10)), frame()
    table = gaps(coverage(homes, none, radius_m=100), none)
    assert table["nearest"].to_list() == [None]
    assert table["nearest_m"].isna().all()


def test_without_gaps_the_list_is_empty() -> None:
    homes, services = frame(box(0, 0, 10, 10)), frame(PARK)
    table = gaps(coverage(homes, services, radius_m=100), services, people=[1])
    assert table.empty
    assert {"area_m2", "uncovered", "parcels", "people", "nearest", "nearest_m"} < set(table)


def test_people_are_one_number_each_and_not_negative() -> None:
    homes, services = frame(box(0, 0, 10, 10)), frame(PARK)
    found = coverage(homes, services, radius_m=1)
    with pytest.raises(InputError, match="amount_negative"):
        gaps(found, services, people=[-1])
    with pytest.raises(InputError, match="amount_count"):
        gaps(found, services, people=[1, 2])


def test_gaps_are_counted_as_they_are_listed() -> None:
    # One gap of two parcels, one of a parcel, a corner apart, and a sliver that is not listed.
    homes = frame(
        box(0, 0, 200, 100),
        box(200, 0, 300, 100),
        box(400, 0, 500, 120),
        box(500, 120, 510, 130),
        box(50.005, 200, 150.005, 300),
    )
    services = frame(PARK)
    found = coverage(homes, services, radius_m=150)
    assert gap_count(found) == len(gaps(found, services)) == 3
    assert gap_count(found, min_area_m2=1_000) == 2
    points = coverage(frame(Point(10, 0), Point(900, 0), Point(900, 0)), services, radius_m=150)
    assert gap_count(points) == len(gaps(points, services)) == 2
    all_of_it = coverage(homes, services, radius_m=1_000)
    assert gap_count(all_of_it) == len(gaps(all_of_it, services)) == 0
