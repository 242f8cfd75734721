"""Add numbers up without any rounding, so that neither order nor grouping shows in the sum."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

# Every finite number of 64 bits is a whole multiple of 2 to the power of -1074.
_UNIT_BITS: Final = 1_074
_MANTISSA_BITS: Final = 53
_HALF_BITS: Final = 27


def exact_sum(values: ArrayLike) -> int:
    """Return the sum of finite numbers as a whole number of units of 2 ** -1074, without rounding.

    Such sums are added as they are: that of all numbers is that of any parts of them, in any order.
    `rounded` turns one back. Raises `OverflowError` for a number that is not finite.
    """
    numbers = np.asarray(values, dtype=float).ravel()
    if not np.isfinite(numbers).all():
        raise OverflowError
    fraction, power = np.frexp(numbers[numbers != 0])
    whole = np.ldexp(fraction, _MANTISSA_BITS).astype(np.int64)
    total = 0
    for each in np.unique(power).tolist():
        ours = whole[power == each]
        # In halves, so that billions of them fit into 64 bits.
        high, low = ours >> _HALF_BITS, ours & ((1 << _HALF_BITS) - 1)
        part = (int(high.sum()) << _HALF_BITS) + int(low.sum())
        shift = each - _MANTISSA_BITS + _UNIT_BITS
        # The smallest numbers have zeros where the shift would take bits away.
        total += part << shift if shift >= 0 else part >> -shift
    return total


def rounded(total: int) -> float:
    """Return the number that is nearest to an exact sum, as `math.fsum` of its parts would be."""
    return total / (1 << _UNIT_BITS)
