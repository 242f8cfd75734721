"""What lies at a place of a large layer, by hand and against looking at every feature."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.tiles import features_near, summary_of
from chedun_gis.town import LargeLayer, rows
from tests.tiled import middle_m, squares, written

COUNT = 400
X, Y = middle_m()
# Twenty squares in a row: the first begins ten times 30 m to the west and south of the middle.
WEST, SOUTH = X - 300, Y - 300


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> LargeLayer:
    shapes = squares(COUNT)
    shapes[1] = shapely.box(WEST, SOUTH, WEST + 50, SOUTH + 20)  # over the first
    return written(shapes, tmp_path_factory.mktemp("near"))


def at(large: LargeLayer, x: float, y: float, reach_m: float = 5, most: int = 12) -> list[str]:
    return list(features_near(large, WEST + x, SOUTH + y, reach_m=reach_m, most=most)["id"])


def test_what_lies_there_comes_the_smallest_first(large: LargeLayer) -> None:
    assert at(large, 10, 10) == ["parcel-0", "parcel-1"]
    assert at(large, 40, 10) == ["parcel-1"]


def test_beside_all_the_nearest_within_reach(large: LargeLayer) -> None:
    # 4 m to the east of the second row's first square, 6 m to the west of its second.
    assert at(large, 24, 40) == ["parcel-20"]
    assert at(large, 24, 40, reach_m=7) == ["parcel-20", "parcel-21"]
    assert at(large, 24, 40, reach_m=7, most=1) == ["parcel-20"]
    assert at(large, 24, 40, reach_m=3) == []
    assert at(large, -5_000, 0) == []


def test_rows_are_those_of_the_file(large: LargeLayer) -> None:
    (row,) = features_near(large, WEST + 100, SOUTH + 100, reach_m=1, most=1).index
    assert rows(large, row, row + 1)["id"].iloc[0] == "parcel-63"


@given(st.floats(-50, 650), st.floats(-50, 650), st.floats(0, 60))
def test_it_is_what_looking_at_all_finds(
    large: LargeLayer, x: float, y: float, reach_m: float
) -> None:
    everything = rows(large, 0, COUNT)
    away_m = shapely.distance(everything.geometry, shapely.Point(WEST + x, SOUTH + y))
    there = away_m == 0 if (away_m == 0).any() else away_m <= reach_m
    assert set(at(large, x, y, reach_m, most=COUNT)) == set(everything["id"][np.asarray(there)])


def test_what_the_legend_needs(large: LargeLayer) -> None:
    found = summary_of(large, "residential")
    assert found.classes == {"urban", "resettlement", "village"}
    assert found.schematic
    assert not found.hollow
    surveyed = summary_of(written_without_sketches(large.path.parent / "surveyed"), "residential")
    assert not surveyed.schematic


def written_without_sketches(folder: Path) -> LargeLayer:
    """Return one parcel; of the parcels by number only every third is a sketch."""
    folder.mkdir()
    shapes = squares(2)
    return written(shapes[1:], folder, first=1)
