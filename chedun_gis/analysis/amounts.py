"""Take a column of a frame for what its features count, and name the rows that have no number."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo import Floats, InputError

_SHOWN: Final = 10


def amounts_of(frame: gpd.GeoDataFrame, name: str) -> Floats:
    """Return a column of finite numbers of at least 0.

    Raises `InputError("column_missing")` (column) when there is none, and `"weight_missing"` or
    `"weight_negative"` (column, count, rows) naming the rows, by their ids where there are any.
    """
    if name not in frame:
        raise InputError("column_missing", column=name)
    numbers = np.asarray(pd.to_numeric(frame[name], errors="coerce"), dtype=float)
    _require_rows("weight_missing", frame, name, np.isfinite(numbers))
    _require_rows("weight_negative", frame, name, numbers >= 0)
    return numbers


def _require_rows(code: str, frame: gpd.GeoDataFrame, column: str, good: NDArray[np.bool_]) -> None:
    bad = np.flatnonzero(~good)
    if len(bad):
        labels = frame["id"] if "id" in frame else pd.Series(range(1, len(frame) + 1))
        rows = [str(each) for each in labels.iloc[bad[:_SHOWN]]] + ["…"] * (len(bad) > _SHOWN)
        raise InputError(code, column=column, count=len(bad), rows="、".join(rows))
