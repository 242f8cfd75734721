"""Name a water class and the state of a whole river in the words of 环办〔2011〕22号."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from geo.water.gb3838 import WORST_CLASS


@dataclass(frozen=True, slots=True)
class Quality:
    """A word for the state of water (水质状况)."""

    id: str
    zh: str
    en: str


EXCELLENT: Final = Quality("excellent", "优", "excellent")
GOOD: Final = Quality("good", "良好", "good")
LIGHT: Final = Quality("light", "轻度污染", "lightly polluted")
MODERATE: Final = Quality("moderate", "中度污染", "moderately polluted")
HEAVY: Final = Quality("heavy", "重度污染", "heavily polluted")

QUALITY_OF_CLASS: Final = MappingProxyType(
    {1: EXCELLENT, 2: EXCELLENT, 3: GOOD, 4: LIGHT, 5: MODERATE, 6: HEAVY}
)


def quality_of_shares(shares: Mapping[int, float]) -> Quality:
    """Return the state of a river from the share (0-1) of its sections in each class, 1 to 6.

    环办〔2011〕22号, table for rivers: from 90 % in Ⅰ to Ⅲ excellent, from 75 % good; below that by
    the share in 劣Ⅴ, light under 20 %, moderate under 40 %, heavy from 40 %. Taken from a copy, not
    verified against the text.
    """
    # 0.7 + 0.2 falls short of 0.9 by the last digit.
    clean, foul = round(sum(shares.get(each, 0.0) for each in (1, 2, 3)), 12), shares.get(6, 0.0)
    if clean >= 0.9:  # noqa: PLR2004
        return EXCELLENT
    if clean >= 0.75:  # noqa: PLR2004
        return GOOD
    if foul < 0.2:  # noqa: PLR2004
        return LIGHT
    return MODERATE if foul < 0.4 else HEAVY  # noqa: PLR2004


def shares_of(classes: list[int]) -> dict[int, float]:
    """Return the share (0-1) of each class from 1 to 6 among the given ones; they are not none."""
    return {each: classes.count(each) / len(classes) for each in range(1, WORST_CLASS + 1)}
