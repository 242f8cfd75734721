"""Offer a page's report as Word document, PDF and HTML."""

import streamlit as st

from chedun_gis.report import MIME, REPORT_FILES, ReportFiles, ReportRequest
from chedun_gis.texts import Lang, say
from chedun_gis.town import town
from chedun_gis.views.shared.downloads import file_stem
from chedun_gis.views.shared.plain import words_of
from chedun_gis.views.shared.waiting import waited
from geo import InputError

_WANTED, _MADE = "report_wanted", "report_made"


def report_buttons(lang: Lang, key: str, *, title: str, request: ReportRequest) -> None:
    """Draw one button that makes the report that is requested, then one for each form of it.

    The `key` says what is reported: another one forgets the files made before. The files are named
    by the `title` and the day.
    """
    slot = f"report-{key}-{lang}"
    st.button(
        say("report.button", lang),
        key=f"{slot}-make",
        icon=":material/print:",
        on_click=_want,
        args=(slot,),
    )
    # What is shown meanwhile has a place of its own: what follows stays where it is.
    with st.container():
        # Kept until it is fulfilled: a message from a map may start the page anew meanwhile.
        if st.session_state.get(_WANTED) == slot:
            st.session_state[_MADE] = (slot, _made(request, lang))
            st.session_state[_WANTED] = None
    made = st.session_state.get(_MADE)
    if made is not None and made[0] == slot:
        _offer(made[1], lang, key, file_stem(title, request.date))


def _want(slot: str | None) -> None:
    st.session_state[_WANTED] = slot


def _made(request: ReportRequest, lang: Lang) -> ReportFiles:
    try:
        found: ReportFiles = waited(
            REPORT_FILES,
            town(),
            request,
            lang=lang,
            key="report",
            on_stop=lambda: _want(None),
        )
    except InputError as error:
        return ReportFiles({}, (error,))
    return found


def _offer(found: ReportFiles, lang: Lang, key: str, stem: str) -> None:
    for fault in found.faults:
        st.error(words_of(fault, lang), icon=":material/error:")
    with st.container(horizontal=True):
        for form, content in found.files.items():
            st.download_button(
                say(f"report.save.{form}", lang),
                data=content,
                file_name=f"{stem}.{form}",
                mime=MIME[form],
                key=f"report-{key}-{lang}-{form}",
                icon=":material/download:",
                on_click="ignore",
            )
