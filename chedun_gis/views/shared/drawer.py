"""Lay a long table into a drawer below the map; on a phone it lies in the sheet of its tool."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import streamlit as st

from chedun_gis.texts import Lang, say

_SHUT: Final = "drawer_shut"


@contextmanager
def drawer(title: str, lang: Lang) -> Iterator[bool]:
    """Draw the drawer with its title; gives whether it is open, to be filled."""
    shut = bool(st.session_state.get(_SHUT, False))

    def turn() -> None:
        st.session_state[_SHUT] = not shut

    with st.container(key="drawer-shut" if shut else "drawer-open"):
        words = say("drawer.open" if shut else "drawer.shut", lang)
        with st.container(key="drawer-head", horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{title}**")
            st.button(
                words,
                key="drawer_turn",
                icon=":material/keyboard_arrow_up:" if shut else ":material/keyboard_arrow_down:",
                on_click=turn,
                type="tertiary",
            )
        yield not shut
