"""Let a widget show what is kept elsewhere, and tell of what the user makes of it at once."""

from collections.abc import Collection
from typing import Any, Final

import streamlit as st

_TURNS: Final = "held_turns"


def hold(key: str, value: Any) -> str:  # noqa: ANN401 - whatever the widget of this key shows
    """Return the key of a widget that shows a value, which it is to be given as its default too.

    A widget that shows it already is left alone: what is just being typed into it stays. One that
    shows something else makes way for another: what the browser may still say of the one before is
    then nobody's, and the other begins with what is held, whatever of the pages between reached the
    browser. Who draws the widget takes what the user makes of it in `on_change`, before the page is
    drawn again.
    """
    turns = st.session_state.setdefault(_TURNS, {})
    turn, last = turns.get(key, (0, value))
    if not _same(st.session_state.get(_named(key, turn), last), value):
        turn += 1
    turns[key] = (turn, value)
    return _named(key, turn)


def held(key: str) -> str:
    """Return the key that `hold` returned last."""
    return _named(key, st.session_state.get(_TURNS, {}).get(key, (0, None))[0])


def _named(key: str, turn: int) -> str:
    return f"{key}-{turn}" if turn else key


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 - whatever a widget shows
    if isinstance(one, list) and isinstance(other, list):
        return set(one) == set(other)  # the order in which they were chosen
    return bool(one == other)


def forget_gone(key: str, options: Collection[Any]) -> bool:
    """Forget of a choice of several what is no longer offered; tell whether there was any."""
    chosen = st.session_state.get(key) or []
    kept = [each for each in chosen if each in options]
    if len(kept) == len(chosen):
        return False
    st.session_state[key] = kept
    return True
