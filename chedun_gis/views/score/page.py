"""Show the plan's indicators on one page, each with its evidence."""

import json
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from chedun_gis.indicators import (
    PACES,
    SCORE_EVIDENCE,
    SCORECARD,
    STATES,
    Result,
    as_data,
    input_words,
    likely_words,
    line_of,
    missing_words,
    part_words,
    plan_faults,
    plan_of,
    plans_of,
    progress_notes,
    progress_of,
    score_places,
    state_of,
    unknown_entries,
    worst_words,
)
from chedun_gis.report import ReportRequest
from chedun_gis.texts import Lang, joined, say, today
from chedun_gis.town import town
from chedun_gis.views.score import beside, entering, explaining, finish, watch, workbook
from chedun_gis.views.shared import bars, choices, link, pick, stage, submitted
from chedun_gis.views.shared.downloads import file_name
from chedun_gis.views.shared.plain import literal
from chedun_gis.views.shared.report import report_buttons
from chedun_gis.views.shared.waiting import waited_at_once
from layers import Plan

_COLOURS = {
    "met": "#2b8a3e",
    "missed": "#c92a2a",
    "undecided": "#e67700",
    "open": "#1971c2",
    "unknown": "#868e96",
}
_FULL = 100.0


_COLUMNS = {
    "indicator": "title",
    "value": "value",
    "target": "target",
    "state": "state",
    "verdict": "progress",
    "gap": "gap",
    "basis": "basis",
    "nature": "nature",
    "clause": "clause",
}


def show(lang: Lang) -> None:
    """Draw the page."""
    plans = {each.id: each.title[lang] for each in plans_of(town())}
    if not plans:
        st.header(say("page.score", lang))
        for words in plan_faults(town(), lang) or [say("plans.none", lang)]:
            st.info(literal(words), icon=":material/info:")
        return
    plan = _plan(plans, lang)
    st.header(say("score.title", lang, plan=plan.name[lang]))
    results: Sequence[Result] = waited_at_once(
        SCORECARD, town(), (), plan.id, lang=lang, key="score"
    )
    st.write(say("score.intro", lang, count=len(results)))
    _counts(results, lang)
    _standings(results, lang)
    if missing := missing_words(results, lang):
        st.warning("\n\n".join(map(literal, missing)), icon=":material/warning:")
    for words in unknown_entries(town(), lang):
        st.warning(literal(words), icon=":material/warning:")
    if not results:
        st.info(say("score.none", lang), icon=":material/info:")
        return
    marks = watch.show(results, plan.id, lang)
    with st.container():  # always there, so that what stands below keeps its place
        # Finished projects count for the plan in force, here as in scenarios.
        is_asked = plan == plan_of(town()) and finish.show(lang)
    chosen = _table(results, marks, lang)
    _detail(results[chosen], lang)
    if not is_asked:  # the map shows what is finished
        _places(results[chosen], lang)
    workbook.show(lang)
    _chart(results, lang)
    beside.show(plan, plans, lang)
    st.download_button(
        say("score.export", lang),
        data=json.dumps([as_data(result) for result in results], ensure_ascii=False, indent=1),
        file_name=file_name("indicators.json", lang),
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
    )
    title = say("score.title", lang, plan=plan.name[lang])
    request = ReportRequest(today().isoformat(), lang, plan=plan.id)
    report_buttons(lang, f"scorecard-{plan.id}", title=title, request=request)


def _plan(plans: dict[str, str], lang: Lang) -> Plan:
    """Ask whose targets are looked at, where there are several; that of the plan in force first."""
    in_force = plan_of(town())
    chosen = in_force.id if in_force else next(iter(plans))
    with st.container():  # always there, so that what stands below keeps its place
        for words in plan_faults(town(), lang):
            st.warning(literal(words), icon=":material/warning:")
        if len(plans) > 1:
            chosen = choices.select(
                st.container(),
                say("plans.plan", lang),
                plans,
                lang,
                name="plan",
                otherwise=chosen,
            )
    found = plan_of(town(), chosen)
    assert found is not None  # noqa: S101 - one of those that there are
    return found


def _counts(results: Sequence[Result], lang: Lang) -> None:
    states = [state_of(result) for result in results]
    # Five tiles have no room for their titles; what there is none of matters only of these two.
    shown = [each for each in STATES if each in {"met", "missed"} or each in states]
    for column, state in zip(st.columns(len(shown)), shown, strict=True):
        column.metric(say(f"indicator.{state}", lang), states.count(state), border=True)


def _standings(results: Sequence[Result], lang: Lang) -> None:
    """Say how many targets are on their way."""
    found = [progress_of(each, today()).verdict for each in results]
    counts = [
        say("progress.count", lang, verdict=say(f"progress.{each}", lang), count=found.count(each))
        for each in PACES
        if each in found
    ]
    st.caption(joined(counts, lang))


def _table(results: Sequence[Result], marks: dict[str, list[str]], lang: Lang) -> int:
    lines = [line_of(result, lang) for result in results]
    ids = [result.indicator.id for result in results]
    chosen = link.chosen("indicator", ids, ids[0])
    pick.show(
        {
            f"score.{name}": [getattr(line, part) for line in lines]
            for name, part in _COLUMNS.items()
        }
        | marks
        | _submitted(ids),
        ids,
        lang,
        key="scorecard",
        chosen=chosen,
        pick=lambda each: link.choose("indicator", each, ids[0]),
        height=360,
    )
    return ids.index(chosen)


def _submitted(ids: Sequence[str]) -> dict[str, list[str]]:
    """Return a column of the values that nobody has reviewed yet, where they are shown."""
    if not submitted.are_shown():
        return {}
    found = submitted.values()
    words = [
        ", ".join(f"{each.year}: {each.value:,.12g}" for each in found.get(name, ()))
        for name in ids
    ]
    return {"verdict.submitted": words}


def _detail(result: Result, lang: Lang) -> None:
    line, measurement = line_of(result, lang), result.measurement
    st.subheader(line.title)
    value, target = st.columns(2)
    value.metric(say("score.value", lang), line.value, border=True)
    target.metric(say("score.target", lang), line.target, border=True)
    _intervals(result, lang)
    st.markdown(f"**{line.state}** · {line.nature} · {line.clause}")
    st.markdown(f"**{line.progress}**")
    for words in progress_notes(result, lang):
        st.caption(literal(words))
    st.write(literal(measurement.detail[lang]))
    if parts := part_words(measurement, lang):
        st.caption(parts)
    if result.schematic:
        st.warning(say("indicator.sketch_warning", lang), icon=":material/edit_location:")
    for each in measurement.inputs:
        st.caption(input_words(each, lang))
    if result.indicator.note[lang]:
        st.caption(result.indicator.note[lang])
    entering.show(result, lang)
    explaining.show(result, lang)


def _intervals(result: Result, lang: Lang) -> None:
    """Show the likely interval beside the worst case, or why the figure has none."""
    if not result.measurement.inputs or result.measurement.value is None:
        return
    if result.likely is None:
        st.caption(say("doubt.not_of_place", lang))
        return
    likely, worst = st.columns(2)
    likely.metric(say("doubt.likely", lang), likely_words(result, lang), border=True)
    if words := worst_words(result, lang):
        worst.metric(say("coverage.interval", lang), words, border=True)


def _places(result: Result, lang: Lang) -> None:
    """Draw the places behind a figure; those of a large town are asked for."""
    here, indicator = town(), result.indicator
    found = waited_at_once(SCORE_EVIDENCE, here, indicator, lang=lang, key="score_places")
    places = score_places(here, indicator, found)
    if places is not None:
        stage.show(places, lang)


def _chart(results: Sequence[Result], lang: Lang) -> None:
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
    bars.show(
        pd.DataFrame(rows),
        {
            "y": bars.names("title", most_px=260),
            "x": bars.percents("percent", say("score.percent", lang)),
            "color": bars.colours("state", _COLOURS),
            "tooltip": bars.told(
                {
                    "title": say("score.indicator", lang),
                    "percent": say("score.percent", lang),
                },
                percent=".1f",
            ),
        },
        mark={"height": 14, "cornerRadius": 3},
    )
