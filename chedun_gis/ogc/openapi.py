"""Describe the service as an OpenAPI 3.0 document that refers to nothing elsewhere."""

from collections.abc import Iterable
from typing import Any

from chedun_gis.ogc.collection import Collection
from chedun_gis.ogc.crs import DEFAULT, systems_of
from chedun_gis.ogc.describe import GEOJSON, JSON, SCHEMA, about_of, field_schema, title_of
from chedun_gis.ogc.parameters import EVERYWHERE, GREATEST, ITEM, ITEMS, PAGE, TIMES
from chedun_gis.texts import Lang
from layers import Place

_BOX = {
    "type": "array",
    "items": {"type": "number"},
    "oneOf": [{"minItems": count, "maxItems": count} for count in (4, 6)],
}
# GDAL, and with it QGIS, writes a truth value as a number.
_TRUTH = {"type": "string", "enum": ["true", "false", "1", "0"]}
_SCHEMAS: dict[str, dict[str, Any]] = {
    "f": {"type": "string", "enum": ["json"]},
    "lang": {"type": "string", "enum": ["zh", "en"], "default": "zh"},
    "bbox": _BOX,
    # What exceeds the largest page is no fault but gets that page (Features Part 1, 7.15.2).
    "limit": {"type": "integer", "minimum": 1, "maximum": GREATEST, "default": PAGE},
    "offset": {"type": "integer", "minimum": 0, "maximum": GREATEST, "default": 0},
    "datetime": {"type": "string", "pattern": f"^{TIMES}$"},
    "resulttype": {"type": "string", "enum": ["results", "hits"]},
    "skipGeometry": {"type": "boolean", "default": False},
}
# The fields that may be named are other ones in every collection.
_SHARED = tuple(name for name in ITEMS if name not in {"properties", "sortby"})


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
        "/": _landing(),
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


def keyed(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document of a service that is for people with a name or a token."""
    schemes = {kind: {"type": "http", "scheme": kind} for kind in ("basic", "bearer")}
    refused = _fault("who asks is not known")
    paths = {
        path: {"get": get | {"responses": get["responses"] | {"401": refused}}}
        for path, get in ((path, each["get"]) for path, each in document["paths"].items())
    }
    return document | {
        "paths": paths,
        "components": document["components"] | {"securitySchemes": schemes},
        "security": [{kind: []} for kind in schemes],
    }


def _paths(collection: Collection, lang: Lang) -> dict[str, Any]:
    home, title = f"/collections/{collection.id}", collection.title[lang]
    fields = {each.name: field_schema(each, lang) for each in collection.fields}
    signed = [sign + name for sign in ("", "+", "-") for name in fields]
    own = [
        _parameter("properties", _list_of(list(fields))),
        _parameter("sortby", _list_of(signed)),
        *(_parameter(name, _filter(schema)) for name, schema in fields.items()),
    ]
    feature_id: dict[str, Any] = {
        "name": "featureId",
        "in": "path",
        "required": True,
        "schema": {"type": "string"},
    }
    if len(collection.frame):
        feature_id["example"] = str(collection.frame["id"].iloc[0])
    return {
        home: _get(collection.id, JSON, title),
        f"{home}/schema": _get(f"{collection.id}.schema", SCHEMA, title),
        f"{home}/queryables": _get(f"{collection.id}.queryables", SCHEMA, title),
        f"{home}/items": _get(f"{collection.id}.items", GEOJSON, title, _SHARED, own),
        f"{home}/items/{{featureId}}": _get(
            f"{collection.id}.item", GEOJSON, title, ITEM, [feature_id]
        ),
    }


def _list_of(names: list[str]) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string", "enum": names}, "minItems": 1}


def _filter(schema: dict[str, Any]) -> dict[str, Any]:
    """Return what may be asked of a field: of a class also one that no feature is of."""
    asked = {name: value for name, value in schema.items() if name != "enum"}
    return asked | _TRUTH if schema["type"] == "boolean" else asked


def _landing() -> dict[str, Any]:
    """Return the operation of the one document that is a page for people too."""
    described = _get("landing", JSON, shared=("lang",))
    operation = described["get"]
    form = {"type": "string", "enum": ["json", "html"]}
    operation["parameters"].append(_parameter("f", form))
    operation["responses"]["200"]["content"]["text/html"] = {"schema": {"type": "string"}}
    return described


def _get(
    operation: str,
    media_type: str,
    title: str = "",
    shared: tuple[str, ...] = EVERYWHERE,
    own: Iterable[dict[str, Any]] = (),
) -> dict[str, Any]:
    fault = _fault("fault")
    good = {"description": "good", "content": {media_type: {"schema": {"type": "object"}}}}
    return {
        "get": {
            "operationId": operation,
            "summary": title or operation,
            "parameters": [*map(_refer, shared), *own],
            "responses": {"200": good} | dict.fromkeys(("400", "404", "500", "503"), fault),
        }
    }


def _fault(description: str) -> dict[str, Any]:
    return {"description": description, "content": {JSON: {"schema": {"type": "object"}}}}


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
