"""The frame around every tool: one map that stays, a link that says what is seen, Back, Forward."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from chedun_gis.texts import Lang, say
from chedun_gis.views.shared.tools import TOOLS
from tests.browser.conftest import STORY_LANGS, Server, Visit

Open = Callable[..., Visit]
# What has places of its own on the map as soon as it is opened.
RESULTS = {"score", "coverage", "bus", "belt", "profile", "water", "scenario", "siting"}


def turn_to(here: Visit, tool: str, lang: Lang = "zh") -> None:
    """Change the tool as a visitor does, and wait until its places are on the map."""
    here.page.get_by_role("link", name=say(f"page.{tool}", lang), exact=True).click()
    shows(here, tool)


def shows(here: Visit, tool: str) -> None:
    here.page.wait_for_function(
        """([tool, places]) => {
            const [frame] = document.querySelectorAll("iframe[title*=folium]");
            const shown = frame?.contentDocument?.body?.dataset.shown?.split(" ");
            return shown?.[0] === tool && (!places || shown.length > 1);
        }""",
        arg=[tool, tool in RESULTS],
    )
    expect(here.page.locator("[data-test-script-state=notRunning]")).to_have_count(1)


def link(here: Visit) -> dict[str, str]:
    found = parse_qs(urlsplit(here.page.url).query)
    return {name: value for name, [value] in found.items()}


def on(here: Visit) -> set[str]:
    return set(here.run_in_map("() => [...chedun.explorer.on()]"))


@pytest.mark.parametrize("lang", STORY_LANGS)
def test_the_map_is_never_mounted_anew(server: Server, visit: Open, lang: Lang) -> None:
    here = visit(1440, 900)
    here.open(f"{server.url}/?lang={lang}")
    here.run_in_map("() => { window.mark = 'kept' }")
    for tool in (*TOOLS, *reversed(TOOLS)):
        turn_to(here, tool, lang)
    other: Lang = "en" if lang == "zh" else "zh"
    here.page.get_by_role("button", name=say("app.other_language", lang)).click()
    expect(here.page.get_by_role("link", name=say("page.coverage", other))).to_be_visible()
    here.wait_in_map(f"document.documentElement.lang.startsWith('{other}')")
    here.page.get_by_role("combobox", name=say("list.stage", other)).click()
    here.page.get_by_role("option").nth(1).click()
    here.wait_in_map("document.body.dataset.kept")
    assert here.run_in_map("() => window.mark") == "kept"
    assert len(here.page.query_selector_all("iframe[title*=folium]")) == 1
    assert here.complaints == []
    assert here.outside() == []


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768)])
def test_the_map_has_its_room(server: Server, visit: Open, width: int, height: int) -> None:
    here = visit(width, height)
    here.open(server.url)
    for tool in TOOLS:
        turn_to(here, tool)
        box = here.page.locator("iframe[title*=folium]").bounding_box()
        assert box is not None
        drawer = here.page.locator("[class*=st-key-drawer-]").count() > 0
        assert box["x"] == 0
        assert box["width"] >= 0.6 * width
        assert box["height"] >= (0.5 if drawer else 0.9) * height
        # Nothing but the tool's own panel scrolls.
        assert here.page.evaluate("document.scrollingElement.scrollHeight") <= height


def test_a_tool_puts_back_the_layers_that_it_changed(server: Server, visit: Open) -> None:
    here = visit(1440, 900)
    here.open(server.url)
    own = on(here)
    turn_to(here, "coverage")
    assert on(here) == set(TOOLS["coverage"].layers)
    turn_to(here, "bus")
    assert "bus_stops" in on(here)
    turn_to(here, "map")
    assert on(here) == own


def test_view_and_selection_stay_when_the_tool_changes(server: Server, visit: Open) -> None:
    here = visit(1440, 900)
    here.open(f"{server.url}/?lang=zh")
    here.click_feature("projects", "project-haopu")
    expect(here.page.locator(".card")).to_be_visible()
    view = "() => { const {lat, lng} = chedun.explorer.map.getCenter();"
    view += " return [lat, lng, chedun.explorer.map.getZoom()]; }"
    before = here.run_in_map(view)
    turn_to(here, "data")
    turn_to(here, "import")
    assert here.run_in_map(view) == before
    expect(here.page.locator(".card")).to_be_visible()
    assert link(here)["project"] == "project-haopu"


def test_back_and_forward_step_through_selections_and_tools(server: Server, visit: Open) -> None:
    here = visit(1440, 900)
    here.open(f"{server.url}/?lang=zh")
    card = here.page.locator(".card h3")
    names = []
    for project in ("project-haopu", "project-film-park-2"):
        here.click_feature("projects", project)
        here.page.wait_for_url(f"**project={project}**")
        expect(card).not_to_have_text(names[-1] if names else "")
        names.append(card.inner_text())
    # Until the navigation knows the project, the step to another tool is two steps of the history.
    expect(here.page.locator("a[href*=coverage]")).to_have_attribute(
        "href", re.compile("project=project-film-park-2")
    )
    turn_to(here, "coverage")
    here.page.go_back()
    shows(here, "map")
    expect(card).to_have_text(names[1])
    here.page.go_back()
    expect(card).to_have_text(names[0])
    here.wait_in_map("document.body.dataset.selected === 'projects project-haopu'")
    here.page.go_back()
    expect(card).to_have_count(0)
    here.page.go_forward()
    expect(card).to_have_text(names[0])
    here.page.go_forward()
    expect(card).to_have_text(names[1])
    here.page.go_forward()
    shows(here, "coverage")
    expect(card).to_have_text(names[1])
    assert here.complaints == []


def test_a_copied_link_shows_the_same_to_somebody_else(server: Server, visit: Open) -> None:
    here, other = visit(1440, 900), visit(1440, 900)
    here.open(f"{server.url}/?lang=zh")
    here.click_feature("projects", "project-haopu")
    here.page.wait_for_url("**project=project-haopu**")
    turn_to(here, "coverage")
    here.choose(
        here.page.get_by_role("combobox", name=say("coverage.rule", "zh")), "国家园林城市（2022）"
    )
    here.page.wait_for_url("**rule=**")
    figure = here.page.get_by_test_id("stMetricValue").first.inner_text()
    here.run_in_map("() => { chedun.explorer.map.setView([31.01, 121.3], 15, {animate: false}) }")
    # What is copied is read where it is given out: a test's browser has no clipboard of its own.
    copied = here.run_in_map(
        """() => new Promise(resolve => {
            navigator.clipboard.writeText = async text => resolve(text);
            document.querySelector(".chedun-link button").click();
        })"""
    )
    said = here.map.locator(".chedun-said")
    expect(said).to_have_text(say("map.copied", "zh"))
    in_sight = """said => {
        const {left, right, top, bottom} = said.getBoundingClientRect();
        return document.elementFromPoint((left + right) / 2, (top + bottom) / 2) === said;
    }"""
    assert said.evaluate(in_sight)
    other.page.goto(copied)
    shows(other, "coverage")
    expect(other.page.locator(".card h3")).to_be_visible()
    expect(other.page.get_by_test_id("stMetricValue").first).to_have_text(figure)
    view = other.run_in_map(
        "() => { const m = chedun.explorer.map; const {lat, lng} = m.getCenter();"
        " return [lat, lng, m.getZoom()]; }"
    )
    assert view == pytest.approx([31.01, 121.3, 15], abs=1e-4)
    assert on(other) == on(here)
    assert link(other) == link(here)  # the view is said once


def test_a_choice_of_a_tool_is_there_again_when_one_comes_back(server: Server, visit: Open) -> None:
    here = visit(1440, 900)
    here.page.goto(f"{server.url}/bus?lang=zh")
    shows(here, "bus")
    here.page.get_by_role("radio", name=re.compile("300")).click()
    here.page.wait_for_url("**radius=300**")
    turn_to(here, "coverage")
    assert "radius" not in link(here)
    turn_to(here, "bus")
    assert link(here)["radius"] == "300"
    expect(here.page.get_by_role("radio", name=re.compile("300"))).to_be_checked()


def test_two_tabs_of_one_person_do_not_disturb_each_other(server: Server, visit: Open) -> None:
    here = visit(1440, 900)
    here.open(f"{server.url}/?lang=zh")
    tab = Visit(here.page.context.new_page())
    tab.page.goto(f"{server.url}/coverage?lang=en&layer=parks&feature=park-01")
    shows(tab, "coverage")
    here.click_feature("projects", "project-haopu")
    here.page.wait_for_url("**project=project-haopu**")
    turn_to(here, "bus")
    assert link(tab) == {"lang": "en", "layer": "parks", "feature": "park-01"}
    assert link(here) == {"lang": "zh", "project": "project-haopu"}
    tab.page.reload()
    shows(tab, "coverage")
    assert link(tab)["feature"] == "park-01"
    assert here.run_in_map("document.documentElement.lang") == "zh-CN"


def test_messages_of_the_map_that_are_lost_or_doubled_change_nothing_twice(
    server: Server, visit: Open
) -> None:
    here = visit(1440, 900)
    here.open(f"{server.url}/?lang=zh")
    # Two messages of which the first never leaves the frame, and the second comes twice.
    here.run_in_map(
        """() => {
            const box = chedun.explorer.outbox, send = box.send;
            box.send = () => {};
            chedun.explorer.choose("projects", "project-film-park-2");
            box.send = message => { send(message); send(message); };
            chedun.explorer.choose("projects", "project-haopu");
            box.send = send;
        }"""
    )
    here.page.wait_for_url("**project=project-haopu**")
    here.wait_in_map("chedun.explorer.outbox.pending.length === 0")
    here.page.get_by_role("button", name=say("card.close", "zh")).click()
    expect(here.page.locator(".card")).to_have_count(0)
    here.run_in_map("() => chedun.explorer.outbox.post()")
    here.settle()
    expect(here.page.locator(".card")).to_have_count(0)
    assert here.complaints == []


def test_on_a_phone_the_tool_is_a_sheet_that_can_be_pulled_up(server: Server, visit: Open) -> None:
    here = visit(390, 844)
    here.open(f"{server.url}/?lang=zh")
    turn_to(here, "coverage")
    sheet = here.page.locator(".st-key-tool")
    low = sheet.bounding_box()
    frame = here.page.locator("iframe[title*=folium]").bounding_box()
    assert low is not None
    assert frame is not None
    assert frame["width"] == 390
    assert low["y"] > 0.5 * 844
    here.page.mouse.move(195, low["y"] + 60)
    here.page.mouse.wheel(0, 600)
    here.page.wait_for_timeout(500)
    high = sheet.bounding_box()
    assert high is not None
    assert high["y"] < 0.2 * 844
    # The map above the sheet is the map's.
    here.page.mouse.wheel(0, -2_000)
    here.page.wait_for_timeout(500)
    hit = here.page.evaluate("document.elementFromPoint(195, 300).tagName")
    assert hit == "IFRAME"
