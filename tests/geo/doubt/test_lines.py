"""Lines within reach of an area, draw by draw."""

import numpy as np
import pytest
from shapely import Point, box

from geo import InputError
from geo.doubt import LinesFigure, likely_lines
from tests.geo.doubt.toys import errors, frame, square

AREAS = frame([square(0, 0, 1000), square(5000, 0, 1000)], ["near", "far"])
STOPS = frame([Point(600, 0), Point(700, 0), Point(5600, 0), Point(6200, 0)], list("abcd"))
STOPS["routes"] = [("1",), ("1", "2"), ("3",), ("4",)]


def test_lines_that_are_certain_are_counted_once() -> None:
    known = (errors(["near", "far"], 0.0), errors("abcd", 0.0))
    found = likely_lines(LinesFigure(AREAS, STOPS, known, 300))
    # Of the far one only line 3 is within 300 m: line 4 is 700 m away.
    assert (found.counts == [[2], [1]]).all()
    assert [(each.low, each.high) for each in found.areas] == [(2, 2), (1, 1)]
    assert (found.fewest.low, found.met.high) == (1, 1)
    assert found.verdicts.tolist() == [1, 0]


def test_an_area_that_may_lie_elsewhere_may_have_other_lines() -> None:
    # So long from south to north that only where it lies from west to east matters.
    areas = frame([box(4500, -20_000, 5500, 20_000)], ["far"])
    unsure = (errors(["far"], 1500.0), errors("abcd", 0.0))
    found = likely_lines(LinesFigure(areas, STOPS, unsure, 300), draws=1000)
    # Lines 3 and 4 are both near when it lies 400 to 1,400 m further east, of a deviation of
    # 1500 / 2.4477 = 612.8 m: 0.653 to 2.285 deviations.
    assert found.verdicts[0] == pytest.approx(0.9888 - 0.7430, abs=0.03)
    assert (found.areas[0].low, found.areas[0].high) == (0, 2)


def test_a_larger_outline_reaches_more() -> None:
    sizes = errors(["near", "far"], 0.0, area=(0.25, 6.0))
    found = likely_lines(LinesFigure(AREAS, STOPS, (sizes, errors("abcd", 0.0)), 300))
    assert set(np.unique(found.counts[1])) == {0, 1, 2}


def test_what_is_missing_is_refused() -> None:
    both = (errors(["near", "far"], 0.0), errors("abcd", 0.0))
    with pytest.raises(InputError, match="column_missing"):
        likely_lines(LinesFigure(AREAS, STOPS.drop(columns="routes"), both, 300))
    with pytest.raises(InputError, match="zones_empty"):
        likely_lines(LinesFigure(AREAS.iloc[:0], STOPS, both, 300))
