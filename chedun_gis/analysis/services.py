"""Name the services whose reach can be measured, and pick those that a rule counts."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import geopandas as gpd
import numpy as np
import shapely

from chedun_gis.analysis.bus import counted_stops
from chedun_gis.texts import text
from chedun_gis.town import Town
from geo import class_radius_m
from layers import BUILT, HISTORIC_QUARTER, LAYERS, RuleSet, Text

# These serve more than a neighbourhood: no rule gives them a service radius.
_NO_RADIUS = frozenset({"college", "culture", "emergency", "government", "transport"})
_HERITAGE = "heritage"

Pick = Callable[[Town, Collection[str]], gpd.GeoDataFrame]


@dataclass(frozen=True, slots=True)
class ServiceKind:
    """One kind of service: the layer it stands in, the rules it follows, which features count.

    `pick` takes the town and the stages that count, and returns the services by id.
    """

    id: str
    title: Text
    layer: str
    indicator: str
    kind: str
    pick: Pick


def _parks(town: Town, stages: Collection[str]) -> gpd.GeoDataFrame:
    parks = town.frame("parks")
    return parks[parks["stage"].isin(list(stages))].set_index("id", drop=False)


def _facilities(town: Town, stages: Collection[str], *, kind: str) -> gpd.GeoDataFrame:
    found = town.frame("facilities")
    ours = found[(found["kind"] == kind) & found["stage"].isin(list(stages))]
    # What may have closed serves nobody until somebody has seen it.
    ours = ours[ours["doubt_zh"].isna()]
    return ours.set_index("id", drop=False)


def _stops(town: Town, stages: Collection[str]) -> gpd.GeoDataFrame:  # noqa: ARG001 - a stop has none
    """Return the stops where a regular line calls, also those outside the town."""
    stops = counted_stops(town)
    return stops[stops["routes"].map(bool)].set_index("id", drop=False)


def open_services(town: Town, kind_id: str) -> gpd.GeoDataFrame:
    """Return the services of one kind that are built, whatever a rule says of them, by id."""
    return SERVICE_KINDS[kind_id].pick(town, BUILT)


def services_of(
    town: Town, kind: ServiceKind, rule: RuleSet, *, uncounted: bool = False
) -> gpd.GeoDataFrame:
    """Return the services of one kind that a rule counts, with their radius in `radius_m`.

    With `uncounted` also those of the types that the rule leaves out.
    """
    return counted(town, kind.pick(town, rule.stages), rule, uncounted=uncounted)


def counted(
    town: Town, services: gpd.GeoDataFrame, rule: RuleSet, *, uncounted: bool = False
) -> gpd.GeoDataFrame:
    """Return the services that a rule counts, with their service radius in the column `radius_m`.

    A frame without the column `kind` holds no service of a rule that asks for types; a class for
    historic quarters holds for services that lie in one of the town's heritage areas. What is of
    the rule's `uncounted_types` reaches nothing, or with `uncounted` as far as any other does.
    """
    kinds = services["kind"].to_numpy() if "kind" in services else None
    placed = any(each.place for each in rule.classes)
    radius = class_radius_m(
        rule.classes,
        area_m2=services.geometry.area.to_numpy(),
        types=kinds,
        places=_places(town, services) if placed else None,
    )
    if kinds is not None and rule.uncounted_types:
        left_out = np.array([each in rule.uncounted_types for each in kinds], dtype=bool)
        most = max(each.radius_m for each in rule.classes)
        radius = np.where(left_out, most if uncounted else np.nan, radius)
    return services.assign(radius_m=radius)[~np.isnan(radius)]


def _places(town: Town, services: gpd.GeoDataFrame) -> list[str]:
    """Return for each service the special place that it lies in, "" for none."""
    zones = town.frame("zones")
    quarters = zones.geometry[zones["kind"] == _HERITAGE].to_crs(services.crs)
    inside = shapely.STRtree(services.geometry.to_numpy()).query(
        quarters.to_numpy(), predicate="intersects"
    )
    within = set(inside[1].tolist())
    return [HISTORIC_QUARTER if row in within else "" for row in range(len(services))]


def _facility(kind: str, title: Text) -> ServiceKind:
    pick = partial(_facilities, kind=kind)
    return ServiceKind(kind.replace("_", "-"), title, "facilities", "facility", kind, pick)


_ALL = (
    ServiceKind("open-parks", text("service.open_parks"), "parks", "park", "", _parks),
    *(
        _facility(kind, title)
        for kind, title in LAYERS["facilities"].column("kind").choices.items()
        if kind not in _NO_RADIUS
    ),
    ServiceKind("served-stops", text("service.served_stops"), "bus_stops", "bus", "", _stops),
)
SERVICE_KINDS: Mapping[str, ServiceKind] = MappingProxyType({kind.id: kind for kind in _ALL})
