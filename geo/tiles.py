"""Order places along a Hilbert curve, and name the tile of a fixed grid that each belongs to.

Both are of the grid alone, in metres of a projected CRS, and not of what else there is: wherever a
layer is cut, a feature keeps its place and its tile.
"""

from typing import Final

import numpy as np

from geo.checks import Floats, Integers

# A square of 67,000 km by 67,000 km around the origin in cells of 1 m: no grid of the earth has
# larger numbers, with the zone's number before the easting neither.
_ORDER: Final = 26
_OFFSET: Final = float(1 << (_ORDER - 1))
# A side of the smallest tiles. What is wider than a thirty-second of that has larger ones.
TILE_M: Final = 16_384.0
_MARGIN: Final = 1 / 64


def curve_of(bounds: Floats) -> Integers:
    """Return where the middle of each box (n × 4, metres) lies along the Hilbert curve."""
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2 + _OFFSET
    x, y = np.clip(middle, 0, 2 * _OFFSET - 1).astype(np.int64).T
    found = np.zeros(len(x), dtype=np.int64)
    for bit in range(_ORDER - 1, -1, -1):
        right, up = (x >> bit) & 1, (y >> bit) & 1
        found = (found << 2) | ((3 * right) ^ up)
        # Each quarter is the whole curve, turned: the first and the last are mirrored.
        flip = (up == 0) & (right == 1)
        rest = (1 << bit) - 1
        x, y = x & rest, y & rest
        x, y = np.where(flip, rest - x, x), np.where(flip, rest - y, y)
        x, y = np.where(up == 0, y, x), np.where(up == 0, x, y)
    return found


def tiles_of(bounds: Floats) -> Integers:
    """Return the tile (level, column, row) of each box (n × 4, metres), by its middle and size.

    A tile of level k has sides of `TILE_M` × 2 ** k; a box reaches beyond the tile by at most a
    sixty-fourth of that (see `tile_box`).
    """
    half = np.max(bounds[:, 2:] - bounds[:, :2], axis=1, initial=0.0) / 2
    fraction, power = np.frexp(half / (TILE_M * _MARGIN))
    level = np.maximum(np.where(fraction > 0.5, power, power - 1), 0).astype(np.int64)  # noqa: PLR2004
    side = np.ldexp(TILE_M, level)[:, None]
    place = np.floor((bounds[:, :2] + bounds[:, 2:]) / 2 / side).astype(np.int64)
    return np.column_stack([level, place])


def tile_box(tiles: Integers) -> Floats:
    """Return the boxes (n × 4, metres) in which all that belongs to some tiles lies."""
    side = np.ldexp(TILE_M, tiles[:, 0])[:, None]
    corner = tiles[:, 1:] * side
    return np.hstack([corner - side * _MARGIN, corner + side * (1 + _MARGIN)])
