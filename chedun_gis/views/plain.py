"""Show texts of unknown origin as they are: in markdown, a picture would ask the network."""

import streamlit as st

from chedun_gis.problems import fault_of
from chedun_gis.texts import Lang
from geo.errors import InputError

_MARKUP = frozenset(r"\`*_{}[]()#+-.!$<>|~:")


def literal(text: str) -> str:
    """Return a text in one line that markdown shows as it is."""
    return "".join(f"\\{char}" if char in _MARKUP else char for char in " ".join(text.split()))


def words_of(error: InputError, lang: Lang) -> str:
    """Return the sentence of an error for markdown; names of files and columns stay text."""
    return literal(fault_of(error.code, error.params, lang))


def refuse(error: InputError, lang: Lang) -> None:
    """Say what is wrong and what to do."""
    st.error(words_of(error, lang), icon=":material/error:")
