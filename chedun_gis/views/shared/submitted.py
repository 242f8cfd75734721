"""Show, when asked to, what nobody has reviewed yet beside what counts, and mark it so."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

import streamlit as st

from chedun_gis.indicators import about_of, date_of, entry_words
from chedun_gis.register import Event, Fact, IndicatorValue, NewProject, WaterEntry, submitted
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


def about(subjects: Collection[str], lang: Lang) -> None:
    """Draw those about these projects or indicators, marked, where they are shown."""
    _draw(lambda fact: about_of(fact) in subjects, lang)


def new_projects(lang: Lang) -> None:
    """Draw the projects among them that are new, marked, where they are shown."""
    _draw(lambda fact: isinstance(fact, NewProject), lang)


def samples(lang: Lang) -> None:
    """Draw the samples of water among them, marked, where they are shown."""
    _draw(lambda fact: isinstance(fact, WaterEntry), lang)


def _draw(wanted: Callable[[Fact], bool], lang: Lang) -> None:
    with st.container():  # always there, so that what stands below keeps its place
        if not are_shown():
            return
        found = [each for each in _waiting() if wanted(each.fact)]
        lines = {each.number: _line(each, lang) for each in found}
        if lines:
            st.html(markup("submitted.html", lines=lines, mark=say("verdict.submitted", lang)))


def _line(event: Event, lang: Lang) -> str:
    fact = event.fact
    subject = about_of(fact) if isinstance(fact, WaterEntry) else ""
    parts = (subject, date_of(fact), entry_words(fact, town(), lang))
    return joined(filter(None, parts), lang)


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
