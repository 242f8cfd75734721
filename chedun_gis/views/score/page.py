"""Show the plan's indicators on one page, each with its evidence."""

import json
from functools import partial

import altair as alt
import pandas as pd
import streamlit as st

from chedun_gis.indicators import (
    Result,
    as_data,
    input_words,
    line_of,
    missing_words,
    scorecard,
    state_of,
    unknown_entries,
)
from chedun_gis.report import scorecard_report
from chedun_gis.texts import Lang, say
from chedun_gis.town import town
from chedun_gis.views.shared import evidence_map
from chedun_gis.views.shared.plain import literal
from chedun_gis.views.shared.report import report_buttons

_STATES = ("met", "missed", "open", "unknown")
_COLOURS = {"met": "#2b8a3e", "missed": "#c92a2a", "open": "#1971c2", "unknown": "#868e96"}
_FULL = 100.0


def show(lang: Lang) -> None:
    """Draw the page."""
    results = scorecard(town())
    st.header(say("score.title", lang))
    st.write(say("score.intro", lang, count=len(results)))
    _counts(results, lang)
    if missing := missing_words(results, lang):
        st.warning("\n\n".join(map(literal, missing)), icon=":material/warning:")
    for words in unknown_entries(town(), lang):
        st.warning(literal(words), icon=":material/warning:")
    left, right = st.columns([5, 4], gap="large")
    with left:
        chosen = _table(results, lang)
        st.download_button(
            say("score.export", lang),
            data=json.dumps([as_data(result) for result in results], ensure_ascii=False, indent=1),
            file_name="indicators.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
        )
        report_buttons(partial(scorecard_report, town(), lang=lang), lang, "scorecard")
    with right:
        _detail(results[chosen], lang)
        _chart(results, lang)


def _counts(results: list[Result], lang: Lang) -> None:
    states = [state_of(result) for result in results]
    for column, state in zip(st.columns(len(_STATES)), _STATES, strict=True):
        column.metric(say(f"indicator.{state}", lang), states.count(state), border=True)


def _table(results: list[Result], lang: Lang) -> int:
    lines = [line_of(result, lang) for result in results]
    rows = pd.DataFrame(
        {
            say("score.indicator", lang): [line.title for line in lines],
            say("score.value", lang): [line.value for line in lines],
            say("score.target", lang): [line.target for line in lines],
            say("score.state", lang): [line.state for line in lines],
            say("score.gap", lang): [line.gap for line in lines],
            say("score.basis", lang): [line.basis for line in lines],
            say("score.nature", lang): [line.nature for line in lines],
            say("score.clause", lang): [line.clause for line in lines],
        }
    )
    event = st.dataframe(
        rows,
        key="scorecard",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        width="stretch",
        height=620,
    )
    picked = event["selection"]["rows"]
    return int(picked[0]) if picked else 0


def _detail(result: Result, lang: Lang) -> None:
    line, measurement = line_of(result, lang), result.measurement
    st.subheader(line.title)
    value, target = st.columns(2)
    value.metric(say("score.value", lang), line.value, border=True)
    target.metric(say("score.target", lang), line.target, border=True)
    st.markdown(f"**{line.state}** · {line.nature} · {line.clause}")
    st.write(literal(measurement.detail[lang]))
    if measurement.denominator:
        st.caption(
            say(
                "score.fraction",
                lang,
                numerator=f"{measurement.numerator:,.0f}",
                denominator=f"{measurement.denominator:,.0f}",
            )
        )
    if result.schematic:
        st.warning(say("indicator.sketch_warning", lang), icon=":material/edit_location:")
    for each in measurement.inputs:
        st.caption(input_words(each, lang))
    if result.indicator.note[lang]:
        st.caption(result.indicator.note[lang])
    if measurement.evidence is not None:
        evidence_map.show(measurement.evidence, lang, key="score", height_px=380)


def _chart(results: list[Result], lang: Lang) -> None:
    """Draw how far each indicator with a number on both sides has come."""
    rows = [
        {
            "title": result.indicator.title[lang],
            "percent": min(_FULL, _FULL * result.measurement.value / result.indicator.target.value),
            "state": state_of(result),
        }
        for result in results
        if result.measurement.value is not None and result.indicator.target.value
    ]
    if not rows:
        return
    st.subheader(say("score.progress", lang))
    title = alt.Y("title:N", sort=None, title=None, axis=alt.Axis(labelLimit=260))
    scale = alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values()))
    st.altair_chart(
        alt.Chart(pd.DataFrame(rows))
        .mark_bar(height=14, cornerRadius=3)
        .encode(
            y=title,
            x=alt.X(
                "percent:Q", scale=alt.Scale(domain=[0, 100]), title=say("score.percent", lang)
            ),
            color=alt.Color("state:N", scale=scale, legend=None),
            tooltip=["title", alt.Tooltip("percent:Q", format=".1f")],
        ),
        width="stretch",
    )
