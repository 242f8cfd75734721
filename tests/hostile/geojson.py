"""GeoJSON that nests, lies about its place, or holds what no layer can."""

import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from tests.chedun_gis.importing.files import FORMATS, parks
from tests.hostile.corpus import Accepted, Case, Refused, count, names

_RING: Final = [
    [121.28, 31.0],
    [121.281, 31.0],
    [121.281, 31.001],
    [121.28, 31.001],
    [121.28, 31.0],
]
_POLYGON: Final = {"type": "Polygon", "coordinates": [_RING]}
_VALUES: Final = {"名称": "甲", "类型": "社区公园", "状态": "已建"}


def feature(geometry: Mapping[str, Any] | None = _POLYGON, **values: object) -> dict[str, Any]:
    """Return a good park, but for what is given."""
    return {"type": "Feature", "properties": _VALUES | values, "geometry": geometry}


def collection(*features: object, **members: object) -> str:
    """Return a collection as text."""
    return json.dumps({"type": "FeatureCollection", **members, "features": list(features)})


def written(content: str | bytes, name: str = "parks.geojson") -> Callable[[Path], Path]:
    """Return a builder of a file with this content."""

    def build(folder: Path) -> Path:
        raw = content if isinstance(content, bytes) else content.encode("utf-8")
        (folder / name).write_bytes(raw)
        return folder / name

    return build


def ring_of(vertices: int) -> Callable[[Path], Path]:
    """Return a builder of an area whose ring runs to and fro at random."""

    def build(folder: Path) -> Path:
        ring = np.random.default_rng(7).uniform((121.28, 31.0), (121.29, 31.01), (vertices, 2))
        closed = [*ring.round(7).tolist(), ring[0].round(7).tolist()]
        one = {"type": "Polygon", "coordinates": [closed]}
        return written(collection(feature(), feature(one)))(folder)

    return build


def million_vertices(folder: Path) -> Path:
    turns = np.linspace(0, 2 * math.pi, 1_000_000, endpoint=False)
    ring = np.column_stack([121.285 + 0.003 * np.cos(turns), 31.005 + 0.003 * np.sin(turns)])
    points = ",".join(f"[{x:.9f},{y:.9f}]" for x, y in ring)
    first = f"[{ring[0][0]:.9f},{ring[0][1]:.9f}]"
    good = collection(feature({"type": "Polygon", "coordinates": [["HERE"]]}))
    return written(good.replace('"HERE"', f"{points},{first}"))(folder)


def one_id(folder: Path) -> Path:
    each = json.dumps(feature(编号="p-1"))
    head, tail = collection("HERE").split('"HERE"')
    return written(head + ",".join([each] * 20_000) + tail)(folder)


def large_cell(folder: Path) -> Path:
    return written(collection(feature(名称="公" * 7_000_000)))(folder)


def pipe(folder: Path) -> Path:
    import os  # noqa: PLC0415 - there are none on Windows

    os.mkfifo(folder / "parks.geojson")
    return folder / "parks.geojson"


def pipe_in_a_folder(folder: Path) -> Path:
    written(collection(feature()), "parks.json")(folder)
    pipe(folder)
    return folder


def in_gbk(folder: Path) -> Path:
    text = json.dumps(json.loads(parks().to_crs(4326).to_json()), ensure_ascii=False)
    return written(text.encode("gb18030"))(folder)


def _million_kept(rows: list[Mapping[str, Any]]) -> bool:
    return len(rows) == 1 and len(rows[0]["geometry"]["coordinates"][0]) == 1_000_001


_NESTED_SHAPES: Final = (
    '{"type":"GeometryCollection","geometries":[' * 100_000 + json.dumps(_POLYGON) + "]}" * 100_000
)
_NAMED_CRS: Final = {"type": "name", "properties": {"name": "urn:ogc:def:crs:XX::99"}}
_WITH_HEIGHT: Final = {"type": "Polygon", "coordinates": [[[*each, 4.5] for each in _RING]]}
_OPEN: Final = {"type": "Polygon", "coordinates": [_RING[:-1]]}
_TWO_POINTS: Final = {"type": "Polygon", "coordinates": [_RING[:2]]}
_WORDS: Final = {"type": "Polygon", "coordinates": [[["a", "b"], ["c", "d"], ["e", "f"]]]}
_UNKNOWN: Final = {"type": "Blob", "coordinates": _RING}
_AWAY: Final = {"type": "Polygon", "coordinates": [[[x - 100, y] for x, y in _RING]]}
_SWAPPED: Final = {"type": "Polygon", "coordinates": [[[y, x] for x, y in _RING]]}
_FIRST: Final = "第 1 行"

CASES: Final = (
    Case(
        "arrays nested 200,000 deep",
        written('{"type":' + "[" * 200_000),
        Refused("file_not_vector"),
    ),
    Case(
        "geometries nested 100,000 deep",
        written(collection(feature({"HERE": 1})).replace('{"HERE": 1}', _NESTED_SHAPES)),
        Refused("file_not_vector"),
    ),
    Case(
        "a CRS that nobody knows",
        written(collection(feature(), crs=_NAMED_CRS)),
        Refused("crs_undecided", "坐标系"),
    ),
    Case("a CRS in metres", FORMATS["geojson with crs"][0], count(3)),
    Case(
        "NaN for a coordinate",
        written(collection(feature()).replace("121.281", "NaN")),
        Refused("import_bad_rows", _FIRST),
    ),
    Case(
        "a coordinate beyond all numbers",
        written(collection(feature()).replace("121.281", "1e400")),
        Refused("file_not_vector"),
    ),
    Case(
        "a coordinate of 1e308",
        written(collection(feature()).replace("121.281", "1e308")),
        Refused("crs_undecided", "坐标系"),
    ),
    Case(
        "words for coordinates",
        written(collection(feature(_WORDS))),
        Refused("import_bad_rows", _FIRST),
    ),
    Case(
        "no geometry at all", written(collection(feature(None))), Refused("import_bad_rows", _FIRST)
    ),
    Case(
        "a geometry of no kind",
        written(collection(feature(_UNKNOWN))),
        Refused("import_bad_rows", _FIRST),
    ),
    Case(
        "a ring of two points",
        written(collection(feature(_TWO_POINTS))),
        Refused("import_bad_rows", _FIRST),
    ),
    Case(
        "another continent", written(collection(feature(_AWAY))), Refused("crs_undecided", "坐标系")
    ),
    Case(
        "latitude first", written(collection(feature(_SWAPPED))), Refused("crs_undecided", "坐标系")
    ),
    Case("a ring of 5,000 random vertices", ring_of(5_000), Refused("geometry_tangled", "第 2 行")),
    Case(
        "a ring of 100,000 random vertices",
        ring_of(100_000),
        Refused("geometry_tangled", "第 2 行"),
    ),
    Case("20,000 rows of one id", one_id, Refused("ids_alike", "p-1")),
    Case("a cell of 20 MB", large_cell, Refused("value_long", _FIRST)),
    Case("half a character", written(collection(feature(名称="\ud800"))), names("\ufffd")),
    Case("no features", written(collection()), Refused("import_nothing")),
    Case(
        "features that are no list",
        written('{"type":"FeatureCollection","features":{}}'),
        Refused("file_not_vector"),
    ),
    *(
        Case(
            f"{other} among the features",
            written(collection(feature(), "HERE").replace('"HERE"', other)),
            Refused("geojson_feature", "第 2 个要素"),
        )
        for other in ("7", "null", "{}", '{"type": "FeatureCollection", "features": []}')
    ),
    Case(
        "commands for GDAL",
        written('{"type": "gdal_streamed_alg", "command_line": "gdal vector convert /etc/passwd"}'),
        Refused("import_format"),
    ),
    Case(
        "pages of a service",
        written(
            '{"url": "http://127.0.0.1:9", "geometryType": "esriGeometryPoint",'
            ' "exceededTransferLimit": true}'
        ),
        Refused("file_not_vector"),
    ),
    Case(
        "bytes of nothing in the middle",
        written(collection(feature()).replace("Polygon", "Pol\x00gon")),
        Refused("import_bad_rows", _FIRST),
    ),
    Case("UTF-16", written(collection(feature()).encode("utf-16")), Refused("import_format")),
    Case(
        "501 columns",
        written(collection(feature(**{f"c{n}": n for n in range(501)}))),
        Refused("import_columns", "504"),
    ),
    Case(
        "100,001 rows",
        written(collection(*[feature({"type": "Point", "coordinates": [121.28, 31.0]})] * 100_001)),
        Refused("import_features", "100"),
    ),
    Case("a pipe", pipe, Refused("import_no_file")),
    Case("a pipe in a folder", pipe_in_a_folder, Refused("import_no_file", "parks.geojson")),
    Case("a million vertices", million_vertices, Accepted(_million_kept)),
    Case(
        "a mark before the text",
        written(b"\xef\xbb\xbf" + collection(feature()).encode()),
        names("甲"),
    ),
    Case("text in GBK", in_gbk, count(3)),
    Case("heights", written(collection(feature(_WITH_HEIGHT))), count(1)),
    Case(
        "a ring left open", written(collection(feature(_OPEN))), Refused("import_bad_rows", _FIRST)
    ),
    Case(
        "a name with script",
        written(collection(feature(名称="</script><script>alert(1)</script>{{7*7}}"))),
        names("</script><script>alert(1)</script>{{7*7}}"),
    ),
)
