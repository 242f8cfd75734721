"""Measure how an area is served: its bus lines, and the parks within reach of its homes."""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from chedun_gis.bus import CLAUSE, REQUIRED_LINES, bus_of, counted_stops
from chedun_gis.demands import urban_homes
from chedun_gis.indicators.model import Input, input_of
from chedun_gis.profile_areas import Area
from chedun_gis.rules import find_rule
from chedun_gis.service_kinds import SERVICE_KINDS, counted
from chedun_gis.store import Store
from geo.coverage import meets
from geo.coverage_range import coverage_range
from geo.coverage_zones import coverage_by_zone
from geo.overlap import points_inside, taken
from layers.rule_sets import RuleSet

STOP_RADIUS_M = 500.0
PARK_RULE = "park:plan-2025"


@dataclass(frozen=True, slots=True)
class Bus:
    """The regular bus lines of an area.

    `stops` stand in it, at `places` differently named; `calling` are the lines that call there,
    `lines` those within `radius_m` of any of its ground, `share` (0-1) the part that two reach.
    `met` is None where the plan's target does not name the area.
    """

    stops: gpd.GeoDataFrame
    places: int
    calling: tuple[str, ...]
    lines: tuple[str, ...]
    share: float
    met: bool | None
    inputs: tuple[Input, ...]
    radius_m: float = STOP_RADIUS_M
    required: int = REQUIRED_LINES
    clause: str = CLAUSE


@dataclass(frozen=True, slots=True)
class Parks:
    """The parks in an area, and what of its built urban residential land they and others reach.

    `share` (0-1) is `covered_m2` over `homes_m2`; `low` and `high` bound it by the accuracy of the
    inputs. All three are None where the area holds no such land, or where no park is known to
    measure from: that is no coverage of 0. So is `met`.
    """

    inside: gpd.GeoDataFrame
    inside_m2: float
    rule: RuleSet
    homes_m2: float
    covered_m2: float
    share: float | None
    low: float | None
    high: float | None
    met: bool | None
    inputs: tuple[Input, ...]


def bus_in(store: Store, area: Area) -> Bus:
    """Return the bus service of an area (plan 8.2.3: two lines)."""
    stops = counted_stops(store)
    served = stops[stops["routes"].map(bool)]
    inside = served.loc[points_inside(area.shape, served)["point"]]
    used = (input_of(store, "bus_stops", served), area.drawn)
    calling = tuple(sorted({line for lines in inside["routes"] for line in lines}))
    places = int(inside["name_zh"].nunique())
    if served.empty:
        met = False if area.bus_target else None
        return Bus(inside, places, calling, (), 0.0, met, used)
    report = bus_of(area.shape, served, radius_m=STOP_RADIUS_M)
    verdict = report.verdicts.iloc[0]
    return Bus(
        inside,
        places,
        calling,
        tuple(verdict["lines"]),
        float(verdict["share"]),
        bool(verdict["met"]) if area.bus_target else None,
        used,
    )


def parks_in(store: Store, area: Area) -> Parks:
    """Return the parks in an area and the coverage of its homes by the plan's rule (9.2.2).

    Parks outside the area reach in. A parcel on the area's edge counts with its part inside.
    """
    rule = find_rule(PARK_RULE)
    every = store.frame("parks")
    within = taken(every, area.shape)["area_m2"]
    parks = counted(SERVICE_KINDS["open-parks"].pick(store), rule)
    homes = urban_homes(store)
    homes = homes[homes.geometry.intersects(area.shape.geometry.iloc[0])]
    found = coverage_range(homes, parks, radius_m=parks["radius_m"])
    low, mapped, high = (
        coverage_by_zone(each, area.shape).iloc[0] for each in (found.low, found.mapped, found.high)
    )
    share = None if parks.empty else _known(mapped)
    threshold = rule.threshold
    return Parks(
        every[within > 0],
        float(within.sum()),
        rule,
        float(mapped["total"]),
        float(mapped["covered"]),
        share,
        None if share is None else _known(low),
        None if share is None else _known(high),
        None
        if share is None or threshold is None
        else meets(share, threshold.share, strictly=threshold.strictly),
        (input_of(store, "parks", parks), input_of(store, "residential", homes), area.drawn),
    )


def _known(row: "pd.Series[float]") -> float | None:
    return float(row["share"]) if row["total"] > 0 else None
