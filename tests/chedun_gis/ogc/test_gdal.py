"""GDAL's own driver for OGC API - Features, which QGIS uses too, reads the running program."""

from collections.abc import Iterator
from pathlib import Path

import pyogrio
import pyogrio.errors
import pytest
import shapely

from chedun_gis.ogc.results import result_collections
from chedun_gis.register import Accounts
from chedun_gis.town import open_town
from chedun_gis.town.installation import ledger_of
from chedun_gis.town.settings import Settings
from layers import LAYERS
from tests.browser.conftest import Server
from tests.chedun_gis.ogc.test_features import MANY, STOPS, stop
from tests.conftest import write_geojson
from tests.people import ALONE

RESULTS = {
    "result-scorecard": {"value", "numerator", "denominator", "rule", "clause", "met"},
    "result-park-500m-2": {"area_m2", "nearest_m", "people"},
    "result-park-parcels": {"covered_m2", "share"},
    "result-bus-zones": {"lines", "line_count", "met"},
    "result-bus-two-lines-1": {"zone", "lines", "area_m2"},
}
# Indicators of the plan, gaps that the scorecard counts, built urban homes, areas of the target.
COUNTS = {
    "result-scorecard": 31,
    "result-park-500m-2": 55,
    "result-park-parcels": 178,
    "result-bus-zones": 8,
}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = Server(CHEDUN_WORKSPACE=str(tmp_path_factory.mktemp("workspace")), CHEDUN_OGC="on")
    yield f"{server.url}/ogc"
    server.stop()


def test_gdal_lists_every_layer_and_result(url: str) -> None:
    listed = {str(name) for name, _ in pyogrio.list_layers(f"OAPIF:{url}")}
    assert set(LAYERS) | set(RESULTS) < listed


@pytest.mark.parametrize("layer_id", LAYERS)
def test_gdal_reads_a_layer_as_the_store_holds_it(url: str, layer_id: str) -> None:
    ours = open_town().frame(layer_id)
    read = pyogrio.read_dataframe(f"OAPIF_COLLECTION:{url}/collections/{layer_id}")
    assert read.crs.to_epsg() == 4549
    assert list(read["id"]) == list(ours["id"])
    assert list(read["name_zh"]) == list(ours["name_zh"])
    there = ~ours.geometry.isna().to_numpy()
    assert list(~read.geometry.isna()) == list(there)
    # Corners are written to a tenth of a millimetre.
    pairs = read.geometry.to_numpy()[there], ours.geometry.to_numpy()[there]
    assert shapely.hausdorff_distance(*pairs).max() < 0.001


@pytest.mark.parametrize(("result_id", "fields"), RESULTS.items())
def test_gdal_reads_the_results(url: str, result_id: str, fields: set[str]) -> None:
    read = pyogrio.read_dataframe(f"OAPIF_COLLECTION:{url}/collections/{result_id}")
    assert len(read) == COUNTS.get(result_id, len(read))
    assert fields <= set(read.columns)
    ours = {each.id: each.frame for each in result_collections(open_town())}[result_id]
    assert list(read["id"]) == list(ours["id"].astype(str))


def test_two_lines_lie_in_the_areas_that_they_reach(url: str) -> None:
    read = pyogrio.read_dataframe(f"OAPIF_COLLECTION:{url}/collections/result-bus-two-lines-1")
    names = ("dev-zone", "liando-u", "market-town", "student-park", "zhangjiang")
    assert set(read["zone"]) == {f"zone-{name}" for name in names}


def test_gdal_asks_by_box_and_by_value(url: str) -> None:
    ours = open_town().frame("bus_stops")
    west, south, east, north = 622_000, 3_429_000, 625_000, 3_434_000
    source = f"OAPIF_COLLECTION:{url}/collections/bus_stops"
    read = pyogrio.read_dataframe(source, bbox=(west, south, east, north))
    assert list(read["id"]) == list(ours.cx[west:east, south:north]["id"])
    read = pyogrio.read_dataframe(source, where="line_count = 2 AND in_town = 1")
    kept = ours[(ours["line_count"] == 2) & ours["in_town"]]
    assert list(read["id"]) == list(kept["id"]) != []


def test_gdal_pages_over_ten_thousand_features(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("many")
    write_geojson(folder / STOPS.file, [stop(*each) for each in MANY])
    server = Server(
        CHEDUN_DATA_DIR=str(folder),
        CHEDUN_WORKSPACE=str(tmp_path_factory.mktemp("workspace")),
        CHEDUN_OGC_LAYERS="bus_stops",
    )
    try:
        read = pyogrio.read_dataframe(f"OAPIF:{server.url}/ogc", layer="bus_stops")
    finally:
        server.stop()
    assert list(read["id"]) == [each[0] for each in MANY]


@pytest.fixture
def space(tmp_path: Path) -> Path:
    return tmp_path / "space"


@pytest.fixture
def closed(space: Path) -> Iterator[str]:
    """A service that answers people and tokens only."""
    told = {"CHEDUN_PEOPLE": "accounts", "CHEDUN_OGC_ACCESS": "people"}
    server = Server(CHEDUN_WORKSPACE=str(space), CHEDUN_OGC_LAYERS="parks", **told)
    yield f"OAPIF_COLLECTION:{server.url}/ogc/collections/parks"
    server.stop()


def test_gdal_reads_by_a_token_and_not_without(closed: str, space: Path) -> None:
    accounts = Accounts(ledger_of(Settings(workspace=str(space))))
    accounts.give("王敏", "reader", by=ALONE, elsewhere=True)
    token = accounts.new_token("王敏", by=ALONE)
    # As QGIS sends what its "Basic" authentication holds.
    read = pyogrio.read_dataframe(closed, USERPWD=f"qgis:{token}")
    assert list(read["id"]) == list(open_town().frame("parks")["id"])
    for wrong in ({}, {"USERPWD": "qgis:chedun-wrong"}, {"USERPWD": f"{token}:x"}):
        with pytest.raises(pyogrio.errors.DataSourceError):
            pyogrio.read_dataframe(closed, **wrong)
    accounts.revoke(token, by=ALONE)
    with pytest.raises(pyogrio.errors.DataSourceError):
        pyogrio.read_dataframe(closed, USERPWD=f"qgis:{token}")
