"""Say of a large layer where it lies on the disk; its features are read as a question needs them."""

from dataclasses import dataclass
from pathlib import Path

# (west, south, east, north) in metres.
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class LargeLayer:
    """A layer of the workspace that is too large to be held: its GeoParquet, and what is in it.

    The file holds the layer's fields and geometry in the town's metric CRS, with the covering
    column `bbox` (GeoParquet 1.1), in the order of a Hilbert curve, in row groups of some thousand
    rows. `digest` is another one for every other content, `count` the number of features, `bounds`
    (west, south, east, north) holds them all, in metres.
    """

    path: Path
    digest: str
    count: int
    bounds: Bounds
