"""Rows and geometries of every odd kind: taken, repaired and reported, or refused by row."""

import warnings
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from chedun_gis.importing import Options, Prepared, accept, acceptance, guess, open_file, prepare
from chedun_gis.importing.table import with_ids
from chedun_gis.importing.values import value_of
from chedun_gis.town import SHIPPED, Workspace, open_town
from geo import InputError
from geo.files import as_csv, to_geojson
from layers import LAYERS
from tests.chedun_gis.importing.files import CRS, parks, shapefile, squares
from tests.conftest import write_geojson
from tests.people import ALONE

STATED = {"basis": "surveyed", "accuracy_m": "1", "kind": "community", "stage": "completed"}
OPTIONS = Options(datum="wgs84", values=STATED)
WEST, SOUTH = 121.28, 31.0


def prepared(
    path: Path, layer_id: str = "parks", *, options: Options = OPTIONS, append: bool = False
) -> Prepared:
    return prepare(open_file(path, options), LAYERS[layer_id], options, open_town(), append=append)


def found(result: Prepared) -> set[tuple[str, str, int | None]]:
    return {(each.level, each.code, each.row) for each in result.problems}


def ring(west: float = WEST, size: float = 0.001) -> list[list[float]]:
    east, north = west + size, SOUTH + size
    return [[west, SOUTH], [east, SOUTH], [east, north], [west, north], [west, SOUTH]]


def area(west: float = WEST) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [ring(west)]}


def rows(*geometries: dict[str, Any] | None, **properties: object) -> list[dict[str, Any]]:
    return [
        {"type": "Feature", "properties": {"编号": f"p{at}", **properties}, "geometry": each}
        for at, each in enumerate(geometries, start=1)
    ]


def test_an_id_that_every_row_has_is_none(tmp_path: Path) -> None:
    features = [
        {"type": "Feature", "properties": {"编号": "甲"}, "geometry": area()} for _ in range(1_001)
    ]
    result = prepared(write_geojson(tmp_path / "a.geojson", features))
    (problem,) = result.errors
    assert (problem.code, problem.row) == ("ids_alike", None)
    assert problem.params == {"value": "甲", "count": 1_001, "limit": 1_000}


def test_a_thousand_rows_of_one_id_are_numbered() -> None:
    frame = gpd.GeoDataFrame({"id": ["甲"] * 1_000}, geometry=[None] * 1_000, crs=CRS)
    named, problems = with_ids(frame, LAYERS["parks"], frozenset({"甲-3"}))
    assert named["id"].tolist() == ["甲", "甲-2", *(f"甲-{n}" for n in range(4, 1_002))]
    assert {each.code for each in problems} == {"id_changed"}


def test_a_knot_is_refused_by_its_row(tmp_path: Path) -> None:
    corners = np.random.default_rng(4).random((5_000, 2)) / 100 + [WEST, SOUTH]
    knot = shapely.geometry.mapping(shapely.Polygon(corners))
    result = prepared(write_geojson(tmp_path / "a.geojson", rows(area(), knot)))
    assert [(each.code, each.row) for each in result.errors] == [("geometry_tangled", 2)]
    assert list(result.frame["id"]) == ["p1"]


def test_a_text_without_end_is_refused_by_its_row(tmp_path: Path) -> None:
    file = tmp_path / "a.gpkg"
    names = ["公园", "长" * 1_000_001]
    shapes = [shapely.box(WEST, SOUTH, WEST + 0.001, SOUTH + 0.001)] * 2
    gpd.GeoDataFrame({"名称": names}, geometry=shapes, crs=4326).to_file(file)
    assert ("error", "value_long", 2) in found(prepared(file))


def test_what_was_written_is_read_again_before_it_is_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    space, town = Workspace(tmp_path / "space"), open_town()
    result = prepared(write_geojson(tmp_path / "a.geojson", rows(area(), area(WEST + 0.01))))
    first = accept(result, space, town, by=ALONE, skip_bad=False)

    def losing(frame: gpd.GeoDataFrame, columns: list[str], *, decimals: int) -> str:
        lines = to_geojson(frame, columns, decimals=decimals).splitlines()
        return "\n".join([*lines[:1], lines[1].rstrip(","), *lines[3:]])

    monkeypatch.setattr(acceptance, "to_geojson", losing)
    with pytest.raises(InputError) as caught:
        accept(result, space, town, by=ALONE, skip_bad=False)
    assert caught.value.code == "import_lost"
    assert (caught.value.params["written"], caught.value.params["read"]) == (2, 1)
    monkeypatch.setattr(acceptance, "to_geojson", lambda *_, **__: '{"type":"Feature')
    with pytest.raises(InputError, match="import_lost"):
        accept(result, space, town, by=ALONE, skip_bad=False)
    assert space.current("parks") == first
    assert [each.id for each in space.versions("parks")] == [first, SHIPPED]


def test_a_nested_collection_is_opened(tmp_path: Path) -> None:
    inner = {"type": "GeometryCollection", "geometries": [area(), area(WEST + 0.01)]}
    point = {"type": "Point", "coordinates": [WEST, SOUTH]}
    nested = {"type": "GeometryCollection", "geometries": [point, inner]}
    result = prepared(write_geojson(tmp_path / "a.geojson", rows(nested)))
    assert result.errors == []
    assert ("repair", "geometry_parts", 1) in found(result)
    assert result.frame.geometry.iloc[0].geom_type == "MultiPolygon"
    assert len(shapely.get_parts(result.frame.geometry.iloc[0])) == 2


def test_heights_and_measures_go_and_are_reported(tmp_path: Path) -> None:
    high = shapely.force_3d(squares()[0], 5.0)
    measured = shapely.from_wkt(
        "POLYGON M ((622000 3432000 1, 622100 3432000 2, 622100 3432100 3, 622000 3432000 1))"
    )
    frame = gpd.GeoDataFrame({"编号": ["a", "b"]}, geometry=[high, high], crs=CRS)
    frame.to_file(tmp_path / "z.gpkg")
    result = prepared(tmp_path / "z.gpkg")
    assert ("repair", "geometry_z", 1) in found(result)
    assert not result.frame.geometry.has_z.any()

    table = tmp_path / "m.csv"
    table.write_text(f'编号,wkt\nm,"{shapely.to_wkt(measured)}"\n', encoding="utf-8")
    result = prepared(table, options=Options(crs=CRS, datum="wgs84", values=STATED))
    assert ("repair", "geometry_m", 2) in found(result)  # the line of the table
    assert not shapely.has_m(result.frame.geometry.to_numpy()).any()


def test_rows_of_other_types_are_refused_by_row_and_may_be_left_out(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [WEST, SOUTH]}
    line = {"type": "LineString", "coordinates": [[WEST, SOUTH], [WEST + 0.01, SOUTH]]}
    result = prepared(write_geojson(tmp_path / "a.geojson", rows(area(), point, line, None)))
    assert {("error", "geometry_type", 2), ("error", "geometry_type", 3)} <= found(result)
    assert ("error", "geometry_missing", 4) in found(result)
    assert result.rejected == {2, 3, 4}
    refusal = result.obstacle(skip_bad=False)
    assert refusal is not None
    assert refusal.code == "import_bad_rows"
    assert result.obstacle(skip_bad=True) is None
    assert result.frame["id"].tolist() == ["p1"]


def test_coordinates_that_are_no_numbers_are_refused_by_row(tmp_path: Path) -> None:
    path = tmp_path / "nan.geojson"
    write_geojson(path, rows(area(), area(float("nan"))))
    assert "NaN" in path.read_text(encoding="utf-8")
    result = prepared(path)
    assert result.rejected == {2}
    codes = {code for level, code, row in found(result) if level == "error" and row == 2}
    assert codes == {"geometry_missing"}  # GDAL hands such a geometry on as none


def test_an_invalid_area_is_repaired_and_reported(tmp_path: Path) -> None:
    bow_tie = {
        "type": "Polygon",
        "coordinates": [
            [
                [WEST, SOUTH],
                [WEST + 0.001, SOUTH + 0.001],
                [WEST + 0.001, SOUTH],
                [WEST, SOUTH + 0.001],
                [WEST, SOUTH],
            ]
        ],
    }
    result = prepared(write_geojson(tmp_path / "a.geojson", rows(bow_tie)))
    assert ("repair", "geometry_invalid", 1) in found(result)
    # Two triangles, each a quarter of a square of 95.5 m by 110.9 m.
    assert result.frame.geometry.area.sum() == pytest.approx(95.5 * 110.9 / 2, rel=0.01)


def test_one_part_becomes_single_and_several_points_become_rows(tmp_path: Path) -> None:
    many = {"type": "MultiPoint", "coordinates": [[WEST, SOUTH], [WEST + 0.01, SOUTH]]}
    one = {"type": "MultiPoint", "coordinates": [[WEST, SOUTH]]}
    values = {"basis": "open_data", "accuracy_m": "5", "kind": "school", "stage": "completed"}
    result = prepared(
        write_geojson(tmp_path / "a.geojson", rows(many, one)),
        "facilities",
        options=Options(datum="wgs84", values=values),
    )
    assert result.errors == []
    assert ("repair", "geometry_split", 1) in found(result)
    assert set(result.frame.geom_type) == {"Point"}
    assert result.frame["id"].tolist() == ["p1", "p1-2", "p2"]


def test_ids_are_made_where_they_are_missing_or_double(tmp_path: Path) -> None:
    features = rows(area(), area(), area(), area())
    for each, name in zip(features, ("a", "a", None, "a-2"), strict=True):
        each["properties"]["编号"] = name
    result = prepared(write_geojson(tmp_path / "a.geojson", features))
    assert result.errors == []
    assert result.frame["id"].is_unique
    assert result.frame["id"].tolist() == ["a", "a-3", "parks-3", "a-2"]
    assert {("repair", "id_changed", 2), ("repair", "id_made", 3)} <= found(result)


def test_an_id_of_the_layer_is_not_added_twice(tmp_path: Path) -> None:
    features = rows(area(), area())
    features[1]["properties"]["编号"] = "park-01"
    path = write_geojson(tmp_path / "a.geojson", features)
    result = prepared(path, append=True)
    assert ("error", "id_taken", 2) in found(result)
    assert prepared(path).errors == []


def test_large_numbers_dates_and_long_names_come_through(tmp_path: Path) -> None:
    big = 2**62 + 1
    frame = parks().assign(
        编号=pd.array([big, None, big + 2], dtype="Int64"),
        规划条款所在的章节名称=pd.to_datetime(["2025-03-01", None, "2024-12-31"]),
    )
    path = tmp_path / "p.gpkg"
    frame.to_file(path)
    options = Options(datum="wgs84", values=STATED, columns={"plan_ref": "规划条款所在的章节名称"})
    result = prepared(path, options=options)
    assert result.errors == []
    assert result.frame["id"].tolist() == [str(big), "parks-2", str(big + 2)]
    assert [str(each)[:10] for each in result.frame["plan_ref"]] == [
        "2025-03-01",
        "None",
        "2024-12-31",
    ]


def test_chinese_names_cut_to_ten_bytes_are_recognised(tmp_path: Path) -> None:
    long = parks().rename(columns={"建设状态": "规划条款", "公园名称": "行政区划代码"})
    path = tmp_path / "p.shp"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL says that it cuts the names
        long.to_file(path, encoding="gbk")
    opened = open_file(path, OPTIONS)
    assert "行政区划代" in opened.columns  # ten bytes of GBK
    mapping = guess(LAYERS["town_boundary"], opened.columns)
    assert mapping["code"] == "行政区划代"


@pytest.mark.parametrize(
    ("encoding", "cpg"), [("gbk", True), ("gbk", False), ("utf-8", True), ("utf-8", False)]
)
def test_shapefiles_are_read_with_and_without_their_encoding(
    encoding: str, cpg: bool, tmp_path: Path
) -> None:
    result = prepared(shapefile(tmp_path, encoding=encoding, cpg=cpg))
    assert result.encoding.name == encoding
    assert result.encoding.why == ("stated" if cpg else "detected")
    assert result.frame["name_zh"].tolist() == parks()["公园名称"].tolist()


def test_a_wrong_cpg_is_not_believed_but_the_user_is(tmp_path: Path) -> None:
    path = shapefile(tmp_path, encoding="gbk")
    path.with_suffix(".cpg").write_text("UTF-8", encoding="ascii")
    assert prepared(path).encoding.why == "detected"
    assert prepared(path).frame["name_zh"].tolist() == parks()["公园名称"].tolist()
    wrong = open_file(path, Options(encoding="utf-8"))
    assert wrong.raw.encoding.why == "chosen"
    assert "import_text_cut" in {each.code for each in wrong.raw.problems}


def test_coordinates_of_a_table_are_found_by_name_or_named(tmp_path: Path) -> None:
    table = tmp_path / "stops.csv"
    text = (
        "站名,线路,经度,纬度\n联络路,松江32路；松江34路,121.285,31.005\n影佳路,1820路,东经,31.0\n"
    )
    table.write_bytes(text.encode("gb18030"))
    stated = {"basis": "open_data", "accuracy_m": "10"}
    options = Options(crs="4326", datum="wgs84", values=stated)
    result = prepared(table, "bus_stops", options=options)
    assert {("error", "coordinate_text", 3), ("error", "geometry_missing", 3)} <= found(result)
    row = result.frame.loc[2]
    assert (row["name_zh"], row["lines"], row["line_count"]) == ("联络路", "松江32路、松江34路", 2)
    assert row["in_town"] is True

    other = tmp_path / "other.csv"
    other.write_text("name,a,b\n甲,121.285,31.005\n", encoding="utf-8")
    with pytest.raises(InputError, match="table_no_coordinates"):
        open_file(other, options)
    named = Options(crs="4326", datum="wgs84", values=stated, columns={"x": "a", "y": "b"})
    assert open_file(other, named).raw.frame.geometry.iloc[0].x == 121.285


def test_surveyors_call_the_northing_x(tmp_path: Path) -> None:
    table = tmp_path / "points.csv"
    table.write_text("名称,X,Y\n甲,3432000,622000\n", encoding="utf-8")
    opened = open_file(table, Options())
    assert "table_northing_first" in {each.code for each in opened.raw.problems}
    assert opened.raw.frame.geometry.iloc[0].x == 622000


def test_a_feed_brings_stops_and_lines(tmp_path: Path) -> None:
    feed = tmp_path / "feed"
    feed.mkdir()
    for name, text in {
        "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\ns1,甲,31,121.28\ns2,乙,31.01,121.28\n",
        "routes.txt": "route_id,route_short_name,route_type,agency_id\nr1,松江1路,3,a\n",
        "trips.txt": "route_id,trip_id,direction_id\nr1,t1,0\nr1,t2,1\n",
        "stop_times.txt": "trip_id,stop_id,stop_sequence\nt1,s1,1\nt1,s2,2\nt2,s2,1\nt2,s1,2\n",
    }.items():
        (feed / name).write_text(text, encoding="utf-8")
    stated = {"basis": "open_data", "accuracy_m": "10"}
    stops = prepared(
        feed, "bus_stops", options=Options(source_layer="stops", datum="wgs84", values=stated)
    )
    assert stops.errors == []
    assert stops.frame[["id", "name_zh", "lines"]].to_numpy().tolist() == [
        ["s1", "甲", "松江1路"],
        ["s2", "乙", "松江1路"],
    ]
    lines = prepared(
        feed, "bus_lines", options=Options(source_layer="lines", datum="wgs84", values=stated)
    )
    assert lines.errors == []
    assert lines.frame["first_stop"].tolist() == ["甲", "乙"]
    assert lines.frame["stops"].tolist() == ["甲、乙", "乙、甲"]
    # A hundredth of a degree of latitude is 1.1 km.
    assert lines.frame["length_km"].tolist() == [1.1, 1.1]


def test_a_track_is_a_road(tmp_path: Path) -> None:
    path = tmp_path / "walk.gpx"
    points = "".join(f'<trkpt lat="{31 + at / 1000}" lon="121.28"/>' for at in range(5))
    path.write_text(
        '<?xml version="1.0"?><gpx version="1.1" creator="x" '
        'xmlns="http://www.topografix.com/GPX/1/1"><trk><name>影振路</name><trkseg>'
        f"{points}</trkseg></trk></gpx>",
        encoding="utf-8",
    )
    values = {
        "basis": "surveyed",
        "accuracy_m": "5",
        "kind": "local",
        "stage": "completed",
        "new_town_road": "否",
    }
    options = Options(source_layer="tracks", datum="wgs84", values=values)
    result = prepared(path, "roads", options=options)
    assert result.errors == []
    assert result.frame["name_zh"].tolist() == ["影振路"]
    with pytest.raises(InputError, match="source_layer_needed"):
        open_file(path, Options())


def test_what_only_the_planner_knows_is_asked_for(tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "a.geojson", rows(area()))
    result = prepared(path, options=Options(datum="wgs84"))
    needed = {(each.code, each.field) for each in result.errors}
    assert needed == {
        ("class_needed", "kind"),
        ("class_needed", "stage"),
        ("class_needed", "basis"),
        ("field_needed", "accuracy_m"),
    }
    refusal = result.obstacle(skip_bad=True)
    assert refusal is not None
    assert refusal.code == "import_errors"


@pytest.mark.parametrize(
    ("layer_id", "name", "cell", "value"),
    [
        ("parks", "kind", "口袋公园", "pocket"),
        ("parks", "kind", " Community Park ", "community"),
        ("parks", "stage", "现状", "completed"),
        ("parks", "stage", "不详", "不详"),
        ("belts", "width_m", "30 米", 30),
        ("belts", "width_m", "１２．５", 12.5),
        ("belts", "width_m", "1,200", 1200),
        ("belts", "width_m", "很宽", "很宽"),
        ("residential", "population", "3500.0", 3500),
        ("zones", "bus_target", "是", True),
        ("zones", "bus_target", 0, False),
        ("bus_stops", "lines", "松江1路, 松江2路/3路", "松江1路、松江2路、3路"),
        ("parks", "name_zh", 12.0, "12"),
        ("parks", "name_zh", float("nan"), None),
        ("river_segments", "target_class", "Ⅲ类", "3"),
    ],
)
def test_cells_become_values(layer_id: str, name: str, cell: object, value: object) -> None:
    result = value_of(LAYERS[layer_id].column(name), cell)
    assert result == value
    assert type(result) is type(value)


def test_choices_that_do_not_exist_are_named(tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "a.geojson", rows(area()))
    for options, code in (
        (Options(columns={"nme": "编号"}), "field_unknown"),
        (Options(columns={"name_zh": "名字"}), "column_missing"),
        (Options(values={"colour": "red"}), "field_unknown"),
        (Options(crs="EPSG:99999"), "crs_not_understood"),
        (Options(datum="mars"), "datum_unknown"),
    ):
        with pytest.raises(InputError, match=code):
            prepared(path, options=options)


def test_what_was_kept_from_a_spreadsheet_comes_back(tmp_path: Path) -> None:
    names = ["=1+1", "-甲园", "'@丙"]
    table = parks().drop(columns="geometry").assign(WKT=parks().geometry.to_wkt())
    named = table.assign(公园名称=names)
    path = tmp_path / "parks.csv"
    path.write_bytes(as_csv(pd.DataFrame(named)))
    assert b"'=1+1" in path.read_bytes()
    options = Options(crs=CRS, datum="wgs84", values=STATED)
    result = prepared(path, options=options)
    assert result.errors == []
    assert result.frame["name_zh"].tolist() == names
