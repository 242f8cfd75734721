"""Make pygeoapi's configuration from the collections, in memory, with the service's own title."""

from typing import Any

from chedun_gis.ogc.collection import Collection, both
from chedun_gis.ogc.crs import DEFAULT, extent_of, storage_of, systems_of
from chedun_gis.texts import Lang, joined, say
from layers import Place, Text

PAGE, MOST = 1_000, 10_000
# By name: importing it imports pygeoapi, which is slow.
_PROVIDER = "chedun_gis.ogc.provider.FrameProvider"


def pygeoapi_config(collections: list[Collection], place: Place) -> dict[str, Any]:
    """Return the configuration that serves these collections; links get their base by request."""
    title = both(lambda lang: title_of(place, lang))
    about = both(lambda lang: about_of(place, lang))
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": 0},
            "url": "",
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["zh", "en"],
            "limits": {"default_items": PAGE, "max_items": MOST},
            "map": {"url": "", "attribution": ""},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": _words(title),
                "description": _words(about),
                "keywords": {"zh": ["规划"], "en": ["planning"]},
                "terms_of_service": "",
                "url": "",
            },
            "license": {"name": "", "url": ""},
            "provider": {"name": "", "url": ""},
            "contact": {"name": ""},
        },
        "resources": {each.id: _resource(each) for each in collections},
    }


def _resource(collection: Collection) -> dict[str, Any]:
    place = collection.place
    return {
        "type": "collection",
        "title": _words(collection.title),
        "description": _words(collection.about),
        "keywords": {"zh": [place.name.zh], "en": [place.name.en]},
        "extents": {"spatial": {"bbox": extent_of(collection.frame, place), "crs": DEFAULT}},
        "links": [],
        "providers": [
            {
                "type": "feature",
                "name": _PROVIDER,
                "data": collection,
                "id_field": "id",
                "title_field": "name_zh",
                "crs": list(systems_of(place)),
                "storage_crs": storage_of(place),
            }
        ],
    }


def _words(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def title_of(place: Place, lang: Lang) -> str:
    """Return the title of the service."""
    return say("ogc.title", lang, town=place.short_name[lang])


def about_of(place: Place, lang: Lang) -> str:
    """Return what the service holds and in which systems."""
    systems = [name.removeprefix("OGC:") for name in systems_of(place).values()]
    return say("ogc.about", lang, systems=joined(systems, lang))
