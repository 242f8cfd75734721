"""A few hostile files beside two other visitors; `make acceptance` uploads all of them."""

from collections.abc import Callable
from pathlib import Path

from tests.browser.conftest import Server, Visit
from tests.browser.crowd import Siter, Uploader, Worker, given

Open = Callable[..., Visit]
FILES = (
    given("SQLite", "a view without end"),
    given("tables", "WKT nested 100,000 deep in a workbook"),
    given("SQLite", "a geometry nested 100,000 deep"),
)


def test_what_one_uploads_touches_nobody_else(server: Server, visit: Open, tmp_path: Path) -> None:
    first, worker, siter = (
        Uploader(visit(), server),
        Worker(visit(), server),
        Siter(visit(), server),
    )
    for number, each in enumerate(FILES):
        folder = tmp_path / str(number)
        folder.mkdir()
        first.gives(each.build(folder))
        if not number:
            siter.starts()
            worker.clicks()
            siter.stops()
            worker.chooses()
        first.sees(each)
    assert not server.death
    assert [each.here.complaints for each in (first, worker, siter)] == [[], [], []]
    assert [each.here.outside() for each in (first, worker, siter)] == [[], [], []]
