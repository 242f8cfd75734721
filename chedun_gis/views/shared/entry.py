"""Enter into the register from a page: what the forms have in common, and what becomes of it.

What somebody types stays in the form until it is entered or given up: a fault takes nothing away,
and neither does another's entry, which draws the page anew.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

import streamlit as st

from chedun_gis.register import BASES, RELIABILITIES, Fact, Review
from chedun_gis.texts import Lang, joined, local_time, say, sentence_of
from chedun_gis.town import ledger, source
from chedun_gis.views.shared import attached, visitor
from chedun_gis.views.shared.plain import literal, words_of
from geo import InputError, Problem

_FAULT: Final = "entry_fault"
_DONE: Final = "entry_done"
_NONE: Final = ""
_SAID_S: Final = 30.0
_LABELS: Final = {
    "date": "entry.date",
    "stage": "entry.stage",
    "share_done": "entry.share",
    "planned_10k_yuan": "entry.planned_10k_yuan",
    "spent_10k_yuan": "entry.spent_10k_yuan",
    "body": "entry.body",
    "note_zh": "entry.note",
    "note_en": "entry.note",
    "note": "explain.note",
    "source": "values.source",
    "basis": "values.basis",
    "reliability": "entry.reliability",
    "corrects": "entry.corrects",
    "year": "values.year",
    "value": "values.value",
    "reason": "register.reason",
    "name_zh": "project.name_zh",
    "name_en": "project.name_en",
    "sector": "project.sector",
    "clause": "project.clause",
    "target_year": "project.target_year",
    "zone": "project.zone",
    "accuracy_m": "project.accuracy",
    "lon_deg": "project.where",
    "lat_deg": "project.where",
    "indicator": "effect.indicator",
    "amount": "effect.amount",
    "layer": "effect.feature",
    "feature": "effect.feature",
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """An entry that a new one may correct: its number and what it says."""

    number: int
    words: str


def key(form: str, field: str) -> str:
    """Return the key of a field's widget."""
    return f"entry_{form}_{field}"


def fill(form: str, values: Mapping[str, Any]) -> None:
    """Begin a form with these values."""
    for field, value in values.items():
        st.session_state[key(form, field)] = value
    st.session_state.pop(_FAULT, None)


def learnt(form: str, earlier: list[Earlier], lang: Lang, *, about: str) -> None:
    """Draw the fields about how it is known: source, basis, reliability, correction, a file."""
    st.text_input(
        say("entry.source", lang),
        key=key(form, "source"),
        placeholder=say("entry.source.hint", lang),
        max_chars=400,
    )
    left, right = st.columns(2)
    left.selectbox(
        say("values.basis", lang),
        BASES,
        format_func=lambda each: say(f"basis.{each}", lang),
        key=key(form, "basis"),
    )
    right.selectbox(
        say("entry.reliability", lang),
        RELIABILITIES,
        format_func=lambda each: say(f"entry.reliability.{each}", lang),
        key=key(form, "reliability"),
    )
    if earlier:
        titles: dict[int | None, str] = {None: say("entry.corrects.none", lang)}
        titles |= {each.number: each.words for each in earlier}
        st.selectbox(
            say("entry.corrects", lang),
            list(titles),
            format_func=titles.__getitem__,
            key=key(form, f"corrects {about}"),
        )
    attached.ask(form, lang)


def table_of(form: str, fields: tuple[str, ...], *, about: str) -> dict[str, Any]:
    """Return what a form about something holds; an empty field says nothing."""
    found = {field: st.session_state.get(key(form, field)) for field in fields}
    found["corrects"] = st.session_state.get(key(form, f"corrects {about}"))
    return {
        field: value.strip() if isinstance(value, str) else value
        for field, value in found.items()
        if value is not None and value != _NONE
    }


def send(
    form: str,
    made: Callable[[Mapping[str, object]], Sequence[Fact]],
    lang: Lang,
    *,
    done: Callable[[], None],
    told: str = "",
) -> None:
    """Enter what a form says; a fault is kept for the form, whose fields stay as they are.

    `made` is given more fields: the file that is attached, which is kept only when all else is
    right. `told` is what is said then, else under which numbers it was entered.
    """
    by = visitor.person()
    try:
        seed = source().seed().required()
        facts = made({})
        more = attached.kept(form)
        facts = made(more) if more else facts
        # Whoever is alone has nobody else to accept what they enter.
        counts = by.alone and not any(isinstance(fact, Review) for fact in facts)
        entered = ledger().append(facts, by=by, accept=counts, seed=seed)
    except InputError as error:
        st.session_state[_FAULT] = (form, error)
        st.session_state.pop(_DONE, None)
        return
    numbers = [str(each.number) for each in entered if not isinstance(each.fact, Review)]
    words = "entry.done" if by.alone else "entry.submitted"
    numbered = say(words, lang, numbers=joined(numbers, lang), count=len(numbers))
    st.session_state[_DONE] = form, told or numbered, None
    st.session_state.pop(_FAULT, None)
    attached.forget(form)
    done()


def fault(form: str, lang: Lang) -> None:
    """Say what is wrong with what was sent last; nothing when it was entered."""
    of, error = st.session_state.get(_FAULT, ("", None))
    with st.container():  # always there, so that the button below keeps its place
        if of == form:
            problems: tuple[Problem, ...] = error.params.get("problems", ())
            lines = [literal(_line(each, lang)) for each in problems] or [words_of(error, lang)]
            # Of what is asked for in two fields there is one line.
            st.error("\n\n".join(dict.fromkeys(lines)), icon=":material/error:")


def _line(problem: Problem, lang: Lang) -> str:
    """Return what is wrong with a field, called as it is in the form."""
    name = say(_LABELS[problem.field], lang) if problem.field in _LABELS else str(problem.field)
    if problem.code == "key_missing":
        return say("entry.needed", lang, field=name)
    colon = "：" if lang == "zh" else ": "
    return f"{name}{colon}{sentence_of(problem, lang)}"


def tell(form: str) -> None:
    """Say for a while that what a form said was entered.

    Not once alone: the page is drawn anew at any time, as when the map tells that the town is
    another.
    """
    of, done, since_s = st.session_state.get(_DONE, ("", "", None))
    with st.container():  # always there, so that what stands below keeps its place
        if of != form:
            return
        if since_s is None:  # what is entered may have to be waited for before it is seen
            since_s = monotonic()
            st.session_state[_DONE] = of, done, since_s
        if monotonic() - since_s < _SAID_S:
            st.success(done, icon=":material/task_alt:")


def when(at: str) -> str:
    """Return the moment of an entry in local time, "" for what came with the data."""
    return local_time(at) if at else ""
