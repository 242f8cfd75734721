"""A file of any size in parts: all rows once, neighbours together, whole or not there."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow.parquet as pq
import pytest
import shapely
from shapely import LineString, Point, Polygon, box

from chedun_gis.importing import partition
from chedun_gis.parts import frame_of, open_parts
from geo import InputError, curve_of

X, Y = 624_000.0, 3_435_000.0


def squares(count: int = 200, side_m: float = 10.0, **columns: list[object]) -> gpd.GeoDataFrame:
    """Return squares in a row order that has nothing to do with where they lie."""
    place = np.random.default_rng(5).permutation(count)
    shapes = [box(X + 40 * (n % 20), Y + 40 * (n // 20), X + 40 * (n % 20) + side_m,
                  Y + 40 * (n // 20) + side_m) for n in place]  # fmt: skip
    return gpd.GeoDataFrame(
        {"id": [f"s{n}" for n in place], "place": list(place), **columns},
        geometry=shapes,
        crs=4549,
    )


def codes_of(file: Path, out: Path, **options: object) -> tuple[str, dict[str, object]]:
    with pytest.raises(InputError) as caught:
        partition(file, out, **options)  # type: ignore[arg-type]
    assert not out.exists()
    assert not [each for each in out.parent.iterdir() if each.name.endswith((".part", ".lock"))]
    return caught.value.code, dict(caught.value.params)


@pytest.mark.parametrize("suffix", ["parquet", "gpkg", "fgb", "shp", "geojson", "gdb"])
def test_every_row_is_there_once_and_beside_its_neighbours(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"squares.{suffix}"
    frame = squares().to_crs(4490 if suffix == "geojson" else 4549)
    if suffix == "parquet":
        frame.to_parquet(file)
    elif suffix == "gdb":
        newest = "ARCGIS_PRO_3_2_OR_LATER"  # which alone has whole numbers of 64 bits
        frame.to_file(file, driver="OpenFileGDB", TARGET_ARCGIS_VERSION=newest)
    else:
        # Without an index the rows of FlatGeobuf stand as they were given.
        frame.to_file(file, **({"SPATIAL_INDEX": "NO"} if suffix == "fgb" else {}))
    steps: list[tuple[str, int, int]] = []
    found = partition(file, tmp_path / "out", parts=4, watch=lambda *told: steps.append(told))
    assert found == open_parts(tmp_path / "out")
    assert (found.rows, found.kind, found.crs_name) == (200, "polygon", "EPSG:4549")
    assert [part.rows for part in found.parts] == [50, 50, 50, 50]
    read = [gpd.read_parquet(tmp_path / "out" / part.file) for part in found.parts]
    assert sorted(name for part in read for name in part["id"]) == sorted(squares()["id"])
    last = -1
    for part, rows in zip(found.parts, read, strict=True):
        place = curve_of(np.asarray(rows.bounds))
        assert (np.diff(place) >= 0).all()
        assert place[0] > last
        last = place[-1]
        assert part.bounds == pytest.approx(tuple(rows.total_bounds))
        assert rows.crs.to_epsg() == 4549
        # Where it stood in its file, counted from 1.
        assert squares()["id"].iloc[rows["source_row"] - 1].tolist() == rows["id"].tolist()
    assert ("sorting", 200, 200) in steps
    assert steps[-1] == ("writing", 4, 4)
    back = frame_of(found).set_index("id").loc[squares()["id"]]
    # A format may begin a ring elsewhere, and know multi-parts alone.
    off = shapely.symmetric_difference(back.geometry.array, squares().geometry.array)
    assert max(shapely.area(off)) < 1e-3


def test_a_part_can_be_read_by_its_boxes(tmp_path: Path) -> None:
    """The covering of GeoParquet 1.1, as any reader of it takes it."""
    squares().to_parquet(tmp_path / "squares.parquet")
    found = partition(tmp_path / "squares.parquet", tmp_path / "out")
    file = tmp_path / "out" / found.parts[0].file
    corner = gpd.read_parquet(file, bbox=(X, Y, X + 45, Y + 45))
    assert sorted(corner["place"]) == [0, 1, 20, 21]
    told = json.loads(pq.read_metadata(file).metadata[b"geo"])
    assert (told["version"], told["columns"]["geometry"]["geometry_types"]) == (
        "1.1.0",
        ["Polygon"],
    )


def test_a_set_may_have_the_crs_of_another(tmp_path: Path) -> None:
    squares().to_parquet(tmp_path / "squares.parquet")
    squares().to_crs(4550).to_parquet(tmp_path / "others.parquet")
    own = partition(tmp_path / "squares.parquet", tmp_path / "own")
    like = partition(tmp_path / "others.parquet", tmp_path / "like", crs=own.crs)
    assert like.crs == own.crs
    # Four parts again of what was one: also a set's own parts can be cut anew.
    again = partition(tmp_path / "own" / own.parts[0].file, tmp_path / "again", parts=4)
    assert (again.rows, again.crs_name) == (200, "EPSG:4549")
    assert {"bbox", "bbox_"}.isdisjoint(again.columns)


BAD: dict[str, tuple[Callable[[], gpd.GeoDataFrame], str]] = {
    "no crs": (lambda: squares().set_crs(None, allow_override=True), "crs_unknown"),
    "degrees that are said to be metres": (
        lambda: squares().to_crs(4490).set_crs(4549, allow_override=True),
        "crs_elsewhere",
    ),
    "metres that are said to be degrees": (
        lambda: squares().set_crs(4490, allow_override=True),
        "feature_not_finite",
    ),
    "another datum": (lambda: squares().set_crs(2385, allow_override=True), "crs_datum"),
    "lines": (
        lambda: gpd.GeoDataFrame(geometry=[LineString([(X, Y), (X, Y + 9)])], crs=4549),
        "feature_kind",
    ),
    "a missing geometry": (
        lambda: gpd.GeoDataFrame(geometry=[Point(X, Y), None], crs=4549),
        "feature_empty",
    ),
    "nothing": (lambda: squares().iloc[:0], "import_nothing"),
    "a point nowhere": (
        lambda: gpd.GeoDataFrame(geometry=[Point(X, Y), Point(1e300, 0)], crs=4549),
        "feature_not_finite",
    ),
    "a knot": (
        lambda: gpd.GeoDataFrame(
            geometry=[
                Polygon(np.random.default_rng(1).uniform(0, 99, (200, 2)) + np.array([X, Y]))
            ],
            crs=4549,
        ),
        "feature_tangled",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_measured_is_named_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    frame, code = BAD[name]
    frame().to_parquet(tmp_path / "bad.parquet")
    found, params = codes_of(tmp_path / "bad.parquet", tmp_path / "out")
    assert found == code
    assert params.get("file", "bad.parquet") == "bad.parquet"


def test_what_is_no_layer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 and nothing else PAR1")
    (tmp_path / "table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    for name, code in (
        ("broken.parquet", "file_not_vector"),
        ("table.csv", "parts_format"),
        ("nowhere.gpkg", "file_missing"),
    ):
        assert codes_of(tmp_path / name, tmp_path / "out")[0] == code
    squares().to_file(tmp_path / "two.gpkg", layer="one")
    squares().to_file(tmp_path / "two.gpkg", layer="two")
    assert codes_of(tmp_path / "two.gpkg", tmp_path / "out") == (
        "parts_layers",
        {"file": "two.gpkg", "count": 2},
    )


@pytest.mark.parametrize("count", [0, -1, 201, 501])
def test_how_many_parts_there_can_be(count: int, tmp_path: Path) -> None:
    squares().to_parquet(tmp_path / "squares.parquet")
    code, params = codes_of(tmp_path / "squares.parquet", tmp_path / "out", parts=count)
    assert (code, params) == ("parts_count", {"count": count, "least": 1, "most": 200})


@pytest.mark.parametrize("step", ["reading", "sorting", "writing"])
def test_stopped_at_any_step_it_leaves_nothing(step: str, tmp_path: Path) -> None:
    xy = np.random.default_rng(2).uniform(0, 9_000, (60_000, 2)) + np.array([X, Y])
    points = gpd.GeoDataFrame(geometry=shapely.points(xy), crs=4549)
    points.to_crs(4490).to_file(tmp_path / "points.geojson")

    def stop(told: str, done: int, _: int) -> None:
        if told == step and done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        partition(tmp_path / "points.geojson", tmp_path / "out", parts=4, watch=stop)
    assert [each.name for each in tmp_path.iterdir()] == ["points.geojson"]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    squares().to_parquet(tmp_path / "squares.parquet")
    (tmp_path / "out").mkdir()
    partition(tmp_path / "squares.parquet", tmp_path / "out")
    before = sorted(each.name for each in (tmp_path / "out").iterdir())
    with pytest.raises(InputError) as caught:
        partition(tmp_path / "squares.parquet", tmp_path / "out")
    assert caught.value.code == "parts_there"
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == before
    with pytest.raises(InputError) as caught:
        partition(tmp_path / "squares.parquet", tmp_path / "no" / "folder")
    assert caught.value.code == "out_not_writable"


def test_a_bow_tie_is_repaired_as_everywhere(tmp_path: Path) -> None:
    bow = Polygon([(X, Y), (X + 10, Y + 10), (X + 10, Y), (X, Y + 10)])
    gpd.GeoDataFrame(geometry=[bow], crs=4549).to_file(tmp_path / "bow.gpkg")
    found = partition(tmp_path / "bow.gpkg", tmp_path / "out")
    assert frame_of(found).area.sum() == pytest.approx(50.0)


def test_a_folder_that_is_copied_is_the_same_set(tmp_path: Path) -> None:
    squares().to_parquet(tmp_path / "squares.parquet")
    found = partition(tmp_path / "squares.parquet", tmp_path / "out", parts=3)
    shutil.copytree(tmp_path / "out", tmp_path / "copy")
    assert open_parts(tmp_path / "copy").parts == found.parts
