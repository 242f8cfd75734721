"""Find out in which encoding texts are, and decode them without losing a character unseen."""

import codecs
from collections.abc import Iterable
from typing import Final

import geopandas as gpd
import pandas as pd

from chedun_gis.importing.raw import Encoding
from geo import InputError, Problem

# What users may choose; GBK is read by its superset, which also holds rare characters.
CHOICES: Final = ("utf-8", "gbk")
_CODEC: Final = {"gbk": "gb18030", "utf-8": "utf-8"}
_ALIASES: Final = {
    "gb2312": "gbk",
    "gb18030": "gbk",
    "cp936": "gbk",
    "936": "gbk",
    "ansi 936": "gbk",
    "utf8": "utf-8",
    "65001": "utf-8",
}


def encoding_called(name: str) -> str:
    """Return one of `CHOICES` by any of its names; `InputError("import_encoding")` for others."""
    key = name.strip().lower()
    found = _ALIASES.get(key, key)
    if found not in CHOICES:
        raise InputError("import_encoding", encoding=name, known="、".join(CHOICES))
    return found


def detect(samples: Iterable[bytes], *, stated: str = "", chosen: str = "") -> Encoding:
    """Return the encoding that the user chose, the file states, or the bytes allow.

    A stated encoding that the bytes contradict is not believed. UTF-8 comes before GBK: hardly any
    GBK text is UTF-8 by chance. Plain ASCII is the same in both. Raises
    `InputError("import_encoding_unknown")` when neither fits.
    """
    if chosen:
        return Encoding(encoding_called(chosen), "chosen")
    texts = [text for text in samples if not text.isascii()]
    if not texts:
        return Encoding("utf-8", "fixed")
    fitting = [name for name in CHOICES if all(_fits(text, name) for text in texts)]
    stated = _ALIASES.get(stated.strip().lower(), stated.strip().lower())
    if stated in fitting:
        return Encoding(stated, "stated")
    if not fitting:
        raise InputError("import_encoding_unknown")
    return Encoding(fitting[0], "detected")


def decode(text: bytes, encoding: str) -> tuple[str, bool]:
    """Return a text and whether a character was cut off at its end or could not be read."""
    codec = _CODEC[encoding]
    try:
        return text.decode(codec), False
    except UnicodeDecodeError:
        pass
    try:
        return codecs.getincrementaldecoder(codec)().decode(text, final=False), True
    except UnicodeDecodeError:
        return text.decode(codec, "replace"), True


def _fits(text: bytes, encoding: str) -> bool:
    """Tell whether bytes can be this encoding; a field of fixed width may cut the last one."""
    try:
        codecs.getincrementaldecoder(_CODEC[encoding])().decode(text, final=False)
    except UnicodeDecodeError:
        return False
    return True


def decode_frame(
    frame: gpd.GeoDataFrame, *, stated: str = "", chosen: str = ""
) -> tuple[gpd.GeoDataFrame, Encoding, list[Problem]]:
    """Decode a frame whose texts are bytes taken for ISO 8859-1, names of columns included."""
    texts = [name for name in frame.columns if pd.api.types.is_string_dtype(frame[name].dtype)]
    samples = [str(name).encode("latin-1", "replace") for name in frame.columns]
    for name in texts:
        samples += [value.encode("latin-1", "replace") for value in frame[name].dropna().unique()]
    encoding = detect(samples, stated=stated, chosen=chosen)
    problems: list[Problem] = []
    decoded = {}
    for name in texts:
        title, _ = decode(str(name).encode("latin-1", "replace"), encoding.name)
        cells = []
        for row, value in zip(frame.index, frame[name], strict=True):
            text, cut = ("", False) if pd.isna(value) else _decoded(value, encoding.name)
            cells.append(None if pd.isna(value) else text)
            if cut:
                problems.append(
                    Problem("import_text_cut", "repair", row, "", title, {"value": text})
                )
        decoded[name] = pd.Series(cells, index=frame.index, dtype=object)
    frame = frame.assign(**decoded)
    titles = {
        name: decode(str(name).encode("latin-1", "replace"), encoding.name)[0]
        for name in frame.columns
        if name != frame.geometry.name
    }
    return frame.rename(columns=titles), encoding, problems


def _decoded(value: str, encoding: str) -> tuple[str, bool]:
    return decode(value.encode("latin-1", "replace"), encoding)
