"""Edit a scenario on the map: messages of the pen, and the states to go back to."""

import re
from collections.abc import Mapping
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
    """A scenario at work: its history, the time of the state that was opened (None when new).

    `done` is the number of the last edit taken from the map that `token` names, `fault` what the
    last edit was refused for, `selected` the feature clicked last (layer, id).
    """

    history: History
    seen: str | None = None
    token: str = ""
    done: int = 0
    fault: InputError | None = None
    selected: tuple[str, str] | None = None

    @property
    def scenario(self) -> Scenario:
        """The scenario as it is now."""
        return self.history.now


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
