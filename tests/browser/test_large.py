"""A large result on the map: what the window shows of it is there, and what is at hand."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from chedun_gis.texts import say
from tests.browser.conftest import Server, Visit
from tests.browser.drawing import draw_a_park, drawn, rises, share, wait_for_pen
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


def test_a_park_is_drawn_where_thousands_of_homes_are_open(
    visit: Open, toy_with: Callable[..., Path], tmp_path: Path
) -> None:
    folder, space = large_town(toy_with, park_deg=(121.24, 31.004)), tmp_path / "space"
    server = Server(CHEDUN_DATA_DIR=str(folder), CHEDUN_WORKSPACE=str(space))
    try:
        here = visit(1440, 1000)
        page = here.page
        page.goto(f"{server.url}/scenario?lang=zh")
        wait_for_pen(here)
        key = here.wait_shown("scenario")
        assert key.startswith("w")
        # What may be changed is there wherever it lies; of the rest what the window shows.
        assert "p" in (here.map.locator("body").get_attribute("data-pen") or "").split()
        here.run_in_map(
            "() => {chedun.explorer.map.setView([31.005, 121.26], 15, {animate: false})}"
        )
        before = share(page)
        draw_a_park(here, (31.005, 121.26))
        with_park = rises(page, before)
        assert with_park > before
        here.map.locator("body[data-pen*=new-park]").wait_for()
        assert len(drawn(here)) == 1

        # Nearer, and the same park; then it is taken back, and the other one is still there.
        here.run_in_map(
            "() => {chedun.explorer.map.setView([31.005, 121.26], 17, {animate: false})}"
        )
        here.settle()
        assert len(drawn(here)) == 1
        page.get_by_role("button", name=say("scenario.undo", "zh")).click()
        assert rises(page, with_park) == before
        here.wait_in_map("document.body.dataset.pen === 'p'")
        assert here.outside() == []
        assert here.complaints == []
    finally:
        server.stop()
