"""Ask for two sites, see them, and turn them into a scenario, in a real browser and offline."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server, Visit

Open = Callable[..., Visit]
WORDS = {
    "zh": ("开始计算", "已证明最优", "转为方案", "已转为方案", "方案"),
    "en": ("Find sites", "proven best", "Turn into a scenario", "Now a scenario", "Scenarios"),
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(CHEDUN_WORKSPACE=str(tmp_path_factory.mktemp("workspace")))
    yield running
    running.stop()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_sites_become_a_scenario_with_the_same_gain(
    town: Server, visit: Open, lang: str
) -> None:
    find, proven, turn, turned, scenarios = WORDS[lang]
    here = visit(1440, 1000)
    page = here.page
    page.goto(f"{town.url}/siting?lang={lang}")
    page.get_by_role("button", name=find).click()
    expect(page.get_by_text(proven)).to_be_visible(timeout=60_000)
    share = page.get_by_test_id("stMetricValue").first.inner_text()
    here.page.locator("iframe[title*=folium]").wait_for()
    here.map.locator(".chedun-evidence").wait_for()
    page.get_by_role("button", name=turn).click()
    expect(page.get_by_text(turned)).to_be_visible(timeout=30_000)
    page.get_by_role("link", name=scenarios).click()
    page.wait_for_url("**/scenario**")
    # The predicted gain is what the scenario shows.
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(share, timeout=60_000)
    assert here.outside() == []
    assert here.complaints == []


def test_the_page_fits_a_phone(town: Server, visit: Open) -> None:
    here = visit(390, 844)
    here.page.goto(f"{town.url}/siting")
    expect(here.page.get_by_role("button", name="开始计算")).to_be_visible(timeout=60_000)
    overflow = here.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0
