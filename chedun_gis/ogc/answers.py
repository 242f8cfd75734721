"""Answer the requests of the service, from the collections as the town is now."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import numpy as np
from starlette.responses import HTMLResponse, JSONResponse, Response

from chedun_gis.ogc.collection import Collection, layer_collections
from chedun_gis.ogc.crs import DEFAULT
from chedun_gis.ogc.describe import (
    CONFORMANCE,
    GEOJSON,
    JSON,
    OPENAPI,
    PAGE_POLICY,
    SCHEMA,
    described,
    landing,
    landing_page,
    link,
    listed,
    schema,
)
from chedun_gis.ogc.features import features_of, matching
from chedun_gis.ogc.openapi import keyed, openapi
from chedun_gis.ogc.parameters import (
    EVERYWHERE,
    ITEM,
    Asked,
    ItemsQuery,
    items_query,
    require_known,
)
from chedun_gis.ogc.results import result_collections
from chedun_gis.texts import say
from chedun_gis.town import Town, answered
from geo import InputError
from layers import LAYERS


class Answers:
    """The answers of one service: all collections, or only those that `wanted` names.

    Of a `keyed` one its description says that it asks who reads.
    """

    def __init__(
        self, town: Callable[[], Town], wanted: tuple[str, ...] = (), *, keyed: bool = False
    ) -> None:
        """Remember what to serve; nothing is read yet."""
        self._town, self._wanted, self._keyed = town, wanted, keyed

    def landing(self, asked: Asked) -> Response:
        """Return the page that lists the collections, as HTML for a person, else as JSON."""
        params, place = asked.params, self._town().place
        if params.get("f") == "html" or (
            "f" not in params and "text/html" in asked.request.headers.get("accept", "")
        ):
            page = landing_page(self._collections().values(), place, asked.base, asked.lang)
            return HTMLResponse(page, headers={"Content-Security-Policy": PAGE_POLICY})
        require_known(params, EVERYWHERE)
        return _response(asked, landing(asked, place))

    def conformance(self, asked: Asked) -> Response:
        """Return the conformance classes that the service keeps."""
        require_known(asked.params, EVERYWHERE)
        return _response(asked, {"conformsTo": CONFORMANCE})

    def openapi(self, asked: Asked) -> Response:
        """Return the OpenAPI document."""
        require_known(asked.params, EVERYWHERE)
        place = self._town().place
        content = openapi(self._collections().values(), place, asked.base, asked.lang)
        return _response(asked, keyed(content) if self._keyed else content, OPENAPI)

    def collections(self, asked: Asked) -> Response:
        """Return what is told of every collection."""
        require_known(asked.params, EVERYWHERE)
        return _response(asked, listed(asked, self._collections().values()))

    def collection(self, asked: Asked) -> Response:
        """Return what is told of one collection."""
        collection = self._found(asked)
        require_known(asked.params, EVERYWHERE)
        return _response(asked, described(asked, collection))

    def schema(self, asked: Asked) -> Response:
        """Return the fields of a collection as JSON Schema."""
        return self._fields(asked, "schema")

    def queryables(self, asked: Asked) -> Response:
        """Return the fields by which a collection can be filtered: all of them."""
        return self._fields(asked, "queryables")

    def _fields(self, asked: Asked, name: str) -> Response:
        collection = self._found(asked)
        require_known(asked.params, EVERYWHERE)
        return _response(asked, schema(asked, collection, name), SCHEMA)

    def items(self, asked: Asked) -> Response:
        """Return the features that the query asks for, one page of them."""
        collection = self._found(asked)
        query = items_query(asked.params, collection)
        rows = matching(collection, query)
        found = rows[:0] if query.hits else rows[query.offset : query.offset + query.limit]
        content = {
            "type": "FeatureCollection",
            "features": features_of(
                collection, found, uri=query.crs, names=query.names, geometry=query.geometry
            ),
            "numberMatched": len(rows),
            "numberReturned": len(found),
            "timeStamp": datetime.now(UTC).isoformat(),
            "links": _page_links(asked, collection, query, len(rows)),
        }
        return _response(asked, content, GEOJSON, query.crs)

    def item(self, asked: Asked) -> Response:
        """Return one feature."""
        collection, feature_id = self._found(asked), asked.request.path_params["feature"]
        require_known(asked.params, ITEM, collection.place)
        rows = np.flatnonzero(collection.frame["id"].astype(str) == feature_id)
        if not len(rows):
            raise InputError("ogc_feature_unknown", id=feature_id, collection=collection.id)
        crs, names = asked.params.get("crs", DEFAULT), [each.name for each in collection.fields]
        [found] = features_of(collection, rows[:1], uri=crs, names=names)
        return _response(
            asked, found | {"links": _item_links(asked, collection, feature_id)}, GEOJSON, crs
        )

    def _found(self, asked: Asked) -> Collection:
        collection_id, known = asked.request.path_params["collection"], self._collections()
        if collection_id in known:
            return known[collection_id]
        served = not self._wanted or collection_id in self._wanted
        if served and collection_id in LAYERS:
            self._town().require_modest(collection_id)
            raise InputError("layer_broken", layer=collection_id)
        raise InputError("ogc_collection_unknown", id=collection_id, known="、".join(known))

    def _collections(self) -> Mapping[str, Collection]:
        return collections_of(self._town(), self._wanted)


@answered(most=2)
def collections_of(town: Town, wanted: tuple[str, ...]) -> Mapping[str, Collection]:
    """Return the wanted collections (all if empty) of one state of the town, by their ids.

    Raises `InputError("ogc_layer_unknown")` for a name that is neither a layer nor a result.
    """
    layers = {each.id: each for each in layer_collections(town, wanted or LAYERS)}
    if wanted and set(wanted) <= set(LAYERS):
        return layers
    results = {each.id: each for each in result_collections(town)}
    unknown = sorted(set(wanted) - set(LAYERS) - set(results))
    if unknown:
        raise InputError(
            "ogc_layer_unknown", layer="、".join(unknown), known="、".join((*LAYERS, *results))
        )
    return layers | {name: each for name, each in results.items() if name in wanted or not wanted}


def _page_links(
    asked: Asked, collection: Collection, query: ItemsQuery, matched: int
) -> list[dict[str, str]]:
    """Return the links of a page of features: itself, the pages beside it, its collection."""
    start, params = query.offset, dict(asked.params)
    pages = {"self": params}
    if start > 0:
        pages["prev"] = params | {"offset": str(max(start - query.limit, 0))}
    if start + query.limit < matched and not query.hits:
        pages["next"] = params | {"offset": str(start + query.limit)}
    home = f"/collections/{collection.id}"
    return [
        link(
            rel, asked.address(f"{home}/items", params), GEOJSON, say(f"ogc.link.{rel}", asked.lang)
        )
        for rel, params in pages.items()
    ] + [link("collection", asked.address(home), JSON, collection.title[asked.lang])]


def _item_links(asked: Asked, collection: Collection, feature_id: str) -> list[dict[str, str]]:
    home, title = f"/collections/{collection.id}", say("ogc.link.self", asked.lang)
    path = f"{home}/items/{quote(feature_id, safe='')}"
    return [
        link("self", asked.address(path, asked.params), GEOJSON, title),
        link("collection", asked.address(home), JSON, collection.title[asked.lang]),
    ]


def _response(
    asked: Asked, content: dict[str, Any], media_type: str = JSON, crs: str = ""
) -> Response:
    headers: dict[str, str] = {"Content-Language": asked.lang}
    if crs:
        headers["Content-Crs"] = f"<{crs}>"
    return JSONResponse(content, headers=headers, media_type=media_type)
