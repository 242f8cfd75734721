"""Tell who visits, as it is now: by the way in that the settings name."""

import sys

import streamlit as st

from chedun_gis.register import Person, Role
from chedun_gis.server import Means, Shown, Who, state_seen
from chedun_gis.texts import LANGS, say
from chedun_gis.town import LOCALHOST, Town, once, settings
from chedun_gis.views.shared import signing

_VISIT = "visit"


@once
def who() -> Who:
    """Return what tells who asks, for the pages and the routes of this process."""
    return Who(Means(settings(), claims=signing.claims, alone=lambda: here_only()))  # noqa: PLW0108 - as it is then


def person() -> Person:
    """Return who the visitor is, as it is now: who signed out meanwhile is nobody any more."""
    return who().person(_shown())


def may(role: Role) -> bool:
    """Tell whether the visitor may do what asks for a role; what they may not is not shown."""
    return person().may(role)


def here_only() -> bool:
    """Tell whether the server listens to this machine alone, and no proxy hands others on to it."""
    told = settings()
    names = {*told.hosts, st.get_option("server.address")}
    return names <= {*LOCALHOST} and not told.trusted_proxies


def state(town: Town) -> str:
    """Return what tells the map that this visitor would see something else by now."""
    return state_seen(town, person())


def visit() -> str:
    """Return the number by which the map asks on behalf of this visit."""
    return _visit(_connected())


def forget() -> None:
    """Take the visitor for nobody until their map asks again: their browser is known no more."""
    who().visits.renew(visit(), Shown())


def end() -> None:
    """Sign the visitor out, here and in their other windows."""
    who().way.end(_shown())


def tell_who_may_enter() -> None:
    """Say at the start, where it is so, that nobody may enter from the pages."""
    wrong = who().way.wrong()
    if wrong is not None:
        key, params = wrong
        sys.stdout.write("".join(f"{say(key, lang, **params)}\n" for lang in LANGS))


def _shown() -> Shown:
    # What the browser said when the visit connected, until its map has asked since.
    connected = _connected()
    return who().visits.shown(_visit(connected)) or connected


def _visit(connected: Shown) -> str:
    known: tuple[str, Shown] | None = st.session_state.get(_VISIT)
    if known is None:
        known = who().visits.begin(connected), connected
    elif known[1] != connected:  # a connection that was lost came back
        known = known[0], connected
        who().visits.renew(*known)
    st.session_state[_VISIT] = known
    return known[0]


def _connected() -> Shown:
    headers = {name.lower(): text for name, text in st.context.headers.items()}
    return Shown(st.context.cookies.to_dict(), headers)
