"""Large results: the map is sent what its window shows, within a megabyte; kept by bytes."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely
from starlette.applications import Starlette
from starlette.testclient import TestClient

from chedun_gis.analysis import Evidence, EvidencePart, Pen
from chedun_gis.server import windows
from chedun_gis.server.publisher import Publisher
from chedun_gis.server.routes import routes
from chedun_gis.server.windows import Window, WindowedEvidence, window_of
from chedun_gis.town import open_town, settings_from
from layers import Symbol, Text

CRS = "EPSG:4549"
MIDDLE = (621_000.0, 3_431_000.0)
SYMBOL = Symbol(Text("", ""), "#c79a00")


def squares(count: int, *, stem: str, apart_m: float = 20.0) -> gpd.GeoDataFrame:
    """Return squares in rows of 100, each a little larger than the one before."""
    at = np.arange(count)
    west = MIDDLE[0] + apart_m * (at % 100)
    south = MIDDLE[1] + apart_m * (at // 100)
    side = 5 + at / count
    shapes = shapely.box(west, south, west + side, south + side)
    return gpd.GeoDataFrame({"id": [f"{stem}{n}" for n in at]}, geometry=shapes, crs=CRS)


def evidence(*frames: gpd.GeoDataFrame, name: str = "") -> Evidence:
    parts = [EvidencePart(Text("住宅", "Homes"), "Polygon", SYMBOL, each) for each in frames]
    return Evidence(Text("覆盖", "Coverage"), tuple(parts), name=name)


def window_deg(frame: gpd.GeoDataFrame) -> Window:
    west, south, east, north = frame.to_crs(4326).total_bounds
    return west, south, east, north


def ids(content: bytes | None, part: int = 0) -> list[str]:
    assert content is not None
    return [each["id"] for each in json.loads(content)["parts"][part]["features"]]


def test_a_small_result_is_sent_whole() -> None:
    published = Publisher()
    key = published.publish(evidence(squares(20, stem="a")), "en")
    assert not key.startswith("w")
    assert len(ids(published.content(key, (0, 0, 1, 1)))) == 20


def test_what_a_pen_may_change_is_sent_whole_beside_the_window() -> None:
    frame, parks = squares(windows.MOST_WRITTEN, stem="a"), squares(50, stem="park")
    published = Publisher()

    def keys(done: int, drawn: int) -> tuple[str, list[str]]:
        places = evidence(frame)
        title = Text("公园", "Parks")
        more = (parks, squares(drawn, stem="new"))
        edited = tuple(EvidencePart(title, "Polygon", SYMBOL, each, "parks") for each in more)
        both = replace(places, parts=(*places.parts, *edited), pen=Pen("parks", "token", done))
        key = published.publish(both, "en")
        found = published.content(key, window_deg(frame.iloc[[205]]))
        assert found is not None
        told = json.loads(found)
        assert told["pen"]["done"] == done
        assert [len(each.get("features", [])) for each in told["parts"]] == [1, 0, 0]
        return key, [each["key"] for each in told["parts"][1:]]

    first, (old, new) = keys(1, 1)
    assert first.startswith("w")
    content = published.content(old)
    assert content is not None
    assert len(json.loads(content)["features"]) == 50
    # Another park was drawn: the others have the key that they had.
    second, (same, other) = keys(2, 2)
    assert (second != first, same, other != new) == (True, old, True)


def test_of_a_large_one_the_window_is_sent() -> None:
    frame = squares(4_000, stem="a")
    published = Publisher()
    key = published.publish(evidence(frame), "en")
    near = frame.iloc[[205, 206]]
    found = published.content(key, window_deg(near))
    assert sorted(ids(found)) == ["a205", "a206"]
    assert found is not None
    (part,) = json.loads(found)["parts"]
    assert part["title"] == "Homes (2 of 4,000 shown here)"
    # Wherever it lies, what is at hand is there.
    assert sorted(ids(published.content(key, window_deg(near), "a3999"))) == [
        "a205",
        "a206",
        "a3999",
    ]
    assert not ids(published.content(key, (0, 0, 1, 1)))


def test_the_largest_come_first_within_the_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = squares(10, stem="top"), squares(4_000, stem="a")
    monkeypatch.setattr(windows, "_AT_ONCE", 50)
    monkeypatch.setattr(windows, "_MOST_BYTES", 60_000)
    published = Publisher()
    content = published.content(published.publish(evidence(many, few), "en"))
    assert content is not None
    assert len(content) < 62_000
    assert len(ids(content, 1)) == 10
    shown = ids(content)
    assert 50 <= len(shown) < 4_000
    assert set(shown) == {f"a{at}" for at in range(4_000 - len(shown), 4_000)}


def test_a_first_view_is_less_than_a_megabyte() -> None:
    frames = [squares(20_000, stem=stem) for stem in ("homes", "gaps", "parks")]
    published = Publisher()
    content = published.content(published.publish(evidence(*frames), "zh"))
    assert content is not None
    assert 500_000 < len(content) < 1_000_000


def test_what_is_known_by_name_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    frame, published = squares(4_000, stem="a"), Publisher()
    first = published.publish(evidence(frame, name="state 1"), "en")
    monkeypatch.setattr(WindowedEvidence, "__init__", None)
    assert published.publish(evidence(frame, name="state 1"), "en") == first


def test_the_oldest_goes_when_the_bytes_are_full() -> None:
    published = Publisher(most_bytes=30_000)
    keys = [published.publish(evidence(squares(40, stem=f"{n}-")), "en") for n in range(5)]
    kept = [published.content(key) is not None for key in keys]
    assert kept[-1]
    assert not kept[0]
    assert sum(len(published.content(key) or b"") for key in keys) <= 30_000


def test_two_visitors_see_the_same_at_once() -> None:
    frame, published = squares(4_000, stem="a"), Publisher()
    boxes = [window_deg(frame.iloc[[row]]) for row in range(0, 4_000, 200)]

    def look(_: int) -> list[list[str]]:
        key = published.publish(evidence(frame), "zh")
        return [ids(published.content(key, box)) for box in boxes]

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(look, range(2))
    assert one == other == [[f"a{row}"] for row in range(0, 4_000, 200)]


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "3,0,1,1", "0,0,nan,1", "0,0,inf,1"])
def test_what_is_no_window_is_none(text: str) -> None:
    assert window_of(text) is None
    assert window_of("121,30.5,121.5,31") == (121.0, 30.5, 121.5, 31.0)


def test_the_route_takes_a_window() -> None:
    frame, published = squares(4_000, stem="a"), Publisher()
    key = published.publish(evidence(frame), "en")
    app = Starlette(routes=routes(open_town, settings_from({}), published))
    box = ",".join(f"{each:.6f}" for each in window_deg(frame.iloc[[7]]))
    with TestClient(app) as client:
        found = client.get(f"/gis/evidence/{key}.json?window={box}&mark=a9")
        assert [each["id"] for each in found.json()["parts"][0]["features"]] == ["a7", "a9"]
        assert client.get("/gis/evidence/wnone.json").status_code == 404
