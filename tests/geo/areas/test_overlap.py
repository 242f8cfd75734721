"""What layers share, on squares with answers by hand and against another engine."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import duckdb_extension_spatial
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import InputError, to_metric
from geo.areas import common_areas, lines_inside, overlaps, points_inside, taken

ROOT = Path(__file__).resolve().parents[3]
CRS = "EPSG:4549"
X, Y = 624_000, 3_435_000
SAME = 1e-9


def frame(**shapes: shapely.Geometry) -> gpd.GeoDataFrame:
    moved = [shapely.affinity.translate(shape, X, Y) for shape in shapes.values()]
    return gpd.GeoDataFrame(geometry=moved, index=list(shapes), crs=CRS)


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    return shapely.box(west, south, east, north)


# A belt of 100 × 20, and parcels in it, on its edge, around it and away from it.
BELT = frame(belt=box(0, 0, 100, 20))
PARCELS = frame(
    within=box(10, 5, 20, 15),
    edge=box(90, 10, 110, 30),
    touching=box(100, 20, 120, 40),
    away=box(500, 0, 600, 20),
    # A comb over the belt: two teeth of 10 m reach down into it.
    comb=shapely.union_all([box(30, 10, 40, 60), box(60, 10, 70, 60), box(30, 50, 70, 60)]),
)


def test_each_pair_shares_an_area() -> None:
    found = overlaps(BELT, PARCELS).set_index("right")
    assert found.index.tolist() == ["within", "edge", "comb"]
    assert found["left"].tolist() == ["belt"] * 3
    # 10 × 10 wholly inside; a corner of 10 × 10; two teeth of 10 × 10.
    assert found["area_m2"].tolist() == pytest.approx([100, 100, 200], rel=SAME)
    assert found["left_share"].tolist() == pytest.approx([0.05, 0.05, 0.1], rel=SAME)
    # The comb is 2 × 10 × 50 and 20 × 10 between: 1,200 m².
    assert found["right_share"].tolist() == pytest.approx([1, 0.25, 1 / 6], rel=SAME)
    assert found["pieces"].tolist() == [1, 1, 2]


def test_holes_are_not_shared() -> None:
    pond = frame(park=box(0, 0, 100, 20) - box(20, 5, 40, 15))
    assert overlaps(BELT, pond)["area_m2"].tolist() == pytest.approx([1800], rel=SAME)
    assert overlaps(frame(inside=box(25, 6, 35, 14)), pond).empty


def test_touching_beside_an_overlap_does_not_count() -> None:
    # An L around the belt's corner: 5 × 20 shared, and an edge that is only touched.
    around = frame(l=box(95, 0, 110, 30) | box(0, 20, 110, 30))
    (row,) = overlaps(BELT, around).itertuples()
    assert row.area_m2 == pytest.approx(100, rel=SAME)
    assert row.pieces == 1


def test_overlapping_parcels_count_each_in_the_table_and_once_in_what_is_taken() -> None:
    twice = frame(a=box(0, 0, 50, 20), b=box(30, 0, 60, 20), c=box(55, -10, 70, 5))
    # 1,000; 600; 15 × 5 = 75.
    assert overlaps(BELT, twice)["area_m2"].tolist() == pytest.approx([1000, 600, 75], rel=SAME)
    found = taken(pd.concat([BELT, frame(free=box(0, 100, 10, 110))]), twice)
    # 60 × 20 by a and b; 10 × 5 more by c.
    assert found.index.tolist() == ["belt", "free"]
    assert found["area_m2"].tolist() == pytest.approx([1250, 0], rel=SAME)
    assert found["share"].tolist() == pytest.approx([0.625, 0], rel=SAME)


def test_the_belt_is_measured_zone_by_zone() -> None:
    zones = frame(west=box(-50, -50, 40, 50), east=box(40, -50, 150, 50), far=box(800, 0, 900, 9))
    parts = common_areas(BELT, zones)
    assert parts[["area", "zone"]].to_numpy().tolist() == [["belt", "west"], ["belt", "east"]]
    assert parts["area_m2"].tolist() == pytest.approx([800, 1200], rel=SAME)
    found = overlaps(parts, PARCELS)
    # In the west 100 of 800 by the inner parcel and 100 by a tooth; in the east 100 of 1,200 each.
    by_zone = [parts["zone"][part] for part in found["left"]]
    rows = dict(zip(zip(by_zone, found["right"], strict=True), found["left_share"], strict=True))
    assert rows == {
        ("west", "within"): pytest.approx(1 / 8),
        ("west", "comb"): pytest.approx(1 / 8),
        ("east", "edge"): pytest.approx(1 / 12),
        ("east", "comb"): pytest.approx(1 / 12),
    }


def test_lines_count_by_their_length_inside() -> None:
    lines = frame(
        through=shapely.LineString([(50, -30), (50, 70)]),
        border=shapely.LineString([(0, 20), (60, 20)]),
        touching=shapely.LineString([(100, 20), (150, 20)]),
        away=shapely.LineString([(0, 90), (9, 90)]),
        # In and out again: twice 20 m of 20 + 10 + 20 + 50 m.
        back=shapely.MultiLineString([[(10, 0), (10, 20)], [(10, 20), (10, 30)]]),
    )
    found = lines_inside(BELT, lines).set_index("line")
    assert found["area"].tolist() == ["belt"] * 3
    assert found["length_m"].to_dict() == pytest.approx({"through": 20, "border": 60, "back": 20})
    assert found["share"].to_dict() == pytest.approx({"through": 0.2, "border": 1, "back": 2 / 3})


def test_points_on_the_border_are_inside() -> None:
    points = frame(
        inside=shapely.Point(50, 10),
        border=shapely.Point(0, 7),
        corner=shapely.Point(100, 20),
        outside=shapely.Point(100.001, 20),
    )
    found = points_inside(BELT, points)
    assert found.to_numpy().tolist() == [
        ["belt", "inside"],
        ["belt", "border"],
        ["belt", "corner"],
    ]


def test_layers_without_anything_share_nothing() -> None:
    none = BELT.iloc[:0]
    lines = frame(line=shapely.LineString([(0, 0), (1, 1)]))
    points = frame(point=shapely.Point(0, 0))
    for left, right in ((BELT, none), (none, BELT), (none, none)):
        assert overlaps(left, right).empty
        assert common_areas(left, right).empty
    assert taken(BELT, none)["share"].tolist() == [0]
    assert taken(none, BELT).empty
    assert lines_inside(none, lines).empty
    assert lines_inside(BELT, lines.iloc[:0]).empty
    assert points_inside(none, points).empty
    assert points_inside(BELT, points.iloc[:0]).empty
    columns = ["left", "right", "area_m2", "left_share", "right_share", "pieces"]
    assert overlaps(none, BELT).columns.tolist() == columns


def test_bad_input_is_refused() -> None:
    line = frame(line=shapely.LineString([(0, 0), (1, 1)]))
    bow_tie = frame(tie=shapely.Polygon([(0, 0), (9, 9), (9, 0), (0, 9)]))
    other = BELT.to_crs(4550)
    for measure in (overlaps, taken, common_areas):
        for second, code in ((line, "feature_kind"), (bow_tie, "feature_invalid")):
            with pytest.raises(InputError, match=code):
                measure(BELT, second)
        for second, code in ((other, "crs_mixed"), (BELT.to_crs(4326), "crs_not_metric")):
            with pytest.raises(InputError, match=code):
                measure(BELT, second)
    for call, code in (
        (lambda: lines_inside(line, line), "feature_kind"),
        (lambda: lines_inside(BELT, BELT), "feature_kind"),
        (lambda: lines_inside(BELT, line.to_crs(4550)), "crs_mixed"),
        (lambda: points_inside(BELT, line), "feature_kind"),
        (lambda: points_inside(line, line), "feature_kind"),
        (lambda: points_inside(BELT, frame(p=shapely.Point())), "feature_empty"),
    ):
        with pytest.raises(InputError, match=code):
            call()


@st.composite
def stars(draw: st.DrawFn) -> shapely.Polygon:
    """A polygon of 3 to 9 corners around a point, with corners that turn in and out."""
    centre = np.array([draw(st.integers(0, 400)), draw(st.integers(0, 400))])
    reach = np.array(draw(st.lists(st.floats(0.2, 1.0), min_size=3, max_size=9)))
    turn = 2 * np.pi * np.arange(len(reach)) / len(reach) + draw(st.floats(0, 6.28))
    corners = np.column_stack([np.cos(turn), np.sin(turn)]) * 150 * reach[:, None]
    return shapely.Polygon(corners + centre + [X, Y])


@st.composite
def layers(draw: st.DrawFn) -> gpd.GeoDataFrame:
    shapes = draw(st.lists(stars(), min_size=1, max_size=6))
    return gpd.GeoDataFrame(geometry=shapes, index=[f"f{i}" for i in range(len(shapes))], crs=CRS)


MANY = settings(max_examples=40)


@MANY
@given(layers(), layers())
def test_the_table_is_symmetric(one: gpd.GeoDataFrame, other: gpd.GeoDataFrame) -> None:
    there = overlaps(one, other).set_index(["left", "right"])
    back = overlaps(other, one).set_index(["right", "left"]).reindex(there.index)
    assert len(overlaps(other, one)) == len(there)
    assert back["area_m2"].to_numpy() == pytest.approx(there["area_m2"].to_numpy(), rel=SAME)
    assert back["left_share"].to_numpy() == pytest.approx(there["right_share"].to_numpy(), rel=SAME)
    assert back["pieces"].tolist() == there["pieces"].tolist()


@MANY
@given(layers(), layers(), st.floats(0, 3.14))
def test_splitting_changes_no_sum(
    one: gpd.GeoDataFrame, other: gpd.GeoDataFrame, angle: float
) -> None:
    # Every polygon is cut in two along a line through the middle of all.
    away = 5000 * np.array([np.cos(angle), np.sin(angle)])
    middle = np.array([X + 200, Y + 200])
    aside = 5000 * np.array([-np.sin(angle), np.cos(angle)])
    half = shapely.Polygon(
        [middle - away, middle + away, middle + away + aside, middle - away + aside]
    )
    cut = pd.concat([one.intersection(half), one.difference(half)])
    parts = gpd.GeoDataFrame(geometry=cut[~cut.is_empty], crs=CRS)
    whole = overlaps(one, other).groupby(["left", "right"])["area_m2"].sum()
    apart = overlaps(parts, other).groupby(["left", "right"])["area_m2"].sum()
    apart = apart.reindex(whole.index, fill_value=0)
    assert apart.to_numpy() == pytest.approx(whole.to_numpy(), rel=SAME, abs=1e-6)
    together = taken(other, parts)["area_m2"].to_numpy()
    assert together == pytest.approx(taken(other, one)["area_m2"].to_numpy(), rel=SAME, abs=1e-6)


@MANY
@given(layers(), layers())
def test_what_is_taken_lies_between_the_largest_overlap_and_their_sum(
    areas: gpd.GeoDataFrame, polygons: gpd.GeoDataFrame
) -> None:
    by_area = overlaps(areas, polygons).groupby("left")["left_share"]
    found = taken(areas, polygons)["share"]
    most = by_area.sum().reindex(found.index, fill_value=0).clip(upper=1)
    assert (found <= most + SAME).all()
    assert (found >= by_area.max().reindex(found.index, fill_value=0) - SAME).all()


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    folder = Path(next(iter(duckdb_extension_spatial.__path__)))
    extension = next(folder.rglob("*.duckdb_extension"))
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"LOAD '{extension}'")
        yield connection


def shared_m2(
    engine: duckdb.DuckDBPyConnection, left: gpd.GeoDataFrame, right: gpd.GeoDataFrame
) -> dict[tuple[int, int], float]:
    """Return the shared area of each pair of rows, by the other engine."""
    for name, layer in (("lefts", left), ("rights", right)):
        engine.execute(f"create or replace table {name} (id integer, shape geometry)")
        engine.executemany(
            f"insert into {name} values (?, ST_GeomFromWKB(?))",  # noqa: S608 - two fixed names
            list(enumerate(layer.geometry.to_wkb().tolist())),
        )
    rows = engine.execute(
        "select lefts.id, rights.id, ST_Area(ST_Intersection(lefts.shape, rights.shape)) as area"
        " from lefts join rights on ST_Intersects(lefts.shape, rights.shape) where area > 0"
    ).fetchall()
    return {(left_id, right_id): area for left_id, right_id, area in rows}


def agree(found: pd.DataFrame, want: dict[tuple[int, int], float]) -> None:
    got = dict(zip(zip(found["left"], found["right"], strict=True), found["area_m2"], strict=True))
    assert got.keys() == want.keys()
    # A coordinate of 3,435,000 m ends at half a nanometre; slivers are known no better than that.
    assert got == pytest.approx(want, rel=SAME, abs=1e-6)
    assert sum(got.values()) == pytest.approx(sum(want.values()), rel=SAME)


@pytest.mark.parametrize("seed", range(3))
def test_random_layers_agree_with_another_engine(
    engine: duckdb.DuckDBPyConnection, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    layers = []
    for count, size_m in ((40, 400), (200, 120)):
        centre = rng.uniform(0, 3000, (count, 1, 2)) + np.array([X, Y])
        turn = np.sort(rng.uniform(0, 2 * np.pi, (count, 9)))
        reach = rng.uniform(0.2, 1, (count, 9)) * size_m
        spokes = np.stack([np.cos(turn), np.sin(turn)], axis=2) * reach[:, :, None]
        shapes = shapely.make_valid(shapely.polygons(centre + spokes))
        layers.append(gpd.GeoDataFrame(geometry=shapes, crs=CRS))
    found = overlaps(*layers)
    assert len(found) > 150
    assert (found["right_share"] < 1).sum() > 50
    agree(found, shared_m2(engine, *layers))


@pytest.mark.parametrize("layer", ["zones", "town_boundary", "parks"])
def test_real_outlines_agree_with_another_engine(
    engine: duckdb.DuckDBPyConnection, layer: str
) -> None:
    homes, other = (
        to_metric(gpd.read_file(ROOT / "data" / f"{name}.geojson"), crs=CRS)
        for name in ("residential", layer)
    )
    found = overlaps(homes, other)
    agree(found, shared_m2(engine, homes, other))
    if layer == "town_boundary":  # every home lies wholly in the town
        assert found["left_share"].tolist() == pytest.approx([1] * len(homes))
    if layer == "parks":  # no home lies in a park
        assert found["area_m2"].sum() < 1
