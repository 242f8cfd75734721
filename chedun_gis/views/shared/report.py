"""Offer a page's report as PDF and HTML."""

from collections.abc import Callable

import streamlit as st

from chedun_gis.report import FORMATS, MIME, Report
from chedun_gis.texts import Lang, say, today
from chedun_gis.views.shared.plain import words_of
from geo import InputError

ReportMaker = Callable[[str], Report]
_WANTED, _MADE = "report_wanted", "report_made"


def report_buttons(report_maker: ReportMaker, lang: Lang, key: str) -> None:
    """Draw one button that makes the report, then one for each form of it.

    `report_maker` gets the date of today and returns the report; it runs only when asked for. The
    `key` says what is reported: another one forgets the files made before.
    """
    slot = f"report-{key}-{lang}"
    st.button(
        say("report.button", lang),
        key=f"{slot}-make",
        icon=":material/print:",
        on_click=_want,
        args=(slot,),
    )
    # Kept until it is fulfilled: a message from a map may start the page anew meanwhile.
    if st.session_state.get(_WANTED) == slot:
        with st.spinner(say("report.making", lang)):
            st.session_state[_MADE] = (slot, *_make(report_maker, lang))
        st.session_state[_WANTED] = None
    made = st.session_state.get(_MADE)
    if made is not None and made[0] == slot:
        _offer(made[1], made[2], lang, key)


def _want(slot: str) -> None:
    st.session_state[_WANTED] = slot


def _offer(files: dict[str, bytes], faults: list[str], lang: Lang, key: str) -> None:
    for fault in faults:
        st.error(fault, icon=":material/error:")
    with st.container(horizontal=True):
        for form, content in files.items():
            st.download_button(
                say(f"report.save.{form}", lang),
                data=content,
                file_name=f"{key}.{form}".replace(":", "-"),
                mime=MIME[form],
                key=f"report-{key}-{lang}-{form}",
                icon=":material/download:",
                on_click="ignore",
            )


def _make(report_maker: ReportMaker, lang: Lang) -> tuple[dict[str, bytes], list[str]]:
    """Return the files by form, and why one could not be made: HTML works without a font."""
    files: dict[str, bytes] = {}
    faults: list[str] = []
    try:
        made = report_maker(today().isoformat())
    except InputError as error:
        return files, [words_of(error, lang)]
    for form, write in FORMATS.items():
        try:
            files[form] = write(made)
        except InputError as error:
            faults.append(words_of(error, lang))
    return files, faults
