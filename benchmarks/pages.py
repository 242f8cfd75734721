"""Measure what a planner waits for on the pages of a large town, in a real browser.

    python -m benchmarks.pages [--size smallest|town|district|city]

The parcels and parks of `benchmarks.large` are imported into a workspace of their own; a real
server and a real browser look at them, the network blocked. Seconds by the clock: from the click on
a tool's link until its figures stand there, and until the map shows their places; then another
question on the same page. In a scenario parks are drawn where homes are open: from the last corner
until the figures have changed, the median and the worst of several. The map has been open for a
while before, as somebody's is who reads it. More parcels than are held at once are only asked for
their coverage.
"""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from benchmarks.coverage import PARCELS_AND_PARKS
from benchmarks.large import command, run, written
from benchmarks.map import WINDOW, served
from chedun_gis.texts import say
from tests.browser.conftest import OFFLINE, Visit
from tests.browser.drawing import draw_a_park, wait_for_pen

_PATIENCE_MS = 600_000
_READING_S = 15
# So many are drawn; a city is not held, and has no scenarios.
_PARKS = {"smallest": 1, "town": 3, "district": 5, "city": 0}
# The middles of the largest places that are open, each a kilometre from those before: where one
# park was drawn the next must not find its homes covered.
_OPEN = """(_, most) => {
    const { map, paths } = chedun.explorer;
    const size = ({ _northEast: a, _southWest: b }) => (a.lat - b.lat) * (a.lng - b.lng);
    const boxes = [...paths.get('evidence').values()]
        .filter((path) => path.getBounds)
        .map((path) => path.getBounds())
        .sort((a, b) => size(b) - size(a));
    const found = [];
    for (const box of boxes) {
        const middle = box.getCenter();
        if (found.every((each) => map.distance(each, middle) > 1_000)) found.push(middle);
    }
    return found.slice(0, most).map(({ lat, lng }) => [lat, lng]);
}"""
_LOOK_AT = """(_, place) => { chedun.explorer.map.setView(place, 16, { animate: false }); }"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", choices=PARCELS_AND_PARKS, default="district")
    size = parser.parse_args().size
    with tempfile.TemporaryDirectory() as folder:
        space = str(Path(folder) / "workspace")
        os.environ["CHEDUN_WORKSPACE"] = space
        for layer, file in written(size, Path(folder)).items():
            run("-m", "chedun_gis", *command(layer, file))
        parcels, parks = PARCELS_AND_PARKS[size]
        print(f"{size}: {parcels:,} parcels, {parks:,} parks")
        with served({"CHEDUN_WORKSPACE": space}) as server, sync_playwright() as playwright:
            options = {"executable_path": os.environ["CHEDUN_BROWSER"]}
            browser = playwright.chromium.launch(**options, args=["--no-sandbox", OFFLINE])
            page = browser.new_page(viewport=WINDOW)
            page.set_default_timeout(_PATIENCE_MS)
            look(Visit(page), server.url, _PARKS[size])
            browser.close()


def look(here: Visit, url: str, parks: int) -> None:
    start = time.perf_counter()
    here.open(f"{url}/?lang=zh", drawn="residential")
    print(f"first map: {time.perf_counter() - start:.2f} s")
    time.sleep(_READING_S)
    figures_s, places_s = opened(here, "coverage")
    print(f"coverage opened: figures {figures_s:.2f} s, places {places_s:.2f} s")
    before, start = figures(here.page), time.perf_counter()
    here.page.get_by_text(say("coverage.by_people", "zh"), exact=True).click()
    here.page.wait_for_function(_OTHER, arg=before)
    print(f"another question: figures {time.perf_counter() - start:.2f} s")
    if not parks:
        return
    figures_s, places_s = opened(here, "scenario")
    wait_for_pen(here)
    print(f"scenario opened: figures {figures_s:.2f} s, places {places_s:.2f} s")
    drawn = [draw(here, place) for place in here.run_in_map(_OPEN, parks)]
    print(f"park drawn: figures {statistics.median(drawn):.2f} s (worst {max(drawn):.2f})")


_OTHER = """before => {
    const shown = [...document.querySelectorAll('[data-testid=stMetricValue]')];
    return shown.length && shown.map((each) => each.innerText).join('|') !== before;
}"""


def figures(page: Page) -> str:
    return "|".join(page.get_by_test_id("stMetricValue").all_inner_texts())


def opened(here: Visit, tool: str) -> tuple[float, float]:
    """Follow the link to a tool; return the seconds to its figures and to their places."""
    links = here.page.locator(".st-key-navigation")
    link = links.get_by_role("link", name=say(f"page.{tool}", "zh"), exact=True)
    start = time.perf_counter()
    link.click()
    here.page.wait_for_url(f"**/{tool}*")
    expect(here.page.get_by_test_id("stMetricValue").first).to_contain_text(
        "%", timeout=_PATIENCE_MS
    )
    figures_s = time.perf_counter() - start
    here.wait_shown(tool)
    places_s = time.perf_counter() - start
    here.settle()
    return figures_s, places_s


def draw(here: Visit, place_deg: tuple[float, float]) -> float:
    """Draw a park around a place; return the seconds until the figures have changed."""
    here.run_in_map(_LOOK_AT, place_deg)
    here.page.wait_for_timeout(1_000)
    before = figures(here.page)
    draw_a_park(here, place_deg)
    start = time.perf_counter()
    here.page.wait_for_function(_OTHER, arg=before)
    waited_s = time.perf_counter() - start
    here.settle()
    return waited_s


if __name__ == "__main__":
    main()
