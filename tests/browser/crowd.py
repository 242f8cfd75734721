"""Three visitors at once: one uploads what is hostile, one works on, one calls sitings off."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, expect

from chedun_gis.analysis import CoverageQuestion, covered
from chedun_gis.texts import say
from chedun_gis.town import open_town
from geo.siting import MOST_SITES
from tests.browser.conftest import Server, Visit
from tests.hostile.corpus import Case, Refused, sentence
from tests.hostile.groups import GROUPS

# How long each answer may take on a busy machine: to who works beside it, and to who uploads.
MOST_ANSWER_S, MOST_READING_S = 30, 180
# Projects that are clicked, and rules that are chosen, by turns.
_PROJECTS = ("project-film-park-2", "project-huayang-street", "project-haopu")
_RULES = {
    "park:gbt51346-2019": "城市绿地规划标准",
    "park:garden-city-2022": "国家园林城市（2022）",
    "park:plan-2025": "本镇规划：500米全覆盖",
}
_FINE_M, _COARSE_M = 50, 500


@dataclass(frozen=True, slots=True)
class Given:
    """A file to upload, and what the page must say of it: `says`, and where (a row, a view)."""

    name: str
    build: Callable[[Path], Path]
    says: re.Pattern[str]
    where: str = ""


def given(group: str, name: str, says: str = "") -> Given:
    """Return a mechanism of the corpus, with the sentence of its refusal, or what `says`."""
    case: Case = next(each for each in GROUPS[group] if each.name == name)
    if says:
        return Given(name, case.build, re.compile(re.escape(says)))
    assert isinstance(case.expected, Refused), name
    return Given(name, case.build, sentence(case.expected.code), case.expected.names)


class Uploader:
    """Gives files to the page of import, one after the other."""

    def __init__(self, here: Visit, server: Server) -> None:
        self.here = here
        self._url = f"{server.url}/import"

    def gives(self, file: Path) -> None:
        self.here.page.goto(self._url)
        self.here.settle()
        self.here.page.locator("input[type=file]").first.set_input_files(file)

    def gives_grid(self, file: Path) -> None:
        """Give a file of a grid of its own, with the control points beside it."""
        self.gives(file)
        crs = self.here.page.get_by_role("combobox", name=say("import.crs", "zh"), exact=True)
        expect(crs).to_be_visible(timeout=MOST_READING_S * 1_000)
        self.here.choose(crs, say("import.crs.grid", "zh"))
        self.here.page.locator("input[type=file]").nth(1).set_input_files(
            file.with_name("points.csv")
        )

    def sees(self, what: Given) -> None:
        """Wait for the sentence, and for the row or view that it is about."""
        require_said(self.here, what)


def require_said(here: Visit, what: Given) -> None:
    """Wait until the page says what it must, in a message or in the table of what is wrong."""
    main = here.page.get_by_test_id("stMain")
    for words in (what.says, what.where):
        if words:
            cell = main.get_by_role("gridcell", name=words)
            place = main.get_by_text(words).or_(cell).first
            expect(place).to_be_attached(timeout=MOST_READING_S * 1_000)


class Scenarios:
    """Gives files to the page of scenarios."""

    def __init__(self, here: Visit, server: Server) -> None:
        self.here = here
        self._url = f"{server.url}/scenario"
        # What was taken from the file before is not saved: who leaves is asked, and leaves.
        here.page.remove_listener("dialog", here.hear_dialog)
        here.page.on("dialog", lambda dialog: dialog.accept())

    def gives(self, file: Path) -> None:
        self.here.page.goto(self._url)
        self.here.settle()
        self.here.page.get_by_text(say("scenario.file", "zh")).click()
        self.here.settle()
        self.here.page.locator("input[type=file]").first.set_input_files(file)

    def sees(self, what: Given) -> None:
        require_said(self.here, what)


class Worker:
    """Clicks projects on the map and chooses rules of coverage: each answer is right, in time."""

    def __init__(self, here: Visit, server: Server) -> None:
        self.here, self.slowest_s, self.answers = here, 0.0, 0
        town = open_town()
        projects = town.frame("projects").set_index("id")["name_zh"]
        self._names = {each: str(projects[each]) for each in _PROJECTS}
        self._shares = {}
        for rule in _RULES:
            found = covered(town, CoverageQuestion(rule=rule))
            assert found is not None
            self._shares[rule] = f"{100 * found.share:.2f}%"
        here.open(server.url)

    def clicks(self) -> None:
        """Click a project on the map, and close its card."""
        project = _PROJECTS[self.answers // 2 % len(_PROJECTS)]
        start = time.monotonic()
        self.here.click_feature("projects", project)
        self._answered(start, self.here.page.locator(".card"), self._names[project])
        self.here.page.get_by_role("button", name=say("card.close", "zh")).click()

    def chooses(self) -> None:
        """Choose a rule of coverage, and go back to the map."""
        rule = [*_RULES][self.answers // 2 % len(_RULES)]
        page = self.here.page
        self._turn("coverage", result=True)
        start = time.monotonic()
        self.here.choose(
            page.get_by_role("combobox", name=say("coverage.rule", "zh")), _RULES[rule]
        )
        self._answered(start, page.get_by_test_id("stMetricValue").first, self._shares[rule])
        self._turn("map", result=False)

    def _answered(self, start: float, where: Locator, words: str) -> None:
        """Require the right answer, and in time since it was asked for."""
        expect(where).to_contain_text(words, timeout=MOST_ANSWER_S * 1_000)
        took_s = time.monotonic() - start
        assert took_s <= MOST_ANSWER_S, words
        self.slowest_s = max(self.slowest_s, took_s)
        self.answers += 1

    def _turn(self, tool: str, *, result: bool) -> None:
        self.here.turn_to(tool)
        self.here.wait_shown(tool, result=result, timeout_ms=MOST_ANSWER_S * 1_000)


class Siter:
    """Asks for as many sites as may be on a fine grid, which takes long, and stops the search."""

    def __init__(self, here: Visit, server: Server) -> None:
        self.here = here
        page = here.page
        page.goto(f"{server.url}/siting")
        here.settle()
        count = page.get_by_role("spinbutton", name=say("siting.count", "zh"))
        count.fill(str(MOST_SITES))
        count.press("Enter")
        here.settle()
        self._grid(_FINE_M)

    def _grid(self, spacing_m: int) -> None:
        box = self.here.page.get_by_role("spinbutton", name=say("siting.spacing", "zh"))
        box.fill(str(spacing_m))
        box.press("Enter")
        self.here.settle()

    @property
    def _ask(self) -> Locator:
        return self.here.page.get_by_role("button", name=say("siting.ask", "zh"))

    @property
    def _stop(self) -> Locator:
        return self.here.page.get_by_role("button", name=say("work.stop", "zh"), exact=True)

    def starts(self) -> None:
        self._ask.click()
        expect(self._stop).to_be_visible(timeout=MOST_ANSWER_S * 1_000)

    def stops(self) -> None:
        """Stop the search: nothing was found, and another can be asked for."""
        self._stop.click()
        expect(self._stop).to_have_count(0, timeout=MOST_ANSWER_S * 1_000)
        self.here.settle()
        expect(self._ask).to_be_enabled()
        expect(self.here.page.get_by_test_id("stMetricValue")).to_have_count(0)

    def finds(self) -> None:
        """Search on a coarse grid, to the end: the page is as good as new."""
        self._grid(_COARSE_M)
        self._ask.click()
        found = self.here.page.get_by_test_id("stMetricValue").first
        expect(found).to_contain_text("%", timeout=MOST_READING_S * 1_000)
