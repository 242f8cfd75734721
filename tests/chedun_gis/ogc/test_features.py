"""What the data service hands out: every feature once, where it lies, in every CRS."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from chedun_gis.town import open_town
from chedun_gis.town.settings import DATA_DIR
from layers import LAYERS
from tests.chedun_gis.ogc.server import CRS84, EPSG, Service, running
from tests.conftest import feature, write_geojson

STOPS = LAYERS["bus_stops"]
# A hundred columns, 105 rows, 0.001 degrees apart; the first stop lies at 121.2° E, 30.9° N.
MANY = [(f"s{i:05d}", 121.2 + i % 100 * 0.001, 30.9 + i // 100 * 0.001) for i in range(10_500)]


def stop(feature_id: str, lon: float, lat: float, **values: object) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]}
    return feature(STOPS, feature_id, geometry=point, **values)


@pytest.fixture(scope="module")
def shipped() -> Iterator[Service]:
    with running(DATA_DIR) as service:
        yield service


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("many")
    stops = [stop(*each, line_count=1 + i % 3) for i, each in enumerate(MANY)]
    write_geojson(folder / STOPS.file, stops)
    with running(folder, CHEDUN_OGC_LAYERS="bus_stops") as service:
        yield service


@pytest.fixture
def toy(toy_dir: Path) -> Iterator[Service]:
    with running(toy_dir, CHEDUN_OGC_LAYERS="bus_stops") as service:
        yield service


def test_a_result_adds_up_to_its_figure(shipped: Service) -> None:
    line = shipped.get("/collections/result-scorecard/items/park-500m").json()["properties"]
    parcels = shipped.items("result-park-parcels").json()["features"]
    covered = sum(each["properties"]["covered_m2"] for each in parcels)
    assert covered == pytest.approx(line["numerator"])
    assert line["value"] == pytest.approx(100 * line["numerator"] / line["denominator"])
    unknown = shipped.get("/collections/result-scorecard/items/gdp").json()["properties"]
    assert (unknown["value"], unknown["met"]) == (None, None)


def test_paging_over_ten_thousand_features_loses_and_repeats_none(many: Service) -> None:
    found: list[str] = []
    url = f"{many.url}/collections/bus_stops/items?limit=997"
    pages = 0
    while url:
        page = Service(url).get().json()
        assert page["numberMatched"] == len(MANY)
        assert page["numberReturned"] == len(page["features"]) > 0
        found += [each["id"] for each in page["features"]]
        links = {link["rel"]: link["href"] for link in page["links"]}
        url, pages = links.get("next", ""), pages + 1
    assert found == [each[0] for each in MANY]
    assert pages == 11  # ten full ones and the rest: no empty page at the end


def test_pages_of_a_box_stay_in_the_box(many: Service) -> None:
    first = many.items("bus_stops", bbox="121.2,30.9,121.2005,30.9025", limit=2)
    assert first.ids() == ["s00000", "s00100"]
    [following] = [link["href"] for link in first.json()["links"] if link["rel"] == "next"]
    assert Service(following).get().ids() == ["s00200"]
    assert Service(following).get().json()["numberMatched"] == 3


def test_a_limit_above_the_most_is_the_most(many: Service) -> None:
    assert many.items("bus_stops", limit=999_999).json()["numberReturned"] == 10_000
    assert many.items("bus_stops", limit=1, offset=10_499).ids() == ["s10499"]
    beyond = many.items("bus_stops", offset=10_500).json()
    assert (beyond["features"], beyond["numberMatched"]) == ([], len(MANY))


def test_a_box_in_degrees_is_exact_to_its_edges(many: Service) -> None:
    # In metres the box is tilted by 0.6 degrees: its corners alone are 50 m beside its edges.
    west, south, east, north = 121.2095, 30.9095, 121.2905, 30.9905
    inside = [i for i, x, y in MANY if west < x < east and south < y < north]
    assert len(inside) == 81 * 81
    found = many.items("bus_stops", bbox=f"{west},{south},{east},{north}", limit=10_000)
    assert found.ids() == inside


@pytest.mark.parametrize(
    ("crs", "box"),
    [
        (CRS84, "121.2995,30.9995,121.3,31.0005"),
        (CRS84, "121.2995,30.9995,-5,121.3,31.0005,5"),
        (EPSG + "4326", "30.9995,121.2995,31.0005,121.3"),
        (EPSG + "4490", "30.9995,121.2995,31.0005,121.3"),
    ],
)
def test_a_box_is_read_in_the_axis_order_of_its_crs(tmp_path: Path, crs: str, box: str) -> None:
    stops = [stop("in", 121.2998, 31.0), stop("east", 121.31, 31.0), stop("south", 121.3, 30.9)]
    write_geojson(tmp_path / STOPS.file, stops)
    with running(tmp_path, CHEDUN_OGC_LAYERS="bus_stops") as service:
        assert service.items("bus_stops", bbox=box, bbox_crs=crs).ids() == ["in"]


def test_a_box_in_metres_gives_northing_first(toy: Service) -> None:
    east, north = 622_729.0, 3_432_259.0  # the toy stop at 121.285° E, 31.005° N, to 30 m
    box = f"{north - 30},{east - 30},{north + 30},{east + 30}"
    assert toy.items("bus_stops", bbox=box, bbox_crs=EPSG + "4549").ids() == ["one"]
    swapped = f"{east - 30},{north - 30},{east + 30},{north + 30}"
    assert toy.items("bus_stops", bbox=swapped, bbox_crs=EPSG + "4549").ids() == []


@pytest.mark.parametrize(
    ("box", "ids"),
    [
        ("-180,-90,180,90", ["one"]),
        ("121.285,31.005,121.285,31.005", ["one"]),  # a point
        ("121.28,31.005,121.29,31.005", ["one"]),  # a line
        ("170,-90,-170,90", []),  # across the antimeridian, away from the town
        ("121,-90,-170,90", ["one"]),  # across it, beginning west of the town
        ("0,0,1,1", []),
    ],
)
def test_boxes_at_the_limit(toy: Service, box: str, ids: list[str]) -> None:
    assert toy.items("bus_stops", bbox=box).ids() == ids


def test_every_crs_has_its_own_order_of_axes(toy: Service) -> None:
    def position(crs: str) -> list[float]:
        found = toy.items("bus_stops", crs=crs)
        assert found.headers["content-crs"] == f"<{crs}>"
        place: list[float] = found.json()["features"][0]["geometry"]["coordinates"]
        return place

    assert position(CRS84) == pytest.approx([121.285, 31.005], abs=1e-8)
    assert position(EPSG + "4326") == pytest.approx([31.005, 121.285], abs=1e-8)
    # CGCS2000 and WGS84 are the same to a metre: a hundred-thousandth of a degree.
    assert position(EPSG + "4490") == pytest.approx([31.005, 121.285], abs=1e-5)
    stored = open_town().frame("bus_stops").crs
    assert stored.axis_info[0].direction == "north"
    north, east = position(EPSG + "4549")
    assert (north, east) == pytest.approx((3_432_259, 622_729), abs=30)


def test_without_a_crs_it_is_longitude_first(toy: Service) -> None:
    found = toy.items("bus_stops")
    assert found.headers["content-crs"] == f"<{CRS84}>"
    assert found.headers["content-type"].startswith("application/geo+json")
    one = toy.get("/collections/bus_stops/items/one").json()
    assert one["geometry"] == found.json()["features"][0]["geometry"]


def test_rings_run_counter_clockwise(shipped: Service) -> None:
    for layer_id in ("parks", "zones", "residential"):
        found = shipped.items(layer_id).json()["features"]
        shapes = shapely.from_geojson([json.dumps(each["geometry"]) for each in found])
        parts = shapely.get_parts(shapes)
        assert shapely.is_ccw(shapely.get_exterior_ring(parts)).all()
        assert shapely.is_valid(shapes).all()


def test_filters_on_fields(many: Service) -> None:
    assert many.items("bus_stops", id="s00042").ids() == ["s00042"]
    found = many.get("/collections/bus_stops/items?line_count=2&limit=2")
    assert found.ids() == ["s00001", "s00004"]
    assert found.json()["numberMatched"] == 3_500
    hits = many.get("/collections/bus_stops/items?in_town=true&resulttype=hits").json()
    assert (hits["features"], hits["numberMatched"]) == ([], len(MANY))
    none = many.get("/collections/bus_stops/items?in_town=false&resulttype=hits").json()
    assert none["numberMatched"] == 0


def test_order_fields_and_geometry_are_the_visitors_choice(many: Service) -> None:
    last = many.get("/collections/bus_stops/items?sortby=-line_count,-id&limit=2")
    assert last.ids() == ["s10499", "s10496"]
    bare = many.get("/collections/bus_stops/items?properties=id&skipGeometry=true&limit=1").json()
    assert bare["features"] == [
        {"type": "Feature", "id": "s00000", "properties": {"id": "s00000"}, "geometry": None}
    ]


def test_missing_values_come_last_and_equal_nothing(toy_dir: Path) -> None:
    homes = LAYERS["residential"]
    people = [("a", None), ("b", 2), ("c", 1)]
    write_geojson(toy_dir / homes.file, [feature(homes, i, population=n) for i, n in people])
    with running(toy_dir, CHEDUN_OGC_LAYERS="residential") as service:
        for sign, order in (("", ["c", "b", "a"]), ("-", ["b", "c", "a"])):
            assert service.items("residential", sortby=f"{sign}population").ids() == order
        assert service.items("residential", population=1).ids() == ["c"]
        features = service.items("residential").json()["features"]
        assert features[0]["properties"]["population"] is None


def test_a_changed_file_is_served_at_once(toy: Service, toy_dir: Path) -> None:
    assert toy.items("bus_stops").ids() == ["one"]
    write_geojson(toy_dir / STOPS.file, [stop("new", 121.3, 31.0), stop("two", 121.31, 31.0)])
    assert toy.items("bus_stops").ids() == ["new", "two"]
    assert "2 个要素" in toy.get("/collections/bus_stops").json()["description"]


def test_a_box_in_metres_finds_what_lies_in_it(many: Service) -> None:
    metres = gpd.GeoSeries.from_xy([x for _, x, _ in MANY], [y for _, _, y in MANY], crs=4326)
    x, y = shapely.get_coordinates(metres.to_crs(4549).to_numpy()).T
    for x0, y0, x1, y1 in ((619_200, 3_421_000, 624_321, 3_425_500), (621_000, 0, 10**6, 10**7)):
        inside = np.flatnonzero((x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1))
        box = f"{y0},{x0},{y1},{x1}"
        found = many.items("bus_stops", bbox=box, bbox_crs=EPSG + "4549", limit=10_000)
        assert found.ids() == [MANY[i][0] for i in inside] != []
