"""Name the land whose coverage is measured: the denominators."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import geopandas as gpd

from chedun_gis.town import Town
from layers import BUILT_URBAN, DENOMINATORS, LAYERS, RuleSet, Text


@dataclass(frozen=True, slots=True)
class Demand:
    """Residential land of some kinds."""

    id: str
    title: Text
    kinds: tuple[str, ...]

    def pick(self, town: Town) -> gpd.GeoDataFrame:
        """Return this land, by id."""
        return self.among(town.frame("residential"))

    def among(self, homes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Return what of some homes is this land, by id."""
        return homes[homes["kind"].isin(self.kinds)].set_index("id", drop=False)


_KINDS = {
    # Rural settlements are not urban residential land, and planned blocks have no homes yet.
    "built-urban": BUILT_URBAN,
    "urban-and-planned": (*BUILT_URBAN, "planned"),
    "planned": ("planned",),
    "village": ("village",),
    "residential_land": tuple(LAYERS["residential"].column("kind").choices),
}
DEMANDS: Mapping[str, Demand] = MappingProxyType(
    {name: Demand(name, DENOMINATORS[name], kinds) for name, kinds in _KINDS.items()}
)
# What stands for land of which the town has no layer (urban land, built-up area).
_STAND_IN: Final = "built-urban"


def demand_of(rule: RuleSet) -> Demand:
    """Return the land that a rule divides by; built urban homes where there is no layer of it."""
    return DEMANDS.get(rule.denominator, DEMANDS[_STAND_IN])
