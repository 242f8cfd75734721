"""Where coordinates belong: guessed CRS, shifted datums, local grids."""

from geo.position.datum import DATUMS, Datum, shift_frame
from geo.position.guess import Finding, apply, diagnose
from geo.position.local_grid import LEAST_POINTS, FitKind, GridFit, apply_fit, fit_grid
