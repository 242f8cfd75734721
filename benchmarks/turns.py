"""Measure what a planner waits for from one tool to the next, and whether the map stays.

    python -m benchmarks.turns [--size smallest|town|district]

A real server that has drawn every tool before, and a real browser, the network blocked. A change
counts from the click on the link until the script has run and the map shows the places of the new
tool. What has not come after 5 s is missing; the next is asked for all the same. The tools come in
an order in which each follows each of the others equally often.
"""

import argparse
import itertools
import os
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, sync_playwright
from playwright.sync_api import TimeoutError as NotInTime

from benchmarks.map import WINDOW, first_map, served, with_projects
from chedun_gis.texts import say
from chedun_gis.views.shared.tools import TOOLS
from tests.browser.conftest import OFFLINE

# Tools that show no result on the map as long as nothing was asked or brought there.
_PLAIN = frozenset({"map", "plans", "evaluation", "survey", "data", "import"})
_PATIENCE_S = 5
# What the map asks for once and keeps.
_KEPT = ("/gis/catalogue.json", "/gis/layers/", "/gis/evidence/")
# The clock of the page itself: what its driver takes is no wait of a planner's.
_CLOCK = "addEventListener('click', event => (window.clicked = event.timeStamp), true)"
_SHOWN = """([tool, result]) => {
    const map = document.querySelector('iframe[title*=folium]')?.contentDocument?.body?.dataset;
    const [shown, key] = (map?.shown ?? '').split(' ');
    const ready = document.querySelector('[data-test-script-state=notRunning]');
    const there = shown === tool && (result ? key && map.evidence === key : !map.evidence);
    return ready && there && performance.now() - window.clicked;
}"""
_MARK, _MARKED = "window.mark = 1", "() => window.mark === 1"


@dataclass(frozen=True, slots=True)
class Run:
    """How many of the tools take part, how often one changes, among how many projects.

    None stands for the data that is shipped.
    """

    tools: int
    changes: int
    projects: int | None = None


_SIZES = {
    "smallest": Run(4, 12),
    "town": Run(len(TOOLS), 1_000),
    "district": Run(len(TOOLS), 1_000, 10_000),
}


def every_pair(tools: list[str]) -> Iterator[str]:
    """Return tools without end, the first one first; each goes before each other equally often."""
    once = []
    for place, tool in enumerate(tools[:-1]):
        once.append(tool)
        for other in tools[place + 2 :]:
            once += [other, tool]
    once += reversed(tools[1:])
    return itertools.cycle(once)


class Asked:
    """What a page asks for of what its map keeps: how often each address."""

    def __init__(self, page: Page) -> None:
        """Count from now."""
        self._times: Counter[str] = Counter()
        page.on("request", self._note)

    def again(self) -> Counter[str]:
        """Return how often something was asked for that had come before."""
        return self._times - Counter(set(self._times))

    def _note(self, request: Request) -> None:
        if urlsplit(request.url).path.startswith(_KEPT):
            self._times[request.url] += 1


def turn_to(page: Page, tool: str) -> float | None:
    """Follow the link to a tool; return the seconds until it is shown, None when it is not."""
    links = page.locator(".st-key-navigation")
    links.get_by_role("link", name=say(f"page.{tool}", "zh"), exact=True).click()
    wanted = [tool, tool not in _PLAIN]
    try:
        waited = page.wait_for_function(_SHOWN, arg=wanted, timeout=1_000 * _PATIENCE_S)
    except NotInTime:
        return None
    return float(waited.json_value()) / 1_000


def opened(browser: Browser, url: str) -> tuple[Page, Asked]:
    """Return the page of a new visitor, its map drawn, with what it asks for."""
    page = browser.new_page(viewport=WINDOW)
    page.add_init_script(_CLOCK)
    asked = Asked(page)
    first_map(page, url)
    return page, asked


def measure(browser: Browser, url: str, run: Run) -> None:
    """Change tools; print what was waited for, what was missing, and whether the map stayed."""
    tools = list(TOOLS)[: run.tools]
    before, _ = opened(browser, url)
    for tool in (*tools[1:], tools[0]):
        turn_to(before, tool)
    before.close()
    page, asked = opened(browser, url)
    frame = page.locator("iframe[title*=folium]").element_handle().content_frame()
    assert frame is not None  # noqa: S101 - its map has just been drawn
    frame.evaluate(_MARK)
    waits: dict[str, list[float]] = defaultdict(list)
    missing: Counter[str] = Counter()
    start, order = time.monotonic(), every_pair(tools)
    next(order)  # where one is
    for tool in itertools.islice(order, run.changes):
        waited = turn_to(page, tool)
        if waited is None:
            missing[tool] += 1
        else:
            waits[tool].append(waited)
    stayed = not frame.is_detached() and frame.evaluate(_MARKED)
    print(
        f"{run.changes:,} changes among {run.tools} tools, {time.monotonic() - start:,.0f} s: "
        f"{missing.total()} missing, {asked.again().total()} repeated requests, "
        f"the map {'stayed' if stayed else 'was made anew'}"
    )
    tell(waits)
    for what, count in (*missing.items(), *asked.again().items()):
        print(f"  {count} x {what}")


def tell(waits: dict[str, list[float]]) -> None:
    """Print the waits of all changes, and of those to each tool."""
    print(f"{'seconds':16}{'count':>8}{'median':>8}{'p95':>8}{'max':>8}")
    every = list(itertools.chain.from_iterable(waits.values()))
    for name, some in (("to every tool", every), *waits.items()):
        if len(some) > 1:
            p95 = statistics.quantiles(some, n=20, method="inclusive")[-1]
            figures = (statistics.median(some), p95, max(some))
            print(f"{name:16}{len(some):8,}" + "".join(f"{each:8.2f}" for each in figures))


def main() -> None:
    """Measure in the size that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", choices=_SIZES, default="town")
    run = _SIZES[parser.parse_args().size]
    environment = {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        if run.projects is not None:
            with_projects(run.projects, Path(folder))
            environment["CHEDUN_DATA_DIR"] = folder
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHEDUN_BROWSER"], args=["--no-sandbox", OFFLINE]
        )
        with served(environment) as server:
            measure(browser, server.url, run)
        browser.close()


if __name__ == "__main__":
    main()
