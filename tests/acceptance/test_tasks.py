"""The nine tasks of `docs/tasks.md`, walked one after the other by one visitor, in each language.

What each of them must come to is asserted; how many clicks it took is held against its budget, how
many seconds is only told. The network is blocked, and a mark set in the map's frame at the start
must be there at the end.
"""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from chedun_gis.texts import LANGS, Lang, say
from chedun_gis.town import open_town
from layers import LAYERS
from tests.acceptance.reporting import Tell
from tests.browser.conftest import ROOT, Server, Visit
from tests.browser.drawing import SOUTH, share

Open = Callable[..., Visit]
EXAMPLES = ROOT / "docs/examples"
BUDGET = re.compile(r"^\| (\d) \| (.*?) \| (\d+) \| (\d+) \|$", re.MULTILINE)
# Of each task by number: its title, clicks, seconds.
BUDGETS = {
    int(number): (title.rpartition(" · ")[2], int(clicks), int(seconds))
    for number, title, clicks, seconds in BUDGET.findall(
        (ROOT / "docs/tasks.md").read_text("utf-8")
    )
}
# Not worked out again, but read from the screen by somebody who then held it against the data.
AS_IS, BEST_TWO = 77.32, 84.04
MOST_S = 60_000
# Where the map looks.
_MIDDLE = """() => {
    const {lat, lng} = chedun.explorer.map.getCenter();
    return [lat, lng];
}"""


class Walk:
    """A visitor on the way through the tasks, whose clicks are counted."""

    def __init__(self, here: Visit, server: Server, lang: Lang) -> None:
        self.here, self.page, self.server, self.lang = here, here.page, server, lang
        self.clicks = 0

    def say(self, key: str, **values: object) -> str:
        return say(key, self.lang, **values)

    def click(self, place: Locator) -> None:
        self.clicks += 1
        place.click(timeout=MOST_S)
        self.here.settle()

    def button(self, key: str, **values: object) -> Locator:
        # Streamlit writes its icon into the name of some buttons.
        return self.page.get_by_role("button", name=self.say(key, **values)).first

    def tool(self, name: str) -> None:
        self.click(self.page.get_by_role("link", name=self.say(f"page.{name}"), exact=True))
        self.here.page.wait_for_function(
            """tool => document.querySelector("iframe[title*=folium]")
                ?.contentDocument?.body?.dataset.shown?.split(" ")[0] === tool""",
            arg=name,
            timeout=MOST_S,
        )

    def fill(self, place: Locator, text: str) -> None:
        self.clicks += 1
        place.fill(text)
        place.press("Enter")
        self.here.settle()

    def choose(self, key: str, option: str) -> None:
        self.clicks += 1
        box = self.page.get_by_role("combobox", name=self.say(key), exact=True)
        self.here.choose(box, option)

    def give(self, file: Path) -> None:
        self.clicks += 1
        self.here.upload(file)

    def reads(self, *words: str) -> None:
        for each in words:
            expect(self.page.get_by_text(each).first).to_be_visible(timeout=MOST_S)

    def shows_share(self, percent: float) -> None:
        first = self.page.get_by_test_id("stMetricValue").first
        expect(first).to_have_text(f"{percent:.2f}%", timeout=MOST_S)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Server]:
    running = Server(CHEDUN_WORKSPACE=str(tmp_path / "workspace"))
    yield running
    running.stop()


def still(here: Visit) -> None:
    """Wait until the map has come to rest."""
    before = None
    for _ in range(100):
        now = here.run_in_map(_MIDDLE)
        if now == before:
            return
        before = now
        here.page.wait_for_timeout(500)
    raise AssertionError(before)


def find_and_share(walk: Walk, other: Visit) -> None:
    here, page = walk.here, walk.page
    search = here.map.get_by_placeholder(walk.say("map.search"))
    walk.clicks += 1
    search.fill("昊浦" if walk.lang == "zh" else "Haopu")
    walk.click(here.map.locator(".leaflet-control-geocoder-alternatives li").first)
    page.wait_for_url("**project=project-haopu**")
    film_base = str(
        open_town().frame("projects").set_index("id").at["project-haopu", f"name_{walk.lang}"]
    )
    expect(page.locator(".card h3")).to_have_text(film_base)
    walk.reads(walk.say("card.history"))
    still(here)  # the link says where the map looks at that moment, also on its way
    walk.clicks += 1
    copied = here.run_in_map(
        """() => new Promise(resolve => {
            navigator.clipboard.writeText = async text => resolve(text);
            document.querySelector(".chedun-link button").click();
        })"""
    )
    other.page.goto(copied)
    walk.clicks += 1
    expect(other.page.locator(".card h3")).to_have_text(film_base, timeout=MOST_S)
    other.wait_in_map("document.body.dataset.selected === 'projects project-haopu'")
    assert other.run_in_map(_MIDDLE) == pytest.approx(here.run_in_map(_MIDDLE), abs=1e-3)


def worst_gap(walk: Walk, _: Visit) -> None:
    walk.tool("coverage")
    walk.shows_share(AS_IS)
    walk.reads("35,564")
    table = walk.page.locator("[class*=st-key-drawer-] [data-testid=stDataFrame]")
    box = table.bounding_box()
    assert box is not None
    walk.clicks += 1
    walk.page.mouse.click(box["x"] + 200, box["y"] + 35 + 18)
    walk.here.wait_in_map("document.body.dataset.marked === 'evidence gap-1'")
    row = table.locator("tr[aria-rowindex='2']")
    cells = row.inner_text()
    assert "6.189" in cells  # as read out; 6.19 on the screen
    assert "1623" in cells.replace(",", "")


def draw_and_compare(walk: Walk, _: Visit) -> None:
    here, page = walk.here, walk.page
    walk.tool("scenario")
    here.map.locator("body[data-pen*=park]").wait_for()
    square = here.map.get_by_title(walk.say("map.draw_square"))
    walk.click(square)
    here.run_in_map(
        "(_, at) => { chedun.explorer.map.setView(at, 15, {animate: false}) }", list(SOUTH)
    )
    walk.clicks += 1
    box = page.locator("iframe[title*=folium]").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function(
        """before => parseFloat(
            document.querySelector("[data-testid=stMetricValue]")?.innerText) > before""",
        arg=AS_IS,
        timeout=MOST_S,
    )
    here.settle()
    with_park = share(page)
    walk.click(walk.button("scenario.undo"))
    walk.shows_share(AS_IS)
    walk.click(walk.button("scenario.redo"))
    walk.shows_share(with_park)
    walk.click(page.get_by_text(walk.say("scenario.file"), exact=True))
    name = page.get_by_role("textbox", name=walk.say("scenario.name"), exact=True)
    walk.fill(name, "南部大居加一园")
    walk.click(page.get_by_role("button", name=walk.say("scenario.save"), exact=True))
    page.wait_for_url("**scenario=s-**")
    walk.click(page.get_by_role("radio", name=walk.say("scenario.compare")))
    walk.reads(walk.say("scenario.difference"))
    here.wait_in_map("document.body.dataset.shown?.split(' ').length === 2")


def best_two(walk: Walk, _: Visit) -> None:
    page = walk.page
    walk.tool("siting")
    walk.click(walk.button("siting.ask"))
    walk.reads(walk.say("siting.optimal"))
    walk.shows_share(BEST_TWO)
    walk.click(walk.button("siting.to_scenario"))
    page.wait_for_url("**/scenario**")
    walk.shows_share(BEST_TWO)
    walk.click(page.get_by_text(walk.say("scenario.file"), exact=True))
    walk.click(page.get_by_role("button", name=walk.say("scenario.save"), exact=True))
    page.wait_for_url("**scenario=s-**")
    walk.click(page.get_by_role("radio", name=walk.say("scenario.compare")))
    paper(walk)


def paper(walk: Walk) -> None:
    """Make the report and read that it is one."""
    walk.click(walk.button("report.button"))
    button = walk.button("report.save.pdf")
    button.wait_for(timeout=MOST_S)
    walk.here.settle()
    walk.clicks += 1
    with walk.page.expect_download(timeout=MOST_S) as started:
        button.click()
    assert len(PdfReader(started.value.path()).pages) >= 1


def bus_remedy(walk: Walk, _: Visit) -> None:
    page = walk.page
    walk.tool("bus")
    zones = open_town().frame("zones").set_index("id")[f"name_{walk.lang}"]
    [food] = [name for name in zones if "食品" in name or "food" in name.lower()]
    walk.click(page.get_by_role("button", name=walk.say("bus.remedy", zone=food)))
    page.wait_for_url("**/siting**")
    walk.click(walk.button("siting.ask"))
    walk.shows_share(30.97)
    walk.click(walk.button("siting.to_scenario"))
    page.wait_for_url("**/scenario**")
    walk.here.settle()


def water(walk: Walk, _: Visit) -> None:
    walk.tool("water")
    walk.click(walk.page.get_by_text(walk.say("water.upload")).first)
    walk.give(EXAMPLES / "water.csv")
    consent = walk.page.get_by_text(walk.say("water.consent", good=2))
    walk.click(consent)
    walk.reads("1 / 5")


def survey_and_back(walk: Walk, _: Visit) -> None:
    page = walk.page
    walk.tool("import")
    walk.give(EXAMPLES / "survey.zip")
    accept = page.get_by_role("button", name=walk.say("import.accept", count=3))
    expect(accept).to_be_disabled(timeout=MOST_S)
    walk.choose("import.datum", walk.say("import.datum.gcj02"))
    basis, accuracy = (LAYERS["parks"].column(name) for name in ("basis", "accuracy_m"))
    for_all = walk.say("import.value_for_all", field=basis.title[walk.lang])
    walk.clicks += 1
    box = page.get_by_role("combobox", name=for_all)
    walk.here.choose(box, basis.choices["surveyed"][walk.lang])
    for_all = walk.say("import.value_for_all", field=accuracy.title[walk.lang])
    walk.fill(page.get_by_role("textbox", name=for_all), "0.5")
    expect(accept).to_be_enabled(timeout=MOST_S)
    walk.click(accept)
    parks = LAYERS["parks"].title[walk.lang]
    walk.reads(walk.say("import.done", layer=parks, version="0001", count=3))
    walk.tool("coverage")
    walk.shows_share(6.37)
    walk.tool("import")
    walk.click(page.get_by_role("button", name=walk.say("version.restore")))
    walk.tool("coverage")
    walk.shows_share(AS_IS)


def profile(walk: Walk, _: Visit) -> None:
    walk.tool("profile")
    walk.reads("67.74%", "1.28")
    paper(walk)


def by_keyboard(walk: Walk, _: Visit) -> None:
    """Go by Tab, arrows and Enter alone, into the map and out of it again."""
    page, before = walk.page, walk.clicks
    page.goto(f"{walk.server.url}/?lang={walk.lang}")
    walk.here.wait_drawn("projects")
    walk.here.settle()
    reach(walk, walk.say("map.search"))
    page.keyboard.type("昊浦" if walk.lang == "zh" else "Haopu", delay=40)
    walk.here.map.locator(".leaflet-control-geocoder-alternatives li").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**project=project-haopu**")
    walk.here.settle()
    reach(walk, walk.say("card.close"))
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_have_count(0)
    reach(walk, walk.say("page.siting"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/siting**")
    walk.here.settle()
    reach(walk, walk.say("siting.ask"))
    page.keyboard.press("Enter")
    walk.reads(walk.say("siting.optimal"))
    walk.here.settle()
    reach(walk, walk.say("siting.to_scenario"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/scenario**")
    walk.here.settle()
    walk.shows_share(BEST_TWO)
    draws_by_keyboard(walk)
    reach(walk, walk.say("app.other_language"))
    page.keyboard.press("Enter")
    other: Lang = "en" if walk.lang == "zh" else "zh"
    expect(page.get_by_role("link", name=say("page.siting", other), exact=True)).to_be_visible()
    walk.here.settle()
    walk.shows_share(BEST_TWO)
    assert walk.clicks == before


def draws_by_keyboard(walk: Walk) -> None:
    """Put a square in the middle of the map, take it back, and back again, and back."""
    page = walk.page
    reach(walk, walk.say("map.draw_square"))
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    first = page.get_by_test_id("stMetricValue").first
    expect(first).not_to_have_text(f"{BEST_TWO:.2f}%", timeout=MOST_S)
    walk.here.settle()
    drawn = first.inner_text()
    for key, percent in (("z", f"{BEST_TWO:.2f}%"), ("y", drawn), ("z", f"{BEST_TWO:.2f}%")):
        page.keyboard.press(f"Control+{key}")
        expect(first).to_have_text(percent, timeout=MOST_S)
        walk.here.settle()


# What has the focus, wherever it is, by its name.
FOCUS = """() => {
    let here = document.activeElement;
    if (here?.tagName === "IFRAME") here = here.contentDocument?.activeElement ?? here;
    return here.getAttribute("aria-label") || here.placeholder || here.innerText || here.title;
}"""
MOST_TABS = 120


def reach(walk: Walk, name: str) -> None:
    """Press Tab until what is called so has the focus."""
    met = []
    for _ in range(MOST_TABS):
        walk.page.keyboard.press("Tab")
        called = walk.page.evaluate(FOCUS)
        met.append(called)
        if name in (called or ""):
            return
    raise AssertionError((name, met))


TASKS = (
    find_and_share,
    worst_gap,
    draw_and_compare,
    best_two,
    bus_remedy,
    water,
    survey_and_back,
    profile,
)


@pytest.mark.parametrize("lang", LANGS)
def test_a_planner_does_the_tasks_one_after_the_other(
    town: Server, visit: Open, tell: Tell, lang: Lang
) -> None:
    here, other = visit(1440, 900), visit(1440, 900)
    here.open(f"{town.url}/?lang={lang}")
    here.run_in_map("() => { window.mark = 'kept' }")
    walk = Walk(here, town, lang)
    for number, task in enumerate(TASKS, start=1):
        title, most_clicks, most_s = BUDGETS[number]
        walk.clicks, start = 0, time.monotonic()
        task(walk, other)
        took_s = round(time.monotonic() - start, 1)
        tell(f"{lang}, {title}", walk.clicks, of_clicks=most_clicks, s=took_s, of_s=most_s)
        assert walk.clicks <= most_clicks, title
        assert here.run_in_map("() => window.mark") == "kept", title
    assert here.complaints == []
    assert here.outside() == []
    assert other.outside() == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_planner_without_a_mouse_finds_and_sites(
    town: Server, visit: Open, tell: Tell, lang: Lang
) -> None:
    here = visit(1440, 900)
    walk, start = Walk(here, town, lang), time.monotonic()
    by_keyboard(walk, here)
    tell(f"{lang}, {BUDGETS[9][0]}", walk.clicks, s=round(time.monotonic() - start, 1))
    assert here.complaints == []
    assert here.outside() == []
