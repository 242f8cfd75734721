"""Hold the town's layers: read once through their declarations, in the metric CRS."""

from dataclasses import dataclass
from pathlib import Path
from threading import RLock

import geopandas as gpd
import pandas as pd

from chedun_gis.workspace import Workspace
from geo.errors import InputError
from geo.problem import Problem, has_errors
from geo.reading import read_vector
from geo.schema import Column, Schema, validate
from layers import LAYERS
from layers.model import Field, Layer
from layers.town import EXTENT_DEG, METRIC_CRS

DATA_DIR = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A layer as read: its features in metres (none when it is broken) and all problems."""

    layer: Layer
    frame: gpd.GeoDataFrame
    problems: list[Problem]

    @property
    def broken(self) -> bool:
        """Tell whether the file's errors keep the layer from being used."""
        return has_errors(self.problems)


def schema_of(layer: Layer) -> Schema:
    """Return what the file of a layer must hold."""
    return Schema(
        geometry=layer.geometry,
        columns=tuple(_column(field) for field in layer.all_fields),
        extent_deg=EXTENT_DEG,
        may_lack_geometry=layer.may_lack_geometry,
    )


def _column(field: Field) -> Column:
    return Column(field.name, field.type, field.required, frozenset(field.choices), field.minimum)


def load(layer: Layer, path: Path) -> Loaded:
    """Read a file as a layer; a file that cannot be read is a problem, never an exception."""
    try:
        frame, problems = validate(read_vector(path), schema_of(layer))
    except InputError as error:
        frame, problems = gpd.GeoDataFrame(), [Problem(error.code, params=error.params)]
    if has_errors(problems):
        return Loaded(layer, _no_features(layer), problems)
    names = [field.name for field in layer.all_fields]
    return Loaded(layer, frame[[*names, "geometry"]].to_crs(METRIC_CRS), problems)


def _no_features(layer: Layer) -> gpd.GeoDataFrame:
    columns = {field.name: pd.Series(dtype=object) for field in layer.all_fields}
    return gpd.GeoDataFrame(columns, geometry=[], crs=METRIC_CRS)


class Store:
    """The layers of one data folder; read when first asked for, and again when changed.

    A layer that was imported into the workspace is read from there instead.
    """

    def __init__(self, data_dir: Path = DATA_DIR, workspace: Workspace | None = None) -> None:
        """Remember the folders; nothing is read yet."""
        self.data_dir = data_dir
        self._workspace = workspace
        self._loaded: dict[str, tuple[tuple[Path, int, int], Loaded]] = {}
        self._lock = RLock()

    def loaded(self, layer_id: str) -> Loaded:
        """Return a layer with its problems; `InputError("layer_unknown")` for another id."""
        layer = layer_called(layer_id)
        try:
            path = self._path(layer)
        except InputError as error:
            problem = Problem(error.code, params=error.params)
            return Loaded(layer, _no_features(layer), [problem])
        stamp = (path, *_stamp(path))
        with self._lock:
            kept = self._loaded.get(layer_id)
            if kept is None or kept[0] != stamp:
                kept = (stamp, load(layer, path))
                self._loaded[layer_id] = kept
            return kept[1]

    def frame(self, layer_id: str) -> gpd.GeoDataFrame:
        """Return a layer's features in metres; `InputError("layer_broken")` when it has errors."""
        loaded = self.loaded(layer_id)
        if loaded.broken:
            raise InputError("layer_broken", layer=layer_id)
        return loaded.frame

    def version(self, layer_id: str) -> str:
        """Return a text that changes whenever the layer's file does."""
        try:
            path = self._path(layer_called(layer_id))
        except InputError as error:
            return error.code
        changed, size = _stamp(path)
        imported = f"{path.parent.name}-" if path.parent != self.data_dir else ""
        return f"{imported}{changed:x}-{size:x}"

    def _path(self, layer: Layer) -> Path:
        imported = self._workspace.file(layer) if self._workspace else None
        return imported or self.data_dir / layer.file


def layer_called(layer_id: str) -> Layer:
    """Return the declaration of a layer; `InputError("layer_unknown")` for another id."""
    if layer_id not in LAYERS:
        raise InputError("layer_unknown", layer=layer_id, known="、".join(LAYERS))
    return LAYERS[layer_id]


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)
