"""Describe the service as an OpenAPI 3.0 document that refers to nothing elsewhere."""

from collections.abc import Iterable
from typing import Any

from chedun_gis.ogc.collection import Collection
from chedun_gis.ogc.crs import DEFAULT, systems_of
from chedun_gis.ogc.describe import GEOJSON, JSON, SCHEMA, about_of, field_schema, title_of
from chedun_gis.ogc.parameters import EVERYWHERE, ITEM, ITEMS, MOST, PAGE
from chedun_gis.texts import Lang
from layers import Place

_NUMBERS = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}
_SCHEMAS: dict[str, dict[str, Any]] = {
    "f": {"type": "string", "enum": ["json"]},
    "lang": {"type": "string", "enum": ["zh", "en"], "default": "zh"},
    "bbox": _NUMBERS,
    "limit": {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE},
    "offset": {"type": "integer", "minimum": 0, "default": 0},
    "datetime": {"type": "string"},
    "resulttype": {"type": "string", "enum": ["results", "hits"]},
    "sortby": {"type": "array", "items": {"type": "string"}},
    "skipGeometry": {"type": "boolean", "default": False},
}
# The fields that may be named are other ones in every collection.
_SHARED = tuple(name for name in ITEMS if name != "properties")


def openapi(
    collections: Iterable[Collection], place: Place, base: str, lang: Lang
) -> dict[str, Any]:
    """Return the document of the service of a place at `base`."""
    systems = {
        "type": "string",
        "format": "uri",
        "enum": list(systems_of(place)),
        "default": DEFAULT,
    }
    schemas = _SCHEMAS | {"bbox-crs": systems, "crs": systems}
    paths = {
        "/": _get("landing", JSON),
        "/conformance": _get("conformance", JSON),
        "/collections": _get("collections", JSON),
    }
    for each in collections:
        paths |= _paths(each, lang)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": title_of(place, lang),
            "description": about_of(place, lang),
            "version": "1.0.0",
        },
        "servers": [{"url": base}],
        "paths": paths,
        "components": {
            "parameters": {name: _parameter(name, schema) for name, schema in schemas.items()}
        },
    }


def _paths(collection: Collection, lang: Lang) -> dict[str, Any]:
    home, title = f"/collections/{collection.id}", collection.title[lang]
    fields = {each.name: field_schema(each, lang) for each in collection.fields}
    names = {"type": "array", "items": {"type": "string", "enum": list(fields)}}
    own = [
        _parameter("properties", names),
        *(_parameter(name, schema) for name, schema in fields.items()),
    ]
    feature_id = {
        "name": "featureId",
        "in": "path",
        "required": True,
        "schema": {"type": "string"},
    }
    return {
        home: _get(collection.id, JSON, title),
        f"{home}/schema": _get(f"{collection.id}.schema", SCHEMA, title),
        f"{home}/queryables": _get(f"{collection.id}.queryables", SCHEMA, title),
        f"{home}/items": _get(f"{collection.id}.items", GEOJSON, title, _SHARED, own),
        f"{home}/items/{{featureId}}": _get(
            f"{collection.id}.item", GEOJSON, title, ITEM, [feature_id]
        ),
    }


def _get(
    operation: str,
    media_type: str,
    title: str = "",
    shared: tuple[str, ...] = EVERYWHERE,
    own: Iterable[dict[str, Any]] = (),
) -> dict[str, Any]:
    fault = {"description": "fault", "content": {JSON: {"schema": {"type": "object"}}}}
    good = {"description": "good", "content": {media_type: {"schema": {"type": "object"}}}}
    return {
        "get": {
            "operationId": operation,
            "summary": title or operation,
            "parameters": [*map(_refer, shared), *own],
            "responses": {"200": good, "400": fault, "404": fault, "500": fault},
        }
    }


def _refer(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/parameters/{name}"}


def _parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": schema,
        "style": "form",
        "explode": False,
    }
