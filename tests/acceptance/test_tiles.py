"""The story of a layer of 200,000 parcels, drawn from tiles: held, and too large to be held."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
import shapely
from playwright.sync_api import expect

from chedun_gis.texts import say
from chedun_gis.town import MOST_AT_ONCE, open_town
from tests.browser.conftest import Server, Visit
from tests.browser.drawing import share
from tests.browser.test_tiles import ALONE, draws_and_answers, place_of
from tests.tiled import squares, with_parcels

Open = Callable[..., Visit]
SHADES = (
    "[...document.querySelectorAll('.chedun-evidence')].some((b) => b.innerText.includes('{}'))"
)


@pytest.fixture(scope="module", params=(MOST_AT_ONCE, MOST_AT_ONCE + 1))
def many(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, int]]:
    space = tmp_path_factory.mktemp("many")
    with_parcels(squares(request.param), space)
    running = Server(CHEDUN_WORKSPACE=str(space))
    yield running, request.param
    running.stop()


def test_parcels_are_drawn_and_one_is_clicked(many: tuple[Server, int], visit: Open) -> None:
    server, count = many
    draws_and_answers(visit(), server.url, count)


def test_their_coverage_is_asked_for_stopped_asked_for_again_and_one_is_clicked(
    many: tuple[Server, int], visit: Open
) -> None:
    server, count = many
    here = visit()
    page = here.page
    page.goto(f"{server.url}/coverage?lang=zh")
    page.get_by_role("button", name=say("work.stop", "zh")).click()
    expect(page.get_by_text(say("work.stopped", "zh"))).to_be_visible()
    assert not page.get_by_test_id("stMetricValue").count()

    page.get_by_role("button", name=say("work.again", "zh")).click()
    expect(page.get_by_test_id("stMetricValue").first).to_contain_text("%")
    assert 0 < share(page) < 100
    here.wait_shown("coverage")
    here.wait_in_map(SHADES.format(say("shade.missed", "zh")))

    number = beside_a_park(count)
    here.click_map(*here.run_in_map(ALONE, place_of(number, count)))
    expect(page.locator(".card")).to_contain_text(f"地块{number}")
    assert here.complaints == []
    assert here.outside() == []


def beside_a_park(count: int) -> int:
    """Return a parcel within reach of an open park: nothing that is missed lies over it."""
    parks = open_town().frame("parks")
    park = parks[parks["stage"] == "completed"].geometry.iloc[0]
    far_m = shapely.distance(shapely.centroid(squares(count)), park)
    return int(np.flatnonzero((far_m > 50) & (far_m < 200))[0])
