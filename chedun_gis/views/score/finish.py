"""Ask on the scorecard what it comes to once projects are finished, and show it on the map."""

from dataclasses import replace
from functools import partial

import streamlit as st

from chedun_gis.scenario import (
    CHOICES,
    Scenario,
    chosen_by,
    effect_of,
    finished_evidence,
    project_labels,
    scenario_town,
    unfinished,
)
from chedun_gis.texts import Lang, Untold, say, told
from chedun_gis.town import town
from chedun_gis.views.shared import asking, choices, desk, going, outlook, stage


def show(lang: Lang) -> bool:
    """Draw the section; tell whether anything was asked, and the map shows it."""
    st.subheader(say("finish.title", lang))
    st.caption(say("finish.about", lang))
    scenario = _asked(lang)
    if scenario is None:
        return False
    outlook.show(outlook.asked(scenario, lang, key="finish"), lang)
    if scenario.finished:
        st.button(
            say("finish.open", lang),
            key="finish_open",
            icon=":material/edit:",
            on_click=asking.before,
            args=(partial(_open, scenario, lang), lang),
        )
    effect = told(lambda: effect_of(town(), scenario))
    if isinstance(effect, Untold):
        return False
    stage.show(finished_evidence(effect, scenario_town(town(), scenario)), lang)
    return True


def _open(scenario: Scenario, lang: Lang) -> None:
    desk.start(scenario, lang, kept=False)
    going.edit_scenario(None)


def _asked(lang: Lang) -> Scenario | None:
    """Ask which projects are finished; None while nothing is asked."""
    named = {each: say(f"finish.{each}", lang) for each in ("none", *CHOICES, "hand")}
    which = choices.segments(st.container(), say("finish.which", lang), named, lang, name="finish")
    name = f"{say('finish.title', lang)} · {named[which]}"
    scenario = Scenario("", name)
    with st.container():  # always there, so that what stands below keeps its place
        if which == "hand":
            return _by_hand(scenario, lang)
        if which == "year":
            return _by_year(scenario, lang)
    for choice in CHOICES:
        if choice == which:
            return replace(scenario, finished=chosen_by(town(), choice))
    return None


def _by_hand(scenario: Scenario, lang: Lang) -> Scenario | None:
    open_ = project_labels(unfinished(town()), lang)
    picked = choices.several(
        st.container(),
        say("finish.list", lang, count=len(open_)),
        open_,
        lang,
        name="finished",
        placeholder=say("app.choose", lang),
    )
    return replace(scenario, finished=frozenset(picked)) if picked else None


def _by_year(scenario: Scenario, lang: Lang) -> Scenario | None:
    years = sorted({each.year for each in unfinished(town()) if each.year is not None})
    if not years:
        st.info(say("finish.nothing", lang), icon=":material/info:")
        return None
    offered = {str(year): str(year) for year in years}
    label = say("finish.until", lang)
    year = choices.select(
        st.container(), label, offered, lang, name="until", otherwise=str(years[-1])
    )
    return replace(
        scenario,
        name=f"{scenario.name} {year}",
        finished=chosen_by(town(), "year", int(year)),
    )
