"""Write the evaluation of a plan: choose which, see what will be in it and what is missing."""

from typing import Final

import streamlit as st

from chedun_gis.indicators import (
    EVALUATION_KINDS,
    EvaluationQuestion,
    evaluated_year,
    plans_of,
)
from chedun_gis.report import EVALUATION_PREVIEW, EvaluationPreview, ReportRequest
from chedun_gis.texts import LANGS, Lang, lang_of, say, today
from chedun_gis.town import town
from chedun_gis.views.shared import choices
from chedun_gis.views.shared.plain import literal, words_of
from chedun_gis.views.shared.report import report_buttons
from chedun_gis.views.shared.waiting import waited_at_once
from geo import InputError
from layers import Plan

_INDENT: Final = "&emsp;"


def show(lang: Lang) -> None:
    """Draw the page."""
    st.header(say("page.evaluation", lang))
    st.write(say("evaluation.intro", lang))
    plans = [each for each in plans_of(town()) if not each.draft] or list(plans_of(town()))
    if not plans:
        st.info(say("error.plan_none", lang), icon=":material/info:")
        return
    question, written = _asked(plans, lang)
    preview: EvaluationPreview | None = None
    with st.container():  # always there, so that the buttons keep their place
        try:
            preview = waited_at_once(
                EVALUATION_PREVIEW, town(), question, written, lang=lang, key="evaluation"
            )
        except InputError as error:
            st.error(words_of(error, lang), icon=":material/error:")
        if preview is not None:
            _counts(preview, lang)
    if preview is not None:
        key = f"evaluation-{question.plan}-{question.kind}-{question.year}"
        title = say(f"evaluation.kind.{question.kind}", lang)
        request = ReportRequest(today().isoformat(), written, evaluation=question)
        report_buttons(lang, f"{key}-{written}", title=title, request=request)
        _contents(preview, lang)


def _asked(plans: list[Plan], lang: Lang) -> tuple[EvaluationQuestion, Lang]:
    """Ask which evaluation, and in which language it is written; the link holds both."""
    known = {each.id: each for each in plans}
    titles = {name: each.title[lang] for name, each in known.items()}
    # The last is the one in force; of one alone nobody is asked.
    chosen = plans[-1].id
    if len(plans) > 1:
        label = say("evaluation.choose.plan", lang)
        chosen = choices.select(st.container(), label, titles, lang, name="plan", otherwise=chosen)
    else:
        st.caption(literal(titles[chosen]))
    kinds: dict[str, str] = {
        each: say(f"evaluation.kind.{each}", lang) for each in EVALUATION_KINDS
    }
    label = say("evaluation.choose.kind", lang)
    named = choices.segments(
        st.container(), label, kinds, lang, name="kind", otherwise=EVALUATION_KINDS[-1]
    )
    kind = next(each for each in EVALUATION_KINDS if each == named)
    plan, left_right = known[chosen], st.columns(2)
    usual = evaluated_year(plan, EvaluationQuestion(plan.id, kind))
    years = {str(each): str(each) for each in (plan.years if kind != "final" else (usual,))}
    year = choices.select(
        left_right[0],
        say("evaluation.choose.year", lang),
        years,
        lang,
        name=f"year_{kind}",
        otherwise=str(usual),
    )
    langs: dict[str, str] = {each: say(f"evaluation.lang.{each}", lang) for each in LANGS}
    label = say("evaluation.choose.lang", lang)
    written = choices.select(left_right[1], label, langs, lang, name="written", otherwise=lang)
    return EvaluationQuestion(plan.id, kind, int(year)), lang_of(written)


def _counts(preview: EvaluationPreview, lang: Lang) -> None:
    """Show how much will be in it."""
    counts = {
        "indicator_count": preview.indicators,
        "project_count": preview.projects,
        "tables": preview.tables,
        "maps": preview.maps,
    }
    for column, (name, count) in zip(st.columns(len(counts)), counts.items(), strict=True):
        column.metric(say(f"evaluation.{name}", lang), count, border=True)


def _contents(preview: EvaluationPreview, lang: Lang) -> None:
    """Show what is missing, and what will be in it."""
    st.subheader(say("evaluation.lacks", lang))
    st.markdown("\n".join(f"- {literal(words)}" for words in preview.lacks))
    st.caption(say("evaluation.hints", lang, count=preview.hints))
    with st.expander(say("evaluation.contains", lang), icon=":material/list:"):
        lines = [f"{_INDENT * (level - 1)}{literal(title)}" for level, title in preview.headings]
        st.markdown("  \n".join(lines))
