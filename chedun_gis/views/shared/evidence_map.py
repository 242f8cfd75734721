"""Show the places behind a figure on the map, with a few layers to find one's way."""

import streamlit as st
from streamlit_folium import st_folium

from chedun_gis.analysis import Evidence
from chedun_gis.map import build_evidence, build_map
from chedun_gis.server import publisher
from chedun_gis.texts import Lang
from chedun_gis.town import town

SHOWN = ("town_boundary", "roads", "river_segments")


def show(
    evidence: Evidence,
    lang: Lang,
    *,
    key: str,
    height_px: int = 460,
    shown: tuple[str, ...] = SHOWN,
) -> None:
    """Draw the evidence over the layers `shown`; `key` tells the maps of one page apart."""
    with st.container(key=f"evidence-{key}"):
        st_folium(
            build_map(lang, town().place, shown=shown),
            key=f"evidence{key}{lang}",
            height=height_px,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=build_evidence(publisher().publish(evidence, lang)),
        )
