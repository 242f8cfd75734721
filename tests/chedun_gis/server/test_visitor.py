"""A visitor gets one number, with the first page, which no script reads."""

import asyncio
import re
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from chedun_gis.server.assets import read_asset
from chedun_gis.server.visitor import VISITOR, Visitors

PAGE = (b"accept", b"text/html,application/xhtml+xml")
NUMBER = "0123456789abcdef" * 2


async def hello(_: Scope, __: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


def cookies(*headers: tuple[bytes, bytes], method: str = "GET", scheme: str = "http") -> list[str]:
    """Return the cookies that come with the answer to a request."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope: Scope = {
        "type": "http",
        "method": method,
        "scheme": scheme,
        "path": "/",
        "headers": [*headers],
    }
    asyncio.run(Visitors(hello)(scope, receive, send))
    return [value.decode() for name, value in sent[0]["headers"] if name == b"set-cookie"]


def test_the_first_page_brings_a_number_and_each_visitor_another() -> None:
    [one], [other] = cookies(PAGE), cookies(PAGE)
    assert re.match(rf"{VISITOR}=[0-9a-f]{{32}}; Path=/; Max-Age=\d+; HttpOnly; SameSite=Lax$", one)
    assert one != other
    assert cookies(PAGE, scheme="https")[0].endswith("; Secure")


def test_who_has_one_keeps_it_and_what_is_none_is_replaced() -> None:
    assert cookies(PAGE, (b"cookie", f"a=b; {VISITOR}={NUMBER}".encode())) == []
    for wrong in ("", "x", NUMBER + "0", "../../etc/passwd"):
        assert len(cookies(PAGE, (b"cookie", f"{VISITOR}={wrong}".encode()))) == 1


@pytest.mark.parametrize("method", ["POST", "HEAD"])
def test_only_pages_bring_one(method: str) -> None:
    assert cookies((b"accept", b"application/json")) == []
    assert cookies(PAGE, method=method) == []


def test_the_frame_that_asks_before_leaving_is_served() -> None:
    frame = read_asset("leave.html")
    assert frame is not None
    [name] = re.findall(rb'src="([^"]+)"', frame)
    assert b"beforeunload" in (read_asset(name.decode()) or b"")
    assert Path(name.decode()).suffix == ".js"
