"""Let a reviewer manage people: who has which role, their passwords, and tokens for programs."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from chedun_gis.register import GONE, ROLES, Accounts, roles
from chedun_gis.server import ACCOUNTS, OIDC, PROXY
from chedun_gis.texts import Lang, local_time, say
from chedun_gis.town import ledger, settings
from chedun_gis.views.shared import table, visitor
from chedun_gis.views.shared.plain import literal, words_of
from geo import InputError

_NAME, _ROLE, _PASSWORD = "people_name", "people_role", "people_password"
_TOKEN_OF, _TOKEN_GONE = "people_token_of", "people_token_gone"
_SAID: Final = "people_said"


def show(lang: Lang) -> None:
    """Draw the section for a reviewer, where people have names."""
    way = settings().people
    if way not in {ACCOUNTS, OIDC, PROXY} or not visitor.may("reviewer"):
        return
    st.subheader(say("people.title", lang))
    known = roles(ledger().record().events)
    if known:
        columns = {
            "account.name": sorted(known),
            "people.role": [say(f"role.{known[name]}", lang) for name in sorted(known)],
        }
        table.show(columns, lang)
    _said(lang)
    with st.expander(say("people.change", lang), icon=":material/manage_accounts:"):
        _change(lang, with_password=way == ACCOUNTS)
    with st.expander(say("people.tokens", lang), icon=":material/key:"):
        _tokens(sorted(known), lang)


def _said(lang: Lang) -> None:
    """Say what was done, or why it was not, until something else is; a token until it is put away.

    The page is drawn anew at any time, as when somebody else enters something.
    """
    with st.container():  # always there, so that what stands below keeps its place
        done = st.session_state.get(_SAID)
        if isinstance(done, InputError):
            st.error(words_of(done, lang), icon=":material/error:")
        elif done:
            words, token = done
            st.success(words, icon=":material/task_alt:")
            if token:
                st.code(token, language=None)
            st.button(say("people.put_away", lang), key="people_put_away", on_click=_put_away)


def _put_away() -> None:
    st.session_state.pop(_SAID, None)


def _change(lang: Lang, *, with_password: bool) -> None:
    with st.form("people_form", border=False):
        left, right = st.columns(2)
        left.text_input(say("account.name", lang), key=_NAME, max_chars=40)
        right.selectbox(
            say("people.role", lang),
            [*ROLES, GONE],
            index=1,
            format_func=lambda each: say(f"role.{each}", lang),
            key=_ROLE,
        )
        if with_password:
            st.text_input(
                say("people.first_password", lang),
                key=_PASSWORD,
                type="password",
                help=say("people.first_password.help", lang),
                autocomplete="new-password",
            )
        st.form_submit_button(
            say("people.save", lang),
            key="people_save",
            type="primary",
            on_click=_save,
            args=(lang,),
        )


def _save(lang: Lang) -> None:
    name, role = st.session_state[_NAME].strip(), st.session_state[_ROLE]
    password = st.session_state.get(_PASSWORD, "")
    accounts, by = Accounts(ledger()), visitor.person()

    def done() -> tuple[str, str]:
        if role == GONE:
            accounts.take(name, by=by)
            return literal(say("people.gone", lang, name=name)), ""
        elsewhere = settings().people != ACCOUNTS
        accounts.give(name, role, by=by, password=password, elsewhere=elsewhere)
        said = say("people.added", lang, name=name, role=say(f"role.{role}", lang))
        return literal(said), ""

    if _tried(done):
        st.session_state[_NAME] = ""
        if _PASSWORD in st.session_state:
            st.session_state[_PASSWORD] = ""


def _tokens(names: list[str], lang: Lang) -> None:
    """List the tokens, make one for somebody and tell it once, or let one open nothing more."""
    st.caption(say("people.tokens.about", lang))
    found = Accounts(ledger()).tokens()
    if found:
        table.show(
            {
                "people.token_id": [each.id for each in found],
                "account.name": [each.name for each in found],
                "people.made": [local_time(each.made) for each in found],
            },
            lang,
        )
    make, revoke = st.columns(2)
    # A list that was empty once would go on choosing nothing.
    if names:
        make.selectbox(say("account.name", lang), names, key=_TOKEN_OF)
        make.button(
            say("people.token_make", lang),
            key="people_token_make",
            on_click=_make,
            args=(lang,),
            width="stretch",
        )
    if found:
        ids = [each.id for each in found]
        revoke.selectbox(say("people.token_id", lang), ids, key=_TOKEN_GONE)
        revoke.button(
            say("people.token_revoke", lang),
            key="people_token_revoke",
            on_click=_revoke,
            args=(lang,),
            width="stretch",
        )


def _make(lang: Lang) -> None:
    name, by = st.session_state[_TOKEN_OF], visitor.person()

    def done() -> tuple[str, str]:
        token = Accounts(ledger()).new_token(name, by=by)
        return literal(say("people.token", lang, name=name)), token

    _tried(done)


def _revoke(lang: Lang) -> None:
    chosen, by = st.session_state[_TOKEN_GONE], visitor.person()

    def done() -> tuple[str, str]:
        found = Accounts(ledger()).revoke(chosen, by=by)
        return literal(say("people.revoked", lang, id=found.id, name=found.name)), ""

    _tried(done)


def _tried(do: Callable[[], tuple[str, str]]) -> bool:
    """Do something and keep what is to be said of it; tell whether it was done."""
    try:
        st.session_state[_SAID] = do()
    except InputError as error:
        st.session_state[_SAID] = error
        return False
    return True
