"""Tell what the parks of a scenario lie over that they cannot take the place of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import shapely

from chedun_gis.scenario.overlay import scenario_town
from chedun_gis.scenario.scenario import Scenario
from chedun_gis.town import Town
from geo import intersection

# What is less than this is an edge that touches.
_LEAST_M2: Final = 10.0
_LEAST_M: Final = 5.0


@dataclass(frozen=True, slots=True)
class Conflict:
    """A park of the scenario, and how much of homes (m²), water and roads (m) it lies over."""

    park: str
    homes_m2: float
    water_m: float
    roads_m: float


def conflicts(town: Town, scenario: Scenario) -> list[Conflict]:
    """Return the drawn or changed parks that lie over homes, water or roads, in their order.

    A layer with errors says nothing of what lies under a park.
    """
    shaped = {each.id for each in scenario.changes if each.layer == "parks" and each.shape}
    if not shaped:
        return []
    frame = scenario_town(town, scenario).loaded("parks").frame
    parks = frame[frame["id"].isin(shaped)]
    under = {name: town.loaded(name).frame for name in ("residential", "river_segments", "roads")}
    found = [
        Conflict(
            str(park),
            _over(shape, under["residential"], shapely.area, _LEAST_M2),
            _over(shape, under["river_segments"], shapely.length, _LEAST_M),
            _over(shape, under["roads"], shapely.length, _LEAST_M),
        )
        for park, shape in zip(parks["id"], parks.geometry, strict=True)
    ]
    return [each for each in found if each.homes_m2 or each.water_m or each.roads_m]


def _over(
    shape: shapely.Geometry, frame: gpd.GeoDataFrame, measure: Callable[[Any], Any], least: float
) -> float:
    """Return how much of a layer lies under a shape, 0 below `least`."""
    shapes = frame.geometry.to_numpy()
    near = shapes[shapely.STRtree(shapes).query(shape)]
    amount = float(measure(intersection(near, shape)).sum())
    return amount if amount >= least else 0.0
