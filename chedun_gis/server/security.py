"""Answer only who asks for this server by its own name, and say what its pages may load.

A name of somebody else's that leads here (DNS rebinding) would make their page one of ours, and a
page elsewhere may open a websocket to any server it knows of: both are refused before anything
else sees the request.
"""

import re
from collections.abc import Callable, Collection
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chedun_gis.server.peers import Peers, Trusted
from chedun_gis.server.visitor import Visitors
from chedun_gis.texts import LANGS, fault_of
from chedun_gis.town import Basemap, Settings
from geo import InputError

_STATUS = {"host_unknown": 400, "origin_unknown": 403, "page_closed": 404}
# A name or an address, and a port: nothing by which a link built on it could lead elsewhere.
_AUTHORITY: Final = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+))(?::[0-9]{1,5})?")
# Streamlit's figures about itself, and its interface for programs: nobody here asks for either.
_CLOSED: Final = re.compile(r"(?:^|/)_stcore/(?:metrics|agent)(?:/|$)")
# Where streamlit-folium's frame, in which the map is drawn, comes from.
_FRAME: Final = "component/streamlit_folium.st_folium/"

_EVERYWHERE: Final = {
    "default-src": "'none'",
    # Streamlit's websocket and uploads; what the map fetches.
    "connect-src": "'self'",
    # Nothing that a page may be made to say sends a form, or moves its links elsewhere.
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'self'",
    # Our style sheets stand in the page (`st.html`); streamlit-folium and Leaflet write theirs.
    "style-src": "'self' 'unsafe-inline'",
    # The page's icon, which Streamlit draws of an emoji; the signs of the map's controls.
    "img-src": "'self' data:",
}
_PAGE: Final = _EVERYWHERE | {
    # Streamlit's modules, and the one script that stands in its page, by its digest. Its charts
    # are drawn by Vega's interpreter and evaluate nothing.
    "script-src": "'self' 'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='",
    # One font stands as data in Streamlit's style sheet.
    "font-src": "'self' data:",
    # The map's frame.
    "frame-src": "'self'",
}
# streamlit-folium puts the map's script into its frame as text, and evaluates what is laid over it.
# Nothing in either comes from data (`map/folium_map.py`), and only this frame may do so.
_MAP: Final = _EVERYWHERE | {"script-src": "'self' 'unsafe-inline' 'unsafe-eval'"}


def guard(settings: Settings, base_path: str = "") -> list[Middleware]:
    """Return what stands before the pages and routes; `base_path` is the server's own, if any."""
    frame = f"/{base_path.strip('/')}/{_FRAME}".replace("//", "/")
    tiles = tile_servers(settings.basemap)
    map_policy = _MAP | {"img-src": " ".join((_MAP["img-src"], *tiles))}
    pages, frames = _headers(_PAGE, tiles), _headers(map_policy, tiles)
    return [
        Middleware(
            Peers,
            trusted=Trusted(settings.trusted_proxies),
            names=(settings.user_header, settings.role_header),
        ),
        Middleware(
            Guard,
            hosts=settings.hosts,
            headers=lambda path: frames if path.startswith(frame) else pages,
        ),
        Middleware(Visitors),
    ]


def _headers(policy: dict[str, str], tiles: Collection[str]) -> dict[str, str]:
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        # A link with what was selected is told to nobody; a server of tiles may ask which site
        # uses its key.
        "Referrer-Policy": "strict-origin-when-cross-origin" if tiles else "same-origin",
    }


def tile_servers(basemap: Basemap | None) -> tuple[str, ...]:
    """Return the servers, as scheme and authority, from which the map's tiles come."""
    servers: dict[str, None] = {}
    for url in basemap.urls if basemap else ():
        scheme, _, rest = url.partition("://")
        authority = rest.partition("/")[0]
        # As the map fills the template in (`map/web/explorer.mjs`).
        for each in (basemap and basemap.subdomains) or "abc":
            if rest:
                servers[f"{scheme}://{authority.replace('{s}', each)}"] = None
    return tuple(servers)


class Guard:
    """Refuse foreign names and origins and closed pages; put the headers on every answer."""

    def __init__(
        self, app: ASGIApp, *, hosts: Collection[str], headers: Callable[[str], dict[str, str]]
    ) -> None:
        """Stand before `app`; `hosts` are names without ports, `headers` those of a path."""
        self._app, self._hosts, self._headers = app, frozenset(hosts), headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request or a websocket, or answer it with what is wrong."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        app = self._app
        try:
            self._require_ours(scope)
        except InputError as error:
            app = _refusal(error)
        await app(scope, receive, partial(self._with_headers, scope["path"], send))

    def _require_ours(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or host_of(hosts[0]) not in self._hosts:
            raise InputError("host_unknown")
        # A browser says on whose behalf it asks, other programs need not. Another address than the
        # one that was asked for is another site, even on the same machine.
        if any(_authority(each) != hosts[0].lower() for each in origins):
            raise InputError("origin_unknown")
        if _CLOSED.search(scope["path"]):
            raise InputError("page_closed")

    async def _with_headers(self, path: str, send: Send, message: Message) -> None:
        if message["type"] in {"http.response.start", "websocket.http.response.start"}:
            headers = MutableHeaders(scope=message)
            for name, value in self._headers(path).items():
                headers.setdefault(name, value)  # a page with a stricter policy keeps it
        await send(message)


def host_of(authority: str) -> str:
    """Return the name or address in a `Host` header, without port; "" where there is none."""
    found = _AUTHORITY.fullmatch(authority.lower())
    return (found[1] or found[2].rstrip(".")) if found else ""


def _authority(origin: str) -> str:
    try:
        parts = urlsplit(origin.lower())
    except ValueError:
        return ""
    return parts.netloc if parts.scheme in {"http", "https"} else ""


def _refusal(error: InputError) -> ASGIApp:
    """Return an answer in both languages that repeats nothing of what was sent."""
    words = "\n".join(fault_of(error.code, error.params, lang) for lang in LANGS)
    return PlainTextResponse(f"{words}\n", _STATUS[error.code])
