"""What must hold for any zones, stops and lines."""

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, Polygon, box

from geo.transit import LineService, missing, serve, verdicts

CRS = "EPSG:4549"
RADIUS_M = 500.0
SQUARE = box(0, 0, 1200, 1000)
# Where two parts are cut anew, rounding moves their area by far less than this.
CLOSE = 1e-9

places = st.integers(-700, 1900)
lines = st.sets(st.sampled_from("abcd")).map(lambda names: tuple(sorted(names)))
calls = st.lists(st.tuples(places, places, lines), min_size=1, max_size=9)
few = settings(deadline=None, max_examples=40)


def ask(stops: list[tuple[int, int, tuple[str, ...]]], *zones: Polygon) -> LineService:
    points = gpd.GeoDataFrame(
        {"routes": [routes for _, _, routes in stops]},
        geometry=[Point(x, y) for x, y, _ in stops],
        crs=CRS,
    )
    return serve(gpd.GeoDataFrame(geometry=list(zones), crs=CRS), points, radius_m=RADIUS_M)


def by_k(service: LineService) -> np.ndarray:
    """Return the shares at k = 0 to 4, the four lines that there are."""
    return service.shares.reindex(columns=range(5), fill_value=0.0).to_numpy()


@few
@given(stops=calls)
def test_shares_fall_with_k_from_1(stops: list) -> None:
    shares = by_k(ask(stops, SQUARE))[0]
    assert shares[0] == 1
    assert (np.diff(shares) <= 0).all()
    assert shares[-1] >= 0


@few
@given(stops=calls, more=st.tuples(places, places, lines))
def test_another_stop_never_lowers_a_share(stops: list, more: tuple) -> None:
    before, after = ask(stops, SQUARE), ask([*stops, more], SQUARE)
    assert (by_k(after) >= by_k(before) - CLOSE).all()
    found = after.lines.set_index("line")["share"]
    for line, share in before.lines.set_index("line")["share"].items():
        assert found[line] >= share - CLOSE
    assert verdicts(after)["met"].iloc[0] >= verdicts(before)["met"].iloc[0]


@few
@given(stops=calls, data=st.data())
def test_the_order_changes_nothing(stops: list, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(stops))
    one, other = ask(stops, SQUARE, box(0, 0, 90, 90)), ask(shuffled, SQUARE, box(0, 0, 90, 90))
    assert by_k(one) == pytest.approx(by_k(other), abs=CLOSE)
    assert one.lines["line"].tolist() == other.lines["line"].tolist()
    assert one.lines["share"].tolist() == pytest.approx(other.lines["share"].tolist(), abs=CLOSE)


@few
@given(stops=calls, at=st.integers(1, 1199))
def test_splitting_a_zone_keeps_the_totals(stops: list, at: int) -> None:
    service = ask(stops, SQUARE, box(0, 0, at, 1000), box(at, 0, 1200, 1000))
    # A circle that stays short of a part by less than 2 mm is left out there, its polygon's
    # corner of at most 0.004 m² with it.
    slack = 0.004 * len(stops) / SQUARE.area
    areas = np.array([SQUARE.area, at * 1000, (1200 - at) * 1000])
    whole, left, right = by_k(service) * areas[:, None] / SQUARE.area
    assert left + right == pytest.approx(whole, abs=CLOSE + slack)


@few
@given(stops=calls, required=st.integers(1, 4))
def test_faces_missing_and_shares_tell_one_story(stops: list, required: int) -> None:
    service = ask(stops, SQUARE)
    faces = service.faces
    assert faces.area.sum() == pytest.approx(SQUARE.area, rel=CLOSE)
    assert faces.geometry.is_valid.all()
    assert faces["lines"].is_unique
    assert (faces["lines"].map(len) == faces["line_count"]).all()
    gap = missing(service, required=required)
    assert gap.area.sum() == pytest.approx(gap["area_m2"].sum(), rel=CLOSE, abs=1e-6)
    covered = by_k(service)[0, required]
    assert gap["area_m2"].sum() == pytest.approx((1 - covered) * SQUARE.area, abs=1e-3)


@few
@given(stops=calls)
def test_a_line_counts_when_a_stop_is_near_enough(stops: list) -> None:
    near = {
        line
        for x, y, routes in stops
        for line in routes
        if SQUARE.distance(Point(x, y)) <= RADIUS_M
    }
    assert set(verdicts(ask(stops, SQUARE))["lines"].iloc[0]) == near
