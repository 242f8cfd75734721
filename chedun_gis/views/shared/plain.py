"""Show texts of unknown origin as they are: in markdown, a picture would ask the network."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import streamlit as st

from chedun_gis.texts import Lang, fault_of, lang_of
from chedun_gis.town import noted, one_town
from geo import InputError

P = ParamSpec("P")

# What fails is noted under a number; Streamlit would print its trace to the terminal too.
logging.getLogger("streamlit.error_util").disabled = True

_MARKUP = frozenset(r"\`*_{}[]()#+-.!$<>|~:")
# Streamlit links addresses even where every sign is escaped; an unseen word joiner parts them.
_ADDRESS = re.compile(r"https?://|www(?=\.)|@", re.IGNORECASE)
_JOINER = "\u2060"


def literal(text: str) -> str:
    """Return a text in one line that markdown shows as it is, without a link in it."""
    line = _ADDRESS.sub(rf"\g<0>{_JOINER}", " ".join(text.split()))
    return "".join(f"\\{char}" if char in _MARKUP else char for char in line)


def words_of(error: InputError, lang: Lang) -> str:
    """Return the sentence of an error for markdown; names of files and columns stay text."""
    return literal(fault_of(error.code, error.params, lang))


def fragment(draw: Callable[P, None]) -> Callable[P, None]:
    """Return a part of a page that runs by itself, about one town, and says its own faults.

    Streamlit shows what a fragment raises as a traceback, before the page could say it.
    """

    @st.fragment
    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        with faults_said(lang_of(st.session_state.get("lang"))), one_town():
            draw(*args, **kwargs)

    return drawn


def answer(work: Callable[[], None], key: str) -> Callable[[], None]:
    """Return the answer to a click as a button calls it: no other click breaks it off.

    What is wrong is noted under `key`, for `say_fault` to say where the page is drawn next.
    """

    def answered() -> None:
        try:
            work()
        except InputError as fault:
            st.session_state[key] = fault

    return answered


def say_fault(key: str, lang: Lang) -> None:
    """Say once what was noted under a key, if anything."""
    fault = st.session_state.pop(key, None)
    if fault is not None:
        refuse(fault, lang)


@contextmanager
def faults_said(lang: Lang) -> Iterator[None]:
    """Say what goes wrong inside; of what nobody expected the number under which it is noted."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - no trace reaches a screen
        refuse(error, lang)


def refuse(error: Exception, lang: Lang) -> None:
    """Say what is wrong and what to do."""
    if not isinstance(error, InputError):
        error = InputError("unexpected_here", number=noted(error, "page").number)
    st.error(words_of(error, lang), icon=":material/error:")


def callback_failed(error: Exception) -> bool:
    """Say what went wrong in the answer to a click, where Streamlit would show a trace."""
    refuse(error, lang_of(st.session_state.get("lang")))
    return True
