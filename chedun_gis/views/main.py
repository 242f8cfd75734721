"""Frame every page: language, navigation, style, and what is wrong with the data."""

from html import escape
from importlib import import_module
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from chedun_gis.texts import Lang, joined, lang_of, rule_line, say
from chedun_gis.town import Town, one_town
from chedun_gis.views.shared.plain import faults_said, literal
from layers import LAYERS

# Each is `views/<name>/page.py`, with its icon; the first opens by default.
_PAGES = {
    "map": ":material/map:",
    "score": ":material/fact_check:",
    "coverage": ":material/park:",
    "bus": ":material/directions_bus:",
    "profile": ":material/article:",
    "belt": ":material/route:",
    "water": ":material/water_drop:",
    "scenario": ":material/draw:",
    "siting": ":material/add_location_alt:",
    "data": ":material/database:",
    "import": ":material/upload_file:",
}
# A word of the language cannot name a package.
_FOLDERS = {"import": "importing"}
_STYLE = Path(__file__).with_name("style.css")


def _language() -> Lang:
    """Take the language from the link, keep it over page changes, and put it into the link."""
    lang = lang_of(st.query_params.get("lang", st.session_state.get("lang")))
    st.session_state["lang"] = lang
    st.query_params["lang"] = lang
    return lang


def _switch_language() -> None:
    other = "en" if st.session_state["lang"] == "zh" else "zh"
    st.session_state["lang"] = other
    st.query_params["lang"] = other


def _broken_banner(here: Town, lang: Lang) -> None:
    broken = [layer.title[lang] for layer in LAYERS.values() if here.loaded(layer.id).broken]
    if broken:
        st.warning(
            say("banner.broken", lang, layers=joined(broken, lang)), icon=":material/warning:"
        )
    for problem in here.rule_problems:
        st.warning(literal(rule_line(problem, lang)), icon=":material/warning:")


def _page(name: str, lang: Lang) -> StreamlitPage:
    """Return a page; its module is imported when first opened, so that the map starts fast."""

    def run() -> None:
        with faults_said(lang):
            import_module(f"chedun_gis.views.{_FOLDERS.get(name, name)}.page").show(lang)

    title = say(f"page.{name}", lang)
    return st.Page(run, title=title, url_path=name, icon=_PAGES[name], default=name == "map")


def main() -> None:
    """Draw the page that the link asks for."""
    lang = _language()
    # Without its place there is no town; what else can be wrong is told on its page.
    with faults_said(lang), one_town() as here:
        _draw(here, lang)


def _draw(here: Town, lang: Lang) -> None:
    title = say("app.title", lang, town=here.place.short_name[lang])
    st.set_page_config(page_title=title, page_icon="🗺️", layout="wide")
    words = f":root {{ --upload: '{say('app.upload', lang)}'; }}"
    st.html(f"<style>{words}{_STYLE.read_text(encoding='utf-8')}</style>")
    page = st.navigation([_page(name, lang) for name in _PAGES], position="top")
    with st.container(key="brand"):
        st.html(f"<b>{escape(title)}</b>")
    with st.container(key="language"):
        st.button(
            say("app.other_language", lang),
            key="switch_language",
            on_click=_switch_language,
            type="tertiary",
            icon=":material/translate:",
        )
    _broken_banner(here, lang)
    page.run()


main()
