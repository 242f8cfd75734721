"""The story of a layer of many parcels, drawn from tiles, with the network blocked."""

import re
from collections.abc import Callable, Iterator

import geopandas as gpd
import pytest
from playwright.sync_api import expect

from chedun_gis.town import open_town
from tests.browser.conftest import Server, Visit
from tests.tiled import squares, with_parcels

Open = Callable[..., Visit]
COUNT = 20_000
# The share of the tiles' canvases that is painted, and how many colours there are.
PAINTED = """() => {
    const all = [...document.querySelectorAll("canvas.chedun-tile")];
    const colours = new Set();
    let there = 0, painted = 0;
    for (const canvas of all) {
        const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        for (let at = 0; at < data.length; at += 4) {
            there++;
            if (data[at + 3] < 30) continue;
            painted++;
            colours.add([data[at], data[at + 1], data[at + 2]].map((c) => c >> 5).join());
        }
    }
    return [all.length, painted / there, colours.size];
}"""

# Only the parcels are left on: what lies over them would be clicked before.
ALONE = """(_, [lat, lng]) => {
    const { map, groups } = chedun.explorer;
    for (const [id, group] of groups) if (id !== "residential") group.remove();
    map.setView([lat, lng], 18, { animate: false });
    const at = map.latLngToContainerPoint([lat, lng]);
    return [at.x, at.y];
}"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    space = tmp_path_factory.mktemp("many")
    with_parcels(squares(COUNT), space)
    running = Server(CHEDUN_WORKSPACE=str(space))
    yield running
    running.stop()


def test_many_parcels_are_drawn_and_one_is_clicked(many: Server, visit: Open) -> None:
    draws_and_answers(visit(), many.url, COUNT)


def draws_and_answers(here: Visit, url: str, count: int) -> None:
    """Open the map of so many parcels, look at what is painted, and click one of them."""
    here.open(url, drawn="residential")
    tiles, painted, colours = here.run_in_map(PAINTED)
    assert tiles > 4
    assert painted > 0.03
    assert colours >= 3  # one for each kind
    assert not [url for url in here.requests if "residential.geojson" in url]
    expect(here.map.locator("[data-legend=residential]")).to_contain_text("农村居民点")
    entry = here.run_in_map("chedun.explorer.entries.get('residential')")
    assert (entry["count"], entry["schematic"]) == (count, True)

    number = count // 2 + 71
    here.click_map(*here.run_in_map(ALONE, place_of(number, count)))
    expect(here.page.locator(".card")).to_contain_text(f"地块{number}")
    expect(here.page).to_have_url(re.compile(f"feature=parcel-{number}"))
    here.wait_in_map(f"document.body.dataset.selected === 'residential parcel-{number}'")
    assert here.run_in_map("chedun.explorer.glows.has('selected')")
    assert here.refused == []
    assert here.complaints == []
    assert here.outside() == []


def place_of(number: int, count: int) -> list[float]:
    """Return the middle of a parcel, latitude and longitude in degrees."""
    shape = gpd.GeoSeries([squares(count)[number].centroid], crs=open_town().place.metric_crs)
    found = shape.to_crs(4326).iloc[0]
    return [found.y, found.x]
