"""Edit a scenario on the map: messages of the pen, and the states to go back to."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import shapely
import shapely.geometry
from shapely.errors import GEOSException

from chedun_gis.scenario.scenario import ACTIONS, EDITABLE, Change, Scenario, put, rounded
from chedun_gis.texts import text
from geo import InputError

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}")
_TOKEN = re.compile(r"[a-z0-9]{1,16}")


@dataclass(frozen=True, slots=True)
class History:
    """The scenario as it is, what it was before (latest last), and what was undone (next first)."""

    now: Scenario
    past: tuple[Scenario, ...] = ()
    future: tuple[Scenario, ...] = ()


def did(history: History, scenario: Scenario) -> History:
    """Return the history after an edit; what was undone before is forgotten."""
    if scenario == history.now:
        return history
    return History(scenario, (*history.past, history.now)[-_MOST:])


def undone(history: History) -> History:
    """Return the history one step back; the same when there is none."""
    if not history.past:
        return history
    return History(history.past[-1], history.past[:-1], (history.now, *history.future))


def redone(history: History) -> History:
    """Return the history one step forward again; the same when there is none."""
    if not history.future:
        return history
    return History(history.future[0], (*history.past, history.now), history.future[1:])


@dataclass(frozen=True, slots=True)
class Desk:
    """A scenario at work: its history, and the state `kept` in its file (of a new one, the empty).

    `kept` is None for what came from nowhere that keeps it: a file handed in, an answer turned into
    a scenario. `done` is the number of the last edit taken from the map that `token` names, `fault`
    what the last edit was refused for, `selected` the feature clicked last (layer, id).
    """

    history: History
    kept: Scenario | None = None
    token: str = ""
    done: int = 0
    fault: InputError | None = None
    selected: tuple[str, str] | None = None

    @property
    def scenario(self) -> Scenario:
        """The scenario as it is now."""
        return self.history.now

    @property
    def seen(self) -> str | None:
        """The time of the file's state that was opened or saved last; None without a file."""
        return self.kept.time or None if self.kept else None

    @property
    def unsaved(self) -> bool:
        """Tell whether anything a person made would be lost with this desk."""
        return self.kept is None or content(self.scenario) != content(self.kept)


def content(scenario: Scenario) -> Scenario:
    """Return a scenario without what only says where and when it was kept."""
    return replace(scenario, id="", time="")


def saved_as(desk: Desk, saved: Scenario) -> Desk:
    """Return the desk once its scenario is in a file: every state of it is one of that file."""
    return replace(_identified(desk, saved.id, saved.time), kept=saved, fault=None)


def copied(desk: Desk, name: str) -> Desk:
    """Return the desk with a scenario of its own, in no file yet, that is like the other."""
    copy = _identified(desk, "", "")
    now = replace(copy.scenario, name=name)
    return replace(copy, history=replace(copy.history, now=now), kept=None, fault=None)


def _identified(desk: Desk, scenario_id: str, time: str) -> Desk:
    def named(scenario: Scenario) -> Scenario:
        return replace(scenario, id=scenario_id, time=time)

    past, future = (tuple(map(named, each)) for each in (desk.history.past, desk.history.future))
    return replace(desk, history=History(named(desk.scenario), past, future))


def take(desk: Desk, message: Mapping[str, Any]) -> Desk:
    """Return the desk after a message of the map: a click, or edits of which some may be known.

    An edit that cannot be taken leaves the scenario as it is, with its `fault`. What is not a
    message of our map is ignored.
    """
    layer, feature = str(message.get("layer", "")), str(message.get("id", ""))
    if layer in EDITABLE and _ID.fullmatch(feature):
        return replace(desk, selected=(layer, feature), fault=None)
    token, edits = str(message.get("token", "")), message.get("edits")
    if not _TOKEN.fullmatch(token) or not isinstance(edits, list):
        return desk
    if token != desk.token:
        desk = replace(desk, token=token, done=0)
    for edit in edits:
        number = edit.get("number") if isinstance(edit, dict) else None
        if isinstance(number, int) and number > desk.done:
            desk = replace(_edited(desk, edit), done=number)
    return desk


def _edited(desk: Desk, edit: Mapping[str, Any]) -> Desk:
    layer, feature, action = (str(edit.get(key, "")) for key in ("layer", "id", "action"))
    if action in _TURNS:
        return replace(desk, history=_TURNS[action](desk.history), fault=None)
    if layer not in EDITABLE or action not in ACTIONS or not _ID.fullmatch(feature):
        return desk
    try:
        change = _change(desk.scenario, action, layer, feature, edit.get("geometry"))
    except InputError as error:
        return replace(desk, fault=error)
    history = did(desk.history, put(desk.scenario, change))
    selected = None if action == "removed" else (layer, feature)
    return replace(desk, history=history, selected=selected, fault=None)


def _change(scenario: Scenario, action: str, layer: str, feature: str, geometry: object) -> Change:
    if action == "removed":
        return Change("removed", layer, feature)
    try:
        shape = shapely.geometry.shape(geometry)
    except (GEOSException, ValueError, TypeError, AttributeError, KeyError) as error:
        raise InputError("scenario_shape", layer=layer, expected=EDITABLE[layer]) from error
    if action == "changed":
        return Change("changed", layer, feature, rounded(shape, layer))
    number = 1 + sum(each.action == "added" and each.layer == layer for each in scenario.changes)
    return Change("added", layer, feature, rounded(shape, layer), _names(layer, number))


def _names(layer: str, number: int) -> dict[str, str]:
    name = text("scenario.new_park" if layer == "parks" else "scenario.new_stop", number=number)
    return {"name_zh": name.zh, "name_en": name.en}


_MOST = 100
# Ctrl+Z and Ctrl+Y on the map are edits like others: none is lost, none is taken twice.
_TURNS: Mapping[str, Callable[[History], History]] = {"undone": undone, "redone": redone}
