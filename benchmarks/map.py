"""Measure what a planner waits for on the map: the first picture, and a click until its card.

    python -m benchmarks.map [--size smallest|town|district]

A real server and a real browser, the network
blocked; medians of several rounds. "Cold" counts from the start of the process, "warm" from the
opening of the page in a process that has already drawn one, by a browser that has nothing cached;
"next visit" by the same browser again.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from chedun_gis.town.settings import DATA_DIR
from tests.browser.conftest import OFFLINE, Server

# Projects, and how often each wait is measured.
_SIZES = {"smallest": (100, 1), "town": (1_000, 5), "district": (10_000, 5)}
_COLD_ROUNDS = 3  # a start takes long
WINDOW: ViewportSize = {"width": 1440, "height": 900}
_DRAWN = """() => [...document.querySelectorAll('iframe[title*=folium]')].some(f =>
    (f.contentDocument?.body?.dataset.drawn || '').split(' ').includes('projects'))"""


def with_projects(count: int, folder: Path) -> None:
    """Copy the shipped data, its projects repeated over the town until there are `count`."""
    shutil.copytree(DATA_DIR, folder, dirs_exist_ok=True)
    path = folder / "projects.geojson"
    content = json.loads(path.read_text(encoding="utf-8"))
    kinds, rng = content["features"], random.Random(1)
    content["features"] = []
    for i in range(count):
        one = json.loads(json.dumps(kinds[i % len(kinds)]))
        one["id"] = one["properties"]["id"] = f"many-{i}"
        place = [round(rng.uniform(121.235, 121.325), 6), round(rng.uniform(30.965, 31.04), 6)]
        one["geometry"] = {"type": "Point", "coordinates": place}
        content["features"].append(one)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


@contextmanager
def served(environment: dict[str, str]) -> Iterator[Server]:
    """Run a server that ends with the block, however that ends."""
    server = Server(**environment)
    try:
        yield server
    finally:
        server.stop()


def first_map(page: Page, url: str) -> None:
    """Open the page and wait until the projects are drawn."""
    page.goto(url)
    page.wait_for_selector("iframe[title*=folium]")
    page.wait_for_function(_DRAWN, polling=20)


def click_to_card(page: Page) -> float:
    """Click a project that was not selected before; return the seconds until its card shows."""
    frame = next(each for each in page.frames if "streamlit_folium" in each.url)
    name, x, y = frame.evaluate(
        """() => {
            const {map, paths, selected} = chedun.explorer;
            const all = [...paths.get('projects').values()].filter(p => p._map);
            const free = all.filter(p => p.chedun.id !== selected?.[1]);
            // One that no other covers: a click goes to the topmost.
            const apart = (one, other) => map.distance(one.getLatLng(), other.getLatLng());
            const alone = p => all.every(o => o === p || apart(o, p) > 20);
            let path;
            do path = free[Math.floor(Math.random() * free.length)]; while (!alone(path));
            map.setView(path.getLatLng(), 18, {animate: false});
            const at = map.latLngToContainerPoint(path.getLatLng());
            return [path.chedun.id, at.x, at.y];
        }"""
    )
    page.wait_for_timeout(700)
    box = page.locator("iframe[title*=folium]").bounding_box()
    assert box is not None  # noqa: S101 - the map has just been drawn
    start = time.perf_counter()
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.wait_for_function(
        "id => new URL(location).searchParams.get('project') === id"
        " && document.querySelector('.card h3')",
        arg=name,
        polling=10,
    )
    return time.perf_counter() - start


def visits(browser: Browser, url: str, rounds: int) -> tuple[list[float], list[float]]:
    """Return the seconds until the map of first and of next visits to a warm server."""
    first, again = [], []
    for _ in range(rounds):
        visitor = browser.new_context(viewport=WINDOW)
        for times in (first, again):
            tab = visitor.new_page()
            start = time.perf_counter()
            first_map(tab, url)
            times.append(time.perf_counter() - start)
            tab.close()
        visitor.close()
    return first, again


def measure(browser: Browser, data_dir: Path | None, rounds: int) -> dict[str, float]:
    """Return the medians of one size of data, in seconds; the last server started stays a while."""
    environment = {"CHEDUN_DATA_DIR": str(data_dir)} if data_dir else {}
    cold, warm, again, click = [], [], [], []
    for left in reversed(range(min(rounds, _COLD_ROUNDS))):
        start = time.perf_counter()
        with served(environment) as server:
            page = browser.new_page(viewport=WINDOW)
            first_map(page, server.url)
            cold.append(time.perf_counter() - start)
            if not left:
                warm, again = visits(browser, server.url, rounds)
                click = [click_to_card(page) for _ in range(2 * rounds)]
            page.close()
    return {
        "first map, cold": statistics.median(cold),
        "first map, warm": statistics.median(warm),
        "the same, next visit": statistics.median(again),
        "click to card": statistics.median(click),
        "click to card, worst": max(click),
    }


def main() -> None:
    """Measure the shipped data and the larger one, and print both."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", choices=_SIZES, default="district")
    many, rounds = _SIZES[parser.parse_args().size]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHEDUN_BROWSER"], args=["--no-sandbox", OFFLINE]
        )
        with_projects(many, Path(folder))
        shipped, larger = (measure(browser, data, rounds) for data in (None, Path(folder)))
        browser.close()
    print(f"{'seconds':24}{'shipped data':>14}{f'{many:,} projects':>18}")
    for name, value in shipped.items():
        print(f"{name:24}{value:14.2f}{larger[name]:18.2f}")


if __name__ == "__main__":
    main()
