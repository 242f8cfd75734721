"""Open a file, a zip or a folder: list the layers in it and read one of them."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from chedun_gis.compute import Tally
from chedun_gis.importing import gdal
from chedun_gis.importing.boundary_text import read_boundary_text
from chedun_gis.importing.encoding import decode, decode_frame, detect
from chedun_gis.importing.geopackage import rows_of, views_left_out, without_views
from chedun_gis.importing.geoparquet import read_parquet, rows_in
from chedun_gis.importing.gtfs_source import LAYERS as FEED_LAYERS
from chedun_gis.importing.gtfs_source import read_feed, unpack_feed
from chedun_gis.importing.limits import IN_BATCHES, require_count, require_size, require_stated
from chedun_gis.importing.mapinfo import mapinfo_copy, require_corners, require_rows
from chedun_gis.importing.plain_copies import gml_copy, sequence_text, stated_in
from chedun_gis.importing.raw import Encoding, Raw, RowSpan, SourceLayer
from chedun_gis.importing.sniff import SUFFIXES, format_of
from chedun_gis.importing.table_files import place, read_csv, read_sheet, sheet_names
from chedun_gis.importing.whole import (
    require_all_features,
    require_ended,
    require_well_formed,
    shapefile_rows,
)
from geo import InputError, Problem
from geo.files import geojson_crs_is_known, unpack

# What in a folder is a part of a Shapefile or of no use, and so is no file of its own.
_SIDE: Final = frozenset(
    {".dbf", ".shx", ".prj", ".cpg", ".qix", ".sbn", ".sbx", ".qpj", ".qmd", ".xml", ".csvt"}
)
# Where a GML feature states its bounds, GDAL makes fields of them.
_ENVELOPE: Final = ["lowerCorner", "upperCorner"]
_FOLDERS_DEEP: Final = 4


def listed(path: Path, folder: Path) -> list[SourceLayer]:
    """List the layers of a file; what a zip holds is unpacked into `folder`, once for all of them.

    Raises `InputError` for a file beyond the limits, of no known format, broken or hostile, and
    `import_no_layer` (file) for one without any layer.
    """
    require_size(path)
    kind = format_of(path)
    if kind == "zip":
        unpack(path, folder)
        return _some(path, _in_folder(folder, folder))
    if kind == "gtfs":
        feed = folder / path.name  # what is said of it later names the file
        feed.mkdir()
        unpack_feed(path, feed)
        return _in_file(feed, kind, folder)
    if kind == "folder":
        return _some(path, _in_folder(path, folder))
    return _some(path, _in_file(path, kind, folder))


def _some(path: Path, found: list[SourceLayer]) -> list[SourceLayer]:
    if not found:
        raise InputError("import_no_layer", file=path.name)
    return found


def _in_folder(folder: Path, copies: Path, depth: int = 0) -> list[SourceLayer]:
    """List the layers of all files in a folder that are of a known format."""
    found: list[SourceLayer] = []
    if (folder / "stops.txt").is_file() and (folder / "routes.txt").is_file():
        return _in_file(folder, "gtfs", copies)
    for each in sorted(folder.iterdir()):
        # What a link to another folder of it leads to is met at its own place.
        if each.name.startswith((".", "__MACOSX")) or (each.is_dir() and each.is_symlink()):
            continue
        if each.is_dir():
            kind = format_of(each)
            if kind == "gdb":
                found += _in_file(each, "gdb", copies)
            elif depth < _FOLDERS_DEEP:
                found += _in_folder(each, copies, depth + 1)
        elif each.suffix.lower().lstrip(".") in SUFFIXES and each.suffix.lower() not in _SIDE:
            kind = format_of(each)
            # A text that is no list of points is a note to the reader; a zip in it stays shut.
            note = kind == "csv" and each.suffix.lower() == ".txt"
            passed = note or kind == "zip" or _links_only(each, kind)
            found += [] if passed else _in_file(each, kind, copies)
    return found


def _links_only(path: Path, kind: str) -> bool:
    """Tell of a KML that it holds no place: GDAL's KMZ begins with one that names the others."""
    return kind == "kml" and b"Placemark" not in path.read_bytes()


def _in_file(path: Path, kind: str, copies: Path) -> list[SourceLayer]:
    if kind in {"kml", "gpx"}:
        require_well_formed(path)
    if kind == "dxf":
        require_ended(path)
    if kind == "gpkg":
        path = without_views(path, copies)
    if kind in {"gpkg", "gdb", "kml", "gpx", "dxf"}:
        names = gdal.layer_names(path)
    elif kind == "gml":
        with gml_copy(path) as (copy, _):
            names = gdal.layer_names(copy)
            require_stated(path, gdal.feature_count(copy), stated_in(copy))
    elif kind == "xlsx":
        names = sheet_names(path)
    elif kind == "gtfs":
        names = list(FEED_LAYERS)
    else:
        names = [path.stem]
    return [SourceLayer(kind, path, name) for name in names]


def chosen_layer(layers: list[SourceLayer], name: str) -> SourceLayer:
    """Return the layer of this name, or the only one.

    Raises `InputError` with `source_layer_needed` (known, option) or `source_layer_unknown` (layer,
    known).
    """
    known = "、".join(each.name for each in layers)
    if not name:
        if len(layers) > 1:
            option = "|".join(each.name for each in layers)
            raise InputError("source_layer_needed", known=known, option=option)
        return layers[0]
    for each in layers:
        if each.name == name:
            return each
    raise InputError("source_layer_unknown", layer=name, known=known)


def read(
    source: SourceLayer,
    *,
    encoding: str = "",
    columns: Mapping[str, str] | None = None,
    rows: RowSpan | None = None,
    report: Tally = lambda *_: None,
) -> Raw:
    """Read one layer as it is; `columns` may name those that place the rows of a table.

    Of a format that is read in batches these `rows` alone. `report` is told how many rows are read,
    and of how many.
    """
    if source.format in {"csv", "xlsx"}:
        return _table(source, encoding, columns or {})
    by_text = {
        "shp": _shapefile,
        "geojson": _geojson,
        "geojsonl": _geojson_sequence,
        "gml": _gml,
        "mapinfo": _mapinfo,
        "txt": _boundary_points,
    }
    if source.format in by_text:
        return by_text[source.format](source, encoding, report)
    if source.format == "gtfs":
        frame, problems = read_feed(source.path, source.name)
        return Raw(_numbered(frame), source, Encoding(), tuple(problems))
    if rows and source.format in IN_BATCHES:
        return _some_rows(source, rows, report)
    if source.format == "geoparquet":
        return Raw(_numbered(read_parquet(source.path, report=report)), source)
    frame = _numbered(gdal.read(source.path, source.format, layer=_named(source), report=report))
    if source.format == "gpkg":
        require_count(source.path, len(frame), rows_of(source.path, source.name))
    return Raw(frame, source, problems=_of_views(source))


def _some_rows(source: SourceLayer, rows: RowSpan, report: Tally) -> Raw:
    """Read some rows of a layer, by their number in the file from 1."""
    path, layer = source.path, _named(source)
    if source.format == "geoparquet":
        frame, total = read_parquet(path, rows=rows, report=report), rows_in(path)
    else:
        frame = gdal.read(path, source.format, layer=layer, rows=rows, report=report)
        total = gdal.rows_in(path, layer)
    if source.format == "gpkg":  # the count that it keeps may be stale
        total = rows_of(path, source.name)
    require_count(path, len(frame), min(total - rows.first, rows.count))
    frame.index += 1
    return Raw(frame, source, problems=_of_views(source), total=total)


def _named(source: SourceLayer) -> str | None:
    """Return what GDAL knows a layer by; None for the only one."""
    return None if source.format == "fgb" else source.name


def _of_views(source: SourceLayer) -> tuple[Problem, ...]:
    return tuple(views_left_out(source.path)) if source.format == "gpkg" else ()


def _boundary_points(source: SourceLayer, chosen: str, _: Tally) -> Raw:
    content = source.path.read_bytes()
    encoding = detect(content.splitlines(), chosen=chosen)
    frame, problems = read_boundary_text(decode(content, encoding.name)[0].removeprefix("\ufeff"))
    return Raw(frame, source, encoding, tuple(problems))


def _shapefile(source: SourceLayer, chosen: str, report: Tally) -> Raw:
    rows = shapefile_rows(source.path)
    # Read as bytes: GDAL takes what has no .cpg for ISO 8859-1, and believes a wrong one.
    frame = _numbered(gdal.read(source.path, "shp", encoding="ISO-8859-1", report=report))
    require_count(source.path, len(frame), rows)
    frame, encoding, problems = decode_frame(frame, stated=_stated(source.path), chosen=chosen)
    return Raw(frame, source, encoding, tuple(problems))


def _stated(path: Path) -> str:
    """Return the encoding that a .cpg, or the mark in the .dbf, states; "" for none."""
    for suffix in (".cpg", ".CPG"):
        stated = path.with_suffix(suffix)
        if stated.is_file():
            return stated.read_bytes()[:40].decode("ascii", "ignore").strip()
    table = next(
        (each for each in (path.with_suffix(".dbf"), path.with_suffix(".DBF")) if each.is_file()),
        None,
    )
    if table is None:
        return ""
    with table.open("rb") as file:
        head = file.read(32)
    # dBASE language driver 0x4D is code page 936.
    return "gbk" if head[29:30] == b"\x4d" else ""


def _geojson(source: SourceLayer, chosen: str, report: Tally) -> Raw:
    content = source.path.read_bytes()
    encoding = detect(content.splitlines(), chosen=chosen)
    text = decode(content, encoding.name)[0]
    if encoding.name == "utf-8":
        frame = gdal.read(source.path, "geojson", report=report)
    else:
        with tempfile.TemporaryDirectory(prefix="chedun-import-") as folder:
            copy = Path(folder) / source.path.name
            copy.write_text(text, encoding="utf-8", newline="")
            frame = gdal.read(copy, "geojson", report=report)
    require_all_features(text, source.path.name)
    if not geojson_crs_is_known(source.path):
        frame = frame.set_crs(None, allow_override=True)
    return Raw(_numbered(frame), source, encoding)


def _geojson_sequence(source: SourceLayer, chosen: str, report: Tally) -> Raw:
    content = source.path.read_bytes()
    encoding = detect(content.splitlines(), chosen=chosen)
    text = decode(content, encoding.name)[0].removeprefix("\ufeff")
    with tempfile.TemporaryDirectory(prefix="chedun-import-") as folder:
        copy = Path(folder) / source.path.name
        joined = sequence_text(text, source.path.name).encode("utf-8", "replace")
        copy.write_bytes(joined)
        frame = gdal.read(copy, "geojsonl", report=report)
    if not geojson_crs_is_known(copy.with_suffix(".geojson"), joined):
        frame = frame.set_crs(None, allow_override=True)
    return Raw(_numbered(frame), source, encoding)


def _gml(source: SourceLayer, chosen: str, report: Tally) -> Raw:
    with gml_copy(source.path, chosen) as (copy, encoding):
        frame = gdal.read(copy, "gml", layer=source.name, report=report)
    frame = frame.drop(columns=_ENVELOPE, errors="ignore")
    return Raw(_numbered(frame), source, encoding)


def _mapinfo(source: SourceLayer, chosen: str, report: Tally) -> Raw:
    require_corners(source.path)
    report(0, 0)
    # Read as bytes, as a Shapefile is: the code page that a table states is often not its own.
    with mapinfo_copy(source.path) as (copy, stated):
        frame = gdal.read(copy, "mapinfo", encoding="ISO-8859-1", report=report)
    require_rows(source.path, len(frame))
    frame, encoding, problems = decode_frame(_numbered(frame), stated=stated, chosen=chosen)
    return Raw(frame, source, encoding, tuple(problems))


def _table(source: SourceLayer, chosen: str, columns: Mapping[str, str]) -> Raw:
    encoding, problems = Encoding(), list[Problem]()
    if source.format == "xlsx":
        table = read_sheet(source.path, source.name)
    else:
        table, encoding, problems = read_csv(source.path, chosen=chosen)
    frame, found, placed_by = place(table, columns)
    return Raw(frame, source, encoding, (*problems, *found), placed_by)


def _numbered(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give the rows numbers from 1, as every message does."""
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1), axis=0)
