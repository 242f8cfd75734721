"""Turn texts into such that GDAL reads just them, in UTF-8, with nothing to look up elsewhere.

A GML names a schema and other files (`schemaLocation`, `xlink:href`): what is read is a copy in a
folder of its own that names neither.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from chedun_gis.importing.encoding import decode, detect
from chedun_gis.importing.raw import Encoding
from chedun_gis.importing.whole import require_all_features, require_well_formed_text
from geo import InputError

_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["'][^>]*\?>""")
# Where GML names another file. Nothing else is called so.
_POINTERS: Final = re.compile(r"\b(schemaLocation|noNamespaceSchemaLocation|xlink:href)(\s*=)")
_ROOT: Final = re.compile(r"<\w[^>]*>")
# Of a service that gives a part only, `numberMatched` counts all.
_COUNTS: Final = re.compile(
    r"""\b(?:numberOfFeatures|numberReturned|numberMatched)\s*=\s*["'](\d+)["']"""
)
_RECORD: Final = "\x1e"
# Other ends of a line, such as U+2028, may stand within a text.
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


@contextmanager
def gml_copy(path: Path, chosen: str = "") -> Iterator[tuple[Path, Encoding]]:
    """Lend a copy of a GML in UTF-8 that names no schema and no other file.

    Raises what `require_well_formed` does, for of what is not whole GDAL would read a part without
    a word, and `InputError("import_encoding_unknown")` as `detect`.
    """
    content = path.read_bytes()
    declared = _DECLARED.match(content.removeprefix(b"\xef\xbb\xbf"))
    stated = declared.group(1).decode() if declared else "utf-8"
    encoding = detect(content.splitlines(), stated=stated, chosen=chosen)
    text = decode(content, encoding.name)[0].removeprefix("\ufeff")
    body = re.sub(r"^\s*(<\?xml[^>]*\?>)?\s*", '<?xml version="1.0" encoding="UTF-8"?>\n', text)
    require_well_formed_text(body, path.name)
    with tempfile.TemporaryDirectory(prefix="chedun-import-") as folder:
        copy = Path(folder) / path.with_suffix(".gml").name
        copy.write_text(_POINTERS.sub(r"unread\2", body), encoding="utf-8", newline="")
        yield copy, encoding


def stated_in(copy: Path) -> int:
    """Return how many features a GML says that there are, here or where it comes from; 0 if not."""
    root = _ROOT.search(copy.read_text(encoding="utf-8"))
    return max(map(int, _COUNTS.findall(root.group() if root else "")), default=0)


def sequence_text(text: str, file: str) -> str:
    """Return a sequence of GeoJSON texts as one FeatureCollection, in their order.

    The texts follow a record separator each (RFC 8142) or stand on a line each; none is passed
    over. Raises `InputError` with `geojson_sequence` (file, row) for one that is no GeoJSON, and
    `geojson_sequence_crs` (file, row) for one that states another CRS than those before it.
    """
    parts = text.split(_RECORD) if _RECORD in text else _LINE_END.split(text)
    kept = [part.strip() for part in parts if part.strip()]
    features, crs = list[str](), set[str]()
    for row, each in enumerate(kept, 1):
        try:
            content = json.loads(each)
            features += _features(each, content)
            crs.add(json.dumps(content.get("crs")))
        except (ValueError, TypeError, KeyError, RecursionError, InputError) as error:
            raise InputError("geojson_sequence", file=file, row=row) from error
        if len(crs) > 1:
            raise InputError("geojson_sequence_crs", file=file, row=row)
    stated = "".join(f'"crs":{each},' for each in crs - {"null"})
    joined = ",\n".join(features)
    return f'{{"type":"FeatureCollection",{stated}"features":[\n{joined}\n]}}'


def _features(text: str, content: dict[str, Any]) -> list[str]:
    """Return the features of one text; raises where it is none that GeoJSON knows."""
    if content["type"] == "Feature":
        return [text]
    if content["type"] == "FeatureCollection":
        require_all_features(text, "")
        return [json.dumps(each, ensure_ascii=False) for each in content["features"]]
    if "coordinates" in content or "geometries" in content:
        return [json.dumps({"type": "Feature", "properties": {}, "geometry": content})]
    raise KeyError(content["type"])
