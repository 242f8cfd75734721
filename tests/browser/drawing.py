"""Draw on the map of the scenario page, and read what follows."""

from playwright.sync_api import Page

from tests.browser.conftest import Visit

# Homes that no park reaches, in latitude and longitude: in the new town in the south, and in the
# film town in the north.
SOUTH, NORTH = (30.9869, 121.2654), (31.0073, 121.3052)


def wait_for_pen(here: Visit) -> None:
    here.wait_shown("scenario")
    here.wait_in_map("document.body.dataset.pen")


def share(page: Page) -> float:
    return float(page.get_by_test_id("stMetricValue").first.inner_text().rstrip("%"))


def rises(page: Page, before: float) -> float:
    page.wait_for_function(
        """before => {
            const shown = document.querySelector('[data-testid=stMetricValue]')?.innerText;
            return shown && parseFloat(shown) !== before;
        }""",
        arg=before,
    )
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
