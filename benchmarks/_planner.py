"""A planner at work: what one does, how long each answer takes, and whether it is the right one.

What a tool shows follows from a few choices: the service and the land, how many parks were drawn;
the card beside it from the selected feature. One planner alone goes through all of them first
(`survey`); what another is shown later, among others, must be what was shown then.
"""

import itertools
import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from benchmarks._browser import Browser, digest_of

MAP, SCORE, COVERAGE, PROFILE, SCENARIO = "", "score", "coverage", "profile", "scenario"
CLICK, READY, TOOL, CHOICE, DRAWING, REPORT = (
    "click → card",
    "map ready",
    "another tool",
    "coverage",
    "drawing",
    "report",
)
# How often each is done, of twenty.
MIX = {CLICK: 12, TOOL: 3, CHOICE: 3, DRAWING: 1, REPORT: 1}
# When a report was made stands in it, in words and in the file's own form.
_STAMPS = re.compile(
    rb"\d{4}-\d\d-\d\d(?:T[\d:.+Z-]+)?|/(?:CreationDate|ModDate) ?\([^)]*\)|/ID ?\[[^]]*\]"
    rb"|<xmp:\w+Date>[^<]*|<xmpMM:\w+ID>[^<]*"
)
_SIDE_DEG = 0.001

State = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """How much there is to choose from: clicked features, services, lands, parks of a scenario."""

    features: int
    services: int
    lands: int
    parks: int


@dataclass
class Notes:
    """What was seen and how long it took; `alone` holds the answers of the planner alone."""

    alone: dict[State, str] = field(default_factory=dict)
    features: list[tuple[str, str]] = field(default_factory=list)
    waits: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[State] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    """Actions of the mix; the ways to their pages are waited for too, and are not among them."""


class Planner:
    """One session: a browser, where it stands, and what it has chosen there."""

    def __init__(
        self,
        url: str,
        scope: Scope,
        notes: Notes,
        *,
        seed: int,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """Be about to arrive; what the `clock` shows is what a wait is measured by."""
        self.browser = Browser(url, seed=seed)
        self._scope, self._notes, self._chance = scope, notes, random.Random(seed)
        self._clock = clock
        self._surveying = False
        self._page, self._selected = MAP, ("", "")
        # A click changes what stands by the map; the list of projects learns of it later.
        self._listed = self._selected
        self._choice, self._drawn, self._reported = (0, 0, False), 0, ""

    def arrive(self) -> None:
        """Open the town's page, and wait for the map."""
        with self._waited(READY):
            self.browser.open()
        self._check()

    def survey(self) -> None:
        """Go through all that may be asked, and note the answers as those that are right."""
        self._surveying = True
        self.arrive()
        self._notes.features = self._clickable()
        pages = [each for each in self.browser.pages if each != MAP]
        for page in pages:
            self.turn_to(page)
        for feature, page in zip(self._notes.features, itertools.cycle(pages), strict=False):
            self.turn_to(page)
            self.click(feature)
            self.turn_to(MAP)
        self.turn_to(COVERAGE)
        for choice in self._choices():
            self.choose(choice)
        while self._drawn < self._scope.parks:
            self.draw()
        for page in (SCORE, PROFILE, SCORE):
            self.report(page)
        self._surveying = False

    def act(self, action: str) -> None:
        """Do something of a kind, as chance has it."""
        if action == DRAWING and self._drawn == self._scope.parks:
            action = CLICK  # enough parks for one scenario
        if action == CLICK:
            others = [each for each in self._notes.features if each != self._selected]
            self.click(self._chance.choice(others))
        elif action == TOOL:
            others = [each for each in self.browser.pages if each != self._page]
            self.turn_to(self._chance.choice(others))
        elif action == CHOICE:
            self.choose(self._another())
        elif action == DRAWING:
            self.draw()
        else:
            self.report(self._chance.choice((SCORE, PROFILE)))
        self._notes.done.append(action)

    def turn_to(self, page: str) -> None:
        """Open a tool, and wait for what is in it."""
        if page == self._page:
            return
        with self._waited(TOOL):
            self.browser.turn_to(page)
        self._page, self._listed = page, self._selected
        self._check()

    def click(self, feature: tuple[str, str]) -> None:
        """Click a feature on the map, whatever the tool, and wait for its card."""
        with self._waited(CLICK):
            self.browser.click(*feature)
        self._selected = feature
        self._check()

    def choose(self, choice: tuple[int, int, bool]) -> None:
        """Ask for another coverage; each part that differs is an answer of its own."""
        self.turn_to(COVERAGE)
        for place in range(2):
            if choice[place] != self._choice[place]:
                box: Any = self.browser.all("selectbox")[place]
                with self._waited(CHOICE):
                    self.browser.change(box, string_value=box.options[choice[place]])
                self._choose(place, choice)
        if choice[2] != self._choice[2]:
            with self._waited(CHOICE):
                self.browser.change(self.browser.all("checkbox")[0], bool_value=choice[2])
            self._choose(2, choice)

    def draw(self) -> None:
        """Draw one more park."""
        self.turn_to(SCENARIO)
        self._drawn += 1
        west, south, east, north = self.browser.catalogue()["bounds"]
        # Beside one another, on a diagonal through the town.
        along = self._drawn / (self._scope.parks + 1)
        x, y = west + along * (east - west), south + along * (north - south)
        corners = ((0, 0), (_SIDE_DEG, 0), (_SIDE_DEG, _SIDE_DEG), (0, _SIDE_DEG), (0, 0))
        ring = [[round(x + dx, 9), round(y + dy, 9)] for dx, dy in corners]
        shape = {"type": "Polygon", "coordinates": [ring]}
        with self._waited(DRAWING):
            self.browser.draw("parks", f"new-park-{self._drawn}", shape)
        self._check()

    def report(self, page: str) -> None:
        """Have a page's report made, and fetch it in both its forms."""
        self.turn_to(page)
        button: Any = next(each for each in self.browser.all("button") if each.id.endswith("-make"))
        slot = button.id.rpartition("-report-")[2].removesuffix("-make")
        with self._waited(REPORT):
            self.browser.change(button, trigger_value=True)
            files = [self.browser.download(f"report-{slot}-{form}") for form in ("pdf", "html")]
        self._reported = page
        self._check()
        for number, content in enumerate(files):
            self._compare(("report", page, number), digest_of(_STAMPS.sub(b"", content)))

    def _choose(self, place: int, choice: tuple[int, int, bool]) -> None:
        parts = list(self._choice)
        parts[place] = choice[place]
        self._choice = (int(parts[0]), int(parts[1]), bool(parts[2]))
        self._check()

    def _another(self) -> tuple[int, int, bool]:
        """Return a choice that differs from the present one in one part."""
        others = [
            each
            for each in self._choices()
            if sum(one != other for one, other in zip(each, self._choice, strict=True)) == 1
        ]
        return self._chance.choice(others)

    def _choices(self) -> list[tuple[int, int, bool]]:
        services, lands = range(self._scope.services), range(self._scope.lands)
        return list(itertools.product(services, lands, (False, True)))

    def _clickable(self) -> list[tuple[str, str]]:
        """Return features of all layers that the map shows at first, in turn."""
        shown = [name for name, each in self.browser.layers().items() if each["visible"]]
        ids = [[(name, each) for each in self.browser.features(name)] for name in shown]
        rounds = itertools.chain.from_iterable(itertools.zip_longest(*ids))
        return list(itertools.islice(filter(None, rounds), self._scope.features))

    def _state(self) -> State:
        chosen: dict[str, State] = {
            MAP: self._listed,
            COVERAGE: self._choice,
            SCENARIO: (self._drawn,),
            SCORE: (self._reported == SCORE,),
            PROFILE: (self._reported == PROFILE,),
        }
        return self._page, *chosen.get(self._page, ())

    def _check(self) -> None:
        """Compare the page, and what its map has fetched for it, with the answers alone."""
        for area in ("tool", "map", "navigation"):
            self._compare((area, *self._state()), self.browser.seen(area))
        self._compare(("chosen", *self._selected), self.browser.seen("chosen"))
        self._compare(("selection", *self._selected), str(self.browser.scene()["selection"]))
        for address, digest in self.browser.fetched.items():
            self._compare((address,), digest)
        self.browser.fetched.clear()
        self._notes.errors += self.browser.faults()

    def _compare(self, state: State, found: str) -> None:
        alone = self._notes.alone
        right = alone.setdefault(state, found) if self._surveying else alone.get(state)
        if found != right:
            self._notes.wrong.append(state)

    @contextmanager
    def _waited(self, what: str) -> Iterator[None]:
        start = self._clock()
        yield
        self._notes.waits.setdefault(what, []).append(self._clock() - start)


def actions(chance: random.Random) -> Iterator[str]:
    """Return actions without end: each twenty hold the mix exactly, in an order of chance."""
    deck = [name for name, count in MIX.items() for _ in range(count)]
    while True:
        yield from chance.sample(deck, len(deck))
