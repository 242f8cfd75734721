"""Tell who visits: by their account, or on this machine the one person who works here."""

import sys

import streamlit as st

from chedun_gis.register import SOMEBODY, Person, Role, local_person
from chedun_gis.server import ACCOUNTS, SESSION, sessions, state_seen
from chedun_gis.texts import LANGS, say
from chedun_gis.town import LOCALHOST, Town, settings


def person() -> Person:
    """Return who the visitor is, as it is now: who signed out meanwhile is nobody any more."""
    if has_accounts():
        return sessions().person(_token())
    return local_person() if settings().people == "local" and here_only() else SOMEBODY


def may(role: Role) -> bool:
    """Tell whether the visitor may do what asks for a role; what they may not is not shown."""
    return person().may(role)


def here_only() -> bool:
    """Tell whether the server listens to this machine alone."""
    return st.get_option("server.address") in LOCALHOST


def state(town: Town) -> str:
    """Return what tells the map that this visitor would see something else by now."""
    return state_seen(settings(), town, _token())


def has_accounts() -> bool:
    """Tell whether people sign in here."""
    return settings().people == ACCOUNTS


def tell_who_may_enter() -> None:
    """Say at the start, where it is so, that nobody may enter from the pages."""
    known = settings().people
    if known == ACCOUNTS or (known == "local" and here_only()):
        return
    key = "people.local" if known == "local" else "people.unknown"
    sys.stdout.write("".join(f"{say(key, lang)}\n" for lang in LANGS))


def _token() -> str:
    # As the browser said it when the visit began; what it stands for is asked for each time.
    return str(st.context.cookies.get(SESSION, ""))
