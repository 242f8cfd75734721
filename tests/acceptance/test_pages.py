"""No place and no button is missing, however often pages change and reports are made."""

from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as NotInTime

from chedun_gis.texts import say
from tests.acceptance.reporting import Tell
from tests.browser import test_scenario
from tests.browser.conftest import Server, Visit

Open = Callable[..., Visit]
CHANGES, REPORTS, STORIES = 500, 30, 20

# What must be on the map of each page before it counts as drawn; "" for a page without one.
MARKS = {
    "map": "drawn",
    "score": "evidence",
    "coverage": "evidence",
    "bus": "evidence",
    "profile": "evidence",
    "water": "evidence",
    "scenario": "pen",
    "belt": "",
    "siting": "",
    "data": "",
    "import": "",
}
MARKED = """mark => [...document.querySelectorAll('iframe[title*=folium]')].some(f =>
    f.contentDocument?.body?.dataset[mark])"""


def turn_to(here: Visit, name: str) -> None:
    """Change the page as a visitor does, and wait until all that belongs on it is there."""
    page = here.page
    page.get_by_role("link", name=say(f"page.{name}", "zh"), exact=True).click()
    page.wait_for_url(f"**/{'' if name == 'map' else name}?*")
    expect(page.locator("[data-test-script-state=notRunning]")).to_have_count(1)
    if MARKS[name]:
        page.wait_for_function(MARKED, arg=MARKS[name], timeout=15_000)


def test_pages_change_without_losing_their_places(server: Server, visit: Open, tell: Tell) -> None:
    here, other = visit(), visit()
    here.page.goto(server.url)
    other.page.goto(f"{server.url}/coverage")
    names, missing = list(MARKS), Counter[str]()
    for number in range(CHANGES):
        name = names[number * 7 % len(names)]  # 7 and 11 have no divisor: every page, ever again
        try:
            turn_to(here, name)
        except (AssertionError, NotInTime):
            missing[name] += 1
        if number % 10 == 0:
            turn_to(other, names[number % len(names)])
    tell("page changes", CHANGES, missing=sum(missing.values()), beside=CHANGES // 10)
    assert missing == {}
    assert here.complaints == []
    assert other.complaints == []


def make_report(page: Page, place: str, url: str) -> None:
    page.goto(f"{url}/{place}")
    page.get_by_role("button", name=say("report.button", "zh")).first.click()
    for form, start in (("pdf", b"%PDF"), ("html", b"<!doctype html>")):
        button = page.get_by_role("button", name=say(f"report.save.{form}", "zh"))
        button.wait_for(timeout=60_000)
        with page.expect_download() as file:
            button.click()
        assert file.value.path().read_bytes()[:15].lower().startswith(start.lower())


def test_reports_come_whenever_they_are_asked_for(server: Server, visit: Open, tell: Tell) -> None:
    here, other = visit(), visit()
    places = ("score", "profile", "profile?area=belts:belt-beisong")
    for number in range(REPORTS):
        other.page.goto(f"{server.url}/coverage")  # another visitor asks for figures meanwhile
        make_report(here.page, places[number % len(places)], server.url)
    tell("reports made, each as PDF and HTML", REPORTS, missing=0)


@pytest.mark.parametrize("number", range(STORIES))
def test_the_story_of_a_scenario(server: Server, visit: Open, number: int, tell: Tell) -> None:
    # With the comparison and its report; the languages in turn.
    test_scenario.test_the_story_of_a_drawn_park(server, visit, ("zh", "en")[number % 2])
    tell("scenario story", 1)
