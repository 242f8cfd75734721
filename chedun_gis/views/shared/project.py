"""Enter a project that is new, or where an old one is: the form, and the click on the map.

The form stands in the panel of whichever tool is at hand, so that the map stays free; while it is
open a click on the map says the place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from chedun_gis.indicators import new_project_of, place_of, titles
from chedun_gis.map import Card
from chedun_gis.register import Counted, Fact, NewProject
from chedun_gis.texts import Lang, say, today
from chedun_gis.town import PROJECTS, town
from chedun_gis.views.shared import entry, stage, visitor
from chedun_gis.views.shared.plain import literal
from layers import LAYERS, STAGES

_OPEN: Final = "project_open"
_POINT: Final = "project_point"
_FORM: Final = "project"
_SECTORS: Final = LAYERS[PROJECTS].column("sector").choices
_LOCATIONS: Final = LAYERS[PROJECTS].column("location_type").choices
# Of those the place is the one that was clicked.
_CLICKED: Final = ("exact", "approximate")
_WHERE: Final = ("location", "zone", "accuracy_m")
_LEARNT: Final = ("date", "source", "basis", "reliability")
_ABOUT: Final = ("name_zh", "name_en", "sector", "clause", "body", "target_year", "stage")
_YEARS: Final = (1949, 2100)
_USUAL_M: Final = 50.0


@dataclass(frozen=True, slots=True)
class _Open:
    """What the form is about: a project by its id, or with "" one that is new.

    With `corrects` it is what an earlier entry says of a new one, and not its place.
    """

    project: str
    corrects: int | None = None


def offer_new(lang: Lang) -> None:
    """Offer to enter a project that is new."""
    if visitor.may("editor"):
        _button("project_new", "project.new", ":material/add_location_alt:", "", lang)


def offer_place(card: Card, lang: Lang) -> None:
    """Offer to say where the project of a card is."""
    if card.layer == PROJECTS and visitor.may("editor"):
        _button("project_place", "project.place", ":material/location_on:", card.id, lang)
        if _entered(card.id) is not None:
            _button("project_correct", "project.correct", ":material/edit:", card.id, lang)


def _entered(project: str) -> Counted[NewProject] | None:
    """Return the entry by which a project is known, where the layer's file does not know it."""
    found = town().register.new.get(project)
    return found if found is not None and found.number is not None else None


def show(lang: Lang) -> None:
    """Draw the form while it is open."""
    entry.tell(_FORM)
    found: _Open | None = st.session_state.get(_OPEN)
    if found is None or not visitor.may("editor"):
        return
    if not found.corrects:
        stage.aim(_pointed, st.session_state.get(_POINT))
    with st.container(border=True, key="project_entry"):
        names = titles(town(), lang)
        title = literal(names.get(found.project, found.project))
        kind = "correct_of" if found.corrects else "place_of"
        words = say(f"project.{kind}", lang, title=title)
        st.subheader(words if found.project else say("project.new", lang))
        if not found.corrects:
            _point(lang)
        with st.form("project_form", border=False):
            if not found.project or found.corrects:
                _about(lang)
            if not found.corrects:
                _where(lang)
            st.text_input(
                say("entry.date", lang), key=entry.key(_FORM, "date"), help=say("help.date", lang)
            )
            earlier = [] if found.corrects else _earlier(found.project)
            entry.learnt(_FORM, earlier, lang, about=found.project)
            entry.fault(_FORM, lang)
            st.form_submit_button(
                say("entry.save", lang),
                key="project_save",
                type="primary",
                on_click=_send,
                args=(found, lang),
                width="stretch",
            )
        st.button(say("project.cancel", lang), key="project_cancel", on_click=_close)


def _point(lang: Lang) -> None:
    """Say which place was clicked, and let it be given up."""
    point = st.session_state.get(_POINT)
    st.caption(say("project.click", lang))
    said, off = st.columns([3, 1], vertical_alignment="center")
    said.text(_said(point, lang))
    if point is not None:
        off.button(say("project.unpoint", lang), key="project_unpoint", on_click=_unpointed)


def _earlier(project: str) -> list[entry.Earlier]:
    """Return the place that was entered last, which a new one may correct."""
    known = town().register.places.get(project)
    if known is None or known.number is None:
        return []
    return [entry.Earlier(known.number, f"{known.number} · {known.fact.date}")]


def _button(key: str, words: str, icon: str, project: str, lang: Lang) -> None:
    busy = _OPEN in st.session_state
    st.button(
        say(words, lang),
        key=key,
        on_click=_correct if key == "project_correct" else _open,
        args=(project,),
        width="stretch",
        icon=icon,
        disabled=busy,
        help=say("project.busy", lang) if busy else None,
    )


def _open(project: str) -> None:
    _unpointed()
    entry.fill(
        _FORM,
        {
            **dict.fromkeys(("name_zh", "name_en", "clause", "body", "source"), ""),
            "sector": next(iter(_SECTORS)),
            "target_year": None,
            "stage": "",
            "location": "approximate" if project else "not_located",
            "zone": "",
            "accuracy_m": _USUAL_M,
            "date": today().isoformat(),
            "basis": "reported",
            "reliability": "high",
        },
    )
    st.session_state[_OPEN] = _Open(project)
    stage.ask_for_page()


def _correct(project: str) -> None:
    """Begin the form with what was entered of a new project."""
    _open(project)
    known = _entered(project)
    if known is None:
        return
    fact = known.fact
    told = {name: getattr(fact, name) for name in _ABOUT if name != "stage"}
    entry.fill(_FORM, told | {"source": fact.source, "stage": ""})
    st.session_state[_OPEN] = _Open(project, known.number)


def _close() -> None:
    st.session_state.pop(_OPEN, None)
    st.session_state.pop(_POINT, None)
    stage.ask_for_page()


def _pointed(lat_deg: float, lng_deg: float) -> None:
    st.session_state[_POINT] = lat_deg, lng_deg


def _unpointed() -> None:
    st.session_state.pop(_POINT, None)


def _said(point: tuple[float, float] | None, lang: Lang) -> str:
    if point is None:
        return say("project.no_point", lang)
    return say("project.point", lang, lat=point[0], lng=point[1])


def _about(lang: Lang) -> None:
    st.text_input(say("project.name_zh", lang), key=entry.key(_FORM, "name_zh"), max_chars=200)
    st.text_input(say("project.name_en", lang), key=entry.key(_FORM, "name_en"), max_chars=200)
    left, right = st.columns(2)
    left.selectbox(
        say("project.sector", lang),
        list(_SECTORS),
        format_func=lambda each: _SECTORS[each][lang],
        key=entry.key(_FORM, "sector"),
    )
    right.selectbox(
        say("entry.stage", lang),
        ["", *STAGES],
        format_func=lambda each: STAGES[each][lang] if each else say("project.no_stage", lang),
        key=entry.key(_FORM, "stage"),
    )
    left, right = st.columns(2)
    left.text_input(
        say("project.clause", lang),
        key=entry.key(_FORM, "clause"),
        max_chars=40,
        placeholder="9.2.2",
    )
    right.number_input(
        say("project.target_year", lang),
        min_value=_YEARS[0],
        max_value=_YEARS[1],
        step=1,
        key=entry.key(_FORM, "target_year"),
    )
    st.text_input(say("entry.body", lang), key=entry.key(_FORM, "body"), max_chars=400)


def _where(lang: Lang) -> None:
    zones = town().loaded("zones").frame
    names = {"": say("project.no_zone", lang)}
    names |= dict(zip(zones["id"], zones[f"name_{lang}"], strict=True))
    left, right = st.columns(2)
    left.selectbox(
        say("project.location", lang),
        list(_LOCATIONS),
        format_func=lambda each: _LOCATIONS[each][lang],
        key=entry.key(_FORM, "location"),
    )
    right.number_input(
        say("project.accuracy", lang),
        min_value=0.0,
        step=10.0,
        format="%g",
        key=entry.key(_FORM, "accuracy_m"),
    )
    st.selectbox(
        say("project.zone", lang),
        list(names),
        format_func=names.__getitem__,
        key=entry.key(_FORM, "zone"),
    )


def _send(about: _Open, lang: Lang) -> None:
    project = about.project
    if about.corrects:
        asked: tuple[str, ...] = (*_ABOUT, *_LEARNT)
    else:
        asked = (*_WHERE, *_LEARNT) if project else (*_ABOUT, *_WHERE, *_LEARNT)
    table = entry.table_of(_FORM, asked, about=project)
    if about.corrects:
        table["corrects"] = about.corrects
    else:
        _point_out(table)
    made: list[str] = []

    def facts(more: Mapping[str, object]) -> Sequence[Fact]:
        told = {**table, **more}
        if project and not about.corrects:
            return [place_of(town(), {**told, "project": project})]
        found = new_project_of(town(), told)
        made[:] = [each.project for each in found if isinstance(each, NewProject)]
        return found

    def done() -> None:
        _close()
        # What has to be accepted first is not on the map yet.
        if visitor.person().alone or project:
            stage.choose(PROJECTS, project or made[0], fly=True)

    entry.send(_FORM, facts, lang, done=done)


def _point_out(table: dict[str, Any]) -> None:
    """Let a table say the place that was clicked, unless another way of knowing it was chosen."""
    point = st.session_state.get(_POINT)
    if point is not None and table["location"] == "not_located":
        table["location"] = "approximate"
    if table["location"] not in _CLICKED:
        table.pop("accuracy_m", None)
    elif point is not None:
        table["lat_deg"], table["lon_deg"] = point
