"""What goes wrong between server and map is made good by itself, and said when it is not."""

import os
import signal
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Server, Visit, pytest_runtest_makereport

Open = Callable[..., Visit]
HIDDEN = """
document.addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('style');
    style.id = 'hidden';
    style.textContent = 'iframe[title*=folium] { display: none !important }';
    document.head.append(style);
});
"""


@pytest.mark.parametrize("what", ["catalogue", "layers/town_boundary", "evidence/"])
def test_a_fetch_that_fails_is_tried_again(server: Server, visit: Open, what: str) -> None:
    here = visit()
    failed: list[str] = []

    def fail_once(route: Route) -> None:
        if failed:
            route.continue_()
        else:
            failed.append(route.request.url)
            route.abort()

    here.page.route(f"**/gis/{what}*", fail_once)
    here.show(f"{server.url}/coverage", "coverage")
    here.wait_drawn("town_boundary")
    assert len(failed) == 1
    # What was said of the failure is gone with it.
    expect(here.map.locator(".chedun-warning")).to_have_count(0)


def test_a_fetch_that_goes_on_failing_is_said_and_holds_up_nothing_else(
    server: Server, visit: Open
) -> None:
    here = visit()
    here.page.route("**/gis/layers/roads.geojson*", lambda route: route.abort())
    here.show(f"{server.url}/coverage", "coverage")
    here.wait_drawn("town_boundary")
    expect(here.map.locator(".chedun-warning")).to_contain_text("道路")
    here.page.unroute("**/gis/layers/roads.geojson*")
    here.wait_drawn("roads")
    expect(here.map.locator(".chedun-warning")).to_have_count(0)


def test_a_map_that_starts_without_a_size_comes_when_it_has_one(
    server: Server, visit: Open
) -> None:
    here = visit()
    here.page.add_init_script(HIDDEN)
    here.page.goto(f"{server.url}/coverage")
    here.wait_in_map("window.chedun?.explorer")
    here.settle()
    assert here.map.locator("body").get_attribute("data-shown") is None
    here.page.evaluate("document.getElementById('hidden').remove()")
    here.wait_shown("coverage")
    here.wait_drawn("town_boundary")
    assert here.complaints == []


def test_a_test_whose_server_died_says_so(request: pytest.FixtureRequest) -> None:
    running = Server()
    try:
        os.kill(running.process.pid, signal.SIGSEGV)
        running.process.wait(20)
        failure: Any = SimpleNamespace(
            failed=True, when="call", longrepr="connection refused", sections=[]
        )
        hook = pytest_runtest_makereport(request.node)
        next(hook)
        with pytest.raises(StopIteration) as done:
            hook.send(failure)
        words = done.value.value.longrepr
        assert words.startswith(f"the server at {running.url} died of SIGSEGV")
        assert "Fatal Python error: Segmentation fault" in words
        assert "Current thread" in words or "Thread 0x" in words
        assert words.endswith("connection refused")
    finally:
        running.stop()
