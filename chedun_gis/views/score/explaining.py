"""Explain an indicator's value of a year, beside what was explained before."""

from functools import partial
from typing import Any, Final

import streamlit as st

from chedun_gis.indicators import Result, explanation_of
from chedun_gis.register import Counted, Explanation
from chedun_gis.texts import Lang, say, today
from chedun_gis.town import town
from chedun_gis.views.shared import attached, entry, table, visitor
from chedun_gis.views.shared.plain import literal

_FORM: Final = "explanation"
_FIELDS: Final = ("year", "source", "basis", "reliability")
_YEARS: Final = (1949, 2100)
_LONGEST: Final = 2_000


def show(result: Result, lang: Lang) -> None:
    """Draw the explanations by year, and the form for another."""
    known = town().series.explained.get(result.indicator.id, ())
    with st.container():  # always there, so that the form below keeps its place
        if known:
            _table(known, lang)
    attached.show({f"{each.fact.year}": each.fact.attachment for each in known}, lang)
    entry.tell(_FORM)
    if visitor.may("editor"):
        _form(result, known, lang)


def _table(known: tuple[Counted[Explanation], ...], lang: Lang) -> None:
    facts = [each.fact for each in known]
    table.show(
        {
            "values.year": [str(each.year) for each in facts],
            "explain.title": [each.note[lang] for each in facts],
            "values.source": [each.source for each in facts],
        },
        lang,
    )


def _form(result: Result, known: tuple[Counted[Explanation], ...], lang: Lang) -> None:
    if entry.key(_FORM, "year") not in st.session_state:
        _begin()
    indicator = result.indicator
    title = say("explain.form", lang, title=literal(indicator.title[lang]))
    with st.expander(title, icon=":material/notes:"), st.form("explain_form", border=False):
        st.number_input(
            say("values.year", lang),
            min_value=_YEARS[0],
            max_value=_YEARS[1],
            step=1,
            key=entry.key(_FORM, "year"),
        )
        st.text_area(
            say("explain.note", lang),
            key=entry.key(_FORM, "note"),
            placeholder=say("explain.hint", lang),
            max_chars=_LONGEST,
        )
        earlier = [
            entry.Earlier(each.number, f"{each.number} · {each.fact.year}")
            for each in known
            if each.number is not None
        ]
        entry.learnt(_FORM, earlier, lang, about=indicator.id)
        entry.fault(_FORM, lang)
        st.form_submit_button(
            say("entry.save", lang),
            key="explain_save",
            type="primary",
            on_click=_send,
            args=(indicator.id, lang),
            width="stretch",
        )


def _begin() -> None:
    values: dict[str, Any] = {
        "year": today().year - 1,
        "note": "",
        "source": "",
        "basis": "reported",
        "reliability": "high",
    }
    entry.fill(_FORM, values)


def _send(indicator: str, lang: Lang) -> None:
    words = str(st.session_state.get(entry.key(_FORM, "note")) or "").strip()
    told = {**entry.table_of(_FORM, _FIELDS, about=indicator), "indicator": indicator}
    found = {**told, f"note_{lang}": words} if words else told
    done = partial(entry.fill, _FORM, {"note": ""})
    entry.send(_FORM, lambda more: [explanation_of(town(), {**found, **more})], lang, done=done)
