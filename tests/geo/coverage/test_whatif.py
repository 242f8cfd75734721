"""What-if: adding and taking away services gives what measuring anew gives."""

import math

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box

from geo import InputError
from geo.coverage import (
    Standing,
    coverage,
    coverage_of,
    gained,
    standing,
    with_services,
    without_services,
)

CRS = 4549
EAST, NORTH = 624_000.0, 3_435_000.0


def frame(*shapes: shapely.Geometry, labels: list[str] | None = None) -> gpd.GeoDataFrame:
    moved = [shapely.transform(shape, lambda xy: np.add(xy, (EAST, NORTH))) for shape in shapes]
    return gpd.GeoDataFrame(index=labels, geometry=moved, crs=CRS)


def test_one_point_in_a_square_worked_out_by_hand() -> None:
    # A square of 2,000 m without services; a point in its middle reaches a disc of 500 m:
    # π · 500² = 785,398 m².
    homes = frame(box(0, 0, 2000, 2000))
    nothing = standing(homes, frame(), radius_m=500)
    assert (nothing.covered, nothing.share) == (0, 0)
    one = with_services(nothing, frame(Point(1000, 1000), labels=["a"]), radius_m=500)
    assert one.covered == pytest.approx(math.pi * 500**2, rel=1e-5)
    (part,) = gained(nothing, one).itertuples()
    assert part.amount == pytest.approx(part.geometry.area, rel=1e-9)
    back = without_services(one, ["a"])
    assert back.covered == 0
    assert gained(one, back).empty
    assert gained(back, one)["amount"].sum() == pytest.approx(one.covered)


def test_an_overlap_is_lost_only_with_its_last_service() -> None:
    # Two points at the same place: taking one away changes nothing.
    homes = frame(box(0, 0, 2000, 2000))
    twice = frame(Point(1000, 1000), Point(1000, 1000), labels=["a", "b"])
    both = standing(homes, twice, radius_m=500)
    assert without_services(both, ["a"]).covered == pytest.approx(both.covered)
    assert without_services(both, ["a", "b"]).covered == 0


def test_points_count_by_their_weight() -> None:
    people = frame(Point(0, 0), Point(400, 0), Point(900, 0))
    weight = [10.0, 20.0, 40.0]
    now = standing(people, frame(Point(0, 0), labels=["a"]), radius_m=500, weight=weight)
    assert (now.covered, now.total) == (30, 70)
    more = with_services(now, frame(Point(900, 0), labels=["b"]), radius_m=100)
    assert more.covered == 70
    assert list(gained(now, more)["amount"]) == [40]
    assert without_services(more, ["a"]).covered == 40


def test_a_label_stands_once_and_only_what_stands_is_taken_away() -> None:
    homes = frame(box(0, 0, 100, 100))
    now = standing(homes, frame(Point(0, 0), labels=["a"]), radius_m=50)
    with pytest.raises(InputError) as caught:
        with_services(now, frame(Point(9, 9), labels=["a"]), radius_m=50)
    assert caught.value.code == "index_duplicate"
    with pytest.raises(InputError) as caught:
        without_services(now, ["b"])
    assert (caught.value.code, caught.value.params) == ("service_unknown", {"label": "b"})
    with pytest.raises(InputError) as caught:
        with_services(now, frame(Point(9, 9), labels=["c"]).to_crs(4550), radius_m=50)
    assert caught.value.code == "crs_mixed"
    with pytest.raises(InputError):
        with_services(now, frame(Point(9, 9), labels=["c"]), radius_m=-1)


def test_the_coverage_as_it_stands_can_be_split_and_listed() -> None:
    homes = frame(box(0, 0, 1000, 1000), box(5000, 0, 6000, 1000), labels=["near", "far"])
    now = standing(homes, frame(), radius_m=500)
    now = with_services(now, frame(box(200, 200, 800, 800), labels=["park"]), radius_m=500)
    found, anew = coverage_of(now), coverage(homes, frame(box(200, 200, 800, 800)), radius_m=500)
    assert found.share == pytest.approx(anew.share, abs=1e-12)
    assert list(found.parcels.index) == ["near", "far"]
    assert found.parcels["share"].tolist() == pytest.approx(anew.parcels["share"].tolist())
    assert found.left["far"].equals(homes.geometry["far"])


HOMES = frame(
    *(box(x, y, x + 180, y + 180) for x in range(0, 2000, 200) for y in range(0, 2000, 200)),
    box(0, 2100, 2000, 2600).difference(box(500, 2200, 900, 2500)),
)
SITES = st.tuples(
    st.integers(0, 2000),
    st.integers(0, 2600),
    st.sampled_from([0, 40, 150]),
    st.sampled_from([0.0, 120.0, 500.0]),
)


def site(x: int, y: int, half: int) -> shapely.Geometry:
    return box(x - half, y - half, x + half, y + half) if half else Point(x, y)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.booleans(), SITES), min_size=1, max_size=12), st.booleans())
def test_any_sequence_of_edits_equals_measuring_anew(
    edits: list[tuple[bool, tuple[int, int, int, float]]], weighted: bool
) -> None:
    weight = np.arange(len(HOMES), dtype=float) if weighted else None
    now = standing(HOMES, frame(), radius_m=0, weight=weight)
    standing_services: dict[str, tuple[shapely.Geometry, float]] = {}
    for number, (add, (x, y, half, radius_m)) in enumerate(edits):
        if add or not standing_services:
            before = now.covered
            label = f"s{number}"
            now = with_services(now, frame(site(x, y, half), labels=[label]), radius_m=radius_m)
            standing_services[label] = (site(x, y, half), radius_m)
            assert now.covered >= before
        else:
            label = sorted(standing_services)[x % len(standing_services)]
            before = now.covered
            now = without_services(now, [label])
            del standing_services[label]
            assert now.covered <= before + 1e-6
    check(now, standing_services, weight)


def check(
    now: Standing,
    services: dict[str, tuple[shapely.Geometry, float]],
    weight: "np.ndarray | None",
) -> None:
    shapes, radii = zip(*services.values(), strict=True) if services else ((), ())
    anew = coverage(HOMES, frame(*shapes), radius_m=np.array(radii), weight=weight)
    assert now.covered == pytest.approx(anew.covered, abs=1e-6)
    assert now.uncovered == pytest.approx(anew.parcels["uncovered"].to_numpy(), abs=1e-6)
