"""Show the map, the card of what is selected, and the list of projects."""

import streamlit as st
from streamlit_folium import st_folium

from chedun_gis.map import build_map, build_selection
from chedun_gis.texts import Lang, say
from chedun_gis.town import town
from chedun_gis.views.map import card, project_list
from chedun_gis.views.map.selection import Selection, select, selected
from chedun_gis.views.shared.plain import fragment

# The frame is stretched to the window by the style sheet; this is only its first height.
_HEIGHT_PX = 700
_DRAWN = "map_drawn"


def show(lang: Lang) -> None:
    """Draw the page; only this fragment runs again after a click."""
    _explorer(lang)


@fragment
def _explorer(lang: Lang) -> None:
    map_column, panel = st.columns([7, 3], gap=None)
    with map_column, st.container(key="map"):
        _map(lang, selected())
    with panel, st.container(key="panel"):
        card.show(selected(), lang)
        # The map comes first: the list's widgets would keep the browser from drawing it.
        if st.session_state.get(_DRAWN):
            project_list.show(lang)
    _fold_button(lang)


def _map(lang: Lang, selection: Selection | None) -> None:
    key = f"map{lang}"
    overlay = selection and build_selection(selection.layer, selection.id, fly=selection.fly)

    def clicked() -> None:
        # The map's first message says that it is drawn; the others are clicks.
        st.session_state[_DRAWN] = True
        drawing = (st.session_state.get(key) or {}).get("last_active_drawing") or {}
        if drawing.get("layer") and drawing.get("id"):
            select(str(drawing["layer"]), str(drawing["id"]), fly=False)

    st_folium(
        build_map(lang, town().place),
        key=key,
        height=_HEIGHT_PX,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=overlay,
        on_change=clicked,
    )


def _fold_button(lang: Lang) -> None:
    folded = st.session_state.get("panel_folded", False)

    def turn() -> None:
        st.session_state["panel_folded"] = not folded

    with st.container(key="fold"):
        st.button(
            "",
            key="fold_panel",
            help=say("panel.unfold" if folded else "panel.fold", lang),
            icon=":material/left_panel_open:" if folded else ":material/right_panel_close:",
            on_click=turn,
            type="tertiary",
        )
    if folded:
        st.html(
            "<style>.st-key-panel{display:none}"
            "[data-testid=stColumn]:has(.st-key-panel){display:none}</style>"
        )
