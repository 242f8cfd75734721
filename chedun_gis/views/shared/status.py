"""Update what has become of a project, from its card."""

from datetime import date
from typing import Any, Final

import streamlit as st

from chedun_gis.indicators import status_of
from chedun_gis.map import Card
from chedun_gis.register import Counted, Fact, ProjectStatus
from chedun_gis.texts import Lang, say, stage_title, today
from chedun_gis.town import STAGED, town
from chedun_gis.views.shared import asking, entry, visitor
from layers import STAGES

_OPEN: Final = "status_open"
_FORM: Final = "status"
_FIELDS: Final = (
    "date",
    "stage",
    "percent",
    "planned_10k_yuan",
    "spent_10k_yuan",
    "body",
    "note",
    "source",
    "basis",
    "reliability",
)
_WHOLE: Final = 100


def show(card: Card, lang: Lang) -> None:
    """Offer to update the project of a card; draw the form while it is open."""
    if card.layer not in STAGED or not visitor.may("editor"):
        return
    st.button(
        say("entry.status", lang),
        key="update_status",
        on_click=_open,
        args=(card.id,),
        width="stretch",
        icon=":material/edit_calendar:",
    )
    entry.tell(_FORM)
    if st.session_state.get(_OPEN) == card.id and not asking.is_open():
        _dialog(card, lang)


def _history(project: str) -> tuple[Counted[ProjectStatus], ...]:
    return town().register.of.get(project, ())


def _open(project: str) -> None:
    """Begin the form with what was known last; date and source are to be said anew."""
    last = town().register.present(project)
    known = last.fact if last else None
    share = known.share_done if known else None
    entry.fill(
        _FORM,
        {
            "date": _this_month(today()),
            "stage": known.stage if known else "planned",
            "percent": None if share is None else _WHOLE * share,
            "planned_10k_yuan": known.planned_10k_yuan if known else None,
            "spent_10k_yuan": known.spent_10k_yuan if known else None,
            "body": known.body if known else "",
            "note": "",
            "source": "",
            "basis": "reported",
            "reliability": "high",
        },
    )
    st.session_state[_OPEN] = project


def _this_month(day: date) -> str:
    return f"{day:%Y-%m}"


def _close() -> None:
    st.session_state.pop(_OPEN, None)


def _dialog(card: Card, lang: Lang) -> None:
    @st.dialog(say("entry.status_of", lang, title=card.title), on_dismiss=_close)
    def form() -> None:
        with st.form("status_form", border=False):
            _fields(card.id, lang)
            entry.fault(_FORM, lang)
            st.form_submit_button(
                say("entry.save", lang),
                key="status_save",
                type="primary",
                on_click=_send,
                args=(card.id, lang),
                width="stretch",
            )
        if st.session_state.get(_OPEN) != card.id:
            st.rerun()

    form()


def _fields(project: str, lang: Lang) -> None:
    left, right = st.columns(2)
    left.text_input(
        say("entry.date", lang), key=entry.key(_FORM, "date"), help=say("help.date", lang)
    )
    right.selectbox(
        say("entry.stage", lang),
        list(STAGES),
        format_func=lambda each: STAGES[each][lang],
        key=entry.key(_FORM, "stage"),
    )
    share, planned, spent = st.columns(3)
    share.number_input(
        say("entry.share", lang),
        min_value=0.0,
        max_value=float(_WHOLE),
        step=5.0,
        format="%g",
        key=entry.key(_FORM, "percent"),
    )
    for column, field in ((planned, "planned_10k_yuan"), (spent, "spent_10k_yuan")):
        column.number_input(
            say(f"entry.{field}", lang),
            min_value=0.0,
            step=100.0,
            format="%g",
            key=entry.key(_FORM, field),
        )
    st.text_input(say("entry.body", lang), key=entry.key(_FORM, "body"), max_chars=400)
    st.text_input(say("entry.note", lang), key=entry.key(_FORM, "note"), max_chars=2000)
    earlier = [
        entry.Earlier(
            each.number, f"{each.number} · {each.fact.date} · {stage_title(each.fact.stage, lang)}"
        )
        for each in _history(project)
        if each.number is not None
    ]
    entry.learnt(_FORM, earlier, lang, about=project)


def _send(project: str, lang: Lang) -> None:
    told = entry.table_of(_FORM, _FIELDS, about=project)
    entry.send(_FORM, lambda more: [_fact(project, {**told, **more}, lang)], lang, done=_close)


def _fact(project: str, told: dict[str, Any], lang: Lang) -> Fact:
    return status_of(town(), _named({**told, "project": project}, lang))


def _named(told: dict[str, Any], lang: Lang) -> dict[str, Any]:
    """Return what the form says by the names of the register's fields."""
    table = dict(told)
    if "percent" in table:
        table["share_done"] = table.pop("percent") / _WHOLE
    if "note" in table:
        table[f"note_{lang}"] = table.pop("note")
    return table
