"""Fit a local city grid to a known CRS from control points, and refuse a fit that is not good."""

from dataclasses import dataclass
from typing import Final, Literal

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from numpy.typing import ArrayLike

from geo import Floats, InputError

FitKind = Literal["similarity", "affine"]

# One point more than determines the fit, so that there are residuals to judge it by.
LEAST_POINTS: Final[dict[FitKind, int]] = {"similarity": 3, "affine": 4}
# The worst residual that a survey's control points may leave; a typing slip leaves far more.
MOST_RESIDUAL_M: Final = 1.0
# A grid for a town neither stretches nor shrinks; beyond this the points are not what they say.
MOST_SCALE_ERROR: Final = 0.01
# Points whose spread across is less than this part of their spread along lie on a line.
_LEAST_WIDTH: Final = 0.02
_SAME_M: Final = 0.01


@dataclass(frozen=True, slots=True)
class GridFit:
    """How local coordinates become those of `crs`: `matrix` (2 × 2) times (x, y) plus `offset_m`.

    `local_origin_m` is subtracted first, so that large coordinates lose no digits. `residual_m`
    holds for each control point how far it lands from where it should, `rms_m` their root mean
    square with the degrees of freedom counted.
    """

    kind: FitKind
    crs: str
    matrix: Floats
    offset_m: Floats
    local_origin_m: Floats
    residual_m: Floats
    rms_m: float

    @property
    def scale(self) -> float:
        """Return the mean length of a local metre."""
        return float(np.sqrt(abs(np.linalg.det(self.matrix))))

    @property
    def turn_rad(self) -> float:
        """Return by how much the local grid is turned counter-clockwise, in radians."""
        return float(np.arctan2(self.matrix[1, 0], self.matrix[0, 0]))


def fit_grid(
    local: ArrayLike, known: ArrayLike, *, crs: pyproj.CRS | str, kind: FitKind = "similarity"
) -> GridFit:
    """Return the fit of local coordinates (n × 2: east, north) to known ones in a metric CRS.

    A similarity (shift, turn, one scale) needs three control points, an affine fit (two scales
    and a skew more) four: one more than determines it, because without a residual a slip of the
    pen would not show. Least squares. Raises `InputError` with `grid_few_points` (count, least),
    `grid_same_point` (first, second, numbered from 1), `grid_on_a_line`, `grid_mirrored` (the
    axes are swapped), `grid_scale` (scale), `grid_residual` (point, residual_m, limit_m),
    `grid_not_numbers` and `crs_not_metric` (crs).
    """
    here, there = np.asarray(local, dtype=float), np.asarray(known, dtype=float)
    target = pyproj.CRS.from_user_input(crs)
    if not target.is_projected:
        raise InputError("crs_not_metric", crs=target.name)
    _require_points(here, there, kind)
    origin, middle = here.mean(axis=0), there.mean(axis=0)
    x, y = here - origin, there - middle
    solve = _similarity if kind == "similarity" else _affine
    if np.linalg.det(_affine(x, y)) < 0:
        raise InputError("grid_mirrored")
    matrix = solve(x, y)
    off = x @ matrix.T - y
    residual = np.hypot(off[:, 0], off[:, 1])
    free = 2 * len(here) - (4 if kind == "similarity" else 6)
    fit = GridFit(
        kind=kind,
        crs=target.to_string(),
        matrix=matrix,
        offset_m=middle,
        local_origin_m=origin,
        residual_m=residual,
        rms_m=float(np.sqrt((off**2).sum() / free)),
    )
    worst = int(residual.argmax())
    if residual[worst] > MOST_RESIDUAL_M:
        raise InputError(
            "grid_residual",
            point=worst + 1,
            residual_m=f"{residual[worst]:.2f}",
            limit_m=MOST_RESIDUAL_M,
        )
    if abs(fit.scale - 1) > MOST_SCALE_ERROR:
        raise InputError("grid_scale", scale=f"{fit.scale:.5f}")
    return fit


def apply_fit(frame: gpd.GeoDataFrame, fit: GridFit) -> gpd.GeoDataFrame:
    """Return features with local coordinates in the CRS of the fit, whatever CRS they state."""

    def move(xy: Floats) -> Floats:
        return (xy - fit.local_origin_m) @ fit.matrix.T + fit.offset_m

    shapes = shapely.transform(shapely.force_2d(frame.geometry.to_numpy()), move)
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=fit.crs))


def _require_points(here: Floats, there: Floats, kind: FitKind) -> None:
    if here.ndim != 2 or here.shape != there.shape or here.shape[1:] != (2,):  # noqa: PLR2004
        raise InputError("grid_not_numbers")
    if not (np.isfinite(here).all() and np.isfinite(there).all()):
        raise InputError("grid_not_numbers")
    if len(here) < LEAST_POINTS[kind]:
        raise InputError("grid_few_points", count=len(here), least=LEAST_POINTS[kind])
    from scipy.spatial import cKDTree  # noqa: PLC0415 - a server that starts does not wait for it

    for points in (here, there):
        apart, others = cKDTree(points).query(points, k=2)
        same = np.flatnonzero(apart[:, 1] < _SAME_M)
        if len(same):
            pair = sorted({int(same[0]), *others[same[0]].tolist()})
            raise InputError("grid_same_point", first=pair[0] + 1, second=pair[1] + 1)
        along, across = np.linalg.svd(points - points.mean(axis=0), compute_uv=False)
        if across < _LEAST_WIDTH * along:
            raise InputError("grid_on_a_line")


def _similarity(x: Floats, y: Floats) -> Floats:
    """Return the turn and scale that bring x nearest to y; both have their mean at 0."""
    size = (x**2).sum()
    cosine = (x * y).sum() / size
    sine = (x[:, 0] * y[:, 1] - x[:, 1] * y[:, 0]).sum() / size
    return np.array([[cosine, -sine], [sine, cosine]])


def _affine(x: Floats, y: Floats) -> Floats:
    return np.asarray(np.linalg.lstsq(x, y, rcond=None)[0], dtype=float).T
