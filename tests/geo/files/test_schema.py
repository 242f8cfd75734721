"""Planted faults, each a file, each with its clear message in both languages."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, box

from chedun_gis.texts import place_of, sentence_of
from chedun_gis.town import Loaded, load, schema_of
from geo import InputError
from geo.files import validate
from layers import LAYERS
from tests.conftest import PLACE, feature, write_geojson

FAULTS = Path(__file__).parents[2] / "data" / "faults"
PARKS = LAYERS["parks"]


def report(name: str) -> Loaded:
    return load(PARKS, FAULTS / name, PLACE)


# File, then what must be found: level, code, row, field, and words that the sentence must hold.
ERRORS = [
    ("unknown_crs.geojson", "crs_unknown", None, "", "坐标系未知", "coordinate system is unknown"),
    ("wrong_crs.geojson", "outside_extent", 1, "", "检查坐标系", "check the coordinate system"),
    ("swapped_axes.geojson", "axes_swapped", 1, "", "经纬度写反", "swapped"),
    ("duplicate_ids.geojson", "id_duplicate", 2, "id", "“a”重复", "“a” occurs twice"),
    ("missing_field.geojson", "field_missing", None, "stage", "补上该列", "add it"),
    ("unknown_class.geojson", "value_unknown", 1, "kind", "theme-park", "theme-park"),
    ("empty_geometry.geojson", "geometry_empty", 1, "", "为空", "is empty"),
    ("null_geometry.geojson", "geometry_missing", 1, "", "缺少几何", "no geometry"),
    ("zero_bytes.geojson", "file_empty", None, "", "0 字节", "0 bytes"),
    ("not_json.geojson", "file_not_vector", None, "", "不是可识别", "can be read"),
    ("wrong_type.geojson", "geometry_type", 1, "", "应为 面", "holds Polygon"),
    ("text_in_number.geojson", "value_type", 1, "accuracy_m", "应为 数字", "a number is expected"),
    ("elsewhere.geojson", "outside_extent", 1, "", "不在本镇", "not in or near"),
    ("empty_value.geojson", "value_missing", 1, "name_zh", "请填写", "fill it in"),
    ("unclosed_ring.geojson", "geometry_missing", 1, "", "未闭合", "not closed"),
    ("huge_coordinates.geojson", "coordinate_not_finite", 1, "", "不在地球上", "nowhere on earth"),
    ("nan_coordinate.geojson", "coordinate_not_finite", 1, "", "不在地球上", "nowhere on earth"),
    ("list_as_value.geojson", "value_type", 1, "name_zh", "应为 文本", "text is expected"),
    ("blank_value.geojson", "value_missing", 1, "name_en", "请填写", "fill it in"),
    ("no_features.geojson", "field_missing", None, "id", "补上该列", "add it"),
    ("cut_off.geojson", "file_not_vector", None, "", "不是可识别", "can be read"),
    ("source_elsewhere.vrt", "file_not_vector", None, "", "不是可识别", "can be read"),
    ("negative.geojson", "value_low", 1, "accuracy_m", "小于最小值", "below the least"),
]


@pytest.mark.parametrize("expected", ERRORS, ids=lambda expected: expected[0])
def test_a_planted_error_is_found_and_worded(
    expected: tuple[str, str, int | None, str, str, str],
) -> None:
    name, code, row, field, zh, en = expected
    loaded = report(name)
    assert loaded.broken
    assert loaded.frame.empty
    problem = next(each for each in loaded.problems if each.code == code)
    assert (problem.level, problem.row, problem.field) == ("error", row, field)
    assert zh in sentence_of(problem, "zh")
    assert en in sentence_of(problem, "en")
    assert PARKS.title["zh"] in place_of(problem, PARKS, "zh")
    assert row is None or f"row {row}" in place_of(problem, PARKS, "en")


def test_a_missing_file_is_a_problem_not_a_crash() -> None:
    assert [p.code for p in load(PARKS, FAULTS / "nowhere.geojson", PLACE).problems] == [
        "file_missing"
    ]


def test_a_bow_tie_is_repaired_and_reported() -> None:
    loaded = report("bow_tie.geojson")
    assert [(p.code, p.level) for p in loaded.problems] == [("geometry_invalid", "repair")]
    assert "（自相交）" in sentence_of(loaded.problems[0], "zh")
    assert "(self-intersection)" in sentence_of(loaded.problems[0], "en")
    assert loaded.frame.geometry.is_valid.all()
    # A bow-tie's signed area is 0; its two triangles are half of the square of 191 m by 222 m.
    assert loaded.frame.geometry.area.iloc[0] == pytest.approx(191 * 222 / 2, rel=0.01)


def test_heights_are_dropped_and_reported() -> None:
    loaded = report("z_coordinates.geojson")
    assert [(p.code, p.level) for p in loaded.problems] == [("geometry_z", "repair")]
    assert not loaded.frame.geometry.has_z.any()


@pytest.mark.parametrize("file", sorted(FAULTS.iterdir()), ids=lambda file: file.name)
def test_every_planted_file_is_reported(file: Path) -> None:
    problems = report(file.name).problems
    assert problems
    for problem in problems:
        assert sentence_of(problem, "zh").endswith("。")
        assert sentence_of(problem, "en").endswith(".")


def test_a_good_file_has_nothing_to_report(toy_dir: Path) -> None:
    for layer in LAYERS.values():
        loaded = load(layer, toy_dir / layer.file, PLACE)
        assert loaded.problems == ()
        assert len(loaded.frame) == 1


def test_numbers_in_a_text_column_are_taken_as_text() -> None:
    loaded = report("number_as_text.geojson")
    assert [p.code for p in loaded.problems] == ["text_from_number"]
    assert loaded.frame["id"].tolist() == ["9", "10"]


def test_all_problems_come_at_once() -> None:
    found = {(p.code, p.row) for p in report("many_at_once.geojson").problems}
    assert found == {
        ("outside_extent", 1),
        ("value_unknown", 1),
        ("geometry_missing", 2),
        ("id_duplicate", 2),
        ("value_low", 2),
        ("geometry_type", 3),
        ("value_missing", 3),
    }


def test_a_frame_without_crs_is_refused() -> None:
    with pytest.raises(InputError, match="crs_unknown"):
        validate(gpd.GeoDataFrame(geometry=[Point(121.3, 31.0)]), schema_of(PARKS, PLACE))


def test_a_coordinate_that_is_no_number_is_an_error() -> None:
    broken = gpd.GeoDataFrame({"id": ["a"]}, geometry=[Point(np.nan, np.inf)], crs="EPSG:4326")
    _, problems = validate(broken, schema_of(LAYERS["facilities"], PLACE))
    assert "coordinate_not_finite" in {p.code for p in problems}


@given(st.integers(0, 40), st.integers(0, 40))
def test_the_extent_decides_by_the_whole_geometry(east_steps: int, north_steps: int) -> None:
    # The generous extent is 120.6-122.0 E, 30.5-31.6 N; a box of 0.2° moves over its corner.
    west, south = 121.0 + east_steps * 0.05, 30.9 + north_steps * 0.05
    shape = box(west, south, west + 0.2, south + 0.2)
    frame = gpd.GeoDataFrame({"id": ["a"]}, geometry=[shape], crs="EPSG:4326")
    _, problems = validate(frame, schema_of(PARKS, PLACE))
    outside = west + 0.2 > 122.0 + 1e-12 or south + 0.2 > 31.6 + 1e-12
    assert ("outside_extent" in {p.code for p in problems}) == outside


def test_a_date_is_kept_as_text_however_exact_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    def loaded(*dates: str | None) -> Loaded:
        rows = [feature(PARKS, f"p{i}", date=each) for i, each in enumerate(dates)]
        return load(PARKS, write_geojson(tmp_path / "parks.geojson", rows), PLACE)

    # GDAL takes a column of whole days for dates; they come back as they were.
    assert loaded("2018-12-31", "2024-06-30").frame["date"].to_list() == [
        "2018-12-31",
        "2024-06-30",
    ]
    assert loaded("2018", "2024-06", None).frame["date"].to_list() == ["2018", "2024-06", None]
    [problem] = loaded("2018", "2024-13").problems
    assert (problem.code, problem.row, problem.field) == ("value_type", 2, "date")
    assert "2024-06" in sentence_of(problem, "zh")
