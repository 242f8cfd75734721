"""Ask before a scenario that is not saved gives way to another, and before its page is left."""

from collections.abc import Callable

import streamlit as st

from chedun_gis.texts import Lang, local_time_of, say
from chedun_gis.views.shared import desk, visitor
from chedun_gis.views.shared.plain import literal, words_of
from chedun_gis.views.shared.runs import unbroken
from geo import InputError

_WAITING = "asking_before"
_FRAME = "/gis/assets/leave.html"


def before(what: Callable[[], None], lang: Lang) -> None:
    """Do what replaces the scenario at work; if that has something unsaved, ask first."""
    if desk.desk(lang).unsaved:
        st.session_state[_WAITING] = what
    else:
        what()


def is_open() -> bool:
    """Tell whether a question is open: there is one dialog at a time."""
    return _WAITING in st.session_state


def show(lang: Lang) -> None:
    """Draw the question, if one is open, and let the browser ask before the page is left."""
    if is_open():
        _dialog(lang)
    if desk.begun() and desk.desk(lang).unsaved:
        with st.container(key="leaving"):
            st.iframe(_base_path() + _FRAME, height=1, width=1, tab_index=-1)


def _base_path() -> str:
    path = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{path}" if path else ""


def drafts(lang: Lang) -> None:
    """Offer what this visitor drew elsewhere and did not save."""
    for draft in desk.others(lang):
        with st.container(border=True, key=f"draft_{draft.id}"):
            name, time = literal(draft.scenario.name), local_time_of(draft.changed)
            st.markdown(f":material/edit_note: {say('draft.found', lang, name=name, time=time)}")
            on, off = st.columns(2)
            on.button(
                say("draft.resume", lang),
                key=f"resume_{draft.id}",
                on_click=before,
                args=(lambda draft=draft: desk.resume(draft, lang), lang),
                width="stretch",
            )
            off.button(
                say("draft.discard", lang),
                key=f"discard_{draft.id}",
                on_click=desk.drafts().forget,
                args=(draft.id,),
                width="stretch",
            )


def _cancel(lang: Lang) -> None:
    st.session_state.pop(_WAITING, None)
    desk.keep_link(lang)


def _dialog(lang: Lang) -> None:
    def cancelled() -> None:
        _cancel(lang)

    @st.dialog(say("asking.title", lang), on_dismiss=cancelled)
    def ask() -> None:
        name = literal(desk.desk(lang).scenario.name)
        st.markdown(say("asking.unsaved", lang, name=name))
        keep, lose, stay = st.columns(3)
        saved = keep.button(
            say("asking.save", lang),
            key="asking_save",
            type="primary",
            width="stretch",
            disabled=not visitor.may("editor"),
        )
        lost = lose.button(say("asking.discard", lang), key="asking_discard", width="stretch")
        stayed = stay.button(say("asking.stay", lang), key="asking_stay", width="stretch")
        if not (saved or lost or stayed):
            return
        with unbroken():
            if saved:
                try:
                    desk.save(lang)
                except InputError as error:
                    st.error(words_of(error, lang))
                    return
            what = st.session_state.pop(_WAITING, None)
            if stayed or what is None:
                _cancel(lang)
            else:
                what()
        st.rerun()

    ask()
