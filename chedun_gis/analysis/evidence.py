"""Name the places behind a figure, so that the map can draw them."""

from dataclasses import dataclass

import geopandas as gpd

from layers import Geometry, Symbol, Text


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """One kind of place: a frame in metres with `id`, and how it is drawn.

    A column `name` is shown when the pointer rests on a place. `edit` names the layer whose
    features these are, where they may be changed on the map.
    """

    title: Text
    geometry: Geometry
    symbol: Symbol
    frame: gpd.GeoDataFrame
    edit: str = ""


@dataclass(frozen=True, slots=True)
class Pen:
    """What is drawn on the map: features of `layer`; edits up to number `done` are in the places.

    Edits are numbered from 1 by the map that `token` names.
    """

    layer: str
    token: str = ""
    done: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """The places behind a figure, bottom first; with a `pen`, on a map that is drawn on."""

    title: Text
    parts: tuple[EvidencePart, ...]
    pen: Pen | None = None
