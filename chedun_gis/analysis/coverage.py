"""Measure service-radius coverage on the town's layers, with its bounds, zones, gaps, evidence."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

import geopandas as gpd
import pandas as pd
from numpy.typing import ArrayLike

from chedun_gis.analysis.demands import DEMANDS, Demand, demand_of
from chedun_gis.analysis.evidence import Evidence, EvidencePart
from chedun_gis.analysis.nearest import named_gaps
from chedun_gis.analysis.rules import coverage_rules, find_rule
from chedun_gis.analysis.services import SERVICE_KINDS, ServiceKind, services_of
from chedun_gis.texts import hectares, text
from chedun_gis.town import MetricBounds, Town, answered
from geo import InputError
from geo.coverage import (
    Coverage,
    CoverageRange,
    coverage,
    coverage_by_zone,
    coverage_range,
    flipped,
    gaps,
)
from layers import RuleSet, Symbol, Text

FULL: Final = 1.0
PARKS: Final = "open-parks"


@dataclass(frozen=True, slots=True)
class CoverageQuestion:
    """What is asked of a service's coverage; what is left out is as the rule says.

    `service` is a kind of service; `rule` is `indicator:id`, or empty for the first rule that
    speaks of it; `demand` is the land that is divided by. Counted in m², or `by_people`, taken as
    evenly spread over each parcel; a parcel whose population is unknown then counts for nothing.
    With `uncounted` also services of the types that the rule leaves out are counted.
    """

    service: str = PARKS
    rule: str = ""
    demand: str = ""
    by_people: bool = False
    radius_m: float | None = None
    uncounted: bool = False


@dataclass(frozen=True, slots=True)
class ServiceTerms:
    """A question as its rule completes it, with the services that count.

    `services` carry their `radius_m`, by id; `differs` names what is not the rule's own.
    """

    rule: RuleSet
    kind: ServiceKind
    land: Demand
    by_people: bool
    services: gpd.GeoDataFrame
    differs: tuple[str, ...]

    def weight_of(self, demand: gpd.GeoDataFrame) -> "pd.Series[float] | None":
        """Return what some rows of the demand are counted in, None for their area."""
        return people_of(demand).fillna(0) if self.by_people else None


@dataclass(frozen=True, slots=True)
class CoverageTerms(ServiceTerms):
    """The same with the land that is divided by, by id."""

    demand: gpd.GeoDataFrame

    @property
    def missing(self) -> str:
        """Why nothing can be measured: `service` or `demand` is not in the layers, else ""."""
        if self.services.empty:
            return "service"
        return "demand" if self.demand.empty else ""

    @property
    def weight(self) -> "pd.Series[float] | None":
        """What the demand is counted in, None for its area."""
        return self.weight_of(self.demand)


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """A coverage on the town's layers.

    `found` holds the coverage as mapped with its low and high bound, `zones` the shares by zone id,
    `gaps` the places that no service reaches and what they are `near`, `flips` the ids of the
    parcels whose verdict the accuracy of the inputs leaves open.
    """

    terms: CoverageTerms
    found: CoverageRange
    zones: pd.DataFrame
    gaps: gpd.GeoDataFrame
    flips: tuple[str, ...]

    @property
    def services(self) -> gpd.GeoDataFrame:
        """The services that count, with their `radius_m`."""
        return self.terms.services

    @property
    def demand(self) -> gpd.GeoDataFrame:
        """The land that is divided by."""
        return self.terms.demand


def people_of(frame: gpd.GeoDataFrame) -> "pd.Series[float]":
    """Return the population of each parcel, NaN where it is unknown.

    Raises `InputError("column_missing")` for a frame of others without the column.
    """
    if "population" not in frame:
        raise InputError("column_missing", column="population")
    people: pd.Series[float] = pd.to_numeric(frame["population"], errors="coerce")
    return people


@answered()
def coverage_terms(town: Town, question: CoverageQuestion) -> CoverageTerms:
    """Return by what is judged and what counts.

    Raises `InputError("rule_unknown")` and the others of `find_rule`, `layer_broken`, or
    `layer_large` where the land is too large to be held.
    """
    known = service_terms(town, question)
    return _over(known, known.land.pick(town))


def terms_within(town: Town, question: CoverageQuestion, bounds: MetricBounds) -> CoverageTerms:
    """Return the same with the land that meets a window (metres) alone, or more of it.

    Of a large layer nothing else is read.
    """
    loaded, known = town.loaded("residential"), service_terms(town, question)
    if loaded.broken:
        raise InputError("layer_broken", layer="residential")
    return _over(known, known.land.among(loaded.within(bounds)))


def _over(known: ServiceTerms, demand: gpd.GeoDataFrame) -> CoverageTerms:
    return CoverageTerms(
        known.rule,
        known.kind,
        known.land,
        known.by_people,
        known.services,
        known.differs,
        demand,
    )


@answered()
def service_terms(town: Town, question: CoverageQuestion) -> ServiceTerms:
    """Return the same without the land, which is not read; raises as `coverage_terms`."""
    kind = SERVICE_KINDS[question.service]
    rule = _rule(town, kind, question.rule)
    own, land = demand_of(rule), DEMANDS[question.demand] if question.demand else demand_of(rule)
    services = services_of(town, kind, rule, uncounted=question.uncounted)
    if question.radius_m is not None:
        services = services.assign(radius_m=float(question.radius_m))
    # Counted in people, the share is still the rule's, of the same land.
    differs = (
        ("demand", land != own),
        ("radius", question.radius_m is not None),
        ("uncounted", question.uncounted),
    )
    return ServiceTerms(
        rule,
        kind,
        land,
        question.by_people,
        services,
        tuple(name for name, other in differs if other),
    )


def _rule(town: Town, kind: ServiceKind, name: str) -> RuleSet:
    if name:
        return find_rule(town, name, indicator=kind.indicator)
    rules = coverage_rules(town, kind.indicator, kind.kind)
    if not rules:
        raise InputError("rule_unknown", rule=kind.indicator, known="")
    return rules[0]


# Of 50,000 parcels one such answer takes some ten megabytes.
@answered(most=24)
def covered(town: Town, question: CoverageQuestion) -> Coverage | None:
    """Return the coverage as mapped, without bounds; None where nothing is known to measure."""
    terms = coverage_terms(town, question)
    if terms.missing:
        return None
    return measured_part(terms, terms.demand)


def measured_part(terms: CoverageTerms, demand: gpd.GeoDataFrame) -> Coverage:
    """Return the coverage, without bounds, of the demand or of some of its rows."""
    radius_m = terms.services["radius_m"]
    weight = terms.weight_of(demand)
    return coverage(demand, terms.services, radius_m=radius_m, weight=weight)


def measured(
    demand: gpd.GeoDataFrame,
    services: gpd.GeoDataFrame,
    *,
    radius_m: ArrayLike,
    weight: ArrayLike | None,
    progress: Callable[[int, int], None] | None,
) -> CoverageRange | Coverage:
    """Return the coverage of any frames, with bounds where both say how accurate they are."""
    if "accuracy_m" in demand and "accuracy_m" in services:
        return coverage_range(demand, services, radius_m=radius_m, weight=weight, progress=progress)
    return coverage(demand, services, radius_m=radius_m, weight=weight, progress=progress)


@answered(most=8)
def coverage_report(
    town: Town, question: CoverageQuestion, *, threshold: float | None = None
) -> CoverageReport | None:
    """Return the coverage with bounds, zones and gaps; None where nothing is known to measure.

    A kind of service without a known place covers an unknown share, not 0. `threshold` is the share
    by which a parcel's verdict is open, by default the rule's.
    """
    terms = coverage_terms(town, question)
    if terms.missing:
        return None
    found = range_of(terms, terms.demand)
    return composed(town, terms, found, threshold=threshold)


def range_of(terms: CoverageTerms, demand: gpd.GeoDataFrame) -> CoverageRange:
    """Return the coverage with its bounds of the demand, or of some of its rows."""
    radius_m = terms.services["radius_m"]
    weight = terms.weight_of(demand)
    return coverage_range(demand, terms.services, radius_m=radius_m, weight=weight)


def composed(
    town: Town, terms: CoverageTerms, found: CoverageRange, *, threshold: float | None = None
) -> CoverageReport:
    """Return what was measured with zones, gaps and open verdicts; see `coverage_report`."""
    rule = terms.rule
    if threshold is None:
        threshold = rule.threshold.share if rule.threshold else FULL
    return CoverageReport(
        terms=terms,
        found=found,
        # Zones only split the figure: while they have errors it stands, and is not split.
        zones=coverage_by_zone(
            found.mapped, town.loaded("zones").frame.set_index("id", drop=False)
        ),
        gaps=named_gaps(town, gaps(found.mapped, terms.services, people=people_of(terms.demand))),
        flips=tuple(str(each) for each in flipped(found, threshold)),
    )


@dataclass(frozen=True, slots=True)
class OverLand:
    """One rule's share over some land, None where nothing is known to measure."""

    land: Demand
    found: Coverage | None


@answered()
def over_lands(town: Town, question: CoverageQuestion) -> tuple[OverLand, ...]:
    """Return what one rule gives over each denominator: figures of their own, side by side."""
    return tuple(
        OverLand(land, covered(town, replace(question, demand=land.id)))
        for land in DEMANDS.values()
    )


def other_lands(town: Town, question: CoverageQuestion) -> list[dict[str, Any]]:
    """Return the rule's share of each other land."""
    land = coverage_terms(town, question).land
    return [
        {"land": each.land.id, **share_data(each.found)}
        for each in over_lands(town, question)
        if each.land != land
    ]


class Figures(Protocol):
    """What a share consists of."""

    @property
    def total(self) -> float:
        """What counts in all."""

    @property
    def covered(self) -> float:
        """How much of it is covered."""

    @property
    def share(self) -> float:
        """The part that is covered, NaN when there is nothing to cover."""


def share_data(found: Figures | None) -> dict[str, Any]:
    """Return the share with its two parts; null where nothing is known, or nothing to cover."""
    if found is None:
        return {"value": None, "numerator": None, "denominator": None}
    return {
        "value": known(found.share),
        "numerator": found.covered,
        "denominator": found.total,
    }


def rule_data(rule: RuleSet | None, found: Figures | None) -> dict[str, Any]:
    """Return by which rule the figure is judged; without rule or figure there is no verdict."""
    target = rule.threshold if rule else None
    return {
        "rule": rule.id if rule else None,
        "indicator": rule.indicator if rule else None,
        "clause": rule.clause if rule else None,
        "certainty": rule.certainty if rule else None,
        "target": target.share if target else None,
        "met": target.met_by(found.share) if target and found else None,
    }


def zone_data(zones: pd.DataFrame, near: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the share of each zone, by its id, and which place it is `near`: see `with_near`."""
    names = {name: near[name].to_dict() for name in ("near_zh", "near_en")}
    return [
        {
            "zone": str(zone),
            **{name: of[zone] for name, of in names.items()},
            "value": known(row["share"]),
            "numerator": row["covered"],
            "denominator": row["total"],
        }
        for zone, row in zones.iterrows()
    ]


def known(share: float) -> float | None:
    """Return a share, None for NaN: nothing to divide by."""
    return None if math.isnan(share) else float(share)


def _called(number: object, near: Text | None) -> str:
    """Return what the map calls a gap, in both languages at once; its number without a name."""
    return f"{near.zh} {near.en}" if near else f"#{number}"


def coverage_evidence(report: CoverageReport, title: Text) -> Evidence:
    """Return the services, what they reach of the demand is left clear, and the ranked gaps."""
    return coverage_places(report.terms, gap_places(report.gaps), title)


def gap_places(found: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return ranked gaps as places of the map, with `id` and `name`."""
    names = [
        f"{_called(i, near)}  {hectares(area)} ha  {metres:,.0f} m"
        for i, near, area, metres in zip(
            found.index, found["near"], found["area_m2"], found["nearest_m"], strict=True
        )
    ]
    return found.assign(id=[f"gap-{i}" for i in found.index], name=names)


def gaps_sent(found: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return of ranked gaps what the map needs: `id`, `name` and the place."""
    return gap_places(found)[["id", "name", "geometry"]]


def places_of(
    town: Town, question: CoverageQuestion, holes: gpd.GeoDataFrame, title: Text
) -> Evidence:
    """Return the places of a coverage whose gaps (see `gaps_sent`) somebody else has found."""
    name = f"{town.digest} {question} {len(holes)}"
    return replace(coverage_places(coverage_terms(town, question), holes, title), name=name)


def coverage_places(terms: CoverageTerms, holes: gpd.GeoDataFrame, title: Text) -> Evidence:
    """Return the services, what they reach of the demand is left clear, and what they miss."""
    points = terms.services.geometry.geom_type.eq("Point").all()
    return Evidence(
        title,
        (
            EvidencePart(
                text("evidence.homes"),
                "Polygon",
                Symbol(Text("", ""), "#c79a00", weight=0.7, fill_opacity=0.3),
                terms.demand,
            ),
            EvidencePart(
                text("evidence.gaps"),
                "Polygon",
                Symbol(Text("", ""), "#c92a2a", pattern="cross", weight=1, fill_opacity=0.6),
                holes,
            ),
            EvidencePart(
                text("evidence.services"),
                "Point" if points else "Polygon",
                Symbol(Text("", ""), "#2b8a3e", fill_opacity=0.7),
                terms.services,
            ),
        ),
    )
