"""What a drawn park lies over, in a toy town whose homes are one square with a diagonal."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from shapely import box

from chedun_gis.scenario import Change, Scenario, conflicts, put
from chedun_gis.scenario.scenario import rounded
from chedun_gis.town import open_town
from layers import LAYERS
from tests.conftest import feature

# The toy town: homes from 121.28 to 121.29 E and from 31.00 to 31.01 N, river and road from corner
# to corner. Here a thousandth of a degree is 95.5 m east and 110.9 m north.
EMPTY = Scenario("", "甲")


def drawn(west: float, south: float, size: float = 0.002) -> Scenario:
    shape = rounded(box(west, south, west + size, south + size), "parks")
    return put(EMPTY, Change("added", "parks", "new", shape, {"name_zh": "新", "name_en": "New"}))


def test_a_park_over_the_homes_is_told_with_what_lies_under_it(toy_dir: Path) -> None:
    [found] = conflicts(open_town(toy_dir), drawn(121.284, 31.004))
    assert found.park == "new"
    assert found.homes_m2 == pytest.approx(191.0 * 221.8, rel=2e-3)
    diagonal_m = (191.0**2 + 221.8**2) ** 0.5
    assert found.water_m == pytest.approx(diagonal_m, rel=2e-3)
    assert found.roads_m == pytest.approx(diagonal_m, rel=2e-3)


def test_beside_the_homes_there_is_nothing_to_tell(toy_dir: Path) -> None:
    town = open_town(toy_dir)
    assert conflicts(town, drawn(121.295, 31.004)) == []
    assert conflicts(town, drawn(121.29, 31.004)) == []  # edge to edge
    assert conflicts(town, EMPTY) == []
    # In the north-west there is neither river nor road.
    [found] = conflicts(town, drawn(121.281, 31.007))
    assert (found.water_m, found.roads_m) == (0.0, 0.0)


def test_only_parks_whose_shape_the_scenario_makes_are_looked_at(toy_dir: Path) -> None:
    renamed = put(EMPTY, Change("changed", "parks", "one", fields={"name_zh": "新名"}))
    assert conflicts(open_town(toy_dir), renamed) == []
    gone = replace(EMPTY, changes=(Change("removed", "parks", "one"),))
    assert conflicts(open_town(toy_dir), gone) == []


def test_a_layer_with_errors_says_nothing(toy_with: Callable[..., Path]) -> None:
    folder = toy_with("residential", feature(LAYERS["residential"], population="many"))
    [found] = conflicts(open_town(folder), drawn(121.284, 31.004))
    assert found.homes_m2 == 0.0
    assert found.water_m > 0
