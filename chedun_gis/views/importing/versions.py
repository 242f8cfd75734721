"""List the versions of a layer, and bring one back."""

import streamlit as st

from chedun_gis.importing import manifest_line, version_title
from chedun_gis.texts import Lang, say
from chedun_gis.town import workspace
from chedun_gis.views.shared import table, visitor
from chedun_gis.views.shared.plain import answer, say_fault
from layers import Layer

_DONE, _FAULT = "version_done", "version_fault"


def show(layer: Layer, lang: Lang) -> None:
    """Draw the section; nothing for a layer that was never imported."""
    versions = workspace().versions(layer.id)
    if len(versions) == 1:
        return
    st.subheader(say("version.list", lang, layer=layer.title[lang]))
    table.show(
        {
            "version.id": [each.id for each in versions],
            "version.origin": [version_title(each, lang) for each in versions],
            "version.content": [manifest_line(each, lang) for each in versions],
            "version.state": [
                say("version.current", lang) if each.current else "" for each in versions
            ],
        },
        lang,
    )
    if not visitor.may("reviewer"):
        return
    others = [each for each in versions if not each.current]
    titles = {each.id: f"{each.id} · {version_title(each, lang)}" for each in others}
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    chosen = left.selectbox(
        say("version.choose", lang),
        list(titles),
        format_func=titles.__getitem__,
        key=f"version_{layer.id}",
    )

    def restore() -> None:
        workspace().restore(layer, chosen, by=visitor.person())
        st.session_state[_DONE] = say(
            "version.restored", lang, layer=layer.title[lang], version=titles[chosen]
        )

    right.button(
        say("version.restore", lang),
        icon=":material/history:",
        width="stretch",
        key="version_restore",
        on_click=answer(restore, _FAULT),
    )
    say_fault(_FAULT, lang)
    done = st.session_state.pop(_DONE, None)
    if done:
        st.success(done, icon=":material/history:")
