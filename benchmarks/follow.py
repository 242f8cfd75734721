"""Measure how soon what one planner enters is seen: in their own window, and in another's.

    python -m benchmarks.follow [--size smallest|town|district]

A real server and two windows of a real browser, the network blocked. One updates the status of a
project on its card, again and again; counted is from the click that enters it until the own card,
the other window's card and the other window's map say so, without a click there.
"""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.map import WINDOW, first_map, served, with_projects
from tests.browser.conftest import OFFLINE

# Projects (0 for the shipped ones), and how often one is updated.
_SIZES = {"smallest": (0, 2), "town": (0, 10), "district": (10_000, 20)}
_STAGES = ("已建成", "建设中")
_CLASSES = ("completed", "under_construction")
_SAYS = "words => document.querySelector('.st-key-card')?.innerText.includes(words)"
_DRAWN = """([project, stage]) => [...document.querySelectorAll('iframe[title*=folium]')].some(f =>
    f.contentWindow?.chedun?.explorer?.paths?.get('projects')?.get(project)?.chedun.c === stage)"""


def updated(page: Page, source: str, stage: str) -> float:
    """Update the project of the card; return when it was entered."""
    page.get_by_role("button", name="更新进展").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("来源（必填）").fill(source)
    dialog.get_by_label("阶段", exact=True).click()
    page.get_by_role("option", name=stage).first.click()
    save = dialog.get_by_role("button", name="记入登记簿")
    page.wait_for_timeout(500)
    start = time.perf_counter()
    save.click()
    return start


def measure(browser: Browser, data_dir: Path | None, rounds: int) -> dict[str, list[float]]:
    """Return the seconds of every update, by what is waited for."""
    found: dict[str, list[float]] = {"own card": [], "other card": [], "other map": []}
    project = "many-0" if data_dir else "project-film-park-2"
    with tempfile.TemporaryDirectory() as workspace:
        environment = {"CHEDUN_WORKSPACE": workspace}
        with served(
            environment | ({"CHEDUN_DATA_DIR": str(data_dir)} if data_dir else {})
        ) as server:
            own, other = (browser.new_context(viewport=WINDOW).new_page() for _ in range(2))
            for page in (own, other):
                first_map(page, f"{server.url}/?project={project}")
            for number in range(rounds):
                source, at = f"镇重大项目周报，第 {number + 1} 期。", number % 2
                start = updated(own, source, _STAGES[at])
                waits = (
                    ("own card", own, _SAYS, source),
                    ("other card", other, _SAYS, source),
                    ("other map", other, _DRAWN, [project, _CLASSES[at]]),
                )
                for what, page, script, arg in waits:
                    page.wait_for_function(script, arg=arg, polling=20)
                    found[what].append(time.perf_counter() - start)
    return found


def main() -> None:
    """Measure, and print medians and the worst."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", choices=_SIZES, default="district")
    many, rounds = _SIZES[parser.parse_args().size]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHEDUN_BROWSER"], args=["--no-sandbox", OFFLINE]
        )
        if many:
            with_projects(many, Path(folder))
        found = measure(browser, Path(folder) if many else None, rounds)
        browser.close()
    print(f"{rounds} updates, {many or 'the shipped'} projects; seconds: median, worst")
    for what, times in found.items():
        print(f"{what:<12} {statistics.median(times):.2f} {max(times):.2f}")


if __name__ == "__main__":
    main()
