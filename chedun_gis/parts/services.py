"""Give each part the services that can reach it, and no others; nothing is shuffled."""

from dataclasses import dataclass, replace
from typing import Protocol

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from numpy.typing import ArrayLike

from chedun_gis.parts.part_set import SOURCE_ROW, Part, PartSet, read_part
from geo import Flags, Floats, InputError, require_amounts

RADIUS: str = "radius_m"


class Nearby(Protocol):
    """The services around one part, as they are sent to whoever measures it."""

    def frame(self) -> gpd.GeoDataFrame:
        """Return them with their `radius_m`, in the order of their source, in a metric CRS."""


class AllServices(Protocol):
    """All services that count."""

    def near(self, part: Part) -> Nearby:
        """Return those that can reach a tile of a part: the same for all that lies in a tile."""


@dataclass(frozen=True, slots=True)
class SentServices:
    """Services that travel with the question, as WKB."""

    wkb: tuple[bytes, ...]
    columns: tuple[tuple[str, tuple[object, ...]], ...]
    crs: str

    def frame(self) -> gpd.GeoDataFrame:
        """See `Nearby`."""
        blobs = np.empty(len(self.wkb), dtype=object)
        blobs[:] = self.wkb
        shapes = shapely.from_wkb(blobs)
        return gpd.GeoDataFrame(dict(self.columns), geometry=shapes, crs=self.crs)


class FrameServices:
    """Services that whoever asks holds, such as a layer of the town; `columns` travel with them."""

    def __init__(self, frame: gpd.GeoDataFrame, columns: tuple[str, ...] = (RADIUS,)) -> None:
        """Take services with their `radius_m`, in the metric CRS of the parts."""
        self._frame = frame
        self._columns = columns
        self._boxes = boxes_of(frame)

    def near(self, part: Part) -> SentServices:
        """See `AllServices`."""
        found = self._frame[reaching(self._boxes, part.reach)]
        columns = tuple((name, tuple(found[name].tolist())) for name in self._columns)
        shapes = np.asarray(found.geometry.array, dtype=object)
        return SentServices(tuple(shapely.to_wkb(shapes)), columns, found.crs.to_wkt())


@dataclass(frozen=True, slots=True)
class StoredServices:
    """Services that lie in parts themselves, of one radius: whoever measures reads them."""

    parts: PartSet
    radius_m: float
    reach: tuple[tuple[float, float, float, float], ...] = ()

    def near(self, part: Part) -> "StoredServices":
        """See `AllServices`."""
        boxes = np.array([each.bounds for each in self.parts.parts]).reshape(-1, 4)
        found = reaching(_widened(boxes, np.full(len(boxes), self.radius_m)), part.reach)
        kept = tuple(each for each, near in zip(self.parts.parts, found, strict=True) if near)
        reach = tuple((w, s, e, n) for w, s, e, n in part.reach.tolist())
        return replace(self, parts=replace(self.parts, parts=kept), reach=reach)

    def frame(self) -> gpd.GeoDataFrame:
        """See `Nearby`."""
        reach = np.array(self.reach).reshape(-1, 4)
        read = [gpd.GeoDataFrame({SOURCE_ROW: []}, geometry=[], crs=self.parts.crs)]
        for part in self.parts.parts:
            rows = read_part(self.parts, part, columns=(SOURCE_ROW,)).assign(radius_m=self.radius_m)
            read.append(rows[reaching(boxes_of(rows), reach)])
        found = pd.concat(read[1:] or read, ignore_index=True).assign(radius_m=self.radius_m)
        return found.sort_values(SOURCE_ROW, ignore_index=True)


def boxes_of(frame: gpd.GeoDataFrame) -> Floats:
    """Return the box (n × 4) around the area that each service reaches by its `radius_m`."""
    bounds = np.asarray(shapely.bounds(np.asarray(frame.geometry.array, dtype=object)))
    return _widened(bounds.reshape(-1, 4), frame[RADIUS].to_numpy(dtype=float))


def _widened(bounds: Floats, radius_m: Floats) -> Floats:
    return np.asarray(bounds + radius_m[:, None] * [-1, -1, 1, 1], dtype=float)


def reaching(boxes: Floats, reach: Floats) -> Flags:
    """Tell which of some boxes meet any of the others (m × 4)."""
    found = np.zeros(len(boxes), dtype=bool)
    for west, south, east, north in reach:
        beside = (boxes[:, 0] <= east) & (boxes[:, 2] >= west)
        found |= beside & (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
    return found


def services_of_frame(
    frame: gpd.GeoDataFrame, parts: PartSet, radius_m: ArrayLike
) -> FrameServices:
    """Return services held by whoever asks, in the CRS of the parts.

    Raises what `require_amounts` raises for the radius, and `crs_mixed` (first, second).
    """
    _require_crs(parts, pyproj.CRS.from_user_input(frame.crs))
    return FrameServices(frame.assign(radius_m=require_amounts(radius_m, len(frame), name=RADIUS)))


def services_of_parts(found: PartSet, parts: PartSet, radius_m: float) -> StoredServices:
    """Return services that lie in parts themselves; raises as `services_of_frame`."""
    _require_crs(parts, pyproj.CRS.from_wkt(found.crs))
    return StoredServices(found, float(require_amounts(radius_m, 1, name=RADIUS)[0]))


def _require_crs(parts: PartSet, other: pyproj.CRS) -> None:
    crs = pyproj.CRS.from_wkt(parts.crs)
    if crs != other:
        raise InputError("crs_mixed", first=crs.name, second=other.name)
