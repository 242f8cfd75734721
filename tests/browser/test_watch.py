"""What is to be watched leads from its list to the project on the map, and stands on its card."""

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Server, Visit

Open = Callable[..., Visit]


def test_an_overdue_project_is_found_from_the_list(server: Server, visit: Open) -> None:
    here = visit()
    page = here.page
    page.goto(f"{server.url}/score?indicator=gdp")
    here.wait_shown("score", result=False)
    here.settle()
    # Twelve of the shipped town's projects were to be done by 2025 and are not.
    page.get_by_text("预警：逾期 12").click()
    table = page.locator(".st-key-tool").get_by_test_id("stDataFrame").first
    table.wait_for()
    here.settle()  # what opens moves
    table.click(position={"x": 150, "y": 55})
    card = page.locator(".st-key-card")
    expect(card).to_contain_text("社区公园一")
    expect(card).to_contain_text("逾期")
    expect(card).to_contain_text("目标 2025 年，现为“规划”")
    assert here.complaints == []


def test_what_fell_behind_since_the_last_look_is_marked(visit: Open, tmp_path: Path) -> None:
    running = Server(CHEDUN_WORKSPACE=str(tmp_path))
    try:
        here, other = visit(), visit()
        for each in (here, other):
            each.page.goto(f"{running.url}/score?indicator=gdp")
            each.wait_shown("score", result=False)
            each.settle()
            expect(each.page.get_by_text("预警：")).not_to_contain_text("新增")
        age(tmp_path / "looks", without="project-community-park-1")
        here.page.reload()
        here.wait_shown("score", result=False)
        here.settle()
        listed = here.page.get_by_text("预警：")  # overdue, and without an entry for a year
        expect(listed).to_contain_text("（自上次查看 2026-01-02 以来新增 2 项）")
        here.page.goto(f"{running.url}/?project=project-community-park-1")
        expect(here.page.locator(".st-key-card")).to_contain_text("逾期（新增）")
        here.page.goto(f"{running.url}/?project=project-community-park-2")
        card = here.page.locator(".st-key-card")
        expect(card).to_contain_text("社区公园二")
        expect(card).to_contain_text("逾期")
        expect(card).not_to_contain_text("新增）")
        assert here.complaints == other.complaints == []
    finally:
        running.stop()


def age(looks: Path, *, without: str) -> None:
    """Let the looks be of a day long past, on which one thing was not yet to be watched."""
    files = list(looks.iterdir())
    assert len(files) == 2  # each visitor has looks of their own
    for file in files:
        [told] = json.loads(file.read_text(encoding="utf-8"))
        told["day"] = "2026-01-02"
        told["seen"] = [each for each in told["seen"] if each[2] != without]
        file.write_text(json.dumps([told]), encoding="utf-8")
