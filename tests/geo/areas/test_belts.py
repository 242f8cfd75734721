"""Belts around toy lines, with their areas worked out by hand."""

import math

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import InputError
from geo.areas import Ends, Side, belts
from geo.areas.belt_pieces import Piece, this_side_of

CRS = "EPSG:4549"
X, Y = 624_000, 3_435_000
EXACT, ROUND = 1e-9, 1e-4


def frame(*shapes: shapely.Geometry, index: list[str] | None = None) -> gpd.GeoDataFrame:
    moved = [shapely.affinity.translate(shape, X, Y) for shape in shapes]
    return gpd.GeoDataFrame(geometry=moved, index=index, crs=CRS)


def line(*corners: tuple[float, float]) -> shapely.LineString:
    return shapely.LineString(corners)


def area(shape: shapely.Geometry, **options: object) -> float:
    found = belts(frame(shape), **options)  # type: ignore[arg-type]
    assert found.geometry.is_valid.all()
    assert found["area_m2"].tolist() == found.geometry.area.tolist()
    return float(found["area_m2"].iloc[0])


def holds(belt: gpd.GeoDataFrame, x: float, y: float) -> bool:
    return bool(belt.geometry.iloc[0].covers(shapely.Point(X + x, Y + y)))


STRAIGHT = line((0, 0), (100, 0))
# East, then a right angle to the north.
BENT = line((0, 0), (100, 0), (100, 100))


def test_a_straight_belt_is_a_rectangle() -> None:
    (belt,) = belts(frame(STRAIGHT), width_m=20).geometry
    assert belt.equals(shapely.box(X, Y - 10, X + 100, Y + 10))
    # Slanted by 3:4, 100 m long.
    assert area(line((0, 0), (60, 80)), width_m=20) == pytest.approx(2000, rel=EXACT)


def test_one_side_is_the_whole_width_on_that_side() -> None:
    (left,) = belts(frame(STRAIGHT), width_m=20, side="left").geometry
    (right,) = belts(frame(STRAIGHT), width_m=20, side="right").geometry
    assert left.equals(shapely.box(X, Y, X + 100, Y + 20))
    assert right.equals(shapely.box(X, Y - 20, X + 100, Y))


@pytest.mark.parametrize(
    ("side", "ends_m2"),
    # Two half discs of 10 m; or, on one side, two quarter discs of 20 m.
    [("both", math.pi * 100), ("left", math.pi * 200), ("right", math.pi * 200)],
)
def test_round_ends_add_the_parts_of_a_disc(side: Side, ends_m2: float) -> None:
    found = area(STRAIGHT, width_m=20, side=side, ends="round")
    assert found - 2000 == pytest.approx(ends_m2, rel=ROUND)
    # Chords lie within their circle: nothing is counted that is not there.
    assert found - 2000 < ends_m2


def test_a_round_end_reaches_on_along_the_line() -> None:
    left = belts(frame(STRAIGHT), width_m=20, side="left", ends="round")
    assert holds(left, 114, 14)
    assert holds(left, -14, 14)
    assert not holds(left, 114, -1)
    assert not holds(belts(frame(STRAIGHT), width_m=20, side="left"), 101, 5)


@pytest.mark.parametrize(
    ("side", "ends", "exact_m2"),
    [
        # Two rectangles of 100 × 20 share 10 × 10 within the bend; a quarter disc of 10 outside it.
        ("both", "flat", 2 * 2000 - 100 + math.pi * 25),
        # On the left, inside the bend, they share 20 × 20.
        ("left", "flat", 2 * 2000 - 400),
        # On the right, outside it, a quarter disc of 20 joins them.
        ("right", "flat", 2 * 2000 + math.pi * 100),
        ("both", "round", 2 * 2000 - 100 + math.pi * 25 + math.pi * 100),
        ("left", "round", 2 * 2000 - 400 + math.pi * 200),
    ],
)
def test_a_bend_is_round_outside_and_sharp_inside(side: Side, ends: Ends, exact_m2: float) -> None:
    assert area(BENT, width_m=20, side=side, ends=ends) == pytest.approx(exact_m2, rel=ROUND)


def test_a_ring_has_an_inner_and_an_outer_side_and_no_ends() -> None:
    ring = line((0, 0), (100, 0), (100, 100), (0, 100), (0, 0))
    # Inside (left, going anticlockwise) the square less one of 60 m; outside four rectangles and
    # a quarter disc at each corner.
    assert area(ring, width_m=20, side="left") == pytest.approx(100**2 - 60**2, rel=EXACT)
    outside = 4 * 2000 + math.pi * 400
    assert area(ring, width_m=20, side="right", ends="round") == pytest.approx(outside, rel=ROUND)
    both = 100**2 - 80**2 + 4 * 1000 + math.pi * 100
    assert area(ring, width_m=20) == pytest.approx(both, rel=ROUND)


def test_a_one_sided_belt_does_not_reach_across_its_own_line() -> None:
    # A sharp left turn back over the first stretch, ending at (20, 10). On the left of the first
    # stretch lies the triangle under the second, 80 × 10 / 2, and what the second does not hide,
    # 20 × 20. The left of the second looks down on the first and adds nothing.
    back = line((0, 0), (100, 0), (20, 10))
    assert area(back, width_m=20, side="left") == pytest.approx(400 + 400, rel=EXACT)
    left = belts(frame(back), width_m=20, side="left")
    assert holds(left, 60, 4)
    assert not holds(left, 60, 6)
    assert holds(left, 10, 19)
    # Both sides together hold it: nothing has to be told apart.
    assert holds(belts(frame(back), width_m=40), 60, 6)


def test_nor_does_the_fan_of_a_bend() -> None:
    # East, south, then north again at x = 110: the fan of the right turn at (100, 0) ends there.
    hook = line((0, 0), (100, 0), (100, -50), (110, -50), (110, 50))
    # Beside the first stretch 100 × 30; between the second and the last 10 × 50; beside the last,
    # north of the first, 30 × 50, of which 20 × 30 are counted already. The fan lies in these.
    assert area(hook, width_m=30, side="left") == pytest.approx(3000 + 500 + 900, rel=EXACT)
    (left,) = belts(frame(hook), width_m=30, side="left").geometry
    assert left.bounds[2] == pytest.approx(X + 110, abs=1e-6)
    assert area(line(*hook.coords[:2], (100, -9)), width_m=30, side="left") > 3900


@pytest.mark.parametrize("side", ["both", "left", "right"])
@pytest.mark.parametrize("ends", ["flat", "round"])
def test_splitting_a_line_end_to_end_changes_nothing(side: Side, ends: Ends) -> None:
    whole = area(BENT, width_m=20, side=side, ends=ends)
    for parts in (
        [[(0, 0), (40, 0)], [(40, 0), (100, 0), (100, 100)]],
        [[(0, 0), (100, 0)], [(100, 0), (100, 100)]],
    ):
        split = area(shapely.MultiLineString(parts), width_m=20, side=side, ends=ends)
        assert split == pytest.approx(whole, rel=EXACT)


def test_parts_that_run_towards_each_other_keep_their_own_sides() -> None:
    facing = shapely.MultiLineString([[(0, 0), (50, 0)], [(100, 0), (50, 0)]])
    left = belts(frame(facing), width_m=20, side="left")
    assert left["area_m2"].tolist() == pytest.approx([2 * 50 * 20], rel=EXACT)
    assert holds(left, 25, 15)
    assert holds(left, 75, -15)
    # Of both sides the direction says nothing.
    both = area(facing, width_m=20, ends="round")
    assert both == pytest.approx(area(STRAIGHT, width_m=20, ends="round"), rel=EXACT)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_line_that_goes_straight_back_is_round_at_its_tip(side: Side) -> None:
    # 100 m out on one side of it, 50 m back on the other, half a disc of 20 around the tip.
    found = area(line((0, 0), (100, 0), (50, 0)), width_m=20, side=side)
    assert found == pytest.approx(2000 + 1000 + math.pi * 200, rel=ROUND)


def test_an_edge_across_a_whole_fan_hides_all_behind_it() -> None:
    # Half a disc of 10 m above the origin, crossed at a height of 1 m: what is left is a strip of
    # the disc, sqrt(99) + 100 asin(1 / 10) = 19.967 m².
    turned = np.linspace(0, math.pi, 1025)
    arc = 10 * np.column_stack([np.cos(turned), np.sin(turned)])
    half_disc = Piece(shapely.Polygon([(0, 0), *arc]), shapely.Point(0, 0))
    left = this_side_of(line((-50, 1), (50, 1)), half_disc)
    assert left.area == pytest.approx(math.sqrt(99) + 100 * math.asin(0.1), rel=ROUND)


def test_parts_that_do_not_meet_are_belts_of_their_own_and_overlaps_count_once() -> None:
    apart = shapely.MultiLineString([[(0, 0), (100, 0)], [(0, 200), (100, 200)]])
    assert area(apart, width_m=20) == pytest.approx(4000, rel=EXACT)
    crossing = shapely.MultiLineString([[(0, 0), (100, 0)], [(50, -50), (50, 50)]])
    assert area(crossing, width_m=20) == pytest.approx(4000 - 400, rel=EXACT)


def test_a_belt_ends_at_the_limit() -> None:
    limit = frame(shapely.box(50, -5, 500, 500), shapely.box(90, -500, 500, 500))
    # From x = 50: 50 × 15 m above y = -5, and 10 × 5 m more from x = 90.
    assert area(STRAIGHT, width_m=20, within=limit) == pytest.approx(750 + 50, rel=EXACT)
    outside = belts(frame(STRAIGHT), width_m=20, within=frame(shapely.box(0, 10, 100, 90)))
    assert outside["area_m2"].tolist() == [0]
    assert outside.geometry.iloc[0].geom_type == "Polygon"
    assert outside.geometry.iloc[0].is_empty


def test_index_columns_and_the_name_of_the_geometry_stay() -> None:
    lines = frame(STRAIGHT, BENT, index=["road", "river"]).assign(name=["R", "V"])
    lines = lines.rename_geometry("shape")
    found = belts(lines, width_m=[20, 10])
    assert found.index.tolist() == ["road", "river"]
    assert found.columns.tolist() == [*lines.columns, "area_m2"]
    assert found.geometry.name == "shape"
    assert found.crs == lines.crs
    # 2 × 100 × 10, less 5 × 5 within, with a quarter disc of 5 outside the bend.
    want = [2000, 2000 - 25 + math.pi * 6.25]
    assert found["area_m2"].tolist() == pytest.approx(want, rel=ROUND)
    assert lines.geometry.geom_type.tolist() == ["LineString", "LineString"]


def test_no_lines_have_no_belts() -> None:
    found = belts(frame(STRAIGHT).iloc[:0], width_m=20)
    assert (len(found), found["area_m2"].tolist()) == (0, [])


def test_repeated_corners_and_heights_change_nothing() -> None:
    again = shapely.LineString([(0, 0, 4), (0, 0, 4), (100, 0, 5), (100, 0, 5)])
    assert area(again, width_m=20, ends="round") == area(STRAIGHT, width_m=20, ends="round")


@pytest.mark.parametrize(
    ("shape", "options", "code"),
    [
        (STRAIGHT, {"width_m": 0}, "belt_width"),
        (STRAIGHT, {"width_m": -1}, "amount_negative"),
        (STRAIGHT, {"width_m": math.nan}, "amount_missing"),
        (STRAIGHT, {"width_m": [1, 2]}, "amount_count"),
        (STRAIGHT, {"width_m": 5, "side": "north"}, "belt_option"),
        (STRAIGHT, {"width_m": 5, "ends": "square"}, "belt_option"),
        (STRAIGHT, {"width_m": 5, "within": frame()}, "belt_limit_empty"),
        (STRAIGHT, {"width_m": 5, "within": frame(STRAIGHT)}, "feature_kind"),
        (STRAIGHT, {"width_m": 5, "within": frame().to_crs(4326)}, "crs_not_metric"),
        (STRAIGHT, {"width_m": 5, "within": frame().to_crs(4550)}, "crs_mixed"),
        (shapely.Point(0, 0), {"width_m": 5}, "feature_kind"),
        (shapely.LineString(), {"width_m": 5}, "feature_empty"),
        (line((0, 0), (math.inf, 0)), {"width_m": 5}, "feature_not_finite"),
        (line((1, 1), (1, 1)), {"width_m": 5}, "feature_invalid"),
    ],
)
def test_bad_input_is_refused(
    shape: shapely.Geometry, options: dict[str, object], code: str
) -> None:
    lines = gpd.GeoDataFrame(geometry=[shape], crs=CRS)
    with pytest.raises(InputError) as error:
        belts(lines, **options)  # type: ignore[arg-type]
    assert error.value.code == code


def test_degrees_are_refused() -> None:
    for crs, code in ((None, "crs_unknown"), (4326, "crs_not_metric"), (3857, "crs_not_metric")):
        with pytest.raises(InputError, match=code):
            belts(gpd.GeoDataFrame(geometry=[STRAIGHT], crs=crs), width_m=5)


@st.composite
def courses(draw: st.DrawFn) -> shapely.LineString:
    """A line of stretches of 40 to 100 m that turns by at most 60 degrees at each corner."""
    at, heading, corners = np.zeros(2), draw(st.floats(0, 6.28)), [np.zeros(2)]
    for _ in range(draw(st.integers(1, 6))):
        heading += draw(st.floats(-1.04, 1.04))
        reach = draw(st.floats(40, 100))
        at = at + reach * np.array([math.cos(heading), math.sin(heading)])
        corners.append(at)
    return shapely.LineString(corners)


MANY = settings(max_examples=40)
WIDTHS = st.floats(1, 60)


def belt(course: shapely.LineString, width_m: float, **options: object) -> shapely.Geometry:
    found = belts(frame(course), width_m=width_m, **options)  # type: ignore[arg-type]
    return found.geometry.iloc[0]


@MANY
@given(courses(), WIDTHS)
def test_the_sides_make_up_the_belt(course: shapely.LineString, width_m: float) -> None:
    left, right = (belt(course, width_m / 2, side=side) for side in ("left", "right"))
    both = belt(course, width_m)
    assert both.symmetric_difference(left.union(right)).area < 1e-6 * both.area


@MANY
@given(courses(), WIDTHS)
def test_the_sides_of_a_line_are_those_of_its_reverse(
    course: shapely.LineString, width_m: float
) -> None:
    left, right = belt(course, width_m, side="left"), belt(course.reverse(), width_m, side="right")
    assert left.symmetric_difference(right).area < 1e-6 * left.area


@MANY
@given(courses(), WIDTHS)
def test_a_round_belt_is_all_that_is_near(course: shapely.LineString, width_m: float) -> None:
    # Around a line, all within half the width: the buffer, drawn with as many chords. The buffer
    # first simplifies the line by up to a hundredth of its distance.
    near = shapely.buffer(frame(course).geometry.iloc[0], width_m / 2, quad_segs=256)
    found = belt(course, width_m, ends="round")
    assert found.symmetric_difference(near).area < ROUND * near.area


@MANY
@given(courses(), WIDTHS, st.sampled_from(["both", "left", "right"]))
def test_a_wider_belt_holds_the_narrower(
    course: shapely.LineString, width_m: float, side: str
) -> None:
    narrow, wide = belt(course, width_m, side=side), belt(course, width_m * 1.5, side=side)
    assert narrow.difference(wide).area < ROUND * narrow.area


@MANY
@given(courses(), WIDTHS, st.floats(0.05, 0.95), st.sampled_from(["both", "left", "right"]))
def test_splitting_changes_nothing(
    course: shapely.LineString, width_m: float, share: float, side: str
) -> None:
    parts = [
        shapely.ops.substring(course, *span, normalized=True) for span in ((0, share), (share, 1))
    ]
    whole = belt(course, width_m, side=side, ends="round")
    apart = belt(shapely.MultiLineString(parts), width_m, side=side, ends="round")
    assert whole.symmetric_difference(apart).area < 1e-6 * whole.area


@MANY
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2, max_size=7),
    WIDTHS,
    st.sampled_from(["left", "right"]),
    st.sampled_from(["flat", "round"]),
)
def test_a_side_is_part_of_the_belt_however_the_line_turns_and_crosses_itself(
    corners: list[tuple[int, int]], width_m: float, side: str, ends: str
) -> None:
    corners = [c for c, before in zip(corners, [None, *corners], strict=False) if c != before]
    if len(corners) < 2:
        corners = [(0, 0), (1, 0)]
    course = shapely.LineString(10 * np.array(corners))
    one, both = belt(course, width_m, side=side, ends=ends), belt(course, 2 * width_m, ends=ends)
    assert one.is_valid
    assert 0 < one.area <= both.area * (1 + ROUND)
    assert one.difference(both).area < ROUND * both.area
