"""Measure how an area is served: its bus lines, and the parks within reach of its homes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from chedun_gis.analysis import (
    BusQuestion,
    BusTerms,
    CoverageQuestion,
    CoverageTerms,
    RangeRows,
    bus_of,
    bus_terms,
    counted_stops,
    known,
    likely_inside,
    likely_lines_of,
    range_of_rows,
    range_together,
    rows_of,
    sent,
    terms_within,
)
from chedun_gis.indicators import Input, input_of
from chedun_gis.profile.areas import Area, bounds_of
from chedun_gis.town import Town
from geo.areas import points_inside, taken
from geo.coverage import CoverageRange, coverage_by_zone
from geo.doubt import Likely
from layers import RuleSet


@dataclass(frozen=True, slots=True)
class Bus:
    """The regular bus lines of an area.

    `stops` stand in it, at `places` differently named; `calling` are the lines that call there,
    `lines` those within the radius of `terms` of any of its ground, `share` (0-1) the part that two
    reach. `likely` is of the number of `lines`.
    `met` is None where the plan's target does not name the area.
    """

    stops: gpd.GeoDataFrame
    places: int
    calling: tuple[str, ...]
    lines: tuple[str, ...]
    share: float
    met: bool | None
    inputs: tuple[Input, ...]
    terms: BusTerms
    likely: Likely


@dataclass(frozen=True, slots=True)
class Parks:
    """The parks in an area, and what of its built urban residential land they and others reach.

    `share` (0-1) is `covered_m2` over `homes_m2`; `low` and `high` bound it by the accuracy of the
    inputs, `likely` is where it likely lies. All four are None where the area holds no such land,
    or where no park is known to measure from: that is no coverage of 0. So is `met`.
    """

    inside: gpd.GeoDataFrame
    inside_m2: float
    rule: RuleSet
    homes_m2: float
    covered_m2: float
    share: float | None
    low: float | None
    high: float | None
    likely: Likely | None
    met: bool | None
    inputs: tuple[Input, ...]


def bus_in(town: Town, area: Area) -> Bus:
    """Return the bus service of an area by the plan's rule (8.2.3: two lines)."""
    terms = bus_terms(town, BusQuestion())
    likely = likely_lines_of(town, BusQuestion(), (area.drawn.layer, area.in_doubt))
    stops = counted_stops(town, terms.kinds)
    served = stops[stops["routes"].map(bool)]
    inside = served.loc[points_inside(area.shape, served)["point"]]
    used = (input_of(town, "bus_stops", served), area.drawn)
    calling = tuple(sorted({line for lines in inside["routes"] for line in lines}))
    places = int(inside["name_zh"].nunique())
    if served.empty:
        met = False if area.bus_target else None
        return Bus(inside, places, calling, (), 0.0, met, used, terms, likely)
    report = bus_of(area.shape, served, terms)
    verdict = report.verdicts.iloc[0]
    return Bus(
        inside,
        places,
        calling,
        tuple(verdict["lines"]),
        float(verdict["share"]),
        bool(verdict["met"]) if area.bus_target else None,
        used,
        terms,
        likely,
    )


def homes_part(town: Town, area: Area, number: int, of: int) -> RangeRows:
    """Return the coverage by the plan's rule of some of the homes that meet an area."""
    question = CoverageQuestion()
    terms = terms_within(town, question, bounds_of(area))
    if terms.missing:
        return None
    return sent(range_of_rows(town, question, rows_of(_homes(terms, area), number, of)))


def _homes(terms: CoverageTerms, area: Area) -> gpd.GeoDataFrame:
    meet = terms.demand.geometry.intersects(area.shape.geometry.iloc[0])
    homes: gpd.GeoDataFrame = terms.demand[meet]
    return homes


def parks_in(town: Town, area: Area, parts: Sequence[RangeRows]) -> Parks:
    """Return the parks in an area and the coverage of its homes by the plan's rule (9.2.2).

    Parks outside the area reach in. A parcel on the area's edge counts with its part inside.
    `parts` are those of `homes_part`.
    """
    terms = terms_within(town, CoverageQuestion(), bounds_of(area))
    every = town.frame("parks")
    within = taken(every, area.shape)["area_m2"]
    homes = _homes(terms, area)
    found = likely_inside(town, CoverageQuestion(), area.shape.geometry.iloc[0])
    whole = range_together(town, CoverageQuestion(), homes, parts)
    low, mapped, high = _shares_in(whole, area, terms)
    return Parks(
        every[within > 0],
        float(within.sum()),
        terms.rule,
        homes_m2=float(mapped["total"]),
        covered_m2=float(mapped["covered"]),
        share=known(mapped["share"]),
        low=known(low["share"]),
        high=known(high["share"]),
        likely=None if found is None else found.likely,
        met=terms.rule.met_by(known(mapped["share"])),
        inputs=(
            input_of(town, "parks", terms.services),
            input_of(town, "residential", homes),
            area.drawn,
        ),
    )


def _shares_in(
    found: CoverageRange | None, area: Area, terms: CoverageTerms
) -> "list[pd.Series[float]]":
    """Return what of the rule's land in the area is covered at least, as mapped and at most."""
    if found is None:
        land = taken(area.shape, terms.demand)["area_m2"].sum() if len(terms.demand) else 0.0
        return [pd.Series({"total": land, "covered": 0.0, "share": math.nan})] * 3
    return [
        coverage_by_zone(each, area.shape).iloc[0] for each in (found.low, found.mapped, found.high)
    ]
