"""Own what the one map shows: selection, the result's place at hand, view; messages change it.

A stage is a small value; `told` and the functions beside it return the next one and change
nothing. What the map itself knows best, its view and the layers that are on, it keeps by itself and
says only in a link.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from layers import LAYERS

# What the map calls the places of a result, beside its layers.
EVIDENCE = "evidence"
# Nothing else of a feature enters the page of the map.
_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}")
_TOKEN = re.compile(r"[a-z0-9]{1,24}")
# What can be on or off: layers, and what some of them reach.
SHOWABLE = frozenset(LAYERS) | {f"{layer.id}/reach" for layer in LAYERS.values() if layer.reach}
# A link may ask for a view anywhere on the map, at the map's own zooms.
_ZOOMS = (9.0, 20.0)
_LATITUDES, _LONGITUDES = (-85.0, 85.0), (-180.0, 180.0)


@dataclass(frozen=True, slots=True)
class Spot:
    """A feature by layer and id, or a place of the result by its id."""

    layer: str
    id: str


@dataclass(frozen=True, slots=True)
class View:
    """Where a map looks: degrees, and a zoom."""

    lat: float
    lng: float
    zoom: float

    def __str__(self) -> str:
        """Return the view as a link says it."""
        return f"{self.lat:.5f},{self.lng:.5f},{self.zoom:g}"


@dataclass(frozen=True, slots=True)
class Stage:
    """What the map shows beside the result of its tool.

    `flight` counts how often the map was asked to go somewhere, to `goal`; `asked` how often a link
    asked for a view or layers. Of the map that calls itself `token`, messages up to `heard` are
    taken in.
    """

    selection: Spot | None = None
    mark: str = ""
    goal: Spot | None = None
    flight: int = 0
    view: View | None = None
    layers: tuple[str, ...] | None = None
    asked: int = 0
    token: str = ""
    heard: int = 0


def plain_id(name: str) -> bool:
    """Tell whether an id may stand in the page of the map."""
    return bool(_SAFE_ID.fullmatch(name))


def select(stage: Stage, spot: Spot | None, *, fly: bool = False) -> Stage:
    """Select a feature of a layer, or nothing; a layer that does not exist changes nothing."""
    if spot is not None and spot.layer not in LAYERS:
        return stage
    return _flown(replace(stage, selection=spot), spot if fly else None)


def mark(stage: Stage, place: str, *, fly: bool = False) -> Stage:
    """Mark a place of the result, "" for none."""
    return _flown(replace(stage, mark=place), Spot(EVIDENCE, place) if fly and place else None)


def ask(stage: Stage, view: View | None, layers: tuple[str, ...] | None) -> Stage:
    """Let the map go to a view and show just these layers, once; None leaves it as it is."""
    if view is None and layers is None:
        return stage
    known = None if layers is None else tuple(each for each in layers if each in SHOWABLE)
    return replace(stage, view=view, layers=known, asked=stage.asked + 1)


def told(stage: Stage, message: Any) -> tuple[Stage, tuple[Mapping[str, Any], ...]]:  # noqa: ANN401 - the browser's
    """Take in what the map says; return what of it is new, in order.

    The map repeats what it does not know to be heard, and what it said may come twice: each thing
    is new once. A frame that replaced another counts from 1 again under a token of its own.
    """
    if not isinstance(message, Mapping) or not isinstance(message.get("messages"), list):
        return stage, ()
    token = message.get("token")
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        return stage, ()
    heard = stage.heard if token == stage.token else 0
    fresh = {
        each["number"]: each
        for each in message["messages"]
        if isinstance(each, Mapping) and type(each.get("number")) is int and each["number"] > heard
    }
    news = tuple(fresh[number] for number in sorted(fresh))
    stage = replace(stage, token=token, heard=max(fresh, default=heard))
    for each in news:
        if each.get("kind") == "select":
            stage = select(stage, _spot_of(each))
        elif each.get("kind") == EVIDENCE:
            stage = mark(stage, str(each.get("id") or ""))
    return stage, news


def view_of(text: str) -> View | None:
    """Return the view that a link says, None when it says none that there is."""
    try:
        lat, lng, zoom = (float(part) for part in text.split(","))
    except ValueError:
        return None
    limits = ((lat, _LATITUDES), (lng, _LONGITUDES), (zoom, _ZOOMS))
    inside = all(low <= value <= high for value, (low, high) in limits)
    return View(lat, lng, zoom) if inside else None


def point_of(message: Mapping[str, Any]) -> tuple[float, float] | None:
    """Return the place that the map says was clicked (latitude, longitude), None for none."""
    found = message.get("lat"), message.get("lng")
    if not all(isinstance(each, int | float) for each in found):
        return None
    lat, lng = map(float, found)  # type: ignore[arg-type]
    inside = _LATITUDES[0] <= lat <= _LATITUDES[1] and _LONGITUDES[0] <= lng <= _LONGITUDES[1]
    return (lat, lng) if inside else None


def _spot_of(message: Mapping[str, Any]) -> Spot | None:
    layer, feature = message.get("layer"), message.get("id")
    return Spot(str(layer), str(feature)) if layer and feature else None


def _flown(stage: Stage, goal: Spot | None) -> Stage:
    return stage if goal is None else replace(stage, goal=goal, flight=stage.flight + 1)
