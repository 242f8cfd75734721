"""Read a layer through its declaration, into the town's metric CRS."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from chedun_gis.town.large import (
    LargeLayer,
    MetricBounds,
    attributes,
    called,
    described,
    whole,
    within,
)
from geo import InputError, Problem, has_errors
from geo.files import Column, Schema, read_vector, validate
from layers import LAYERS, Field, Layer, Place


@dataclass(frozen=True, slots=True)
class Loaded:
    """A layer as read: its features in metres (none when it is broken) and all problems."""

    layer: Layer
    frame: gpd.GeoDataFrame
    problems: tuple[Problem, ...]

    @property
    def broken(self) -> bool:
        """Tell whether the file's errors keep the layer from being used."""
        return has_errors(self.problems)

    @property
    def count(self) -> int:
        """How many features there are."""
        return len(self.frame)

    def table(self, columns: Sequence[str]) -> pd.DataFrame:
        """Return some fields of all features, of those that the layer has."""
        return pd.DataFrame(self.frame[[name for name in columns if name in self.frame]])

    def called(self, feature_id: str) -> gpd.GeoDataFrame:
        """Return the feature of this id as a frame of one row, or of none."""
        return self.frame[self.frame["id"] == feature_id]

    def within(self, bounds: MetricBounds) -> gpd.GeoDataFrame:
        """Return the features whose bounding box meets a window in metres; maybe some others."""
        del bounds
        return self.frame

    def with_frame(self, frame: gpd.GeoDataFrame) -> "Loaded":
        """Return the same layer with other features."""
        return Loaded(self.layer, frame, self.problems)


class LargeLoaded(Loaded):
    """A large layer: what is in its file was checked when it was written, and is read when needed.

    `frame` raises `InputError("layer_large")` (layer, count, limit) when it is too large for that.
    """

    __slots__ = ("large",)
    large: LargeLayer

    def __init__(self, layer: Layer, large: LargeLayer) -> None:
        """Remember where it lies."""
        object.__setattr__(self, "layer", layer)
        object.__setattr__(self, "problems", ())
        object.__setattr__(self, "large", large)

    @property
    def frame(self) -> gpd.GeoDataFrame:
        """The features in metres."""
        return whole(self.large)

    @property
    def count(self) -> int:
        """How many features there are."""
        return self.large.count

    def table(self, columns: Sequence[str]) -> pd.DataFrame:
        """Return some fields of all features, of those that the layer has."""
        names = {each.name for each in self.layer.all_fields}
        return attributes(self.large, [name for name in columns if name in names])

    def called(self, feature_id: str) -> gpd.GeoDataFrame:
        """Return the feature of this id as a frame of one row, or of none."""
        return called(self.large, feature_id)

    def within(self, bounds: MetricBounds) -> gpd.GeoDataFrame:
        """Return the features whose bounding box meets a window in metres."""
        return within(self.large, bounds)


def schema_of(layer: Layer, place: Place) -> Schema:
    """Return what the file of a layer of this place must hold."""
    return Schema(
        geometry=layer.geometry,
        columns=tuple(_column(field) for field in layer.all_fields),
        extent_deg=place.extent_deg,
        may_lack_geometry=layer.may_lack_geometry,
    )


def _column(field: Field) -> Column:
    return Column(field.name, field.type, field.required, frozenset(field.choices), field.minimum)


def load(layer: Layer, path: Path, place: Place, content: bytes | None = None) -> Loaded:
    """Read a file, or `content` as it stood in it, as a layer of the place.

    A file that cannot be read is a problem, never an exception.
    """
    try:
        frame, problems = validate(read_vector(path, content=content), schema_of(layer, place))
    except InputError as error:
        return unread(layer, place, error)
    if has_errors(problems):
        return Loaded(layer, _no_features(layer, place), tuple(problems))
    names = [field.name for field in layer.all_fields]
    return Loaded(layer, frame[[*names, "geometry"]].to_crs(place.metric_crs), tuple(problems))


def load_large(layer: Layer, path: Path, place: Place, digest: str, kept: object) -> Loaded:
    """Return a large layer of the workspace; `kept` is the digest that its file had when written.

    What cannot be read, or was changed past the program, is a problem, never an exception.
    """
    if digest != kept:
        return unread(layer, place, InputError("large_changed", file=path.name))
    try:
        return LargeLoaded(layer, described(path, digest, place.metric_crs))
    except InputError as error:
        return unread(layer, place, error)


def unread(layer: Layer, place: Place, error: InputError) -> Loaded:
    """Return a layer that could not be read, and why."""
    problem = Problem(error.code, params=error.params)
    return Loaded(layer, _no_features(layer, place), (problem,))


def _no_features(layer: Layer, place: Place) -> gpd.GeoDataFrame:
    columns = {field.name: pd.Series(dtype=object) for field in layer.all_fields}
    return gpd.GeoDataFrame(columns, geometry=[], crs=place.metric_crs)


def layer_called(layer_id: str) -> Layer:
    """Return the declaration of a layer; `InputError("layer_unknown")` for another id."""
    if layer_id not in LAYERS:
        raise InputError("layer_unknown", layer=layer_id, known="、".join(LAYERS))
    return LAYERS[layer_id]
