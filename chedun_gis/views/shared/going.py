"""Go from one page to another with what was just made or asked for."""

import streamlit as st

from chedun_gis.scenario import STOPS
from chedun_gis.views.shared import link

_TO = "going_to"
# Where the map of the scenario page begins: west, south, east, north in degrees.
SHOWN_SITES = "shown_sites"


def go(page: str) -> None:
    """Let the page of this name be the next that is drawn."""
    st.session_state[_TO] = page


def edit_scenario(extent_deg: tuple[float, float, float, float] | None) -> None:
    """Go on in the editor with the scenario at work; the map begins at this extent."""
    st.session_state[SHOWN_SITES] = extent_deg
    link.prepare("scenario", {"mode": None})
    go("scenario")


def ask_for_stops(zone: str) -> None:
    """Let the tool of siting ask, when it is next drawn, for stops in a zone."""
    link.prepare("siting", {"what": STOPS, "inside": link.together([zone])})


def wanted() -> str | None:
    """Return the page to be drawn instead, once."""
    page: str | None = st.session_state.pop(_TO, None)
    return page
