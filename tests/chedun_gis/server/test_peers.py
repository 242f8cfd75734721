"""Whom of those at the other end of a connection the server believes, and what."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from chedun_gis.server.peers import Peers, Trusted, networks

ROOT = Path(__file__).resolve().parents[3]
TRUSTED = Trusted(["10.1.0.0/16", "192.0.2.7", "2001:db8::/32", "::1", "nonsense", "10.0.0.1/8"])
NAMES = ("X-Remote-User", "X-Remote-Role")


def passed(
    peer: str | None, *headers: tuple[str, str], kind: str = "http", scheme: str = "http"
) -> dict[str, Any]:
    """Return what is behind the middleware of a request: its headers, in order, and its scheme."""
    seen: list[Scope] = []

    async def app(scope: Scope, _: Receive, __: Send) -> None:
        seen.append(scope)

    async def nothing(*_: object) -> None:
        """Receive and send nothing."""

    scope: Scope = {
        "type": kind,
        "scheme": scheme,
        "headers": [(name.encode("latin-1"), text.encode()) for name, text in headers],
        "client": (peer, 4_000) if peer is not None else None,
    }
    peers = Peers(app, trusted=TRUSTED, names=NAMES)
    asyncio.run(peers(scope, nothing, nothing))  # type: ignore[arg-type]
    assert seen[0]["client"] == scope["client"]
    return {
        "headers": [(name.decode("latin-1"), text.decode()) for name, text in seen[0]["headers"]],
        "scheme": seen[0]["scheme"],
    }


USER, ROLE, HOST = ("x-remote-user", "wang"), ("x-remote-role", "editor"), ("host", "localhost")


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "peer", ["10.1.2.3", "::ffff:10.1.2.3", "192.0.2.7", "2001:db8:5::9", "::1", "2001:DB8::1"]
)
def test_what_a_trusted_proxy_says_is_passed_on(peer: str, kind: str) -> None:
    assert passed(peer, HOST, USER, ROLE, kind=kind)["headers"] == [HOST, USER, ROLE]


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "peer",
    ["10.2.2.3", "127.0.0.1", "192.0.2.70", "::2", "", None, "unix:", "nonsense", "10.1.2.3.evil"],
)
@pytest.mark.parametrize("name", ["x-remote-user", "X-Remote-User", "X-REMOTE-USER"])
def test_what_anybody_else_says_is_taken_off(peer: str | None, kind: str, name: str) -> None:
    posing = (("x-forwarded-for", "10.1.2.3"), ("forwarded", "for=10.1.2.3"))
    found = passed(peer, HOST, (name, "wang"), ROLE, *posing, kind=kind)
    assert found["headers"] == [HOST, *posing]


def test_what_is_said_twice_is_said_by_nobody() -> None:
    found = passed("10.1.2.3", USER, HOST, ("X-Remote-User", "li"), ROLE, ("a", "1"), ("a", "2"))
    assert found["headers"] == [HOST, ROLE, ("a", "1"), ("a", "2")]


def test_the_scheme_is_said_by_a_trusted_proxy_alone() -> None:
    secure, plain = ("x-forwarded-proto", "https"), ("x-forwarded-proto", "http")
    assert passed("10.1.2.3", secure)["scheme"] == "https"
    assert passed("10.1.2.3", secure, kind="websocket", scheme="ws")["scheme"] == "wss"
    assert passed("10.1.2.3", plain, scheme="https")["scheme"] == "http"
    for wrong in (("x-forwarded-proto", "file"), ("x-forwarded-proto", "")):
        assert passed("10.1.2.3", wrong)["scheme"] == "http"
    assert passed("10.1.2.3", secure, plain)["scheme"] == "http"
    assert passed("127.0.0.1", secure)["scheme"] == "http"


@pytest.mark.parametrize(
    ("peer", "said", "address"),
    [
        ("203.0.113.5", "10.9.9.9", "203.0.113.5"),
        ("10.1.2.3", "", "10.1.2.3"),
        ("10.1.2.3", "203.0.113.5", "203.0.113.5"),
        ("10.1.2.3", "1.1.1.1, 203.0.113.5", "203.0.113.5"),
        ("10.1.2.3", "203.0.113.5, 10.1.9.9", "203.0.113.5"),
        ("10.1.2.3", "203.0.113.5:4711", "203.0.113.5"),
        ("10.1.2.3", "[2001:db9::5]:4711", "2001:db9::5"),
        ("10.1.2.3", "2001:db9::5, [2001:db8::1]", "2001:db9::5"),
        ("10.1.2.3", " 10.1.9.9 ,10.1.8.8", "10.1.2.3"),
    ],
)
def test_from_where_is_asked(peer: str, said: str, address: str) -> None:
    scope = {"type": "http", "client": (peer, 1), "headers": [(b"x-forwarded-for", said.encode())]}
    assert TRUSTED.address(scope) == address


def test_networks_are_told_from_what_is_none() -> None:
    found, wrong = networks(["10.0.0.0/8", "::1", "nginx", "10.0.0.1/8", "1.2.3", ""])
    assert [str(each) for each in found] == ["10.0.0.0/8", "::1/128"]
    assert wrong == ("nginx", "10.0.0.1/8", "1.2.3", "")


def test_uvicorn_rewrites_no_address() -> None:
    """As Streamlit has it serve the program, whatever is said in its own variable."""
    code = (
        "from uvicorn.config import Config; import streamlit_app; "
        "config = Config('streamlit_app:app', lifespan='off', log_config=None); config.load(); "
        "print(config.proxy_headers, config.loaded_app is streamlit_app.app)"
    )
    told = os.environ | {"FORWARDED_ALLOW_IPS": "*"}
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=told, capture_output=True, text=True, check=True
    )
    assert found.stdout.split()[-2:] == ["True", "True"]
