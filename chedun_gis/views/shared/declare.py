"""Declare from its card what a project adds once it is finished."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from chedun_gis.indicators import effect_of, entry_words, feature_words, indicators
from chedun_gis.map import Card
from chedun_gis.register import BUILDABLE, Counted, Fact, ProjectEffect
from chedun_gis.scenario import FINISHABLE
from chedun_gis.texts import Lang, say, today
from chedun_gis.town import town
from chedun_gis.views.shared import asking, entry, visitor
from geo import InputError

_OPEN: Final = "effect_open"
_FORM: Final = "effect"
_NONE: Final = ""
_FIELDS: Final = (
    "indicator",
    "amount",
    "built",
    "clause",
    "withdrawn",
    "date",
    "source",
    "basis",
    "reliability",
)


def show(card: Card, lang: Lang) -> None:
    """Offer to declare what the project of a card adds; draw the form while it is open."""
    if card.layer not in FINISHABLE or not visitor.may("editor"):
        return
    st.button(
        say("effect.enter", lang),
        key="declare_effect",
        on_click=_open,
        args=(card.id,),
        width="stretch",
        icon=":material/add_chart:",
    )
    entry.tell(_FORM)
    if st.session_state.get(_OPEN) == card.id and not asking.is_open():
        _dialog(card, lang)


def files(project: str, lang: Lang) -> dict[str, str]:
    """Return what is attached to what a project is declared to add, by the words of each."""
    return {
        say("card.of_effect", lang, words=entry_words(each.fact, town(), lang)): (
            each.fact.attachment
        )
        for each in _declared(project)
        if each.fact.attachment
    }


def _declared(project: str) -> list[Counted[ProjectEffect]]:
    try:
        return [each for each in town().effects.entries if each.fact.project == project]
    except InputError:
        return []  # why is said where the register is needed


def _open(project: str) -> None:
    entry.fill(
        _FORM,
        {
            **dict.fromkeys(("indicator", "built", "clause", "source"), _NONE),
            "amount": None,
            "withdrawn": False,
            "date": today().isoformat(),
            "basis": "reported",
            "reliability": "high",
        },
    )
    st.session_state[_OPEN] = project


def _close() -> None:
    st.session_state.pop(_OPEN, None)


def _dialog(card: Card, lang: Lang) -> None:
    @st.dialog(say("effect.enter_of", lang, title=card.title), on_dismiss=_close)
    def form() -> None:
        st.caption(say("effect.about", lang))
        with st.form("effect_form", border=False):
            _fields(card.id, lang)
            entry.fault(_FORM, lang)
            st.form_submit_button(
                say("entry.save", lang),
                key="effect_save",
                type="primary",
                on_click=_send,
                args=(card.id, lang),
                width="stretch",
            )
        if st.session_state.get(_OPEN) != card.id:
            st.rerun()

    form()


def _fields(project: str, lang: Lang) -> None:
    named = {_NONE: say("effect.none", lang)}
    named |= {each.id: f"{each.title[lang]} ({each.entered[lang]})" for each in indicators(town())}
    st.selectbox(
        say("effect.indicator", lang),
        list(named),
        format_func=named.__getitem__,
        key=entry.key(_FORM, "indicator"),
    )
    st.number_input(
        say("effect.amount", lang), step=1.0, format="%g", key=entry.key(_FORM, "amount")
    )
    built = {_NONE: say("effect.none", lang)} | _buildable(lang)
    st.selectbox(
        say("effect.feature", lang),
        list(built),
        format_func=built.__getitem__,
        key=entry.key(_FORM, "built"),
    )
    left, right = st.columns(2)
    left.text_input(
        say("project.clause", lang),
        key=entry.key(_FORM, "clause"),
        max_chars=40,
        placeholder="9.2.2",
    )
    right.text_input(
        say("entry.date", lang), key=entry.key(_FORM, "date"), help=say("help.date", lang)
    )
    st.checkbox(say("effect.withdraw", lang), key=entry.key(_FORM, "withdrawn"))
    earlier = [
        entry.Earlier(each.number, f"{each.number} · {entry_words(each.fact, town(), lang)}")
        for each in _declared(project)
        if each.number is not None
    ]
    entry.learnt(_FORM, earlier, lang, about=project)


def _buildable(lang: Lang) -> dict[str, str]:
    """Return what of the map a project may build, by layer and id; what stands is none of it."""
    found = {}
    for layer in BUILDABLE:
        frame = town().loaded(layer).frame
        if "stage" in frame:
            frame = frame[frame["stage"] != "completed"]
        for name in frame["id"]:
            found[f"{layer}:{name}"] = feature_words(town(), layer, str(name), lang)
    return found


def _send(project: str, lang: Lang) -> None:
    told = entry.table_of(_FORM, _FIELDS, about=project)
    entry.send(_FORM, lambda more: [_fact(project, {**told, **more})], lang, done=_close)


def _fact(project: str, told: Mapping[str, Any]) -> Fact:
    table = {**told, "project": project}
    layer, _, feature = str(table.pop("built", "")).partition(":")
    return effect_of(town(), {**table, "layer": layer, "feature": feature})
