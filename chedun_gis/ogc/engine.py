"""Answer requests for collections and features by pygeoapi; importing this file is slow."""

import copy
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pygeoapi import l10n
from pygeoapi.api import API, APIRequest, describe_collections, get_collection_schema
from pygeoapi.api.itemtypes import get_collection_item, get_collection_items
from starlette.requests import Request

from chedun_gis.ogc.collection import Collection
from chedun_gis.ogc.config import pygeoapi_config
from chedun_gis.ogc.parameters import Asked
from chedun_gis.texts import say
from layers import Place

_RELATION = "http://www.opengis.net/def/rel/ogc/1.0/"
# pygeoapi titles these links in English only; the others it titles by our own words.
_TITLES = {
    "root": "ogc.title",
    "self": "ogc.link.self",
    f"{_RELATION}schema": "ogc.link.schema",
    f"{_RELATION}queryables": "ogc.link.queryables",
    "items": "ogc.link.items",
    "next": "ogc.link.next",
    "prev": "ogc.link.prev",
}
_FOREIGN = {"text/html", "application/ld+json"}
# The bbox is ours: pygeoapi would move two of its corners, which takes it a third of a second and
# is 100 m off for a box of 10 km.
_OURS = ("bbox", "bbox-crs")
_KEPT_HEADERS = ("Content-Crs", "Content-Language")


@dataclass(slots=True)
class Reply:
    """An answer as JSON can hold it, with its status and headers."""

    status: int
    content: dict[str, Any]
    headers: dict[str, str]


class _JsonRequest(APIRequest):  # type: ignore[misc] # pygeoapi carries no types
    """A request that is always answered in JSON: templates would run on the data's words."""

    def __init__(self, asked: Asked) -> None:
        self._lang = asked.lang
        super().__init__(asked.request, ["zh", "en"])

    @staticmethod
    def _get_params(request: Request) -> dict[str, str]:
        return {name: value for name, value in request.query_params.items() if name not in _OURS}

    def _get_format(self, headers: Any) -> str:  # noqa: ANN401, ARG002 - pygeoapi's signature
        return "json"

    def _get_locale(self, headers: Any, supported_locales: Any) -> tuple[str, Any]:  # noqa: ANN401, ARG002 - the same
        return self._lang, l10n.str2locale(self._lang)


class Engine:
    """pygeoapi over one state of the collections."""

    def __init__(self, collections: list[Collection], place: Place) -> None:
        """Build pygeoapi's interface from the collections of a place."""
        self.place = place
        self.collections = {each.id: each for each in collections}
        self._api = _quiet_api(pygeoapi_config(collections, place))

    def describe(self, asked: Asked, collection_id: str | None = None) -> Reply:
        """Return the description of all collections, or of one."""
        return self._call(describe_collections, asked, collection_id)

    def schema(self, asked: Asked, collection_id: str) -> Reply:
        """Return the JSON Schema of a collection."""
        return self._call(get_collection_schema, asked, collection_id)

    def items(self, asked: Asked, collection_id: str) -> Reply:
        """Return the features that the query asks for."""
        reply = self._call(get_collection_items, asked, collection_id)
        params = asked.request.query_params
        ours = urlencode({name: params[name] for name in _OURS if name in params})
        for link in reply.content["links"] if ours else []:
            if link["rel"] in {"self", "next", "prev"}:
                link["href"] += f"&{ours}"
        offset = int(params.get("offset", 0))
        if offset + reply.content["numberReturned"] >= reply.content["numberMatched"]:
            _drop_links(reply.content, lambda link: link["rel"] == "next")
        return reply

    def item(self, asked: Asked, collection_id: str, feature_id: str) -> Reply:
        """Return one feature, or the status 404."""
        return self._call(get_collection_item, asked, collection_id, feature_id)

    def _call(
        self, function: Callable[..., Any], asked: Asked, collection_id: str | None, *rest: str
    ) -> Reply:
        api = self._for(asked, collection_id)
        headers, status, text = function(api, _JsonRequest(asked), collection_id, *rest)
        content, name = json.loads(text), self.place.short_name[asked.lang]
        for part in (content, *content.get("collections", [])):
            _drop_links(part, lambda link: link["type"] in _FOREIGN)
            for link in part.get("links", []):
                if link["rel"] in _TITLES:
                    link["title"] = say(_TITLES[link["rel"]], asked.lang, town=name)
        kept = {each: headers[each] for each in _KEPT_HEADERS if each in headers}
        return Reply(int(status), content, kept)

    def _for(self, asked: Asked, collection_id: str | None) -> Any:  # noqa: ANN401 - pygeoapi's API
        """Return the interface for one request: its links, and its provider told what is asked."""
        api = copy.copy(self._api)
        api.base_url = asked.base
        if collection_id is None:
            return api
        resources = self._api.config["resources"]
        resource = resources[collection_id]
        told = resource["providers"][0] | {"lang": asked.lang, "area": asked.area}
        one = resource | {"providers": [told]}
        api.config = self._api.config | {"resources": resources | {collection_id: one}}
        return api


def _quiet_api(config: dict[str, Any]) -> Any:  # noqa: ANN401 - pygeoapi's API
    """Return pygeoapi's interface and keep it from taking over the logging of the process."""
    logger, root, silent = logging.getLogger("pygeoapi"), logging.getLogger(), logging.NullHandler()
    logger.propagate = False
    logger.addHandler(silent)
    root.addHandler(silent)
    try:
        return API(config, {})
    finally:
        root.removeHandler(silent)


def _drop_links(content: dict[str, Any], which: Callable[[dict[str, Any]], bool]) -> None:
    if "links" in content:
        content["links"] = [link for link in content["links"] if not which(link)]
