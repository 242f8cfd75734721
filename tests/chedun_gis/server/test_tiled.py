"""The routes of layers that are drawn from tiles, called as a server calls them."""

import json
from pathlib import Path

import geopandas as gpd
import pytest
from starlette.applications import Starlette

from chedun_gis.map import card_of, catalogue
from chedun_gis.server.publisher import Publisher
from chedun_gis.server.routes import routes
from chedun_gis.tiles import tiles_name, tiles_of
from chedun_gis.town import LargeLayer, Town, TownSource, Workspace, settings_from
from tests.chedun_gis.server.test_routes import get
from tests.conftest import write_toy
from tests.tiled import HOMES, squares, with_parcels

COUNT = 400
HOME = "/gis/layers/residential"


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("space")


@pytest.fixture(scope="module")
def large(space: Path) -> LargeLayer:
    return with_parcels(squares(COUNT), space)


@pytest.fixture(scope="module")
def town(large: LargeLayer, space: Path, tmp_path_factory: pytest.TempPathFactory) -> Town:
    assert large.count == COUNT
    folder = write_toy(tmp_path_factory.mktemp("tiled") / "town")
    return TownSource(folder, Workspace(space)).town()


@pytest.fixture(scope="module")
def app(town: Town) -> Starlette:
    return Starlette(routes=routes(lambda: town, settings_from({}), Publisher()))


def place_of(number: int) -> tuple[float, float]:
    """Return the middle of a parcel: longitude and latitude in degrees."""
    shapes = gpd.GeoSeries([squares(COUNT)[number].centroid], crs="EPSG:4549").to_crs(4326)
    return shapes.x.iloc[0], shapes.y.iloc[0]


def test_an_archive_comes_in_ranges_under_its_name(app: Starlette, large: LargeLayer) -> None:
    address, content = (
        f"{HOME}/{tiles_name(large.digest)}.pmtiles",
        tiles_of(large, HOMES).read_bytes(),
    )
    whole = get(app, address)
    assert (whole.status, whole.body) == (200, content)
    assert whole.headers["content-type"] == "application/vnd.pmtiles"
    assert whole.headers["accept-ranges"] == "bytes"
    part = get(app, address, range="bytes=0-6")
    assert (part.status, part.body) == (206, b"PMTiles")
    assert part.headers["content-range"] == f"bytes 0-6/{len(content)}"
    last = get(app, address, range="bytes=-3")
    assert (last.status, last.body) == (206, content[-3:])
    assert get(app, address, range=f"bytes={len(content)}-").status == 416
    tag = part.headers["etag"]
    assert tag == whole.headers["etag"] == f'"{tiles_name(large.digest)}"'
    for known in (tag, f"W/{tag}", f'"other", {tag}'):
        again = get(app, address, if_none_match=known, range="bytes=0-6")
        assert (again.status, again.body) == (304, b"")
    assert get(app, address, if_none_match='"other"').status == 200
    assert get(app, address, range="bytes=0-6", if_range='"other"').status == 200


@pytest.mark.parametrize(
    "name", ["other", "..%2f..%2fregister", "../../register", "%2e%2e", "", "*", "a/b"]
)
def test_nothing_is_opened_by_another_name(app: Starlette, name: str) -> None:
    assert get(app, f"{HOME}/{name}.pmtiles").status == 404


def test_other_layers_have_no_archive(app: Starlette, large: LargeLayer) -> None:
    for layer in ("parks", "nothing", ".."):
        assert get(app, f"/gis/layers/{layer}/{tiles_name(large.digest)}.pmtiles").status == 404
        assert get(app, f"/gis/layers/{layer}/found.geojson?id=parcel-1").status == 404


def test_tiles_that_are_gone_are_made_again(app: Starlette, large: LargeLayer) -> None:
    tiles_of(large, HOMES).unlink()
    answer = get(app, f"{HOME}/{tiles_name(large.digest)}.pmtiles", range="bytes=0-6")
    assert (answer.status, answer.body) == (206, b"PMTiles")


def test_a_click_is_answered_with_the_feature_that_lies_there(app: Starlette) -> None:
    lng, lat = place_of(63)
    answer = get(app, f"{HOME}/found.geojson?lang=zh&lat={lat}&lng={lng}&reach=3")
    assert answer.headers["content-type"] == "application/geo+json"
    (feature,) = answer.json()["features"]
    assert feature["id"] == "parcel-63"
    assert feature["properties"] == {"n": "地块63", "c": "urban", "s": 1}
    assert feature["geometry"]["type"] == "Polygon"
    one = get(app, f"{HOME}/found.geojson?lang=en&id=parcel-64").json()["features"]
    assert [each["properties"]["n"] for each in one] == ["Parcel 64"]


@pytest.mark.parametrize(
    "asked", ["", "id=none", "lat=x&lng=1", "lat=1", "lat=91&lng=500", "lat=nan&lng=nan"]
)
def test_a_place_where_nothing_is_has_nothing(app: Starlette, asked: str) -> None:
    answer = get(app, f"{HOME}/found.geojson?{asked}")
    assert (answer.status, answer.json()["features"]) == (200, [])


def test_the_catalogue_names_the_tiles_and_what_the_legend_needs(
    town: Town, large: LargeLayer
) -> None:
    content = json.loads(catalogue(town, settings_from({}), "zh"))
    entries = {each["id"]: each for group in content["groups"] for each in group["layers"]}
    homes = entries["residential"]
    assert homes["tiles"] == tiles_name(large.digest)
    assert (homes["count"], homes["schematic"], homes["hollow"]) == (COUNT, True, False)
    used = {kind for kind, symbol in homes["symbols"].items() if symbol["used"]}
    assert used == {"urban", "resettlement", "village"}
    assert entries["parks"]["tiles"] is None


def test_a_feature_of_a_large_layer_has_its_card(town: Town) -> None:
    card = card_of(town, "residential", "parcel-64", "zh")
    assert card is not None
    assert card.title == "地块64"
    assert ("面积", "0.04 ha") in [(row.label, row.value) for row in card.rows]
    assert card_of(town, "residential", "none", "zh") is None
