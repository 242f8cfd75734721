"""Declare what a project adds, finish all that is being built, keep it as a scenario, print it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from chedun_gis.scenario import Scenario, chosen_by, counts_words, outlook
from chedun_gis.texts import Lang, say
from chedun_gis.town import open_town
from tests.browser.conftest import STORY_LANGS, Server, Visit

Open = Callable[..., Visit]
PROJECT = "project-wolly-hotel"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Server]:
    running = Server(CHEDUN_WORKSPACE=str(tmp_path / "space"))
    yield running
    running.stop()


def declared(here: Visit, town: Server, lang: Lang) -> None:
    """Declare on its card that the hotel brings 20 good-neighbour points."""
    page = here.page
    here.open(f"{town.url}/?lang={lang}&project={PROJECT}")
    here.settle()
    page.get_by_role("button", name=say("effect.enter", lang)).click()
    dialog = page.get_by_role("dialog")
    here.settle()
    dialog.get_by_role("button", name=say("entry.save", lang)).click()
    # Without anything said nothing is entered.
    expect(dialog.get_by_test_id("stAlert")).to_be_visible()
    box = dialog.get_by_label(say("effect.indicator", lang), exact=True)
    here.settle()  # what is drawn anew takes what was typed with it
    box.click()
    name = "睦邻点 (个)" if lang == "zh" else "Good-neighbour points (points)"
    box.fill(name)  # the list is long: what is typed finds it
    page.get_by_role("option", name=name).click()
    here.settle()
    dialog.get_by_label(say("effect.amount", lang), exact=True).fill("20")
    source = dialog.get_by_label(say("entry.source", lang), exact=True)
    source.fill("镇政府 2026")
    source.press("Tab")
    here.settle()
    dialog.get_by_role("button", name=say("entry.save", lang)).click()
    card = page.locator(".st-key-card")
    expect(card).to_contain_text(say("effect.title", lang))
    expect(card).to_contain_text("+20 个" if lang == "zh" else "+20 points")
    expect(page.get_by_role("dialog")).to_have_count(0)


def count_line(page: Page, lang: Lang) -> str:
    """Return the line that counts projects and targets."""
    words = "视为完工；" if lang == "zh" else "taken as finished;"
    line = page.locator(".st-key-tool").get_by_text(words).first
    expect(line).to_be_visible()
    return line.inner_text()


@pytest.mark.parametrize("lang", STORY_LANGS)
@pytest.mark.parametrize("width", [1440])
def test_the_story_of_what_is_finished(town: Server, visit: Open, lang: Lang, width: int) -> None:
    here, other = visit(width, 900), visit(1440, 900)
    page = here.page
    # Meanwhile somebody else looks at what is being built.
    other.page.goto(f"{town.url}/score?lang={lang}&finish=building")
    other.wait_shown("score")
    shipped = open_town()
    scenario = Scenario("", "甲", finished=chosen_by(shipped, "building"))
    counts = counts_words(outlook(shipped, scenario), lang)
    assert count_line(other.page, lang) == counts

    declared(here, town, lang)
    page.goto(f"{town.url}/score?lang={lang}")
    as_is = here.wait_shown("score")
    here.settle()
    page.get_by_role("radio", name=say("finish.building", lang), exact=True).click()
    assert count_line(page, lang) == counts
    here.wait_shown("score", other_than=as_is)
    # Both windows say that nothing was declared of four: the hotel is none of them any more.
    for window in (page, other.page):
        silent = window.get_by_text("沃丽酒店" if lang == "zh" else "Wolly hotel")
        expect(silent.locator("visible=true")).to_have_count(0)
    assert "finish=building" in page.url

    # The same as a scenario: kept, shared, opened by another, printed.
    page.get_by_role("button", name=say("finish.open", lang)).click()
    expect(page.get_by_role("heading", name=say("finish.title", lang))).to_be_visible()
    here.settle()
    assert count_line(page, lang) == counts
    page.get_by_text(say("scenario.file", lang)).click()
    page.get_by_role("button", name=say("scenario.save", lang), exact=True).click()
    expect(page.get_by_text("?scenario=s-")).to_be_visible()
    page.wait_for_url("**scenario=s-**")
    other.page.goto(page.url)
    assert count_line(other.page, lang) == counts
    other.settle()
    other.page.get_by_text(say("scenario.compare", lang), exact=True).click()
    other.settle()
    other.page.get_by_role("button", name=say("report.button", lang)).click()
    with other.page.expect_download() as printed:
        other.page.get_by_role("button", name="HTML", exact=False).click()
    paper = Path(printed.value.path()).read_text("utf-8")
    assert counts in paper
    # What was declared a moment ago, and is on paper with how it comes about.
    amount = "+20 个" if lang == "zh" else "+20 points"
    assert say("added.unknown", lang, amount=amount) in paper
    assert here.outside() == other.outside() == []
    assert here.complaints == other.complaints == []
