"""Write a fitted frame as a file of its format."""

import warnings
from pathlib import Path

import geopandas as gpd
import openpyxl
import pyogrio
import shapely

from chedun_gis.handoff.boundary_points import boundary_text
from chedun_gis.handoff.cells import plain
from chedun_gis.handoff.losses import Fitted
from chedun_gis.handoff.target import FileTarget
from geo.files import to_geojson

WKT = "WKT"


def write_layer(fitted: Fitted, path: Path, *, target: FileTarget, name: str, kind: str) -> None:
    """Write what `fit` has fitted; a file for several layers gets one more.

    `name` is the layer's in the file, `kind` its geometry type. Text in GBK is written in GBK; a
    Shapefile's .cpg says which encoding it has.
    """
    fmt, frame = target.fmt, fitted.frame
    if fmt.id == "geojson":
        columns = [str(name) for name in frame.columns if name != "geometry"]
        path.write_bytes(to_geojson(frame, columns, decimals=fmt.decimals or 0).encode())
    elif fmt.id == "geoparquet":
        frame.to_parquet(path, index=False, schema_version="1.1.0")
    elif fmt.id == "xlsx":
        _write_sheet(frame, path, name)
    elif fmt.id == "txt":
        text = boundary_text(frame, made_on=target.made_on)
        path.write_bytes(text.encode(target.encoding))
    else:
        if fmt.id == "kml" and "name_zh" in fitted.names:  # the name beside the placemark
            frame = frame.assign(Name=frame[fitted.names["name_zh"]])
        _write_by_gdal(frame, path, target, name, kind)


def _write_by_gdal(
    frame: gpd.GeoDataFrame, path: Path, target: FileTarget, name: str, kind: str
) -> None:
    fmt, encoding = target.fmt, target.encoding
    options: dict[str, str] = {}
    if fmt.id == "shp":
        options["encoding"] = encoding.upper()
    elif fmt.id == "fgb":
        # GDAL's index of a FlatGeobuf has no place for a feature without geometry.
        bare = frame.geometry.isna().any() or frame.geometry.is_empty.any()
        options["SPATIAL_INDEX"] = "NO" if bare or frame.empty else "YES"
    elif fmt.id in {"gpkg", "kml"}:
        options["layer"] = name
    elif fmt.id == "csv":
        options |= {"GEOMETRY": "AS_WKT", "CREATE_CSVT": "YES", "WRITE_BOM": "YES"}
    multi = frame.geometry.geom_type.dropna().str.startswith("Multi").any()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what GDAL warns of is named as a loss or found on reading
        pyogrio.write_dataframe(
            frame,
            path,
            driver=fmt.driver,
            geometry_type=f"Multi{kind}" if multi and fmt.id != "shp" else kind,
            promote_to_multi=bool(multi),
            **options,
        )
    if fmt.id == "csv" and encoding != "utf-8":
        text = path.read_text(encoding="utf-8-sig")
        path.write_bytes(text.encode(encoding))


def _write_sheet(frame: gpd.GeoDataFrame, path: Path, name: str) -> None:
    book = openpyxl.load_workbook(path) if path.exists() else openpyxl.Workbook()
    if not path.exists():
        book.remove(book.active)
    sheet = book.create_sheet(name)
    columns = [str(name) for name in frame.columns if name != "geometry"]
    sheet.append([*columns, WKT])
    wkt = shapely.to_wkt(frame.geometry.to_numpy(), rounding_precision=-1)
    for row, (values, shape) in enumerate(
        zip(frame[columns].itertuples(index=False), wkt, strict=True), start=2
    ):
        for column, value in enumerate((*values, shape), start=1):
            cell = sheet.cell(row, column, plain(value))
            if isinstance(cell.value, str):  # also one that looks like a formula or an error
                cell.data_type = "s"
    book.save(path)
