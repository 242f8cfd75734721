"""Lines within reach: toy zones and stops whose shares are worked out by hand."""

import math

import geopandas as gpd
import pytest
import shapely
from shapely import MultiPolygon, Point, Polygon, box

from geo import InputError
from geo.transit import LineService, missing, serve, verdicts

CRS = "EPSG:4549"
# The plan's promise: reported shares are right to 0.01 percentage points.
POINT_01 = 1e-4


def zone(*shapes: shapely.Geometry) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=list(shapes), index=list("pqrst"[: len(shapes)]), crs=CRS)


def stops(*calls: tuple[float, float, str]) -> gpd.GeoDataFrame:
    """Stops at x, y; every letter is a line that calls there."""
    return gpd.GeoDataFrame(
        {"routes": [tuple(lines) for _, _, lines in calls]},
        geometry=[Point(x, y) for x, y, _ in calls],
        crs=CRS,
    )


def shares(service: LineService) -> list[float]:
    return [float(value) for value in service.shares.iloc[0]]


def test_one_disc_in_a_square() -> None:
    # A disc of radius 500 m in a square of 2 km: π · 0.5² / 4 = 19.635 %.
    service = serve(zone(box(0, 0, 2000, 2000)), stops((1000, 1000, "a")), radius_m=500)
    assert shares(service) == pytest.approx([1, math.pi / 16, 0, 0], abs=1e-9)


@pytest.mark.parametrize("radius_m", [300, 500])
@pytest.mark.parametrize("apart", [0.2, 0.9, 1.7])
def test_two_lines_share_a_lens(radius_m: float, apart: float) -> None:
    # Discs of radius r, d apart: lens 2 r² acos(d / 2r) - d / 2 · √(4 r² - d²).
    d = apart * radius_m
    lens = 2 * radius_m**2 * math.acos(apart / 2) - d / 2 * math.sqrt(4 * radius_m**2 - d**2)
    union = 2 * math.pi * radius_m**2 - lens
    area = (4 * radius_m) ** 2
    # Turned by 0.3 rad, so that no corner of a polygon lies on the axis.
    dx, dy = d / 2 * math.cos(0.3), d / 2 * math.sin(0.3)
    square = zone(box(-2 * radius_m, -2 * radius_m, 2 * radius_m, 2 * radius_m))
    service = serve(square, stops((-dx, -dy, "a"), (dx, dy, "b")), radius_m=radius_m)
    assert shares(service) == pytest.approx([1, union / area, lens / area, 0], abs=POINT_01 / 100)


@pytest.mark.parametrize("turn", [0, 7, 45.1, 133, 290.7])
def test_a_zone_of_20_metres_on_the_edge_of_a_disc(turn: float) -> None:
    # The square lies 490 to 510 m from the stop, 10 m to each side of the ray. Inside the circle:
    # ∫ √(r² - y²) - 490 dy from -10 to 10 = y √(r² - y²) / 2 + r² asin(y / r) / 2, less 9800.
    r = 500.0
    inside = 10 * math.sqrt(r**2 - 100) + r**2 * math.asin(10 / r) - 9800
    square = shapely.affinity.rotate(box(490, -10, 510, 10), turn, origin=(0, 0))
    service = serve(zone(square), stops((0, 0, "a")), radius_m=r)
    assert shares(service)[1] == pytest.approx(inside / 400, abs=POINT_01)


def test_a_stop_on_the_border_and_one_outside() -> None:
    # Half of the border stop's disc lies inside: π · 500² / 2 of 4 km². The stop of line b lies
    # 300 m outside: its disc reaches in by a segment r² acos(0.6) - 300 · 400 m².
    border, segment = math.pi * 125_000, 250_000 * math.acos(0.6) - 120_000
    service = serve(
        zone(box(0, 0, 2000, 2000)), stops((0, 1000, "a"), (2300, 1000, "b")), radius_m=500
    )
    assert shares(service)[1] == pytest.approx((border + segment) / 4e6, abs=POINT_01 / 100)
    assert service.lines["line"].tolist() == ["a", "b"]
    assert service.lines["share"].tolist() == pytest.approx(
        [border / 4e6, segment / 4e6], abs=POINT_01 / 100
    )
    assert service.lines["area_m2"].tolist() == pytest.approx([border, segment], abs=1)


def test_a_hole_counts_neither_above_nor_below_the_line() -> None:
    # The square of 600 m with a hole of 200 m lies within 500 m of its middle (corner at 424 m).
    ring = box(0, 0, 600, 600).difference(box(200, 200, 400, 400))
    service = serve(zone(ring), stops((300, 300, "ab")), radius_m=500)
    assert shares(service) == [1, 1, 1, 0]
    assert service.faces["area_m2"].sum() == pytest.approx(320_000)


def test_a_zone_in_two_parts() -> None:
    # One of two equal squares lies within 500 m of the stop, the other 10 km away.
    parts = MultiPolygon([box(0, 0, 100, 100), box(10_000, 0, 10_100, 100)])
    service = serve(zone(parts), stops((50, 50, "a")), radius_m=500)
    assert shares(service) == pytest.approx([1, 0.5, 0, 0])


def test_two_stops_of_one_line_are_one_line() -> None:
    # The two sides of a street: the same lines, 20 m apart, are not a second line.
    service = serve(
        zone(box(0, 0, 400, 400)), stops((200, 200, "a"), (220, 200, "a")), radius_m=500
    )
    assert shares(service) == [1, 1, 0, 0]
    assert verdicts(service).loc["p", ["line_count", "met"]].tolist() == [1, False]


def test_faces_name_their_lines_and_missing_is_the_rest() -> None:
    # Strip of 2000 m × 100 m; line a reaches from the west end, b from the east, both 1200 m far:
    # they meet in the middle 400 m (but for the bulge of the arcs, under 2 m).
    strip = zone(box(0, 0, 2000, 100))
    service = serve(strip, stops((0, 50, "a"), (2000, 50, "b")), radius_m=1200)
    faces = service.faces.set_index("lines")
    assert sorted(faces.index) == [("a",), ("a", "b"), ("b",)]
    assert faces.loc[[("a", "b")], "area_m2"].iloc[0] == pytest.approx(40_000, abs=200)
    assert service.shares.loc["p", 2] == pytest.approx(0.2, abs=1e-3)

    gap = missing(service)
    assert gap["zone"].tolist() == ["p"]
    assert gap.crs == strip.crs
    assert gap.geometry.iloc[0].contains(Point(100, 50))
    assert gap.geometry.iloc[0].contains(Point(1900, 50))
    assert not gap.geometry.iloc[0].intersects(Point(1000, 50))
    # All but the middle 400 m: 160,000 m², the same bulge aside.
    assert gap["area_m2"].iloc[0] == pytest.approx(160_000, abs=200)
    assert missing(service, required=1).empty


def test_the_verdict_in_its_two_readings() -> None:
    # Two lines stop within reach of the zone, at opposite ends: the plan's reading is met, yet no
    # place has both.
    service = serve(
        zone(box(0, 0, 2000, 100), box(0, 0, 100, 100), box(0, 5000, 1, 5001)),
        stops((0, 50, "a"), (2000, 50, "b")),
        radius_m=500,
    )
    answer = verdicts(service)
    assert answer.index.tolist() == ["p", "q", "r"]
    assert answer["lines"].tolist() == [("a", "b"), ("a",), ()]
    assert answer["met"].tolist() == [True, False, False]
    assert answer["share"].tolist() == [0, 0, 0]
    assert verdicts(service, required=1)["met"].tolist() == [True, True, False]
    assert verdicts(service, required=9)["share"].tolist() == [0, 0, 0]


@pytest.mark.parametrize(("gap_m", "reached"), [(500.0, True), (500.001, False)])
def test_within_the_radius_means_at_most_the_radius(gap_m: float, *, reached: bool) -> None:
    # By exact distance, not by the polygon that stands for the circle.
    service = serve(zone(box(0, 0, 100, 100)), stops((100 + gap_m, 50, "a")), radius_m=500)
    assert service.lines["line"].tolist() == (["a"] if reached else [])
    assert service.shares.loc["p", 1] == pytest.approx(0, abs=1e-6)


def test_stops_without_lines_reach_nothing() -> None:
    service = serve(zone(box(0, 0, 100, 100)), stops((50, 50, "")), radius_m=500)
    assert shares(service) == [1, 0, 0, 0]
    assert verdicts(service)["line_count"].tolist() == [0]
    assert missing(service)["area_m2"].tolist() == pytest.approx([10_000])


def test_more_than_three_lines_have_their_columns() -> None:
    service = serve(zone(box(0, 0, 100, 100)), stops((50, 50, "abcde")), radius_m=500)
    assert service.shares.columns.tolist() == [0, 1, 2, 3, 4, 5]
    assert shares(service) == [1] * 6


def test_nearly_equal_edges_do_not_spoil_the_arrangement(monkeypatch: pytest.MonkeyPatch) -> None:
    # Along the border line a has a quarter disc, a half and a quarter, π · 500² in all, and line b
    # lies upon the last quarter, π · 500² / 4. The discs touch: edges nearly coincide.
    square = zone(box(0, 0, 2000, 2000))
    calls = stops((0, 0, "a"), (1000, 0, "a"), (2000, 0, "a"), (2000, 0, "b"))
    service = serve(square, calls, radius_m=500)
    quarter = math.pi * 62_500 / 4e6
    assert shares(service) == pytest.approx([1, 4 * quarter, quarter, 0], abs=POINT_01 / 100)
    assert service.faces.area.sum() == pytest.approx(4e6, rel=1e-9)

    # Were something left out all the same, it would be refused, not answered wrongly.
    monkeypatch.setattr("geo.areas.arrangement._FILL", -1)
    with pytest.raises(InputError, match="arrangement_failed"):
        serve(square, calls, radius_m=500)


def test_stops_a_hair_apart_keep_the_area() -> None:
    calls = [(x, y, "abc"[(x + 2 * y) // 500 % 3]) for x in range(0, 2001, 500) for y in (0, 1000)]
    close = [(x + 1e-7, y + 1e-9, "abcd"[y // 1000 :]) for x, y, _ in calls]
    service = serve(zone(box(0, 0, 2000, 2000)), stops(*calls, *close), radius_m=500)
    assert service.faces.geometry.is_valid.all()
    assert service.faces["area_m2"].sum() == pytest.approx(4e6, rel=1e-9)
    assert service.faces.area.sum() == pytest.approx(4e6, rel=1e-9)


BOW_TIE = Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
SQUARE = box(0, 0, 100, 100)
STOP = stops((50, 50, "a"))


@pytest.mark.parametrize(
    ("zones", "places", "radius_m", "code"),
    [
        (zone(SQUARE).iloc[:0], STOP, 500, "zones_empty"),
        (zone(SQUARE), STOP.iloc[:0], 500, "stops_empty"),
        (zone(SQUARE, SQUARE).rename(index={"q": "p"}), STOP, 500, "index_duplicate"),
        (zone(BOW_TIE), STOP, 500, "feature_invalid"),
        (zone(Polygon()), STOP, 500, "feature_empty"),
        (zone(Point(0, 0)), STOP, 500, "feature_kind"),
        (zone(SQUARE), zone(SQUARE).assign(routes=[("a",)]), 500, "feature_kind"),
        (zone(SQUARE), stops((math.inf, 0, "a")), 500, "feature_not_finite"),
        (zone(SQUARE), STOP.drop(columns="routes"), 500, "column_missing"),
        (zone(SQUARE).to_crs("EPSG:4326"), STOP, 500, "crs_not_metric"),
        (zone(SQUARE), STOP.set_crs("EPSG:4550", allow_override=True), 500, "crs_mixed"),
        (zone(SQUARE), STOP.set_crs(None, allow_override=True), 500, "crs_unknown"),
        (zone(SQUARE), STOP, 0, "radius_invalid"),
        (zone(SQUARE), STOP, -300, "radius_invalid"),
        (zone(SQUARE), STOP, math.nan, "radius_invalid"),
        (zone(SQUARE), STOP, math.inf, "radius_invalid"),
    ],
)
def test_bad_input_is_refused(
    zones: gpd.GeoDataFrame, places: gpd.GeoDataFrame, radius_m: float, code: str
) -> None:
    with pytest.raises(InputError) as raised:
        serve(zones, places, radius_m=radius_m)
    assert raised.value.code == code


@pytest.mark.parametrize("required", [0, -1, 1.5, True])
def test_a_bad_number_of_lines_is_refused(required: int) -> None:
    service = serve(zone(SQUARE), STOP, radius_m=500)
    for question in (verdicts, missing):
        with pytest.raises(InputError, match="required_invalid"):
            question(service, required=required)
