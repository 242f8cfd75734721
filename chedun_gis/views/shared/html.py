"""Write tiles, lists and tables as HTML; every text in them is escaped."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from chedun_gis.indicators import Input
from chedun_gis.profile import schematic
from chedun_gis.texts import Lang, markup, percent, say

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


@dataclass(frozen=True, slots=True)
class Mark:
    """What a figure rests on, in words; with a `hint` it is a sketch."""

    words: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Bar:
    width: str
    text: str


def head(kind: str, title: str, *, stage: str, clause: str, target: str) -> Markup:
    """Return the head of a sheet: what it tells of, and what the plan says of it."""
    told = {"stage": stage, "clause": clause, "target": target}
    return markup("sheet.html", part="head", kind=kind, title=title, **told)


def tiles(figures: Iterable[Tile], lang: Lang) -> Markup:
    """Return the figures side by side."""
    shown = [asdict(each) | {"mark": mark_of(each.inputs, lang)} for each in figures]
    return markup("sheet.html", part="tiles", tiles=shown)


def table(heads: Sequence[str], rows: Iterable[Sequence[Cell]], lang: Lang) -> Markup:
    """Return a table; the first column is a name, the others stand to the right."""
    shown = [[_shown(cell, lang) for cell in row] for row in rows]
    return markup("sheet.html", part="table", heads=heads, rows=shown)


def pairs(rows: Iterable[tuple[str, str]]) -> Markup:
    """Return names with their values."""
    return markup("sheet.html", part="pairs", rows=list(rows))


def heading(text: str, inputs: tuple[Input, ...], lang: Lang) -> Markup:
    """Return a section's title with the mark of what it rests on."""
    return markup("sheet.html", part="heading", text=text, mark=mark_of(inputs, lang))


def note(text: str) -> Markup:
    """Return a remark in small print; nothing where there is none."""
    return markup("sheet.html", part="note", text=text)


def mark_of(inputs: tuple[Input, ...], lang: Lang) -> Mark | None:
    """Return the mark that says whether a figure rests on a sketch; none where none is known."""
    if not inputs:
        return None
    if schematic(inputs):
        return Mark(say("profile.sketch", lang), say("profile.sketch_help", lang))
    return Mark(say("profile.data", lang), "")


def _shown(cell: Cell, lang: Lang) -> str | Mark | _Bar:
    if isinstance(cell, Tag):
        return mark_of(cell.inputs, lang) or ""
    if isinstance(cell, Share):
        return _Bar(f"{100 * min(cell.value, 1):.1f}%", percent(cell.value, lang, 1))
    return cell
