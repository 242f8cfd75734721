"""A service that is for people only answers nobody else, and says how one becomes known."""

import re
from pathlib import Path

import openapi_spec_validator
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

from chedun_gis.ogc import ogc_routes
from chedun_gis.town import TownSource, settings_from
from geo import InputError

TIME = re.compile(r'"timeStamp":"[^"]+"')
PATHS = (
    "/ogc",
    "/ogc/",
    "/ogc/conformance",
    "/ogc/openapi",
    "/ogc/collections",
    "/ogc/collections/parks",
    "/ogc/collections/parks/schema",
    "/ogc/collections/parks/queryables",
    "/ogc/collections/parks/items",
    "/ogc/collections/parks/items/one",
    "/ogc/collections/result-project-history/items",
    "/ogc/nothing",
    "/ogc/collections/nothing",
    "/ogc/%0A",
)


def known(request: Request) -> bool:
    return request.headers.get("authorization") == "Bearer right"


def service(folder: Path, access: str, layers: str = "") -> TestClient:
    told = settings_from({"CHEDUN_OGC_ACCESS": access, "CHEDUN_OGC_LAYERS": layers})
    return TestClient(Starlette(routes=ogc_routes(TownSource(folder).town, told, known)))


@pytest.mark.parametrize("access", ["", "open", " OPEN "])
def test_an_open_service_asks_nobody(toy_dir: Path, access: str) -> None:
    answer = service(toy_dir, access).get("/ogc/collections/parks/items")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("access", ["people", "closed", "opne"])
def test_any_other_word_keeps_it_to_people(toy_dir: Path, access: str) -> None:
    asked = service(toy_dir, access)
    for path in PATHS:
        for header in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic x"}):
            answer = asked.get(path, headers=header)
            assert answer.status_code == 401, path
            challenge = answer.headers["www-authenticate"]
            assert challenge.startswith("Basic realm=")
            assert "Bearer" in challenge
            assert answer.json()["code"] == "Unauthorized"
            assert "private" in answer.headers["cache-control"]
    assert "people token" in asked.get("/ogc?lang=en").json()["description"]


def test_who_is_known_is_answered_as_before(toy_dir: Path) -> None:
    right = {"Authorization": "Bearer right"}
    kept, free = service(toy_dir, "people"), service(toy_dir, "open")
    for path in PATHS:
        one, other = kept.get(path, headers=right), free.get(path)
        assert one.status_code == other.status_code, path
        if not path.endswith("openapi"):
            assert TIME.sub("", one.text) == TIME.sub("", other.text)
        assert {"Cookie", "Authorization"} <= set(one.headers["vary"].replace(",", " ").split())
        assert "www-authenticate" not in one.headers


def test_the_description_says_by_what_one_is_known(toy_dir: Path) -> None:
    right = {"Authorization": "Bearer right"}
    kept, free = (
        service(toy_dir, each, "parks").get("/ogc/openapi", headers=right).json()
        for each in ("people", "open")
    )
    openapi_spec_validator.validate(kept)
    assert kept["security"] == [{"basic": []}, {"bearer": []}]
    assert all("401" in each["get"]["responses"] for each in kept["paths"].values())
    assert "401" not in str(free["paths"])
    assert "security" not in free


def test_without_anybody_to_ask_it_answers_nobody(toy_dir: Path) -> None:
    told = settings_from({"CHEDUN_OGC_ACCESS": "people"})
    asked = TestClient(Starlette(routes=ogc_routes(TownSource(toy_dir).town, told)))
    assert asked.get("/ogc", headers={"Authorization": "Bearer right"}).status_code == 401


def test_a_register_that_cannot_be_asked_is_named(toy_dir: Path) -> None:
    def lost(_: Request) -> bool:
        raise InputError("register_busy", where="x")

    told = settings_from({"CHEDUN_OGC_ACCESS": "people"})
    asked = TestClient(Starlette(routes=ogc_routes(TownSource(toy_dir).town, told, lost)))
    answer = asked.get("/ogc")
    assert (answer.status_code, answer.json()["code"]) == (503, "Unavailable")
