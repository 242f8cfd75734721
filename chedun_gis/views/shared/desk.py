"""Keep the scenario at work in the session, its draft in the workspace, its file on the shelf."""

from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from chedun_gis.scenario import (
    Desk,
    Draft,
    Drafts,
    History,
    Scenario,
    Shelf,
    copied,
    did,
    holders,
    saved_as,
)
from chedun_gis.server import VISITOR
from chedun_gis.texts import Lang, now_utc, say
from chedun_gis.town import settings
from chedun_gis.views.shared import link, visitor
from geo import InputError

_KEY = "desk"
# In the link of a page: what was drawn and not saved comes back with it.
_DRAFT = "draft"
_SCENARIO = "scenario"


class _Seat:
    """What a session works on.

    Streamlit may end a run wherever its session state is read or written: what belongs together is
    written here at one go, after the seat was fetched.
    """

    __slots__ = ("desk", "draft", "draft_fault")

    def __init__(self, desk: Desk, draft: str = "") -> None:
        self.desk, self.draft = desk, draft
        self.draft_fault: InputError | None = None


def shelf() -> Shelf:
    """Return the shelf of this installation."""
    return Shelf(Path(settings().workspace) / "scenarios")


def drafts() -> Drafts:
    """Return the drafts of this visitor."""
    folder = Path(settings().workspace) / "drafts"
    return Drafts(folder, str(st.context.cookies.get(VISITOR, "")))


def desk(lang: Lang) -> Desk:
    """Return the desk; at first the draft or scenario that the link asks for, else a new one."""
    return _seat(lang).desk


def begun() -> bool:
    """Tell whether this session has a desk, or its link leads to a draft."""
    return _KEY in st.session_state or _DRAFT in st.query_params


def put_down(changed: Desk, lang: Lang) -> None:
    """Keep the desk as it is now, and its draft while anything of it is unsaved."""
    seat, kept = _seat(lang), drafts()
    session = _session()
    was, seat.desk = seat.desk, _heard(changed, seat.desk)
    if changed.scenario == was.scenario and changed.kept == was.kept:
        return
    if changed.unsaved and visitor.may("editor"):
        try:
            seat.draft = kept.keep(seat.draft, changed.scenario)
            seat.draft_fault = None
        except InputError as error:
            seat.draft_fault = error
        holders().take(seat.draft, session, _alive)
    else:
        kept.forget(seat.draft)
        seat.draft = ""
    keep_link(lang)


def edit(lang: Lang, scenario: Scenario) -> None:
    """Make an edit that can be undone."""
    now = desk(lang)
    put_down(replace(now, history=did(now.history, scenario), fault=None), lang)


def new(lang: Lang) -> None:
    """Start over with a scenario that changes nothing."""
    put_down(_fresh(lang), lang)


def start(scenario: Scenario, lang: Lang, *, kept: bool) -> None:
    """Work on this scenario; `kept` tells that it is on the shelf as it is."""
    put_down(Desk(History(scenario), scenario if kept else None), lang)


def resume(draft: Draft, lang: Lang) -> None:
    """Go on with a draft that nobody works on; the one at work until now is given up."""
    seat = _seat(lang)
    drafts().forget(seat.draft)
    seat.desk, seat.draft = _heard(_desk_of(draft), seat.desk), _taken(draft)
    keep_link(lang)


def others(lang: Lang) -> list[Draft]:
    """Return this visitor's other drafts that no session works on, and that say something else."""
    seat, kept, session = _seat(lang), drafts(), _session()
    free = [each for each in kept.ids() if each != seat.draft]
    free = [each for each in free if holders().free(each, session, _alive)]
    found = filter(None, map(kept.load, free))
    return [each for each in found if each.scenario != seat.desk.scenario]


def save(lang: Lang) -> None:
    """Write the scenario to the shelf; raises what `Shelf.save` raises."""
    seat, kept = _seat(lang), drafts()
    # To the millisecond: two who save within a second must be told apart.
    time = now_utc("milliseconds")
    now = seat.desk
    saved = shelf().save(replace(now.scenario, time=time), by=visitor.person(), seen=now.seen)
    seat.desk = saved_as(now, saved)
    kept.forget(seat.draft)
    seat.draft = ""
    keep_link(lang)


def save_copy(name: str, lang: Lang) -> None:
    """Write a copy of the scenario to the shelf and go on with it; raises as `save`."""
    put_down(copied(desk(lang), name), lang)
    save(lang)


def taken_off(scenario_id: str, lang: Lang) -> None:
    """Take a scenario off the shelf; the one at work stays, and is in no file any more."""
    shelf().remove(scenario_id, by=visitor.person())
    now = desk(lang)
    if now.kept and now.kept.id == scenario_id:
        put_down(copied(now, now.scenario.name), lang)


def draft_fault(lang: Lang) -> InputError | None:
    """Return why the draft could not be written last, None when it was."""
    return _seat(lang).draft_fault


def keep_link(lang: Lang) -> None:
    """Put into the link what brings the desk back: the scenario's file, and its draft."""
    seat = _seat(lang)
    kept = seat.desk.kept
    link.put({_SCENARIO: kept.id if kept else "", _DRAFT: seat.draft})


def asked_for(lang: Lang) -> str:
    """Return the scenario that the link asks for by now, "" when it is the one at work."""
    asked, kept = link.wish(_SCENARIO), desk(lang).kept
    return "" if kept and kept.id == asked else asked


def open_kept(scenario_id: str, lang: Lang) -> None:
    """Work on a scenario of the shelf; what is wrong with it becomes the desk's fault."""
    put_down(_opened(scenario_id, desk(lang)), lang)
    keep_link(lang)


def _seat(lang: Lang) -> _Seat:
    if _KEY not in st.session_state:
        st.session_state[_KEY] = _first(lang)
    seat: _Seat = st.session_state[_KEY]
    return seat


def _first(lang: Lang) -> _Seat:
    draft = drafts().load(st.query_params.get(_DRAFT, ""))
    if draft is not None:
        return _Seat(_desk_of(draft), _taken(draft))
    asked, fresh = st.query_params.get(_SCENARIO), _fresh(lang)
    return _Seat(_opened(asked, fresh) if asked else fresh)


def _heard(desk: Desk, before: Desk) -> Desk:
    """Return the desk knowing what the map has said: the same map says all of it again."""
    return desk if desk.token else replace(desk, token=before.token, done=before.done)


def _fresh(lang: Lang) -> Desk:
    fresh = Scenario("", say("scenario.new_name", lang))
    return Desk(History(fresh), fresh)


def _opened(scenario_id: str, otherwise: Desk) -> Desk:
    try:
        found = shelf().load(scenario_id)
    except InputError as error:
        return replace(otherwise, fault=error)
    if found.scenario is None:
        [problem, *_] = found.problems
        return replace(otherwise, fault=InputError(problem.code, **problem.params))
    return Desk(History(found.scenario), found.scenario)


def _desk_of(draft: Draft) -> Desk:
    """Return the desk as it was left; undo begins here."""
    now = draft.scenario
    kept = None
    if now.id and now.time:
        there = _opened(now.id, Desk(History(now))).kept
        # Of another state, saving will say so.
        kept = there if there and there.time == now.time else Scenario(now.id, "", time=now.time)
    return Desk(History(now), kept)


def _taken(draft: Draft) -> str:
    """Return the draft to write to: this one, or a copy while another tab works on it."""
    if holders().take(draft.id, _session(), _alive):
        return draft.id
    try:
        copy = drafts().keep("", draft.scenario)
    except InputError:
        return ""
    holders().take(copy, _session(), _alive)
    return copy


def _session() -> str:
    context = get_script_run_ctx()
    return context.session_id if context else ""


def _alive(session: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(session)
