"""Ask for sites on the town's layers: candidates, conditions, demand, and the answer as places."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import geopandas as gpd
import pandas as pd
import shapely
from numpy.typing import ArrayLike

from chedun_gis.analysis import (
    BusQuestion,
    CoverageQuestion,
    CoverageTerms,
    Evidence,
    EvidencePart,
    bus_report,
    bus_terms,
    counted,
    coverage_terms,
)
from chedun_gis.scenario.scenario import Change, Scenario, put, rounded
from chedun_gis.texts import text
from chedun_gis.town import Town, answered
from geo import WGS84, InputError
from geo.coverage import gained, with_services
from geo.siting import (
    Ask,
    Choice,
    Constraints,
    Sites,
    Siting,
    best_sites,
    fewest_sites,
    grid_sites,
    kept_sites,
)
from layers import Geometry, Symbol, Text

PARKS, STOPS = "parks", "stops"
NOWHERE: Mapping[object, Text | None] = MappingProxyType({})
_STOP_M2 = 4.0
# A scenario keeps corners to a centimetre; a park must not lose its class by that.
_ROUNDING_M = 0.05


@dataclass(frozen=True, slots=True)
class SitingQuestion:
    """What is to be built and where it may stand; 0 asks for nothing.

    `what` is "parks" or "stops"; `rule` (`indicator:id`), `demand` and `radius_m` are those of the
    coverage, the first rule, its own land and its own radius if left out; `zones` (all of the town
    without any) and `barred_zones` are ids of where it may and may not stand; a candidate is a
    square of `area_m2` on a grid of `spacing_m`. `per_person_m2` makes the area of a park the limit
    of the people it serves.
    """

    what: str = PARKS
    rule: str = ""
    demand: str = ""
    by_people: bool = False
    radius_m: float | None = None
    spacing_m: float = 200.0
    area_m2: float = 10_000.0
    zones: tuple[str, ...] = ()
    barred_zones: tuple[str, ...] = ()
    avoid_homes: bool = True
    river_m: float = 20.0
    road_m: float = 0.0
    per_person_m2: float = 0.0
    full_coverage: bool = False


def candidate_sites(
    town: Town, question: SitingQuestion, land: gpd.GeoDataFrame | None = None
) -> Sites:
    """Return the candidates that keep the conditions: squares on the town's ground, or own land.

    `land` has points or polygons by id, in the town's metric CRS. A park that the rule would not
    count is refused as `not_counted`. Raises what `geo.siting.candidates` raises.
    """
    return grid_candidates(town, question) if land is None else _kept(town, question, land)


@answered(most=6)
def grid_candidates(town: Town, question: SitingQuestion) -> Sites:
    """Return the candidates on the grid: a page asks for them each time that it is drawn."""
    return _kept(town, question, None)


def _kept(town: Town, question: SitingQuestion, land: gpd.GeoDataFrame | None) -> Sites:
    found = _laid_out(town, question, land)
    if question.what == STOPS:
        return found
    reach = site_radius_m(town, question, found.frame)
    kept = found.frame[reach.notna()]
    if kept.empty:
        raise InputError("candidates_empty")
    uncounted = found.frame[reach.isna()].assign(reason="not_counted")
    left_out = uncounted if found.left_out.empty else pd.concat([found.left_out, uncounted])
    return Sites(kept, left_out)


def _laid_out(town: Town, question: SitingQuestion, land: gpd.GeoDataFrame | None) -> Sites:
    ground = _zones(town, question.zones) if question.zones else town.frame("town_boundary")
    limits = Constraints(
        inside=ground,
        outside=_excluded(town, question),
        roads=_streets(town) if question.road_m else None,
        road_m=question.road_m or None,
    )
    if land is None:
        side_m = question.area_m2**0.5 + _ROUNDING_M
        area_m2 = side_m**2 if question.what == PARKS else _STOP_M2
        return grid_sites(ground, spacing_m=question.spacing_m, area_m2=area_m2, constraints=limits)
    if question.what == STOPS:
        return kept_sites(land.set_geometry(land.geometry.representative_point()), limits)
    return kept_sites(land, replace(limits, min_area_m2=question.area_m2))


def _excluded(town: Town, question: SitingQuestion) -> gpd.GeoDataFrame | None:
    """Return the land that a site may not take: zones; for a park also homes and river banks."""
    barred = question.barred_zones
    shapes: list[shapely.Geometry] = list(_zones(town, barred).geometry) if barred else []
    if question.avoid_homes and question.what == PARKS:
        shapes += list(town.frame("residential").geometry)
    if question.river_m and question.what == PARKS:
        shapes += list(town.frame("river_segments").geometry.buffer(question.river_m))
    return gpd.GeoDataFrame(geometry=shapes, crs=town.place.metric_crs) if shapes else None


def _zones(town: Town, ids: tuple[str, ...]) -> gpd.GeoDataFrame:
    """Return some zones; who names none can ask while the layer has errors."""
    return town.frame("zones").set_index("id", drop=False).loc[list(ids)]


def _streets(town: Town) -> gpd.GeoDataFrame:
    roads = town.frame("roads")
    return roads[(roads["stage"] == "completed") & ~roads.geometry.isna()]


def siting_terms(town: Town, question: SitingQuestion) -> CoverageTerms:
    """Return which parks stand and what they are to serve, by the rule; see `coverage_terms`."""
    return coverage_terms(
        town,
        CoverageQuestion(
            rule=question.rule,
            demand=question.demand,
            by_people=question.by_people or question.per_person_m2 > 0,
            radius_m=question.radius_m,
        ),
    )


def sites_for(
    town: Town,
    question: SitingQuestion,
    candidates: Sites,
    ask: Ask,
    *,
    terms: CoverageTerms | None = None,
) -> Siting:
    """Return the best sites, or the fewest for full coverage, among the candidates.

    For parks the demand is residential land, served by the rule's radius, or what other `terms`
    than the question's say; a weight of `ask` counts before theirs. For stops it is the land of the
    plan's areas that fewer than two lines reach, and a stop is taken to bring the line that lacks.
    Raises what `geo.siting.best_sites` raises.
    """
    frame, full = candidates.frame, question.full_coverage
    if question.what == STOPS:
        report = bus_report(town)
        gaps = report.gaps.reset_index(drop=True)
        none = gpd.GeoDataFrame(geometry=[], crs=gaps.crs)
        radius_m = report.terms.radius_m
        return siting_of(gaps, frame, none, radius_m=radius_m, ask=ask, full_coverage=full)
    terms = terms or siting_terms(town, question)
    if ask.weight is None:
        ask = replace(ask, weight=terms.weight)
    if question.per_person_m2:
        ask = replace(ask, capacity=frame.geometry.area / question.per_person_m2)
    ask = replace(ask, existing_radius_m=terms.services["radius_m"])
    reach_m = site_radius_m(town, question, frame)
    return siting_of(
        terms.demand, frame, terms.services, radius_m=reach_m, ask=ask, full_coverage=full
    )


def siting_of(  # noqa: PLR0913 - what is served, by what, and what is asked
    demand: gpd.GeoDataFrame,
    candidates: gpd.GeoDataFrame,
    existing: gpd.GeoDataFrame,
    *,
    radius_m: ArrayLike,
    ask: Ask,
    full_coverage: bool,
) -> Siting:
    """Return the best of any candidates, or the fewest for full coverage; see `geo.siting`."""
    search = fewest_sites if full_coverage else best_sites
    return search(demand, candidates, existing=existing, radius_m=radius_m, ask=ask)


def site_radius_m(
    town: Town, question: SitingQuestion, sites: gpd.GeoDataFrame
) -> "pd.Series[float]":
    """Return how far each site would reach; NaN for a park that the rule does not count.

    A park by the rule, as a community park of its size.
    """
    if question.what == STOPS:
        return pd.Series(bus_terms(town, BusQuestion()).radius_m, index=sites.index)
    rule = siting_terms(town, question).rule
    parks = counted(town, sites.assign(kind="community"), rule)
    reach_m = parks["radius_m"] if question.radius_m is None else question.radius_m
    return pd.Series(reach_m, index=parks.index, dtype=float).reindex(sites.index)


def siting_evidence(
    town: Town, question: SitingQuestion, found: Siting, choice: Choice, candidates: Sites
) -> Evidence:
    """Return one choice on the map: its sites, what they newly cover, what stays uncovered."""
    sites = candidates.frame.loc[list(choice.sites)]
    reach = site_radius_m(town, question, sites)
    after = with_services(found.before, sites, radius_m=reach) if len(sites) else found.before
    newly = gained(found.before, after)
    open_ = ~shapely.is_missing(after.left)
    left = gpd.GeoDataFrame(
        index=found.before.demand.frame.index[open_], geometry=after.left[open_], crs=sites.crs
    )
    parts = (
        (text("evidence.still_open"), "#c92a2a", "cross", left),
        (text("evidence.newly"), "#0b7285", "solid", newly),
        (text("evidence.unreachable"), "#495057", "grid", found.unreachable),
        (text("evidence.sites"), "#1971c2", "diagonal", sites),
    )
    polygon: Geometry = "Polygon"
    return Evidence(
        text("evidence.siting"),
        tuple(
            EvidencePart(
                title,
                polygon,
                Symbol(title, colour, pattern=pattern, weight=1.2, fill_opacity=0.6),  # type: ignore[arg-type]
                frame.assign(id=[str(label) for label in frame.index]),
            )
            for title, colour, pattern, frame in parts
        ),
    )


def as_scenario(
    question: SitingQuestion,
    choice: Choice,
    candidates: Sites,
    name: str,
    near: Mapping[object, Text | None] = NOWHERE,
) -> Scenario:
    """Return a scenario in which the chosen sites are parks (or stops) by the same rule.

    They are named by number and, where it is given, by the place that each is `near`.
    """
    parks = question.what == PARKS
    layer, name_key = (
        ("parks", "siting.chosen_park") if parks else ("bus_stops", "siting.chosen_stop")
    )
    scenario = Scenario("", name, rule=question.rule.rpartition(":")[2])
    sites = candidates.frame.loc[list(choice.sites)]
    shapes = sites.geometry if layer == "parks" else sites.geometry.centroid
    shapes_deg = shapes.to_crs(WGS84)
    for number, (label, shape) in enumerate(shapes_deg.items(), start=1):
        called = text(name_key, number=number)
        place = near.get(label)
        if place:
            called = text("siting.chosen_near", name=called, place=place)
        fields = {"name_zh": called.zh, "name_en": called.en}
        change = Change("added", layer, f"site-{number}", rounded(shape, layer), fields)
        scenario = put(scenario, change)
    return scenario
