"""Describe the service, its collections and their fields, as OGC API - Features asks for it."""

from collections.abc import Iterable
from typing import Any

from chedun_gis.ogc.collection import Collection
from chedun_gis.ogc.crs import DEFAULT, storage_of, systems_of
from chedun_gis.ogc.parameters import Asked
from chedun_gis.texts import Lang, joined, markup, say
from layers import Field, Place

JSON, GEOJSON, SCHEMA = "application/json", "application/geo+json", "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
CONFORMANCE = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/core-roles-features",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
)

# The page loads nothing: its one style sheet is inside it.
PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
_PAGES, _FORMS = ("conformance", "openapi", "collections"), ("items", "schema")
_RELATION = "http://www.opengis.net/def/rel/ogc/1.0/"
_DIALECT = "https://json-schema.org/draft/2019-09/schema"
_JSON_TYPES = {
    "text": "string",
    "names": "string",
    "date": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
}


def title_of(place: Place, lang: Lang) -> str:
    """Return the title of the service."""
    return say("ogc.title", lang, town=place.short_name[lang])


def about_of(place: Place, lang: Lang) -> str:
    """Return what the service holds and in which systems."""
    systems = [name.removeprefix("OGC:") for name in systems_of(place).values()]
    return say("ogc.about", lang, systems=joined(systems, lang))


def link(rel: str, href: str, media_type: str, title: str) -> dict[str, str]:
    """Return a link."""
    return {"rel": rel, "href": href, "type": media_type, "title": title}


def landing_page(collections: Iterable[Collection], place: Place, base: str, lang: Lang) -> str:
    """Return the first document for a person with a browser; every word of data is escaped."""
    return markup(
        "landing.html",
        lang=lang,
        other="en" if lang == "zh" else "zh",
        base=base,
        title=title_of(place, lang),
        switch=say("app.other_language", lang),
        about=about_of(place, lang),
        how=say("ogc.how", lang),
        heading=say("ogc.collections", lang),
        pages=[(each, say(f"ogc.{each}", lang)) for each in _PAGES],
        forms=[(each, say(f"ogc.link.{each}", lang)) for each in _FORMS],
        collections=list(collections),
    )


def landing(asked: Asked, place: Place) -> dict[str, Any]:
    """Return the first document: what the service is and where it goes on."""
    title = title_of(place, asked.lang)
    return {
        "title": title,
        "description": about_of(place, asked.lang),
        "links": [
            link("self", asked.address(""), JSON, title),
            link(
                "service-desc", asked.address("/openapi"), OPENAPI, say("ogc.openapi", asked.lang)
            ),
            link(
                "conformance",
                asked.address("/conformance"),
                JSON,
                say("ogc.conformance", asked.lang),
            ),
            link("data", asked.address("/collections"), JSON, say("ogc.collections", asked.lang)),
        ],
    }


def listed(asked: Asked, collections: Iterable[Collection]) -> dict[str, Any]:
    """Return the document that lists all collections."""
    return {
        "links": [
            link("self", asked.address("/collections"), JSON, say("ogc.link.self", asked.lang))
        ],
        "collections": [described(asked, each) for each in collections],
    }


def described(asked: Asked, collection: Collection) -> dict[str, Any]:
    """Return what is told of a collection: Features Part 1, 7.14, and Part 2, 6.2."""
    home, lang, place = f"/collections/{collection.id}", asked.lang, collection.place
    return {
        "id": collection.id,
        "title": collection.title[lang],
        "description": collection.about[lang],
        "keywords": [place.name[lang]],
        "extent": {"spatial": {"bbox": [collection.extent_deg], "crs": DEFAULT}},
        "itemType": "feature",
        "crs": list(systems_of(place)),
        "storageCrs": storage_of(place),
        "links": [
            link("root", asked.address(""), JSON, title_of(place, lang)),
            link("self", asked.address(home), JSON, say("ogc.link.self", lang)),
            link("items", asked.address(f"{home}/items"), GEOJSON, say("ogc.link.items", lang)),
            *(
                link(
                    _RELATION + name,
                    asked.address(f"{home}/{name}"),
                    SCHEMA,
                    say(f"ogc.link.{name}", lang),
                )
                for name in ("schema", "queryables")
            ),
        ],
    }


def schema(asked: Asked, collection: Collection, name: str) -> dict[str, Any]:
    """Return the fields of a collection as JSON Schema: Features Part 3, 6.2, and Part 5, 7.

    They are the same as `schema` and as `queryables`: every field can be asked for.
    """
    properties = {
        each.name: field_schema(each, asked.lang)
        | ({"x-ogc-role": "id"} if each.name == "id" else {})
        for each in collection.fields
    }
    geometry = {"format": "geometry-any", "x-ogc-role": "primary-geometry"}
    return {
        "$schema": _DIALECT,
        "$id": f"{asked.base}/collections/{collection.id}/{name}",
        "type": "object",
        "title": collection.title[asked.lang],
        "properties": properties | {"geometry": geometry},
        "additionalProperties": False,
    }


def field_schema(field: Field, lang: Lang) -> dict[str, Any]:
    """Return the JSON Schema of a field, titled in a language."""
    found: dict[str, Any] = {"title": field.title[lang], "type": _JSON_TYPES[field.type]}
    if field.choices:
        found["enum"] = list(field.choices)
        found["description"] = "; ".join(
            f"{key}: {text[lang]}" for key, text in field.choices.items()
        )
    if field.unit:
        found["x-ogc-unit"] = field.unit
    return found
