"""Ask what to survey next, see it on the map, take the order along, in a real browser."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from chedun_gis.texts import Lang, say
from tests.browser.conftest import STORY_LANGS, Server, Visit

Open = Callable[..., Visit]


def filled(order: dict[str, Any]) -> dict[str, Any]:
    """Return an order in which everything was found where it is drawn."""
    for each in order["features"]:
        each["properties"] |= {"surveyed_on": "2026-11-30", "surveyor": "王勘测"}
    return order


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(CHEDUN_WORKSPACE=str(tmp_path_factory.mktemp("workspace")))
    yield running
    running.stop()


@pytest.mark.parametrize("lang", STORY_LANGS)
def test_what_to_survey_stands_on_the_map_and_goes_to_the_field(
    server: Server, visit: Open, lang: Lang, tmp_path: Path
) -> None:
    here = visit(1440, 1000)
    page = here.page
    page.goto(f"{server.url}/survey?lang={lang}&figures=school&budget=3")
    page.get_by_role("button", name=say("survey.ask", lang)).click()
    expect(page.get_by_text(say("survey.steps", lang), exact=True)).to_be_visible()
    head = page.get_by_test_id("stAlert").first.inner_text()
    assert ("先测这" if lang == "zh" else "Survey these") in head
    expect(page.get_by_text(say("survey.certain_means", lang))).to_be_visible()
    here.wait_shown("survey")
    expect(here.map.locator(".chedun-evidence")).to_contain_text(say("survey.places", lang))
    file = here.download(say("survey.download", lang), tmp_path)
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    assert {each["properties"]["surveyor"] for each in features} == {""}
    # Filled in and handed in again, it is shown what it changes before anything is taken in.
    file.write_text(json.dumps(filled(json.loads(file.read_text(encoding="utf-8")))), "utf-8")
    page.get_by_text(say("surveyed.title", lang)).click()
    page.locator("input[type=file]").set_input_files(file)
    counts = say("surveyed.changes", lang)
    expect(page.get_by_role("heading", name=counts)).to_be_visible()
    accept = page.get_by_role("button", name=say("surveyed.accept", lang))
    expect(accept).to_be_visible()
    if lang == "zh":
        here.settle()
        accept.click()
        done = say("surveyed.done", lang, versions="").removesuffix("。")
        expect(page.get_by_text(done)).to_be_visible()
        expect(page.get_by_role("heading", name=counts)).to_be_visible()
        return
    # Other costs: the answer stays, and is said to be of the question before.
    budget = page.get_by_role("spinbutton", name=say("survey.budget", lang))
    budget.fill("4")
    page.keyboard.press("Enter")
    expect(page.get_by_text(say("survey.stale", lang))).to_be_visible()
    budget.fill("3")
    page.keyboard.press("Enter")
    expect(page.get_by_text(say("survey.stale", lang))).to_have_count(0)


def test_the_search_stops_when_it_is_told_to(server: Server, visit: Open) -> None:
    here = visit(1440, 1000)
    page = here.page
    page.goto(f"{server.url}/survey?lang=en&figures=open-parks")
    page.get_by_role("button", name=say("survey.ask", "en")).click()
    stop = page.get_by_role("button", name=say("work.stop", "en"))
    stop.click()
    expect(stop).to_have_count(0)
    expect(page.get_by_text(say("survey.steps", "en"), exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name=say("survey.ask", "en"))).to_be_enabled()
