"""Let a widget show what is kept elsewhere, and tell of what the user makes of it at once."""

from collections.abc import Collection
from time import monotonic
from typing import Any, Final

import streamlit as st

_REPLACED: Final = "held_replaced"
# So long a browser may go on saying what its widget showed before.
_ECHO_S: Final = 3.0


def hold(key: str, value: Any) -> str:  # noqa: ANN401 - whatever the widget of this key shows
    """Let the widget of this key show a value; return the key.

    A widget that shows it already is left alone: what is just being typed into it stays. Who draws
    the widget takes what the user makes of it in `on_change`, before the page is drawn again.
    """
    if key not in st.session_state:
        st.session_state[key] = value
    elif st.session_state[key] != value:
        replaced = st.session_state.setdefault(_REPLACED, {})
        replaced[key] = (st.session_state[key], monotonic())
        st.session_state[key] = value
    return key


def news(key: str) -> bool:
    """Tell whether the user made what the widget says, which else is what it showed before.

    With every click a browser tells what all its widgets show, and what `hold` has put there may
    not have reached it.
    """
    before, when = st.session_state.get(_REPLACED, {}).get(key, (None, -_ECHO_S))
    return bool(st.session_state[key] != before or monotonic() - when > _ECHO_S)


def forget_gone(key: str, options: Collection[Any]) -> bool:
    """Forget of a choice of several what is no longer offered; tell whether there was any."""
    chosen = st.session_state.get(key) or []
    kept = [each for each in chosen if each in options]
    if len(kept) == len(chosen):
        return False
    st.session_state[key] = kept
    return True
