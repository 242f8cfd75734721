"""Hold what the user says about a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from geo.position import FitKind


@dataclass(frozen=True, slots=True)
class Options:
    """The user's statements; an empty one leaves it to the file, or to be asked.

    - `source_layer`: which layer of the file; `encoding`: of its texts.
    - `crs`: the CRS of the coordinates (EPSG code, PROJ or WKT; `@yx` behind it: axes swapped).
    - `datum`: one of `geo.position.DATUMS`: are they shifted as on Chinese web maps?
    - `control`: control points of a local grid (local east and north, then the known ones in `crs`,
      the town's metric CRS without it), in place of a CRS of the file; `fit`: how they are fitted.
    - `columns`: the column of a field (also `x`, `y`, `wkt` of a table); empty for none.
    - `values`: one value of a field for the whole file.
    """

    source_layer: str = ""
    encoding: str = ""
    crs: str = ""
    datum: str = ""
    control: tuple[tuple[float, float, float, float], ...] = ()
    fit: FitKind = "similarity"
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
