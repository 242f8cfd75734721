"""Begin the next plan on its page, in both languages; two at once; see it beside the earlier one.

The plan is invented, and lives here alone.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as NotInTime

from chedun_gis.register import Ledger, PlanEntry
from chedun_gis.texts import Lang, say
from tests.browser.conftest import STORY_LANGS, Server, Visit

Open = Callable[..., Visit]
NAMES = {"zh": "试拟规划", "en": "Trial plan"}


@pytest.fixture
def space(tmp_path: Path) -> Path:
    return tmp_path / "space"


@pytest.fixture
def town(space: Path) -> Iterator[Server]:
    running = Server(CHEDUN_WORKSPACE=str(space))
    yield running
    running.stop()


def workbook(folder: Path, *targets: tuple[str, float | str]) -> Path:
    """Write a workbook of invented targets, with one project that goes on."""
    book = openpyxl.Workbook()
    first = book.active
    first.title = "指标"
    first.append(["编号", "目标值"])
    for each in targets:
        first.append(list(each))
    second = book.create_sheet("项目")
    second.append(["图层", "编号", "目标年份"])
    second.append(["projects", "project-theatre", 2028])
    file = folder / "next.xlsx"
    book.save(file)
    return file


def opened(visit: Open, url: str) -> Visit:
    here = visit()
    here.open(url)
    here.settle()
    return here


def give(here: Visit, file: Path, words: str) -> None:
    """Give a workbook to the page; one that is drawn anew meanwhile does not take it."""
    said = here.page.get_by_test_id("stAlert").filter(has_text=words)
    for _ in range(5):
        here.settle()
        here.page.get_by_test_id("stFileUploader").locator("input").set_input_files(file)
        try:
            said.wait_for(timeout=8_000)
        except NotInTime:
            continue
        here.settle()
        return
    raise AssertionError(words)


def typed(page: Page, lang: Lang) -> None:
    for field, name in (("plans.name_zh", NAMES["zh"]), ("plans.name_en", NAMES["en"])):
        box = page.get_by_label(say(field, lang), exact=True)
        box.fill(name)
        box.press("Tab")


def saved(page: Page, lang: Lang) -> None:
    page.get_by_role("button", name=say("plans.save", lang), exact=True).click()


def told(page: Page, words: str) -> None:
    expect(page.get_by_test_id("stAlert").filter(has_text=words)).to_be_visible()


@pytest.mark.parametrize("lang", STORY_LANGS)
def test_the_next_plan_from_the_page_to_the_scorecard(
    town: Server, visit: Open, space: Path, tmp_path: Path, lang: Lang
) -> None:
    here = opened(visit, f"{town.url}/plans?lang={lang}")
    page = here.page
    expect(page.get_by_label(say("plans.first_year", lang))).to_have_value("2026")
    expect(page.get_by_label(say("plans.base_year", lang))).to_have_value("2025")
    typed(page, lang)
    # What is wrong is named by its row, and what was typed stays.
    wrong = workbook(tmp_path, ("gdp", "many"), ("nothing", 1))
    give(here, wrong, say("plans.upload.wrong", lang, count=8))
    expect(page.get_by_text("· gdp · target")).to_be_visible()
    right = workbook(tmp_path, ("gdp", 6), ("park-500m", 100))
    give(here, right, say("plans.upload.read", lang, indicators=2, projects=1))
    expect(page.get_by_label(say("plans.name_zh", lang), exact=True)).to_have_value(NAMES["zh"])
    saved(page, lang)
    told(page, say("plans.saved", lang, name=NAMES[lang], version="0001"))
    record = Ledger(space / "register.sqlite").record()
    acts = [each.fact for each in record.events if isinstance(each.fact, PlanEntry)]
    assert [(each.plan, each.action, each.version) for each in acts] == [("15", "begun", "0001")]

    # A draft is not the scorecard's own; chosen it is, and the page says whose it is.
    page.goto(f"{town.url}/score?lang={lang}")
    head = page.get_by_role("heading", level=2)
    expect(head.first).to_be_visible()
    page.goto(f"{town.url}/score?lang={lang}&plan=15&beside=14")
    title = say("score.title", lang, plan=NAMES[lang])
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    beside = say("plans.compare.common", lang)
    expect(page.get_by_text(beside, exact=True)).to_be_visible()
    expect(page.get_by_text(say("plans.compare.projects", lang), exact=True)).to_be_visible()


def test_of_two_who_begin_it_at_once_the_second_is_told_and_loses_nothing(
    town: Server, visit: Open
) -> None:
    one, other = (opened(visit, f"{town.url}/plans").page for _ in range(2))
    for page in (one, other):
        typed(page, "zh")
    saved(one, "zh")
    told(one, "0001")
    saved(other, "zh")
    told(other, "15")
    expect(other.get_by_label("中文名称", exact=True)).to_have_value(NAMES["zh"])
    # It is taken back, and the page begins anew.
    one.get_by_role("button", name="撤回", exact=True).click()
    told(one, "已撤回")
