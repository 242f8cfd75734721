"""Hold what a file says, before it is fitted to a layer."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd

from geo import Problem


@dataclass(frozen=True, slots=True)
class SourceLayer:
    """One layer of a file: its format (a key of `sniff.FORMATS`), where it is and its name."""

    format: str
    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class RowSpan:
    """Some rows of a layer that follow one another: `count` from `first` on, which begins at 0."""

    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Encoding:
    """In which encoding the texts were read, and whether that is sure.

    `sure` is False where the file does not say and the bytes decided; `why` is "stated" (by the
    file), "chosen" (by the user), "fixed" (by the format) or "detected".
    """

    name: str = "utf-8"
    why: str = "fixed"

    @property
    def sure(self) -> bool:
        """Tell whether nobody needs to look whether the texts are readable."""
        return self.why != "detected"


@dataclass(frozen=True, slots=True)
class Raw:
    """A layer as its file has it: the columns as they are, in the CRS the file states, or None.

    The index is the row in the file from 1: the feature's number, or the line of a table. A column
    that held coordinates stays. `total` is how many rows the file has where these are some of them,
    else 0.
    """

    frame: gpd.GeoDataFrame
    source: SourceLayer
    encoding: Encoding = Encoding()
    problems: tuple[Problem, ...] = ()
    placed_by: tuple[str, ...] = ()
    total: int = 0
