"""Write the file in which Streamlit finds the provider at which people sign in."""

import json
import os
import secrets
import tomllib
from pathlib import Path
from typing import Any, Final

from chedun_gis.town import Provider, write_atomic
from geo import InputError

SECRETS_FILE: Final = "sign-in.secrets.toml"
_DOCUMENT: Final = "/.well-known/openid-configuration"
_LEAST: Final = 32


def secrets_of(provider: Provider, workspace: Path) -> Path:
    """Write what Streamlit has to know of a provider into the workspace; return the file.

    Nobody but the owner of the process can read it, not for a moment. The secret by which cookies
    are signed is made with the first file and stays, so that a restart signs nobody out; of a file
    that others could read it is made anew. Raises `InputError("out_not_writable")` (file).
    """
    file = workspace / SECRETS_FILE
    try:
        workspace.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("out_not_writable", file=str(file)) from error
    content = {
        "redirect_uri": provider.redirect_url,
        "cookie_secret": _kept(file) or secrets.token_urlsafe(_LEAST),
        "client_id": provider.client_id,
        "client_secret": provider.client_secret,
        "server_metadata_url": metadata_url(provider.issuer),
    }
    # A text of JSON is one of TOML, but for the last character of ASCII.
    said = {name: json.dumps(text, ensure_ascii=False) for name, text in content.items()}
    lines = [f"{name} = {text}" for name, text in said.items()]
    scope = json.dumps(provider.scope, ensure_ascii=False)
    lines.append(f'client_kwargs = {{ scope = {scope}, prompt = "select_account" }}')
    text = "\n".join(("[auth]", *lines, "")).replace("\x7f", "\\u007f")
    write_atomic(file, text.encode(), private=True)
    return file


def metadata_url(issuer: str) -> str:
    """Return where a provider describes itself (OpenID Connect Discovery 1.0, 4)."""
    return issuer if "/.well-known/" in issuer else issuer.rstrip("/") + _DOCUMENT


def _kept(file: Path) -> str:
    """Return the secret of a file that only its owner could read, else ""."""
    try:
        found = file.stat(follow_symlinks=False)
        if os.name == "posix" and found.st_mode & 0o077:
            return ""
        told: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        kept = str(told["auth"]["cookie_secret"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return kept if len(kept) >= _LEAST else ""
