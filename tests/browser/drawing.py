"""Draw on the map of the scenario page, and read what follows."""

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as NotInTime

from tests.browser.conftest import MAP, Visit

# Homes that no park reaches, in latitude and longitude: in the new town in the south, and in the
# film town in the north.
SOUTH, NORTH = (30.9869, 121.2654), (31.0073, 121.3052)


def wait_for_pen(here: Visit) -> None:
    here.wait_shown("scenario")
    here.wait_in_map("document.body.dataset.pen")


def share(page: Page) -> float:
    return float(page.get_by_test_id("stMetricValue").first.inner_text().rstrip("%"))


# What tells a drawing that was not finished from a message that was not heard.
_STATE = """() => {
    const { map, pen, outbox, scene, applied } = chedun.explorer;
    return JSON.stringify({
        drawing: map.pm?.globalDrawModeEnabled(),
        corners: map.pm?.Draw?.Polygon?._layer?.getLatLngs?.().flat().length,
        busy: pen?.busy(),
        pending: outbox.pending,
        token: outbox.token,
        heard: [scene.token, scene.heard],
        applied: applied === scene,
    });
}"""


def rises(page: Page, before: float) -> float:
    try:
        page.wait_for_function(
            """before => {
                const shown = document.querySelector('[data-testid=stMetricValue]')?.innerText;
                return shown && parseFloat(shown) !== before;
            }""",
            arg=before,
        )
    except NotInTime:
        state = page.frame_locator(MAP).locator("body").evaluate(_STATE)
        raise AssertionError(state) from None
    return share(page)


def spot(here: Visit, place: tuple[float, float]) -> tuple[float, float]:
    """Return where on the map, in pixels from its corner, a place is that it shows."""
    x, y = here.run_in_map(
        """(body, place) => {
            const { x, y } = chedun.explorer.map.latLngToContainerPoint(place).round();
            return [x, y];
        }""",
        place,
    )
    return x, y


def draw_a_park(here: Visit, place: tuple[float, float] = NORTH) -> None:
    """Draw a square of 40 pixels around a place."""
    here.map.locator(".leaflet-pm-icon-polygon").first.click()
    x, y = here.on_map(*spot(here, place))
    for right, down in ((-20, -20), (20, -20), (20, 20), (-20, 20), (-20, -20)):
        here.page.mouse.move(x + right, y + down)
        here.page.mouse.click(x + right, y + down)


def drawn(here: Visit) -> list[str]:
    names = here.map.locator("body").get_attribute("data-pen") or ""
    return [name for name in names.split() if name.startswith("new-")]
