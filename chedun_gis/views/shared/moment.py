"""Look back: the map's own tool shows the projects as they were at a date, all others as now."""

from datetime import date
from typing import Final

import streamlit as st

from chedun_gis.map import months_known
from chedun_gis.texts import Lang, say, today
from chedun_gis.town import Town, as_of, town
from chedun_gis.views.shared import choices, link, stage
from geo import is_date

# What the link calls it, in the one tool that has it.
_THEN: Final = "then"
_TOOL: Final = "map"


def then() -> str:
    """Return the date that is looked back to (2023-06), "" for now."""
    said = link.said(_THEN) if stage.tool() == _TOOL else ""
    return said if is_date(said) and said <= today().isoformat() else ""


def town_then() -> Town:
    """Return the town at that date, or as it is now."""
    asked = then()
    return as_of(town(), asked) if asked else town()


def ask(lang: Lang) -> None:
    """Ask for the date, by month from the first entry of a project on; none without any."""
    months = months_known(town(), _month(today()))
    now, here = then(), st.container()
    # A link may ask for any date; the months keep their order around it.
    known = sorted({*months, now} - {""})
    if not known:
        return
    options = {**{each: each for each in known}, "": say("then.now", lang)}
    with here:
        choices.along(st.container(), say("then.title", lang), options, lang, name=_THEN)
        with st.container():
            if now:
                st.info(say("then.shown", lang, date=now), icon=":material/history:")


def _month(day: date) -> str:
    return f"{day:%Y-%m}"
