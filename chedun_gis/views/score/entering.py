"""Enter a year's value of an indicator, beside what was entered before."""

from functools import partial
from typing import Any, Final

import streamlit as st

from chedun_gis.indicators import Result, can_be_recorded, measured_of, value_of
from chedun_gis.register import Counted, IndicatorValue
from chedun_gis.texts import Lang, say, today
from chedun_gis.town import town
from chedun_gis.views.score import series
from chedun_gis.views.shared import attached, entry, submitted, table, visitor
from chedun_gis.views.shared.plain import literal

_FORM: Final = "value"
_MEASURED: Final = "measured"
_FIELDS: Final = ("year", "value", "source", "basis", "reliability")
_YEARS: Final = (1949, 2100)


def show(result: Result, lang: Lang) -> None:
    """Draw the values by year, and the form for another."""
    known = town().series.of.get(result.indicator.id, ())
    with st.container():  # always there, so that the form below keeps its place
        if known:
            series.show(result, known, lang)
            _table(known, lang)
        if others := _others(result):
            st.caption(_titles(result, lang)[-1][1])
            _table(others, lang)
    every = (*known, *_others(result))
    files = {f"{each.fact.indicator} {each.fact.year}": each.fact.attachment for each in every}
    attached.show(files, lang)
    submitted.about([name for name, _ in _titles(result, lang)], lang)
    entry.tell(_FORM)
    if visitor.may("editor"):
        _measured(result, lang)
        _form(result, (*known, *_others(result)), lang)


def _others(result: Result) -> tuple[Counted[IndicatorValue], ...]:
    """Return the values that the indicator's are held against."""
    other = result.indicator.other
    return town().series.of.get(other[0], ()) if other else ()


def _titles(result: Result, lang: Lang) -> list[tuple[str, str]]:
    """Return the ids and titles of the series that belong to an indicator, its own first."""
    indicator = result.indicator
    found = [(indicator.id, indicator.title[lang])]
    return [*found, (indicator.other[0], indicator.other[1][lang])] if indicator.other else found


def _measured(result: Result, lang: Lang) -> None:
    """Offer to record what the layers say now."""
    if can_be_recorded(result):
        day, name = today(), result.indicator.id
        st.button(
            say("entry.measured", lang, year=day.year),
            key="value_measured",
            help=say("entry.measured.about", lang),
            icon=":material/pin_invoke:",
            on_click=lambda: entry.send(
                _MEASURED, lambda _: measured_of(town(), name, day, lang), lang, done=lambda: None
            ),
        )
    entry.tell(_MEASURED)
    entry.fault(_MEASURED, lang)


def _table(known: tuple[Counted[IndicatorValue], ...], lang: Lang) -> None:
    facts = [each.fact for each in known]
    table.show(
        {
            "values.year": [str(each.year) for each in facts],
            "values.value": [each.value for each in facts],
            "values.source": [each.source for each in facts],
            "values.basis": [say(f"basis.{each.basis}", lang) for each in facts],
            "entry.reliability": [
                say(f"entry.reliability.{each.reliability}", lang) for each in facts
            ],
            **(_entered(known, lang) if visitor.may("editor") else {}),
        },
        lang,
    )


def _entered(known: tuple[Counted[IndicatorValue], ...], lang: Lang) -> dict[str, list[str]]:
    """Return who entered each value and when, which is not for everybody."""
    return {
        "entry.who": [
            say("register.shipped", lang) if each.shipped else each.who for each in known
        ],
        "entry.at": [entry.when(each.at) for each in known],
    }


def _form(result: Result, known: tuple[Counted[IndicatorValue], ...], lang: Lang) -> None:
    indicator = result.indicator
    # Begun once: what is typed stays when another indicator is looked at, and so does the source,
    # of which many values come.
    if entry.key(_FORM, "year") not in st.session_state:
        _begin()
    title = say("entry.value_of", lang, title=literal(indicator.title[lang]))
    with st.expander(title, icon=":material/edit_note:"), st.form("value_form", border=False):
        titles = dict(_titles(result, lang))
        if len(titles) > 1:
            st.selectbox(
                say("entry.series", lang),
                list(titles),
                format_func=titles.__getitem__,
                key=entry.key(_FORM, f"series {indicator.id}"),
            )
        year, value = st.columns(2)
        year.number_input(
            say("values.year", lang),
            min_value=_YEARS[0],
            max_value=_YEARS[1],
            step=1,
            key=entry.key(_FORM, "year"),
        )
        value.number_input(
            say("entry.value_in", lang, unit=indicator.entered[lang]),
            step=None,
            format="%.12g",
            key=entry.key(_FORM, "value"),
        )
        earlier = [
            entry.Earlier(each.number, f"{each.number} · {each.fact.year} · {each.fact.value:g}")
            for each in known
            if each.number is not None
        ]
        entry.learnt(_FORM, earlier, lang, about=indicator.id)
        entry.fault(_FORM, lang)
        st.form_submit_button(
            say("entry.save", lang),
            key="value_save",
            type="primary",
            on_click=_send,
            args=(indicator.id, lang),
            width="stretch",
        )


def _begin() -> None:
    values: dict[str, Any] = {
        "year": today().year - 1,
        "value": None,
        "source": "",
        "basis": "reported",
        "reliability": "high",
    }
    entry.fill(_FORM, values)


def _send(indicator: str, lang: Lang) -> None:
    chosen = st.session_state.get(entry.key(_FORM, f"series {indicator}"), indicator)
    table = {**entry.table_of(_FORM, _FIELDS, about=indicator), "indicator": chosen}
    done = partial(entry.fill, _FORM, {"value": None})
    entry.send(_FORM, lambda more: [value_of(town(), {**table, **more})], lang, done=done)
