"""The routes beside the app, called as a server calls them."""

import asyncio
import gzip
import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely import Point
from starlette.applications import Starlette

from chedun_gis.assets import ASSETS, require_assets
from chedun_gis.evidence import Evidence, Part, Publisher
from chedun_gis.service import routes
from chedun_gis.settings import settings_from
from chedun_gis.store import Store
from layers import LAYERS
from layers.model import Symbol, Text
from tests.conftest import HOSTILE, feature, write_geojson


class Answer:
    """What came back over ASGI."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    def json(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        return json.loads(self.body)


def get(app: Starlette, url: str, **headers: str) -> Answer:
    path, _, query = url.partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
        "http_version": "1.1",
    }
    sent: list[dict[str, Any]] = []
    request = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if not request:  # asked for once; after that the client stays and listens
            await asyncio.Event().wait()
        return request.pop()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    found = {k.decode(): v.decode() for k, v in sent[0]["headers"]}
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(sent[0]["status"], found, body)


@pytest.fixture
def publisher() -> Publisher:
    return Publisher()


@pytest.fixture
def app(toy_dir: Path, publisher: Publisher) -> Starlette:
    return Starlette(routes=routes(Store(toy_dir), settings_from({}), publisher))


def test_a_layer_with_etag(app: Starlette) -> None:
    first = get(app, "/gis/layers/parks.geojson?lang=en")
    assert first.status == 200
    assert first.headers["content-type"] == "application/geo+json"
    one = first.json()["features"][0]
    assert one["id"] == "one"
    assert one["properties"] == {"n": "Example", "c": "completed", "s": 0}
    again = get(app, "/gis/layers/parks.geojson?lang=en", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert get(app, "/gis/layers/parks.geojson").headers["etag"] != first.headers["etag"]


def test_gzip(app: Starlette, toy_dir: Path) -> None:
    many = [feature(LAYERS["parks"], f"p{i}") for i in range(50)]
    write_geojson(toy_dir / "parks.geojson", many)
    plain = get(app, "/gis/layers/parks.geojson")
    packed = get(app, "/gis/layers/parks.geojson", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 4
    assert gzip.decompress(packed.body) == plain.body


def test_reach(app: Starlette) -> None:
    reach = get(app, "/gis/layers/parks/reach.geojson").json()["features"]
    assert len(reach) == 1
    assert get(app, "/gis/layers/roads/reach.geojson").status == 404


def test_catalogue_in_both_languages(app: Starlette) -> None:
    zh, en = (get(app, f"/gis/catalogue.json?lang={lang}").json() for lang in ("zh", "en"))
    ids = [entry["id"] for group in zh["groups"] for entry in group["layers"]]
    assert sorted(ids) == sorted(LAYERS)
    assert zh["words"].keys() == en["words"].keys()
    assert zh["groups"][0]["title"] == "项目"
    assert en["groups"][0]["title"] == "Projects"
    assert zh["basemap"] is None


@pytest.mark.parametrize(
    "url",
    [
        "/gis/layers/lakes.geojson",
        "/gis/assets/nothing.js",
        "/gis/assets/../catalogue.py",
        "/gis/assets/..%2f..%2fstore.py",
        "/gis/assets/leaflet/package.json",
        "/gis/evidence/0123456789abcdef.json",
    ],
)
def test_nothing_else_is_served(app: Starlette, url: str) -> None:
    assert get(app, url).status == 404


def test_assets(app: Starlette) -> None:
    require_assets()
    for name in ASSETS:
        answer = get(app, f"/gis/assets/{name}")
        assert answer.status == 200
        assert b"sourceMappingURL" not in answer.body
    script = get(app, "/gis/assets/map.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.body.index(b"Leaflet 1.9.4") < script.body.index(b"class Explorer")


def test_search_finds_by_part_of_a_name(app: Starlette, toy_dir: Path) -> None:
    named = [
        feature(LAYERS["projects"], "a", name_zh="车墩影视基地", name_en="Film base"),
        feature(LAYERS["projects"], "b", name_zh="影视博物馆", name_en="Museum", geometry=None),
    ]
    write_geojson(toy_dir / "projects.geojson", named)
    found = get(app, "/gis/search.json?q=%E5%BD%B1%E8%A7%86").json()
    assert [each["id"] for each in found] == ["b", "a"]  # a name that begins with it comes first
    assert found[0]["lat"] is None  # unlocated, still found
    assert found[1]["lon"] == pytest.approx(121.285, abs=1e-6)
    assert get(app, "/gis/search.json?q=FILM&lang=en").json()[0]["name"] == "Film base"
    assert get(app, "/gis/search.json?q=").json() == []


def test_hostile_names_travel_as_data(app: Starlette, toy_dir: Path) -> None:
    parks = [feature(LAYERS["parks"], f"p{i}", name_zh=name) for i, name in enumerate(HOSTILE)]
    write_geojson(toy_dir / "parks.geojson", parks)
    features = get(app, "/gis/layers/parks.geojson").json()["features"]
    assert [each["properties"]["n"] for each in features] == list(HOSTILE)


def test_evidence(app: Starlette, publisher: Publisher) -> None:
    frame = gpd.GeoDataFrame(
        {"id": ["gap"], "name": ["缺口"]}, geometry=[Point(624121.684, 3435026.358)], crs=4549
    )
    symbol = Symbol(Text("缺口", "Gap"), "#d62728")
    part = Part(Text("未覆盖", "Not covered"), "Point", symbol, frame)
    key = publisher.publish(Evidence(Text("覆盖", "Coverage"), (part,)), "en")
    content = get(app, f"/gis/evidence/{key}.json").json()
    assert content["title"] == "Coverage"
    assert content["parts"][0]["title"] == "Not covered"
    one = content["parts"][0]["features"][0]
    assert one["geometry"]["coordinates"] == [121.3, 31.03]
    assert one["properties"] == {"n": "缺口"}


def test_only_the_latest_evidence_is_kept(publisher: Publisher) -> None:
    keys = [publisher.publish(Evidence(Text(str(i), str(i)), ()), "zh") for i in range(70)]
    assert publisher.content(keys[0]) is None
    assert publisher.content(keys[-1]) is not None
