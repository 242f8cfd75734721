"""Show what was entered and by whom, review it, and verify that the register is whole."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from chedun_gis.indicators import about_of, date_of, entry_words, titles
from chedun_gis.register import Event, Fact, Review, reasons, required, verdicts
from chedun_gis.texts import Lang, say
from chedun_gis.town import ledger, town, workspace
from chedun_gis.views.shared import attached, entry, table, visitor
from chedun_gis.views.shared.plain import literal
from layers import LAYERS

_FORM: Final = "review"
_REASON: Final = "review_reason"
_CHOSEN: Final = "review_chosen"
# The last ones; all are in `history`.
_MOST: Final = 200


def show(lang: Lang) -> None:
    """Draw the section for whoever may enter; who entered what is not public."""
    if not visitor.may("editor"):
        return
    st.subheader(say("register.title", lang))
    found = ledger().record()
    if not found.events:
        st.write(say("register.nothing", lang))
        return
    st.write(literal(say("register.about", lang, head=found.head)))
    entry.tell(_FORM)
    entry.fault(_FORM, lang)
    if visitor.may("reviewer"):
        _waiting(found.events, lang)
    _events(found.events, lang)
    if st.button(say("register.check", lang), key="register_check", icon=":material/link:"):
        _check(lang)


def _events(events: Sequence[Event], lang: Lang) -> None:
    said, names = verdicts(events), titles(town(), lang)
    why = reasons(events)
    shown = [each for each in reversed(events) if not isinstance(each.fact, Review)][:_MOST]
    table.show(
        {
            "register.number": [each.number for each in shown],
            "register.subject": [_title(each, names) for each in shown],
            "register.date": [date_of(each.fact) for each in shown],
            "register.words": [entry_words(each.fact, town(), lang) for each in shown],
            "register.verdict": [
                say(f"verdict.{said[each.number]}", lang, reason=why.get(each.number, ""))
                for each in shown
            ],
            "entry.who": [
                say("register.shipped", lang) if each.shipped else each.who for each in shown
            ],
            "entry.at": [entry.when(each.at) for each in shown],
        },
        lang,
        height=320,
    )


def _title(event: Event, names: Mapping[str, str]) -> str:
    return names.get(about_of(event.fact), about_of(event.fact))


def _waiting(events: Sequence[Event], lang: Lang) -> None:
    """Let a reviewer accept what was submitted, or return it for a reason."""
    said, names = verdicts(events), titles(town(), lang)
    open_ = {
        each.number: " · ".join(
            (str(each.number), _title(each, names), entry_words(each.fact, town(), lang))
        )
        for each in events
        if said.get(each.number) == "submitted"
    }
    if not open_:
        return
    with st.container(border=True):
        st.selectbox(
            say("register.waiting", lang), list(open_), format_func=open_.__getitem__, key=_CHOSEN
        )
        chosen = int(st.session_state.get(_CHOSEN) or 0)
        facts = [each.fact for each in events if each.number == chosen]
        attached.show(
            {open_.get(chosen, ""): getattr(each, "attachment", "") for each in facts}, lang
        )
        st.text_input(say("register.reason", lang), key=_REASON, max_chars=400)
        yes, no = st.columns(2)
        yes.button(
            say("register.accept", lang),
            key="review_accept",
            type="primary",
            width="stretch",
            on_click=_review,
            args=("accepted", lang),
        )
        no.button(
            say("register.return", lang),
            key="review_return",
            width="stretch",
            on_click=_review,
            args=("returned", lang),
        )


def _review(verdict: str, lang: Lang) -> None:
    number = st.session_state[_CHOSEN]
    reason = st.session_state.get(_REASON, "") if verdict == "returned" else ""

    def made(_: Mapping[str, object]) -> Sequence[Fact]:
        return [required("review", {"entry": number, "verdict": verdict, "reason": reason})]

    def done() -> None:
        st.session_state[_REASON] = ""

    told = say(f"register.{verdict}", lang, number=number, reason=reason)
    entry.send(_FORM, made, lang, done=done, told=told)


def _check(lang: Lang) -> None:
    broken, now = ledger().verify(), ledger().head()
    if broken is None:
        words = say("register.whole", lang, count=now.number, head=now)
        st.success(literal(words), icon=":material/verified:")
    else:
        words = say(f"register.{broken.what}", lang, number=broken.number)
        st.error(words, icon=":material/link_off:")
        return
    for each in workspace().strayed():
        title = LAYERS[each.layer].title[lang]
        words = say("register.layer_other", lang, layer=title, version=each.version)
        st.error(literal(words), icon=":material/link_off:")
    for other in workspace().plans.strayed():
        words = say("register.plan_other", lang, plan=other.plan, version=other.version)
        st.error(literal(words), icon=":material/link_off:")
