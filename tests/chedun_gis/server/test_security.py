"""Whom the server answers, what it closes, and what its pages may load."""

import asyncio
import base64
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import streamlit
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message
from starlette.websockets import WebSocket

from chedun_gis.ogc import ogc_routes
from chedun_gis.server import guard
from chedun_gis.server.security import host_of, tile_servers
from chedun_gis.town import TownSource, settings_from

ROOT = Path(__file__).resolve().parents[3]
CJK = re.compile(r"[\u4e00-\u9fff]")
FRAME = "/component/streamlit_folium.st_folium/index.html"
# Those that must not pass beside names that may: what looks like one, and what hides another in it.
FOREIGN = (
    "evil.example",
    "evil.example:8501",
    "localhost.evil.example",
    "evil.example.localhost",
    "localhost@evil.example",
    "localhost:8501@evil.example",
    "localhost:8501/evil",
    "localhost/..//evil.example",
    "localhost?evil.example",
    "localhost#evil.example",
    "localhost:evil",
    "localhost:",
    "localhost evil.example",
    "localhost,evil.example",
    "localhost\\evil.example",
    "http://localhost",
    "127.0.0.1.evil.example",
    "2130706433",
    "[::1",
    "[::1]evil.example",
    "[::ffff:7f00:1]",
    "*",
    "",
)


class Answer:
    """What came back: status, headers, body; status 101 for a websocket that was accepted."""

    def __init__(self, sent: list[Message]) -> None:
        start = sent[0]
        self.status = 101 if start["type"] == "websocket.accept" else start["status"]
        listed = [(k.decode(), v.decode()) for k, v in start.get("headers", [])]
        self.headers = dict(listed)
        assert len(self.headers) == len(listed)
        self.text = b"".join(each.get("body", b"") for each in sent[1:]).decode()


async def hello(request: object) -> PlainTextResponse:  # noqa: ARG001 - an endpoint
    return PlainTextResponse("hello")


async def talk(websocket: WebSocket) -> None:
    await websocket.accept()


def app_with(**settings: str) -> Starlette:
    told = settings_from({"CHEDUN_OGC_LAYERS": "parks", **settings})
    routes = [
        *ogc_routes(TownSource(Path(told.data_dir)).town, told),
        WebSocketRoute("/_stcore/stream", talk),
        Route("/{rest:path}", hello),
    ]
    return Starlette(routes=routes, middleware=guard(told))


def ask(
    app: Starlette,
    path: str = "/",
    *,
    kind: str = "http",
    more: tuple[tuple[str, str], ...] = (),
    **headers: str | None,
) -> Answer:
    """Ask as a server would; a header that is None is not sent, `more` are sent besides."""
    path, _, query = path.partition("?")
    named = {"host": "127.0.0.1:8501"} | {k.replace("_", "-"): v for k, v in headers.items()}
    told = [*named.items(), *more]
    scope: dict[str, Any] = {
        "type": kind,
        "path": path,
        "query_string": query.encode(),
        "headers": [(k.encode(), v.encode("latin-1")) for k, v in told if v is not None],
        "server": ("127.0.0.1", 8501),
        "scheme": "http" if kind == "http" else "ws",
        "http_version": "1.1",
        "extensions": {"websocket.http.response": {}},
    }
    scope |= {"subprotocols": []} if kind == "websocket" else {"method": "GET"}
    sent: list[Message] = []
    waiting: list[Message] = [
        {"type": "websocket.connect"} if kind == "websocket" else {"type": "http.request"}
    ]

    async def receive() -> Message:
        if not waiting:
            await asyncio.Event().wait()
        return waiting.pop()

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return Answer(sent)


@pytest.fixture(scope="module")
def app() -> Starlette:
    return app_with()


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8501",
        "LocalHost:65535",
        "localhost.",
        "127.0.0.1",
        "127.0.0.1:8501",
        "[::1]",
        "[::1]:8501",
    ],
)
def test_its_own_names_are_answered(app: Starlette, host: str) -> None:
    for path in ("/", "/ogc?f=json", "/gis/catalogue.json"):
        assert ask(app, path, host=host).status == 200
    assert ask(app, "/_stcore/stream", kind="websocket", host=host).status == 101


@pytest.mark.parametrize("host", [*FOREIGN, None])
def test_another_name_is_refused_in_both_languages(app: Starlette, host: str | None) -> None:
    for kind in ("http", "websocket"):
        for path in ("/", "/ogc?f=json", "/_stcore/stream", FRAME):
            found = ask(app, path, kind=kind, host=host)
            assert found.status == 400
            zh, en = found.text.splitlines()
            assert CJK.search(zh)
            assert not CJK.search(en)
            assert "CHEDUN_HOSTS" in zh
            assert "evil" not in found.text + "".join(found.headers.values())


def test_two_names_at_once_are_refused(app: Starlette) -> None:
    """Where one front reads the first name and a server the last, either could be the foreign."""
    for second in ("evil.example", "localhost"):
        assert ask(app, host="localhost", more=(("host", second),)).status == 400


@given(st.text(alphabet="localhost127.01:[]@/\\?#%evil ", max_size=24))
def test_a_host_is_a_name_and_a_port_or_nothing(authority: str) -> None:
    name = host_of(authority)
    rest = authority.lower().removeprefix("[").removeprefix(name)
    assert not name or re.fullmatch(r"\.*\]?(:[0-9]{1,5})?", rest)
    assert not set(name) & set("@/\\?#% ")


@pytest.mark.parametrize(
    ("host", "origin", "ours"),
    [
        ("127.0.0.1:8501", "http://127.0.0.1:8501", True),
        ("LOCALHOST:8501", "http://localhost:8501", True),
        ("[::1]:8501", "http://[::1]:8501", True),
        ("127.0.0.1:8501", None, True),  # a program that is no browser
        ("127.0.0.1:8501", "http://evil.example", False),
        ("127.0.0.1:8501", "http://evil.example:8501", False),
        ("127.0.0.1:8501", "http://127.0.0.1:9000", False),  # another program of this machine
        ("127.0.0.1:8501", "http://127.0.0.1:8501@evil.example", False),
        ("127.0.0.1:8501", "http://127.0.0.1:8501.evil.example", False),
        ("127.0.0.1:8501", "file://127.0.0.1:8501", False),
        ("127.0.0.1:8501", "http://[127.0.0.1:8501", False),
        ("127.0.0.1:8501", "null", False),
        ("127.0.0.1:8501", "", False),
        ("evil.example", "http://evil.example", False),
    ],
)
def test_a_page_of_another_site_is_not_answered(
    app: Starlette, host: str, origin: str | None, *, ours: bool
) -> None:
    for path, kind in (("/_stcore/stream", "websocket"), ("/ogc?f=json", "http")):
        found = ask(app, path, kind=kind, host=host, origin=origin)
        assert (found.status in {101, 200}) is ours
        assert ours or found.status == (400 if host == "evil.example" else 403)
        assert "evil" not in found.text
    both = (("origin", "http://evil.example"),)
    ours_first = ask(app, kind="websocket", origin="http://127.0.0.1:8501", more=both)
    assert ours_first.status == 403


def test_the_hosts_are_those_of_the_setting(app: Starlette) -> None:
    public = app_with(CHEDUN_HOSTS="GIS.example.cn:8443, 192.168.1.5,[fd00::5]:80,")
    for host in ("gis.example.cn", "gis.example.cn:443", "192.168.1.5:8501", "[fd00::5]"):
        assert ask(public, host=host).status == 200
        assert ask(app, host=host).status == 400
    for host in ("localhost", "127.0.0.1:8501", "example.cn", "x.gis.example.cn", "fd00::5"):
        assert ask(public, host=host).status == 400
    everything = app_with(CHEDUN_HOSTS="*")
    assert ask(everything, host="evil.example").status == 400
    assert settings_from({}).hosts == settings_from({"CHEDUN_HOSTS": " , "}).hosts


FORWARDED = {
    "x_forwarded_host": "evil.example",
    "forwarded": "host=evil.example;proto=https",
    "x_forwarded_server": "evil.example",
    "x_host": "evil.example",
    "x_original_host": "evil.example",
    "x_forwarded_prefix": "//evil.example",
    "x_original_url": "//evil.example/",
    "referer": "http://evil.example/",
}


@pytest.mark.parametrize(
    "path",
    [
        "/ogc?f=json",
        "/ogc?f=html",
        "/ogc/openapi",
        "/ogc/collections",
        "/ogc/collections/parks/schema",
        "/ogc/collections/parks/items?limit=1",
        "/ogc/collections/parks/items/park-01",
    ],
)
def test_no_link_holds_a_name_that_a_proxy_only_claims(app: Starlette, path: str) -> None:
    found = ask(app, path, **FORWARDED)
    assert found.status == 200
    assert "http://127.0.0.1:8501/ogc" in found.text
    assert "evil" not in found.text + "".join(found.headers.values())
    named = app_with(CHEDUN_OGC_URL="https://gis.example.cn/chedun/ogc")
    found = ask(named, path, **FORWARDED)
    assert "127.0.0.1" not in found.text
    assert "https://gis.example.cn/chedun/ogc" in found.text


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/gis-of-the-town/_stcore/metrics",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/agent/openapi.json",
    ],
)
def test_what_nobody_needs_is_closed(app: Starlette, path: str) -> None:
    for kind in ("http", "websocket"):
        assert ask(app, path, kind=kind).status == 404
    assert ask(app, "/_stcore/health").text == "hello"


def test_every_answer_says_what_its_page_may_do(app: Starlette) -> None:
    for path, status in (("/", 200), ("/coverage", 200), ("/_stcore/metrics", 404)):
        found = ask(app, path)
        assert found.status == status
        policy = found.headers["content-security-policy"]
        assert "frame-ancestors 'self'" in policy
        assert "default-src 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "script-src 'self' 'sha256-" in policy
        assert not re.search(r"script-src[^;]*unsafe", policy)
        assert found.headers["x-content-type-options"] == "nosniff"
        assert found.headers["referrer-policy"] == "same-origin"
    assert ask(app, host="evil.example").headers["x-content-type-options"] == "nosniff"


def test_only_the_frame_of_the_map_evaluates(app: Starlette) -> None:
    assert "'unsafe-eval'" in ask(app, FRAME).headers["content-security-policy"]
    for path in (f"/x{FRAME}", f"/{FRAME}", "/component/other/index.html"):
        assert "unsafe-eval" not in ask(app, path).headers["content-security-policy"]
    below = [Route("/{rest:path}", hello)]
    for base in ("town", "/town/"):
        framed = Starlette(routes=below, middleware=guard(settings_from({}), base))
        policy = ask(framed, f"/town{FRAME}").headers["content-security-policy"]
        assert "'unsafe-eval'" in policy


def test_the_page_of_the_service_keeps_its_stricter_policy(app: Starlette) -> None:
    policy = ask(app, "/ogc?f=html").headers["content-security-policy"]
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert "connect-src 'self'" in ask(app, "/ogc?f=json").headers["content-security-policy"]


def test_the_one_script_in_a_page_is_streamlits() -> None:
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = [hashlib.sha256(each.encode()).digest() for each in scripts]
    policy = ask(app_with()).headers["content-security-policy"]
    named = re.findall(r"'sha256-([^']+)'", policy)
    assert named == [base64.b64encode(each).decode() for each in digests]


def test_tiles_come_from_the_servers_of_the_basemap_alone() -> None:
    told = {"CHEDUN_TIANDITU_KEY": "abc"}
    expected = tuple(f"https://t{number}.tianditu.gov.cn" for number in range(8))
    assert tile_servers(settings_from(told).basemap) == expected
    own = {"CHEDUN_BASEMAP_ATTRIBUTION": "测绘院"}
    for url, servers in (
        ("http://10.0.0.7:8080/{z}/{x}/{y}.png", ("http://10.0.0.7:8080",)),
        (
            "https://{s}.tiles/{z}/{x}/{y}",
            ("https://a.tiles", "https://b.tiles", "https://c.tiles"),
        ),
        ("/tiles/{z}/{x}/{y}.png", ()),
    ):
        assert tile_servers(settings_from(own | {"CHEDUN_BASEMAP_URL": url}).basemap) == servers
    with_tiles = app_with(**told)
    headers = ask(with_tiles, FRAME).headers
    assert expected[7] in headers["content-security-policy"]
    assert "tianditu" not in ask(with_tiles).headers["content-security-policy"]
    # The key of a basemap is bound to a site, which the browser has to name; no path goes along.
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


def test_streamlit_is_told_the_same_hosts(tmp_path: Path) -> None:
    code = (
        "import streamlit_app\nfrom streamlit import config\n"
        "for name in ('allowedHosts', 'enableAgentApi', 'enableCORS', 'enableXsrfProtection'):\n"
        "    print(config.get_option(f'server.{name}'))"
    )
    told = {"CHEDUN_HOSTS": "gis.example.cn:8443,[fd00::5]", "CHEDUN_WORKSPACE": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | told,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-4:] == [
        "['gis.example.cn', 'fd00::5']",
        "False",
        "True",
        "True",
    ]
