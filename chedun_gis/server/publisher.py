"""Publish the places behind a figure, so that the map can fetch them."""

import hashlib
import json
from collections import OrderedDict
from dataclasses import asdict
from threading import Lock
from typing import TypeVar

import geopandas as gpd
import shapely

from chedun_gis.analysis import DrawnEvidence, DrawnPart, Evidence, EvidencePart, drawn_features
from chedun_gis.texts import Lang
from chedun_gis.town import once

_KEPT = 64
Kept = TypeVar("Kept")


class Publisher:
    """The evidence published last, by the digest of its content.

    Pages put their evidence together anew each time that they are drawn; its places are mostly
    those of before, and are written once.
    """

    def __init__(self) -> None:
        """Start with nothing published."""
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._written: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def publish(self, evidence: Evidence | DrawnEvidence, lang: Lang) -> str:
        """Keep the evidence for the map to fetch and return its key."""
        parts = ",".join(self._part(each, lang) for each in evidence.parts)
        title = _json(evidence.title[lang])
        pen = _json(None if evidence.pen is None else asdict(evidence.pen))
        content = f'{{"title":{title},"parts":[{parts}],"pen":{pen}}}'.encode()
        key = _digest(content)
        with self._lock:
            _keep(self._kept, key, content)
        return key

    def content(self, key: str) -> bytes | None:
        """Return published evidence as JSON, or None when it is not (or no longer) kept."""
        with self._lock:
            return self._kept.get(key)

    def _part(self, part: EvidencePart | DrawnPart, lang: Lang) -> str:
        symbol = asdict(part.symbol) | {
            "title": part.symbol.title[lang],
            "opacity": part.symbol.fill_opacity,
        }
        head = {
            "title": part.title[lang],
            "edit": part.edit,
            "geometry": part.geometry,
            "symbol": symbol,
        }
        drawn = part.features if isinstance(part, DrawnPart) else self._features(part.frame)
        return f'{_json(head)[:-1]},"features":{drawn}}}'

    def _features(self, frame: gpd.GeoDataFrame) -> str:
        shapes = frame.geometry.to_numpy()
        there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
        ids = [str(each) for each in frame["id"].to_numpy()[there]]
        names = frame["name"].to_numpy()[there].tolist() if "name" in frame else None
        key = _digest(repr((str(frame.crs), ids, names)).encode(), *shapely.to_wkb(shapes[there]))
        with self._lock:
            if key in self._written:
                self._written.move_to_end(key)
                return self._written[key]
        written = drawn_features(frame)
        with self._lock:
            _keep(self._written, key, written)
        return written


@once
def publisher() -> Publisher:
    """Return the publisher of this process."""
    return Publisher()


def _keep(kept: OrderedDict[str, Kept], key: str, value: Kept) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > _KEPT:
        kept.popitem(last=False)


def _digest(*parts: bytes) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
