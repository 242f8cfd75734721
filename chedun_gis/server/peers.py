"""Know which machine is at the other end of a connection, and believe only those that are trusted.

A proxy in front says in headers who visits, from which address and over which scheme. Anybody can
write such headers, so they are believed of a connection whose socket comes from a trusted proxy,
and taken off every other one, of pages, routes and websockets alike, before anything sees them.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

import uvicorn.config
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

Network = IPv4Network | IPv6Network
_ADDRESSES: Final = "x-forwarded-for"
_SCHEME: Final = b"x-forwarded-proto"
_SECURE: Final = {b"http": False, b"ws": False, b"https": True, b"wss": True}
_PLAIN: Final = {"http": "http", "websocket": "ws"}


def keep_peers() -> None:
    """Let a connection's address be that of its socket.

    Of connections from this machine uvicorn takes the address from `X-Forwarded-For` before any
    middleware is asked, and Streamlit leaves nobody a say in that: whatever runs here could pass
    for a trusted proxy, or for a new address with each try of a password.
    """
    if uvicorn.config.ProxyHeadersMiddleware is not _as_it_is:  # fails should it be gone
        uvicorn.config.ProxyHeadersMiddleware = _as_it_is  # type: ignore[misc, assignment]


def _as_it_is(app: ASGIApp, trusted_hosts: object) -> ASGIApp:  # noqa: ARG001 - as uvicorn calls it
    return app


def networks(names: Iterable[str]) -> tuple[tuple[Network, ...], tuple[str, ...]]:
    """Return the networks that are named, and the names that are none (`10.0.0.0/8`, `::1`)."""
    found: list[Network] = []
    wrong: list[str] = []
    for name in names:
        try:
            found.append(ip_network(name))
        except ValueError:
            wrong.append(name)
    return tuple(found), tuple(wrong)


class Trusted:
    """The proxies that are believed: addresses and networks."""

    def __init__(self, names: Iterable[str]) -> None:
        """Remember them; what is no address or network is nobody's."""
        self._networks, _ = networks(names)

    def __contains__(self, address: object) -> bool:
        """Tell whether an address is that of a trusted proxy."""
        try:
            found = ip_address(str(address))
        except ValueError:
            return False
        if isinstance(found, IPv6Address) and found.ipv4_mapped:
            found = found.ipv4_mapped  # of a socket that listens to both
        return any(found in each for each in self._networks)

    def address(self, scope: Scope) -> str:
        """Return from where is asked: the last address before the trusted proxies."""
        peer = peer_of(scope)
        if peer not in self:
            return peer
        named = ",".join(Headers(scope=scope).getlist(_ADDRESSES)).split(",")
        said = [_without_port(each.strip()) for each in named if each.strip()]
        return next((each for each in reversed(said) if each not in self), peer)


def _without_port(text: str) -> str:
    """Return an address that some proxies write with its port, which is another each time."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def peer_of(scope: Scope) -> str:
    """Return the address of the socket at the other end; "" where there is none."""
    client = scope.get("client")
    return str(client[0]) if client else ""


class Peers:
    """Take what only a trusted proxy may say off every other request and websocket."""

    def __init__(self, app: ASGIApp, *, trusted: Trusted, names: Collection[str]) -> None:
        """Stand before `app`; `names` are the headers that say who somebody is."""
        self._app, self._trusted = app, trusted
        self._names = {name.lower().encode() for name in names}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request or a websocket with what may be believed of it."""
        if scope["type"] in _PLAIN:
            scope = self._believed(scope)
        await self._app(scope, receive, send)

    def _believed(self, scope: Scope) -> Scope:
        given = scope["headers"]
        if peer_of(scope) not in self._trusted:
            bare = [each for each in given if each[0].lower() not in self._names]
            return scope if len(bare) == len(given) else {**scope, "headers": bare}
        # What is said twice was said by somebody else too.
        often = Counter(name.lower() for name, _ in given)
        single = [
            each
            for each in given
            if often[each[0].lower()] == 1 or each[0].lower() not in self._names
        ]
        schemes = [_SECURE.get(value.strip().lower()) for name, value in given if name == _SCHEME]
        told: dict[str, object] = {"headers": single}
        if len(schemes) == 1 and schemes[0] is not None:
            told["scheme"] = _PLAIN[scope["type"]] + ("s" if schemes[0] else "")
        return {**scope, **told}
