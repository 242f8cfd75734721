"""What lasts is spared by collections of garbage, and what has died is kept no longer for it."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from chedun_gis.server.lasting import set_apart


class Ring:
    """An object that only a collection can free: it holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_is_alive_is_left_out_of_the_next_collection() -> None:
    ring = Ring()
    set_apart()
    assert not any(each is ring for each in gc.get_objects())
    later = Ring()
    assert any(each is later for each in gc.get_objects())


def test_what_died_since_is_collected_the_next_time() -> None:
    ring = Ring()
    alive = weakref.ref(ring)
    set_apart()
    del ring
    gc.collect()
    assert alive() is not None
    set_apart()
    assert alive() is None
