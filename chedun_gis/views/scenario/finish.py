"""Let a scenario hold projects that are taken as finished, and show what that comes to."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from chedun_gis.scenario import (
    CHOICES,
    FinishChoice,
    Scenario,
    chosen_by,
    project_labels,
    unfinished,
)
from chedun_gis.texts import Lang, say
from chedun_gis.town import town
from chedun_gis.views.shared import desk, outlook
from chedun_gis.views.shared.held import hold


def options(scenario: Scenario, lang: Lang) -> None:
    """Offer the projects that are not finished, one by one and by choices of them."""
    with st.expander(say("finish.which", lang), icon=":material/flag:"):
        st.caption(say("finish.about", lang))
        open_ = {each.id: each for each in unfinished(town())}
        years = sorted({each.year for each in open_.values() if each.year is not None})
        _whole_choices(years, lang)
        labels = project_labels(tuple(open_.values()), lang)
        # What is finished meanwhile, or is no project here, stays in the scenario's file.
        held = [name for name in open_ if name in scenario.finished]
        key = hold(f"scenario_finished_{lang}", held)

        def chosen() -> None:
            now = desk.desk(lang).scenario
            picked = frozenset(st.session_state[key])
            desk.edit(lang, replace(now, finished=picked | (now.finished - open_.keys())))

        st.multiselect(
            say("finish.list", lang, count=len(open_)),
            list(open_),
            default=held,
            format_func=labels.__getitem__,
            placeholder=say("app.choose", lang),
            key=key,
            on_change=chosen,
        )


def _whole_choices(years: Sequence[int], lang: Lang) -> None:
    """Offer all of a choice at one click, and to take none."""
    until = None
    with st.container():  # always there, so that what stands below keeps its place
        if years:
            until = st.selectbox(
                say("finish.until", lang),
                years,
                index=len(years) - 1,
                key=f"scenario_until_{years}_{lang}",
            )
    columns = [*st.columns(2), *st.columns(2)]  # four in a row have no room for their words
    for column, choice in zip(columns, CHOICES, strict=False):
        column.button(
            say(f"finish.{choice}", lang),
            key=f"scenario_finish_{choice}",
            on_click=_take,
            args=(choice, until, lang),
            disabled=choice == "year" and until is None,
            width="stretch",
        )
    columns[-1].button(
        say("finish.clear", lang),
        key="scenario_finish_clear",
        on_click=_clear,
        args=(lang,),
        width="stretch",
    )


def _take(choice: FinishChoice, year: int | None, lang: Lang) -> None:
    now = desk.desk(lang).scenario
    desk.edit(lang, replace(now, finished=chosen_by(town(), choice, year)))


def _clear(lang: Lang) -> None:
    desk.edit(lang, replace(desk.desk(lang).scenario, finished=frozenset()))


def show(scenario: Scenario, lang: Lang) -> None:
    """Draw what it comes to, where any project is taken as finished."""
    with st.container():  # always there, so that what stands below keeps its place
        if scenario.finished:
            st.subheader(say("finish.title", lang))
            outlook.show(outlook.asked(scenario, lang, key="scenario_finish"), lang)
