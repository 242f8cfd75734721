"""How the data service describes itself: titles, schemas, OpenAPI, links."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openapi_spec_validator
import pytest
from jsonschema import Draft201909Validator, validate

from chedun_gis.town.settings import DATA_DIR
from layers import LAYERS
from tests.chedun_gis.ogc.server import CRS84, EPSG, Service, running

CJK = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running(DATA_DIR) as started:
        yield started


def collections(service: Service, lang: str = "zh") -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = service.get("/collections", lang=lang).json()["collections"]
    return listed


def links(value: object) -> Iterator[str]:
    """Return every link in a document, however deep."""
    if isinstance(value, dict):
        if "href" in value:
            yield value["href"]
        for each in value.values():
            yield from links(each)
    elif isinstance(value, list):
        for each in value:
            yield from links(each)


def test_every_collection_is_titled_in_both_languages(service: Service) -> None:
    zh, en = collections(service), collections(service, "en")
    titles = {each["id"]: each["title"] for each in zh}
    assert all(titles[layer.id] == layer.title.zh for layer in LAYERS.values())
    assert all(CJK.search(each["title"]) and CJK.search(each["description"]) for each in zh)
    assert not any(CJK.search(each["title"]) for each in en)
    assert [each["id"] for each in zh] == [each["id"] for each in en]


def test_the_browsers_language_counts_when_the_link_names_none(service: Service) -> None:
    assert service.get("/collections/parks").json()["title"] == "公园绿地"
    assert service.get("/collections/parks?lang=en").json()["title"] == "Park green space"


def test_credits_and_basis_are_told(service: Service) -> None:
    about = service.get("/collections/town_boundary").json()["description"]
    assert "© OpenStreetMap contributors, ODbL 1.0" in about
    assert "示意" in service.get("/collections/parks").json()["description"]
    for each in collections(service, "en"):
        assert not CJK.search(each["description"])


def test_links_are_titled_in_the_language_asked_for(service: Service) -> None:
    for lang in ("zh", "en"):
        reply = service.items("parks", limit=2, offset=2, lang=lang).json()
        titles = [link["title"] for link in reply["links"]]
        titles += [link["title"] for each in collections(service, lang) for link in each["links"]]
        assert {bool(CJK.search(title)) for title in titles} == {lang == "zh"}


def test_the_extent_holds_every_feature(service: Service) -> None:
    for each in collections(service):
        west, south, east, north = each["extent"]["spatial"]["bbox"][0]
        box = f"{west},{south},{east},{north}"
        asked = service.items(each["id"], bbox=box, resulttype="hits").json()["numberMatched"]
        everything = service.items(each["id"], properties="id", limit=10_000).json()["features"]
        assert asked == sum(one["geometry"] is not None for one in everything)


def test_the_crs_are_listed(service: Service) -> None:
    for each in collections(service):
        assert each["crs"] == [CRS84, EPSG + "4326", EPSG + "4490", EPSG + "4549"]
        assert each["storageCrs"] == EPSG + "4549"


def test_every_feature_keeps_the_schema_of_its_collection(service: Service) -> None:
    for each in collections(service):
        schema = service.get(f"/collections/{each['id']}/schema").json()
        Draft201909Validator.check_schema(schema)
        assert schema["properties"]["id"]["x-ogc-role"] == "id"
        queryables = service.get(f"/collections/{each['id']}/queryables").json()
        assert queryables["properties"] == schema["properties"]
        assert queryables["$id"].endswith("/queryables")
        for one in service.items(each["id"]).json()["features"]:
            known = {name: value for name, value in one["properties"].items() if value is not None}
            assert set(one["properties"]) == set(schema["properties"]) - {"geometry"}
            validate(known, schema)


def test_fields_are_titled_in_the_language_asked_for(service: Service) -> None:
    path = "/collections/parks/schema"
    zh, en = (service.get(path, lang=lang).json()["properties"] for lang in ("zh", "en"))
    assert (zh["kind"]["title"], en["kind"]["title"]) == ("公园类型", "Park type")
    assert "pocket" in zh["kind"]["enum"]
    for each in collections(service):
        fields = service.get(f"/collections/{each['id']}/schema", lang="en").json()["properties"]
        assert all(field["title"] for name, field in fields.items() if name != "geometry")


def test_the_openapi_document_is_valid_and_refers_to_itself_alone(service: Service) -> None:
    reply = service.get("/openapi")
    assert reply.headers["content-type"].startswith("application/vnd.oai.openapi+json")
    document = reply.json()
    openapi_spec_validator.validate(document)
    for reference in re.findall(r'"\$ref":"([^"]*)"', reply.text):
        assert reference.startswith("#/components/parameters/")
    assert document["servers"] == [{"url": service.url}]


def test_every_path_of_the_document_answers(service: Service) -> None:
    for path in service.get("/openapi").json()["paths"]:
        address = path.replace("{featureId}", "x")
        assert service.get(address).status == (404 if address.endswith("/x") else 200), path


def test_every_link_leads_somewhere(service: Service) -> None:
    documents = ("", "/collections", "/collections/parks", "/collections/parks/items?limit=2")
    found = {link for path in documents for link in links(service.get(path).json())}
    # Itself and what it leads to, for each collection; then what there is once.
    paths = {link.removeprefix(service.url).partition("?")[0] for link in found}
    names = [f"/collections/{each['id']}" for each in collections(service)]
    assert {f"/collections/{layer_id}" for layer_id in LAYERS} <= set(names)
    assert paths == {
        *("", "/collections", "/conformance", "/openapi"),
        *(name + part for name in names for part in ("", "/items", "/schema", "/queryables")),
    }
    assert all(link.startswith(service.url) for link in found)
    # Of the collections' links those of one are followed: the others are made by the same words.
    for link in sorted(link for link in found if "/collections/" not in link or "/parks" in link):
        assert Service(link).get().status == 200, link


def test_links_stand_on_the_public_address_when_there_is_one(toy_dir: Path) -> None:
    public = "https://gis.example.cn/chedun/ogc"
    with running(toy_dir, CHEDUN_OGC_URL=public + "/", CHEDUN_OGC_LAYERS="parks") as service:
        for path in ("", "/collections", "/collections/parks/items"):
            assert all(link.startswith(public) for link in links(service.get(path).json()))
        assert service.get("/openapi").json()["servers"] == [{"url": public}]


def test_it_claims_only_what_it_keeps(service: Service) -> None:
    kept = service.get("/conformance").json()["conformsTo"]
    # Nothing of HTML, of changing features, of filters in CQL2.
    assert sorted(each.removeprefix("http://www.opengis.net/spec/ogcapi-") for each in kept) == [
        *(f"common-1/1.0/conf/{each}" for each in ("core", "json", "landing-page", "oas30")),
        "common-2/1.0/conf/collections",
        *(f"features-1/1.0/conf/{each}" for each in ("core", "geojson", "oas30")),
        "features-2/1.0/conf/crs",
        *(f"features-3/1.0/conf/queryables{each}" for each in ("", "-query-parameters")),
        *(f"features-5/1.0/conf/{each}" for each in ("core-roles-features", "schemas")),
    ]
