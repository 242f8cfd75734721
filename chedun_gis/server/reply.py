"""Answer requests: what has not changed is not sent again, and what fails shows no trace."""

import gzip
import hashlib
from collections.abc import Awaitable, Callable
from functools import lru_cache

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chedun_gis.town import noted
from geo import InputError

Answering = Callable[[Request], Awaitable[Response]]


def whatever(endpoint: Answering) -> Answering:
    """Answer 500 and a number for what nobody expected; its trace is in the log only."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except InputError as error:
            return JSONResponse({"code": error.code}, status_code=503)
        except Exception as error:  # noqa: BLE001 - no trace reaches a terminal
            number = noted(error, f"GET {request.url.path}").number
            return JSONResponse({"code": "unexpected", "number": number}, status_code=500)

    return answer


async def reply(request: Request, make: Callable[[], bytes], media_type: str) -> Response:
    """Answer with an ETag; 304 when the browser already holds it; 404 for an unknown layer."""
    try:
        content = await run_in_threadpool(make)
    except InputError as error:
        return JSONResponse({"code": error.code}, status_code=404)
    tag = f'W/"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    headers["Vary"] = "Accept-Encoding"
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        content = await run_in_threadpool(_packed, content)
        headers["Content-Encoding"] = "gzip"
    return Response(content, media_type=media_type, headers=headers)


@lru_cache(maxsize=64)
def _packed(content: bytes) -> bytes:
    """Compress once what every visitor asks for."""
    return gzip.compress(content, compresslevel=6, mtime=0)
