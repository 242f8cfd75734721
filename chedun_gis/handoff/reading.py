"""Read a written file back, as whoever receives it would."""

import tempfile
import warnings
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pyogrio
import shapely

from chedun_gis.handoff.target import FileTarget
from chedun_gis.handoff.writing import WKT


def read_layer(path: Path, *, target: FileTarget, name: str) -> gpd.GeoDataFrame:
    """Return the layer called `name`, in the CRS that the file states, else in that of the target.

    GDAL reads what it can; a Shapefile's encoding is taken from its .cpg, as elsewhere.
    """
    fmt, encoding, crs = target.fmt, target.encoding, target.crs
    if fmt.id == "geoparquet":
        return gpd.read_parquet(path)
    if fmt.id == "xlsx":
        return _from_wkt(_sheet(path, name), crs)
    if fmt.id == "txt":
        return _plots(path.read_bytes().decode(encoding), crs)
    if fmt.id == "csv":
        return _from_wkt(_table(path, encoding), crs)
    return _by_gdal(path, name if fmt.one_file else None)


def _by_gdal(path: Path, layer: str | None) -> pd.DataFrame:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a ring that cannot be built comes as missing
        options = (
            {"DATE_AS_STRING": "YES"} if path.suffix == ".geojson" else {}
        )  # JSON has no dates
        frame: pd.DataFrame = pyogrio.read_dataframe(
            path, layer=layer, on_invalid="ignore", **options
        )
    return frame


def _table(path: Path, encoding: str) -> pd.DataFrame:
    if encoding == "utf-8":
        return _by_gdal(path, None)
    # GDAL takes CSV for UTF-8: the reader of a GBK table says so when opening it.
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        copy.write_text(path.read_bytes().decode(encoding), encoding="utf-8", newline="")
        types = path.with_suffix(".csvt")
        copy.with_suffix(".csvt").write_bytes(types.read_bytes())
        return _by_gdal(copy, None)


def _sheet(path: Path, layer: str) -> pd.DataFrame:
    book = openpyxl.load_workbook(path, read_only=True)
    try:
        rows = list(book[layer].iter_rows(values_only=True))
    finally:
        book.close()
    return pd.DataFrame(rows[1:], columns=rows[0], dtype=object)


def _from_wkt(table: pd.DataFrame, crs: str) -> gpd.GeoDataFrame:
    texts = [text if isinstance(text, str) and text else None for text in table[WKT]]
    columns = [name for name in table.columns if name not in {WKT, "geometry"}]
    return gpd.GeoDataFrame(table[columns], geometry=list(shapely.from_wkt(texts)), crs=crs)


def _plots(text: str, crs: str) -> gpd.GeoDataFrame:
    rows: list[tuple[str, str, shapely.Geometry]] = []
    body = text.split("[地块坐标]")[1].split("\r\n")
    heads = [i for i, line in enumerate(body) if line.endswith("@")]
    for start, end in pairwise([*heads, len(body)]):
        cells = body[start].split(",")
        rows.append((cells[2], cells[3], _shape(body[start + 1 : end])))
    ids, names, shapes = zip(*rows, strict=True) if rows else ((), (), ())
    return gpd.GeoDataFrame({"id": ids, "name_zh": names}, geometry=list(shapes), crs=crs)


def _shape(lines: list[str]) -> shapely.Geometry:
    rings: dict[str, list[tuple[float, float]]] = {}
    for line in filter(None, lines):
        _, ring, northing, easting = line.split(",")
        rings.setdefault(ring, []).append((float(easting), float(northing)))
    polygons = list(_polygons([shapely.Polygon(points) for points in rings.values()]))
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _polygons(rings: list[shapely.Polygon]) -> Iterator[shapely.Polygon]:
    """Join each outer ring with the holes that follow it inside it."""
    outer, holes = rings[0], []
    for ring in rings[1:]:
        if outer.contains(ring.representative_point()):
            holes.append(ring.exterior)
        else:
            yield shapely.Polygon(outer.exterior, holes)
            outer, holes = ring, []
    yield shapely.Polygon(outer.exterior, holes)
