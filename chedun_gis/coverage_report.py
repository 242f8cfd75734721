"""Measure service-radius coverage on the town's layers, with its bounds, zones, gaps, evidence."""

import math
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd

from chedun_gis.evidence import Evidence, Part
from chedun_gis.store import Store
from geo.coverage import Coverage, meets
from geo.coverage_range import CoverageRange, coverage_range, flipped
from geo.coverage_zones import coverage_by_zone
from geo.gaps import gaps
from layers.model import Symbol, Text
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
    found: CoverageRange
    zones: pd.DataFrame
    gaps: gpd.GeoDataFrame
    flips: list[str]


def coverage_report(
    store: Store,
    services: gpd.GeoDataFrame,
    demand: gpd.GeoDataFrame,
    *,
    threshold: float = FULL,
    by_people: bool = False,
) -> CoverageReport:
    """Return the coverage of the demand by services that carry their `radius_m`.

    Counted in m², or `by_people` in people, taken as evenly spread over each parcel; a parcel
    whose population is unknown then counts for nothing.
    """
    zones = store.frame("zones").set_index("id", drop=False)
    people = pd.to_numeric(demand["population"], errors="coerce")
    found = coverage_range(
        demand,
        services,
        radius_m=services["radius_m"],
        weight=people.fillna(0) if by_people else None,
    )
    return CoverageReport(
        services=services,
        demand=demand,
        found=found,
        zones=coverage_by_zone(found.mapped, zones),
        gaps=gaps(found.mapped, services, people=people),
        flips=[str(each) for each in flipped(found, threshold)],
    )


def as_data(report: CoverageReport, rule: RuleSet) -> dict[str, Any]:
    """Return the figure as JSON can hold it; the keys are those that the README documents."""
    found = report.found
    return {
        **share_data(found.mapped),
        "low": _known(found.low.share),
        "high": _known(found.high.share),
        **rule_data(rule, found.mapped),
        "zones": zone_data(report.zones),
        "flips": report.flips,
        "gaps": len(report.gaps),
    }


def share_data(found: Coverage) -> dict[str, Any]:
    """Return the share (null when there is nothing to cover) with its two parts."""
    return {
        "value": _known(found.share),
        "numerator": found.covered,
        "denominator": found.total,
    }


def rule_data(rule: RuleSet | None, found: Coverage) -> dict[str, Any]:
    """Return by which rule the figure is judged; without a rule there is no verdict."""
    target = rule.threshold if rule else None
    return {
        "rule": rule.id if rule else None,
        "clause": rule.clause if rule else None,
        "certainty": rule.certainty if rule else None,
        "target": target.share if target else None,
        "met": meets(found.share, target.share, strictly=target.strictly) if target else None,
    }


def zone_data(zones: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the share of each zone, by its id."""
    return [
        {
            "zone": str(zone),
            "value": _known(row["share"]),
            "numerator": row["covered"],
            "denominator": row["total"],
        }
        for zone, row in zones.iterrows()
    ]


def _known(share: float) -> float | None:
    return None if math.isnan(share) else share


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
