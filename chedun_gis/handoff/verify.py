"""Compare a file that was read back with what should be in it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from chedun_gis.handoff.cells import plain
from chedun_gis.handoff.formats import Format
from chedun_gis.handoff.losses import Fitted

# Two geometries are the same when no vertex lies further off than this.
SAME_M = 0.001

# Decimal text (dBASE, CSV, KML) keeps 15 digits of a number; the rest is noise.
_NUMBER_NOISE = 1e-12

# Differences listed one by one; beyond, their number says enough.
_LISTED = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the file differs from what should be in it."""

    code: str
    feature: str = ""
    field: str = ""
    written: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What reading back found; `farthest_m` is the largest offset of a vertex in metres.

    `count` is the number of all differences, of which the first stand in `differences`.
    `rounded` says that the offset exceeds a millimetre but not the format's stated rounding.
    """

    features: int
    farthest_m: float
    count: int
    differences: tuple[Difference, ...]
    rounded: bool = False

    @property
    def same(self) -> bool:
        """Tell whether nothing differs but what is stated as a loss."""
        return self.count == 0


def verify(fitted: Fitted, read: gpd.GeoDataFrame, *, fmt: Format, metric_crs: str) -> Verification:
    """Compare features, attributes and geometry, and the CRS of the file with that of the frame.

    Features are matched by their ids when both have unique ones, else by their order. Geometry is
    measured in `metric_crs` in metres; ring direction does not count, parts and vertices do.
    """
    written = fitted.frame
    if len(written) != len(read):
        lost = Difference("features", "", "", str(len(written)), str(len(read)))
        return Verification(len(read), math.nan, 1, (lost,))
    key = fitted.names.get("id", "id")
    read = _matched(written, read, key)
    labels = [str(each) for each in written.get(key, written.index)]
    found = list(_crs_difference(written, read))
    found += _attribute_differences(written, read, fmt, labels)
    offsets = _offsets(written.to_crs(metric_crs), read.to_crs(metric_crs))
    limit = max(SAME_M, fmt.rounding_m)
    found += [
        Difference("geometry", label, "", "", f"{offset:.3f}")
        for label, offset in zip(labels, offsets, strict=True)
        if not offset <= limit
    ]
    farthest_m = float(offsets.max(initial=0.0))
    rounded = SAME_M < farthest_m <= limit
    return Verification(len(read), farthest_m, len(found), tuple(found[:_LISTED]), rounded)


def _matched(written: gpd.GeoDataFrame, read: gpd.GeoDataFrame, key: str) -> gpd.GeoDataFrame:
    if key in written and key in read:
        ids = [str(each) for each in read[key]]
        wanted = [str(each) for each in written[key]]
        if len(set(ids)) == len(ids) and set(ids) == set(wanted):
            place = {each: row for row, each in enumerate(ids)}
            return read.iloc[[place[each] for each in wanted]]
    return read


def _crs_difference(written: gpd.GeoDataFrame, read: gpd.GeoDataFrame) -> Iterator[Difference]:
    wanted = pyproj.CRS.from_user_input(written.crs)
    found = None if read.crs is None else pyproj.CRS.from_user_input(read.crs)
    if found is None or not wanted.equals(found, ignore_axis_order=True):
        yield Difference("crs", "", "", wanted.name, found.name if found else "")


def _attribute_differences(
    written: gpd.GeoDataFrame, read: gpd.GeoDataFrame, fmt: Format, labels: list[str]
) -> Iterator[Difference]:
    for name in written.columns:
        if name == written.geometry.name:
            continue
        if name not in read and fmt.drops_empty_fields and written[name].isna().all():
            continue
        if name not in read:
            yield Difference("field", "", str(name))
            continue
        gaps = bool(written[name].isna().any())
        for label, was, now in zip(labels, written[name], read[name], strict=True):
            left, right = plain(was), plain(now)
            if right == "" and fmt.empty_is_null:  # the frame was fitted: "" can only be null
                right = None
            if not _same(left, right, gaps=gaps):
                yield Difference("value", label, str(name), repr(left), repr(right))


def _same(was: Any, now: Any, *, gaps: bool) -> bool:  # noqa: ANN401 - a cell may hold anything
    """Compare two cells with their types; a column with `gaps` is read as floating numbers."""
    if was is None or now is None:
        return was is now
    if type(was) is not type(now) and not (gaps and isinstance(now, float)):
        return isinstance(was, float) and type(now) is int and was == now
    if isinstance(now, float):
        return math.isclose(was, now, rel_tol=_NUMBER_NOISE)
    return bool(was == now)


def _offsets(written: gpd.GeoDataFrame, read: gpd.GeoDataFrame) -> NDArray[np.float64]:
    """Return for each feature how far its farthest vertex has moved, in metres."""
    one, other = _plain_shapes(written), _plain_shapes(read)
    return np.array([_offset(a, b) for a, b in zip(one, other, strict=True)], dtype=float)


def _plain_shapes(frame: gpd.GeoDataFrame) -> NDArray[np.object_]:
    shapes = shapely.force_2d(frame.geometry.to_numpy())
    return np.asarray(shapely.orient_polygons(shapes))


def _offset(one: shapely.Geometry | None, other: shapely.Geometry | None) -> float:
    if one is None or other is None or one.is_empty or other.is_empty:
        bare = (one is None or one.is_empty) and (other is None or other.is_empty)
        return 0.0 if bare else math.inf
    if one.geom_type.removeprefix("Multi") != other.geom_type.removeprefix("Multi"):
        return math.inf
    if shapely.get_num_coordinates(one) != shapely.get_num_coordinates(other):
        return math.inf
    if shapely.get_num_geometries(one) != shapely.get_num_geometries(other):
        return math.inf
    moved = _moved(one, other)
    if moved <= SAME_M:
        return moved
    # The same shape may begin at another vertex, or have its parts in another order.
    return min(moved, _moved(shapely.normalize(one), shapely.normalize(other)))


def _moved(one: shapely.Geometry, other: shapely.Geometry) -> float:
    steps = shapely.get_coordinates(one) - shapely.get_coordinates(other)
    return float(np.hypot(steps[:, 0], steps[:, 1]).max())
