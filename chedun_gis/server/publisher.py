"""Publish the places behind a figure, so that the map can fetch them."""

import hashlib
import json
from base64 import b64encode
from collections import OrderedDict
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Final

import geopandas as gpd
import shapely

from chedun_gis.analysis import (
    DrawnEvidence,
    DrawnPart,
    Evidence,
    EvidencePart,
    Shades,
    drawn_features,
)
from chedun_gis.server.windows import ShownPart, Window, WindowedEvidence, is_large
from chedun_gis.texts import Lang, say
from chedun_gis.tiles import tiles_name
from chedun_gis.town import once
from layers import Symbol

# What is kept takes so many bytes in all; what was published last stays in any case.
_MOST_BYTES: Final = 200_000_000
_LARGE: Final = "w"


class Publisher:
    """The evidence published last, by the digest of its content.

    Pages put their evidence together anew each time that they are drawn; its places are mostly
    those of before, and are written once. A large one is not written: the map is sent what its
    window shows.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        """Start with nothing published."""
        self._most = most_bytes
        self._kept: OrderedDict[str, tuple[bytes | _Large, int]] = OrderedDict()
        self._written: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def publish(self, evidence: Evidence | DrawnEvidence, lang: Lang) -> str:
        """Keep the evidence for the map to fetch and return its key."""
        if isinstance(evidence, Evidence) and is_large(evidence):
            return self._publish_large(evidence, lang)
        parts = ",".join(self._part(each, lang) for each in evidence.parts)
        title = _json(evidence.title[lang])
        pen = _json(None if evidence.pen is None else asdict(evidence.pen))
        content = f'{{"title":{title},"parts":[{parts}],"pen":{pen}}}'.encode()
        key = _digest(content)
        with self._lock:
            self._keep(key, content, len(content))
        return key

    def publish_shades(self, shades: Shades, lang: Lang) -> str:
        """Keep the colours of a layer's features for the map to fetch and return their key."""
        symbols = [_symbol(each, lang) for each in shades.symbols]
        rows = b64encode(shades.rows).decode()
        told = {
            "title": shades.title[lang],
            "layer": shades.layer,
            "tiles": tiles_name(shades.digest),
        }
        content = _json({**told, "symbols": symbols, "rows": rows}).encode()
        key = _digest(content)
        with self._lock:
            self._keep(key, content, len(content))
        return key

    def _publish_large(self, evidence: Evidence, lang: Lang) -> str:
        """Keep the frames of a large result; what it is called by is known before they are read."""
        told = evidence.name or _digest(*map(_state_of, evidence.parts))
        key = _LARGE + _digest(repr((told, evidence.title, evidence.pen, lang)).encode())
        edited = tuple(
            _json(_head(part, lang) | {"key": self._publish_features(part)})
            for part in evidence.parts
            if part.edit
        )
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return key
        windowed = WindowedEvidence(evidence)
        with self._lock:
            self._keep(key, _Large(windowed, edited, lang), windowed.size_bytes)
        return key

    def _publish_features(self, part: EvidencePart) -> str:
        """Keep features that may be changed on the map; most of them stay from edit to edit."""
        content = f'{{"features":{self._features(part.frame)}}}'.encode()
        key = _digest(content)
        with self._lock:
            self._keep(key, content, len(content))
        return key

    def content(self, key: str, window: Window | None = None, mark: str = "") -> bytes | None:
        """Return published evidence as JSON, or None when it is not (or no longer) kept.

        Of a large one that is what a `window` in degrees shows, everything without one, and the
        place `mark` in any case.
        """
        with self._lock:
            found, _ = self._kept.get(key, (None, 0))
        return found.content(window, mark) if isinstance(found, _Large) else found

    def _keep(self, key: str, value: "bytes | _Large", size: int) -> None:
        self._kept[key] = value, size
        self._kept.move_to_end(key)
        while len(self._kept) > 1 and sum(each for _, each in self._kept.values()) > self._most:
            self._kept.popitem(last=False)

    def _part(self, part: EvidencePart | DrawnPart, lang: Lang) -> str:
        head = _head(part, lang)
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
            self._written[key] = written
            while len(self._written) > 1 and sum(map(len, self._written.values())) > self._most:
                self._written.popitem(last=False)
        return written


@dataclass(frozen=True, slots=True)
class _Large:
    """A large result in one language; `edited` are the parts whose features have their own key."""

    windowed: WindowedEvidence
    edited: tuple[str, ...]
    lang: Lang

    def content(self, window: Window | None, mark: str) -> bytes:
        bounds = self.windowed.bounds_deg()
        shown = self.windowed.shown(window or bounds or (0.0, 0.0, 0.0, 0.0), mark)
        parts = ",".join((*map(self._part, shown), *self.edited))
        evidence = self.windowed.evidence
        pen = None if evidence.pen is None else asdict(evidence.pen)
        head = _json({"title": evidence.title[self.lang], "bounds": bounds, "pen": pen})
        return f'{head[:-1]},"parts":[{parts}]}}'.encode()

    def _part(self, shown: ShownPart) -> str:
        head = _head(shown.part, self.lang)
        if shown.count < shown.total:
            counts = {"count": f"{shown.count:,}", "total": f"{shown.total:,}"}
            head["title"] = say("evidence.some", self.lang, title=head["title"], **counts)
        return f'{_json(head)[:-1]},"features":{shown.features}}}'


def _state_of(part: EvidencePart) -> bytes:
    shapes = shapely.to_wkb(part.frame.geometry.to_numpy())
    told = repr((part.title, str(part.frame.crs), list(part.frame["id"]))).encode()
    return _digest(told, *(each or b"" for each in shapes)).encode()


@once
def publisher() -> Publisher:
    """Return the publisher of this process."""
    return Publisher()


def _head(part: EvidencePart | DrawnPart, lang: Lang) -> dict[str, object]:
    return {
        "title": part.title[lang],
        "edit": part.edit,
        "geometry": part.geometry,
        "symbol": _symbol(part.symbol, lang),
    }


def _symbol(symbol: Symbol, lang: Lang) -> dict[str, object]:
    return asdict(symbol) | {"title": symbol.title[lang], "opacity": symbol.fill_opacity}


def _digest(*parts: bytes) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
