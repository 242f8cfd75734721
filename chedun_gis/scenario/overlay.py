"""Lay a scenario over the town: a town like the other, with the changes in it."""

import dataclasses
import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import geopandas as gpd
import pandas as pd

from chedun_gis.scenario.file import change_data
from chedun_gis.scenario.scenario import SWITCHABLE, Change, Scenario
from chedun_gis.town import Loaded, Town, TownPart, present_id, with_parts
from geo import WGS84, reprojected
from layers import LAYERS

# What a drawn feature is until a survey says more: a proposal, at the place where it was drawn.
_DRAWN: dict[str, dict[str, Any]] = {
    "parks": {"kind": "community", "stage": "completed", "plan_ref": None},
    "bus_stops": {"direction": 0, "lines": "", "in_town": True},
}
_PROPOSED = {"source": "sketch-2026", "basis": "schematic", "accuracy_m": 1.0}

# Which features a project brings; it is done when all of them stand.
_EFFECTS = "project_effects"


def scenario_town(town: Town, scenario: Scenario) -> Town:
    """Return the town as a scenario has it: built once for each edit, the other stays as it is."""
    return _changed(town, scenario.switched, scenario.changes)


@lru_cache(maxsize=16)
def _changed(town: Town, switched: frozenset[str], changes: tuple[Change, ...]) -> Town:
    """Lay changes over the layers that they touch; each is worked out when first asked for."""
    touched = {change.layer for change in changes} | {key.partition("/")[0] for key in switched}
    if switched:
        touched.add("projects")
    return with_parts(town, {layer: _part(town, layer, switched, changes) for layer in touched})


def _part(
    town: Town, layer: str, switched: frozenset[str], changes: tuple[Change, ...]
) -> TownPart:
    # What a scenario changed may have been drawn anew since, under another id.
    ours = tuple(
        dataclasses.replace(each, id=present_id(town, layer, each.id))
        for each in changes
        if each.layer == layer
    )
    told = json.dumps([sorted(switched), [change_data(change) for change in ours]])
    sources = (layer, _EFFECTS) if switched else (layer,)
    state = "-".join((*map(town.state_of, sources), told))
    digest = blake2b(state.encode(), digest_size=12).hexdigest()
    return TownPart(digest, lambda: _laid_over(town, layer, switched, ours), sources=sources)


def _laid_over(
    town: Town, layer: str, switched: frozenset[str], changes: tuple[Change, ...]
) -> Loaded:
    loaded = town.loaded(layer)
    if loaded.broken:
        return loaded
    frame, opened = loaded.frame, _opened(town, switched).get(layer)
    if opened:
        frame = frame.assign(stage=frame["stage"].mask(frame["id"].isin(opened), "completed"))
    return dataclasses.replace(loaded, frame=_with_changes(frame, changes))


def _opened(town: Town, switched: frozenset[str]) -> Mapping[str, set[str]]:
    """Return what is taken as built: the features switched on, and the projects they complete."""
    opened: dict[str, set[str]] = {layer: set() for layer in SWITCHABLE}
    for key in switched:
        layer, _, feature = key.partition("/")
        opened.setdefault(layer, set()).add(feature)
    needs: dict[str, list[bool]] = {}
    for row in town.table(_EFFECTS) if switched else ():
        stands = row["feature"] in opened.get(row["layer"], set())
        needs.setdefault(row["project"], []).append(stands)
    opened["projects"] = {project for project, stand in needs.items() if all(stand)}
    return opened


def _with_changes(frame: gpd.GeoDataFrame, changes: tuple[Change, ...]) -> gpd.GeoDataFrame:
    if not changes:
        return frame
    gone = {each.id for each in changes if each.action == "removed"}
    frame = frame[~frame["id"].isin(gone)].copy()
    known = set(frame["id"])
    shapes = reprojected(gpd.GeoSeries([each.shape for each in changes], crs=WGS84), frame.crs)
    added = []
    for change, shape in zip(changes, shapes, strict=True):
        if change.action == "removed":
            continue
        if change.id in known:
            row = frame.index[frame["id"] == change.id]
            for name, value in change.fields.items():
                frame.loc[row, name] = value
            if shape is not None:
                frame.loc[row, "geometry"] = shape
        elif change.action == "added":
            added.append(_new_row(change) | {"geometry": shape})
    if not added:
        return frame
    rows = gpd.GeoDataFrame(added, columns=frame.columns, geometry="geometry", crs=frame.crs)
    joined = pd.concat([frame, rows.astype(frame.drop(columns="geometry").dtypes)])
    return gpd.GeoDataFrame(joined.reset_index(drop=True), geometry="geometry", crs=frame.crs)


def _new_row(change: Change) -> dict[str, Any]:
    """Return the fields of a drawn feature; those that say nothing of it are empty."""
    fields = dict.fromkeys((field.name for field in LAYERS[change.layer].all_fields), None)
    row = {**fields, **_DRAWN[change.layer], **_PROPOSED, "id": change.id, **change.fields}
    row["name_zh"] = row["name_zh"] or change.id
    row["name_en"] = row["name_en"] or change.id
    if change.layer == "bus_stops":
        row["line_count"] = len([line for line in row["lines"].split("、") if line])
    return row
