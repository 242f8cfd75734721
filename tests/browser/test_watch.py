"""What is to be watched leads from its list to the project on the map, and stands on its card."""

from collections.abc import Callable

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
