"""Tell by its content what a file is, so that GDAL opens nothing but what it looks like."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from geo import InputError

# The GDAL drivers that may open a file of each format; none where another reader does.
FORMATS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "geojson": ("GeoJSON",),
        "geojsonl": ("GeoJSON",),
        "gpkg": ("GPKG",),
        "shp": ("ESRI Shapefile",),
        "gdb": ("OpenFileGDB",),
        "kml": ("LIBKML", "KML"),
        "gml": ("GML",),
        "gpx": ("GPX",),
        "dxf": ("DXF",),
        "mapinfo": ("MapInfo File",),
        "fgb": ("FlatGeobuf",),
        "geoparquet": (),
        "csv": (),
        "xlsx": (),
        "txt": (),
        "gtfs": (),
    }
)

# What a file dialogue may offer.
SUFFIXES: Final = (
    "geojson",
    "json",
    "geojsonl",
    "geojsons",
    "gpkg",
    "zip",
    "shp",
    "kml",
    "kmz",
    "gml",
    "gpx",
    "dxf",
    "tab",
    "mif",
    "fgb",
    "parquet",
    "csv",
    "xlsx",
    "txt",
)

# What may lie beside such a file as a part of it.
PARTS: Final = ("dbf", "shx", "prj", "cpg", "dat", "map", "id", "ind", "mid", "xsd")

_HEAD_BYTES: Final = 65_536
_MAGIC: Final = {
    b"SQLite format 3\x00": "gpkg",
    b"\x00\x00\x27\x0a": "shp",
    b"fgb\x03": "fgb",
    b"PAR1": "geoparquet",
    b"PK\x03\x04": "zip",
    b"AutoCAD Binary DXF": "dxf",
}
# Texts that need their suffix too, and what stands in them.
_BY_SUFFIX: Final = {
    ".tab": ("mapinfo", b"!table"),
    ".mif": ("mapinfo", b"version"),
    ".dxf": ("dxf", b"section"),
}
_GML: Final = b"http://www.opengis.net/gml"
_RECORD: Final = b"\x1e"
# A whole feature on the first line, and another behind it.
_LINES: Final = re.compile(rb'\A\{[^\r\n]*"type"\s*:\s*"Feature"[^\r\n]*\}\s*[\r\n]+\s*\{')
_ROOT: Final = re.compile(rb"<(?:\w+:)?(\w+)[\s>/]")
_BOUNDARY_POINTS: Final = (
    "[地块坐标]".encode(),
    "[地块坐标]".encode("gb18030"),
)


def format_of(path: Path) -> str:
    """Return a key of `FORMATS`, or "zip" for an archive, "folder" for a folder of files.

    Raises `InputError` with `import_format` (file, known), `import_dtd` (file) and `import_name`.
    """
    if set("!?*") & set(str(path.resolve())):
        raise InputError("import_name", file=path.name)  # GDAL reads more into these signs
    if path.is_dir():
        return "gdb" if any(path.glob("a*.gdbtable")) else "folder"
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return _archive_kind(path) if kind == "zip" else kind
    kind = _text_kind(path, head.removeprefix(b"\xef\xbb\xbf").lstrip())
    if not kind:
        raise InputError("import_format", file=path.name, known="、".join(SUFFIXES))
    return kind


def format_is(path: Path, kind: str) -> bool:
    """Tell whether a file begins as those of a format do that has a mark of its own."""
    with path.open("rb") as file:
        head = file.read(len(max(_MAGIC, key=len)))
    return any(head.startswith(magic) for magic, name in _MAGIC.items() if name == kind)


def _archive_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError("archive_broken", file=path.name) from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if {"stops.txt", "routes.txt"} <= {name.rpartition("/")[2] for name in names}:
        return "gtfs"
    return "zip"


def _text_kind(path: Path, head: bytes) -> str:
    suffix = path.suffix.lower()
    if head.startswith((b"{", _RECORD)):
        return _json_kind(suffix, head)
    if head.startswith(b"<"):
        return _xml_kind(path, head)
    kind, mark = _BY_SUFFIX.get(suffix, ("", b""))
    if kind and mark in head.lower():
        return kind
    if b"\x00" in head:
        return ""
    if suffix == ".txt" and any(mark in head for mark in _BOUNDARY_POINTS):
        return "txt"
    return "csv" if suffix in {".csv", ".tsv", ".txt"} else ""


def _json_kind(suffix: str, head: bytes) -> str:
    """Tell one GeoJSON text from several: behind a mark each, or on a line each."""
    # GDAL would run what such a file describes: a chain of its own commands.
    if b"gdal_streamed_alg" in head:
        return ""
    several = suffix in {".geojsonl", ".geojsons"} or head.startswith(_RECORD)
    return "geojsonl" if several or _LINES.match(head) else "geojson"


def _xml_kind(path: Path, head: bytes) -> str:
    root = _ROOT.search(head)
    before = head[: root.start()] if root else head
    if b"<!DOCTYPE" in before or b"<!ENTITY" in head:
        raise InputError("import_dtd", file=path.name)
    name = root.group(1).decode().lower() if root else ""
    if name == "featurecollection" and _GML in head:
        return "gml"
    return name if name in {"kml", "gpx"} else ""
