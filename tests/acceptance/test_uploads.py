"""Every file that once stopped the server, uploaded one after the other beside two other visitors.

The server is a real one, its three visitors are in one browser at once. While each file is read
one of them clicks projects and chooses rules of coverage, the other searches sites on a fine grid
and stops it.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chedun_gis.texts import say
from tests.acceptance.reporting import Tell
from tests.browser.conftest import Server, Visit
from tests.browser.crowd import (
    MOST_READING_S,
    Given,
    Scenarios,
    Siter,
    Uploader,
    Worker,
    given,
)

Open = Callable[..., Visit]
FILES = (
    given("SQLite", "a geometry nested 100,000 deep"),
    given("columnar", "a geometry nested 100,000 deep"),
    given("tables", "WKT nested 100,000 deep in a workbook"),
    given("SQLite", "a view without end"),
    given("SQLite", "a view of everything with everything"),
    given("SQLite", "a view of 900 MB of zeroes"),
    given("GeoJSON", "a ring of 5,000 random vertices"),
    given("GeoJSON", "a ring of 100,000 random vertices"),
    given("GeoJSON", "a million vertices", say("import.found", "zh", format="GeoJSON", count=1)),
    given("GeoJSON", "20,000 rows of one id"),
    given("CAD", "a line 10^8 times in blocks of blocks"),
    given("boundary text", "20,000 rings in each other"),
    given(
        "boundary text",
        "20,000 rings beside each other",
        say("import.found", "zh", format=say("import.format.txt", "zh"), count=1),
    ),
    given("archives", "a link"),
    given("archives", "a pipe"),
)
# What a scenario's page says of its own files: nothing is wrong, or a sentence.
SCENARIOS = (
    given("scenarios and rules", "2,000 parks", say("scenario.changes", "zh", count=2_000)),
    given("scenarios and rules", "a park of 300,000 vertices"),
)
CONTROL = given("tables", "30,000 control points", "30000 个控制点，中误差 0.")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(CHEDUN_WORKSPACE=str(tmp_path_factory.mktemp("workspace")))
    yield running
    running.stop()


def test_every_file_is_answered_while_two_others_work(
    town: Server, visit: Open, tell: Tell, tmp_path: Path
) -> None:
    first, worker, siter = (
        Uploader(visit(), town),
        Worker(visit(), town),
        Siter(visit(), town),
    )
    scenarios = Scenarios(first.here, town)  # the same visitor, on another page
    slowest: dict[str, float] = {}

    def story(what: Given, gives: Callable[[Path], None], sees: Callable[[Given], None]) -> None:
        folder = Path(tempfile.mkdtemp(dir=tmp_path))
        file = what.build(folder)
        start = time.monotonic()
        gives(file)
        siter.starts()
        worker.clicks()
        siter.stops()
        worker.chooses()
        sees(what)
        slowest[f"{what.name}, {file.name}"] = time.monotonic() - start
        assert not town.death, what.name
        file.unlink()

    for each in FILES:
        story(each, first.gives, first.sees)
    story(CONTROL, first.gives_grid, first.sees)
    for each in SCENARIOS:
        story(each, scenarios.gives, scenarios.sees)
    siter.finds()
    visitors = (first, worker, siter)
    assert [each.here.complaints for each in visitors] == [[]] * len(visitors)
    assert [each.here.outside() for each in visitors] == [[]] * len(visitors)
    name = max(slowest, key=slowest.__getitem__)
    tell(
        "files uploaded beside two visitors",
        len(slowest),
        most_s=f"{slowest[name]:.0f} ({name})",
        limit_s=MOST_READING_S,
        answers_meanwhile=worker.answers,
        slowest_answer_s=f"{worker.slowest_s:.1f}",
        sitings_stopped=len(slowest),
    )
