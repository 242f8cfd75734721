"""Open what a command was given: a layer of the town by id, or any file that GDAL reads."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from numpy.typing import NDArray

from chedun_gis.analysis import DEMANDS, SERVICE_KINDS, CoverageTerms, counted, open_services
from chedun_gis.importing import vector_of
from chedun_gis.town import Town
from geo import MOST_CROSSINGS, InputError, repaired, to_metric
from layers import LAYERS

_SHOWN = 10
# Twice around the earth, and no grid on it has larger numbers.
_MOST_DEG, _MOST_M = np.array([360, 90, 360, 90]), 1e9


def open_frame(town: Town, name: str) -> gpd.GeoDataFrame:
    """Return a layer, a kind of service or demand, or a file, in its own CRS, geometry repaired.

    Ids come before files of the same name. Raises `InputError` with `feature_tangled` (feature,
    count, limit), `feature_not_finite` (feature, count: nowhere on earth) and what
    `read_vector` raises.
    """
    if name in SERVICE_KINDS:
        return open_services(town, name)
    if name in DEMANDS:
        return DEMANDS[name].pick(town)
    if name in LAYERS:
        frame = town.frame(name)
        return frame[~frame.geometry.isna()]
    frame = vector_of(Path(name))
    shapes = frame.geometry.to_numpy()
    there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    most = _MOST_DEG if frame.crs.is_geographic else _MOST_M
    _refuse("feature_not_finite", frame, there & ~(np.abs(shapely.bounds(shapes)) <= most).all(1))
    sound = repaired(shapes, there)
    _refuse("feature_tangled", frame, sound.tangled, limit=MOST_CROSSINGS)
    return frame.set_geometry(gpd.GeoSeries(sound.shapes, crs=frame.crs))


def _refuse(code: str, frame: gpd.GeoDataFrame, bad: NDArray[np.bool_], **params: object) -> None:
    """Name the first of the features that will not do, by its id or its row."""
    if bad.any():
        row = int(np.argmax(bad))
        feature = frame["id"].iloc[row] if "id" in frame else row + 1
        raise InputError(code, feature=feature, count=int(bad.sum()), **params)


def indicator_of(service: str) -> str:
    """Return by which rules a layer or a kind of service is judged; "" for a file."""
    kinds = (kind for kind in SERVICE_KINDS.values() if service in {kind.id, kind.layer})
    return next((kind.indicator for kind in kinds), "")


def named_instead(town: Town, terms: CoverageTerms, service: str, demand: str) -> CoverageTerms:
    """Return a rule's terms with the services and the land that were named, which then differ.

    "" and the ids of what the rule itself counts leave its own; other services count by the rule.
    """
    services, homes, differs = terms.services, terms.demand, [*terms.differs]
    if service not in {"", terms.kind.id}:
        frame = open_frame(town, service)
        # In metres: a rule may ask how large they are.
        services = counted(town, to_metric(frame) if len(frame) else frame, terms.rule)
        differs.append("service")
    if demand not in {"", *DEMANDS}:
        homes = open_frame(town, demand)
        differs.append("demand")
    return replace(terms, services=services, demand=homes, differs=tuple(dict.fromkeys(differs)))


def same_metric(town: Town, *frames: gpd.GeoDataFrame) -> list[gpd.GeoDataFrame]:
    """Return all frames in the metric CRS of the place of the first that holds anything.

    That is the town's own CRS there, the right 3-degree zone elsewhere in China, or local UTM; the
    town's own when none holds anything.
    """
    placed = next((frame for frame in frames if len(frame)), None)
    found = town.place.metric_crs if placed is None else to_metric(placed).crs
    crs = pyproj.CRS.from_user_input(found)
    return [to_metric(frame, crs=crs) for frame in frames]


def column_of(frame: gpd.GeoDataFrame, name: str) -> NDArray[np.float64]:
    """Return a column of finite numbers of at least 0.

    Raises `InputError("column_missing")` (column) when there is none, and `"weight_missing"` or
    `"weight_negative"` (column, count, rows) naming the rows, by their ids where there are any.
    """
    if name not in frame:
        raise InputError("column_missing", column=name)
    numbers = np.asarray(pd.to_numeric(frame[name], errors="coerce"), dtype=float)
    _require_rows("weight_missing", frame, name, np.isfinite(numbers))
    _require_rows("weight_negative", frame, name, numbers >= 0)
    return numbers


def _require_rows(code: str, frame: gpd.GeoDataFrame, column: str, good: NDArray[np.bool_]) -> None:
    bad = np.flatnonzero(~good)
    if len(bad):
        labels = frame["id"] if "id" in frame else pd.Series(range(1, len(frame) + 1))
        rows = [str(each) for each in labels.iloc[bad[:_SHOWN]]] + ["…"] * (len(bad) > _SHOWN)
        raise InputError(code, column=column, count=len(bad), rows="、".join(rows))
