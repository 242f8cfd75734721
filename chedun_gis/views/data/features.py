"""List the features of any layer: a row leads to one on the map, without a mouse too; export it."""

import streamlit as st

from chedun_gis.handoff import export_layer
from chedun_gis.map import FeatureList, feature_list
from chedun_gis.texts import Lang, fault_of, say, today
from chedun_gis.town import MOST_AT_ONCE, town
from chedun_gis.views.shared import choices, pick, stage
from chedun_gis.views.shared.downloads import file_stem
from layers import LAYERS

# The table scrolls by itself: what follows it stays near.
_HEIGHT_PX = 330


def show(lang: Lang) -> None:
    """Draw the section; nothing of it while every layer has errors."""
    good = {each: LAYERS[each].title[lang] for each in LAYERS if not town().loaded(each).broken}
    if not good:
        return
    st.subheader(say("data.features", lang))
    here = st.container()
    layer = choices.select(here, say("data.layer", lang), good, lang, name="layer_of")
    text = choices.text(
        here,
        say("data.find", lang),
        lang,
        name="find",
        placeholder=say("data.find", lang),
        label_visibility="collapsed",
        icon=":material/search:",
    )
    _table(layer, feature_list(town(), layer, text, lang), lang)
    count = town().loaded(layer).count
    if count > MOST_AT_ONCE:
        told = {"layer": layer, "count": count, "limit": MOST_AT_ONCE}
        st.caption(fault_of("layer_large", told, lang))
        return
    st.download_button(
        say("data.download", lang, name=good[layer]),
        data=lambda: export_layer(town(), layer),
        file_name=f"{file_stem(good[layer], today().isoformat())}.geojson",
        mime="application/geo+json",
        icon=":material/download:",
        on_click="ignore",
    )


def _table(layer: str, found: FeatureList, lang: Lang) -> None:
    if not found.ids:
        st.info(say("data.none", lang))
        return
    words = "data.fitting" if len(found.ids) == found.fitting else "data.first"
    counts = {"fitting": found.fitting, "total": found.total, "shown": len(found.ids)}
    st.caption(f"{say(words, lang, **counts)} {say('data.features_help', lang)}")
    now = stage.selected()
    pick.show(
        found.rows,
        found.ids,
        lang,
        key=f"features_{layer}",
        chosen=now.id if now and now.layer == layer and now.id in found.ids else None,
        pick=lambda feature: stage.choose(layer, feature, fly=True),
        height=_HEIGHT_PX,
    )
