"""Frame every tool: one map that stays, the tool beside it, navigation, and what is wrong."""

from contextlib import suppress
from html import escape
from importlib import import_module
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import StopException

from chedun_gis.analysis import be_ready
from chedun_gis.texts import Lang, joined, rule_line, say
from chedun_gis.town import Town, one_town
from chedun_gis.views.shared import (
    account,
    asking,
    card,
    desk,
    going,
    link,
    project,
    stage,
    streamlit_words,
    submitted,
)
from chedun_gis.views.shared.plain import faults_said, fragment, literal
from chedun_gis.views.shared.tools import TOOLS, Tool
from geo import InputError
from layers import LAYERS

_STYLE = Path(__file__).with_name("style.css")
_PAGES = "pages"
_SCENARIOS = "scenario"


def _broken_banner(here: Town, lang: Lang) -> None:
    broken = [layer.title[lang] for layer in LAYERS.values() if here.loaded(layer.id).broken]
    if broken:
        st.warning(
            say("banner.broken", lang, layers=joined(broken, lang)), icon=":material/warning:"
        )
    for problem in here.rule_problems:
        st.warning(literal(rule_line(problem, lang)), icon=":material/warning:")


def _page(tool: Tool, lang: Lang) -> StreamlitPage:
    """Return a page; its module is imported when first opened, so that the map starts fast."""

    def run() -> None:
        import_module(f"chedun_gis.views.{tool.folder or tool.name}.page").show(lang)

    title = say(f"page.{tool.name}", lang)
    return st.Page(run, title=title, url_path=tool.name, default=tool.name == "map")


def main() -> None:
    """Draw the tool that the link asks for, and the map."""
    lang = link.lang()
    # Without its place there is no town; what else can be wrong is told on its page.
    with faults_said(lang), one_town() as here:
        _draw(here, lang)


def _draw(here: Town, lang: Lang) -> None:
    title = say("app.title", lang, town=here.place.short_name[lang])
    st.set_page_config(page_title=title, page_icon="🗺️", layout="wide")
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}{streamlit_words.style(lang)}</style>")
    pages = {name: _page(tool, lang) for name, tool in TOOLS.items()}
    st.session_state[_PAGES] = pages
    page = st.navigation(list(pages.values()), position="hidden")
    tool = TOOLS[page.url_path or "map"]
    link.read(tool.name)
    instead = going.wanted()
    if instead is not None:
        st.switch_page(pages[instead], query_params=link.params(instead))
    stage.begin(tool.name, tool.layers)
    with st.container(key="brand"):
        st.html(f"<b>{escape(title)}</b>")
    beside, panel = st.container(key="stage"), st.container(key="panel")
    # Also when the tool stops: what is not drawn would be gone, and the map with it.
    with panel, st.container(key="tool"), suppress(StopException), faults_said(lang):
        _tool(here, page, lang)
    with beside:
        _beside(tool.name, lang)
    with panel, faults_said(lang):
        stage.draw_rest()
    with suppress(InputError):  # what is wrong is told to whoever asks something
        be_ready(here)


def _tool(here: Town, page: StreamlitPage, lang: Lang) -> None:
    with st.container():  # always there, so that what stands below keeps its place
        _broken_banner(here, lang)
    # The tool of scenarios first asks what its link asks for.
    if desk.begun() and page.url_path != _SCENARIOS:
        desk.keep_link(lang)
    submitted.switch(lang)
    with st.container():
        project.show(lang)
    page.run()
    asking.show(lang)


@fragment
def _beside(tool: str, lang: Lang) -> None:
    """Draw what stands by the map in every tool; a click on the map runs only this again."""
    if stage.page_asked_for() or link.followed() or link.lang() != lang:
        st.rerun()
    with st.container(key="map"):
        stage.draw(lang)
    # Its place is kept while there is none: what follows would else stand twice for a moment.
    place, selection = st.empty(), stage.selected()
    if selection is not None:
        with place.container(key="chosen"):
            card.show(selection, lang)
    link.write(tool)
    _navigation(tool, lang)


def _navigation(now: str, lang: Lang) -> None:
    """Lead to every tool, with what is selected and what was chosen in it; and to English."""
    pages = st.session_state[_PAGES]
    with st.container(key="navigation"):
        for group in dict.fromkeys(tool.group for tool in TOOLS.values()):
            with st.container(key=f"group-{group}"):
                st.html(f"<span>{escape(say(f'group.{group}', lang))}</span>")
                for name in (name for name, tool in TOOLS.items() if tool.group == group):
                    with st.container(key=f"to-{name}{'-now' if name == now else ''}"):
                        st.page_link(
                            pages[name], label=pages[name].title, query_params=link.offer(name)
                        )
    with st.container(key="language"):
        account.show(lang)
        st.button(
            say("app.other_language", lang),
            key="switch_language",
            on_click=link.speak,
            args=("en" if lang == "zh" else "zh",),
            type="tertiary",
            icon=":material/translate:",
        )


main()
