"""Colour the parcels of a large layer by an answer: a shade a row, for the tiles that are drawn."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chedun_gis.texts import text
from chedun_gis.town import LargeLayer, Town, attributes
from layers import Symbol, Text

# The shade of each row, 0 for one that has none.
RowShades = NDArray[np.uint8]

# The homes: of them a coverage tells how much of each parcel is reached.
LAYER: Final = "residential"
_COVERED, _PARTLY, _MISSED = 1, 2, 3
_SYMBOLS: Final = (
    Symbol(text("shade.covered"), "#2b8a3e", weight=0.7, fill_opacity=0.35),
    Symbol(text("shade.partly"), "#e67700", pattern="diagonal", weight=0.7, fill_opacity=0.6),
    Symbol(text("shade.missed"), "#c92a2a", pattern="cross", weight=0.7, fill_opacity=0.6),
)


@dataclass(frozen=True, slots=True)
class Shades:
    """How the features of a layer that is drawn from tiles are coloured, in place of their own.

    `digest` is that of the layer in whose order the `rows` are: two bits a row, four rows a byte,
    the first in its lowest bits; 0 leaves a feature as it is, else the number of its symbol from 1.
    """

    title: Text
    layer: str
    digest: str
    symbols: tuple[Symbol, ...]
    rows: bytes


def packed(rows: RowShades) -> bytes:
    """Return shades of 0 to 3 as `Shades.rows` has them."""
    filled = np.zeros(-(-len(rows) // 4) * 4, dtype=np.uint8)
    filled[: len(rows)] = rows
    four = filled.reshape(-1, 4) << np.array([0, 2, 4, 6], dtype=np.uint8)
    return bytes(np.bitwise_or.reduce(four, axis=1).astype(np.uint8))


def shade_of(share: "pd.Series[float]") -> RowShades:
    """Return the shades of parcels by how much of each is covered (0 to 1); none for NaN."""
    found = share.to_numpy(dtype=float)
    known = ~np.isnan(found)
    chosen = np.select([found >= 1, found <= 0], [_COVERED, _MISSED], _PARTLY)
    return np.where(known, chosen, 0).astype(np.uint8)


def coverage_shades(large: LargeLayer, rows: RowShades) -> Shades:
    """Return which parcels of a large layer are covered, partly or not, by the shade of each."""
    return Shades(text("shade.title"), LAYER, large.digest, _SYMBOLS, packed(rows))


def shades_by_id(town: Town, share: "pd.Series[float]") -> Shades | None:
    """Return the same of parcels by id; None where they are not drawn from tiles."""
    large = town.large(LAYER)
    if large is None:
        return None
    ids = pd.Index(attributes(large, ["id"])["id"])
    rows = np.zeros(large.count, dtype=np.uint8)
    rows[ids.get_indexer(share.index)] = shade_of(share)
    return coverage_shades(large, rows)
