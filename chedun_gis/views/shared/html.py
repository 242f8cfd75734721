"""Write tiles, lists and tables as HTML; every text in them is escaped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import streamlit as st

from chedun_gis.indicators import Input
from chedun_gis.profile import schematic
from chedun_gis.texts import Lang, percent, say

_STYLE = Path(__file__).with_name("profile_sheet.css")


@dataclass(frozen=True, slots=True)
class Share:
    """A share (0-1) to be shown as a number with a bar."""

    value: float


@dataclass(frozen=True, slots=True)
class Tag:
    """What a figure rests on, to be shown as a mark beside it."""

    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure: its name, value, one or two remarks, and what it rests on."""

    label: str
    value: str
    notes: tuple[str, ...]
    inputs: tuple[Input, ...]


Cell = str | Share | Tag


def style() -> None:
    """Put the sheet's style into the page."""
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")


def tiles(figures: Iterable[Tile], lang: Lang) -> str:
    """Return the figures side by side."""
    return f'<div class="tiles">{"".join(_tile(each, lang) for each in figures)}</div>'


def table(heads: Sequence[str], rows: Iterable[Sequence[Cell]], lang: Lang) -> str:
    """Return a table; the first column is a name, the others stand to the right."""
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    body = "".join(f"<tr>{''.join(_cell(cell, lang) for cell in row)}</tr>" for row in rows)
    return f'<table class="list"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def pairs(rows: Iterable[tuple[str, str]]) -> str:
    """Return names with their values."""
    return f'<dl class="pairs">{"".join(_pair(*row) for row in rows)}</dl>'


def heading(text: str, inputs: tuple[Input, ...], lang: Lang) -> str:
    """Return a section's title with the mark of what it rests on."""
    return f'<h4 class="section">{escape(text)}{tag(inputs, lang)}</h4>'


def note(text: str) -> str:
    """Return a remark in small print."""
    return f'<p class="note">{escape(text)}</p>'


def tag(inputs: tuple[Input, ...], lang: Lang) -> str:
    """Return the mark that says whether a figure rests on a sketch; none where none is known."""
    if not inputs:
        return ""
    if schematic(inputs):
        words, hint = say("profile.sketch", lang), say("profile.sketch_help", lang)
        return f'<span class="basis sketch" title="{escape(hint)}">{escape(words)}</span>'
    return f'<span class="basis">{escape(say("profile.data", lang))}</span>'


def _tile(tile: Tile, lang: Lang) -> str:
    notes = "".join(f"<small>{escape(each)}</small>" for each in tile.notes if each)
    return (
        f'<div class="tile"><span class="tile-label">{escape(tile.label)}</span>'
        f"<b>{escape(tile.value)}{tag(tile.inputs, lang)}</b>{notes}</div>"
    )


def _pair(name: str, value: str) -> str:
    return f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>"


def _cell(cell: Cell, lang: Lang) -> str:
    if isinstance(cell, Tag):
        return f"<td>{tag(cell.inputs, lang)}</td>"
    if isinstance(cell, Share):
        width = f"{100 * min(cell.value, 1):.1f}%"
        return (
            f'<td class="number"><span class="share"><i style="width:{width}"></i></span>'
            f'<span class="share-text">{escape(percent(cell.value, lang, 1))}</span></td>'
        )
    kind = ' class="number"' if cell[:1].isdigit() or cell.startswith("<") else ""
    return f"<td{kind}>{escape(cell)}</td>"
