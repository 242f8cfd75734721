"""What must hold of every coverage, whatever the shapes: tried on shapes that nobody chose."""

import json
from pathlib import Path
from random import Random

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely.ops import split

from geo import CORNERS, GRID_M
from geo.coverage import coverage

Shapes = list[shapely.Geometry]
MANY = settings(max_examples=40, deadline=None)
SAME = 1e-9
DATA = Path(__file__).resolve().parents[2] / "data"
X, Y = 624_000.0, 3_435_000.0


def frame(shapes: Shapes) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=shapes, crs="EPSG:4549")


@st.composite
def stars(draw: st.DrawFn, size_m: float = 150.0) -> shapely.Polygon:
    """A polygon of 3 to 9 corners around a point, with corners that turn in and out."""
    x, y = draw(st.integers(0, 1200)), draw(st.integers(0, 1200))
    reach = draw(st.lists(st.floats(0.2, 1.0), min_size=3, max_size=9))
    turn = 2 * np.pi * np.arange(len(reach)) / len(reach) + draw(st.floats(0, 6.28))
    xy = np.column_stack([np.cos(turn), np.sin(turn)]) * np.array(reach)[:, None] * size_m
    return shapely.Polygon(xy + np.array([X + x, Y + y]))


@st.composite
def parks(draw: st.DrawFn) -> shapely.Geometry:
    """A park: a star, a star with a pond, a rectangle or a point."""
    kind = draw(st.sampled_from(["star", "pond", "box", "point"]))
    star = draw(stars())
    if kind == "point":
        return shapely.centroid(star)
    if kind == "box":
        return shapely.box(*star.bounds)
    pond = shapely.affinity.scale(star, 0.3, 0.3, origin=star.representative_point())
    return star.difference(pond) if kind == "pond" else star


HOMES = st.lists(stars(size_m=90), min_size=1, max_size=12)
PARKS = st.lists(parks(), min_size=1, max_size=5)
RADIUS = st.floats(5, 600)


def cut(shape: shapely.Geometry, through: NDArray[np.float64]) -> Shapes:
    """Split a shape by the straight line through two points."""
    along = (through[1] - through[0]) / np.hypot(*(through[1] - through[0])) * 5000
    line = shapely.LineString([through[0] - along, through[0] + along])
    return [each for each in split(shape, line).geoms if each.area > 0]


def moved(homes: Shapes) -> NDArray[np.float64]:
    """Return how much of each parcel's share may change by where on the grid its corners fall."""
    return np.asarray(GRID_M * shapely.length(homes) / shapely.area(homes))


def summed_disc(shape: shapely.Geometry, radius_m: float) -> shapely.Geometry:
    """Return the service area another way: triangle by triangle, by convex hulls."""
    triangles = shapely.get_parts(shapely.constrained_delaunay_triangles(shape))
    parts = triangles if shape.area else [shape]
    return shapely.union_all(
        [
            shapely.convex_hull(
                shapely.multipoints(
                    (shapely.get_coordinates(part)[:, None] + radius_m * CORNERS).reshape(-1, 2)
                )
            )
            for part in parts
        ]
    )


@settings(max_examples=25, deadline=None)
@given(HOMES, PARKS, RADIUS)
def test_it_is_what_is_left_of_each_parcel_outside_the_joined_areas(
    homes: Shapes, services: Shapes, radius_m: float
) -> None:
    area = shapely.union_all([summed_disc(each, radius_m) for each in services])
    want = shapely.area(shapely.difference(homes, area))
    found = coverage(frame(homes), frame(services), radius_m=radius_m)
    error = np.abs(found.parcels["uncovered"] - want) / shapely.area(homes)
    assert error.max() < SAME


@MANY
@given(HOMES, PARKS, st.floats(50, 600))
def test_it_agrees_with_circles_to_a_hundredth_of_a_point(
    homes: Shapes, services: Shapes, radius_m: float
) -> None:
    # Buffers at 1,024 segments a quarter lose 16 times less than the standard disc.
    area = shapely.union_all(shapely.buffer(services, radius_m, quad_segs=1024))
    exact = 1 - shapely.area(shapely.difference(homes, area)).sum() / shapely.area(homes).sum()
    found = coverage(frame(homes), frame(services), radius_m=radius_m)
    assert found.share == pytest.approx(exact, abs=1e-4)


@MANY
@given(HOMES, stars(), RADIUS, st.integers(0, 8), st.booleans())
def test_splitting_a_park_changes_nothing(
    homes: Shapes, park: shapely.Polygon, radius_m: float, corner: int, at_corner: bool
) -> None:
    # The cut runs through a corner or beside it, the hard case for buffers made edge by edge.
    xy = shapely.get_coordinates(park)
    start = xy[corner % (len(xy) - 1)] + (0 if at_corner else [1.0, 0.5])
    parts = cut(park, np.array([start, shapely.get_coordinates(park.representative_point())[0]]))
    whole = coverage(frame(homes), frame([park]), radius_m=radius_m)
    apart = coverage(frame(homes), frame(parts), radius_m=radius_m)
    assert len(parts) > 1
    assert apart.share == pytest.approx(whole.share, rel=SAME, abs=SAME)


@MANY
@given(stars(size_m=400), PARKS, RADIUS)
def test_splitting_a_parcel_changes_nothing(
    home: shapely.Polygon, services: Shapes, radius_m: float
) -> None:
    inside = shapely.get_coordinates(home.representative_point())[0]
    parts = cut(home, np.array([inside, inside + np.array([0.3, 1.0])]))
    whole = coverage(frame([home]), frame(services), radius_m=radius_m)
    apart = coverage(frame(parts), frame(services), radius_m=radius_m)
    assert len(parts) > 1
    assert apart.share == pytest.approx(whole.share, rel=SAME, abs=SAME)


@pytest.mark.parametrize("number", [0, 1])
def test_nearly_equal_edges_neither_keep_nor_lose_ground(number: int) -> None:
    """Two cases, bit by bit, of which GEOS at floating precision fails one and mistakes the other.

    In the first a hole fell out of what was left and the next cut raised; in the second 310 m²
    stayed that the park reaches, 0.36 points of the parcel.
    """
    case = json.loads((DATA / "nearly_equal_edges.json").read_text("utf-8"))[number]
    home, *services = shapely.from_wkb([case["home"], *case["services"]])
    radius_m = case["radius_m"]
    reached = shapely.union_all([summed_disc(each, radius_m) for each in services])
    want = 1 - home.difference(reached).area / home.area
    found = coverage(frame([home]), frame(services), radius_m=radius_m)
    assert found.share == pytest.approx(want, abs=SAME)


@MANY
@given(HOMES, PARKS, RADIUS, st.randoms(use_true_random=False))
def test_the_order_changes_nothing(
    homes: Shapes, services: Shapes, radius_m: float, random: Random
) -> None:
    before = coverage(frame(homes), frame(services), radius_m=radius_m)
    homes, services = random.sample(homes, len(homes)), random.sample(services, len(services))
    after = coverage(frame(homes), frame(services), radius_m=radius_m)
    assert after.share == pytest.approx(before.share, rel=SAME, abs=SAME)


@MANY
@given(HOMES, PARKS, parks(), RADIUS)
def test_a_service_more_never_takes_away(
    homes: Shapes, services: Shapes, more: shapely.Geometry, radius_m: float
) -> None:
    before = coverage(frame(homes), frame(services), radius_m=radius_m).parcels["share"]
    after = coverage(frame(homes), frame([*services, more]), radius_m=radius_m).parcels["share"]
    assert (after >= before - moved(homes)).all()


@MANY
@given(HOMES, PARKS, RADIUS, st.floats(0, 50))
def test_a_larger_radius_never_takes_away(
    homes: Shapes, services: Shapes, radius_m: float, more_m: float
) -> None:
    before = coverage(frame(homes), frame(services), radius_m=radius_m).parcels["share"]
    after = coverage(frame(homes), frame(services), radius_m=radius_m + more_m).parcels["share"]
    assert (after >= before - moved(homes)).all()


@MANY
@given(HOMES, PARKS, RADIUS)
def test_a_service_twice_counts_once(homes: Shapes, services: Shapes, radius_m: float) -> None:
    once = coverage(frame(homes), frame(services), radius_m=radius_m)
    twice = coverage(frame(homes), frame(services * 2), radius_m=radius_m)
    assert twice.share == pytest.approx(once.share, rel=SAME, abs=SAME)


@MANY
@given(HOMES, PARKS, RADIUS)
def test_points_agree_with_the_distance_to_every_service(
    homes: Shapes, services: Shapes, radius_m: float
) -> None:
    corners = shapely.points(shapely.get_coordinates(homes))
    distance = shapely.distance(corners[:, None], np.array(services)).min(axis=1)
    found = coverage(frame(list(corners)), frame(services), radius_m=radius_m)
    assert (found.parcels["share"] == (distance <= radius_m)).all()
