"""What crosses itself a little is repaired, what is a knot is named and left alone."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import MOST_CROSSINGS, repaired

BOW = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])


def star(teeth: int) -> shapely.Polygon:
    """Return a comb of so many upright teeth that a line on its way back crosses on both sides."""
    up = [(x, y) for at in range(teeth) for x, y in ((2 * at, -1), (2 * at, 1))]
    return shapely.Polygon([*up, (2 * teeth, 1), (2 * teeth, 0), (-1, 0), (-1, -1)])


def knot(vertices: int) -> shapely.Polygon:
    return shapely.Polygon(np.random.default_rng(4).random((vertices, 2)))


def test_the_sound_stay_and_the_few_crossings_are_repaired() -> None:
    shapes = np.array([shapely.box(0, 0, 1, 1), BOW, None, shapely.Point(1, 1)], dtype=object)
    found = repaired(shapes)
    assert found.invalid.tolist() == [False, True, False, False]
    assert not found.tangled.any()
    # Two triangles of base 2 and height 1.
    assert found.shapes[1].area == 2
    assert [found.shapes[at] for at in (0, 2, 3)] == [shapes[at] for at in (0, 2, 3)]
    assert not shapely.is_valid(shapes[1])  # what was given stays as it was


def test_crossings_are_counted() -> None:
    # The way back, at height 0, crosses every tooth and every slope between two of them.
    teeth = MOST_CROSSINGS // 2
    few, many = repaired(np.array([star(teeth), star(teeth + 2)], dtype=object)).tangled
    assert not few
    assert many


def test_knots_of_any_size_are_named_and_left() -> None:
    shapes = np.array([knot(500), knot(5_000), knot(100_000)], dtype=object)
    found = repaired(shapes)
    assert found.tangled.all()
    assert found.invalid.all()
    assert all(a is b for a, b in zip(found.shapes, shapes, strict=True))


@pytest.mark.filterwarnings("ignore:invalid value")
def test_only_what_is_asked_for_is_looked_at() -> None:
    nowhere = shapely.from_wkt("POLYGON ((0 0, nan 1, 1 0, 0 0))")
    found = repaired(np.array([nowhere, BOW], dtype=object), np.array([False, True]))
    assert found.invalid.tolist() == [False, True]


def test_large_and_round_is_sound() -> None:
    angles = np.linspace(0, 2 * np.pi, 200_000, endpoint=False)
    found = repaired(np.array([shapely.Polygon(np.c_[np.cos(angles), np.sin(angles)])], object))
    assert not found.invalid.any()


def test_segments_that_lie_side_by_side_are_not_counted_for_ever() -> None:
    # Every tooth of a slanting comb has a box that meets all others; one bow makes it invalid.
    at = np.arange(4_000)
    teeth = np.c_[at % 2 + at / 4e4, at % 2 - at / 4e4]
    comb = shapely.MultiPolygon([shapely.Polygon([*teeth, (2, -1), (-2, -2)]), BOW])
    assert repaired(np.array([comb], dtype=object)).tangled.all()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=12))
def test_whatever_is_repaired_is_valid(points: list[tuple[int, int]]) -> None:
    found = repaired(np.array([shapely.Polygon(points)], dtype=object))
    assert found.tangled.any() or shapely.is_valid(found.shapes).all()
