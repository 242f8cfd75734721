"""What the data service refuses, and how it is switched off, limited and kept from harm."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chedun_gis.ogc import answers
from chedun_gis.town.settings import DATA_DIR
from layers import LAYERS
from tests.chedun_gis.ogc.server import EPSG, Service, running
from tests.conftest import HOSTILE, feature, write_geojson

CJK = re.compile(r"[\u4e00-\u9fff]")
STOPS = "/collections/bus_stops/items"
WRONG = [
    *(f"{STOPS}?limit={value}" for value in ("x", "0", "-1", "1.5", "1e3", "", "%D9%A3", "9" * 30)),
    *(f"{STOPS}?offset={value}" for value in ("x", "-1", "0.5", "")),
    *(
        f"{STOPS}?bbox={value}"
        for value in (
            "",
            "1,2,3",
            "a,b,c,d",
            "1,2,3,4,5",
            "nan,0,1,1",
            "0,0,inf,1",
            "121,32,122,31",  # south above north
        )
    ),
    f"{STOPS}?bbox=0,0,1,1&bbox-crs=http://example.org/crs",
    f"{STOPS}?bbox=3,2,1,4&bbox-crs={EPSG}4549",
    f"{STOPS}?crs=EPSG:4326",
    f"{STOPS}?crs={EPSG}3857",
    f"{STOPS}?crs=",
    f"{STOPS}?sortby=",
    f"{STOPS}?sortby=height",
    f"{STOPS}?sortby=%2B-id",
    f"{STOPS}?sortby=id,",
    f"{STOPS}?sortby=id&sortby=id",
    f"{STOPS}?bbox=0,0&bbox=1,1",
    f"{STOPS}?line_count=1.5",
    f"{STOPS}?line_count=1_0",
    f"{STOPS}?accuracy_m=nan",
    f"{STOPS}?datetime=",
    f"{STOPS}?datetime=2026-W01",
    f"{STOPS}?datetime=20260101",
    f"{STOPS}?properties=height",
    f"{STOPS}?height=3",
    f"{STOPS}?line_count=many",
    f"{STOPS}?in_town=perhaps",
    f"{STOPS}?skipGeometry=maybe",
    f"{STOPS}?resulttype=all",
    f"{STOPS}?datetime=yesterday",
    f"{STOPS}?datetime=2020-01-01/2021-01-01/2022-01-01",
    f"{STOPS}?filter=id='one'",
    f"{STOPS}?limit=1&limit=2",
    f"{STOPS}?f=html",
    f"{STOPS}?f=csv",
    f"{STOPS}?lang=fr",
    f"{STOPS}/one?bbox=0,0,1,1",
    f"{STOPS}/one?crs={EPSG}3857",
    "/collections?f=xml",
    "/collections/bus_stops?limit=1",
    "/collections/bus_stops/schema?f=html",
    "/collections/bus_stops/queryables?properties=id",
    "/conformance?x=1",
    "/openapi?ui=redoc",
    "?x=1",
]
MISSING = [
    "/collections/lakes",
    "/collections/lakes/items",
    "/collections/lakes/schema",
    f"{STOPS}/two",
    f"{STOPS}/..%2f..%2fone",
    f"{STOPS}/a%0Ab",
    "/a%0Ab",
    "/collections/parks/items",  # a layer that is not served
    "/processes",
    "/static/css/default.css",
    "/admin/config",
    "/collections/bus_stops/tiles",
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("one")
    for name in ("bus_stops", "residential"):
        write_geojson(folder / LAYERS[name].file, [feature(LAYERS[name])])
    with running(folder, CHEDUN_OGC_LAYERS="bus_stops, residential") as started:
        yield started


@pytest.mark.parametrize("path", WRONG)
def test_a_wrong_parameter_is_400_with_one_sentence(service: Service, path: str) -> None:
    separator = "&" if "?" in path else "?"
    zh = service.get(path)
    assert (zh.status, zh.headers["content-type"]) == (400, "application/json")
    assert zh.json()["code"] == "InvalidParameterValue"
    assert CJK.search(zh.json()["description"])
    assert "Traceback" not in zh.text
    if "lang=" not in path:
        en = service.get(f"{path}{separator}lang=en")
        assert en.status == 400
        assert not CJK.search(en.json()["description"])


@pytest.mark.parametrize("path", MISSING)
def test_what_is_not_there_is_404_with_one_sentence(service: Service, path: str) -> None:
    found = service.get(path)
    assert (found.status, found.json()["code"]) == (404, "NotFound")
    assert CJK.search(found.json()["description"])


@pytest.mark.parametrize(
    "time", ["2026-11-01", "2026-11-01T00:00:00Z", "../2026-11-01", "2026-11-01/.."]
)
def test_features_without_a_time_match_every_time(service: Service, time: str) -> None:
    assert service.items("bus_stops", datetime=time).ids() == ["one"]


def test_the_system_of_a_box_that_was_not_given_leaves_nothing_out(service: Service) -> None:
    asked = {"bbox-crs": f"{EPSG}4326"}
    assert service.items("bus_stops", **asked).ids() == ["one"]


def test_the_sentence_says_what_is_wrong_and_what_would_do(service: Service) -> None:
    said = service.get(f"{STOPS}?limit=x&lang=en").json()["description"]
    assert said == "The parameter “limit” must be a whole number of at least 1, not “x”."
    said = service.get(f"{STOPS}?line_count=x&lang=en").json()["description"]
    assert "a whole number is expected" in said


def test_switched_off_it_says_so(tmp_path: Path) -> None:
    for value in ("off", "false", "OFF", "of"):  # a slip of the pen opens nothing
        with running(tmp_path, CHEDUN_OGC=value) as off:
            for path in ("", "/", "/collections", STOPS):
                assert off.get(path).status == 404
            assert "CHEDUN_OGC" in off.get().json()["description"]


def test_only_the_named_layers_and_results_are_served() -> None:
    names = ["parks", "result-scorecard"]
    with running(DATA_DIR, CHEDUN_OGC_LAYERS=",".join(names)) as limited:
        listed = limited.get("/collections").json()["collections"]
        assert [each["id"] for each in listed] == names
        assert limited.items("roads").status == 404
        assert "roads" not in limited.get("", accept="text/html").text
        assert "roads" not in limited.get("/openapi").json()["paths"]


def test_a_name_that_does_not_exist_stops_the_service(toy_dir: Path) -> None:
    with running(toy_dir, CHEDUN_OGC_LAYERS="parks,rods") as limited:
        found = limited.get("/collections")
        assert (found.status, "rods" in found.text) == (503, True)


def test_a_broken_layer_is_left_out_and_the_rest_is_served(toy_dir: Path) -> None:
    (toy_dir / "parks.geojson").write_text("{", encoding="utf-8")
    with running(toy_dir) as broken:
        listed = {each["id"] for each in broken.get("/collections").json()["collections"]}
        assert set(LAYERS) - listed == {"parks"}
        assert "result-park-parcels" not in listed
        assert broken.items("roads").ids() == ["one"]
        found = broken.items("parks")
        assert (found.status, found.json()["code"]) == (503, "Unavailable")
        assert "parks" in found.json()["description"]


@pytest.mark.usefixtures("expected_faults")
def test_a_fault_of_our_own_is_500_without_its_trace(
    service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CHEDUN_WORKSPACE", str(tmp_path / "space"))
    monkeypatch.setattr(answers, "listed", lambda *_: 1 / 0)
    found = service.get("/collections?lang=en")
    assert (found.status, found.json()["code"]) == (500, "ServerError")
    assert "division" not in found.text
    log = (tmp_path / "space" / "faults.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log
    assert log.split()[1] in found.json()["description"]  # its number


def test_the_first_page_is_for_people_and_loads_nothing(tmp_path: Path) -> None:
    layer = LAYERS["bus_stops"]
    many = [feature(layer, f"s{i}", source=words) for i, words in enumerate(HOSTILE)]
    write_geojson(tmp_path / layer.file, many)
    with running(tmp_path, CHEDUN_OGC_LAYERS="bus_stops") as service:
        page = service.get("", accept="text/html,application/xhtml+xml;q=0.9")
        assert page.headers["content-type"].startswith("text/html")
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        for words in ("<img", "<script"):
            assert words not in page.text
        assert "&lt;img src=x onerror=alert(1)&gt;" in page.text
        assert "公交站点" in page.text
        assert "Bus stops" in service.get("?lang=en", accept="text/html").text
        for reference in re.findall(r'(?:href|src)="([^"]*)"', page.text):
            assert reference.startswith(service.url)
        # Elsewhere a browser gets JSON too: templates would run on the data's words.
        data = service.get(STOPS, accept="text/html")
        assert data.headers["content-type"].startswith("application/geo+json")
        assert [each["properties"]["source"] for each in data.json()["features"]] == list(HOSTILE)


def test_a_folder_of_no_town_is_an_answer_for_every_page(toy_dir: Path) -> None:
    (toy_dir / "town.toml").write_text("zoom =", "utf-8")
    with running(toy_dir) as service:
        for path in ("", "/collections", STOPS):
            found = service.get(path)
            assert (found.status, found.json()["code"]) == (503, "Unavailable")
            assert "town.toml" in found.json()["description"]
