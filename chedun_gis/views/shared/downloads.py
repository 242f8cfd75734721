"""Hand out files side by side."""

from dataclasses import dataclass

import streamlit as st

from chedun_gis.texts import Lang, say

_MIME = {"csv": "text/csv", "geojson": "application/geo+json", "json": "application/json"}


@dataclass(frozen=True, slots=True)
class Download:
    """A file: the key of its title, its name, and what it holds."""

    title: str
    name: str
    content: str | bytes


def show(files: tuple[Download, ...], lang: Lang) -> None:
    """Draw a button for each file."""
    for column, each in zip(st.columns(len(files)), files, strict=True):
        column.download_button(
            say(each.title, lang),
            data=each.content,
            file_name=each.name,
            mime=_MIME[each.name.rpartition(".")[2]],
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )
