"""Measure service-radius coverage on the town's layers, with its bounds, zones, gaps, evidence."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from chedun_gis.evidence import Evidence, Part
from chedun_gis.store import Store
from geo.coverage_range import CoverageRange, coverage_range, flipped
from geo.coverage_zones import coverage_by_zone
from geo.gaps import gaps
from geo.service_classes import class_radius_m
from layers.model import Symbol, Text
from layers.residential import BUILT_URBAN
from layers.rule_sets import RuleSet

FULL = 1.0


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """A coverage on the town's layers.

    `found` holds the coverage as mapped with its low and high bound, `zones` the shares by zone id,
    `gaps` the places that no service reaches, `flips` the ids of the parcels whose verdict the
    accuracy of the inputs leaves open.
    """

    services: gpd.GeoDataFrame
    demand: gpd.GeoDataFrame
    radius_m: np.ndarray
    found: CoverageRange
    zones: pd.DataFrame
    gaps: gpd.GeoDataFrame
    flips: list[str]


def urban_homes(store: Store) -> gpd.GeoDataFrame:
    """Return the built urban residential land (居住用地), the denominator, by id.

    Rural settlements are not urban residential land, and planned blocks have no homes yet.
    """
    homes = store.frame("residential")
    return homes[homes["kind"].isin(BUILT_URBAN)].set_index("id", drop=False)


def open_parks(store: Store) -> gpd.GeoDataFrame:
    """Return the parks that are open, by id."""
    parks = store.frame("parks")
    return parks[parks["stage"] == "completed"].set_index("id", drop=False)


def parks_by_rule(parks: gpd.GeoDataFrame, rule: RuleSet) -> gpd.GeoDataFrame:
    """Return the parks that a rule counts, with their service radius in the column `radius_m`.

    A frame without the column `kind` holds no park of a rule that asks for types.
    """
    kinds = parks["kind"].to_numpy() if "kind" in parks else None
    radius = class_radius_m(rule.classes, area_m2=parks.geometry.area.to_numpy(), types=kinds)
    return parks.assign(radius_m=radius)[~np.isnan(radius)]


def facilities_of(store: Store, kind: str) -> gpd.GeoDataFrame:
    """Return the public facilities of one kind that are open, by id."""
    found = store.frame("facilities")
    ours = found[(found["kind"] == kind) & (found["stage"] == "completed")]
    return ours.set_index("id", drop=False)


def coverage_report(
    store: Store,
    services: gpd.GeoDataFrame,
    demand: gpd.GeoDataFrame,
    *,
    radius_m: ArrayLike,
    threshold: float = FULL,
) -> CoverageReport:
    """Return the coverage of the demand by the services; `radius_m` is one for all or one each."""
    zones = store.frame("zones").set_index("id", drop=False)
    found = coverage_range(demand, services, radius_m=radius_m)
    people = (
        pd.to_numeric(demand["population"], errors="coerce") if "population" in demand else None
    )
    return CoverageReport(
        services=services,
        demand=demand,
        radius_m=np.broadcast_to(np.asarray(radius_m, dtype=float), (len(services),)),
        found=found,
        zones=coverage_by_zone(found.mapped, zones),
        gaps=gaps(found.mapped, services, people=people),
        flips=[str(each) for each in flipped(found, threshold)],
    )


def coverage_evidence(report: CoverageReport, title: Text) -> Evidence:
    """Return the services, what they reach of the demand is left clear, and the ranked gaps."""
    holes = report.gaps.assign(
        id=[f"gap-{i}" for i in report.gaps.index],
        name=[
            f"#{i}  {area / 10_000:,.2f} ha  {metres:,.0f} m"
            for i, area, metres in zip(
                report.gaps.index, report.gaps["area_m2"], report.gaps["nearest_m"], strict=True
            )
        ],
    )
    points = report.services.geometry.geom_type.eq("Point").all()
    return Evidence(
        title,
        (
            Part(
                Text("居住用地", "Residential land"),
                "Polygon",
                Symbol(Text("", ""), "#c79a00", weight=0.7, fill_opacity=0.3),
                report.demand,
            ),
            Part(
                Text("未覆盖（面积、距最近设施）", "Not covered (area, distance to the nearest)"),
                "Polygon",
                Symbol(Text("", ""), "#c92a2a", pattern="cross", weight=1, fill_opacity=0.6),
                holes,
            ),
            Part(
                Text("服务设施", "Services"),
                "Point" if points else "Polygon",
                Symbol(Text("", ""), "#2b8a3e", fill_opacity=0.7),
                report.services,
            ),
        ),
    )
