"""A short text that is equal for equal answers."""

import hashlib
import re

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

# A PDF has the time at which it was made, and two ids that follow from that.
MADE = re.compile(
    rb"D:\d{14}[^)]*|\d{4}-\d\d-\d\dT[^<]*|/ID ?\[.*?\]|<xmpMM:\w+ID>[^<]*", re.DOTALL
)


def digest(*values: object) -> str:
    """Return a short text that is equal for equal values; geometries and numbers in full."""
    found = hashlib.blake2b(digest_size=12)
    for value in values:
        found.update(_bytes(value))
    return found.hexdigest()


def _bytes(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, gpd.GeoDataFrame):
        plain = pd.DataFrame(value.drop(columns=value.geometry.name))
        shapes = shapely.to_wkb(value.geometry.to_numpy())
        return plain.to_csv().encode() + b"".join(shape or b"-" for shape in shapes)
    if isinstance(value, pd.DataFrame):
        return value.to_csv().encode()
    if isinstance(value, np.ndarray):
        return value.tobytes()
    return repr(value).encode()
