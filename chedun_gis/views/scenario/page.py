"""Draw a scenario on the map and read at once what it changes; compare scenarios."""

from dataclasses import replace
from functools import partial

import streamlit as st

from chedun_gis.analysis import Pen
from chedun_gis.scenario import (
    EDITABLE,
    SCENARIO_BASE,
    Effect,
    effect_of,
    park_rules,
    redone,
    rule_of,
    scenario_evidence,
    scenario_town,
    take,
    undone,
)
from chedun_gis.texts import Lang, say
from chedun_gis.town import town
from chedun_gis.views.scenario import compare, file, finish, tables
from chedun_gis.views.scenario import panel as scenario_panel
from chedun_gis.views.shared import asking, bases, choices, stage
from chedun_gis.views.shared import desk as scenario_desk
from chedun_gis.views.shared.going import SHOWN_SITES
from chedun_gis.views.shared.plain import refuse
from chedun_gis.views.shared.waiting import waited_at_once


def show(lang: Lang) -> None:
    """Draw the page."""
    st.header(say("scenario.title", lang))
    st.write(say("scenario.intro", lang))
    modes = {mode: say(f"scenario.{mode}", lang) for mode in ("edit", "compare")}
    mode = choices.segments(
        st.container(),
        say("scenario.title", lang),
        modes,
        lang,
        name="mode",
        label_visibility="collapsed",
    )
    if mode == "compare":
        compare.show(lang)
    else:
        _editor(lang)


def _editor(lang: Lang) -> None:
    """Draw what is drawn with, the figures, and on the map what they rest on."""
    _follow_link(lang)
    waited_at_once(SCENARIO_BASE, town(), _own_rule(lang), lang=lang, key="scenario")
    with st.container():  # always there, so that what stands below keeps its place
        asking.drafts(lang)
    layer = _tools(lang)
    figures = st.container()
    scenario_panel.selected(lang)
    scenario_panel.options(lang)
    file.show(lang)
    desk = scenario_desk.desk(lang)
    effect = effect_of(town(), desk.scenario)
    with figures:
        if desk.fault is not None:
            refuse(desk.fault, lang)
        scenario_panel.figures(desk.scenario, effect, lang)
    _map(effect, layer, lang)
    finish.show(desk.scenario, lang)
    below = st.container()

    def rest() -> None:
        with below:
            bases.of_all_rules(lang, key="scenario_rules")
            tables.show(desk, effect, lang)

    if bases.are_at_hand():
        rest()
    else:  # by the other rules it is measured when the map is there
        stage.after_map(rest)


def _own_rule(lang: Lang) -> str:
    """Return the rule that judges what is on the desk, the plan's while nothing is."""
    if not scenario_desk.begun():
        return park_rules(town())[0].name
    return rule_of(town(), scenario_desk.desk(lang).scenario).name


def _follow_link(lang: Lang) -> None:
    """Open the scenario that the link asks for meanwhile; what is unsaved is asked about."""
    asked = scenario_desk.asked_for(lang)
    if asked:
        asking.before(partial(scenario_desk.open_kept, asked, lang), lang)
    else:
        scenario_desk.keep_link(lang)


def _tools(lang: Lang) -> str:
    """Offer what is drawn, undo and redo."""
    layers = {layer: say(f"scenario.{layer}", lang) for layer in EDITABLE}
    what, back, again = st.columns([5, 3, 3], vertical_alignment="bottom")
    layer = choices.segments(what, say("scenario.draw", lang), layers, lang, name="drawn")
    history = scenario_desk.desk(lang).history
    for column, name, icon, step, possible in (
        (back, "undo", ":material/undo:", undone, bool(history.past)),
        (again, "redo", ":material/redo:", redone, bool(history.future)),
    ):

        def turn(step=step) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - bound here
            now = scenario_desk.desk(lang)
            changed = replace(now, history=step(now.history), fault=None)
            scenario_desk.put_down(changed, lang)

        column.button(
            say(f"scenario.{name}", lang),
            key=f"scenario_{name}",
            help=say(f"scenario.{name}_keys", lang),
            icon=icon,
            disabled=not possible,
            on_click=turn,
            width="stretch",
        )
    return layer


def _map(effect: Effect, layer: str, lang: Lang) -> None:
    def drawn(message: stage.Message) -> None:
        st.session_state.pop(SHOWN_SITES, None)
        scenario_desk.put_down(take(scenario_desk.desk(lang), message), lang)

    desk = scenario_desk.desk(lang)
    overlay = scenario_town(town(), desk.scenario)
    pen = Pen(layer, desk.token, desk.done, st.session_state.get(SHOWN_SITES))
    stage.show(scenario_evidence(effect, overlay, pen), lang, on_pen=drawn)
