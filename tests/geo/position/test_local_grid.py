"""A local grid is fitted from control points, and a bad fit is refused."""

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, box

from geo import InputError
from geo.position import LEAST_POINTS, FitKind, apply_fit, fit_grid

# A town's own grid: origin at a church, turned by 2 degrees, in EPSG:4549 elsewhere.
LOCAL = np.array([[0.0, 0.0], [5000.0, 100.0], [4800.0, 6000.0], [-300.0, 5500.0]])
TURN = np.radians(2)
ROTATION = np.array([[np.cos(TURN), -np.sin(TURN)], [np.sin(TURN), np.cos(TURN)]])
KNOWN = LOCAL @ ROTATION.T * 1.00002 + [623_500.0, 3_430_000.0]


@pytest.mark.parametrize("kind", ["similarity", "affine"])
def test_the_grid_is_found(kind: FitKind) -> None:
    fit = fit_grid(LOCAL, KNOWN, crs="EPSG:4549", kind=kind)
    assert fit.turn_rad == pytest.approx(TURN, abs=1e-9)
    assert fit.scale == pytest.approx(1.00002, abs=1e-9)
    assert fit.residual_m.max() < 1e-6
    homes = gpd.GeoDataFrame({"n": [1, 2]}, geometry=[Point(0, 0), box(0, 0, 100, 100)])
    placed = apply_fit(homes, fit)
    assert placed.crs.to_epsg() == 4549
    assert placed.geometry[0].distance(Point(623_500, 3_430_000)) < 1e-6
    assert placed.geometry[1].area == pytest.approx(10_000 * 1.00002**2)
    assert placed["n"].tolist() == [1, 2]


def test_residuals_are_those_of_each_point() -> None:
    # One point read 0.3 m wrong: the others share the error, none is off by more than 0.3 m.
    wrong = np.add(KNOWN, [[0.3, 0], [0, 0], [0, 0], [0, 0]])
    fit = fit_grid(LOCAL, wrong, crs=4549)
    assert 0.05 < fit.residual_m[0] < 0.3
    assert fit.residual_m.argmax() == 0
    assert 0 < fit.rms_m < 0.3


SLIP = np.add(KNOWN, [[0, 0], [0, 100], [0, 0], [0, 0]])
LINE = np.array([[0, 0], [1000, 1000], [2000, 2001], [3000, 3000]], dtype=float)


@pytest.mark.parametrize(
    ("local", "known", "kind", "code"),
    [
        (LOCAL[:2], KNOWN[:2], "similarity", "grid_few_points"),
        (LOCAL[:3], KNOWN[:3], "affine", "grid_few_points"),
        (LOCAL, SLIP, "similarity", "grid_residual"),
        (LOCAL[:, ::-1], KNOWN, "similarity", "grid_mirrored"),
        (LOCAL[:, ::-1], KNOWN, "affine", "grid_mirrored"),
        (LOCAL * 1.05, KNOWN, "similarity", "grid_scale"),
        (LOCAL[[0, 1, 1, 2]], KNOWN[[0, 1, 1, 2]], "similarity", "grid_same_point"),
        (LINE, LINE + 600_000, "similarity", "grid_on_a_line"),
        (LOCAL * np.nan, KNOWN, "similarity", "grid_not_numbers"),
        (LOCAL[:, 0], KNOWN[:, 0], "similarity", "grid_not_numbers"),
        (LOCAL, KNOWN[:3], "similarity", "grid_not_numbers"),
    ],
)
def test_a_bad_fit_is_refused(
    local: np.ndarray, known: np.ndarray, kind: FitKind, code: str
) -> None:
    with pytest.raises(InputError) as caught:
        fit_grid(local, known, crs=4549, kind=kind)
    assert caught.value.code == code


def test_degrees_are_no_grid() -> None:
    with pytest.raises(InputError) as caught:
        fit_grid(LOCAL, KNOWN, crs=4490)
    assert caught.value.code == "crs_not_metric"


@given(
    st.floats(-180, 180),
    st.floats(0.995, 1.005),
    st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)),
    st.sampled_from(list(LEAST_POINTS)),
)
def test_any_similarity_is_recovered(
    turn_deg: float, scale: float, offset: tuple[float, float], kind: FitKind
) -> None:
    angle = np.radians(turn_deg)
    matrix = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    fit = fit_grid(LOCAL, LOCAL @ matrix.T + offset, crs=4549, kind=kind)
    assert fit.residual_m.max() < 1e-4
    assert fit.matrix == pytest.approx(matrix, abs=1e-8)


def test_many_points_are_compared_at_once() -> None:
    local = np.random.default_rng(4).random((30_000, 2)) * 10_000
    known = np.add(local, (500_000, 3_400_000))
    assert fit_grid(local, known, crs="EPSG:4549").rms_m < 1e-6
    local[17] = local[29_000]
    with pytest.raises(InputError) as caught:
        fit_grid(local, known, crs="EPSG:4549")
    assert caught.value.code == "grid_same_point"
    assert caught.value.params == {"first": 18, "second": 29_001}
