"""The tools of the app, how each is opened, and when it stands as a person then sees it."""

from typing import Final

from chedun_gis.views.shared.tools import TOOLS
from tests.browser.conftest import Visit

__all__ = [
    "DESK",
    "LANGS",
    "PHONE",
    "SCHEMES",
    "SIZES",
    "TOOLS",
    "WITHOUT_RESULT",
    "opened",
    "wait_until_drawn",
]
# They show no places on the map by themselves.
WITHOUT_RESULT: Final = frozenset({"map", "data", "import", "plans", "evaluation", "survey"})
LANGS: Final = ("zh", "en")
SCHEMES: Final = ("light", "dark")
# Of a desk and of a phone.
SIZES: Final = ((1440, 900), (390, 844))
DESK, PHONE = SIZES

# Whether the map shows what the tool at hand asked for last.
_DRAWN = """() => {
    const [frame] = document.querySelectorAll("iframe[title*=folium]");
    const map = frame?.contentWindow?.chedun?.explorer;
    return map?.applied && map.applied === map.scene;
}"""


def address(tool: str, query: str) -> str:
    """Return what stands behind the server's address; the map is at its root."""
    return f"{'' if tool == 'map' else tool}?{query}"


def opened(here: Visit, url: str, tool: str, query: str) -> Visit:
    """Open a tool and wait until it and its maps are drawn."""
    here.page.goto(f"{url}/{address(tool, query)}")
    here.page.locator("[data-testid=stMain] :is(h2, h4, button)").first.wait_for()
    wait_until_drawn(here)
    return here


def wait_until_drawn(here: Visit) -> None:
    """Wait until the page has run and every map on it is drawn."""
    here.settle()
    here.page.wait_for_function(_DRAWN)
    here.settle()
