"""Name the land whose coverage is measured: the denominators."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import geopandas as gpd

from chedun_gis.store import Store
from layers.model import Text
from layers.residential import BUILT_URBAN


@dataclass(frozen=True, slots=True)
class Demand:
    """Residential land of some kinds."""

    id: str
    title: Text
    kinds: tuple[str, ...]

    def pick(self, store: Store) -> gpd.GeoDataFrame:
        """Return this land, by id."""
        homes = store.frame("residential")
        return homes[homes["kind"].isin(self.kinds)].set_index("id", drop=False)


_ALL = (
    # Rural settlements are not urban residential land, and planned blocks have no homes yet.
    Demand(
        "built-urban",
        Text("已建城镇居住用地", "Built urban residential land"),
        BUILT_URBAN,
    ),
    Demand(
        "urban-and-planned",
        Text("已建与规划城镇居住用地", "Built and planned urban residential land"),
        (*BUILT_URBAN, "planned"),
    ),
    Demand("planned", Text("规划居住用地", "Planned residential land"), ("planned",)),
    Demand("village", Text("农村居民点", "Rural settlements"), ("village",)),
)
DEMANDS: Mapping[str, Demand] = MappingProxyType({demand.id: demand for demand in _ALL})


def urban_homes(store: Store) -> gpd.GeoDataFrame:
    """Return the built urban residential land (居住用地), the plan's denominator, by id."""
    return DEMANDS["built-urban"].pick(store)
