"""axe-core finds no fault in any tool: both languages, light and dark, desk and phone, opened."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from chedun_gis.texts import say
from chedun_gis.town import open_town
from layers import STAGES
from tests.browser.axe import check, open_list
from tests.browser.conftest import ROOT, Server, Visit
from tests.browser.drawing import draw_a_park, wait_for_pen
from tests.browser.tools import DESK, LANGS, PHONE, TOOLS, opened, wait_until_drawn

Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(CHEDUN_WORKSPACE=str(tmp_path_factory.mktemp("workspace")))
    yield running
    running.stop()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("tool", TOOLS)
def test_a_page_has_no_fault_on_a_desk_or_a_phone(
    town: Server, visit: Open, tool: str, lang: str
) -> None:
    here = opened(visit(*DESK), town.url, tool, f"lang={lang}")
    check(here)
    here.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    wait_until_drawn(here)
    check(here, "light")


@pytest.mark.parametrize("stage", STAGES)
def test_the_card_of_a_project_has_none(town: Server, visit: Open, stage: str) -> None:
    projects = open_town().frame("projects")
    [project, *_] = projects.loc[projects["stage"] == stage, "id"]
    here = opened(visit(*DESK), town.url, "map", f"lang=zh&project={project}")
    expect(here.page.locator(".card-badge")).to_have_text(STAGES[stage]["zh"])
    check(here)


def test_a_page_that_says_what_is_wrong_has_none(town: Server, visit: Open) -> None:
    here = opened(visit(*DESK), town.url, "map", "lang=zh&project=none")
    expect(here.page.get_by_test_id("stAlert")).to_be_visible()
    check(here)


def test_the_opened_layer_tree_and_what_the_search_offers_have_none(
    town: Server, visit: Open
) -> None:
    here = opened(visit(*DESK), town.url, "map", "lang=zh")
    here.map.locator(".chedun-button-layers").click()
    expect(here.map.locator("#chedun-layers-list")).to_be_visible()
    here.map.locator(".leaflet-control-geocoder input").fill("公园")
    here.map.locator(".leaflet-control-geocoder-alternatives a").first.wait_for()
    check(here)


def test_opened_rules_and_an_open_list_have_none(town: Server, visit: Open) -> None:
    here = opened(visit(*DESK), town.url, "coverage", "lang=zh")
    for summary in here.page.locator("[data-testid=stExpander] summary").all():
        summary.click()
        here.settle()
    check(here)
    open_list(here, say("coverage.rule", "zh"))
    check(here)


def test_an_open_choice_of_several_has_none(town: Server, visit: Open) -> None:
    here = opened(visit(*DESK), town.url, "bus", "lang=zh")
    open_list(here, say("bus.extra", "zh"))
    check(here)


def test_found_sites_have_none(town: Server, visit: Open) -> None:
    here = opened(visit(*DESK), town.url, "siting", "lang=zh")
    here.page.get_by_text(say("siting.conditions", "zh")).click()
    here.settle()
    here.page.get_by_role("button", name=say("siting.ask", "zh")).click()
    here.page.get_by_role("button", name=say("siting.to_scenario", "zh")).wait_for()
    wait_until_drawn(here)
    check(here)


def test_a_file_that_waits_for_answers_has_none(town: Server, visit: Open) -> None:
    here = opened(visit(*DESK), town.url, "import", "lang=zh")
    here.upload(ROOT / "docs" / "examples" / "survey.zip")
    here.page.get_by_role("button", name="确认导入").wait_for()
    wait_until_drawn(here)
    check(here)


def test_a_scenario_the_question_about_it_and_the_comparison_have_none(
    town: Server, visit: Open
) -> None:
    here = visit(*DESK)
    here.page.goto(f"{town.url}/scenario?lang=zh")
    wait_for_pen(here)
    draw_a_park(here)
    here.page.get_by_text(say("scenario.planned", "zh")).click()
    here.page.get_by_text(say("scenario.file", "zh")).click()
    wait_until_drawn(here)
    check(here)
    here.page.get_by_role("button", name=say("scenario.start", "zh"), exact=True).click()
    dialog = here.page.get_by_role("dialog")
    dialog.wait_for()
    check(here)
    dialog.get_by_role("button", name=say("asking.stay", "zh")).click()
    expect(dialog).to_have_count(0)
    here.page.get_by_text(say("scenario.compare", "zh"), exact=True).click()
    wait_until_drawn(here)
    check(here)
