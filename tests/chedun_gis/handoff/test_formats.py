"""Every format there and back: the same geometry to 1 mm, the same values or a named loss."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point

from chedun_gis.handoff import FORMATS, FileTarget, allowed_crs, target_of
from chedun_gis.handoff.cells import plain
from tests.chedun_gis.handoff.frames import LONG, METRIC, X, Y, hard_frame, round_trip, square
from tests.conftest import PLACE

EACH = [
    pytest.param(fmt.id, encoding, id=f"{fmt.id}-{encoding}")
    for fmt in FORMATS.values()
    for encoding in fmt.encodings
]
# The values that a format changes, by field, and why; worked out from what each can hold.
TEXT = {"value_structured", "values_mixed"}
DATES = {"date_as_text", "datetime_as_text"}
LOSSES = {
    "geojson": TEXT | DATES | {"integer_too_large"},
    "gpkg": TEXT | {"date_as_text"},
    "geoparquet": TEXT,
    "fgb": TEXT | {"date_as_text"},
    "shp": TEXT
    | DATES
    | {"integer_too_large", "text_bytes", "text_blanks", "text_empty", "field_renamed"},
    # In KML blanks and empty texts are null, which leaves `empty_text` without any value.
    "kml": TEXT
    | DATES
    | {"integer_too_large", "text_blanks", "text_empty", "field_without_values"},
    "csv": TEXT | DATES | {"text_empty", "text_computed"},
    "xlsx": TEXT | {"date_as_text", "integer_too_large", "text_empty"},
    "txt": {"fields_not_held", "geometry_missing", "text_comma"},
}


@pytest.mark.parametrize(("fmt", "encoding"), EACH)
def test_what_comes_back_is_what_went_in_or_a_named_loss(
    tmp_path: Path, fmt: str, encoding: str
) -> None:
    target = target_of(fmt, PLACE, encoding=encoding)
    frame = hard_frame()
    fitted, read, found = round_trip(frame, target, tmp_path)
    assert found.differences == ()
    assert found.farthest_m <= max(0.001, target.fmt.rounding_m)
    codes = {loss.code for loss in fitted.losses}
    rare = {"characters_missing"} if encoding == "gbk" and fmt != "txt" else set()
    assert codes == LOSSES[fmt] | rare
    # What no loss names is unchanged: the comparison above was not with something already changed.
    lost = {loss.field for loss in fitted.losses}
    for name, written in fitted.names.items():
        if name not in lost:
            kept = frame[frame["id"].isin(read["id"])]
            for was, now in zip(kept[name], fitted.frame[written], strict=True):
                assert plain(was) == plain(now), name


@pytest.mark.parametrize("fmt", [name for name, each in FORMATS.items() if len(each.crs) != 1])
@pytest.mark.parametrize("crs", PLACE.usual_crs)
def test_every_system_that_a_format_may_be_in(tmp_path: Path, fmt: str, crs: str) -> None:
    allowed = allowed_crs(FORMATS[fmt], PLACE)
    if allowed and crs not in allowed:
        crs = allowed[0]
    frame = hard_frame()[["id", "name_zh", "geometry"]].iloc[:2]
    _, read, found = round_trip(frame, target_of(fmt, PLACE, crs=crs), tmp_path)
    assert found.differences == ()
    # 4528 has the zone number in front of the easting: 40 million metres more than 4549.
    first = read.total_bounds[0]
    expected = {"EPSG:4549": X, "EPSG:4528": X + 40_000_000}
    assert first == pytest.approx(expected.get(crs, 121.257), abs=0.01)


@pytest.mark.parametrize(("fmt", "encoding"), EACH)
@pytest.mark.parametrize("kind", ["Point", "LineString", "Polygon"])
def test_nothing_at_all_is_a_file_too(tmp_path: Path, fmt: str, encoding: str, kind: str) -> None:
    frame = gpd.GeoDataFrame({"id": [], "name_zh": []}, geometry=[], crs=METRIC).astype(str)
    frame = gpd.GeoDataFrame(frame[["id", "name_zh"]], geometry=[], crs=METRIC)
    kind = kind if kind in FORMATS[fmt].geometries else "Polygon"
    _, read, found = round_trip(
        frame, target_of(fmt, PLACE, encoding=encoding), tmp_path, kind=kind
    )
    assert len(read) == 0
    assert found.same


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_a_shapefile_says_its_encoding(tmp_path: Path, encoding: str) -> None:
    frame = hard_frame()[["id", "名称很长的中文字段名", "geometry"]]
    fitted, read, _ = round_trip(frame, target_of("shp", PLACE, encoding=encoding), tmp_path)
    assert (tmp_path / "toy.cpg").read_text(encoding="ascii").strip() == encoding.upper()
    # Ten bytes: five characters of GBK, three of UTF-8; listed with the name they stand for.
    short = "名称很长的" if encoding == "gbk" else "名称很"
    assert fitted.names["名称很长的中文字段名"] == short
    assert read[short].tolist()[:2] == ["一", "二"]
    raw = (tmp_path / "toy.dbf").read_bytes()
    assert short.encode(encoding) in raw


def test_a_long_text_is_cut_between_characters_and_kept_in_the_loss(tmp_path: Path) -> None:
    frame = hard_frame()[["id", "long_text", "geometry"]]
    fitted, read, found = round_trip(frame, target_of("shp", PLACE, encoding="gbk"), tmp_path)
    assert found.same
    assert read["long_text"][0] == LONG[:127]  # 254 bytes of two a character
    (loss,) = fitted.losses
    assert (loss.code, loss.count, loss.originals) == ("text_bytes", 1, (("a", LONG),))


def test_characters_that_gbk_lacks_are_named(tmp_path: Path) -> None:
    frame = hard_frame()[["id", "rare_character", "geometry"]]
    fitted, read, _ = round_trip(frame, target_of("csv", PLACE, encoding="gbk"), tmp_path)
    (loss,) = fitted.losses
    assert loss.params == {"characters": "²𠮷"}
    assert read["rare_character"].tolist() == ["20 m?", "?", "车墩"]


def test_a_text_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    _, read, found = round_trip(
        hard_frame()[["id", "name_zh", "geometry"]], target_of("xlsx", PLACE), tmp_path
    )
    assert found.same
    assert read["name_zh"][2] == "=1+1"


def test_a_geometry_too_long_for_a_cell_is_named(tmp_path: Path) -> None:
    # 32,767 characters hold some 900 vertices of two 17-digit numbers.
    frame = gpd.GeoDataFrame(
        {"id": ["long", "short"]},
        geometry=[Point(X, Y).buffer(1000, quad_segs=500), square(0, 0)],
        crs=METRIC,
    )
    fitted, read, found = round_trip(frame, target_of("xlsx", PLACE), tmp_path)
    assert found.same
    assert [(loss.code, loss.example) for loss in fitted.losses] == [("geometry_too_long", "long")]
    assert read.geometry.isna().tolist() == [True, False]


def test_a_line_among_areas_is_named() -> None:
    from chedun_gis.handoff.losses import fit  # noqa: PLC0415 - the only test without a file

    frame = gpd.GeoDataFrame(
        {"id": ["area", "line"]},
        geometry=[square(0, 0), LineString([(X, Y), (X + 1, Y)])],
        crs=METRIC,
    )
    fitted = fit(frame, fmt=FORMATS["shp"], kind="Polygon")
    assert fitted.frame["id"].tolist() == ["area"]
    assert [(loss.code, loss.example) for loss in fitted.losses] == [("geometry_mixed", "line")]


def test_control_characters_are_named_where_xml_is_behind(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame(
        {"id": ["a"], "note": ["甲\x07乙"]}, geometry=[square(0, 0)], crs=METRIC
    )
    for fmt in ("kml", "xlsx"):
        fitted, read, found = round_trip(frame, target_of(fmt, PLACE), tmp_path)
        assert found.same
        assert [loss.code for loss in fitted.losses] == ["text_control"]
        assert read["note"][0] == "甲乙"


def test_rounded_degrees_are_measured(tmp_path: Path) -> None:
    # A vertex that falls between two seventh decimals (0.01 m apart) moves by up to half of that.
    frame = gpd.GeoDataFrame({"id": ["a"]}, geometry=[square(0.1234, 0.5678, 33.333)], crs=METRIC)
    _, _, found = round_trip(frame, target_of("geojson", PLACE), tmp_path)
    assert found.same
    assert found.rounded
    assert 0.001 < found.farthest_m < 0.008


@pytest.mark.parametrize("fmt", ["gpkg", "shp", "fgb", "kml", "csv"])
def test_gdal_reads_the_file_by_itself(tmp_path: Path, fmt: str) -> None:
    round_trip(hard_frame(), target_of(fmt, PLACE), tmp_path)
    info = pyogrio.read_info(tmp_path / f"toy{FORMATS[fmt].suffix}")
    assert info["features"] == 3


_COORDINATE = st.floats(0, 5_000, allow_nan=False).map(lambda metres: round(metres, 3))
_TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc"), max_codepoint=0xFFFD), max_size=12)


@pytest.fixture(scope="module", params=["gpkg", "shp", "fgb", "csv", "xlsx", "kml"])
def target(request: pytest.FixtureRequest) -> FileTarget:
    return target_of(request.param, PLACE)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    return lambda: tmp_path_factory.mktemp("any")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(_COORDINATE, _COORDINATE, _TEXT, st.none() | st.integers(-(2**60), 2**60)),
        min_size=1,
        max_size=6,
    )
)
@example(rows=[(0.0, 0.0, "", -(10**17))])  # nineteen characters with its sign
def test_any_points_and_values(
    target: FileTarget,
    folders: Callable[[], Path],
    rows: list[tuple[float, float, str, int | None]],
) -> None:
    frame = gpd.GeoDataFrame(
        {
            "id": [f"p{i}" for i in range(len(rows))],
            "text": [row[2] for row in rows],
            "integer": pd.array([row[3] for row in rows], dtype="Int64"),
        },
        geometry=[Point(X + row[0], Y + row[1]) for row in rows],
        crs=METRIC,
    )
    _, _, found = round_trip(frame, target, folders(), kind="Point")
    assert found.differences == ()
