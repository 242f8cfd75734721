"""Lay metres on paper: a round scale, a window, and what lies in it."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from geo import require_metric

MapExtent = tuple[float, float, float, float]
# The print width of an A4 page with margins of 16 mm, and of a formal one with those of 25 mm.
WIDTH_MM = 178.0
FORMAL_MM = 160.0

_SCALES = (
    *(1_000, 2_000, 2_500, 3_000, 4_000, 5_000, 7_500, 10_000, 12_500, 15_000, 20_000, 25_000),
    *(30_000, 40_000, 50_000, 60_000, 65_000, 70_000, 75_000, 80_000, 90_000, 100_000),
    *(125_000, 150_000, 200_000, 250_000, 500_000),
)
_MARGIN_MM = 4.0
# Finer than a printer's dot at 600 dpi.
_TOLERANCE_MM = 0.04
# Outlines are cut outside the frame, so that no cut is seen as a line.
_OVERHANG_MM = 3.0


@dataclass(frozen=True, slots=True)
class Paper:
    """A window of the ground on paper; `scale` metres of ground are one metre of paper."""

    width_mm: float
    height_mm: float
    scale: int
    west: float
    north: float

    @property
    def metres_per_mm(self) -> float:
        """The ground under one millimetre."""
        return self.scale / 1_000

    @property
    def window(self) -> MapExtent:
        """West, south, east, north in metres."""
        east = self.west + self.width_mm * self.metres_per_mm
        return (self.west, self.north - self.height_mm * self.metres_per_mm, east, self.north)

    def place(self, shape: np.ndarray) -> np.ndarray:
        """Return shapes in metres as shapes in millimetres of paper, y downwards."""
        return np.asarray(
            shapely.transform(
                shape,
                lambda xy: np.column_stack(
                    [
                        (xy[:, 0] - self.west) / self.metres_per_mm,
                        (self.north - xy[:, 1]) / self.metres_per_mm,
                    ]
                ),
            )
        )


def paper_for(extent: MapExtent, *, width_mm: float, height_mm: float) -> Paper:
    """Return the paper of the largest round scale that holds the extent with a margin.

    An extent larger than the smallest scale allows is shown by that scale around its middle.
    """
    west, south, east, north = extent
    across, up = width_mm - 2 * _MARGIN_MM, height_mm - 2 * _MARGIN_MM
    need = max((east - west) / across, (north - south) / up) * 1_000
    scale = next((each for each in _SCALES if each >= need), _SCALES[-1])
    half_x, half_y = width_mm * scale / 2_000, height_mm * scale / 2_000
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    return Paper(width_mm, height_mm, scale, middle_x - half_x, middle_y + half_y)


def drawn(frame: gpd.GeoDataFrame, paper: Paper) -> gpd.GeoDataFrame:
    """Return the features in the window, in millimetres of paper and no finer than print shows.

    Raises `InputError("not_metric")` or `InputError("crs_missing")` for another CRS.
    """
    require_metric(frame)
    placed = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    overhang = _OVERHANG_MM * paper.metres_per_mm
    west, south, east, north = paper.window
    box = (west - overhang, south - overhang, east + overhang, north + overhang)
    shapes = placed.geometry.to_numpy()
    touching = shapely.intersects(shapes, shapely.box(*box))
    placed, shapes = placed[touching], shapes[touching]
    areal = shapely.get_dimensions(shapes) > 0
    cut = np.where(areal, shapely.clip_by_rect(shapes, *box), shapes)
    cut = shapely.simplify(cut, _TOLERANCE_MM * paper.metres_per_mm)
    seen = ~shapely.is_empty(cut)
    return placed[seen].set_geometry(
        gpd.GeoSeries(paper.place(cut[seen]), index=placed.index[seen]), crs=None
    )
