"""Say what a scenario is: a few changes to features, with who made them, when and why."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import numpy as np
import shapely

from geo import MOST_CROSSINGS, InputError, repaired

Action = Literal["added", "changed", "removed"]
ACTIONS: tuple[Action, ...] = ("added", "changed", "removed")

# What can be drawn, and the kind of geometry that it must have.
EDITABLE: Mapping[str, str] = MappingProxyType({"parks": "Polygon", "bus_stops": "Point"})
# Planned things of these layers can be taken as built.
SWITCHABLE = ("parks", "roads")

# All shapes of a scenario together; a park of the town has some hundred.
MOST_VERTICES = 100_000

# About 1 cm: what is drawn, kept in a file and measured is the same to the last digit.
_DECIMALS = 7


@dataclass(frozen=True, slots=True)
class Change:
    """One feature added, changed or removed.

    `shape` is in WGS84 degrees, None for a removal or where only `fields` change, which are some
    of the layer's.
    """

    action: Action
    layer: str
    id: str
    shape: shapely.Geometry | None = None
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def key(self) -> tuple[str, str]:
        """The layer and the feature that it is about."""
        return self.layer, self.id

    def __hash__(self) -> int:
        """Hash what it is about: the fields, a mapping, have no hash of their own."""
        return hash(self.key)

    def __reduce__(self) -> tuple[object, ...]:
        """Go to another process: a mapping that cannot be changed cannot be sent as it is."""
        return _change, (self.action, self.layer, self.id, self.shape, dict(self.fields))


def _change(
    action: Action,
    layer: str,
    feature_id: str,
    shape: shapely.Geometry | None,
    fields: Mapping[str, str],
) -> Change:
    return Change(action, layer, feature_id, shape, MappingProxyType(dict(fields)))


@dataclass(frozen=True, slots=True)
class Scenario:
    """A what-if: the changes, what is taken as built or finished, the rule, the radius.

    `switched` holds `layer/id` of planned features, `finished` the ids of projects and roads.
    `radius_m` replaces the radius of every class of the rule; None leaves them. `time` is that of
    the last change, ISO 8601.
    """

    id: str
    name: str
    author: str = ""
    time: str = ""
    note: str = ""
    rule: str = ""
    radius_m: float | None = None
    switched: frozenset[str] = frozenset()
    changes: tuple[Change, ...] = ()
    finished: frozenset[str] = frozenset()

    def change_of(self, layer: str, feature_id: str) -> Change | None:
        """Return the change of a feature, None when it is as it was."""
        return next((each for each in self.changes if each.key == (layer, feature_id)), None)


def extent_of(scenario: Scenario) -> tuple[float, float, float, float] | None:
    """Return west, south, east and north of what a scenario draws, None when it draws nothing."""
    shapes = [each.shape for each in scenario.changes if each.shape is not None]
    if not shapes:
        return None
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    return west, south, east, north


def rounded(shape: shapely.Geometry, layer: str) -> shapely.Geometry:
    """Return a drawn shape (degrees) as it is kept; refuse what the layer cannot hold.

    A line that crosses itself is made valid. Raises `InputError("scenario_shape")` (layer,
    expected) for another kind of geometry or one without area, `"scenario_vertices"` (count, limit)
    and `"geometry_tangled"` (limit).
    """
    count = int(shapely.get_num_coordinates(shape))
    if count > MOST_VERTICES:
        raise InputError("scenario_vertices", count=count, limit=MOST_VERTICES)
    expected = EDITABLE[layer]
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        raise InputError("scenario_shape", layer=layer, expected=expected)
    shape = shapely.transform(shapely.force_2d(shape), lambda xy: np.round(xy, _DECIMALS))
    if expected == "Polygon" and repaired(np.array([shape], dtype=object)).tangled.any():
        raise InputError("geometry_tangled", limit=MOST_CROSSINGS)
    if expected == "Polygon" and not shapely.is_valid(shape):
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    fits = shape.geom_type in {expected, f"Multi{expected}"} and not shape.is_empty
    if not fits:
        raise InputError("scenario_shape", layer=layer, expected=expected)
    return shape


def put(scenario: Scenario, change: Change) -> Scenario:
    """Return the scenario with one more change; the latest of a feature holds.

    What was added and is then changed stays added; added and removed again, it is gone.
    """
    before = scenario.change_of(*change.key)
    others = tuple(each for each in scenario.changes if each.key != change.key)
    if before is None:
        return dataclasses.replace(scenario, changes=(*others, change))
    if change.action == "removed":
        kept = others if before.action == "added" else (*others, change)
        return dataclasses.replace(scenario, changes=kept)
    merged = Change(
        "added" if before.action == "added" else "changed",
        change.layer,
        change.id,
        before.shape if change.shape is None else change.shape,
        {**before.fields, **change.fields},
    )
    place = scenario.changes.index(before)
    changes = (*scenario.changes[:place], merged, *scenario.changes[place + 1 :])
    return dataclasses.replace(scenario, changes=changes)


def drop(scenario: Scenario, layer: str, feature_id: str) -> Scenario:
    """Return the scenario without the change of a feature: it is again as it was."""
    kept = tuple(each for each in scenario.changes if each.key != (layer, feature_id))
    return dataclasses.replace(scenario, changes=kept)
