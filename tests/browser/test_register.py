"""Enter status and values on the pages; another window follows by itself and loses nothing."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from chedun_gis.register import Ledger
from chedun_gis.town import SHIPPED, Workspace
from chedun_gis.town.installation import ledger_of
from chedun_gis.town.settings import DATA_DIR, Settings
from layers import LAYERS
from tests.browser.conftest import Server, Visit
from tests.people import ALONE

Open = Callable[..., Visit]
PROJECT = "project-film-park-2"
VIEW = "() => String(chedun.explorer.map.getCenter()) + chedun.explorer.map.getZoom()"
WORDS = "correct horse battery"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "space"


@pytest.fixture
def town(workspace: Path) -> Iterator[Server]:
    running = Server(CHEDUN_WORKSPACE=str(workspace))
    yield running
    running.stop()


def stage_on_map(here: Visit) -> str:
    """Return the class by which the map draws the project."""
    found = here.run_in_map(
        "(body, id) => chedun.explorer.paths.get('projects')?.get(id)?.chedun.c ?? ''", PROJECT
    )
    return str(found)


def resting_view(here: Visit) -> str:
    """Return where the map looks once it has come to rest."""
    before = ""
    while (now := str(here.run_in_map(VIEW))) != before:
        before = now
        here.page.wait_for_timeout(500)
    return now


def opened(visit: Open, url: str, **size: int) -> Visit:
    here = visit(**size)
    here.open(url)
    here.settle()
    return here


def fill(page: Page, label: str, text: str) -> None:
    page.get_by_role("dialog").get_by_label(label, exact=True).fill(text)


def test_a_project_is_updated_from_its_card_and_the_other_window_follows(
    town: Server, visit: Open, workspace: Path
) -> None:
    link = f"{town.url}/?project={PROJECT}"
    here, other = opened(visit, link), opened(visit, link)
    page, theirs = here.page, other.page
    expect(page.locator(".st-key-card")).to_contain_text("推进中")
    expect(theirs.locator(".st-key-card")).to_contain_text("推进中")
    before = stage_on_map(other)
    view = resting_view(other)
    # What the other one is typing stays, though the page around it is drawn anew.
    typed = theirs.get_by_test_id("stTextInput").locator("input").first
    typed.press_sequentially("华阳")

    page.get_by_role("button", name="更新进展").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("更新进展：上海影视乐园二期")
    dialog.get_by_role("button", name="记入登记簿").click()
    # Without a source nothing is entered, and what was filled in stays.
    expect(dialog).to_contain_text("请填写来源。")
    fill(page, "来源（必填）", "镇重大项目周报，第 12 期")
    fill(page, "日期（年、年-月或年-月-日）", "2026-13")
    dialog.get_by_role("button", name="记入登记簿").click()
    expect(dialog).to_contain_text("2026-13")
    expect(dialog.get_by_label("来源（必填）")).to_have_value("镇重大项目周报，第 12 期")
    fill(page, "日期（年、年-月或年-月-日）", "2026-10")
    here.choose(dialog.get_by_label("阶段", exact=True), "已建成")
    dialog.get_by_role("button", name="记入登记簿").click()
    expect(page.locator(".st-key-card")).to_contain_text("已记入第")
    expect(page.get_by_role("dialog")).to_have_count(0)
    for window in (page, theirs):
        card = window.locator(".st-key-card")
        expect(card).to_contain_text("镇重大项目周报，第 12 期")
        expect(card).to_contain_text("2026-10")
        expect(card).to_contain_text("已建成")
    for window in (here, other):
        window.wait_in_map(
            f"chedun.explorer.paths.get('projects')?.get('{PROJECT}')?.chedun.c !== '{before}'"
        )
    assert stage_on_map(other) == "completed"
    expect(typed).to_have_value("华阳")
    assert resting_view(other) == view
    ledger: Ledger = ledger_of(Settings(workspace=str(workspace)))
    assert ledger.verify() is None
    assert here.complaints == other.complaints == []


def test_a_value_is_entered_on_the_scorecard(town: Server, visit: Open) -> None:
    here = visit()
    page = here.page
    page.goto(f"{town.url}/score?indicator=gdp")
    here.wait_shown("score", result=False)
    here.settle()
    page.get_by_text("记入年度数值：地区生产总值年均增速").click()
    form = page.get_by_test_id("stForm").filter(has=page.get_by_label("数值（%）"))
    form.get_by_role("button", name="记入登记簿").wait_for()
    here.settle()  # what opens moves, and a button that moves under the pointer is not pressed
    form.get_by_label("数值（%）").fill("6.1")
    form.get_by_role("button", name="记入登记簿").click()
    expect(form).to_contain_text("请填写来源。")
    expect(form.get_by_label("数值（%）")).to_have_value("6.1")
    form.get_by_label("来源（必填）").fill("松江统计年鉴")
    form.get_by_role("button", name="记入登记簿").click()
    expect(page.get_by_text("已记入第")).to_be_visible()
    # One year of five decides nothing yet.
    expect(page.get_by_test_id("stMetricValue").filter(has_text="6.1%")).to_be_visible()
    expect(page.locator(".st-key-tool")).to_contain_text("年份不全")
    assert here.complaints == []


def test_samples_of_water_are_kept_after_a_look(town: Server, visit: Open, tmp_path: Path) -> None:
    file = tmp_path / "results.csv"
    # COD 45 is worse than class Ⅴ (40).
    file.write_text("station,kind,date,target,COD\nriver-r01-1,river,2025-03-01,Ⅳ,45\n")
    here, other = visit(), visit()
    for each in (here, other):
        each.page.goto(f"{town.url}/water")
        each.wait_shown("water")
        each.settle()
    page = here.page
    page.get_by_text("上传监测结果（CSV）").first.click()
    here.upload(file)
    keep = page.get_by_role("button", name="留存这 1 个样品")
    keep.click()
    expect(page.locator(".st-key-tool")).to_contain_text("请填写来源。")
    page.get_by_label("来源（必填）").fill("区监测站 2025 年 3 月月报")
    page.get_by_label("来源（必填）").press("Tab")
    here.settle()
    keep.click()
    expect(page.get_by_text("1 个样品已记入登记簿")).to_be_visible()
    # It counts as the town's own, here, in the other window and after the page is loaded again.
    for each in (here, other):
        expect(each.map.locator(".chedun-evidence")).to_contain_text("劣Ⅴ类")
    page.reload()
    here.wait_shown("water")
    expect(here.map.locator(".chedun-evidence")).to_contain_text("劣Ⅴ类")
    assert here.complaints == other.complaints == []


def test_a_layer_that_was_imported_elsewhere_is_drawn_anew(
    town: Server, visit: Open, workspace: Path
) -> None:
    here = opened(visit, town.url)
    here.wait_drawn("parks")
    mark = "() => (document.body.dataset.mark ??= String(Math.random()))"
    marked, view = here.run_in_map(mark), resting_view(here)
    count = "() => chedun.explorer.paths.get('parks').size"
    before = here.run_in_map(count)

    text = (DATA_DIR / "parks.geojson").read_text(encoding="utf-8")
    content = json.loads(text)
    content["features"] = content["features"][:3]
    space = Workspace(workspace)
    version = space.accept(LAYERS["parks"], json.dumps(content).encode(), {}, by=ALONE)
    here.wait_in_map("chedun.explorer.paths.get('parks')?.size === 3")
    # On the map, in the list of layers and behind the layer's reach alike.
    here.wait_in_map("chedun.explorer.groups.get('parks').getLayers().length === 3")
    here.wait_in_map("chedun.explorer.entries.get('parks').count === 3")
    space.restore(LAYERS["parks"], SHIPPED, by=ALONE)
    here.wait_in_map(f"chedun.explorer.paths.get('parks')?.size === {before}")
    assert version == "0001"
    assert resting_view(here) == view
    assert here.run_in_map(mark) == marked  # the same map all the while
    assert here.complaints == []


def signed_in(here: Visit, url: str, name: str) -> None:
    """Sign in on our page, and come back to the map."""
    page = here.page
    page.goto(f"{url}/account")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(WORDS)
    page.get_by_role("button", name="登录").click()
    here.wait_drawn("projects")
    here.settle()
    expect(page.locator(".account-link")).to_contain_text(name)


def test_who_comes_from_elsewhere_may_look_only(visit: Open, workspace: Path) -> None:
    running = Server(CHEDUN_WORKSPACE=str(workspace), STREAMLIT_SERVER_ADDRESS="0.0.0.0")  # noqa: S104
    try:
        here = opened(visit, f"{running.url}/?project={PROJECT}")
        expect(here.page.locator(".st-key-card")).to_contain_text("推进中")
        assert here.page.get_by_role("button", name="更新进展").count() == 0
        here.page.goto(f"{running.url}/score?indicator=gdp")
        here.wait_shown("score", result=False)
        here.settle()
        assert here.page.get_by_text("记入年度数值").count() == 0
    finally:
        running.stop()
