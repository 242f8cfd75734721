"""Fit a frame to a format, and name everything that the format cannot hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from chedun_gis.handoff.column import FittedColumn, Loss
from chedun_gis.handoff.formats import Format
from chedun_gis.handoff.names import written_names
from chedun_gis.handoff.wording import Wording

_AS_IT_IS = Wording("")
_DIMENSION = {"Point": 0, "LineString": 1, "Polygon": 2}


@dataclass(frozen=True, slots=True)
class Fitted:
    """A frame as the format holds it, the name written for each field, and what was lost.

    Row labels are those of the frame that came in, so that the two can be compared.
    """

    frame: gpd.GeoDataFrame
    names: Mapping[str, str]
    losses: tuple[Loss, ...]


def fit(
    frame: gpd.GeoDataFrame,
    *,
    fmt: Format,
    encoding: str = "utf-8",
    kind: str = "",
    wording: Wording = _AS_IT_IS,
) -> Fitted:
    """Return the frame as `fmt` can hold it, in its CRS, with every loss, worded as it is wanted.

    `kind` is the geometry type of the layer (Point, LineString, Polygon); what has another
    dimension cannot stand in the same file and is left out. Example and count say which features
    a loss concerns (by the column `id`, else the row).
    """
    losses: list[Loss] = []
    frame = _fit_geometry(frame, fmt, kind, losses)
    labels = [str(each) for each in frame.get("id", frame.index)]
    columns = [name for name in frame.columns if name != frame.geometry.name]
    if fmt.bare_geometry:
        kept = [name for name in ("id", "name_zh") if name in columns]
        left = [str(name) for name in columns if name not in kept]
        if left:
            losses.append(Loss("fields_not_held", count=len(left), example="、".join(left)))
        columns = kept
    wanted = {name: wording.titles.get(name, name) for name in columns}
    short = written_names(
        list(wanted.values()), limit=fmt.name_bytes, encoding=encoding, reserved=fmt.reserved
    )
    names = {name: short[title] for name, title in wanted.items()}
    fitted: dict[str, Any] = {}
    for name in columns:
        if names[name] != wanted[name]:
            losses.append(Loss("field_renamed", name, params={"written": names[name]}))
        worded = _worded(frame[name], wording.words.get(name, {}))
        values = FittedColumn(name, fmt, encoding, labels, losses).fit(worded)
        if fmt.drops_empty_fields and pd.isna(values).all():
            losses.append(Loss("field_without_values", name))
        fitted[names[name]] = values
    written = gpd.GeoDataFrame(
        fitted, index=frame.index, geometry=frame.geometry.to_numpy(), crs=frame.crs
    )
    return Fitted(written, names, tuple(losses))


def _worded(column: "pd.Series[Any]", words: Mapping[object, str]) -> "pd.Series[Any]":
    if not words:
        return column
    values = [None if pd.isna(value) else words.get(value, value) for value in column]
    return pd.Series(values, index=column.index, dtype=object)


def _fit_geometry(
    frame: gpd.GeoDataFrame, fmt: Format, kind: str, losses: list[Loss]
) -> gpd.GeoDataFrame:
    labels = np.array([str(each) for each in frame.get("id", frame.index)])
    shapes = frame.geometry.to_numpy()
    keep = np.ones(len(frame), dtype=bool)
    if kind:
        other = ~shapely.is_missing(shapes) & (shapely.get_dimensions(shapes) != _DIMENSION[kind])
        keep &= ~_lost("geometry_mixed", other, labels, losses)
    if not fmt.holds_null_geometry:
        bare = shapely.is_missing(shapes) | shapely.is_empty(shapes)
        keep &= ~_lost("geometry_missing", bare, labels, losses)
    frame = frame[keep]
    if fmt.text_characters is not None:
        wkt = shapely.to_wkt(frame.geometry.to_numpy(), rounding_precision=-1)
        long = np.array([w is not None and len(w) > fmt.text_characters for w in wkt], dtype=bool)
        _lost("geometry_too_long", long, labels[keep], losses, limit=fmt.text_characters)
        frame = frame.set_geometry(frame.geometry.where(~long, None))
    return frame


def _lost(
    code: str,
    mask: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
    labels: "np.ndarray[tuple[int], np.dtype[np.str_]]",
    losses: list[Loss],
    **params: object,
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    if mask.any():
        losses.append(Loss(code, "", int(mask.sum()), str(labels[mask][0]), params))
    return mask
