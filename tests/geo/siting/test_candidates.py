"""Candidate sites keep what is asked of them, and what was refused is counted."""

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, box

from geo import InputError
from geo.siting import Constraints, grid_sites, kept_sites


def frame(*shapes: shapely.Geometry) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=list(shapes), crs=4549)


# A square kilometre with corners on the grid: 11 × 11 points, those on the edge not in it: 9 × 9.
LAND = frame(box(0, 0, 1000, 1000))
NONE = LAND.iloc[:0]


def test_squares_of_a_hectare_on_a_grid() -> None:
    sites = grid_sites(LAND, spacing_m=100, area_m2=10_000).frame
    assert len(sites) == 81
    assert sites.geometry.area.tolist() == pytest.approx([10_000] * 81)
    assert sites.index[0] == "r1c1"
    assert sites.geometry["r3c7"].centroid.equals_exact(Point(700, 300), 1e-9)


def test_what_is_refused_is_counted() -> None:
    # Inside the west half (x ≤ 500): middles at 100 to 400 (4 columns), as 500 would stick out.
    # Of these 4 × 9, the lake over y ≥ 500 takes rows 5 to 9 (their squares reach to 450) and the
    # road along y = 0 is at most 160 m from the squares of rows 1 and 2 (edges at 50 and 150).
    sites = grid_sites(
        LAND,
        spacing_m=100,
        area_m2=10_000,
        constraints=Constraints(
            inside=frame(box(0, 0, 500, 1000)),
            outside=frame(box(0, 500, 1000, 1000)),
            roads=frame(LineString([(0, 0), (1000, 0)])),
            road_m=160,
        ),
    )
    assert len(sites.frame) == 4 * 2
    assert sites.refused == {"far_from_road": 4 * 2, "not_inside": 5 * 9, "on_excluded": 4 * 5}


def test_the_users_own_sites_are_held_to_the_same() -> None:
    own = frame(box(0, 0, 50, 50), box(0, 0, 200, 200))
    kept = kept_sites(own, Constraints(min_area_m2=10_000))
    assert list(kept.frame.index) == [1]
    assert kept.refused == {"too_small": 1}
    assert kept.left_out["reason"].to_dict() == {0: "too_small"}


@pytest.mark.parametrize(
    ("spacing_m", "area_m2", "code"),
    [
        (0, 1, "spacing_invalid"),
        (float("nan"), 1, "spacing_invalid"),
        (100, 0, "site_area_invalid"),
        (1, 1, "candidates_many"),
    ],
)
def test_what_makes_no_grid_is_refused(spacing_m: float, area_m2: float, code: str) -> None:
    with pytest.raises(InputError) as caught:
        grid_sites(LAND, spacing_m=spacing_m, area_m2=area_m2)
    assert caught.value.code == code


def test_nothing_left_is_said() -> None:
    with pytest.raises(InputError) as caught:
        kept_sites(LAND, Constraints(outside=LAND))
    assert caught.value.code == "candidates_empty"


@settings(max_examples=30)
@given(st.floats(60, 300), st.floats(100, 20_000), st.floats(0, 400))
def test_no_constraint_is_ever_broken(spacing_m: float, area_m2: float, road_m: float) -> None:
    lake, road = box(300, 300, 700, 650), LineString([(0, 500), (1000, 480)])
    asked = Constraints(inside=LAND, outside=frame(lake), roads=frame(road), road_m=road_m)
    sites, refused = NONE, ""
    try:
        sites = grid_sites(LAND, spacing_m=spacing_m, area_m2=area_m2, constraints=asked).frame
    except InputError as error:
        refused = error.code
    assert refused == ("" if len(sites) else "candidates_empty")
    assert sites.within(LAND.geometry[0]).all()
    assert not sites.intersects(lake).any()
    assert (sites.distance(road) <= road_m + 1e-9).all()
