"""Tell by layers of known position whether features are where they should be, or shifted.

For each datum the shift is taken out and it is counted how many features then lie on something of
the reference. Chance is measured too: by shifts of the same length in other directions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.position import DATUMS, shift_frame

Points = NDArray[np.object_]
Owners = NDArray[np.int64]

_NEAR_M: Final = 30.0
_SAMPLE: Final = 400
_LEAST: Final = 5
# What a datum needs: most features on something, far more than by chance and than another datum.
_SHARE: Final = 0.5
_MARGIN: Final = 0.25
_DECOYS_DEGREES: Final = (30.0, 75.0, 120.0, 165.0, 210.0, 255.0)
_DECOY_M: Final = (250.0, 490.0)


@dataclass(frozen=True, slots=True)
class DatumMatch:
    """Which datum fits ("" when none can be told), how well, and the distance it moves (m).

    `shares` (0–1) by datum: how many features lie on the reference; `chance` likewise by chance.
    """

    datum: str
    shares: Mapping[str, float]
    chance: float
    offset_m: float
    reference: str


def match(frame: gpd.GeoDataFrame, references: Mapping[str, gpd.GeoDataFrame]) -> DatumMatch:
    """Return the datum of a frame in degrees by the reference, in metres, that tells most.

    A frame of fewer than five features with a shape to compare tells nothing.
    """
    sample = frame.iloc[:: max(1, len(frame) // _SAMPLE)]
    tried = [_against(sample, name, there) for name, there in references.items() if len(there)]
    silent = DatumMatch("", {}, 0.0, 0.0, "")
    return max(tried, key=lambda each: (bool(each.datum), _best(each)), default=silent)


def _best(found: DatumMatch) -> float:
    return max(found.shares.values(), default=0.0) - found.chance


def _against(frame: gpd.GeoDataFrame, name: str, there: gpd.GeoDataFrame) -> DatumMatch:
    targets = _targets(there)
    if len(frame) < _LEAST or not len(targets):
        return DatumMatch("", {}, 0.0, 0.0, name)
    given, owners = _marks(frame)
    marks: dict[str, Points] = {
        datum: shift_frame(given, source=datum, target="wgs84")
        .geometry.to_crs(there.crs)
        .to_numpy()
        for datum in DATUMS
    }
    tree = shapely.STRtree(targets)
    shares: dict[str, float] = {datum: _share(tree, got, owners) for datum, got in marks.items()}
    points = marks["wgs84"]
    chance = max(_share(tree, _moved(points, *way), owners) for way in _ways())
    ranked = sorted(shares, key=lambda datum: -shares[datum])
    first, second = shares[ranked[0]], shares[ranked[1]]
    sure = first >= _SHARE and first - max(chance, second) >= _MARGIN
    offset_m = float(np.median(shapely.distance(points, marks[ranked[0]]))) if sure else 0.0
    return DatumMatch(ranked[0] if sure else "", shares, chance, offset_m, name)


def _marks(frame: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, Owners]:
    """Return points that stand for the features, and whose they are."""
    shapes = frame.geometry.to_numpy()
    coordinates, owners = shapely.get_coordinates(shapes, return_index=True)
    step = max(1, len(coordinates) // (8 * _SAMPLE))
    points = gpd.GeoDataFrame(geometry=shapely.points(coordinates[::step]), crs=frame.crs)
    return points, np.asarray(owners[::step], dtype=np.int64)


def _targets(there: gpd.GeoDataFrame) -> Points:
    shapes = there.geometry.to_numpy()
    shapes = shapes[~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)]
    areas = shapely.get_dimensions(shapes) == 2  # noqa: PLR2004 - an area counts by its edge
    return np.asarray([*shapes[~areas], *shapely.boundary(shapes[areas])], dtype=object)


def _share(tree: shapely.STRtree, points: Points, owners: Owners) -> float:
    """Return the mean over the features of the share of their points on something."""
    near = np.zeros(len(points), dtype=bool)
    near[np.unique(tree.query(points, predicate="dwithin", distance=_NEAR_M)[0])] = True
    hits = np.bincount(owners, weights=near)
    counts = np.bincount(owners)
    return float(np.mean(hits[counts > 0] / counts[counts > 0]))


def _ways() -> list[tuple[float, float]]:
    angles = np.radians(_DECOYS_DEGREES)
    return [(length * np.cos(a), length * np.sin(a)) for length in _DECOY_M for a in angles]


def _moved(points: Points, east: float, north: float) -> Points:
    return np.asarray(shapely.transform(points, lambda xy: np.add(xy, (east, north))), dtype=object)
