"""Serve assets and layer data to the map, beside the app, from the same process."""

import mimetypes
from collections.abc import Callable
from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from chedun_gis.analysis import TOWN, BeltQuestion, belts_of
from chedun_gis.map import (
    catalogue,
    display_areas,
    display_features,
    display_radius,
    reach_shown,
    search,
)
from chedun_gis.ogc import ogc_routes
from chedun_gis.server.account import AccountPage
from chedun_gis.server.assets import read_asset
from chedun_gis.server.peers import Trusted
from chedun_gis.server.publisher import Publisher
from chedun_gis.server.reply import reply, whatever
from chedun_gis.server.sessions import attachment_for, state_seen
from chedun_gis.server.tiled import tiled_endpoints
from chedun_gis.server.ways import ACCOUNTS, Means, Who, shown_by
from chedun_gis.server.windows import window_of
from chedun_gis.texts import Lang, lang_of
from chedun_gis.town import Settings, Town, answered, as_of
from geo import InputError

PREFIX = "gis"
_VISIT = "x-chedun-visit"
_GEOJSON = "application/geo+json"
# What somebody else has sent is shown as a picture or handed out, and runs nothing.
_FILE_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@answered(most=64)
def layer_features(town: Town, layer_id: str, lang: Lang) -> bytes:
    """Return a layer as the map draws it; `InputError("layer_unknown")` for another id."""
    loaded = town.loaded(layer_id)
    return display_features(loaded.layer, loaded.frame, lang)


@answered(most=16)
def layer_reach(town: Town, layer_id: str) -> bytes:
    """Return the area derived from a layer; `InputError("layer_unknown")` when none is shown.

    Nothing while the layer has errors; while the town's limit has, belts go as far as their lines.
    """
    loaded = town.loaded(layer_id)
    reach = reach_shown(loaded)
    if reach is None:
        raise InputError("layer_unknown", layer=layer_id, known="")
    if reach.radius_m is not None:
        return display_radius(loaded.frame, reach.radius_m)
    if loaded.broken:
        return display_areas(loaded.frame)
    limited = not town.loaded(TOWN).frame.empty
    return display_areas(belts_of(town, BeltQuestion(layer_id, in_town=limited)))


def routes(
    town: Callable[[], Town], settings: Settings, publisher: Publisher, who: Who | None = None
) -> list[BaseRoute]:
    """Return the routes under `/gis` (assets, layers, state, …), `/ogc` and, by need, `/account`.

    `town` gives the town as it is when a request comes, `who` whose it is.
    """
    people = who or Who(Means(settings))

    async def get_catalogue(request: Request) -> Response:
        lang = lang_of(request.query_params.get("lang"))
        return await reply(
            request, lambda: catalogue(_then(town(), request), settings, lang), "application/json"
        )

    async def get_state(request: Request) -> Response:
        # A header, which a link or another page cannot let a browser send: else whoever is led
        # here would show what they are on behalf of somebody else's visit.
        visit, shown = request.headers.get(_VISIT, ""), shown_by(request)
        state = await run_in_threadpool(lambda: state_seen(town(), people.look(visit, shown)))
        return JSONResponse({"state": state}, headers={"Cache-Control": "no-store"})

    async def get_layer(request: Request) -> Response:
        layer_id, lang = request.path_params["layer"], lang_of(request.query_params.get("lang"))
        return await reply(
            request, lambda: layer_features(_then(town(), request), layer_id, lang), _GEOJSON
        )

    async def get_reach(request: Request) -> Response:
        layer_id = request.path_params["layer"]
        return await reply(request, lambda: layer_reach(town(), layer_id), _GEOJSON)

    async def get_evidence(request: Request) -> Response:
        key, asked = request.path_params["key"], request.query_params
        window, mark = window_of(asked.get("window", "")), asked.get("mark", "")[:80]
        content = await run_in_threadpool(lambda: publisher.content(key, window, mark))
        if content is None:
            return JSONResponse({"code": "evidence_gone"}, status_code=404)
        return await reply(request, lambda: content, "application/json")

    async def get_attachment(request: Request) -> Response:
        name, asked = request.path_params["name"], shown_by(request)
        content = await run_in_threadpool(lambda: attachment_for(name, people.person(asked)))
        if content is None:
            return Response(status_code=404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        shown = "inline" if kind.startswith("image/") else "attachment"
        headers = _FILE_HEADERS | {"Content-Disposition": shown}
        return Response(content, media_type=kind, headers=headers)

    async def get_search(request: Request) -> Response:
        text, lang = request.query_params.get("q", ""), lang_of(request.query_params.get("lang"))
        matches = await run_in_threadpool(lambda: search(town(), text[:80], lang))
        return JSONResponse([asdict(match) for match in matches])

    inside = [
        Route(path, whatever(endpoint))
        for path, endpoint in (
            ("/assets/{name:path}", _get_asset),
            ("/catalogue.json", get_catalogue),
            ("/state.json", get_state),
            ("/layers/{layer}.geojson", get_layer),
            ("/layers/{layer}/reach.geojson", get_reach),
            *tiled_endpoints(town),
            ("/evidence/{key}.json", get_evidence),
            ("/attachments/{name}", get_attachment),
            ("/search.json", get_search),
        )
    ]
    service = ogc_routes(town, settings, lambda request: people.reads(shown_by(request)))
    return [Mount(f"/{PREFIX}", routes=inside), *_account(people), *service]


def _then(town: Town, request: Request) -> Town:
    """Return the town with its projects at the date that is asked for, else as it is."""
    date = request.query_params.get("then", "")
    return as_of(town, date) if date else town


def _account(who: Who) -> list[BaseRoute]:
    """Return the page on which people sign in, where they do so here."""
    means = who.means
    if means.told.people != ACCOUNTS:
        return []
    trusted = Trusted(means.told.trusted_proxies)
    return AccountPage(means.accounts, means.sessions, trusted).routes()


async def _get_asset(request: Request) -> Response:
    name = request.path_params["name"]
    content = await run_in_threadpool(read_asset, name)
    if content is None:
        return Response(status_code=404)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return await reply(request, lambda: content, media_type)
