"""Places along the curve, and the tiles that features belong to wherever a layer is cut."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo import curve_of, tile_box, tiles_of

SIDE = 16_384.0


def points(xy: np.ndarray) -> np.ndarray:
    return np.hstack([xy, xy]).astype(float)


def test_the_curve_goes_from_each_cell_to_one_beside_it() -> None:
    """Of any square of 16 by 16 cells that begins at one of its multiples, all in one run."""
    x, y = np.meshgrid(np.arange(16), np.arange(16))
    xy = np.column_stack([624_000 + x.ravel(), 3_435_008 + y.ravel()])
    place = curve_of(points(xy + 0.5))
    assert place.max() - place.min() == 255
    steps = np.abs(np.diff(xy[np.argsort(place)], axis=0)).sum(axis=1)
    assert (steps == 1).all()


def test_a_tile_holds_what_belongs_to_it() -> None:
    """A box of 512 m belongs to the smallest tiles, one a hair wider to those twice as wide."""
    x, y = 3 * SIDE, 200 * SIDE
    small, large = [x, y, x + 512, y + 512], [x, y, x + 512.001, y + 1]
    tiles = tiles_of(np.array([small, large]))
    assert tiles.tolist() == [[0, 3, 200], [1, 1, 100]]
    west, south, east, north = tile_box(tiles)[0]
    assert (west, south) == (x - 256, y - 256)
    assert (east, north) == (x + SIDE + 256, y + SIDE + 256)


BOX = st.tuples(
    st.floats(-1e6, 5e7), st.floats(-1e7, 1e7), st.floats(0, 200_000), st.floats(0, 200_000)
)


@given(st.lists(BOX, min_size=1, max_size=20))
def test_no_feature_reaches_out_of_the_box_of_its_tile(boxes: list[tuple[float, ...]]) -> None:
    bounds = np.array([[x, y, x + wide, y + high] for x, y, wide, high in boxes])
    tiles = tiles_of(bounds)
    held = tile_box(tiles)
    assert (held[:, :2] <= bounds[:, :2]).all()
    assert (held[:, 2:] >= bounds[:, 2:]).all()
    # Alone, each has the tile that it has among the others.
    assert [tiles_of(each[None]).tolist()[0] for each in bounds] == tiles.tolist()


def test_nothing_has_neither_place_nor_tile() -> None:
    none = np.zeros((0, 4))
    assert curve_of(none).tolist() == tiles_of(none).tolist() == tile_box(tiles_of(none)).tolist()
