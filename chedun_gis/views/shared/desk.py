"""Keep the scenario at work in the session, and its file on the shelf."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from chedun_gis.scenario import Desk, History, Scenario, Shelf, did
from chedun_gis.texts import Lang, now_utc, say
from chedun_gis.town import settings
from geo import InputError

_KEY = "desk"
_REVISION = "desk_revision"


def shelf() -> Shelf:
    """Return the shelf of this installation."""
    return Shelf(Path(settings().workspace) / "scenarios")


def desk(lang: Lang) -> Desk:
    """Return the desk; at first the scenario that the link asks for, else a new one."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = _first(lang)
    found: Desk = st.session_state[_KEY]
    return found


def put_down(changed: Desk) -> None:
    """Keep the desk as it is now."""
    st.session_state[_KEY] = changed
    st.session_state[_REVISION] = revision() + 1


def revision() -> int:
    """Return a number that grows with every change of the desk.

    Widgets that show the desk have it in their key: a widget that comes back is then a new one,
    and what the user does with it is never taken for a change of an older state.
    """
    number: int = st.session_state.get(_REVISION, 0)
    return number


def edit(lang: Lang, scenario: Scenario) -> None:
    """Make an edit that can be undone."""
    now = desk(lang)
    put_down(replace(now, history=did(now.history, scenario), fault=None))


def new(lang: Lang) -> None:
    """Start over with a scenario that changes nothing."""
    put_down(Desk(History(Scenario("", say("scenario.new_name", lang)))))
    st.query_params.pop("scenario", None)


def start(scenario: Scenario, *, seen: str | None) -> None:
    """Work on this scenario; `seen` is the time of its file, None when it has none."""
    put_down(Desk(History(scenario), seen))
    if scenario.id:
        st.query_params["scenario"] = scenario.id


def save(lang: Lang) -> None:
    """Write the scenario to the shelf; raises what `Shelf.save` raises."""
    now = desk(lang)
    # To the millisecond: two who save within a second must be told apart.
    time = now_utc("milliseconds")
    saved = shelf().save(replace(now.scenario, time=time), seen=now.seen)
    put_down(replace(now, history=replace(now.history, now=saved), seen=saved.time))
    st.query_params["scenario"] = saved.id


def unsaved(now: Desk) -> bool:
    """Tell whether the scenario differs from its file, or has changes and no file."""
    if now.seen is None:
        return bool(now.scenario.changes or now.scenario.switched)
    return now.scenario.time != now.seen or bool(now.history.past or now.history.future)


def _first(lang: Lang) -> Desk:
    fresh = Desk(History(Scenario("", say("scenario.new_name", lang))))
    asked = st.query_params.get("scenario")
    if not asked:
        return fresh
    try:
        kept = shelf().load(asked)
    except InputError as error:
        return replace(fresh, fault=error)
    if kept.scenario is None:
        return replace(fresh, fault=InputError(kept.problems[0].code, **kept.problems[0].params))
    return Desk(History(kept.scenario), kept.scenario.time)
