"""Say between which values a figure likely lies, from its value in every draw."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from geo import Floats

DRAWS: Final = 200
# The interval holds nine tenths of the draws: a twentieth lies below, a twentieth above.
TAIL: Final = 0.05
STEPS: Final = (50, 100, 150, 200)


@dataclass(frozen=True, slots=True)
class IntervalEnds:
    """The two ends of the interval after a number of draws."""

    draws: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Likely:
    """The interval that holds 90 % of the draws of a figure, in the figure's own unit.

    `middle` is the median; `steps` show how the ends settled, `low_error` and `high_error` are one
    standard error of sampling of each end. All NaN where a draw has no value.
    """

    low: float
    middle: float
    high: float
    low_error: float
    high_error: float
    steps: tuple[IntervalEnds, ...]

    @property
    def draws(self) -> int:
        """How many draws there were."""
        return self.steps[-1].draws

    @property
    def width(self) -> float:
        """How far the ends lie apart."""
        return self.high - self.low


def likely_of(values: ArrayLike, *, steps: Sequence[int] = STEPS) -> Likely:
    """Return the interval of a figure's values, one a draw.

    A quantile's sampling error is read from the order of the values (distribution-free): half of
    what lies between the values one binomial standard deviation of ranks below and above it.
    """
    each = np.asarray(values, dtype=float)
    told = tuple(
        IntervalEnds(count, *map(float, np.quantile(each[:count], [TAIL, 1 - TAIL])))
        for count in dict.fromkeys(min(step, len(each)) for step in (*steps, len(each)))
    )
    last = told[-1]
    low_error, high_error = (_error(each, share) for share in (TAIL, 1 - TAIL))
    return Likely(last.low, float(np.median(each)), last.high, low_error, high_error, told)


def scaled(found: Likely, factor: float) -> Likely:
    """Return the same in another unit."""
    return Likely(
        factor * found.low,
        factor * found.middle,
        factor * found.high,
        factor * found.low_error,
        factor * found.high_error,
        tuple(
            IntervalEnds(each.draws, factor * each.low, factor * each.high) for each in found.steps
        ),
    )


def shifted(found: Likely, amount: float) -> Likely:
    """Return the interval of a figure to which an amount is added that is known."""
    return replace(
        found,
        low=found.low + amount,
        middle=found.middle + amount,
        high=found.high + amount,
        steps=tuple(
            replace(each, low=each.low + amount, high=each.high + amount) for each in found.steps
        ),
    )


def _error(values: Floats, share: float) -> float:
    by = math.sqrt(share * (1 - share) / len(values))
    low, high = np.quantile(values, np.clip([share - by, share + by], 0, 1))
    return float(high - low) / 2
