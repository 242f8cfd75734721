"""The export: golden bytes, read back by GDAL, RFC 7946 to the letter."""

import json
import math
import re
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Point, Polygon, box

from geo import InputError
from geo.files import collection_of, feature_texts, to_geojson

GOLDEN = Path(__file__).parents[2] / "golden" / "export.geojson"
COLUMNS = ["id", "name", "count", "share", "open"]


def toy() -> gpd.GeoDataFrame:
    # A clockwise ring, a hole, a multi-part, a line, a missing geometry; ids out of order.
    hole = [(121.281, 31.001), (121.283, 31.001), (121.283, 31.003), (121.281, 31.003)]
    ring = [(121.28, 31.0), (121.28, 31.005), (121.285, 31.005), (121.285, 31.0)]
    far = Polygon([(121.29, 31.0), (121.291, 31.0), (121.291, 31.001)])
    return gpd.GeoDataFrame(
        {
            "id": ["c", "a", "b", "d"],
            "name": ["<b>{{7*7}}</b>", "公园", None, 'a "quote" and \\'],
            "count": [1, 2, 3, 4],
            "share": [0.5, float("nan"), 2.0, 1 / 3],
            "open": [True, False, True, True],
        },
        geometry=[
            Polygon(ring, [hole]),
            LineString([(121.2812345678, 31.0), (121.3, 31.0100000004)]),
            None,
            MultiPolygon([Polygon(ring), far]),
        ],
        crs="EPSG:4326",
    )


def test_golden_bytes() -> None:
    assert to_geojson(toy(), COLUMNS) == GOLDEN.read_text(encoding="utf-8")


def test_row_order_does_not_matter() -> None:
    assert to_geojson(toy().iloc[::-1], COLUMNS) == to_geojson(toy(), COLUMNS)


def test_rfc_7946() -> None:
    content = json.loads(to_geojson(toy(), COLUMNS))
    assert set(content) == {"type", "features"}  # no crs member (section 4)
    assert [f["id"] for f in content["features"]] == ["a", "b", "c", "d"]
    polygon = content["features"][2]["geometry"]["coordinates"]
    assert Polygon(polygon[0]).exterior.is_ccw  # right-hand rule (section 3.1.6)
    assert not Polygon(polygon[1]).exterior.is_ccw
    assert content["features"][1]["geometry"] is None


def test_gdal_reads_the_same_back(tmp_path: Path) -> None:
    path = tmp_path / "export.geojson"
    path.write_text(to_geojson(toy(), COLUMNS), encoding="utf-8")
    back = pyogrio.read_dataframe(path).set_index("id")
    for row in toy().itertuples():
        again = back.loc[row.id]
        for column in ("count", "open", "name", "share"):
            was, now = toy().set_index("id").loc[row.id, column], again[column]
            assert (pd.isna(was) and pd.isna(now)) or now == was
        assert (again.geometry is None) == (row.geometry is None)
        if row.geometry is not None:
            assert shapely.equals_exact(
                shapely.normalize(again.geometry), shapely.normalize(row.geometry), 6e-7
            )


def test_metres_come_out_as_degrees() -> None:
    point = gpd.GeoDataFrame({"id": [1]}, geometry=[Point(624121.684, 3435026.358)], crs=4549)
    coordinates = json.loads(to_geojson(point, []))["features"][0]["geometry"]["coordinates"]
    assert coordinates == [121.3, 31.03]


def test_unknown_crs_is_refused() -> None:
    with pytest.raises(InputError, match="crs_unknown"):
        to_geojson(gpd.GeoDataFrame({"id": ["a"]}, geometry=[Point(1, 2)]), [])


DECIMALS = re.compile(r"\.(\d+)")


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(-0.1, 0.1), st.floats(-0.1, 0.1)), min_size=3, max_size=9))
def test_any_polygon_survives(offsets: list[tuple[float, float]]) -> None:
    # A star around the town: its corners in the order of their direction, so never convex only.
    corners = sorted({(x, y) for x, y in offsets}, key=lambda c: math.atan2(c[1], c[0]))
    if len(corners) < 3:
        return
    shape = shapely.make_valid(Polygon([(121.3 + x, 31.0 + y) for x, y in corners]))
    if shape.geom_type != "Polygon" or shape.area < 1e-8:
        return
    frame = gpd.GeoDataFrame({"id": ["a"]}, geometry=[shape], crs=4326)
    text = to_geojson(frame, [])
    assert max(map(len, DECIMALS.findall(text))) <= 6
    again = shapely.geometry.shape(json.loads(text)["features"][0]["geometry"])
    assert again.is_valid
    # No corner moves by more than the precision; only a spike narrower than it may go.
    assert shapely.distance(shapely.points(shapely.get_coordinates(again)), shape).max() < 1e-6
    assert shapely.symmetric_difference(again, shape).area < 1e-6 * shape.length
    twice = gpd.GeoDataFrame({"id": ["a"]}, geometry=[again], crs=4326)
    assert to_geojson(twice, []) == text


def test_a_part_narrower_than_the_precision_is_left_out() -> None:
    # 1e-7 degrees are one centimetre; the written precision is ten.
    wide = box(121.28, 31.0, 121.29, 31.01)
    sliver = box(121.30, 31.0, 121.30 + 1e-7, 31.01)
    frame = gpd.GeoDataFrame({"id": ["a"]}, geometry=[MultiPolygon([wide, sliver])], crs=4326)
    geometry = json.loads(to_geojson(frame, []))["features"][0]["geometry"]
    assert shapely.geometry.shape(geometry).equals(wide)


def test_a_feature_narrower_than_the_precision_is_kept_as_a_line() -> None:
    sliver = box(121.30, 31.0, 121.30 + 1e-7, 31.01)
    frame = gpd.GeoDataFrame({"id": ["a"]}, geometry=[sliver], crs=4326)
    geometry = json.loads(to_geojson(frame, []))["features"][0]["geometry"]
    assert shapely.geometry.shape(geometry).length == pytest.approx(0.01)


def test_heights_are_left_out() -> None:
    frame = gpd.GeoDataFrame({"id": [7]}, geometry=[Point(121.3, 31.0, 4.2)], crs=4326)
    one = json.loads(to_geojson(frame, ["id"]))["features"][0]
    assert one["geometry"]["coordinates"] == [121.3, 31.0]
    assert one["id"] == "7"  # ids are strings, also where the column holds numbers


def test_no_features_are_still_a_collection() -> None:
    none = gpd.GeoDataFrame({"id": []}, geometry=[], crs=4549)
    assert json.loads(to_geojson(none, ["id"])) == {"type": "FeatureCollection", "features": []}


def test_values_that_json_does_not_know() -> None:
    frame = gpd.GeoDataFrame(
        {
            "id": ["a"],
            "gap": pd.array([pd.NA], dtype="Int64"),
            "day": [pd.Timestamp("2026-11-23")],
            "never": [pd.NaT],
            "limit": [math.inf],
        },
        geometry=[None],
        crs=4549,
    )
    properties = json.loads(to_geojson(frame, ["gap", "day", "never", "limit"]))["features"][0]
    assert properties["properties"] == {
        "gap": None,
        "day": "2026-11-23 00:00:00",
        "never": None,
        "limit": None,
    }


def test_features_written_apart_make_the_same_collection() -> None:
    frame = toy()
    rows = [frame.iloc[[row]] for row in reversed(range(len(frame)))]
    columns = [name for name in frame if name not in {"id", "geometry"}]
    ids = [str(each["id"].iloc[0]) for each in rows]
    texts = [text for each in rows for text in feature_texts(each, columns)]
    assert collection_of(ids, texts) == to_geojson(frame, columns)
