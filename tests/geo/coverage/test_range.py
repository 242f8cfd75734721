"""What is certain and what is possible, by hand and by its promise."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box

from geo import InputError
from geo.coverage import (
    Amounts,
    Bounded,
    Coverage,
    bounded,
    coverage,
    coverage_range,
    flipped,
    range_assembled,
    range_within,
)


def frame(shapes: list[shapely.Geometry], accuracy_m: object) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"accuracy_m": accuracy_m}, geometry=shapes, crs="EPSG:4549")


HOMES = [box(0, 0, 200, 10), box(200, 0, 300, 10)]
PARK = [box(-50, -500, 0, 500)]


def test_accuracies_of_both_sides_add_up() -> None:
    # Reach 150 m as mapped, 150 -+ (5 + 10) m: 135, 150 and 165 of the first 200 m.
    found = coverage_range(frame(HOMES, [10.0, 10]), frame(PARK, [5.0]), radius_m=150)
    shares = [each.parcels["share"].to_list() for each in (found.low, found.mapped, found.high)]
    assert shares == [pytest.approx([x, 0]) for x in (135 / 200, 150 / 200, 165 / 200)]
    assert found.low.share == pytest.approx(135 / 300)


def test_each_parcel_has_its_own_accuracy() -> None:
    # The second parcel may lie 100 m nearer: 160 + 100 m reach 60 of its 100 m.
    found = coverage_range(frame(HOMES, [0.0, 100]), frame(PARK, [0.0]), radius_m=160)
    assert found.high.parcels["share"].to_list() == pytest.approx([0.8, 0.6])
    assert found.low.parcels["share"].to_list() == pytest.approx([0.8, 0.0])


def test_parcels_whose_verdict_flips_are_listed() -> None:
    homes = frame(HOMES, [10.0, 10]).set_axis(["a", "b"])
    found = coverage_range(homes, frame(PARK, [5.0]), radius_m=150)
    # The first lies between 0.675 and 0.825, the second is 0 in any case.
    assert flipped(found, 0.8).to_list() == ["a"]
    assert flipped(found, 0.825).to_list() == ["a"]
    assert flipped(found, 0.825, strictly=True).empty
    assert flipped(found, 0.5).empty


def test_nothing_is_certain_when_the_error_exceeds_the_radius() -> None:
    found = coverage_range(frame(HOMES, [0.0, 0]), frame(PARK, [400.0]), radius_m=300)
    assert (found.low.share, found.high.share) == (0, 1)


def test_points_have_a_range_too() -> None:
    homes = frame([Point(95, 0), Point(105, 0), Point(120, 0)], [2.0, 2, 2])
    found = coverage_range(homes, frame([Point(0, 0)], [8.0]), radius_m=100, weight=[1, 2, 4])
    assert [found.low.covered, found.mapped.covered, found.high.covered] == [0, 1, 3]


# By a kilometre both homes lie within at every bound: the later rounds have nothing to measure.
@pytest.mark.parametrize("radius_m", [1, 1_000])
def test_progress_counts_three_rounds(radius_m: float) -> None:
    told: list[tuple[int, int]] = []
    coverage_range(
        frame(HOMES, [0.0, 0]),
        frame(PARK, [1.0]),
        radius_m=radius_m,
        progress=lambda *step: told.append(step),
    )
    assert told == [(2, 6), (4, 6), (6, 6)]


def test_unknown_accuracy_is_refused() -> None:
    with pytest.raises(InputError, match="accuracy_unknown"):
        coverage_range(frame(HOMES, [0.0, 0])[["geometry"]], frame(PARK, [0.0]), radius_m=1)
    with pytest.raises(InputError, match="amount_missing"):
        coverage_range(frame(HOMES, [0.0, None]), frame(PARK, [0.0]), radius_m=1)


@settings(max_examples=20, deadline=None)
@given(st.floats(0, 6.283), st.floats(0, 1), st.floats(0, 6.283), st.floats(0, 1))
def test_the_true_share_lies_between_the_bounds(
    turn: float, part: float, other_turn: float, other_part: float
) -> None:
    # Draw where home and park truly are, anywhere within their accuracy of where they are mapped.
    home, park = box(400, 0, 520, 80), box(0, 0, 60, 60)
    found = coverage_range(frame([home], [30.0]), frame([park], [20.0]), radius_m=400)
    true_home = shapely.transform(home, lambda xy: xy + _shift(turn, 30 * part))
    true_park = shapely.transform(park, lambda xy: xy + _shift(other_turn, 20 * other_part))
    true = coverage_range(frame([true_home], [0.0]), frame([true_park], [0.0]), radius_m=400)
    assert found.low.share - 1e-5 <= true.mapped.share <= found.high.share + 1e-5


def _shift(turn: float, by_m: float) -> list[float]:
    return [by_m * float(shapely.get_x(_unit(turn))), by_m * float(shapely.get_y(_unit(turn)))]


def _unit(turn: float) -> shapely.Point:
    return shapely.affinity.rotate(Point(1, 0), turn, origin=(0, 0), use_radians=True)


def test_prepared_once_the_rows_can_be_measured_one_by_one() -> None:
    homes, park = frame(HOMES, [10.0, 100]), frame(PARK, [5.0])
    whole, ready = coverage_range(homes, park, radius_m=150), bounded(park, 150)
    for row in range(len(homes)):
        one = range_within(homes.iloc[[row]], ready)
        for name in ("low", "mapped", "high"):
            found, expected = getattr(one, name), getattr(whole, name)
            assert (
                found.parcels.iloc[0]
                .drop("geometry")
                .equals(expected.parcels.iloc[row].drop("geometry"))
            )


@settings(max_examples=60)
@given(
    parks=st.lists(
        st.tuples(st.integers(0, 900), st.integers(0, 900), st.integers(10, 150)),
        min_size=1,
        max_size=6,
    ),
    accuracy_m=st.tuples(st.integers(0, 60), st.integers(0, 60)),
)
def test_each_bound_is_the_coverage_by_its_reach_alone(
    parks: list[tuple[int, int, int]], accuracy_m: tuple[int, int]
) -> None:
    """What a lesser reach covers is not measured again; nothing of it shows."""
    grid = [box(x, y, x + 70, y + 70) for x in range(0, 900, 90) for y in range(0, 900, 90)]
    homes = frame(grid, [float(accuracy_m[0])] * len(grid))
    shapes = [box(x, y, x + side, y + side) for x, y, side in parks]
    services = frame(shapes, [float(accuracy_m[1])] * len(shapes))
    found = coverage_range(homes, services, radius_m=120)
    error = sum(accuracy_m)
    for bound, radius_m in (
        (found.low, 120 - error),
        (found.mapped, 120),
        (found.high, 120 + error),
    ):
        alone = coverage(
            homes, services if radius_m >= 0 else services[:0], radius_m=max(radius_m, 0)
        )
        # The disc of a radius that is put together of two differs by rounding alone.
        assert bound.parcels["uncovered"].to_numpy() == pytest.approx(
            alone.parcels["uncovered"].to_numpy(), abs=1e-6
        )
        assert bound.left.is_empty.tolist() == alone.left.is_empty.tolist()


def test_a_range_put_together_makes_what_the_bounds_leave_when_asked() -> None:
    homes, services = frame(HOMES, [10.0, 10]), frame(PARK, [5.0])
    found = coverage_range(homes, services, radius_m=150)
    prepared = bounded(services, 150)
    asked: list[str] = []

    def reach() -> Bounded:
        asked.append("services")
        return prepared

    def amounts(of: Coverage) -> Amounts:
        return Amounts(of.parcels["total"].to_numpy(), of.parcels["uncovered"].to_numpy())

    again = range_assembled(
        homes, reach, low=amounts(found.low), mapped=found.mapped, high=amounts(found.high)
    )
    assert (again.low.share, again.high.share) == (found.low.share, found.high.share)
    # The second parcel is open whole: it is known without any service.
    assert again.high.left_of(np.array([1])).tolist() == [HOMES[1]]
    assert asked == []
    for one, other in ((again.low, found.low), (again.high, found.high)):
        assert one.left.geom_equals(other.left).all()
    assert asked == ["services"] * 2
