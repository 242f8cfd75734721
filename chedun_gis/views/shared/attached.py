"""Attach a picture or a PDF to an entry, and show what is attached."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from chedun_gis.importing import ATTACHMENT_SUFFIXES, attach
from chedun_gis.texts import Lang, markup, say
from chedun_gis.town import attachments

_ROUND: Final = "attached_round"


def ask(form: str, lang: Lang) -> None:
    """Draw the field of a form for a file."""
    st.file_uploader(
        say("entry.attachment", lang),
        type=list(ATTACHMENT_SUFFIXES),
        key=_key(form),
        help=say("entry.attachment.help", lang),
    )


def kept(form: str) -> Mapping[str, object]:
    """Keep the file of a form and return it as a field of its entry; nothing without a file.

    Raises what `attach` raises.
    """
    file = st.session_state.get(_key(form))
    if file is None:
        return {}
    return {"attachment": attach(file.getvalue(), file.name, attachments())}


def forget(form: str) -> None:
    """Let the field be empty for the next entry: another key is another uploader."""
    st.session_state[f"{_ROUND}_{form}"] = st.session_state.get(f"{_ROUND}_{form}", 0) + 1


def show(files: Mapping[str, str], lang: Lang) -> None:
    """Show what is attached, by the words that say to what; nothing where nothing is."""
    found = {words: name for words, name in files.items() if name}
    with st.container():  # always there, so that what stands below keeps its place
        if found:
            seen = {each: say(f"card.{each}", lang) for each in ("picture", "paper")}
            st.html(markup("attached.html", files=found, **seen))


def _key(form: str) -> str:
    return f"entry_{form}_attachment_{st.session_state.get(f'{_ROUND}_{form}', 0)}"
