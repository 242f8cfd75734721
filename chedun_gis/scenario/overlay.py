"""Lay a scenario over the town's layers: a store like the other, with the changes in it."""

import dataclasses
import hashlib
from typing import Any

import geopandas as gpd
import pandas as pd

from chedun_gis.scenario.file import to_text
from chedun_gis.scenario.model import SWITCHABLE, Change, Scenario
from chedun_gis.store import Loaded, Store
from chedun_gis.tables import read_table
from geo.crs import WGS84
from layers import LAYERS
from layers.town import METRIC_CRS

# What a drawn feature is until a survey says more: a proposal, at the place where it was drawn.
_DRAWN: dict[str, dict[str, Any]] = {
    "parks": {"kind": "community", "stage": "completed", "plan_ref": None},
    "bus_stops": {"direction": 0, "lines": "", "in_town": True},
}
_PROPOSED = {"source": "sketch-2026", "basis": "schematic", "accuracy_m": 1.0}


class ScenarioStore(Store):
    """The layers of another store with a scenario's changes; the other store stays as it is."""

    def __init__(self, base: Store, scenario: Scenario) -> None:
        """Remember both; a layer is laid over when it is first asked for."""
        super().__init__(base.data_dir)
        self._base = base
        self._scenario = scenario
        self._opened = _opened(base, scenario.switched)
        self._changed: dict[str, Loaded] = {}

    def loaded(self, layer_id: str) -> Loaded:
        """Return a layer as the scenario has it; `InputError("layer_unknown")` for another id."""
        if layer_id not in self._changed:
            self._changed[layer_id] = self._lay_over(self._base.loaded(layer_id))
        return self._changed[layer_id]

    def version(self, layer_id: str) -> str:
        """Return a text that changes with the layer and with the scenario."""
        digest = hashlib.blake2b(to_text(self._scenario).encode(), digest_size=8).hexdigest()
        return f"{self._base.version(layer_id)}-{digest}"

    def _lay_over(self, loaded: Loaded) -> Loaded:
        if loaded.broken:
            return loaded
        layer_id, frame = loaded.layer.id, loaded.frame
        opened = self._opened.get(layer_id)
        if opened:
            frame = frame.assign(stage=frame["stage"].mask(frame["id"].isin(opened), "completed"))
        changes = [each for each in self._scenario.changes if each.layer == layer_id]
        return dataclasses.replace(loaded, frame=_with_changes(frame, changes))


def _opened(store: Store, switched: frozenset[str]) -> dict[str, set[str]]:
    """Return what is taken as built: the features switched on, and the projects they complete.

    `data/project_effects.csv` says which features a project brings; it is done when all stand.
    """
    opened: dict[str, set[str]] = {layer: set() for layer in SWITCHABLE}
    for key in switched:
        layer, _, feature = key.partition("/")
        opened.setdefault(layer, set()).add(feature)
    needs: dict[str, list[bool]] = {}
    for row in read_table(store.data_dir, "project_effects"):
        stands = row["feature"] in opened.get(row["layer"], set())
        needs.setdefault(row["project"], []).append(stands)
    opened["projects"] = {project for project, stand in needs.items() if all(stand)}
    return opened


def _with_changes(frame: gpd.GeoDataFrame, changes: list[Change]) -> gpd.GeoDataFrame:
    if not changes:
        return frame
    gone = {each.id for each in changes if each.action == "removed"}
    frame = frame[~frame["id"].isin(gone)].copy()
    known = set(frame["id"])
    shapes = gpd.GeoSeries([each.shape for each in changes], crs=WGS84).to_crs(METRIC_CRS)
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
