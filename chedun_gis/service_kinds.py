"""Name the services whose reach can be measured, and pick those that stand open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import geopandas as gpd
import numpy as np

from chedun_gis.bus import counted_stops
from chedun_gis.store import Store
from geo.service_classes import class_radius_m
from layers import LAYERS
from layers.model import Text
from layers.rule_sets import RuleSet

# Passenger stations serve journeys, not neighbourhoods: no rule gives them a service radius.
_NO_RADIUS = frozenset({"transport"})


@dataclass(frozen=True, slots=True)
class ServiceKind:
    """One kind of service: the layer it stands in, the rules it follows, which features count."""

    id: str
    title: Text
    layer: str
    indicator: str
    kind: str
    pick: Callable[[Store], gpd.GeoDataFrame]


def open_parks(store: Store) -> gpd.GeoDataFrame:
    """Return the parks that are open, by id."""
    parks = store.frame("parks")
    return parks[parks["stage"] == "completed"].set_index("id", drop=False)


def facilities_of(store: Store, kind: str) -> gpd.GeoDataFrame:
    """Return the public facilities of one kind that are open, by id."""
    found = store.frame("facilities")
    ours = found[(found["kind"] == kind) & (found["stage"] == "completed")]
    return ours.set_index("id", drop=False)


def open_stops(store: Store) -> gpd.GeoDataFrame:
    """Return the bus stops where a regular line calls, by id; also those outside the town."""
    stops = counted_stops(store)
    return stops[stops["routes"].map(bool)].set_index("id", drop=False)


def counted(services: gpd.GeoDataFrame, rule: RuleSet) -> gpd.GeoDataFrame:
    """Return the services that a rule counts, with their service radius in the column `radius_m`.

    A frame without the column `kind` holds no service of a rule that asks for types.
    """
    kinds = services["kind"].to_numpy() if "kind" in services else None
    radius = class_radius_m(rule.classes, area_m2=services.geometry.area.to_numpy(), types=kinds)
    return services.assign(radius_m=radius)[~np.isnan(radius)]


def _facility(kind: str, title: Text) -> ServiceKind:
    pick = partial(facilities_of, kind=kind)
    return ServiceKind(kind.replace("_", "-"), title, "facilities", "facility", kind, pick)


_ALL = (
    ServiceKind("open-parks", Text("公园绿地", "Parks"), "parks", "park", "", open_parks),
    *(
        _facility(kind, title)
        for kind, title in LAYERS["facilities"].column("kind").choices.items()
        if kind not in _NO_RADIUS
    ),
    ServiceKind("served-stops", Text("公交站点", "Bus stops"), "bus_stops", "bus", "", open_stops),
)
SERVICE_KINDS: Mapping[str, ServiceKind] = MappingProxyType({kind.id: kind for kind in _ALL})
