"""What the draws are, and on what they depend."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.doubt.errors import drawn
from tests.geo.doubt.toys import errors


def test_the_accuracy_is_the_radius_that_holds_95_per_cent() -> None:
    found = drawn(errors(["a"], 1000.0), draws=20_000, seed=1)
    off = np.hypot(*found.shift_m[0].T)
    assert (off <= 1000).mean() == pytest.approx(0.95, abs=0.005)
    # Isotropic: as far to the east as to the north, and centred where it is drawn.
    assert found.shift_m[0].std(axis=0) == pytest.approx([1000 / 2.4477] * 2, rel=0.02)
    assert found.shift_m[0].mean(axis=0) == pytest.approx([0, 0], abs=10)
    assert (found.scale == 1).all()


def test_what_a_source_shares_moves_its_features_together() -> None:
    one = drawn(errors(["a", "b"], [100.0, 300.0], shared=1.0), draws=50, seed=1)
    assert one.shift_m[1] == pytest.approx(3 * one.shift_m[0])
    part = drawn(errors(["a", "b"], 100.0, shared=0.25), draws=20_000, seed=1)
    together = np.corrcoef(part.shift_m[0, :, 0], part.shift_m[1, :, 0])[0, 1]
    assert together == pytest.approx(0.25, abs=0.02)
    assert part.shift_m[0].std(axis=0) == pytest.approx([100 / 2.4477] * 2, rel=0.02)


def test_a_sketch_has_another_area_within_its_range() -> None:
    area = drawn(errors(["a"], 0.0, area=(0.5, 2.0)), draws=20_000, seed=1).scale[0] ** 2
    assert 0.5 <= area.min() < 0.51
    assert 1.96 < area.max() <= 2.0
    # Log-uniform: as often half as large as twice.
    assert np.median(area) == pytest.approx(1.0, abs=0.02)
    assert (area < 2**-0.5).mean() == pytest.approx(0.25, abs=0.01)


@given(st.permutations(["a", "b", "c", "d"]), st.integers(1, 4), st.integers(0, 3))
def test_a_draw_depends_on_seed_and_key_alone(keys: list[str], count: int, seed: int) -> None:
    alike = {"shared": 0.3, "area": (0.8, 1.2)}
    every = drawn(errors(["a", "b", "c", "d"], 50.0, **alike), draws=7, seed=seed)  # type: ignore[arg-type]
    some = drawn(errors(keys[:count], 50.0, **alike), draws=5, seed=seed)  # type: ignore[arg-type]
    rows = ["abcd".index(key) for key in keys[:count]]
    # The first draws of many are those of few.
    assert (some.shift_m == every.shift_m[rows, :5]).all()
    assert (some.scale == every.scale[rows, :5]).all()


def test_seeds_and_streams_are_draws_of_their_own() -> None:
    first = drawn(errors(["a"], 50.0), draws=5, seed=0)
    assert (first.shift_m != drawn(errors(["a"], 50.0), draws=5, seed=1).shift_m).all()
    assert (first.shift_m != drawn(errors(["a"], 50.0), draws=5, seed=0, stream="x").shift_m).all()
