"""The story of a layer of 200,000 parcels, drawn from tiles."""

from collections.abc import Callable
from pathlib import Path

from tests.browser.conftest import Server, Visit
from tests.browser.test_tiles import draws_and_answers
from tests.tiled import squares, with_parcels

COUNT = 200_000


def test_two_hundred_thousand_parcels_are_drawn_and_one_is_clicked(
    tmp_path: Path, visit: Callable[..., Visit]
) -> None:
    with_parcels(squares(COUNT), tmp_path)
    running = Server(CHEDUN_WORKSPACE=str(tmp_path))
    try:
        draws_and_answers(visit(), running.url, COUNT)
    finally:
        running.stop()
