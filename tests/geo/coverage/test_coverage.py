"""Coverage worked out by hand, closed forms, and bad input."""

import math

import geopandas as gpd
import numpy as np
import pytest
from shapely import LineString, MultiPoint, MultiPolygon, Point, Polygon, box

from geo import InputError, meets
from geo.coverage import coverage

METRIC = "EPSG:4549"
# A place in the town, so that large coordinates are part of every test.
X, Y = 624_000.0, 3_435_000.0
POINT_01 = 1e-4  # 0.01 percentage points


def frame(*shapes: object, crs: str | None = METRIC, shift: bool = True) -> gpd.GeoDataFrame:
    found = gpd.GeoDataFrame(geometry=list(shapes), crs=crs)
    return found.set_geometry(found.translate(X, Y)) if shift else found


def share(demand: gpd.GeoDataFrame, services: gpd.GeoDataFrame, radius_m: object) -> float:
    return coverage(demand, services, radius_m=radius_m).share


def test_one_disc_in_a_square() -> None:
    # A stop in the middle of 2 km x 2 km, 500 m: pi 500² of 4,000,000 m².
    found = coverage(frame(box(0, 0, 2000, 2000)), frame(Point(1000, 1000)), radius_m=500)
    assert found.total == 4_000_000
    assert found.share == pytest.approx(math.pi * 500**2 / 4e6, abs=POINT_01 / 10)
    assert found.covered + found.uncovered == pytest.approx(found.total, rel=1e-15)


def test_two_overlapping_discs_count_the_lens_once() -> None:
    # Two discs of radius r at distance d share 2 r² acos(d / 2r) - d/2 sqrt(4 r² - d²).
    r, d = 500.0, 300.0
    lens = 2 * r * r * math.acos(d / 2 / r) - d / 2 * math.sqrt(4 * r * r - d * d)
    found = coverage(
        frame(box(0, 0, 2000, 2000)), frame(Point(850, 1000), Point(1150, 1000)), radius_m=r
    )
    assert found.share == pytest.approx((2 * math.pi * r * r - lens) / 4e6, abs=POINT_01 / 10)


@pytest.mark.parametrize("scale", [0.01, 1.0, 100.0])
def test_a_disc_over_half_a_parcel_at_every_scale(scale: float) -> None:
    # The parcel is 400 wide and 1 tall times scale, its middle 500 from the stop. The arc
    # x(y) = sqrt(500² - y²) cuts it: covered is the integral of x(y) - 300 over the height.
    r, h = 500 * scale, scale
    under_arc = 0.5 * (h * math.sqrt(r * r - h * h) + r * r * math.asin(h / r))
    parcel = box(300 * scale, 0, 700 * scale, h)
    want = (under_arc - 300 * scale * h) / (400 * scale * h)
    assert share(frame(parcel), frame(Point(0, 0)), r) == pytest.approx(want, abs=POINT_01 / 10)


@pytest.mark.parametrize("size_m", [1.0, 20.0, 100.0])
@pytest.mark.parametrize("turn", np.linspace(0.1, 6.2, 7).tolist())
def test_a_small_parcel_on_the_circle(size_m: float, turn: float) -> None:
    # A square whose middle lies on the circle, seen under any angle: compared with a circle of
    # 16,384 corners, which is 9e-6 m short of the true one at most.
    x, y = 500 * math.cos(turn), 500 * math.sin(turn)
    parcel = box(x - size_m / 2, y - size_m / 2, x + size_m / 2, y + size_m / 2)
    exact = parcel.intersection(Point(0, 0).buffer(500, quad_segs=4096)).area / parcel.area
    # At most 2.4 mm of the parcel's width are lost: 0.01 points from 24 m on.
    allowed = max(POINT_01, 0.0024 * 1.5 / size_m)
    assert share(frame(parcel), frame(Point(0, 0)), 500) == pytest.approx(exact, abs=allowed)


def test_distance_counts_from_the_edge_of_the_park() -> None:
    # Park 100 x 100 with its right edge at x = 100; 500 m reach to x = 600: half of 550..650.
    found = coverage(frame(box(550, 40, 650, 60)), frame(box(0, 0, 100, 100)), radius_m=500)
    assert found.share == pytest.approx(0.5, rel=1e-9)
    assert found.uncovered == pytest.approx(1000, rel=1e-9)


def test_a_park_with_a_hole() -> None:
    # Park 0..1000 with a hole 300..700; homes fill the hole. 100 m reach inwards from its four
    # edges leave 200 x 200 of 400 x 400 in the middle: 3/4 covered.
    hole = [(300, 300), (700, 300), (700, 700), (300, 700)]
    park = Polygon([(0, 0), (1000, 0), (1000, 1000), (0, 1000)], [hole])
    assert share(frame(box(300, 300, 700, 700)), frame(park), 100) == pytest.approx(0.75, rel=1e-9)


def test_a_parcel_with_a_hole() -> None:
    # Parcel 0..200 x 0..100 with a hole 20..60 x 20..60: 20,000 - 1,600 = 18,400 m². The park on
    # its left reaches to x = 100, past the hole: 10,000 - 1,600 = 8,400 m² are covered.
    hole = [(20, 20), (60, 20), (60, 60), (20, 60)]
    parcel = Polygon([(0, 0), (200, 0), (200, 100), (0, 100)], [hole])
    found = coverage(frame(parcel), frame(box(-50, -500, 0, 600)), radius_m=100)
    assert found.share == pytest.approx(8400 / 18400, rel=1e-9)


def test_an_inward_corner_is_reached_from_both_arms() -> None:
    # An L of two arms meeting at the origin, homes in its elbow 0..100 x 0..100. With 40 m the
    # uncovered rest is 60 x 60: 1 - 0.36.
    park = Polygon([(-20, -20), (300, -20), (300, 0), (0, 0), (0, 300), (-20, 300)])
    assert share(frame(box(0, 0, 100, 100)), frame(park), 40) == pytest.approx(0.64, rel=1e-9)


def test_each_service_has_its_own_radius() -> None:
    # Left park reaches 30 of 100 m, right park 20 of 100 m, over the full height: 0.5.
    parks = frame(box(-10, -50, 0, 150), box(100, -50, 110, 150))
    assert share(frame(box(0, 0, 100, 100)), parks, [30, 20]) == pytest.approx(0.5, rel=1e-9)


def test_radius_zero_covers_the_service_itself() -> None:
    assert share(frame(box(0, 0, 100, 100)), frame(box(0, 0, 50, 100)), 0) == pytest.approx(0.5)


def test_a_large_demand_area_with_many_stops() -> None:
    # 8 x 8 stops every 1,000 m, 300 m: the discs do not touch. The one demand area of 8 x 8 km
    # meets so many pieces that it is quartered, and put together again with 64 holes.
    grid = [Point(500 + 1000 * i, 500 + 1000 * j) for i in range(8) for j in range(8)]
    found = coverage(frame(box(0, 0, 8000, 8000)), frame(*grid), radius_m=300)
    assert found.share == pytest.approx(math.pi * 0.09, abs=POINT_01 / 10)
    assert found.left.iloc[0].geom_type == "Polygon"
    assert len(found.left.iloc[0].interiors) == 64


def test_points_on_the_border_are_covered() -> None:
    # Exactly 500 m counts, a millimetre more does not. Weights 1, 2 and 3: 4 of 6 are covered.
    homes = frame(Point(500, 0), Point(500.001, 0), Point(0, 0))
    found = coverage(homes, frame(Point(0, 0)), radius_m=500, weight=[1, 2, 3])
    assert found.parcels["share"].tolist() == [1, 0, 1]
    assert (found.covered, found.total) == (4, 6)
    assert found.left.notna().tolist() == [False, True, False]


def test_points_are_measured_from_the_edge_of_a_park() -> None:
    # 300 m to the middle of a long edge, whose corners are 1,000 m away.
    homes = frame(Point(0, 300), Point(0, 301), Point(0, -1))
    found = coverage(homes, frame(box(-1000, -2, 1000, 0)), radius_m=300)
    assert found.parcels["share"].tolist() == [1, 0, 1]


def test_a_weight_is_spread_evenly_over_its_parcel() -> None:
    # 1/4 of the first parcel's 1,000 people and all of the other's 500: 750 of 1,500.
    homes = frame(box(0, 0, 400, 10), box(-100, 0, -50, 10))
    found = coverage(homes, frame(box(-50, -200, 0, 200)), radius_m=100, weight=[1000, 500])
    assert found.covered == pytest.approx(750, rel=1e-9)


def test_parcels_keep_their_index_and_say_what_is_left() -> None:
    homes = frame(box(0, 0, 100, 10), box(200, 0, 300, 10), box(-60, 0, -50, 10))
    homes.index = ["partly", "not", "wholly"]
    found = coverage(homes, frame(box(-50, -100, 0, 100)), radius_m=30)
    assert found.parcels["share"].to_dict() == pytest.approx(
        {"partly": 0.3, "not": 0.0, "wholly": 1.0}
    )
    assert found.left["wholly"] is None
    assert found.left["not"].equals(homes.geometry["not"])
    assert found.left["partly"].bounds == pytest.approx((X + 30, Y, X + 100, Y + 10))
    assert found.left.crs == homes.crs


def test_no_services_cover_nothing() -> None:
    found = coverage(frame(box(0, 0, 1, 1)), frame(shift=False), radius_m=500)
    assert (found.share, found.uncovered) == (0, 1)


def test_nothing_to_cover_has_no_share() -> None:
    found = coverage(frame(shift=False), frame(Point(0, 0)), radius_m=500)
    assert math.isnan(found.share)
    assert found.parcels.empty
    weightless = coverage(frame(box(0, 0, 1, 1)), frame(Point(0, 0)), radius_m=5, weight=0)
    assert math.isnan(weightless.share)
    assert weightless.parcels["share"].isna().all()


def test_parts_and_heights_make_no_difference() -> None:
    left, right = box(0, 0, 10, 10), box(90, 0, 100, 10)
    homes = frame(box(0, 0, 100, 10))
    apart = share(homes, frame(left, right), 20)
    assert share(homes, frame(MultiPolygon([left, right])), 20) == apart
    high = Point(X, Y, 7.0)
    assert share(homes, frame(high, shift=False), 20) == share(homes, frame(Point(0, 0)), 20)


@pytest.mark.parametrize(
    ("code", "demand", "services", "options"),
    [
        ("crs_unknown", frame(box(0, 0, 1, 1), crs=None), frame(Point(0, 0)), {}),
        ("crs_not_metric", frame(box(0, 0, 1, 1), crs="EPSG:4490", shift=False), frame(), {}),
        ("crs_mixed", frame(box(0, 0, 1, 1)), frame(Point(0, 0), crs="EPSG:4550"), {}),
        ("feature_kind", frame(LineString([(0, 0), (1, 1)])), frame(Point(0, 0)), {}),
        ("feature_kind", frame(box(0, 0, 1, 1), Point(0, 0)), frame(Point(0, 0)), {}),
        ("feature_kind", frame(MultiPoint([(0, 0), (1, 1)])), frame(Point(0, 0)), {}),
        ("feature_kind", frame(box(0, 0, 1, 1)), frame(LineString([(0, 0), (1, 1)])), {}),
        ("feature_empty", frame(box(0, 0, 1, 1)), frame(Point(), shift=False), {}),
        ("feature_empty", frame(None, shift=False), frame(Point(0, 0)), {}),
        ("feature_not_finite", frame(box(0, 0, 1, 1)), frame(Point(math.inf, 0), shift=False), {}),
        ("feature_invalid", frame(Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])), frame(), {}),
        ("amount_negative", frame(box(0, 0, 1, 1)), frame(Point(0, 0)), {"radius_m": -1}),
        ("amount_missing", frame(box(0, 0, 1, 1)), frame(Point(0, 0)), {"radius_m": math.nan}),
        ("amount_count", frame(box(0, 0, 1, 1)), frame(Point(0, 0)), {"radius_m": [1, 2]}),
        ("amount_missing", frame(Point(0, 0)), frame(Point(0, 0)), {"weight": [math.nan]}),
        ("amount_missing", frame(Point(0, 0)), frame(Point(0, 0)), {"weight": ["many"]}),
        ("amount_negative", frame(Point(0, 0)), frame(Point(0, 0)), {"weight": [-1.0]}),
    ],
)
def test_bad_input_is_refused(
    code: str, demand: gpd.GeoDataFrame, services: gpd.GeoDataFrame, options: dict[str, object]
) -> None:
    with pytest.raises(InputError) as caught:
        coverage(demand, services, **{"radius_m": 500, **options})
    assert caught.value.code == code


def test_progress_is_told_and_can_cancel() -> None:
    homes = frame(*(box(i, 0, i + 1, 1) for i in range(10)))
    told: list[tuple[int, int]] = []
    coverage(homes, frame(Point(0, 0)), radius_m=5, progress=lambda *step: told.append(step))
    assert told == [(10, 10)]

    def cancel(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        coverage(homes, frame(Point(0, 0)), radius_m=5, progress=cancel)


def test_a_target_is_reached_or_exceeded() -> None:
    assert meets(0.8, 0.8) is True
    assert meets(0.8, 0.8, strictly=True) is False
    assert meets(0.81, 0.8, strictly=True) is True
    assert meets(0.79, 0.8) is False
    # What rounding takes off a whole is no miss.
    assert meets(1 - 1e-15, 1.0) is True
    assert meets(math.nan, 0.8) is None
