"""Show a person with a browser what the service holds, on one page without a script."""

from collections.abc import Iterable

from chedun_gis.ogc.collection import Collection
from chedun_gis.ogc.describe import about_of, title_of
from chedun_gis.texts import Lang, markup, say
from layers import Place

# The page loads nothing: its one style sheet is inside it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_PAGES, _FORMS = ("conformance", "openapi", "collections"), ("items", "schema")


def landing_page(collections: Iterable[Collection], place: Place, base: str, lang: Lang) -> str:
    """Return the page as HTML; every word of the data is escaped."""
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
