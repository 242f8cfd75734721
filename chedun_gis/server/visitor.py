"""Know a visitor again, without an account: by a number that the browser keeps and no script reads.

It leads to drafts that were not saved, and to nothing else.
"""

import re
import secrets
from functools import partial
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

VISITOR: Final = "chedun_visitor"
_NUMBER: Final = re.compile(r"[0-9a-f]{32}")
_YEAR_S: Final = 31_536_000


class Visitors:
    """Give whoever opens a page without a number one."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; the answer to one for a page brings the number."""
        if _is_new(scope):
            send = partial(_numbered, scope.get("scheme") == "https", send)
        await self._app(scope, receive, send)


def _is_new(scope: Scope) -> bool:
    """Tell whether a browser asks for a page and says no number of ours."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = Headers(scope=scope)
    number = cookie_parser(headers.get("cookie", "")).get(VISITOR, "")
    return "text/html" in headers.get("accept", "") and not _NUMBER.fullmatch(number)


async def _numbered(secure: bool, send: Send, message: Message) -> None:  # noqa: FBT001 - bound
    if message["type"] == "http.response.start":
        number = f"{VISITOR}={secrets.token_hex(16)}; Path=/; Max-Age={_YEAR_S}"
        rules = "; HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")
        MutableHeaders(scope=message).append("Set-Cookie", number + rules)
    await send(message)
