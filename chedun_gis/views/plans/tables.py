"""Edit the tables of a plan: which indicators and projects it has, and what it asks of each."""

from dataclasses import replace
from typing import Any, Final

import pandas as pd
import streamlit as st

from chedun_gis.indicators import PlanDraft, open_projects, projects_known, taken_over
from chedun_gis.texts import Lang, say
from chedun_gis.town import town
from layers import IndicatorRow, PlannedProject

_HEIGHT_PX: Final = 380


def indicators(draft: PlanDraft, key: str, lang: Lang) -> tuple[IndicatorRow, ...]:
    """Draw the indicators of the draft and of all plans; return those taken, as they are typed."""
    taken = {each.id: each for each in draft.rows}
    known = dict(taken)
    before: dict[str, str] = {}
    for folder in town().plans.sound:
        if folder.id == draft.id:
            continue
        for each in folder.rows:
            known.setdefault(each.id, taken_over(each))
            before[each.id] = each.target_text_zh if lang == "zh" else each.target_text_en
    if not known:
        return draft.rows
    text = f"target_text_{lang}"
    st.markdown(f"**{say('plans.indicator_table', lang)}**")
    edited = st.data_editor(
        pd.DataFrame(
            {
                "take": [name in taken for name in known],
                "title": [getattr(each, f"name_{lang}") for each in known.values()],
                "before": [before.get(name, "") for name in known],
                "target": pd.array([each.target for each in known.values()], dtype="Float64"),
                "unit": [each.unit_zh if lang == "zh" else each.unit for each in known.values()],
                text: [getattr(each, text) for each in known.values()],
                "plan_ref": [each.plan_ref for each in known.values()],
            },
            index=list(known),
        ),
        key=key,
        hide_index=True,
        width="stretch",
        height=_HEIGHT_PX,
        placeholder="",
        disabled=["title", "before", "unit"],
        column_config={
            "take": st.column_config.CheckboxColumn(say("plans.take", lang)),
            "title": say("plans.column.title", lang),
            "before": say("plans.before", lang),
            "target": st.column_config.NumberColumn(say("plans.column.target", lang)),
            "unit": say("values.unit", lang),
            text: say("plans.column.target_text_zh", lang),
            "plan_ref": say("plans.column.plan_ref", lang),
        },
    )
    return tuple(
        replace(
            known[str(name)],
            target=_number(row["target"]),
            plan_ref=_text(row["plan_ref"]),
            **{text: _text(row[text])},
        )
        for name, row in edited.iterrows()
        if row["take"]
    )


def projects(draft: PlanDraft, key: str, lang: Lang) -> tuple[PlannedProject, ...]:
    """Draw the projects of the draft and all that go on; return those taken, as they are typed."""
    taken = {each.key: each for each in draft.projects}
    known = dict(taken)
    for folder in town().plans.sound:
        for each in open_projects(town(), folder.id):
            known.setdefault(each.key, each)
    if not known:
        return draft.projects
    names = projects_known(town())
    text = f"target_{lang}"
    st.markdown(f"**{say('plans.project_table', lang)}**")
    edited = st.data_editor(
        pd.DataFrame(
            {
                "take": [each in taken for each in known],
                "title": [
                    names[each.id][lang] if each.id in names else each.id for each in known.values()
                ],
                "clause": [each.clause for each in known.values()],
                "target_year": pd.array(
                    [each.target_year for each in known.values()], dtype="Int64"
                ),
                text: [getattr(each, text) for each in known.values()],
            },
            index=list(known),
        ),
        key=key,
        hide_index=True,
        width="stretch",
        height=_HEIGHT_PX,
        placeholder="",
        disabled=["title"],
        column_config={
            "take": st.column_config.CheckboxColumn(say("plans.take", lang)),
            "title": say("plans.column.title", lang),
            "clause": say("plans.column.clause", lang),
            "target_year": st.column_config.NumberColumn(
                say("plans.column.target_year", lang), min_value=1949, max_value=2100, format="%d"
            ),
            text: say("plans.column.target_zh", lang),
        },
    )
    return tuple(
        replace(
            known[str(name)],
            clause=_text(row["clause"]),
            target_year=None if pd.isna(row["target_year"]) else int(row["target_year"]),
            **{text: _text(row[text])},
        )
        for name, row in edited.iterrows()
        if row["take"]
    )


def _text(cell: Any) -> str:  # noqa: ANN401 - a cell may be empty
    return cell.strip() if isinstance(cell, str) else ""


def _number(cell: Any) -> float | None:  # noqa: ANN401 - a cell may be empty
    return None if pd.isna(cell) else float(cell)
