"""Show of a large result what the window holds: the largest places first, up to so many bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Final

import geopandas as gpd
import numpy as np
import shapely

from chedun_gis.analysis import Evidence, EvidencePart, drawn_lines, listed
from geo import WGS84, reprojected

# West, south, east, north in degrees.
Window = tuple[float, float, float, float]

# A result with more places than this is sent as its window shows it.
MOST_WRITTEN: Final = 3_000
_MOST_BYTES: Final = 900_000
_AT_ONCE: Final = 250
# What a place takes beside its coordinates, of which each takes two numbers.
_PLACE_BYTES, _COORDINATE_BYTES = 200, 16


@dataclass(frozen=True, slots=True)
class ShownPart:
    """What is shown of one kind of place: the list of its features, and how many of how many."""

    part: EvidencePart
    features: str
    count: int
    total: int


class WindowedEvidence:
    """The places of a large result, looked up by window; the frames are those that were given.

    What may be changed on the map is not among them: it is sent whole, wherever it lies.
    """

    def __init__(self, evidence: Evidence) -> None:
        """Remember the places; trees are made when a window is first asked for."""
        self.evidence = evidence
        self.parts = tuple(part for part in evidence.parts if not part.edit)
        self._trees: dict[int, shapely.STRtree] = {}
        self._lock = Lock()

    @property
    def size_bytes(self) -> int:
        """About how much memory the places take."""
        shapes = [part.frame.geometry.to_numpy() for part in self.parts]
        coordinates = sum(int(shapely.get_num_coordinates(each).sum()) for each in shapes)
        return _COORDINATE_BYTES * coordinates + _PLACE_BYTES * sum(map(len, shapes))

    def bounds_deg(self) -> Window | None:
        """Return what holds all places; None where nothing has one."""
        found = [part.frame.geometry for part in self.parts if len(part.frame)]
        boxes = [np.asarray(each.total_bounds) for each in found]
        boxes = [each for each in boxes if np.isfinite(each).all()]
        if not boxes:
            return None
        low = np.min([each[:2] for each in boxes], axis=0)
        high = np.max([each[2:] for each in boxes], axis=0)
        box = gpd.GeoSeries([shapely.box(*low, *high)], crs=found[0].crs)
        west, south, east, north = map(float, reprojected(box, WGS84).total_bounds)
        return west, south, east, north

    def shown(self, window_deg: Window, mark: str = "") -> list[ShownPart]:
        """Return what is shown in a window, bottom first; `mark` is shown wherever it lies.

        Each kind of place may take its share of the bytes, and what those on top of it leave.
        """
        found: list[ShownPart] = []
        left = _MOST_BYTES
        parts = self.parts
        for at in reversed(range(len(parts))):
            each = self._part(at, window_deg, mark, left // (at + 1))
            left -= len(each.features)
            found.append(each)
        return found[::-1]

    def _part(self, at: int, window_deg: Window, mark: str, most_bytes: int) -> ShownPart:
        part = self.parts[at]
        rows = self._rows(at, window_deg)
        marked = np.flatnonzero((part.frame["id"] == mark).to_numpy()) if mark else rows[:0]
        order = np.concatenate([marked, rows[~np.isin(rows, marked)]])
        lines: list[tuple[str, str]] = []
        taken = 0
        for some in _pieces(order):
            more = drawn_lines(part.frame.iloc[some])
            taken += sum(len(text) + 1 for _, text in more)
            if lines and taken > most_bytes:
                break
            lines += more
        return ShownPart(part, listed(lines), len(lines), len(part.frame))

    def _rows(self, at: int, window_deg: Window) -> np.ndarray:
        """Return the rows of a part that meet the window, the largest first."""
        frame = self.parts[at].frame
        shapes = frame.geometry.to_numpy()
        with self._lock:
            tree = self._trees.get(at)
            if tree is None:
                tree = self._trees[at] = shapely.STRtree(shapes)
        box = reprojected(gpd.GeoSeries([shapely.box(*window_deg)], crs=WGS84), frame.crs)
        found = np.sort(tree.query(shapely.box(*box.total_bounds)))
        return np.asarray(found[np.argsort(-shapely.area(shapes[found]), kind="stable")])


def _pieces(order: np.ndarray) -> Iterator[np.ndarray]:
    for first in range(0, len(order), _AT_ONCE):
        yield order[first : first + _AT_ONCE]


def window_of(text: str) -> Window | None:
    """Return a window by its text, "west,south,east,north" in degrees; None for any other text."""
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        return None
    good = -180 <= west <= east <= 180 and -90 <= south <= north <= 90  # noqa: PLR2004 - the globe
    return (west, south, east, north) if good else None


def places_in(evidence: Evidence) -> int:
    """Return how many places a result has."""
    return sum(len(part.frame) for part in evidence.parts)


def is_large(evidence: Evidence) -> bool:
    """Tell whether a result is sent as its window shows it."""
    return places_in(evidence) > MOST_WRITTEN
