"""Ask what to survey next: which features make the figures true at the least cost."""

import streamlit as st

from chedun_gis.analysis import (
    BUDGET_DAYS,
    DAYS,
    FIGURES,
    PARKS,
    SURVEY,
    TRIP_DAYS,
    SurveyQuestion,
    SurveySheet,
    layer_and_id,
    stale_features,
    stale_words,
)
from chedun_gis.texts import Lang, joined, percent, say, today
from chedun_gis.town import town
from chedun_gis.views.shared import choices, stage, table
from chedun_gis.views.shared.downloads import file_name
from chedun_gis.views.shared.drawer import drawer
from chedun_gis.views.shared.plain import literal, refuse
from chedun_gis.views.shared.waiting import waited
from chedun_gis.views.survey import field
from geo import InputError
from layers import LAYERS

_ANSWER = "survey_answer"
_HEIGHT_PX = 300


def show(lang: Lang) -> None:
    """Draw the page."""
    st.header(say("survey.title", lang))
    st.write(say("survey.intro", lang))
    question = _question(lang)
    if st.button(say("survey.ask", lang), type="primary", icon=":material/straighten:"):
        _find(question, lang)
    answer: tuple[SurveyQuestion, str, SurveySheet] | None = st.session_state.get(_ANSWER)
    with st.container():
        if answer is not None:
            asked, state, sheet = answer
            if (asked, state) != (question, town().digest):
                st.warning(say("survey.stale", lang), icon=":material/history:")
            _answer(sheet, lang)
    field.show(lang)
    _stale(lang)


def _stale(lang: Lang) -> None:
    """Name what is older than its kind may become."""
    try:
        found = stale_features(town(), today())
    except InputError as error:
        refuse(error, lang)
        return
    if not found:
        return
    count = sum(each.count for each in found)
    with st.expander(say("stale.title", lang, count=count), icon=":material/event_busy:"):
        st.caption(say("stale.intro", lang))
        lines = [literal(stale_words(each, lang)) for each in found]
        st.markdown("\n".join(f"- {line}" for line in lines))


def _question(lang: Lang) -> SurveyQuestion:
    """Ask for the figures, and what surveying costs."""
    titles = {name: title[lang] for name, title in FIGURES.items()}
    here, label = st.container(), say("survey.figures", lang)
    default = FIGURES[PARKS][lang]
    chosen = choices.several(here, label, titles, lang, name="figures", placeholder=default)
    budget = _days("budget", say("survey.budget", lang), 1000.0, BUDGET_DAYS, lang)
    with st.expander(say("survey.costs", lang), icon=":material/payments:"):
        trip = _days("trip", say("survey.trip", lang), 100.0, TRIP_DAYS, lang)
        days = []
        for layer, guess in DAYS.items():
            each = say("survey.days_of", lang, layer=LAYERS[layer].title[lang])
            days.append((layer, _days(f"days_{layer}", each, 100.0, guess, lang)))
    return SurveyQuestion(tuple(chosen) or (PARKS,), tuple(days), trip, budget)


def _days(name: str, label: str, most: float, guess: float, lang: Lang) -> float:
    here = st.container()
    return float(
        choices.number(here, label, (0.0, most), lang, name=name, otherwise=guess, step=0.05)
    )


def _find(question: SurveyQuestion, lang: Lang) -> None:
    """Search with a bar that shows how far it is; another click anywhere stops it."""
    st.session_state[_ANSWER] = None
    here = town()
    try:
        found = waited(SURVEY, here, question, lang=lang, key="survey")
    except InputError as error:
        refuse(error, lang)
        return
    st.session_state[_ANSWER] = (question, here.digest, found)
    st.rerun()


def _answer(sheet: SurveySheet, lang: Lang) -> None:
    if not sheet.steps:
        st.info(say("survey.none", lang), icon=":material/info:")
        return
    for line in sheet.summary(lang):
        st.success(literal(line), icon=":material/straighten:")
    st.caption(say("survey.certain_means", lang))
    stage.show(sheet.places, lang, on_place=lambda _: None)
    _steps(sheet, lang)
    _items(sheet, lang)
    st.download_button(
        say("survey.download", lang),
        data=sheet.order,
        file_name=file_name("survey-order.geojson", lang),
        mime="application/geo+json",
        icon=":material/download:",
        on_click="ignore",
    )


def _steps(sheet: SurveySheet, lang: Lang) -> None:
    """Show what each step adds, costs and is expected to bring."""
    st.subheader(say("survey.steps", lang))
    columns: dict[str, list[object]] = {
        "survey.step": list(range(1, len(sheet.steps) + 1)),
        "survey.what": [_what(sheet, step.keys, lang) for step in sheet.steps],
        "survey.days": [step.cost for step in sheet.steps],
        "survey.total": [step.total_cost for step in sheet.steps],
    }
    for number, figure in enumerate(sheet.figures):
        title = figure.title[lang]
        columns[say("survey.expected", lang, figure=title)] = [
            " – ".join(percent(end, lang, 0) for end in step.intervals[number])
            for step in sheet.steps
        ]
        columns[say("survey.certain", lang, figure=title)] = [
            f"{step.certain[number]:.0f} / {figure.homes}" for step in sheet.steps
        ]
    formats = {"survey.days": "%.2f", "survey.total": "%.2f"}
    table.show(columns, lang, formats=formats, height="auto")


def _what(sheet: SurveySheet, keys: tuple[str, ...], lang: Lang) -> str:
    """Return the name of what is surveyed, or how many of which layers where it is several."""
    if len(keys) == 1:
        return str(sheet.items.loc[keys[0], f"name_{lang}"])
    layers = [layer_and_id(key)[0] for key in keys]
    counts = joined(
        (
            say("survey.count", lang, layer=LAYERS[each].title[lang], count=layers.count(each))
            for each in dict.fromkeys(layers)
        ),
        lang,
    )
    zones = sheet.items.loc[list(keys), f"zone_{lang}"].unique()
    return f"{zones[0]} · {counts}" if len(zones) == 1 else counts


def _items(sheet: SurveySheet, lang: Lang) -> None:
    """List every feature to be surveyed with where it lies, in the drawer below the map."""
    items = sheet.items
    with drawer(say("survey.items", lang, count=len(items)), lang) as opened:
        if opened:
            table.show(
                {
                    "#": items["order"].to_numpy(),
                    "survey.name": items[f"name_{lang}"].to_numpy(),
                    "survey.layer": [LAYERS[each].title[lang] for each in items["layer"]],
                    "survey.zone": items[f"zone_{lang}"].to_numpy(),
                    "survey.accuracy": items["accuracy_m"].to_numpy(),
                    "survey.lon": items["lon_deg"].to_numpy(),
                    "survey.lat": items["lat_deg"].to_numpy(),
                    "survey.days": items["days"].to_numpy(),
                },
                lang,
                formats={
                    "survey.accuracy": "%.0f",
                    "survey.lon": "%.6f",
                    "survey.lat": "%.6f",
                    "survey.days": "%.2f",
                },
                height=_HEIGHT_PX,
            )
