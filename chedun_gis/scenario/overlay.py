"""Lay a scenario over the town: a town like the other, with the changes in it."""

import dataclasses
import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import geopandas as gpd
import pandas as pd

from chedun_gis.register import BUILDABLE
from chedun_gis.scenario.file import change_data
from chedun_gis.scenario.finishing import (
    COMPLETED,
    FINISHABLE,
    TOLD_BY,
    contributions,
    opened,
)
from chedun_gis.scenario.scenario import Change, Scenario
from chedun_gis.town import ADDED, Loaded, Town, TownPart, present_id, with_parts
from geo import WGS84, reprojected
from layers import LAYERS

# What a drawn feature is until a survey says more: a proposal, at the place where it was drawn.
_DRAWN: dict[str, dict[str, Any]] = {
    "parks": {"kind": "community", "stage": "completed", "plan_ref": None},
    "bus_stops": {"direction": 0, "lines": "", "in_town": True},
}
_PROPOSED = {"source": "sketch-2026", "basis": "schematic", "accuracy_m": 1.0}


def scenario_town(town: Town, scenario: Scenario) -> Town:
    """Return the town as a scenario has it: built once for each edit, the other stays as it is."""
    laid = Scenario(
        "",
        "",
        switched=scenario.switched,
        finished=scenario.finished,
        changes=scenario.changes,
    )
    return _changed(town, laid)


@lru_cache(maxsize=16)
def _changed(town: Town, laid: Scenario) -> Town:
    """Lay changes over the layers that they touch; each is worked out when first asked for."""
    touched = {change.layer for change in laid.changes}
    touched |= {key.partition("/")[0] for key in laid.switched}
    built: Mapping[str, frozenset[str]] = {}
    if laid.switched or laid.finished:
        built = opened(town, laid.switched, laid.finished)
        # What is built of them depends on what is declared, and they are read with that.
        touched |= {*FINISHABLE, *BUILDABLE}
    parts = {layer: _part(town, layer, laid, built.get(layer, frozenset())) for layer in touched}
    if laid.finished:
        parts[ADDED] = _added(town, laid.finished)
    return with_parts(town, parts)


def builds(town: Town, scenario: Scenario, layer: str) -> frozenset[str]:
    """Return which features of a layer a scenario takes as built or finished, by id."""
    if not (scenario.switched or scenario.finished):
        return frozenset()
    return opened(town, scenario.switched, scenario.finished).get(layer, frozenset())


def _part(town: Town, layer: str, laid: Scenario, built: frozenset[str]) -> TownPart:
    """Return a layer as the scenario has it; where nothing of it changes its state is the same."""
    # What a scenario changed may have been drawn anew since, under another id.
    ours = tuple(
        dataclasses.replace(each, id=present_id(town, layer, each.id))
        for each in laid.changes
        if each.layer == layer
    )
    state, version = town.state_of(layer), town.parts[layer].version
    if ours or built:
        version = ""
        told = json.dumps([sorted(built), [change_data(change) for change in ours]])
        state = blake2b(f"{state}-{told}".encode(), digest_size=12).hexdigest()
    said = TOLD_BY if laid.switched or laid.finished else ()
    sources = tuple(dict.fromkeys((layer, *said)))
    return TownPart(
        state,
        lambda: _laid_over(town, layer, built, ours),
        version=version,
        sources=sources,
    )


def _added(town: Town, finished: frozenset[str]) -> TownPart:
    """Return what the projects add that are taken as finished."""
    found = contributions(town, finished)
    told = repr(sorted(found.items())) if found else ""
    digest = blake2b(told.encode(), digest_size=12).hexdigest() if found else ""
    return TownPart(digest, lambda: found, sources=TOLD_BY)


def _laid_over(
    town: Town, layer: str, built: frozenset[str], changes: tuple[Change, ...]
) -> Loaded:
    loaded = town.loaded(layer)
    if loaded.broken or not (built or changes):
        return loaded
    frame = loaded.frame
    if built and "stage" in frame:
        frame = frame.assign(stage=frame["stage"].mask(frame["id"].isin(built), COMPLETED))
    return loaded.with_frame(_with_changes(frame, changes))


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
