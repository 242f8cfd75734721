"""Colour the parcels of a large layer by an answer: a shade a row, for the tiles that are drawn."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chedun_gis.analysis.coverage import CoverageQuestion, coverage_terms
from chedun_gis.analysis.coverage_rows import mapped_rows, parts_for, rows_of
from chedun_gis.compute import Cut, HeavyQuestion
from chedun_gis.texts import text
from chedun_gis.town import Town, attributes
from layers import Symbol, Text

# The shade of each row, 0 for one that has none.
RowShades = NDArray[np.uint8]

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


def _parts_of(town: Town, question: CoverageQuestion) -> int:
    """Return into how many parts it is cut; in place where no parcel is drawn from tiles."""
    return parts_for(len(coverage_terms(town, question).demand)) if town.large(LAYER) else 0


def shade_part(town: Town, question: CoverageQuestion, number: int, of: int) -> RowShades | None:
    """Return the shades of some rows of the demand; None where nothing is to be covered."""
    terms = coverage_terms(town, question)
    if terms.missing or town.large(LAYER) is None:
        return None
    return shade_of(mapped_rows(town, question, rows_of(terms.demand, number, of)).parcels["share"])


def coverage_shades(
    town: Town, question: CoverageQuestion, parts: tuple[RowShades | None, ...]
) -> Shades | None:
    """Return which parcels are covered, partly or not; None where they are not drawn from tiles."""
    large, known = town.large(LAYER), [part for part in parts if part is not None]
    if large is None or not known:
        return None
    ids = pd.Index(attributes(large, ["id"])["id"])
    rows = np.zeros(large.count, dtype=np.uint8)
    rows[ids.get_indexer(coverage_terms(town, question).demand["id"])] = np.concatenate(known)
    return Shades(text("shade.title"), LAYER, large.digest, _SYMBOLS, packed(rows))


COVERAGE_SHADES: Final = HeavyQuestion(coverage_shades, Cut(_parts_of, shade_part), most=8)
