"""Reading: the CRS that the file states, or one clear code; never an exception of GDAL."""

import json
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely import Point, box

from chedun_gis.texts import sentence_of
from chedun_gis.town import Loaded, load
from geo import InputError
from geo.files import read_vector
from layers import LAYERS
from tests.conftest import PLACE, SHAPES, feature, write_geojson

PARKS = LAYERS["parks"]


def code_of(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_vector(path)
    assert caught.value.params == {"file": path.name}
    return caught.value.code


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".fgb", ".geojson"])
def test_the_stated_crs_is_kept(tmp_path: Path, suffix: str) -> None:
    # A square of 100 m at the town's control point.
    square = box(624121.684, 3435026.358, 624221.684, 3435126.358)
    path = tmp_path / f"parks{suffix}"
    gpd.GeoDataFrame({"id": ["a"]}, geometry=[square], crs="EPSG:4549").to_file(path)
    frame = read_vector(path)
    assert frame.crs.to_epsg() == 4549
    assert frame.geometry.iloc[0].area == pytest.approx(100 * 100, rel=1e-6)


def test_a_shapefile_without_its_prj_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "parks.shp"
    gpd.GeoDataFrame({"id": ["a"]}, geometry=[Point(121.3, 31.0)], crs="EPSG:4326").to_file(path)
    path.with_suffix(".prj").unlink()
    assert code_of(path) == "crs_unknown"


@pytest.mark.parametrize(
    "member",
    [None, {"type": "name", "properties": {"name": "EPSG:999999"}}, {"type": "link"}, "EPSG:4326"],
)
@pytest.mark.parametrize("at_end", [False, True])
def test_a_crs_member_that_says_nothing_is_refused(
    tmp_path: Path, member: object, at_end: bool
) -> None:
    content: dict[str, object] = {"type": "FeatureCollection"}
    content |= (
        {"features": [feature(PARKS)], "crs": member}
        if at_end
        else {"crs": member, "features": [feature(PARKS)]}
    )
    path = tmp_path / "parks.geojson"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert code_of(path) == "crs_unknown"


def test_what_is_no_vector_file(tmp_path: Path) -> None:
    for name, content in {
        "image.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
        "half.gpkg": b"SQLite format 3\0" + bytes(200),
        "alone.shp": bytes(100),
        "other.geojson": b'{"type": "Topology", "objects": {}, "arcs": []}',
        "deep.geojson": b"[" * 5000,
        "wide.geojson": json.dumps({"type": "FeatureCollection"}).encode("utf-16"),
    }.items():
        path = tmp_path / name
        path.write_bytes(content)
        assert code_of(path) == "file_not_vector", name
    assert code_of(tmp_path) == "file_not_vector"


def test_a_table_has_no_geometry(tmp_path: Path) -> None:
    path = tmp_path / "parks.csv"
    path.write_text("id,name\na,公园\n", encoding="utf-8")
    assert code_of(path) == "file_no_geometry"


@pytest.mark.parametrize(
    "path", ["nowhere.geojson", "/vsicurl/http://127.0.0.1:9/x.geojson", "x" * 400, "a\0b"]
)
def test_what_is_not_there(path: str) -> None:
    assert code_of(Path(path)) == "file_missing"


@pytest.mark.parametrize(
    "text",
    [
        "<OGRVRTDataSource><SrcDataSource>{url}</SrcDataSource></OGRVRTDataSource>",
        "<OGRWFSDataSource><URL>{url}</URL></OGRWFSDataSource>",
    ],
)
def test_a_file_that_names_a_source_elsewhere_is_not_followed(tmp_path: Path, text: str) -> None:
    real = write_geojson(tmp_path / "real.geojson", [feature(PARKS)])
    path = tmp_path / "parks.geojson"
    path.write_text(text.replace("{url}", str(real)), encoding="utf-8")
    assert code_of(path) == "file_not_vector"


def test_text_that_looks_like_a_date_stays_as_it_is(tmp_path: Path) -> None:
    loaded = written(tmp_path, feature(PARKS, "2021-05-01", name_zh="06:00:00"))
    assert not loaded.broken
    assert loaded.frame["id"].tolist() == ["2021-05-01"]
    assert loaded.frame["name_zh"].tolist() == ["06:00:00"]


def written(folder: Path, *features: dict[str, object], layer_id: str = "parks") -> Loaded:
    layer = LAYERS[layer_id]
    return load(layer, write_geojson(folder / layer.file, list(features)), PLACE)


def test_a_gap_in_a_column_of_yes_and_no_is_the_only_fault(tmp_path: Path) -> None:
    stops = LAYERS["bus_stops"]
    found = written(
        tmp_path, feature(stops, "a"), feature(stops, "b", in_town=None), layer_id="bus_stops"
    )
    assert [(p.code, p.row, p.field) for p in found.problems] == [("value_missing", 2, "in_town")]


def test_a_place_is_one_point_but_an_area_may_have_parts(tmp_path: Path) -> None:
    parts = {"type": "MultiPoint", "coordinates": [[121.28, 31.0], [121.29, 31.0]]}
    stops = LAYERS["bus_stops"]
    found = written(tmp_path, feature(stops, geometry=parts), layer_id="bus_stops")
    assert [p.code for p in found.problems] == ["geometry_type"]
    areas = {"type": "MultiPolygon", "coordinates": [SHAPES["Polygon"]["coordinates"]]}
    assert not written(tmp_path, feature(PARKS, geometry=areas)).broken


def variants(text: str) -> Iterator[str]:
    yield text
    yield text.replace("[121.28", "[[121.28")
    yield text.replace("31.0", '"31.0"')
    yield text.replace("Polygon", "LineString")
    yield text.replace("FeatureCollection", "Feature")
    yield text.replace('"id": "one"', '"id": {"a": [1]}')


GOOD = json.dumps({"type": "FeatureCollection", "features": [feature(PARKS)]})
BROKEN = tuple(variants(GOOD))


@settings(max_examples=60, deadline=None)
@example(BROKEN[1], 0, 0, "")
@example(BROKEN[2], 0, 0, "")
@example(BROKEN[3], 0, 0, "")
@example(BROKEN[4], 0, 0, "")
@example(BROKEN[5], 0, 0, "")
@given(
    st.sampled_from(BROKEN),
    st.integers(0, len(GOOD)),
    st.integers(0, 40),
    st.sampled_from(["", "null", "[", "]", '"', ",", "{}", "1e9", "NaN", "-", "[]", "\0"]),
)
def test_whatever_a_file_holds_the_rest_goes_on(
    tmp_path_factory: pytest.TempPathFactory, text: str, at: int, cut: int, put: str
) -> None:
    # Some text is cut out of a good file and other text put in: a report, never an exception.
    path = tmp_path_factory.getbasetemp() / "whatever.geojson"
    path.write_text(text[:at] + put + text[at + cut :], encoding="utf-8")
    loaded = load(PARKS, path, PLACE)
    errors = [each for each in loaded.problems if each.level == "error"]
    assert loaded.broken is bool(errors)
    assert len(loaded.frame) == (0 if errors else 1)
    for problem in loaded.problems:
        assert sentence_of(problem, "zh").endswith("。")
        assert sentence_of(problem, "en").endswith(".")
