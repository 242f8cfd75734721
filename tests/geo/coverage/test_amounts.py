"""What is left of a parcel in closed form: by hand, and against shapes that are cut."""

import math
import sys

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely import MultiPolygon, Point, Polygon, box

from geo import SIDES, STEP
from geo.coverage import amounts, coverage
from geo.coverage.amounts import uncovered_areas
from geo.coverage.services import service_set
from geo.coverage.uncovered import uncovered_parts

X, Y = 624_000.0, 3_435_000.0
Shapes = list[shapely.Geometry]
MANY = settings(max_examples=40, deadline=None)
# The standard disc of radius 1: as many triangles around its middle as it has sides.
DISC = SIDES * math.sin(STEP) / 2
SAME = 1e-9


@pytest.fixture
def closed_form_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail when a shape is made: the closed form must be sure of every parcel."""

    def refuse(polygons: NDArray[np.object_], *_: object) -> NDArray[np.object_]:
        assert not len(polygons), "a shape is made"
        return polygons

    monkeypatch.setattr(amounts, "uncovered_parts", refuse)


def placed(shapes: Shapes) -> NDArray[np.object_]:
    return np.asarray(
        shapely.transform(np.array(shapes, dtype=object), lambda xy: xy + np.array([X, Y]))
    )


def left_m2(
    parcels: Shapes, services: Shapes, radius_m: object, extra_m: float = 0.0
) -> NDArray[np.float64]:
    shape = placed(parcels)
    frame = gpd.GeoDataFrame(geometry=placed(services), crs="EPSG:4549")
    extra = np.full(len(shape), extra_m)
    bounds = np.asarray(shapely.bounds(shape))
    return uncovered_areas(
        shape, np.asarray(shapely.area(shape)), bounds, service_set(frame, radius_m), extra
    )


@pytest.mark.usefixtures("closed_form_alone")
@pytest.mark.parametrize(
    ("parcel", "covered"),
    [
        # All of the disc, half and a quarter of it: it is the same on both sides of the axes.
        (box(-1000, -1000, 1000, 1000), DISC * 500**2),
        (box(0, -1000, 1000, 1000), DISC * 500**2 / 2),
        (box(0, 0, 1000, 1000), DISC * 500**2 / 4),
        # A ring around it, whose hole takes a square of 100 m out of the disc.
        (
            Polygon(box(-900, -900, 900, 900).exterior, [box(-50, -50, 50, 50).exterior]),
            DISC * 500**2 - 100**2,
        ),
        # Two parts: a quarter of the disc, and a square that lies in it whole.
        (MultiPolygon([box(0, 0, 600, 600), box(-60, -60, -50, -50)]), DISC * 500**2 / 4 + 100),
        # One that lies a metre beyond the disc's corner.
        (box(501, -50, 600, 50), 0),
        # A ring that runs the other way round.
        (shapely.reverse(box(0, 0, 1000, 1000)), DISC * 500**2 / 4),
    ],
)
def test_one_stop(parcel: shapely.Geometry, covered: float) -> None:
    left = left_m2([parcel], [Point(0, 0)], 500)
    assert left[0] == pytest.approx(parcel.area - covered, rel=1e-12)


@pytest.mark.usefixtures("closed_form_alone")
@pytest.mark.parametrize(
    ("parcel", "covered"),
    [
        # A park of 200 by 200 around the origin reaches 500 m further: to 600 along its edges.
        (box(550, -50, 650, 50), 50 * 100),
        (box(-50, 580, 50, 680), 20 * 100),
        # On both sides of where the edge ends and the corner's disc begins, below its top.
        (box(50, 400, 90, 700), 40 * 200),
    ],
)
def test_one_park(parcel: shapely.Geometry, covered: float) -> None:
    left = left_m2([parcel], [box(-100, -100, 100, 100)], 500)
    assert left[0] == pytest.approx(parcel.area - covered, rel=1e-12)


@pytest.mark.usefixtures("closed_form_alone")
@pytest.mark.parametrize("times", [2, 3, 7])
def test_a_stop_many_times_in_the_same_place_counts_once(times: int) -> None:
    # All borders coincide, also where they close within the parcel.
    left = left_m2([box(-1000, -1000, 1000, 1000)], [Point(0, 0)] * times, 500)
    assert left[0] == pytest.approx(2000**2 - DISC * 500**2, rel=1e-9)


@pytest.mark.usefixtures("closed_form_alone")
def test_two_stops_that_do_not_meet_and_one_within_another() -> None:
    home = box(-1000, -1000, 1000, 1000)
    apart = left_m2([home], [Point(-500, 0), Point(500, 0)], 300)
    assert apart[0] == pytest.approx(2000**2 - 2 * DISC * 300**2, rel=1e-12)
    within = left_m2([home], [Point(0, 0), Point(50, 0)], [300, 100])
    assert within[0] == pytest.approx(2000**2 - DISC * 300**2, rel=1e-12)


@pytest.mark.usefixtures("closed_form_alone")
def test_more_radius_is_seen_from_the_parcel() -> None:
    left = left_m2([box(0, 0, 1000, 1000)], [Point(0, 0)], 400, extra_m=100)
    assert left[0] == pytest.approx(1000**2 - DISC * 500**2 / 4, rel=1e-12)


def test_what_touches_a_park_or_the_edge_of_its_reach() -> None:
    # Borders coincide, so that nobody need be sure of them: the answer is the same.
    park = box(-100, -100, 100, 100)
    corner = box(100, 100, 700, 700)
    around = box(50, 50, 700, 700).difference(box(0, 0, 100, 100))
    left = left_m2([corner, around, box(600, -50, 700, 50)], [park], 500)
    quarter = DISC * 500**2 / 4
    want = [corner.area - quarter, around.area - quarter - 2 * 50 * 500, 100 * 100]
    assert left == pytest.approx(np.array(want), rel=1e-9)
    assert left_m2([box(500, -50, 600, 50)], [Point(0, 0)], 500).tolist() == [100 * 100]


def test_a_parcel_that_ends_where_the_service_area_ends_is_covered_or_not_at_all() -> None:
    # A park of 100 by 100, 500 m: the homes lie edge to edge with what it reaches.
    inside, outside = box(500, 20, 600, 80), box(600, 20, 700, 80)
    left = left_m2([inside, outside], [box(0, 0, 100, 100)], 500)
    assert left.tolist() == [0, 100 * 60]


def test_a_park_in_the_parcel_and_a_crowd_of_stops_are_cut_as_shapes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The park's own border bounds what is left; so many discs are not held together.
    park = left_m2([box(-300, -300, 300, 300)], [box(-100, -100, 100, 100)], 50)
    assert park[0] == pytest.approx(600**2 - 200**2 - 4 * 200 * 50 - DISC * 50**2, rel=1e-9)
    grid = [Point(100 * i + 50, 50) for i in range(10)]
    monkeypatch.setattr(amounts, "_MOST_PIECES", 9)
    crowd = left_m2([box(0, 0, 1000, 100)], grid, 20)
    assert crowd[0] == pytest.approx(1000 * 100 - 10 * DISC * 20**2, rel=1e-9)


@st.composite
def stars(draw: st.DrawFn, size_m: float) -> shapely.Polygon:
    """A polygon of 3 to 9 corners around a point, with corners that turn in and out."""
    x, y = draw(st.integers(0, 1200)), draw(st.integers(0, 1200))
    reach = draw(st.lists(st.floats(0.2, 1.0), min_size=3, max_size=9))
    turn = 2 * np.pi * np.arange(len(reach)) / len(reach) + draw(st.floats(0, 6.28))
    xy = np.column_stack([np.cos(turn), np.sin(turn)]) * np.array(reach)[:, None] * size_m
    return shapely.Polygon(xy + np.array([x, y]))


@st.composite
def holed(draw: st.DrawFn) -> shapely.Geometry:
    """A parcel: a star, a star with a hole, or two of them that do not meet."""
    star = draw(stars(size_m=120))
    kind = draw(st.sampled_from(["star", "hole", "two"]))
    if kind == "star":
        return star
    inner = shapely.affinity.scale(star, 0.3, 0.3, origin=star.representative_point())
    if kind == "hole":
        return star.difference(inner)
    return MultiPolygon([star, shapely.affinity.translate(star, 300, 0)])


HOMES = st.lists(holed(), min_size=1, max_size=8)
PLACES = st.tuples(st.integers(0, 1200), st.integers(0, 1200))


@MANY
@given(HOMES, st.lists(PLACES, min_size=1, max_size=6), st.floats(5, 700))
def test_stops_agree_with_buffers_and_difference(
    homes: Shapes, places: list[tuple[int, int]], radius_m: float
) -> None:
    # At 256 segments a quarter the buffer of a point is the standard disc, corner by corner.
    stops = [Point(place) for place in places]
    reach = shapely.union_all(shapely.buffer(stops, radius_m, quad_segs=SIDES // 4))
    want = shapely.area(shapely.difference(homes, reach))
    error = np.abs(left_m2(homes, stops, radius_m) - want) / shapely.area(homes)
    assert error.max() < SAME


@MANY
@given(HOMES, st.lists(stars(size_m=150), min_size=1, max_size=5), st.floats(50, 700))
def test_parks_agree_with_finer_buffers(homes: Shapes, parks: Shapes, radius_m: float) -> None:
    # Buffers of 4,096 segments a quarter are true circles to 0.02 mm; the disc falls short of them
    # by 4.8 millionths of the radius, along borders no longer than the parcel's and the parks'.
    reach = shapely.union_all(shapely.buffer(parks, radius_m, quad_segs=4096))
    want = shapely.area(shapely.difference(homes, reach))
    found = left_m2(homes, parks, radius_m)
    slack = 5e-6 * radius_m * (shapely.length(homes) + 2 * math.pi * radius_m)
    assert (found >= want - SAME * shapely.area(homes)).all()
    assert (found <= want + slack).all()


@MANY
@given(HOMES, st.lists(stars(size_m=150), min_size=1, max_size=5), st.floats(5, 700))
def test_areas_are_those_of_the_shapes(homes: Shapes, parks: Shapes, radius_m: float) -> None:
    shape = placed(homes)
    services = service_set(gpd.GeoDataFrame(geometry=placed(parks), crs="EPSG:4549"), radius_m)
    parts = uncovered_parts(shape, services, np.zeros(len(shape)))
    want = np.nan_to_num(shapely.area(parts))
    error = np.abs(left_m2(homes, parks, radius_m) - want) / shapely.area(shape)
    assert error.max() < SAME


@given(HOMES, st.lists(stars(size_m=150), min_size=1, max_size=5), st.floats(50, 700))
@settings(max_examples=20, deadline=None)
def test_what_does_not_close_is_cut_as_a_shape(
    homes: Shapes, parks: Shapes, radius_m: float
) -> None:
    found = left_m2(homes, parks, radius_m)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(amounts, "_GAP", -1.0)
        cut = left_m2(homes, parks, radius_m)
    assert (np.abs(found - cut) / shapely.area(homes)).max() < SAME


def test_how_many_are_asked_together_changes_no_bit() -> None:
    rng = np.random.default_rng(3)
    homes = [box(x, y, x + 60, y + 40) for x, y in rng.uniform(0, 4000, (150, 2))]
    parks = [Point(xy).buffer(40, quad_segs=3) for xy in rng.uniform(0, 4000, (20, 2))]
    together = left_m2(homes, parks, 500)
    one_by_one = np.concatenate([left_m2([home], parks, 500) for home in homes])
    assert together.tolist() == one_by_one.tolist()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(amounts, "_MOST_PAIRS", 40)
        assert left_m2(homes, parks, 500).tolist() == together.tolist()


def test_amounts_make_no_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def counted(polygons: NDArray[np.object_], *rest: object) -> NDArray[np.object_]:
        made.append(len(polygons))
        return uncovered_parts(polygons, *rest)

    for module in ("coverage", "amounts"):
        monkeypatch.setattr(sys.modules[f"geo.coverage.{module}"], "uncovered_parts", counted)
    homes = gpd.GeoDataFrame(
        geometry=placed([box(450 + 100 * i, 0, 550 + 100 * i, 50) for i in range(5)]),
        crs="EPSG:4549",
    )
    parks = gpd.GeoDataFrame(geometry=placed([Point(0, 0), Point(900, 0)]), crs="EPSG:4549")
    found = coverage(homes, parks, radius_m=[500, 60])
    assert sum(made) == 0
    # Three parcels are cut, two lie beyond, and of the one that is asked for the shape is made.
    assert (found.parcels["share"] > 0).sum() == 3
    assert found.left_of(np.array([0]))[0].area == pytest.approx(found.parcels["uncovered"].iloc[0])
    assert sum(made) == 1
    assert np.nan_to_num(found.left.area) == pytest.approx(found.parcels["uncovered"].to_numpy())
    assert sum(made) == 3
