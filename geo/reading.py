"""Read a vector file with GDAL, or say in one code why it cannot be read."""

import warnings
from pathlib import Path

import geopandas as gpd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from geo.errors import InputError


def read_vector(path: Path, *, layer: str | None = None) -> gpd.GeoDataFrame:
    """Return the features of a local vector file in the CRS that it states.

    Raises `InputError` with the codes `file_missing`, `file_empty`, `file_not_vector`,
    `file_no_geometry` and `crs_unknown`; each carries `file`. A path that GDAL would fetch from a
    network or open as a virtual file is not a local file and so is missing.
    """
    if not path.exists():
        raise InputError("file_missing", file=path.name)
    if path.is_file() and path.stat().st_size == 0:
        raise InputError("file_empty", file=path.name)
    try:
        with warnings.catch_warnings():
            # GDAL warns of what validation reports in the user's words.
            warnings.simplefilter("ignore")
            frame = pyogrio.read_dataframe(path.resolve(), layer=layer)
    except (DataSourceError, DataLayerError, ValueError, UnicodeDecodeError) as error:
        raise InputError("file_not_vector", file=path.name) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise InputError("file_no_geometry", file=path.name)
    if frame.crs is None:
        raise InputError("crs_unknown", file=path.name)
    return frame
