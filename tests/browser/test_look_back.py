"""The projects at any date: map, list, filters, card and export follow, for each visitor alone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from chedun_gis.texts import Lang, say
from tests.browser.conftest import STORY_LANGS, Server, Visit

Open = Callable[..., Visit]
# What the shipped files say of the film park: under construction by 2020, in progress by 2023.
PROJECT = "project-film-park-2"
CLASS = f"chedun.explorer.paths.get('projects')?.get('{PROJECT}')?.chedun.c"


def looked_back(here: Visit, server: Server, lang: Lang, then: str) -> None:
    here.page.goto(f"{server.url}/?lang={lang}&project={PROJECT}" + (then and f"&then={then}"))
    here.wait_drawn("projects")
    here.wait_in_map(f"document.body.dataset.then === '{then}'")
    here.settle()


@pytest.mark.parametrize("lang", STORY_LANGS)
def test_all_that_is_seen_is_of_the_date(
    server: Server, visit: Open, tmp_path: Path, lang: Lang
) -> None:
    here, other = visit(), visit()
    looked_back(here, server, lang, "")
    assert here.run_in_map(CLASS) == "in_progress"
    looked_back(other, server, lang, "")

    # The line begins with the first entry; one step back from now is this month, Home the first.
    slider = here.page.get_by_role("slider", name=say("then.title", lang))
    slider.focus()
    slider.press("Home")
    here.settle()
    first = slider.get_attribute("aria-valuetext")
    assert first is not None
    here.wait_in_map(f"document.body.dataset.then === '{first}' && ({CLASS}) === null")
    expect(here.page.locator(".st-key-tool")).to_contain_text(say("then.shown", lang, date=first))
    # Nothing was known of it then: neither a stage nor a line of its history.
    expect(here.page.locator(".card-badge")).to_have_count(0)

    looked_back(here, server, lang, "2022-06")
    here.wait_in_map(f"({CLASS}) === 'under_construction'")
    expect(here.page.locator(".card-badge")).to_have_text(
        {"zh": "建设中", "en": "under construction"}[lang]
    )
    expect(here.page.locator(".card")).not_to_contain_text("2023")
    # The filter is of the stages of then; what it leaves is what the list exports.
    here.choose(here.page.get_by_role("combobox").first, {"zh": "已建成", "en": "completed"}[lang])
    here.page.keyboard.press("Escape")  # the list of choices stays open for more
    file = here.download(say("list.export", lang), tmp_path)
    rows = json.loads(file.read_text())["features"]
    assert {each["properties"]["stage"] for each in rows} == {"completed"}
    assert PROJECT not in {each["properties"]["id"] for each in rows}
    here.wait_in_map(f"document.body.dataset.kept === 'projects {len(rows)}'")

    # Who looks at now sees now, and so does this visitor in another tool.
    assert other.run_in_map(CLASS) == "in_progress"
    here.turn_to("coverage", lang)
    here.wait_in_map(f"document.body.dataset.then === '' && ({CLASS}) === 'in_progress'")
    assert here.complaints == other.complaints == []
    assert here.outside() == []


def test_a_date_that_is_none_shows_the_present(server: Server, visit: Open) -> None:
    here = visit()
    for then in ("2024-13", "soon", "9999-01", "{{7*7}}"):
        here.page.goto(f"{server.url}/?then={then}")
        here.wait_drawn("projects")
        assert here.run_in_map("document.body.dataset.then") == ""
    assert here.complaints == []
