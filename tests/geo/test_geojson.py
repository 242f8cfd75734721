"""The export: golden bytes, read back by GDAL, RFC 7946 to the letter."""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Point, Polygon

from geo.errors import InputError
from geo.geojson import to_geojson

GOLDEN = Path(__file__).parent.parent / "golden" / "export.geojson"
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
        assert again["count"] == row.count
        assert again["name"] == row.name or pd.isna(row.name)
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


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(-0.1, 0.1), st.floats(-0.1, 0.1)), min_size=3, max_size=9))
def test_any_polygon_survives(offsets: list[tuple[float, float]]) -> None:
    hull = shapely.convex_hull(shapely.MultiPoint([(121.3 + x, 31.0 + y) for x, y in offsets]))
    if hull.geom_type != "Polygon" or hull.area < 1e-8:
        return
    text = to_geojson(gpd.GeoDataFrame({"id": ["a"]}, geometry=[hull], crs=4326), [])
    again = shapely.geometry.shape(json.loads(text)["features"][0]["geometry"])
    assert again.is_valid
    assert shapely.hausdorff_distance(again, hull) < 1e-6
    assert len(text.split(".", 1)[1].split(",")[0].rstrip("]}")) <= 6
