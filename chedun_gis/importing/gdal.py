"""Read with GDAL, cut off from any network, only by the drivers that a format may use."""

import re
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import Final

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyogrio
from shapely.errors import GEOSException

from chedun_gis.importing.limits import MOST_FEATURES, require_features
from chedun_gis.importing.sniff import FORMATS
from geo import InputError

# GDAL's options are those of the whole process, so one read at a time goes without a network.
_LOCK: Final = Lock()
_OFFLINE: Final = {
    "GDAL_HTTP_PROXY": "127.0.0.1:9",
    "GDAL_HTTP_MAX_RETRY": "0",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "GDAL_VRT_ENABLE_PYTHON": "NO",
}
_FAULTS: Final = (RuntimeError, ValueError, IndexError, OSError, GEOSException, pa.ArrowException)
# Whole numbers with gaps stay whole: as floats they would lose what is beyond 2^53.
_TYPES: Final = {
    pa.int64(): pd.Int64Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int16(): pd.Int16Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}
_CALL_OUT: Final = re.compile(r"\b(ogr_\w+|load_extension)\s*\(")


def layer_names(path: Path, kind: str) -> list[str]:
    """Return the names of the layers with geometry; `InputError("file_not_vector")` if unreadable.

    Tables without geometry are left out; an empty list when there is nothing else.
    """
    if kind == "gpkg":
        _require_plain_tables(path)
    with _guarded(path):
        listed = pyogrio.list_layers(path.resolve())
    return [str(name) for name, geometry in listed if geometry is not None]


def read(
    path: Path, kind: str, *, layer: str | None = None, encoding: str | None = None
) -> gpd.GeoDataFrame:
    """Return one layer, by default the first; dates as text, a broken geometry as missing.

    Raises `InputError` with `file_not_vector`, `file_no_geometry` (file), `import_features`,
    `import_columns` and `import_driver` (file, driver).
    """
    with _guarded(path):
        info = pyogrio.read_info(path.resolve(), layer=layer, encoding=encoding)
        if info["driver"] not in FORMATS[kind]:
            raise InputError("import_driver", file=path.name, driver=info["driver"])
        require_features(int(info["features"]), columns=len(info["fields"]))
        frame = pyogrio.read_dataframe(
            path.resolve(),
            layer=layer,
            encoding=encoding,
            max_features=MOST_FEATURES + 1,
            on_invalid="ignore",
            datetime_as_string=True,
            use_arrow=True,
            arrow_to_pandas_kwargs={"types_mapper": _TYPES.get},
        )
    if not isinstance(frame, gpd.GeoDataFrame):
        raise InputError("file_no_geometry", file=path.name)
    require_features(len(frame))
    return frame


@contextmanager
def _guarded(path: Path) -> Iterator[None]:
    with _LOCK, warnings.catch_warnings():
        # GDAL warns of what is reported later in the user's words.
        warnings.simplefilter("ignore")
        before = {name: pyogrio.get_gdal_config_option(name) for name in _OFFLINE}
        pyogrio.set_gdal_config_options(_OFFLINE)
        try:
            yield
        except InputError:
            raise
        except _FAULTS as error:
            raise InputError("file_not_vector", file=path.name) from error
        finally:
            pyogrio.set_gdal_config_options(before)


def _require_plain_tables(path: Path) -> None:
    """Refuse a GeoPackage whose tables or views reach for other files."""
    query = "SELECT type, sql FROM sqlite_master WHERE sql IS NOT NULL"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            statements = [
                (kind, " ".join(text.lower().split())) for kind, text in database.execute(query)
            ]
    except sqlite3.Error as error:
        raise InputError("file_not_vector", file=path.name) from error
    for kind, text in statements:
        virtual = text.startswith("create virtual table") and " using rtree" not in text
        calls = kind in {"view", "trigger"} and _CALL_OUT.search(text)
        if virtual or calls:
            raise InputError("import_virtual", file=path.name)
