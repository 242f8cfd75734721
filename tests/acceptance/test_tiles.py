"""The story of a layer of 200,000 parcels, drawn from tiles: held, and too large to be held."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
import shapely
from playwright.sync_api import expect

from chedun_gis.texts import fault_of, say
from chedun_gis.town import MOST_AT_ONCE, open_town
from chedun_gis.views.shared.tools import TOOLS
from tests.browser.conftest import Server, Visit
from tests.browser.drawing import share
from tests.browser.test_tiles import ALONE, draws_and_answers, place_of
from tests.tiled import squares, with_parcels

ROOT = Path(__file__).resolve().parent.parent.parent
Open = Callable[..., Visit]
UNEXPECTED = fault_of("unexpected_here", {"number": "§"}, "zh").split("§")[0]
SHADES = (
    "[...document.querySelectorAll('.chedun-evidence')].some((b) => b.innerText.includes('{}'))"
)


class Many(NamedTuple):
    """A server with so many parcels in its workspace."""

    server: Server
    count: int
    space: Path


@pytest.fixture(scope="module", params=(MOST_AT_ONCE, MOST_AT_ONCE + 1))
def many(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Many]:
    space = tmp_path_factory.mktemp("many")
    with_parcels(squares(request.param), space)
    running = Server(CHEDUN_WORKSPACE=str(space))
    yield Many(running, request.param, space)
    running.stop()


def test_parcels_are_drawn_and_one_is_clicked(many: Many, visit: Open) -> None:
    server, count = many.server, many.count
    draws_and_answers(visit(), server.url, count)


def test_their_coverage_is_asked_for_stopped_asked_for_again_and_one_is_clicked(
    many: Many, visit: Open
) -> None:
    server, count = many.server, many.count
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


# What asks for all homes at once; each says in one sentence that they are too many.
TOO_MANY = (
    ("coverage", "--rule", "plan-2025"),
    ("coverage", "--service", "parks", "--radius-m", "500", "--demand", "residential"),
    ("site", "--candidates", "parks", "--demand", "residential", "--radius-m", "500"),
    ("survey",),
    ("export", "--layers", "all", "--out", "pack"),
    ("finish", "--all", "building"),
    ("report", "--of", "scorecard", "--out", "report.html"),
)


@pytest.mark.parametrize("many", [MOST_AT_ONCE + 1], indirect=True)
@pytest.mark.parametrize("command", TOO_MANY, ids=" ".join)
def test_a_command_answers_or_says_that_the_parcels_are_too_many(
    many: Many, command: tuple[str, ...], tmp_path: Path
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "chedun_gis", *command],
        cwd=tmp_path,
        env=os.environ | {"CHEDUN_WORKSPACE": str(many.space), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = (ran.stdout + ran.stderr).strip()
    assert "Traceback" not in said
    if ran.returncode:
        assert said.splitlines() == [too_many(MOST_AT_ONCE + 1)]
        assert not list(tmp_path.iterdir())


def too_many(count: int) -> str:
    told = {"layer": "residential", "count": count, "limit": MOST_AT_ONCE}
    return fault_of("layer_large", told, "zh")


@pytest.mark.parametrize("many", [MOST_AT_ONCE + 1], indirect=True)
def test_every_tool_opens_and_says_what_it_cannot_answer(many: Many, visit: Open) -> None:
    here = visit()
    for name in TOOLS:
        here.page.goto(f"{many.server.url}/{'' if name == 'map' else name}?lang=zh")
        here.settle()
        expect(here.page.get_by_test_id("stException")).to_have_count(0)
        expect(here.page.get_by_text(UNEXPECTED)).to_have_count(0)
        expect(here.page.locator(".st-key-tool")).not_to_be_empty()
    assert here.complaints == []
    assert here.outside() == []


def beside_a_park(count: int) -> int:
    """Return a parcel within reach of an open park: nothing that is missed lies over it."""
    parks = open_town().frame("parks")
    park = parks[parks["stage"] == "completed"].geometry.iloc[0]
    far_m = shapely.distance(shapely.centroid(squares(count)), park)
    return int(np.flatnonzero((far_m > 50) & (far_m < 200))[0])
