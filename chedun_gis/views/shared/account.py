"""Say who has signed in and as what, and lead to where one does, by the way in."""

from html import escape

import streamlit as st

from chedun_gis.server import ACCOUNTS, OIDC, PROXY
from chedun_gis.texts import Lang, say
from chedun_gis.town import settings
from chedun_gis.views.shared import signing, visitor


def show(lang: Lang) -> None:
    """Draw it; on a machine where one person works alone there is nothing to say."""
    known = settings().people
    name, words = visitor.person().name, _who(lang)
    if known == ACCOUNTS:
        link = escape(words or say("account.sign_in", lang))
        st.html(f'<a class="account-link" href="account?lang={lang}" target="_self">{link}</a>')
    elif known in {OIDC, PROXY} and name:
        st.html(f'<span class="account-link" title="{escape(words)}">{escape(words)}</span>')
    if known == OIDC and signing.ready_to_sign_in():
        st.button(
            say("account.sign_out" if name else "account.sign_in", lang),
            key="account",
            on_click=_sign_out if name else signing.sign_in,
            type="tertiary",
        )


def _sign_out() -> None:
    visitor.end()
    signing.sign_out()


def _who(lang: Lang) -> str:
    person = visitor.person()
    return f"{person.name} · {say(f'role.{person.role}', lang)}" if person.name else ""
