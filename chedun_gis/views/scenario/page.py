"""Draw a scenario on the map and read at once what it changes; compare scenarios."""

from dataclasses import replace

import streamlit as st
from streamlit_folium import st_folium

from chedun_gis.analysis import Pen
from chedun_gis.map import build_evidence, build_map
from chedun_gis.scenario import (
    EDITABLE,
    Effect,
    effect_of,
    redone,
    scenario_evidence,
    scenario_town,
    take,
    undone,
)
from chedun_gis.server import publisher
from chedun_gis.texts import Lang, say
from chedun_gis.town import town
from chedun_gis.views.scenario import compare, file, tables
from chedun_gis.views.scenario import panel as scenario_panel
from chedun_gis.views.shared import desk as scenario_desk
from chedun_gis.views.shared.plain import fragment, refuse

_SHOWN = ("town_boundary", "roads", "river_segments", "residential")
_HEIGHT_PX = 640


def show(lang: Lang) -> None:
    """Draw the page."""
    st.header(say("scenario.title", lang))
    st.write(say("scenario.intro", lang))
    modes = {mode: say(f"scenario.{mode}", lang) for mode in ("edit", "compare")}
    mode = st.segmented_control(
        say("scenario.title", lang),
        tuple(modes),
        default="edit",
        format_func=modes.__getitem__,
        label_visibility="collapsed",
        key="scenario_mode",
    )
    if mode == "compare":
        compare.show(lang)
    else:
        _editor(lang)


@fragment
def _editor(lang: Lang) -> None:
    """Draw the map and the figures; only this part runs again after an edit."""
    map_column, panel = st.columns([7, 4], gap="medium")
    with panel:
        figures = st.container()
        # The widgets come first: what they change is in the figures of the same run.
        scenario_panel.selected(lang)
        scenario_panel.options(lang)
        file.show(lang)
    desk = scenario_desk.desk(lang)
    effect = effect_of(town(), desk.scenario)
    with figures:
        if desk.fault is not None:
            refuse(desk.fault, lang)
        scenario_panel.figures(effect, lang)
    with map_column:
        layer = _tools(lang)
        _map(effect, layer, lang)
    tables.show(desk, effect, lang)


def _tools(lang: Lang) -> str:
    """Offer what is drawn, undo and redo."""
    layers = {layer: say(f"scenario.{layer}", lang) for layer in EDITABLE}
    what, back, again = st.columns([4, 1, 1], vertical_alignment="bottom")
    layer = what.segmented_control(
        say("scenario.draw", lang),
        tuple(layers),
        default="parks",
        format_func=layers.__getitem__,
        key="scenario_layer",
    )
    history = scenario_desk.desk(lang).history
    for column, name, icon, step, possible in (
        (back, "undo", ":material/undo:", undone, bool(history.past)),
        (again, "redo", ":material/redo:", redone, bool(history.future)),
    ):

        def turn(step=step) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - bound here
            now = scenario_desk.desk(lang)
            scenario_desk.put_down(replace(now, history=step(now.history), fault=None))

        column.button(
            say(f"scenario.{name}", lang),
            key=f"scenario_{name}",
            icon=icon,
            disabled=not possible,
            on_click=turn,
            width="stretch",
        )
    return layer or "parks"


def _map(effect: Effect, layer: str, lang: Lang) -> None:
    key = f"scenario{lang}"

    def reported() -> None:
        message = (st.session_state.get(key) or {}).get("last_active_drawing") or {}
        scenario_desk.put_down(take(scenario_desk.desk(lang), message))

    desk = scenario_desk.desk(lang)
    overlay = scenario_town(town(), desk.scenario)
    evidence = scenario_evidence(effect, overlay, Pen(layer, desk.token, desk.done))
    with st.container(key="evidence-scenario"):
        st_folium(
            build_map(lang, town().place, shown=_SHOWN, draws=True),
            key=key,
            height=_HEIGHT_PX,
            use_container_width=True,
            returned_objects=["last_active_drawing"],
            feature_group_to_add=build_evidence(publisher().publish(evidence, lang)),
            on_change=reported,
        )
