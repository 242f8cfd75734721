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

from chedun_gis.analysis import Evidence, EvidencePart
from chedun_gis.map import display
from chedun_gis.register import Accounts, Ledger
from chedun_gis.server.assets import ASSETS, require_assets
from chedun_gis.server.publisher import Publisher
from chedun_gis.server.routes import routes
from chedun_gis.server.ways import Means, Shown, Who
from chedun_gis.town import TownSource, settings_from
from layers import LAYERS, Symbol, Text
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
    return Starlette(routes=routes(TownSource(toy_dir).town, settings_from({}), publisher))


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


def test_the_state_is_another_when_anything_of_the_town_has_changed(
    app: Starlette, toy_dir: Path
) -> None:
    def state() -> str:
        answer = get(app, "/gis/state.json")
        assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
        return str(answer.json()["state"])

    before = state()
    assert state() == before == TownSource(toy_dir).town().digest
    write_geojson(toy_dir / "parks.geojson", [feature(LAYERS["parks"], "other")])
    assert state() != before


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


def test_of_many_features_no_reach_is_shown(
    app: Starlette, toy_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for the outline of ten thousands; neither the list nor the map speaks of it."""
    monkeypatch.setattr(display, "_MOST_REACHING", 2)
    for count in (2, 3):
        parks = [feature(LAYERS["parks"], f"p{number}") for number in range(count)]
        write_geojson(toy_dir / "parks.geojson", parks)
        groups = get(app, "/gis/catalogue.json").json()["groups"]
        [entry] = [each for group in groups for each in group["layers"] if each["id"] == "parks"]
        assert (entry["reach"] is not None) == (count == 2)
        shown = get(app, "/gis/layers/parks/reach.geojson").status
        assert shown == (200 if count == 2 else 404)


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


def test_a_broken_layer_is_left_out_and_the_rest_is_served(app: Starlette, toy_dir: Path) -> None:
    (toy_dir / "parks.geojson").write_text("{", encoding="utf-8")
    groups = get(app, "/gis/catalogue.json").json()["groups"]
    shown = {entry["id"] for group in groups for entry in group["layers"]}
    assert shown == set(LAYERS) - {"parks"}
    assert get(app, "/gis/layers/parks.geojson").json()["features"] == []
    assert get(app, "/gis/layers/roads.geojson").json()["features"]
    assert get(app, "/gis/search.json?q=example&lang=en").status == 200


def test_a_changed_file_is_served_anew(app: Starlette, toy_dir: Path) -> None:
    before = get(app, "/gis/layers/parks.geojson")
    many = [feature(LAYERS["parks"], each) for each in ("a", "b")]
    write_geojson(toy_dir / "parks.geojson", many)
    after = get(app, "/gis/layers/parks.geojson", if_none_match=before.headers["etag"])
    assert after.status == 200
    assert len(after.json()["features"]) == 2


def test_every_layer_is_served_as_its_catalogue_entry_says(app: Starlette) -> None:
    groups = get(app, "/gis/catalogue.json?lang=en").json()["groups"]
    for entry in (entry for group in groups for entry in group["layers"]):
        one = get(app, f"/gis/layers/{entry['id']}.geojson?lang=en").json()["features"][0]
        assert entry["symbols"][one["properties"]["c"]]["used"]
        assert ("v" in one["properties"]) == entry["sized"]
        reach = get(app, f"/gis/layers/{entry['id']}/reach.geojson").status
        assert reach == (200 if LAYERS[entry["id"]].reach else 404)


def test_a_project_known_by_its_zone_is_hollow_and_one_without_a_place_is_not_drawn(
    app: Starlette, toy_dir: Path
) -> None:
    layer = LAYERS["projects"]
    three = [
        feature(layer, "a", location_type="exact"),
        feature(layer, "b", location_type="area", basis="schematic"),
        feature(layer, "c", location_type="not_located", geometry=None),
    ]
    write_geojson(toy_dir / "projects.geojson", three)
    found = get(app, "/gis/layers/projects.geojson").json()["features"]
    assert [(f["id"], f["properties"]["h"], f["properties"]["s"]) for f in found] == [
        ("a", 0, 0),
        ("b", 1, 1),
    ]


def test_the_reach_of_a_belt_is_its_width_and_of_a_park_its_radius(
    app: Starlette, toy_dir: Path
) -> None:
    lines = [
        {"type": "LineString", "coordinates": [[121.28, lat], [121.29, lat]]}
        for lat in (31.0, 31.005)
    ]
    belts = [
        feature(LAYERS["belts"], f"b{i}", width_m=200, geometry=line)
        for i, line in enumerate(lines)
    ]
    write_geojson(toy_dir / "belts.geojson", belts)
    built = feature(LAYERS["parks"], "a")
    planned = feature(LAYERS["parks"], "b", stage="planned")
    write_geojson(toy_dir / "parks.geojson", [built, planned])

    def area_m2(layer_id: str) -> float:
        content = get(app, f"/gis/layers/{layer_id}/reach.geojson").json()
        frame = gpd.GeoDataFrame.from_features(content["features"], crs=4326).to_crs(4549)
        return float(frame.geometry.area.sum())

    # 0.01° of longitude at 31° N are 955 m; flat ends add nothing. The first belt lies on the
    # town's southern limit, so only half of its width is in the town.
    assert area_m2("belts") == pytest.approx(955 * (100 + 200), rel=0.005)
    # The existing park alone: its square, four sides of 500 m, four quarters of a disc.
    sides = 2 * 500 * (955 + 1109)
    assert area_m2("parks") == pytest.approx(955 * 1109 + sides + 3.1416 * 500**2, rel=0.005)


def test_the_reach_of_a_belt_while_a_layer_has_errors(app: Starlette, toy_dir: Path) -> None:
    line = {"type": "LineString", "coordinates": [[121.28, 31.0], [121.29, 31.0]]}
    write_geojson(
        toy_dir / "belts.geojson", [feature(LAYERS["belts"], "b", width_m=200, geometry=line)]
    )
    (toy_dir / "town_boundary.geojson").write_text("{", encoding="utf-8")
    content = get(app, "/gis/layers/belts/reach.geojson").json()
    frame = gpd.GeoDataFrame.from_features(content["features"], crs=4326).to_crs(4549)
    # Its line lies on the town's limit, which is not known now: both halves are shown.
    assert frame.geometry.area.sum() == pytest.approx(955 * 200, rel=0.005)
    (toy_dir / "belts.geojson").write_text("{", encoding="utf-8")
    assert get(app, "/gis/layers/belts/reach.geojson").json()["features"] == []


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
    part = EvidencePart(Text("未覆盖", "Not covered"), "Point", symbol, frame)
    key = publisher.publish(Evidence(Text("覆盖", "Coverage"), (part,)), "en")
    content = get(app, f"/gis/evidence/{key}.json").json()
    assert content["title"] == "Coverage"
    assert content["parts"][0]["title"] == "Not covered"
    one = content["parts"][0]["features"][0]
    assert one["geometry"]["coordinates"] == [121.3, 31.03]
    assert one["properties"] == {"n": "缺口"}


def test_places_that_differ_in_anything_are_not_taken_for_those_before(
    app: Starlette, publisher: Publisher
) -> None:
    frame = gpd.GeoDataFrame(
        {"id": ["a", "b", "c"], "name": ["1", "2", "3"]},
        geometry=[Point(624121.684, 3435026.358), None, Point()],
        crs=4549,
    )
    moved = frame.set_geometry([Point(624121.684, 3435027.358), None, Point()], crs=4549)
    others = (
        frame.copy(),
        frame.assign(name="4"),
        frame.assign(id=["d", "b", "c"]),
        frame.drop(columns="name"),
        moved,
        frame.set_crs(4548, allow_override=True),
    )
    symbol = Symbol(Text("缺口", "Gap"), "#d62728")
    keys = []
    for each in (frame, *others):
        part = EvidencePart(Text("未覆盖", "Not covered"), "Point", symbol, each)
        keys.append(publisher.publish(Evidence(Text("覆盖", "Coverage"), (part,)), "zh"))
    assert keys[1] == keys[0]
    assert len(set(keys)) == 6
    shown = [get(app, f"/gis/evidence/{key}.json").json()["parts"][0] for key in keys]
    assert [len(each["features"]) for each in shown] == [1] * 7  # what has no place is not drawn
    assert [each["features"][0]["properties"].get("n") for each in shown] == [
        *("1", "1", "4", "1", None, "1", "1")
    ]


def test_a_link_shows_nothing_on_behalf_of_a_visit(
    toy_dir: Path, publisher: Publisher, tmp_path: Path
) -> None:
    """Whoever is led to an address with the number of somebody else's visit lends it nothing."""
    accounts = Accounts(Ledger(tmp_path / "register.sqlite"))
    told = settings_from({"CHEDUN_PEOPLE": "proxy", "CHEDUN_TRUSTED_PROXIES": "10.0.0.1"})
    who = Who(Means(told, accounts=lambda: accounts))
    app = Starlette(routes=routes(TownSource(toy_dir).town, told, publisher, who))
    visit = who.visits.begin(Shown())
    chief = {"x_remote_user": "chief", "x_remote_role": "reviewer"}

    def visitor() -> str:
        shown = who.visits.shown(visit)
        assert shown is not None
        return who.person(shown).name

    get(app, f"/gis/state.json?visit={visit}", **chief)
    assert visitor() == ""
    get(app, "/gis/state.json", x_chedun_visit=visit, **chief)
    assert visitor() == "chief"


@pytest.fixture
def staged(toy_dir: Path) -> Starlette:
    """Serve a town with one project, planned since 2021 and completed in 2024."""
    (toy_dir / "project_updates.csv").write_text(
        "project_id,date,stage,note_zh,note_en,source,basis,reliability\n"
        "one,2021,planned,,,plan,reported,high\none,2024-05,completed,,,plan,reported,high\n",
        encoding="utf-8",
    )
    return Starlette(routes=routes(TownSource(toy_dir).town, settings_from({}), Publisher()))


@pytest.mark.parametrize(
    ("then", "stage"),
    [("", "completed"), ("2024-05", "completed"), ("2024-04", "planned"), ("2020", None)],
)
def test_layers_and_catalogue_as_of_a_date(staged: Starlette, then: str, stage: str | None) -> None:
    asked = f"?lang=zh&then={then}"
    [one] = get(staged, f"/gis/layers/projects.geojson{asked}").json()["features"]
    assert one["properties"]["c"] == stage
    groups = get(staged, f"/gis/catalogue.json{asked}").json()["groups"]
    entry = next(each for group in groups for each in group["layers"] if each["id"] == "projects")
    used = [value for value, symbol in entry["symbols"].items() if symbol["used"]]
    assert used == [stage or ""]
    assert list(entry["symbols"])[-1] != ""  # of a class that nobody knows


def test_a_layer_has_another_version_at_a_date_when_its_stages_have(staged: Starlette) -> None:
    def versions(then: str) -> dict[str, str]:
        groups = get(staged, f"/gis/catalogue.json?then={then}").json()["groups"]
        return {each["id"]: each["version"] for group in groups for each in group["layers"]}

    now, before = versions(""), versions("2022")
    assert now["projects"] != before["projects"]
    assert now["parks"] == before["parks"]


@pytest.mark.parametrize("then", ["2024-13", "x", "2024-5", "%7B%7B1%7D%7D"])
def test_a_date_that_is_none_is_not_found(staged: Starlette, then: str) -> None:
    for path in ("layers/projects.geojson", "catalogue.json"):
        answer = get(staged, f"/gis/{path}?then={then}")
        assert (answer.status, answer.json()) == (404, {"code": "date_wrong"})
