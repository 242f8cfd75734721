"""Answer the requests of the service, from the collections as the town is now."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, JSONResponse, Response

from chedun_gis.ogc.collection import Collection, layer_collections
from chedun_gis.ogc.config import about_of, title_of
from chedun_gis.ogc.page import POLICY, landing_page
from chedun_gis.ogc.parameters import EVERYWHERE, ITEM, Asked, area_asked, require_known
from chedun_gis.texts import Lang, say
from chedun_gis.town import Town, answered
from geo import InputError
from layers import LAYERS, Place

if TYPE_CHECKING:  # importing it imports pygeoapi, which is left to the first request
    from chedun_gis.ogc.engine import Engine, Reply

_JSON, _GEOJSON, _SCHEMA = "application/json", "application/geo+json", "application/schema+json"


class Answers:
    """The answers of one service: all collections, or only those that `wanted` names."""

    def __init__(self, town: Callable[[], Town], wanted: tuple[str, ...] = ()) -> None:
        """Remember what to serve; nothing is read or imported yet."""
        self._town, self._wanted = town, wanted

    def landing(self, asked: Asked) -> Response:
        """Return the page that lists the collections, as HTML for a person, else as JSON."""
        params = asked.request.query_params
        if params.get("f") == "html" or (
            "f" not in params and "text/html" in asked.request.headers.get("accept", "")
        ):
            engine = self._engine()
            page = landing_page(engine.collections.values(), engine.place, asked.base, asked.lang)
            return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})
        require_known(params, EVERYWHERE)
        return JSONResponse(_landing(self._town().place, asked.base, asked.lang))

    def conformance(self, asked: Asked) -> Response:
        """Return the conformance classes that the service keeps."""
        require_known(asked.request.query_params, EVERYWHERE)
        document = import_module("chedun_gis.ogc.openapi")
        return JSONResponse({"conformsTo": document.CONFORMANCE})

    def openapi(self, asked: Asked) -> Response:
        """Return the OpenAPI document."""
        require_known(asked.request.query_params, EVERYWHERE)
        document = import_module("chedun_gis.ogc.openapi")
        engine = self._engine()
        content = document.openapi(
            engine.collections.values(), engine.place, asked.base, asked.lang
        )
        return JSONResponse(content, media_type=document.MEDIA_TYPE)

    def collections(self, asked: Asked) -> Response:
        """Return what is told of every collection."""
        require_known(asked.request.query_params, EVERYWHERE)
        return _response(self._engine().describe(asked), _JSON)

    def collection(self, asked: Asked) -> Response:
        """Return what is told of one collection."""
        engine, collection = self._found(asked)
        require_known(asked.request.query_params, EVERYWHERE)
        return _response(engine.describe(asked, collection.id), _JSON)

    def schema(self, asked: Asked) -> Response:
        """Return the fields of a collection as JSON Schema."""
        return self._fields(asked, "schema")

    def queryables(self, asked: Asked) -> Response:
        """Return the fields by which a collection can be filtered: all of them."""
        return self._fields(asked, "queryables")

    def _fields(self, asked: Asked, name: str) -> Response:
        engine, collection = self._found(asked)
        require_known(asked.request.query_params, EVERYWHERE)
        reply = engine.schema(asked, collection.id)
        # pygeoapi writes the address of the standard with http, where it is not known.
        reply.content["$schema"] = "https://json-schema.org/draft/2019-09/schema"
        reply.content["$id"] = f"{asked.base}/collections/{collection.id}/{name}"
        return _response(reply, _SCHEMA)

    def items(self, asked: Asked) -> Response:
        """Return the features that the query asks for."""
        engine, collection = self._found(asked)
        area = area_asked(asked.request.query_params, collection)
        return _response(engine.items(replace(asked, area=area), collection.id), _GEOJSON)

    def item(self, asked: Asked) -> Response:
        """Return one feature."""
        engine, collection = self._found(asked)
        require_known(asked.request.query_params, ITEM, collection.place)
        feature = asked.request.path_params["feature"]
        reply = engine.item(asked, collection.id, feature)
        if reply.status == 404:  # noqa: PLR2004 - not found
            raise InputError("ogc_feature_unknown", id=feature, collection=collection.id)
        return _response(reply, _GEOJSON)

    def _found(self, asked: Asked) -> "tuple[Engine, Collection]":
        collection_id, engine = asked.request.path_params["collection"], self._engine()
        found = engine.collections.get(collection_id)
        if found is None:
            served = not self._wanted or collection_id in self._wanted
            if served and collection_id in LAYERS:
                raise InputError("layer_broken", layer=collection_id)
            raise InputError(
                "ogc_collection_unknown", id=collection_id, known="、".join(engine.collections)
            )
        return engine, found

    def _engine(self) -> "Engine":
        return engine_of(self._town(), self._wanted)


@answered(most=2)
def engine_of(town: Town, wanted: tuple[str, ...]) -> "Engine":
    """Return what answers for the wanted collections (all if empty) in one state of the town."""
    found: Engine = import_module("chedun_gis.ogc.engine").Engine(
        _collect(town, wanted), town.place
    )
    return found


def _collect(town: Town, wanted: tuple[str, ...]) -> list[Collection]:
    if not wanted:
        return [*layer_collections(town), *_results(town)]
    layers = layer_collections(town, wanted)
    if set(wanted) <= set(LAYERS):
        return layers
    results = {each.id: each for each in _results(town)}
    unknown = sorted(set(wanted) - set(LAYERS) - set(results))
    if unknown:
        raise InputError(
            "ogc_layer_unknown", layer="、".join(unknown), known="、".join((*LAYERS, *results))
        )
    return [*layers, *(each for each in results.values() if each.id in wanted)]


def _results(town: Town) -> list[Collection]:
    found: list[Collection] = import_module("chedun_gis.ogc.results").result_collections(town)
    return found


def _response(reply: "Reply", media_type: str) -> Response:
    return JSONResponse(reply.content, reply.status, reply.headers, media_type=media_type)


def _landing(place: Place, base: str, lang: Lang) -> dict[str, object]:
    name = place.short_name[lang]
    links = (
        ("self", "", _JSON, "ogc.title"),
        ("service-desc", "/openapi", "application/vnd.oai.openapi+json;version=3.0", "ogc.openapi"),
        ("conformance", "/conformance", _JSON, "ogc.conformance"),
        ("data", "/collections", _JSON, "ogc.collections"),
    )
    return {
        "title": title_of(place, lang),
        "description": about_of(place, lang),
        "links": [
            {"rel": rel, "href": base + path, "type": kind, "title": say(key, lang, town=name)}
            for rel, path, kind, key in links
        ],
    }
