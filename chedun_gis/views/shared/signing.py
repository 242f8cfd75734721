"""Let people sign in at a provider by Streamlit, and read what it said from Streamlit's cookie."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import streamlit as st
from streamlit import config

from chedun_gis.server import LASTS_S, OIDC, Claims, secrets_of
from chedun_gis.texts import LANGS, fault_of
from chedun_gis.town import once, settings
from geo import InputError

_DAY_S = 86_400.0


@once
def ready_to_sign_in() -> bool:
    """Tell whether people can sign in at a provider; the first time, Streamlit is told of it.

    That has to be before its server is made. What stands in the way is said at the start.
    """
    told = settings()
    if told.people != OIDC or told.provider.missing:
        return False
    try:
        file = secrets_of(told.provider, Path(told.workspace))
    except InputError as error:
        words = (fault_of(error.code, error.params, lang) for lang in LANGS)
        sys.stdout.write("".join(f"{each}\n" for each in words))
        return False
    config.set_option("secrets.files", [str(file)])
    return True


def claims(cookies: Mapping[str, str]) -> Claims:
    """Return what the provider said of who signed in, {} of nobody and after twelve hours.

    `st.user` holds the same as it was when the visit connected, and routes have none; the cookie
    is read by what Streamlit reads it with.
    """
    from streamlit.auth_util import get_cookie_with_chunks  # noqa: PLC0415 - only for who needs it
    from streamlit.web.server.server_util import get_cookie_secret  # noqa: PLC0415
    from streamlit.web.server.starlette.starlette_app_utils import (  # noqa: PLC0415
        decode_signed_value,
    )
    from streamlit.web.server.starlette.starlette_server_config import (  # noqa: PLC0415
        USER_COOKIE_NAME,
    )

    if not ready_to_sign_in() or USER_COOKIE_NAME not in cookies:
        return {}
    secret = get_cookie_secret()

    def signed(name: str) -> bytes | None:
        raw = cookies.get(name, "").encode("latin-1", "replace")
        return decode_signed_value(secret, name, raw, LASTS_S / _DAY_S)

    found = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    said = json.loads(found) if found else None
    return said if isinstance(said, dict) and said.get("is_logged_in") is True else {}


def sign_in() -> None:
    """Lead the browser to the provider."""
    st.login()


def sign_out() -> None:
    """Lead the browser to where its cookie is taken, and from there back or to the provider."""
    st.logout()
