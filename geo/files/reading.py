"""Read a vector file with GDAL, or say in one code why it cannot be read."""

import json
import re
import warnings
from contextlib import suppress
from pathlib import Path

import geopandas as gpd
import pyogrio
import pyproj
from pyproj.exceptions import CRSError
from shapely.errors import GEOSException

from geo import InputError
from geo.files.plain import require_plain

# Members stand before or after the features; this much is looked through at either end.
_MEMBER_BYTES = 65_536

# GDAL looks for the mark of its own source descriptions (OGR VRT, WFS) in the first kilobyte.
_MARK_BYTES = 1_024


def read_vector(
    path: Path, *, layer: str | None = None, content: bytes | None = None
) -> gpd.GeoDataFrame:
    """Return the features of a local vector file in the CRS that it states.

    `content` is what stood in a file of one part when it was read; then the disk is not looked at.

    Raises `InputError` with the codes of `require_plain`, `file_empty`, `file_not_vector`,
    `file_no_geometry` and `crs_unknown`; each carries `file`. A path that GDAL would fetch from a
    network or open as a virtual file is not a local file and so is missing. A file that only
    describes a source elsewhere (OGR VRT, WFS) is not read. Dates come as text, as they stand; a
    ring that is not closed or a line of one point comes as a missing geometry.
    """
    head = content[:_MARK_BYTES] if content is not None else _head(path)
    if not head:
        raise InputError("file_empty", file=path.name)
    if b"<OGR" in head:
        raise InputError("file_not_vector", file=path.name)
    try:
        with warnings.catch_warnings():
            # GDAL warns of what validation reports in the user's words.
            warnings.simplefilter("ignore")
            frame = pyogrio.read_dataframe(
                path.resolve() if content is None else content,
                layer=layer,
                on_invalid="ignore",
                datetime_as_string=True,
            )
    except (RuntimeError, ValueError, IndexError, GEOSException) as error:
        raise InputError("file_not_vector", file=path.name) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise InputError("file_no_geometry", file=path.name)
    if frame.crs is None or not geojson_crs_is_known(path, content):
        raise InputError("crs_unknown", file=path.name)
    return frame


def _head(path: Path) -> bytes:
    with suppress(OSError):  # a name that no file can have
        if path.is_dir():
            return b"folder"
    require_plain(path)
    try:
        with path.open("rb") as file:
            return file.read(_MARK_BYTES)
    except OSError as error:
        raise InputError("file_unreadable", file=path.name) from error


def geojson_crs_is_known(path: Path, content: bytes | None = None) -> bool:
    """Tell whether a GeoJSON's `crs` member, if it has one, names a CRS.

    GDAL silently takes WGS84 when it does not know the name, and for a `crs` of null, which the
    GeoJSON of 2008 (section 3) defines as "no CRS can be assumed".
    """
    if path.suffix.lower() not in {".geojson", ".json"}:
        return True
    if content is not None:
        head, tail = content[:_MEMBER_BYTES], content[-_MEMBER_BYTES:]
    else:
        with path.open("rb") as file:
            head = file.read(_MEMBER_BYTES)
            file.seek(max(0, path.stat().st_size - _MEMBER_BYTES))
            tail = file.read()
    for text in (head.split(b'"features"')[0], tail.rpartition(b"]")[2]):
        found = re.search(rb'"crs"\s*:\s*', text)
        if found:
            return _names_a_crs(text[found.end() :].decode("utf-8", "replace"))
    return True


def _names_a_crs(text: str) -> bool:
    try:
        member, _ = json.JSONDecoder().raw_decode(text)
        pyproj.CRS.from_user_input(member["properties"]["name"])
    except (ValueError, TypeError, KeyError, CRSError):
        return False
    return True
