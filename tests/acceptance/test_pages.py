"""No place and no button is missing, however often pages change and reports are made."""

from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as NotInTime

from chedun_gis.texts import say
from tests.acceptance.reporting import Tell
from tests.browser import test_scenario
from tests.browser.conftest import Server, Visit
from tests.browser.tools import TOOLS, WITHOUT_RESULT

Open = Callable[..., Visit]
CHANGES, REPORTS, STORIES = 500, 30, 20

# Beside these the map shows places only once something is asked for or uploaded.


def turn_to(here: Visit, tool: str) -> None:
    """Change the tool as a visitor does, and wait until all that belongs on the map is there."""
    here.turn_to(tool)
    here.wait_shown(tool, result=tool not in WITHOUT_RESULT, timeout_ms=15_000)


def test_pages_change_without_losing_their_places(server: Server, visit: Open, tell: Tell) -> None:
    here, other = visit(), visit()
    here.page.goto(server.url)
    other.page.goto(f"{server.url}/coverage")
    names, missing = list(TOOLS), Counter[str]()
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
        button.wait_for()
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
