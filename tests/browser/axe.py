"""Hold what is shown against axe-core: who sees little, or works without a mouse, can use it.

Faults of the impacts "serious" and "critical" count, on the page and in the map's frame alike.
"""

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import TimeoutError as NotInTime

from tests.browser.conftest import ROOT, Visit
from tests.browser.tools import SCHEMES

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


# Every fault with its element, as axe tells them.
FAULTS = """async () => {
    const found = await axe.run(document, { resultTypes: ["violations"] });
    return found.violations
        .filter(each => ["serious", "critical"].includes(each.impact))
        .flatMap(({ id, impact, help, nodes }) => nodes.map(node => ({
            id, impact, help,
            element: node.html,
            target: node.target.join(" >> "),
            more: node.failureSummary,
        })));
}"""
# The page and each map in it follow the browser's scheme; buttons take a moment to fade over.
IN_SCHEME = """scheme => {
    const maps = [...document.querySelectorAll("iframe[title*=folium]")];
    return getComputedStyle(document.querySelector(".stApp")).colorScheme === scheme
        && maps.every(each => each.contentDocument?.body?.dataset.theme === scheme);
}"""
SHOWN = """selector => [document, ...[...document.querySelectorAll("iframe")]
    .map(each => each.contentDocument)].some(each => each?.querySelector(selector))"""
FADED_MS = 400


def open_list(here: Visit, name: str) -> None:
    """Open a list; one whose page is drawn anew meanwhile closes, and is opened again."""
    for _ in range(10):
        here.settle()
        here.page.get_by_role("combobox", name=name, exact=True).click()
        try:
            here.page.get_by_role("option").first.wait_for(timeout=3_000)
        except NotInTime:
            continue
        return
    raise AssertionError(name)


def found(here: Visit) -> list[dict[str, Any]]:
    """Return the faults of the page and the frames in it as they stand."""
    for frame in here.page.frames:
        # Given to the browser's debugger, it needs no leave of the page's policy.
        if frame.evaluate("typeof axe === 'undefined'"):
            frame.evaluate(AXE)
    return list(here.page.evaluate(FAULTS))


def worded(faults: Sequence[dict[str, Any]]) -> str:
    return "\n".join(
        f"{each['id']} ({each['impact']}): {each['help']}\n"
        f"  {each['target']}\n  {each['element'][:300]}\n  {each['more']}"
        for each in faults
    )


def check(here: Visit, *schemes: str) -> None:
    """Fail with every fault of what is shown now, in each colour scheme."""
    for scheme in schemes or SCHEMES:
        here.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        here.page.wait_for_function(IN_SCHEME, arg=scheme)
        here.page.wait_for_timeout(FADED_MS)
        faults = found(here)
        assert not faults, f"{here.page.url} in {scheme}:\n{worded(faults)}"
