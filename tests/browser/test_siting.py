"""Ask for two sites, see them, and turn them into a scenario, in a real browser and offline."""

from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import pytest
from playwright.sync_api import expect
from shapely import box

from tests.browser.conftest import STORY_LANGS, Server, Visit

Open = Callable[..., Visit]
WORDS = {
    "zh": ("开始计算", "已证明最优", "转为方案", "候选地", "占用避让地", "条件已改"),
    "en": (
        "Find sites",
        "proven best",
        "Turn into a scenario",
        "Candidates",
        "On excluded land",
        "The question has changed",
    ),
}

FIELDS = ((620_749, 3_429_549, 101), (621_749, 3_429_749, 101), (621_200, 3_429_600, 20))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(CHEDUN_WORKSPACE=str(tmp_path_factory.mktemp("workspace")))
    yield running
    running.stop()


@pytest.mark.parametrize("lang", STORY_LANGS)
def test_two_sites_become_a_scenario_with_the_same_gain(
    town: Server, visit: Open, lang: str
) -> None:
    find, proven, turn, candidates, excluded, stale = WORDS[lang]
    here = visit(1440, 1000)
    page = here.page
    before = here.show(f"{town.url}/siting?lang={lang}", "siting")
    # What may be chosen and what was refused stands on the map before anything is solved.
    legend = here.map.locator(".chedun-evidence")
    expect(legend).to_contain_text(candidates)
    expect(legend).to_contain_text(excluded)
    page.get_by_role("button", name=find).click()
    expect(page.get_by_text(proven)).to_be_visible()
    expect(page.get_by_text(stale)).to_have_count(0)
    share = page.get_by_test_id("stMetricValue").first.inner_text()
    here.wait_shown("siting", other_than=before)
    here.settle()
    # Another question: the answer stays, and is said to be of the one before.
    page.get_by_role("spinbutton", name="选几处" if lang == "zh" else "How many").fill("3")
    page.keyboard.press("Enter")
    expect(page.get_by_text(stale)).to_be_visible()
    page.get_by_role("spinbutton", name="选几处" if lang == "zh" else "How many").fill("2")
    page.keyboard.press("Enter")
    expect(page.get_by_text(stale)).to_have_count(0)
    here.settle()
    page.get_by_role("button", name=turn).click()
    # Straight into the scenario, at the sites, with the gain that was predicted.
    page.wait_for_url("**/scenario**")
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(share)
    here.wait_shown("scenario")
    here.map.locator("body[data-pen*=site-1]").wait_for()
    seen = here.run_in_map(
        """body => {
            const { map, pen } = chedun.explorer;
            const sites = ["site-1", "site-2"].map(id => pen.paths.get(id).getBounds());
            return sites.every(each => map.getBounds().contains(each)) && map.getZoom() > 12.5;
        }"""
    )
    assert seen
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
    expect(page.get_by_text("还不能确定")).to_be_visible()
    here.choose(page.get_by_role("combobox", name="坐标基准"), "WGS")
    expect(page.get_by_text("候选地 2 处")).to_be_visible()
    here.settle()
    page.get_by_role("button", name="开始计算").click()
    expect(page.get_by_text("已证明最优")).to_be_visible()
    expect(page.get_by_text("面积不足 1")).to_be_visible()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    expect(page.get_by_role("button", name="转为方案")).to_be_visible()
    here.wait_shown("siting")
    assert here.outside() == []
    assert here.complaints == []


def test_a_long_search_is_stopped_and_holds_nobody_up(town: Server, visit: Open) -> None:
    one, other = visit(1440, 1000), visit(1440, 1000)
    page = one.page
    page.goto(f"{town.url}/siting?lang=zh")
    at_first = page.get_by_text("候选地 642 处")
    expect(at_first).to_be_visible()
    for label, value in (("候选点间距", "50"), ("选几处", "15"), ("求解时限", "600")):
        one.settle()
        field = page.get_by_role("spinbutton", name=label)
        field.fill(value)
        field.press("Enter")
    expect(at_first).to_be_hidden()
    one.settle()
    page.get_by_role("button", name="开始计算").click()
    stop = page.get_by_role("button", name="停止计算")
    expect(stop).to_be_visible()
    # Meanwhile another planner gets a figure, and the search goes on.
    other.page.goto(f"{town.url}/coverage?lang=zh")
    expect(other.page.get_by_test_id("stMetricValue").first).to_contain_text("77.3")
    expect(stop).to_be_visible()
    stop.click()
    expect(stop).to_be_hidden()
    expect(page.get_by_role("button", name="开始计算")).to_be_enabled()
    expect(page.get_by_test_id("stMetricValue")).to_have_count(0)
    assert one.complaints == []
    assert other.complaints == []


def test_the_page_fits_a_phone(town: Server, visit: Open) -> None:
    here = visit(390, 844)
    here.page.goto(f"{town.url}/siting")
    expect(here.page.get_by_role("button", name="开始计算")).to_be_visible()
    here.wait_until_it_fits()
