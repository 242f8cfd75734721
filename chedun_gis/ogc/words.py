"""Say what the service of a place is called and what it holds."""

from chedun_gis.ogc.crs import systems_of
from chedun_gis.texts import Lang, say
from layers import Place


def title_of(place: Place, lang: Lang) -> str:
    """Return the title of the service."""
    return say("ogc.title", lang, town=place.short_name[lang])


def about_of(place: Place, lang: Lang) -> str:
    """Return what the service holds and in which systems."""
    systems = [name.removeprefix("OGC:") for name in systems_of(place).values()]
    return say("ogc.about", lang, systems=("、" if lang == "zh" else ", ").join(systems))
