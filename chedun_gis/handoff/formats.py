"""List the exchange formats and what each can hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo import WGS84, InputError
from layers import Text

_UTF_8 = ("utf-8",)
_EITHER = ("utf-8", "gbk")
_DEGREES_ONLY = (WGS84,)

# Integers beyond these turn into floats somewhere on the way: JSON and Excel hold doubles, LIBKML
# writes 32 bits, a dBASE column 18 characters, one of them for the sign.
_DOUBLE, _32_BITS, _17_DIGITS = 2**53, 2**31 - 1, 10**17 - 1

# Elements that every KML placemark has, read back as fields.
_KML_OWN = frozenset(
    {"name", "description", "timestamp", "begin", "end", "icon", "visibility", "draworder"}
    | {"altitudemode", "tessellate", "extrude"}
)


@dataclass(frozen=True, slots=True)
class Format:
    """An exchange format: its file, and the limits of names, types, values and CRS.

    `crs` lists the only systems allowed, empty allows any. Where none is asked for the first is
    taken, or the town's own when the format is `metric`; `cadastral` allows that in its two forms
    only, with and without the zone's number. `bare_geometry` keeps an identifier and a name beside
    the geometry, no more; what QGIS draws without further ado is `drawn`; who opens a file that
    `computes` runs the texts in it that look like formulas. What is `for_people` is written in
    Chinese, the others hold codes (`wording.py`).
    """

    id: str
    title: Text
    suffix: str
    driver: str = ""
    crs: tuple[str, ...] = ()
    metric: bool = False
    cadastral: bool = False
    geometries: tuple[str, ...] = ("Point", "LineString", "Polygon")
    encodings: tuple[str, ...] = _UTF_8
    name_bytes: int | None = None
    text_bytes: int | None = None
    text_characters: int | None = None
    max_integer: int = 2**63 - 1
    dates: tuple[str, ...] = ("datetime",)
    decimals: int | None = None
    rounding_m: float = 0.0
    empty_is_null: bool = False
    plain_text: bool = False
    one_line_end: bool = False
    trims: bool = False
    drops_empty_fields: bool = False
    computes: bool = False
    holds_null_geometry: bool = True
    bare_geometry: bool = False
    for_people: bool = False
    one_file: bool = False
    drawn: bool = True
    reserved: frozenset[str] = frozenset()


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        fmt.id: fmt
        for fmt in (
            Format(
                "geojson",
                Text("GeoJSON（RFC 7946）", "GeoJSON (RFC 7946)"),
                ".geojson",
                crs=_DEGREES_ONLY,
                max_integer=_DOUBLE,
                dates=(),
                drops_empty_fields=True,
                decimals=7,
                rounding_m=0.01,
            ),
            Format(
                "gpkg",
                Text("GeoPackage", "GeoPackage"),
                ".gpkg",
                "GPKG",
                metric=True,
                one_file=True,
                reserved=frozenset({"fid", "geom"}),
            ),
            Format(
                "shp",
                Text("Shapefile", "Shapefile"),
                ".shp",
                "ESRI Shapefile",
                metric=True,
                encodings=_EITHER,
                name_bytes=10,
                text_bytes=254,
                max_integer=_17_DIGITS,
                dates=(),
                empty_is_null=True,
                trims=True,
            ),
            Format(
                "geoparquet",
                Text("GeoParquet", "GeoParquet"),
                ".parquet",
                metric=True,
                dates=("date", "datetime"),
                reserved=frozenset({"geometry"}),
            ),
            Format("fgb", Text("FlatGeobuf", "FlatGeobuf"), ".fgb", "FlatGeobuf", metric=True),
            Format(
                "kml",
                Text("KML", "KML"),
                ".kml",
                "LIBKML",
                for_people=True,
                crs=_DEGREES_ONLY,
                max_integer=_32_BITS,
                dates=(),
                empty_is_null=True,
                plain_text=True,
                one_line_end=True,
                trims=True,
                drops_empty_fields=True,
                reserved=_KML_OWN,
            ),
            Format(
                "csv",
                Text("CSV（WKT 图形列）", "CSV (geometry as WKT)"),
                ".csv",
                "CSV",
                for_people=True,
                metric=True,
                encodings=_EITHER,
                dates=(),
                empty_is_null=True,
                one_line_end=True,
                computes=True,
                reserved=frozenset({"wkt"}),
            ),
            Format(
                "xlsx",
                Text("Excel（WKT 图形列）", "Excel (geometry as WKT)"),
                ".xlsx",
                for_people=True,
                metric=True,
                text_characters=32_767,
                max_integer=_DOUBLE,
                empty_is_null=True,
                plain_text=True,
                one_line_end=True,
                one_file=True,
                drawn=False,
                reserved=frozenset({"wkt"}),
            ),
            Format(
                "txt",
                Text("国土 TXT 界址点", "Boundary-point text (国土 TXT)"),
                ".txt",
                for_people=True,
                cadastral=True,
                geometries=("Polygon",),
                encodings=_EITHER,
                empty_is_null=True,
                plain_text=True,
                holds_null_geometry=False,
                bare_geometry=True,
                drawn=False,
                decimals=3,
            ),
        )
    }
)


def format_called(name: str) -> Format:
    """Return a format by its id; `InputError("format_unknown")` for another name."""
    if name not in FORMATS:
        raise InputError("format_unknown", format=name, known="、".join(FORMATS))
    return FORMATS[name]
