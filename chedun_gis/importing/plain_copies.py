"""Copy a file so that GDAL reads just it: in UTF-8 or as bytes, with nothing to look up elsewhere.

A GML names a schema and other files (`schemaLocation`, `xlink:href`), a MapInfo table a code page
that is often not its own. What is read is a copy in a folder of its own that names neither.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from chedun_gis.importing.encoding import decode, detect
from chedun_gis.importing.raw import Encoding
from chedun_gis.importing.whole import require_well_formed_text
from geo import InputError

# The parts beside a MapInfo file: those that must be there, and those that may.
MAPINFO: Final = {".tab": ((".dat", ".map", ".id"), (".ind",)), ".mif": ((".mid",), ())}
_CHARSET: Final = re.compile(rb'(?im)^(\s*!?charset\s+"?|\s*type\s+native\s+charset\s+"?)([\w-]+)')
_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["'][^>]*\?>""")
# Where GML names another file. Nothing else is called so.
_POINTERS: Final = re.compile(r"\b(schemaLocation|noNamespaceSchemaLocation|xlink:href)(\s*=)")
_RECORD: Final = "\x1e"
_MAPINFO_CHARSETS: Final = {"windowssimpchinese": "gbk", "utf-8": "utf-8", "utf8": "utf-8"}


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


@contextmanager
def mapinfo_copy(path: Path) -> Iterator[tuple[Path, str]]:
    """Lend a copy of a MapInfo table whose texts GDAL leaves as bytes, and the encoding it states.

    Raises `InputError` with `import_parts` (file, missing) and `import_virtual` (file) for a table
    that is a view of others.
    """
    head = path.read_bytes()
    if path.suffix.lower() == ".tab" and not re.search(rb"(?im)^\s*type\s+native\b", head):
        raise InputError("import_virtual", file=path.name)
    needed, more = MAPINFO[path.suffix.lower()]
    beside = {each.suffix.lower(): each for each in path.parent.iterdir() if each.stem == path.stem}
    missing = [suffix for suffix in needed if suffix not in beside]
    if missing:
        raise InputError("import_parts", file=path.name, missing="、".join(missing))
    stated = _CHARSET.search(head)
    with tempfile.TemporaryDirectory(prefix="chedun-import-") as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(_CHARSET.sub(rb"\1Neutral", head))
        for suffix in (*needed, *more):
            if suffix in beside:
                shutil.copyfile(beside[suffix], copy.with_suffix(suffix))
        name = stated.group(2).decode().lower() if stated else ""
        yield copy, _MAPINFO_CHARSETS.get(name, "")


def require_rows(path: Path, features: int) -> None:
    """Refuse a .mif whose .mid has other rows than it has shapes: GDAL passes over the rest.

    Raises `InputError("mapinfo_rows")` (file, features, rows).
    """
    if path.suffix.lower() != ".mif":
        return
    beside = (each for each in path.parent.iterdir() if each.stem == path.stem)
    table = next(each for each in beside if each.suffix.lower() == ".mid")
    rows = sum(bool(line.strip()) for line in table.read_bytes().splitlines())
    if rows != features:
        raise InputError("mapinfo_rows", file=path.name, features=features, rows=rows)


def sequence_text(text: str, file: str) -> str:
    """Return a sequence of GeoJSON texts as one FeatureCollection, in their order.

    The texts follow a record separator each (RFC 8142) or stand on a line each. Raises
    `InputError("geojson_sequence")` (file, row) for one that is no GeoJSON: none is passed over.
    """
    parts = text.split(_RECORD) if _RECORD in text else text.splitlines()
    kept = [part.strip() for part in parts if part.strip()]
    features = [part for row, each in enumerate(kept, 1) for part in _features(each, file, row)]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}"


def _features(text: str, file: str, row: int) -> list[str]:
    try:
        content = json.loads(text)
        kind = content["type"]
        if kind == "Feature":
            return [text]
        if kind == "FeatureCollection":
            return [json.dumps(each, ensure_ascii=False) for each in content["features"]]
        if "coordinates" in content or "geometries" in content:
            return [json.dumps({"type": "Feature", "properties": {}, "geometry": content})]
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    raise InputError("geojson_sequence", file=file, row=row)
