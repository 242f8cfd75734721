"""Show a plan beside another: what both ask for, what one alone does, what became of projects."""

import streamlit as st

from chedun_gis.indicators import (
    PlanPair,
    ProjectOfPlan,
    Result,
    base_of,
    line_of,
    pair_words,
    side_by_side,
)
from chedun_gis.texts import Lang, say, stage_title
from chedun_gis.town import town
from chedun_gis.views.shared import choices, table
from chedun_gis.views.shared.plain import literal
from layers import Plan

_HEIGHT_PX = 380


def show(plan: Plan, plans: dict[str, str], lang: Lang) -> None:
    """Ask for another plan, and draw both side by side."""
    others = {"": say("plans.compare.none", lang)}
    others |= {name: title for name, title in plans.items() if name != plan.id}
    with st.container():  # always there, so that what stands below keeps its place
        if len(others) == 1:
            return
        chosen = choices.select(
            st.container(), say("plans.compare", lang), others, lang, name="beside"
        )
        if chosen:
            _pair(side_by_side(town(), plan.id, chosen), lang)


def _pair(pair: PlanPair, lang: Lang) -> None:
    first, second = pair.first.name[lang], pair.second.name[lang]
    st.subheader(literal(say("plans.compare.title", lang, first=first, second=second)))
    st.markdown(f"**{say('plans.compare.common', lang)}**")
    columns = {"score.indicator": [one.indicator.title[lang] for one, _ in pair.common]}
    for number, name in enumerate((first, second)):
        results = [each[number] for each in pair.common]
        lines = [line_of(each, lang) for each in results]
        columns |= {
            say("plans.compare.base", lang, plan=name): [_base(each, lang) for each in results],
            say("plans.compare.target", lang, plan=name): [each.target for each in lines],
            say("plans.compare.value", lang, plan=name): [each.value for each in lines],
            say("plans.compare.progress", lang, plan=name): [each.progress for each in lines],
        }
    table.show(columns, lang, height=_HEIGHT_PX)
    for name, only in zip((first, second), pair.only, strict=True):
        if only:
            st.markdown(f"**{literal(say('plans.compare.only', lang, plan=name))}**")
            alone = [line_of(each, lang) for each in only]
            table.show(
                {
                    "score.indicator": [each.title for each in alone],
                    "score.value": [each.value for each in alone],
                    "score.target": [each.target for each in alone],
                },
                lang,
            )
    st.markdown(f"**{say('plans.compare.projects', lang)}**")
    st.caption(pair_words(pair, lang))
    _projects(pair, lang)


def _base(result: Result, lang: Lang) -> str:
    value = base_of(town(), result)
    if value is None:
        return say("value.empty", lang)
    unit = result.indicator.entered[lang]
    return f"{value:,.12g}%" if unit == "%" else f"{value:,.12g} {unit}"


def _projects(pair: PlanPair, lang: Lang) -> None:
    rows: list[tuple[str, ProjectOfPlan]] = [
        *(("carried", each) for each in pair.carried),
        *(("new", each) for each in pair.new),
        *(("completed" if each.stage == "completed" else "dropped", each) for each in pair.dropped),
    ]
    if rows:
        table.show(
            {
                "plans.compare.fate": [say(f"plans.compare.{fate}", lang) for fate, _ in rows],
                "plans.column.title": [each.title[lang] for _, each in rows],
                "plans.column.stage": [
                    stage_title(each.stage, lang) if each.stage else "" for _, each in rows
                ],
                "plans.column.target_year": [str(each.target_year or "") for _, each in rows],
            },
            lang,
            height=_HEIGHT_PX,
        )
