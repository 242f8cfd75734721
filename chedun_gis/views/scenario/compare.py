"""Compare saved scenarios: table, chart, difference on the map, targets of the plan."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from chedun_gis.indicators import SCORECARD, Result, line_of, value_words
from chedun_gis.report import ReportRequest
from chedun_gis.scenario import (
    MOST,
    SCENARIO_SCORECARD,
    SCENARIO_TARGETS,
    Compared,
    Scenario,
    compare,
    difference_evidence,
    distinct_names,
    how_words,
    targets_shown,
)
from chedun_gis.texts import (
    HECTARE_M2,
    Lang,
    Untold,
    local_time,
    percent,
    say,
    today,
    told,
    verdict,
)
from chedun_gis.town import town
from chedun_gis.views.shared import bars, bases, desk, stage, table
from chedun_gis.views.shared.held import forget_gone
from chedun_gis.views.shared.plain import literal
from chedun_gis.views.shared.report import report_buttons
from chedun_gis.views.shared.waiting import waited_at_once

_LEAST = 2
_COLOURS = ("#adb5bd", "#0b7285", "#e8590c", "#862e9c")
_PICKED = "scenario_picked"


def show(lang: Lang) -> None:
    """Draw the comparison."""
    kept = [each.scenario for each in desk.shelf().kept() if each.scenario]
    if not kept:
        st.info(say("scenario.pick_two", lang))
        return
    as_is = Scenario("", say("scenario.as_is", lang))
    offered = {each.id: each for each in (as_is, *kept)}
    if forget_gone(_PICKED, offered):
        st.info(say("scenario.off_list", lang), icon=":material/info:")
    chosen = st.multiselect(
        say("scenario.pick", lang),
        list(offered),
        default=list(offered)[: MOST - 1],
        format_func=lambda each: _title(offered[each]),
        max_selections=MOST,
        placeholder=say("app.choose", lang),
        key=_PICKED,
    )
    if len(chosen) < _LEAST:
        return
    picked = [offered[each] for each in chosen]
    picked = [
        replace(each, name=name) for each, name in zip(picked, distinct_names(picked), strict=True)
    ]
    bases.of_all_rules(lang, key="scenario_compared")
    found = told(lambda: compare(town(), picked))
    if isinstance(found, Untold):
        st.warning(literal(found.why[lang]), icon=":material/warning:")
    else:
        _table(found, lang)
    # Named by what is compared: files made of another choice are then forgotten.
    key = "-".join(f"{each.id}{each.time}" for each in picked)
    title = " ".join((say("scenario.compare", lang), *(each.name for each in picked)))
    request = ReportRequest(today().isoformat(), lang, scenarios=tuple(picked))
    report_buttons(lang, key, title=title, request=request)
    if not isinstance(found, Untold):
        _difference(found, lang)
        _chart(found, lang)
    _targets(picked, lang)


def _title(scenario: Scenario) -> str:
    return " · ".join(filter(None, (scenario.name, scenario.author, local_time(scenario.time))))


def _table(found: list[Compared], lang: Lang) -> None:
    chosen = [each.effect.chosen for each in found]
    table.show(
        {
            "scenario.name": [each.scenario.name for each in found],
            "scenario.rule": [each.rule.title[lang] for each in chosen],
            "scenario.share": [percent(each.share(each.after), lang) for each in chosen],
            "scenario.gain": [each.gain_m2 / HECTARE_M2 for each in chosen],
            "scenario.people": [each.gain_people for each in chosen],
            "score.state": [
                verdict(lang, met=each.met(each.after), asked=each.rule.threshold is not None)
                for each in chosen
            ],
            "scenario.author": [each.scenario.author for each in found],
            "scenario.note": [each.scenario.note for each in found],
        },
        lang,
        formats={
            "scenario.gain": "%+.2f ha",
            "scenario.people": "%+.0f",
        },
    )


def _difference(found: list[Compared], lang: Lang) -> None:
    st.subheader(say("scenario.difference", lang))
    first, second = st.columns(2)
    rows = range(len(found))

    def name(row: int) -> str:
        return found[row].scenario.name

    one = first.selectbox(say("scenario.one", lang), rows, format_func=name, key="difference_one")
    other = second.selectbox(
        say("scenario.other", lang), rows, index=1, format_func=name, key="difference_other"
    )
    places = difference_evidence(found[one].effect, found[other].effect)
    stage.show(places, lang)


def _chart(found: list[Compared], lang: Lang) -> None:
    st.subheader(say("scenario.chart", lang))
    rows = pd.DataFrame(
        [
            {
                "rule": effect.rule.title[lang],
                "scenario": each.scenario.name,
                "percent": 100 * share,
            }
            for each in found
            for effect in each.rules
            if (share := effect.share(effect.after)) is not None
        ]
    )
    if rows.empty:
        st.caption(say("indicator.no_value", lang))
        return
    names = [each.scenario.name for each in found]
    known = dict(zip(names, _COLOURS, strict=False))
    bars.show(
        rows,
        {
            "y": bars.names("rule"),
            "yOffset": bars.parts("scenario", names),
            "x": bars.percents("percent", say("coverage.percent", lang)),
            "color": bars.colours("scenario", known, legend={"columns": 1}),
            "tooltip": bars.told(
                {
                    "rule": say("scenario.rule", lang),
                    "scenario": say("scenario.name", lang),
                    "percent": say("coverage.percent", lang),
                },
                percent=".2f",
            ),
        },
        mark={"cornerRadius": 2},
    )


def _targets(picked: list[Scenario], lang: Lang) -> None:
    """Show which targets of the plan each scenario meets."""
    st.subheader(say("scenario.targets", lang))
    every = _results(picked, lang)
    columns = {
        each.name: [_target_words(result, how, lang) for result, how in results]
        for each, results in zip(picked, every, strict=True)
    }
    titles = [result.indicator.title[lang] for result, _ in every[0]]
    st.dataframe(
        pd.DataFrame({say("score.indicator", lang): titles, **columns}),
        hide_index=True,
        width="stretch",
        height="content",
    )


def _results(picked: list[Scenario], lang: Lang) -> list[list[tuple[Result, str]]]:
    """Return the targets of each scenario, with how each comes about where projects are finished.

    Then all that any of the scenarios moves are among them.
    """
    finishes = any(each.finished for each in picked)
    question = SCENARIO_SCORECARD if finishes else SCENARIO_TARGETS
    every = [
        waited_at_once(question, town(), each, lang=lang, key=f"targets_{number}")
        for number, each in enumerate(picked)
    ]
    if not finishes:
        return [[(each, "") for each in results] for results in every]
    now = waited_at_once(SCORECARD, town(), (), "", lang=lang, key="targets_now")
    return [
        [(each.after, how_words(each, lang)) for each in its] for its in targets_shown(now, every)
    ]


def _target_words(result: Result, how: str, lang: Lang) -> str:
    line = line_of(result, lang)
    return " · ".join(filter(None, (*value_words(line, lang).split("\n"), line.state, how)))
