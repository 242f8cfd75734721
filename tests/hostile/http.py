"""Requests that lie about who asks, reach out of the served folders, or are no requests at all."""

import contextlib
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

_MOST_BYTES: Final = 1 << 22
_TIMEOUT_S: Final = 60.0  # a server that has just started on a busy machine
_UNEXPECTED: Final = re.compile(r"Traceback|File \"|root:x:|site-packages")
_STOPS: Final = "/ogc/collections/bus_stops/items"


@dataclass(frozen=True, slots=True)
class Request:
    """A mechanism: what is sent, which statuses may come back, and what the answer must say.

    `send` makes the bytes of the host's own name; a status of 0 is a connection that is closed
    without an answer, as for what is no HTTP. `never` must not stand in the answer.
    """

    name: str
    send: Callable[[str], bytes]
    statuses: tuple[int, ...]
    says: str = ""
    never: str = ""

    @property
    def refused(self) -> bool:
        """Whether nothing but a refusal is right."""
        return not any(200 <= each < 300 for each in self.statuses)


def get(path: str, *headers: str, host: str = "", method: str = "GET") -> Callable[[str], bytes]:
    """Return what sends a request for a path as it stands."""

    def send(own: str) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host or own}", "Connection: close", *headers]
        return "\r\n".join([*lines, "", ""]).encode("utf-8")

    return send


def websocket(origin: str, *, host: str = "") -> Callable[[str], bytes]:
    """Return what asks for the pages' websocket on behalf of a site."""
    return lambda own: get(
        "/_stcore/stream",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        f"Origin: {origin}",
        host=host,
    )(own).replace(b"Connection: close", b"Connection: Upgrade")


def raw(content: bytes) -> Callable[[str], bytes]:
    """Return what sends these bytes."""
    return lambda _: content


def answer(url: str, request: Request) -> tuple[int, str]:
    """Send a request; return the status, 0 for none, and what came back."""
    parts = urlsplit(url)
    received = b""
    with (
        socket.create_connection((parts.hostname, parts.port), timeout=_TIMEOUT_S) as connection,
        contextlib.suppress(ConnectionError),  # who is refused early is hung up on
    ):
        connection.sendall(request.send(parts.netloc))
        while len(received) < _MOST_BYTES and (part := connection.recv(1 << 16)):
            received += part
            if received.startswith(b"HTTP/1.1 101"):
                break
    found = re.match(rb"HTTP/1\.[01] (\d{3})", received)
    return (int(found[1]) if found else 0), received.decode("utf-8", "replace")


def judged(url: str, request: Request) -> str:
    """Return what is wrong with the answer to a request; "" when it is as expected."""
    try:
        status, said = answer(url, request)
    except TimeoutError:
        return "no answer"
    _, _, body = said.partition("\r\n\r\n")
    if status not in request.statuses:
        return f"status {status}:\n{said[:600]}"
    if _UNEXPECTED.search(said) or (request.never and request.never in said):
        return f"unexpected words:\n{said[:600]}"
    if request.says and request.says not in body:
        return f"does not say {request.says}:\n{said[:600]}"
    return ""


_SENTENCE: Final = "。"
_REFUSED: Final = (400,)
_GONE: Final = (404,)
_NOT_THERE: Final = (400, 404)
_EVIL: Final = "evil.example"
_BIG: Final = "x" * 200_000

CASES: Final = (
    Request("another name for the server", get("/", host=_EVIL), _REFUSED, _SENTENCE, _EVIL),
    Request("another name for the data", get("/ogc", host=_EVIL), _REFUSED, _SENTENCE, _EVIL),
    Request(
        "a name with an address in it",
        get("/ogc", host="127.0.0.1:8501@evil.example"),
        _REFUSED,
        _SENTENCE,
        _EVIL,
    ),
    Request("two names", get("/ogc", f"Host: {_EVIL}"), _REFUSED, "", _EVIL),
    Request("no name", raw(b"GET /ogc HTTP/1.1\r\nConnection: close\r\n\r\n"), _REFUSED),
    Request(
        "a name passed on by nobody",
        get("/ogc/", f"X-Forwarded-Host: {_EVIL}", f"Forwarded: host={_EVIL}"),
        (200,),
        "",
        _EVIL,
    ),
    Request("a websocket for another site", websocket(f"http://{_EVIL}"), (403,)),
    Request("a websocket for nobody", websocket("null"), (403,)),
    Request("a websocket by another name", websocket(f"http://{_EVIL}", host=_EVIL), (400, 403)),
    Request(
        "an address that names another site",
        get(f"/?project=http://{_EVIL}/&lang=//{_EVIL}"),
        (200,),
        "",
        _EVIL,
    ),
    Request("figures about the server", get("/_stcore/metrics"), _GONE),
    Request("a way upwards among the assets", get("/gis/assets/../../../etc/passwd"), _NOT_THERE),
    Request("a way upwards, encoded", get("/gis/assets/..%2f..%2f..%2fetc%2fpasswd"), _NOT_THERE),
    Request(
        "a way upwards, encoded twice", get("/gis/assets/%252e%252e%252fetc%252fpasswd"), _GONE
    ),
    Request("an absolute path among the assets", get("/gis/assets//etc/passwd"), _GONE),
    Request("a byte of nothing in a path", get("/gis/assets/a%00b"), _NOT_THERE),
    Request("a path of bytes that are no text", get("/gis/layers/%ff%fe.geojson"), _GONE),
    Request(
        "a layer that is not there", get("/gis/layers/castles.geojson"), _GONE, "layer_unknown"
    ),
    Request("evidence that is not there", get("/gis/evidence/..%2f..%2fsecrets.json"), _NOT_THERE),
    Request(
        "a search for markup",
        get("/gis/search.json?q=%3Cscript%3Ealert(1)%3C/script%3E"),
        (200,),
        "",
        "<script>",
    ),
    Request("a search of 60 KB", get("/gis/search.json?q=" + "a" * 60_000), (200, 400, 414, 431)),
    Request("a data set that is not there", get("/ogc/collections/castles"), _GONE, _SENTENCE),
    Request(
        "a data set with markup for a name",
        get("/ogc/collections/%3Cscript%3E", "Accept: text/html"),
        _GONE,
        _SENTENCE,
        "text/html",
    ),
    Request("a limit below nothing", get(f"{_STOPS}?limit=-1"), _REFUSED, _SENTENCE),
    Request(
        "a limit beyond all numbers", get(f"{_STOPS}?limit={'9' * 4_000}"), _REFUSED, _SENTENCE
    ),
    Request("a box of NaN", get(f"{_STOPS}?bbox=nan,0,1,1"), _REFUSED, _SENTENCE),
    Request("a box of 100,000 numbers", get(f"{_STOPS}?bbox={'1,' * 25_000}1"), (400, 414, 431)),
    Request(
        "a CRS that nobody knows", get(f"{_STOPS}?crs=file:///etc/passwd"), _REFUSED, _SENTENCE
    ),
    Request("SQL for a value", get(f"{_STOPS}?id=%27%20OR%201=1--"), (200,), '"features":[]'),
    Request("a parameter that nobody knows", get(f"{_STOPS}?filter=1=1"), _REFUSED, _SENTENCE),
    Request("a parameter twice", get(f"{_STOPS}?limit=1&limit=2"), _REFUSED, _SENTENCE),
    Request("a time that is none", get(f"{_STOPS}?datetime=yesterday"), _REFUSED, _SENTENCE),
    Request("another method", get(_STOPS, method="DELETE"), (405,)),
    Request("a method that nobody knows", get(_STOPS, method="BREW"), (400, 405)),
    Request(
        "a content that never comes",
        get(_STOPS, "Content-Length: 0", "Transfer-Encoding: chunked"),
        (200, 400),
    ),
    Request(
        "chunks that are none",
        lambda own: get(_STOPS, "Transfer-Encoding: chunked", method="POST")(own) + b"zz\r\n\r\n",
        (400, 405),
    ),
    Request("a header of 200 KB", get("/ogc", f"X-A: {_BIG}"), (400, 431)),
    Request("a line end in a header", get("/ogc", "X-A: a\r\n b\x00c"), (200, 307, 400)),
    Request(
        "no HTTP at all",
        raw(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500)),
        (0, 400),
    ),
    Request("the second version at once", raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), (0, 400, 505)),
)
