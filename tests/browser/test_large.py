"""A large result on the map: what the window shows of it is there, and what is at hand."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from chedun_gis.texts import say
from tests.browser.conftest import Server, Visit
from tests.large import large_town

Open = Callable[..., Visit]
COUNT = "chedun.explorer.paths.get('evidence').size"
IDS = "() => [...chedun.explorer.paths.get('evidence').keys()]"
MARKED = "document.body.dataset.marked === 'evidence {}' && chedun.explorer.glows.has('marked')"


def test_a_large_result_follows_the_window(
    visit: Open, toy_with: Callable[..., Path], tmp_path: Path
) -> None:
    folder, space = large_town(toy_with), tmp_path / "space"
    server = Server(CHEDUN_DATA_DIR=str(folder), CHEDUN_WORKSPACE=str(space))
    try:
        here = visit()
        key = here.show(f"{server.url}/coverage?land=residential_land&lang=zh", "coverage")
        assert key.startswith("w")
        some = say("evidence.some", "zh", title="", count="", total="").split("（")[1].split(" ")[0]
        expect(here.map.locator(".chedun-evidence")).to_contain_text(some)
        asked = [each for each in here.requests if f"evidence/{key}.json?window=" in each]
        assert asked

        # Nearer: only what is there, and of it nothing is left out.
        view = "() => {chedun.explorer.map.setView([31.00004, 121.25004], 19, {animate: false})}"
        here.run_in_map(view)
        here.wait_in_map(f"{COUNT} < 200")
        assert "home-0" in here.run_in_map(IDS)

        # A gap that is picked in the table is on the map wherever it lies.
        here.settle()
        table = here.page.locator(".st-key-drawer-open").get_by_test_id("stDataFrame")
        table.scroll_into_view_if_needed()
        box = table.bounding_box()
        assert box is not None
        here.page.mouse.click(box["x"] + 60, box["y"] + 50)
        here.wait_in_map(MARKED.format("gap-1"))
        assert here.outside() == []
        assert here.complaints == []
    finally:
        server.stop()
