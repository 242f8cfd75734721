"""Undo and redo: the states that a scenario went through."""

from dataclasses import dataclass

from chedun_gis.scenario.scenario import Scenario

_MOST = 100


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
