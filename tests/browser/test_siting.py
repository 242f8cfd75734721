"""Ask for two sites, see them, and turn them into a scenario, in a real browser and offline."""

from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import pytest
from playwright.sync_api import expect
from shapely import box

from tests.browser.conftest import Server, Visit

Open = Callable[..., Visit]
WORDS = {
    "zh": ("开始计算", "已证明最优", "转为方案", "已转为方案", "方案"),
    "en": ("Find sites", "proven best", "Turn into a scenario", "Now a scenario", "Scenarios"),
}

FIELDS = ((620_749, 3_429_549, 101), (621_749, 3_429_749, 101), (621_200, 3_429_600, 20))


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
    here.settle()
    page.get_by_role("button", name=turn).click()
    expect(page.get_by_text(turned)).to_be_visible(timeout=30_000)
    page.get_by_role("link", name=scenarios).click()
    page.wait_for_url("**/scenario**")
    # The predicted gain is what the scenario shows.
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(share, timeout=60_000)
    assert here.outside() == []
    assert here.complaints == []


def test_sites_are_chosen_among_land_of_ones_own(town: Server, visit: Open, tmp_path: Path) -> None:
    # Two fields of 101 m and one of 20 m, in the town's metres; the rule of the plan takes all
    # sizes, the page asks for at least 1 ha.
    fields = [box(x, y, x + side, y + side) for x, y, side in FIELDS]
    offered = gpd.GeoDataFrame({"id": ["甲", "乙", "丙"]}, geometry=fields, crs="EPSG:4549")
    offered.to_file(tmp_path / "land.gpkg")
    here = visit(1440, 1000)
    page = here.page
    page.goto(f"{town.url}/siting")
    page.get_by_text("自有用地文件").click()
    expect(page.get_by_text("请上传候选用地文件")).to_be_visible()
    here.upload(tmp_path / "land.gpkg")
    # Fields lie on no reference: whether their datum is shifted must be said.
    expect(page.get_by_text("还不能确定")).to_be_visible(timeout=60_000)
    here.choose(page.get_by_role("combobox", name="坐标基准"), "WGS")
    expect(page.get_by_text("候选地 2 处")).to_be_visible(timeout=60_000)
    here.settle()
    page.get_by_role("button", name="开始计算").click()
    expect(page.get_by_text("已证明最优")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("面积不足 1")).to_be_visible()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    expect(page.get_by_role("button", name="转为方案")).to_be_visible()
    here.map.locator(".chedun-evidence").wait_for()
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
