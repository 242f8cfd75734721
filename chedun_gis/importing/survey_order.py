"""Take in a survey order that was filled in the field: outline, name, date, surveyor."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import shapely

from chedun_gis.compute import scratch
from chedun_gis.importing.apart import vector_of
from chedun_gis.importing.plan import hash_of
from chedun_gis.register import Person
from chedun_gis.texts import now_utc
from chedun_gis.town import LARGE, LargeFile, Town, TownPart, Workspace, load, with_parts
from geo import InputError, Problem, require_crs
from geo.files import to_geojson
from layers import LAYERS

# What a hand-held receiver with corrections gives; what is filled in counts instead.
SURVEYED_M: Final = 5.0
_NEEDED: Final = ("layer", "feature_id", "surveyed_on", "surveyor")
_DECIMALS: Final = 9


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One feature as it was found in the field; `shape` is in the town's metric CRS."""

    layer: str
    id: str
    name: str
    on: str
    surveyor: str
    accuracy_m: float
    shape: shapely.Geometry

    @property
    def source(self) -> str:
        """Who found it so, and when."""
        return f"{self.surveyor} {self.on}"

    @property
    def day(self) -> str:
        """The day alone."""
        return self.on[:10]


@dataclass(frozen=True, slots=True)
class FilledOrder:
    """What of an order was filled in, and how many of its features were not."""

    file: str
    sha256: str
    surveyed: tuple[Surveyed, ...]
    unfilled: int

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that change."""
        return tuple(dict.fromkeys(each.layer for each in self.surveyed))


def read_filled(town: Town, path: Path) -> FilledOrder:
    """Return what was filled in of an order, a vector file in any stated CRS.

    A feature is filled in once it has a date and a surveyor; the name and the accuracy may stay
    empty: then the name stays, and the accuracy is 5 m. The file is read in a process of its own.

    Raises `InputError("order_wrong")` (file, problems) with every fault by its row:
    `field_missing`, `order_unknown` (layer, id), `order_twice` (id), `order_partly`, `order_date`
    (value), `order_accuracy` (value), and what a layer says of its features; `order_empty` (file)
    when nothing is filled in; and what reading a vector file raises.
    """
    frame = vector_of(path)
    require_crs(frame)
    lacking = [name for name in _NEEDED if name not in frame]
    if lacking:
        missing = tuple(Problem("field_missing", field=name) for name in lacking)
        raise InputError("order_wrong", file=path.name, problems=missing)
    metric = frame.to_crs(town.place.metric_crs)
    known = {
        layer: set(town.frame(layer)["id"].astype(str))
        for layer in {_text(each) for each in metric["layer"]} & set(LAYERS)
    }
    found: list[Surveyed] = []
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    unfilled = 0
    for number, row in enumerate(metric.to_dict("records"), start=1):
        told = {name: _text(row.get(name)) for name in row}
        if not told["surveyed_on"] and not told["surveyor"]:
            unfilled += 1
            continue
        key = told["layer"], told["feature_id"]
        faults = _faults(told, known, again=key in seen)
        seen.add(key)
        problems += [
            dataclasses.replace(each, row=number, feature=told["feature_id"]) for each in faults
        ]
        if not faults:
            shape = row[str(metric.geometry.name)]
            found.append(_surveyed(told, shape))
    order = FilledOrder(path.name, hash_of(path), tuple(found), unfilled)
    problems += [fault for layer in order.layers for fault in _written(town, order, layer)[1]]
    if problems:
        raise InputError("order_wrong", file=path.name, problems=tuple(problems))
    if not found:
        raise InputError("order_empty", file=path.name)
    return order


def _text(value: object) -> str:
    """Return a cell as text; a date that the reader took for one is a date again."""
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN is none
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return "" if value is pd.NaT else str(value).strip()


def _faults(
    told: Mapping[str, str], known: Mapping[str, set[str]], *, again: bool
) -> list[Problem]:
    layer, feature = told["layer"], told["feature_id"]
    found: list[Problem] = []
    if feature not in known.get(layer, set()):
        found.append(Problem("order_unknown", params={"layer": layer, "id": feature}))
    if again:
        found.append(Problem("order_twice", params={"id": feature}))
    if not (told["surveyed_on"] and told["surveyor"]):
        found.append(Problem("order_partly"))
    elif not _is_day(told["surveyed_on"]):
        found.append(Problem("order_date", params={"value": told["surveyed_on"]}))
    accuracy = told.get("surveyed_accuracy_m", "")
    if accuracy and not 0 <= _number(accuracy) < float("inf"):
        found.append(Problem("order_accuracy", params={"value": accuracy}))
    return found


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return -1.0


def _surveyed(told: Mapping[str, str], shape: shapely.Geometry) -> Surveyed:
    accuracy = told.get("surveyed_accuracy_m", "")
    return Surveyed(
        told["layer"],
        told["feature_id"],
        told.get("surveyed_name", ""),
        told["surveyed_on"][:10],
        told["surveyor"],
        float(accuracy) if accuracy else SURVEYED_M,
        shape,
    )


def surveyed_town(town: Town, order: FilledOrder) -> Town:
    """Return the town as it is once an order is taken in; nothing is written."""
    state = f"{town.digest}-{order.sha256}"
    digest = blake2b(state.encode(), digest_size=12).hexdigest()

    def part(layer: str) -> TownPart:
        return TownPart(
            digest,
            lambda: town.loaded(layer).with_frame(_changed(town, order, layer)),
            sources=(layer,),
        )

    return with_parts(town, {layer: part(layer) for layer in order.layers})


def _changed(town: Town, order: FilledOrder, layer: str) -> gpd.GeoDataFrame:
    """Return a layer with what was surveyed of it; ids and the order of features stay."""
    frame = town.frame(layer)
    ours = {each.id: each for each in order.surveyed if each.layer == layer}
    rows = [ours.get(str(each)) for each in frame["id"]]

    def put(column: str, of: str) -> pd.Series:
        values = [
            old if new is None or not getattr(new, of) else getattr(new, of)
            for old, new in zip(frame[column], rows, strict=True)
        ]
        return pd.Series(values, index=frame.index, dtype=object)

    known = pd.Series([each is not None for each in rows], index=frame.index)
    shapes = [
        old if new is None else new.shape for old, new in zip(frame.geometry, rows, strict=True)
    ]
    return frame.assign(
        name_zh=put("name_zh", "name"),
        source=put("source", "source"),
        date=put("date", "day"),
        basis=frame["basis"].mask(known, "surveyed"),
        accuracy_m=[
            old if new is None else new.accuracy_m
            for old, new in zip(frame["accuracy_m"], rows, strict=True)
        ],
    ).set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs))


def _written(town: Town, order: FilledOrder, layer: str) -> tuple[bytes, list[Problem]]:
    """Return a changed layer as its file holds it, and what is wrong with the changed features."""
    declared, frame = LAYERS[layer], _changed(town, order, layer)
    columns = [field.name for field in declared.all_fields]
    content = to_geojson(frame, columns, decimals=_DECIMALS).encode()
    with scratch("order") as folder:
        found = load(declared, Path(folder) / declared.file, town.place, content)
    ours = {each.id for each in order.surveyed if each.layer == layer}
    wrong = [each for each in found.problems if each.level == "error"]
    return content, [dataclasses.replace(each, row=None) for each in wrong if each.feature in ours]


def accept_filled(
    order: FilledOrder, workspace: Workspace, town: Town, *, by: Person
) -> dict[str, str]:
    """Take what was surveyed into use, a new version of each layer, and return their ids.

    All layers are written out before the first is taken in. Raises what `Workspace.accept` raises,
    also when somebody has changed a layer since the order was read.
    """
    with scratch("order") as folder:
        written = {layer: _kept(town, order, layer, Path(folder)) for layer in order.layers}
        return {
            layer: workspace.accept(
                LAYERS[layer],
                content,
                _manifest(order, layer, town.loaded(layer).count),
                by=by,
                seen=town.version_of(layer),
            )
            for layer, content in written.items()
        }


def _kept(town: Town, order: FilledOrder, layer: str, folder: Path) -> bytes | Path:
    """Return a changed layer as the workspace keeps it: as GeoJSON, a large one as a file."""
    if town.loaded(layer).count <= LARGE:
        return _written(town, order, layer)[0]
    with LargeFile(LAYERS[layer], town.place, folder) as out:
        out.add(_changed(town, order, layer))
        out.close(folder / f"{layer}.parquet")
    return folder / f"{layer}.parquet"


def _manifest(order: FilledOrder, layer: str, features: int) -> Mapping[str, Any]:
    ours = [each for each in order.surveyed if each.layer == layer]
    return {
        "layer": layer,
        "mode": "survey",
        "time": now_utc(),
        "file": order.file,
        "sha256": order.sha256,
        "surveyed": [
            {"id": each.id, "surveyed_on": each.on, "surveyor": each.surveyor} for each in ours
        ],
        "rows": {"read": len(ours), "taken": len(ours), "rejected": 0, "in_layer": features},
    }
