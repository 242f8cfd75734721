"""Hand out files side by side."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from chedun_gis.texts import Lang, say, today

_MIME = {"csv": "text/csv", "geojson": "application/geo+json", "json": "application/json"}


# What a system does not allow in the name of a file, or gives a meaning.
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\\/:*?"<>|.\s]+')
_LONGEST = 80


def file_stem(title: str, day: str) -> str:
    """Return the name that people read on a file, without its ending: its title and the day."""
    plain = _NOT_IN_NAMES.sub("_", title).strip("_")[:_LONGEST]
    return f"{plain}_{day}" if plain else day


def file_name(name: str, lang: Lang, about: str = "") -> str:
    """Return a file's name in the language of the page, such as `未覆盖范围_2026-11-28.geojson`.

    `name` is `<key>.<ending>`, whose words stand under `file.<key>`; `about` says of what it is.
    """
    key, _, ending = name.rpartition(".")
    words = " ".join(filter(None, (about, say(f"file.{key}", lang))))
    return f"{file_stem(words, today().isoformat())}.{ending}"


@dataclass(frozen=True, slots=True)
class Download:
    """A file: the key of its title, its name, how it is made when asked for, what it is about."""

    title: str
    name: str
    content: Callable[[], str | bytes]
    about: str = ""


def show(files: tuple[Download, ...], lang: Lang) -> None:
    """Draw a button for each file."""
    for column, each in zip(st.columns(len(files)), files, strict=True):
        column.download_button(
            say(each.title, lang),
            data=each.content,
            file_name=file_name(each.name, lang, each.about),
            mime=_MIME[each.name.rpartition(".")[2]],
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )
