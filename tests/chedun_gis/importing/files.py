"""Files of every format, written by GDAL or by hand, that hold the same three parks."""

import json
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import openpyxl
import shapely

from chedun_gis.handoff.boundary_points import boundary_text

# Three squares of 100 m by 100 m in the town, in EPSG:4549 (easting, northing); the second has a
# hole of 20 m by 20 m.
CORNERS = ((622_000.0, 3_432_000.0), (622_400.0, 3_432_300.0), (623_000.0, 3_433_000.0))
NAMES = ("影视公园", "口袋公园（北）", "滨河绿地")
CRS = "EPSG:4549"


def squares() -> list[shapely.Polygon]:
    shapes = [shapely.box(x, y, x + 100, y + 100) for x, y in CORNERS]
    x, y = CORNERS[1]
    return [shapes[0], shapes[1] - shapely.box(x + 40, y + 40, x + 60, y + 60), shapes[2]]


def parks() -> gpd.GeoDataFrame:
    """The parks as a survey has them: Chinese column names, classes in words."""
    return gpd.GeoDataFrame(
        {
            "编号": ["p-1", "p-2", "p-3"],
            "公园名称": list(NAMES),
            "公园类型": ["社区公园", "口袋公园", "综合公园"],
            "建设状态": ["已建", "在建", "规划"],
        },
        geometry=squares(),
        crs=CRS,
    )


def shapefile(folder: Path, *, encoding: str = "gbk", cpg: bool = True) -> Path:
    path = folder / "公园.shp"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL says that it cuts names of more than ten bytes
        parks().to_file(path, encoding=encoding)
    if not cpg:
        path.with_suffix(".cpg").unlink()
        table = bytearray(path.with_suffix(".dbf").read_bytes())
        table[29] = 0  # the language mark of the table is silent too
        path.with_suffix(".dbf").write_bytes(table)
    return path


def zipped(folder: Path, files: Path) -> Path:
    packed = folder / "packed.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in sorted(files.rglob("*")):
            if each.is_file():
                archive.write(each, each.relative_to(files).as_posix())
    return packed


def _shapefile_zip(folder: Path) -> Path:
    inside = folder / "inside"
    inside.mkdir()
    shapefile(inside)
    return zipped(folder, inside)


def _by_gdal(name: str, driver: str, crs: str = CRS) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / name
        parks().to_crs(crs).to_file(path, driver=driver)
        return path

    return write


def _gdb_zip(folder: Path) -> Path:
    inside = folder / "inside"
    inside.mkdir()
    parks().to_file(inside / "规划.gdb", driver="OpenFileGDB", layer="parks")
    return zipped(folder, inside)


def _kmz(folder: Path) -> Path:
    inside = folder / "inside"
    inside.mkdir()
    parks().to_crs(4326).to_file(inside / "doc.kml", driver="LIBKML", layer="parks")
    return zipped(folder, inside).rename(folder / "parks.kmz")


def _gdal_kmz(folder: Path) -> Path:
    """As GDAL writes it: `doc.kml` at the top only names `layers/parks.kml`."""
    path = folder / "parks.kmz"
    parks().to_crs(4326).to_file(path, driver="LIBKML")
    return path


def _bare_gml(folder: Path) -> Path:
    """GML 2 without its schema, in GBK as it declares."""
    path = folder / "parks.gml"
    parks().to_file(path, driver="GML", FORMAT="GML2")
    path.with_suffix(".xsd").unlink()
    text = path.read_text(encoding="utf-8").replace('encoding="utf-8"', 'encoding="GBK"')
    path.write_bytes(text.encode("gb18030"))
    return path


def mif(folder: Path, *, charset: str = "WindowsSimpChinese", encoding: str = "gb18030") -> Path:
    """MapInfo's exchange form, written by hand: coordinates of WGS 84, Gauss-Krüger at 120° E."""
    frame = parks()
    names = [str(name) for name in frame.columns if name != "geometry"]
    head = [
        "Version 300",
        f'Charset "{charset}"',
        'Delimiter ","',
        'CoordSys Earth Projection 8, 104, "m", 120, 0, 1, 500000, 0',
        f"Columns {len(names)}",
        *(f"  {name} Char(60)" for name in names),
        "Data",
    ]
    for shape in frame.geometry:
        rings = [shape.exterior, *shape.interiors]
        head.append(f"Region {len(rings)}")
        for ring in rings:
            head += [str(len(ring.coords)), *(f"{x:.3f} {y:.3f}" for x, y in ring.coords)]
    rows = [",".join(f'"{value}"' for value in row) for row in frame[names].to_numpy().tolist()]
    path = folder / "公园.mif"
    path.write_bytes("\n".join([*head, ""]).encode(encoding))
    path.with_suffix(".mid").write_bytes("\n".join([*rows, ""]).encode(encoding))
    return path


def tab(folder: Path, *, charset: str = "WindowsSimpChinese") -> Path:
    """MapInfo's own form: GDAL writes GBK bytes, and the names of the columns by hand."""
    path = folder / "公园.tab"
    frame = parks()
    names = [str(name) for name in frame.columns if name != "geometry"]
    plain = {name: f"COLUMN{number}" for number, name in enumerate(names)}
    bounds = "620000,3430000,630000,3440000"  # what fixes how finely coordinates are kept
    frame.rename(columns=plain).to_file(
        path, driver="MapInfo File", encoding="CP936", BOUNDS=bounds
    )
    text = path.read_text(encoding="ascii").replace("Neutral", charset)
    for name, there in plain.items():
        text = text.replace(there, name)
    path.write_bytes(text.encode("gb18030"))
    return path


def _tab_zip(folder: Path) -> Path:
    inside = folder / "inside"
    inside.mkdir()
    tab(inside)
    return zipped(folder, inside)


def sequence(folder: Path, *, name: str = "parks.geojsonl", separator: str = "") -> Path:
    """GeoJSON texts one after the other; with `separator` as RFC 8142 has them."""
    path = folder / name
    features = json.loads(parks().to_crs(4326).to_json())["features"]
    texts = [separator + json.dumps(each, ensure_ascii=False) + "\n" for each in features]
    path.write_text("".join(texts), encoding="utf-8")
    return path


def _old_geojson(folder: Path) -> Path:
    """GeoJSON of 2008: metres, named in a `crs` member."""
    path = folder / "old.geojson"
    content = json.loads(parks().to_json())
    content["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4549"}}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def _parquet(folder: Path) -> Path:
    path = folder / "parks.parquet"
    parks().to_parquet(path)
    return path


def _csv(folder: Path) -> Path:
    path = folder / "parks.csv"
    table = parks().drop(columns="geometry").assign(WKT=parks().geometry.to_wkt())
    table.to_csv(path, index=False, encoding="gb18030")
    return path


def _xlsx(folder: Path) -> Path:
    path = folder / "parks.xlsx"
    table = parks().drop(columns="geometry").assign(WKT=parks().geometry.to_wkt())
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(table.columns))
    for row in table.itertuples(index=False):
        sheet.append(list(row))
    book.save(path)
    return path


def _txt(folder: Path) -> Path:
    path = folder / "parks.txt"
    frame = parks().to_crs("EPSG:4528").rename(columns={"编号": "id", "公园名称": "name_zh"})
    path.write_bytes(boundary_text(frame, made_on="2026-11-23").encode("gb18030"))
    return path


def _dxf(folder: Path) -> Path:
    """DXF holds lines: areas come as closed ones, without holes, attributes or CRS."""
    path = folder / "parks.dxf"
    rings = [shapely.Polygon(each.exterior) for each in squares()]
    gpd.GeoDataFrame({"Layer": ["公园"] * 3}, geometry=rings, crs=CRS).to_file(path, driver="DXF")
    return path


# Whether the file says in which CRS it is, and holds the attributes.
FORMATS: dict[str, tuple[Callable[[Path], Path], bool, bool]] = {
    "geojson": (_by_gdal("parks.geojson", "GeoJSON", "EPSG:4326"), True, True),
    "geojson with crs": (_old_geojson, True, True),
    "gpkg": (_by_gdal("parks.gpkg", "GPKG"), True, True),
    "shp": (shapefile, True, True),
    "shp in zip": (_shapefile_zip, True, True),
    "gdb": (_by_gdal("parks.gdb", "OpenFileGDB"), True, True),
    "gdb in zip": (_gdb_zip, True, True),
    "kml": (_by_gdal("parks.kml", "LIBKML", "EPSG:4326"), True, True),
    "kmz": (_kmz, True, True),
    "kmz of GDAL": (_gdal_kmz, True, True),
    "gml 3 with its schema": (_by_gdal("parks.gml", "GML"), True, True),
    "gml 2 in GBK without schema": (_bare_gml, True, True),
    "mif": (mif, True, True),
    "tab": (tab, True, True),
    "tab in zip": (_tab_zip, True, True),
    "geojson lines": (sequence, True, True),
    "geojson sequence": (lambda folder: sequence(folder, separator="\x1e"), True, True),
    "fgb": (_by_gdal("parks.fgb", "FlatGeobuf"), True, True),
    "geoparquet": (_parquet, True, True),
    "csv": (_csv, False, True),
    "xlsx": (_xlsx, False, True),
    "txt": (_txt, True, False),
    "dxf": (_dxf, False, False),
}
