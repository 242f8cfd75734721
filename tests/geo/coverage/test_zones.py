"""Coverage by zone, worked out by hand."""

import math

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import Point, box

from geo import InputError
from geo.coverage import coverage, coverage_by_zone, part_of

# Homes 0..200 x 0..100 and 200..300 x 0..100; the park on the left reaches to x = 150.
HOMES = [box(0, 0, 200, 100), box(200, 0, 300, 100)]
PARK = box(-50, -500, 0, 600)


def frame(*shapes: shapely.Geometry, crs: str = "EPSG:4549") -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=list(shapes), crs=crs)


def test_parcels_on_a_border_are_split_by_area() -> None:
    found = coverage(frame(*HOMES), frame(PARK), radius_m=150)
    # South is the lower half up to x = 250: 12,500 m², of which 150 x 50 covered. All holds both
    # parcels whole. Nothing lies in the third.
    zones = frame(box(0, 0, 250, 50), box(-10, -10, 310, 110), box(900, 0, 910, 10))
    table = coverage_by_zone(found, zones.set_axis(["south", "all", "empty"]))
    assert table.index.to_list() == ["south", "all", "empty"]
    assert table["total"].to_list() == pytest.approx([12_500, 30_000, 0])
    assert table["covered"].to_list() == pytest.approx([7_500, 15_000, 0])
    assert table["uncovered"].to_list() == pytest.approx([5_000, 15_000, 0])
    assert table["share"].to_list() == pytest.approx([0.6, 0.5, math.nan], nan_ok=True)


def test_a_sliver_of_a_neighbours_parcel_says_nothing_of_a_zone() -> None:
    # The zone east of x = 299.995 takes a strip of half a square metre, all uncovered.
    found = coverage(frame(*HOMES), frame(PARK), radius_m=150)
    zones = frame(box(299.995, 0, 400, 100), box(299.98, 0, 400, 100))
    table = coverage_by_zone(found, zones)
    assert table["uncovered"].to_list() == pytest.approx([0.5, 2.0])
    assert table["share"].to_list() == pytest.approx([math.nan, 0.0], nan_ok=True)
    assert coverage_by_zone(found, zones, min_area_m2=0)["share"].to_list() == [0.0, 0.0]


def test_a_weight_is_split_with_its_parcel() -> None:
    # 400 people on 20,000 m²: the left half holds 200, all covered; the right half 100 of 200.
    found = coverage(frame(HOMES[0]), frame(PARK), radius_m=150, weight=[400])
    table = coverage_by_zone(found, frame(box(0, 0, 100, 100), box(100, 0, 200, 100)))
    assert table["total"].to_list() == pytest.approx([200, 200])
    assert table["covered"].to_list() == pytest.approx([200, 100])


def test_zones_that_tile_the_demand_add_up_to_it() -> None:
    found = coverage(frame(*HOMES), frame(Point(170, 40)), radius_m=60)
    tiles = [
        box(i * 37.5, j * 25, (i + 1) * 37.5, (j + 1) * 25) for i in range(8) for j in range(4)
    ]
    table = coverage_by_zone(found, frame(*tiles))
    assert table["total"].sum() == pytest.approx(found.total, rel=1e-9)
    assert table["covered"].sum() == pytest.approx(found.covered, rel=1e-9)


def test_a_point_on_a_border_counts_in_both_zones() -> None:
    homes = frame(Point(100, 50), Point(160, 50))
    found = coverage(homes, frame(PARK), radius_m=150, weight=[5, 7])
    table = coverage_by_zone(found, frame(box(0, 0, 100, 100), box(100, 0, 200, 100)))
    assert table["total"].to_list() == [5, 12]
    assert table["covered"].to_list() == [5, 5]


def test_zones_are_polygons_in_the_same_crs() -> None:
    found = coverage(frame(*HOMES), frame(PARK), radius_m=150)
    with pytest.raises(InputError, match="crs_mixed"):
        coverage_by_zone(found, frame(box(0, 0, 1, 1), crs="EPSG:4550"))
    with pytest.raises(InputError, match="feature_kind"):
        coverage_by_zone(found, frame(Point(0, 0)))


def test_places_elsewhere_do_not_show_in_the_last_digit_of_a_zone() -> None:
    rng = np.random.default_rng(5)
    corner = rng.uniform(0, 1_000, (400, 2))
    homes = frame(*(box(x, y, x + 7.3, y + 9.1) for x, y in corner))
    zone = frame(box(250, 250, 600, 700))
    found = coverage(homes, frame(Point(300, 300), Point(700, 650)), radius_m=150)
    near = np.asarray(homes.intersects(zone.geometry.iloc[0]))
    assert near.sum() < len(homes)
    assert coverage_by_zone(part_of(found, near), zone).equals(coverage_by_zone(found, zone))
