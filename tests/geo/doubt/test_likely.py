"""An interval from the values of the draws."""

import math

import numpy as np
import pytest

from geo.doubt import likely_of, scaled


def test_nine_tenths_of_the_draws_lie_inside() -> None:
    found = likely_of(np.arange(201.0))
    assert (found.low, found.middle, found.high, found.width) == (10, 100, 190, 180)
    assert found.draws == 201
    assert [(each.draws, each.low, each.high) for each in found.steps] == [
        (50, pytest.approx(2.45), pytest.approx(46.55)),
        (100, pytest.approx(4.95), pytest.approx(94.05)),
        (150, pytest.approx(7.45), pytest.approx(141.55)),
        (200, pytest.approx(9.95), pytest.approx(189.05)),
        (201, 10, 190),
    ]
    # One standard deviation of the rank: the root of 201 x 0.05 x 0.95.
    assert found.low_error == pytest.approx(200 * math.sqrt(0.05 * 0.95 / 201))


def test_the_error_told_is_how_far_the_ends_scatter() -> None:
    rng = np.random.default_rng(1)
    many = [likely_of(rng.normal(size=200)) for _ in range(400)]
    scatter = np.std([each.low for each in many])
    assert np.mean([each.low_error for each in many]) == pytest.approx(scatter, rel=0.15)


def test_what_is_certain_has_no_width_and_what_is_unknown_no_ends() -> None:
    same = likely_of(np.full(200, 0.4))
    assert (same.low, same.high, same.low_error, same.high_error) == (0.4, 0.4, 0, 0)
    assert math.isnan(likely_of(np.full(200, np.nan)).low)


def test_another_unit() -> None:
    found = scaled(likely_of(np.arange(201.0)), 100)
    assert (found.low, found.high, found.steps[-1].high) == (1000, 19000, 19000)
