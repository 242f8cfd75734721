"""Route the requests under `/ogc`; what is wrong with one comes back as JSON with one sentence."""

from collections.abc import Callable
from functools import partial

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from chedun_gis.ogc.answers import Answers
from chedun_gis.ogc.parameters import Asked
from chedun_gis.texts import Lang, fault_of, lang_of
from chedun_gis.town import Settings, Town, noted
from geo import InputError

PREFIX = "ogc"
SAFE = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}

# What is for people only is kept for nobody else on the way.
_KEPT = {"Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}
_UNKNOWN = 401
_ASKING = 'Basic realm="chedun-gis", charset="UTF-8", Bearer realm="chedun-gis"'
# By its code; any other fault in a request is 400 with the code of Features Part 1.
_STATUS = {
    "ogc_people": 401,
    "ogc_off": 404,
    "ogc_page_unknown": 404,
    "ogc_collection_unknown": 404,
    "ogc_feature_unknown": 404,
    "layer_broken": 503,
    "layer_large": 503,
    "town_wrong": 503,
    "rules_not_toml": 503,
    "ogc_layer_unknown": 503,
}
_CODES = {400: "InvalidParameterValue", 401: "Unauthorized", 404: "NotFound", 503: "Unavailable"}

Endpoint = Callable[[Asked], Response]
MayRead = Callable[[Request], bool]


class _Anything(StringConvertor):
    """The rest of a path, line ends included."""

    regex = r"(?s:.*)"


register_url_convertor("anything", _Anything())


def ogc_routes(
    town: Callable[[], Town], settings: Settings, may_read: MayRead | None = None
) -> list[BaseRoute]:
    """Return the routes of the service; the first request reads what answers it.

    `may_read` tells whether a request is of somebody known, who alone is answered unless the
    settings open the service to everybody.
    """
    reads = None if settings.ogc_open else may_read or _nobody
    _route = partial(_routed, reads)
    if not settings.ogc:
        return [_route(f"/{PREFIX}", _off, ""), _route(f"/{PREFIX}/{{rest:path}}", _off, "")]
    answers = Answers(town, settings.ogc_layers, keyed=reads is not None)
    home = "/collections/{collection}"
    inside = [
        _route(path, endpoint, settings.ogc_url)
        for path, endpoint in (
            ("/", answers.landing),
            ("/conformance", answers.conformance),
            ("/openapi", answers.openapi),
            ("/collections", answers.collections),
            (home, answers.collection),
            (f"{home}/schema", answers.schema),
            (f"{home}/queryables", answers.queryables),
            (f"{home}/items", answers.items),
            (f"{home}/items/{{feature:path}}", answers.item),
            ("/{rest:path}", _unknown),
        )
    ]
    packed = [Middleware(GZipMiddleware, minimum_size=1_000)]
    return [
        _route(f"/{PREFIX}", answers.landing, settings.ogc_url),
        Mount(f"/{PREFIX}", routes=inside, middleware=packed),
        # A path with a line end in it is none to a mount, nor to a route's `path`.
        _route(f"/{PREFIX}/{{rest:anything}}", _unknown, settings.ogc_url),
    ]


def _routed(reads: MayRead | None, path: str, endpoint: Endpoint, public_url: str) -> Route:
    # Starlette runs what is no coroutine in a thread of its own.
    return Route(path, partial(_answer, reads, endpoint, public_url))


def _answer(
    reads: MayRead | None, endpoint: Endpoint, public_url: str, request: Request
) -> Response:
    lang = _lang(request)
    try:
        _require_known(reads, request)
        response = endpoint(Asked(request, public_url or _base(request), lang))
    except InputError as error:
        status = 503 if error.code.startswith("register_") else _STATUS.get(error.code, 400)
        words = fault_of(error.code, error.params, lang)
        response = JSONResponse({"code": _CODES[status], "description": words}, status)
        if status == _UNKNOWN:
            response.headers["WWW-Authenticate"] = _ASKING
    except Exception as error:  # noqa: BLE001 - whatever happens, no visitor sees a stack trace
        found = noted(error, f"GET {request.url.path}")
        words = fault_of("unexpected_here", {"number": found.number}, lang)
        response = JSONResponse({"code": "ServerError", "description": words}, 500)
    response.headers.update(SAFE if reads is None else SAFE | _KEPT)
    return response


def _base(request: Request) -> str:
    """Return the address of the service as the visitor wrote it."""
    base = str(request.base_url).rstrip("/")
    return base if base.endswith(f"/{PREFIX}") else f"{base}/{PREFIX}"


def _lang(request: Request) -> Lang:
    """Return the language that the link names, else what the browser prefers of the two."""
    asked = request.query_params.get("lang")
    return lang_of(asked or request.headers.get("accept-language", "")[:2].lower())


def _off(asked: Asked) -> Response:  # noqa: ARG001 - an endpoint
    raise InputError("ogc_off")


def _require_known(reads: MayRead | None, request: Request) -> None:
    if reads is not None and not reads(request):
        raise InputError("ogc_people")


def _nobody(_: Request) -> bool:
    return False


def _unknown(asked: Asked) -> Response:
    raise InputError("ogc_page_unknown", page=asked.request.path_params["rest"])
