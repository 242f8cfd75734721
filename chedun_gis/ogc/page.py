"""Show a person with a browser what the service holds, on one page without a script."""

from collections.abc import Iterable
from html import escape

from chedun_gis.ogc.collection import Collection
from chedun_gis.ogc.config import about_of, title_of
from chedun_gis.texts import Lang, say
from layers import Place

# The page loads nothing: its one style sheet is inside it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.6 "Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;
margin:2rem auto;max-width:60rem;padding:0 1rem}
code{background:#8882;padding:.1rem .3rem;overflow-wrap:anywhere}
li{margin:.6rem 0}small{display:block;opacity:.75}
"""


def landing_page(collections: Iterable[Collection], place: Place, base: str, lang: Lang) -> str:
    """Return the page as HTML; every word of the data is escaped."""
    other: Lang = "en" if lang == "zh" else "zh"
    title, switch = escape(title_of(place, lang)), escape(say("app.other_language", lang))
    pages = " · ".join(
        _link(f"{base}/{page}", say(f"ogc.{page}", lang), lang)
        for page in ("conformance", "openapi", "collections")
    )
    items = "".join(_item(each, base, lang) for each in collections)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>"
        f'<p><a href="{escape(base)}?lang={other}">{switch}</a></p>'
        f"<p>{escape(about_of(place, lang))}</p>"
        f"<p>{escape(say('ogc.how', lang))} <code>{escape(base)}</code></p>"
        f"<p>{pages}</p>"
        f"<h2>{escape(say('ogc.collections', lang))}</h2><ul>{items}</ul></body></html>"
    )


def _item(collection: Collection, base: str, lang: Lang) -> str:
    home = f"{base}/collections/{collection.id}"
    names = " · ".join(
        _link(f"{home}/{page}", say(f"ogc.link.{page}", lang), lang) for page in ("items", "schema")
    )
    return (
        f"<li>{_link(home, collection.title[lang], lang)} <code>{escape(collection.id)}</code> "
        f"{names}<small>{escape(collection.about[lang])}</small></li>"
    )


def _link(href: str, words: str, lang: Lang) -> str:
    return f'<a href="{escape(href)}?lang={lang}">{escape(words)}</a>'
