"""Exact sums are those of `math.fsum`, however the numbers are grouped."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import exact_sum, rounded

FINITE = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300)


@given(st.lists(FINITE, max_size=50), st.randoms())
def test_the_sum_is_that_of_any_parts_in_any_order(values: list[float], chance: object) -> None:
    mixed = [*values]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    cut = len(mixed) // 3
    parts = exact_sum(mixed[cut:]) + exact_sum(mixed[:cut])
    assert parts == exact_sum(values)
    assert rounded(parts) == math.fsum(values)


def test_the_smallest_numbers_count() -> None:
    assert rounded(exact_sum([5e-324, 5e-324, 1e-310, -1e-310])) == 1e-323
    assert exact_sum([]) == 0
    # 1e16 + 1 has no place among the numbers of 64 bits; two of them have.
    assert rounded(exact_sum([1e16, 1.0]) + exact_sum([1.0, -1e16])) == 2.0


def test_many_of_one_size_do_not_run_over() -> None:
    many = np.full(1_000_000, 2.0**60)
    assert exact_sum(many) == 1_000_000 * exact_sum([2.0**60])


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_not_finite_has_no_sum(value: float) -> None:
    with pytest.raises(OverflowError):
        exact_sum([1.0, value])
