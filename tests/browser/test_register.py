"""Enter status and values on the pages; another window follows by itself and loses nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from chedun_gis.register import Ledger
from chedun_gis.town.installation import ledger_of
from chedun_gis.town.settings import Settings
from tests.browser.conftest import Server, Visit

Open = Callable[..., Visit]
PROJECT = "project-film-park-2"
# The other window follows within this time, without a click; a busy machine takes a little longer.
FOLLOWS_MS = 15_000


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
    view = other.run_in_map("() => String(chedun.explorer.map.getCenter())")
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
        expect(card).to_contain_text("镇重大项目周报，第 12 期", timeout=FOLLOWS_MS)
        expect(card).to_contain_text("2026-10")
        expect(card).to_contain_text("已建成")
    for window in (here, other):
        window.wait_in_map(
            f"chedun.explorer.paths.get('projects')?.get('{PROJECT}')?.chedun.c !== '{before}'"
        )
    assert stage_on_map(other) == "completed"
    expect(typed).to_have_value("华阳")
    assert other.run_in_map("() => String(chedun.explorer.map.getCenter())") == view
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
    form = page.get_by_test_id("stForm")
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
