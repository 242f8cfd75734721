"""Tell who visits: on this machine the one person who works here, from elsewhere a reader."""

import streamlit as st

from chedun_gis.register import SOMEBODY, Person, Role, local_person
from chedun_gis.town import LOCALHOST


def person() -> Person:
    """Return who the visitor is."""
    return local_person() if here_only() else SOMEBODY


def may(role: Role) -> bool:
    """Tell whether the visitor may do what asks for a role; what they may not is not shown."""
    return person().may(role)


def here_only() -> bool:
    """Tell whether the server listens to this machine alone."""
    return st.get_option("server.address") in LOCALHOST
