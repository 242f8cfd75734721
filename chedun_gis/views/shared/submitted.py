"""Show, when asked to, what nobody has reviewed yet beside what counts, and mark it so."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from chedun_gis.indicators import about_of, date_of, entry_words
from chedun_gis.register import Event, IndicatorValue, submitted
from chedun_gis.texts import Lang, joined, markup, say
from chedun_gis.town import ledger, town
from chedun_gis.views.shared import visitor
from geo import InputError

_SHOWN: Final = "show_submitted"


def switch(lang: Lang) -> None:
    """Offer whoever may enter to see them; nothing while there is none."""
    with st.container():  # always there, so that what stands below keeps its place
        waiting = _waiting()
        if waiting:
            st.toggle(say("submitted.switch", lang, count=len(waiting)), key=_SHOWN)


def are_shown() -> bool:
    """Tell whether they are to be seen."""
    return bool(st.session_state.get(_SHOWN)) and bool(_waiting())


def about(subjects: Sequence[str], lang: Lang) -> None:
    """Draw those about these projects, indicators or stations, marked, where they are shown."""
    with st.container():  # always there, so that what stands below keeps its place
        if not are_shown():
            return
        lines = {
            each.number: joined(
                filter(None, (date_of(each.fact), entry_words(each.fact, town(), lang))), lang
            )
            for each in _waiting()
            if about_of(each.fact) in set(subjects)
        }
        if lines:
            st.html(markup("submitted.html", lines=lines, mark=say("verdict.submitted", lang)))


def values() -> Mapping[str, Sequence[IndicatorValue]]:
    """Return the values among them by indicator."""
    found: dict[str, list[IndicatorValue]] = {}
    for each in _waiting():
        if isinstance(each.fact, IndicatorValue):
            found.setdefault(each.fact.indicator, []).append(each.fact)
    return found


def _waiting() -> Sequence[Event]:
    if not visitor.may("editor"):
        return ()
    try:
        return submitted(ledger().record().events)
    except InputError:
        return ()  # why is said where the register is needed
