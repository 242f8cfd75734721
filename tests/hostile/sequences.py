"""GeoJSON texts one after the other: separators where none should be, texts that are none."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.hostile.corpus import Case, Refused, count, names
from tests.hostile.geojson import collection, feature, written

_RS: Final = "\x1e"
_THIRD: Final = "第 3 条"


def texts(*parts: str | bytes, separator: str = _RS) -> Callable[[Path], Path]:
    """Return a builder of a sequence of texts, each behind a separator."""
    raw = (part if isinstance(part, bytes) else part.encode() for part in parts)
    return written(b"".join(separator.encode() + each + b"\n" for each in raw), "parks.geojsons")


def park(name: str = "甲", **members: object) -> str:
    """Return a good park as text, but for what is given."""
    return json.dumps(feature(名称=name) | members, ensure_ascii=False)


_ONE, _TWO = park("甲"), park("乙")
_DEEP: Final = '{"type":"Feature","geometry":' + "[" * 200_000
_CRS: Final = {"type": "name", "properties": {"name": "urn:ogc:def:crs:XX::99"}}

CASES: Final = (
    Case(
        "the last text is cut", texts(_ONE, _TWO, park()[:-20]), Refused("geojson_sequence", _THIRD)
    ),
    Case(
        "a text that is cut among others",
        texts(_ONE, _TWO, park()[:-20], _ONE),
        Refused("geojson_sequence", _THIRD),
    ),
    Case(
        "a separator within a text",
        texts(_ONE, _TWO, _ONE.replace("社区", f"社{_RS}区")),
        Refused("geojson_sequence", _THIRD),
    ),
    Case("nothing but separators", texts(*[""] * 2_000), Refused("import_nothing")),
    Case("many separators between texts", texts("", _ONE, "", "", _TWO, ""), names("甲", "乙")),
    Case(
        "texts without a line each",
        written(_ONE + _TWO, "parks.geojsonl"),
        Refused("geojson_sequence", "第 1 条"),
    ),
    Case(
        "a text nested 200,000 deep", texts(_ONE, _TWO, _DEEP), Refused("geojson_sequence", _THIRD)
    ),
    Case("a text that is a number", texts(_ONE, _TWO, "7"), Refused("geojson_sequence", _THIRD)),
    Case(
        "features that are none",
        texts(_ONE, _TWO, '{"type":"FeatureCollection","features":[7]}'),
        Refused("geojson_sequence", _THIRD),
    ),
    Case(
        "features that are no list",
        texts(_ONE, _TWO, '{"type":"FeatureCollection","features":7}'),
        Refused("geojson_sequence", _THIRD),
    ),
    Case(
        "a collection in a collection",
        texts(_ONE, _TWO, collection(json.loads(collection(feature())))),
        Refused("geojson_sequence", _THIRD),
    ),
    Case(
        "NaN for a coordinate",
        texts(_ONE, _TWO.replace("121.281", "NaN")),
        Refused("import_bad_rows", "第 2 行"),
    ),
    Case(
        "a coordinate beyond all numbers",
        texts(_ONE, _TWO.replace("121.281", "1e400")),
        Refused("file_not_vector"),
    ),
    Case(
        "a geometry of no kind",
        texts(_ONE, park(geometry={"type": "Blob", "coordinates": []})),
        Refused("import_bad_rows", "第 2 行"),
    ),
    Case("a CRS that nobody knows", texts(park(crs=_CRS)), Refused("crs_undecided", "坐标系")),
    Case(
        "another CRS in the second text",
        texts(_ONE, park(crs=_CRS)),
        Refused("geojson_sequence_crs", "第 2 条"),
    ),
    Case("100,001 texts", texts(*[_ONE] * 100_001), Refused("import_features", "100")),
    Case(
        "two encodings",
        texts(_ONE, park("乙公园").encode("gb18030"), b"\xff\xff"),
        Refused("import_encoding_unknown", "UTF-8"),
    ),
    Case("bytes of nothing", texts(_ONE, bytes(2_000)), Refused("geojson_sequence", "第 2 条")),
    Case(
        "commands for GDAL",
        texts(
            _ONE, '{"type": "gdal_streamed_alg", "command_line": "gdal vector convert /etc/passwd"}'
        ),
        Refused("import_format"),
    ),
    Case("half a character", texts(_ONE, _TWO.replace("乙", "\\ud800")), names("甲", "\ufffd")),
    Case(
        "other line ends within a name",
        texts(_ONE, park("乙\u2028丙\x85丁"), separator=""),
        count(2),
    ),
    Case(
        "texts in GBK",
        texts(_ONE.encode("gb18030"), park("乙公园").encode("gb18030"), separator=""),
        names("甲", "乙公园"),
    ),
    Case(
        "a mark before the first",
        written(b"\xef\xbb\xbf" + f"{_ONE}\n{_TWO}\n".encode(), "parks.geojsonl"),
        names("甲", "乙"),
    ),
)
