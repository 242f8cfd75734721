"""Answer for each area of the bus target which lines reach it, and where the second is missing."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

import geopandas as gpd
import pandas as pd

from chedun_gis.analysis.evidence import Evidence, EvidencePart
from chedun_gis.analysis.rules import lines_rule
from chedun_gis.texts import text
from chedun_gis.town import STAGED, Town, answered
from geo import InputError
from geo.transit import COUNTABLE, REGULAR, LineService, missing, serve, verdicts, with_routes
from layers import Pattern, RuleSet, Symbol, Text

RADII_M: Final = (300.0, 500.0)
# Smaller places count in the figures but would only be specks on the map.
_LEAST_SHOWN_M2: Final = 1.0


@dataclass(frozen=True, slots=True)
class BusQuestion:
    """What is asked of the bus lines; what is left out is as the rule says.

    `rule` is the id of a rule that counts lines, the first one's if empty; `kinds` are the kinds of
    service that count, `required` is the number of lines asked for.
    """

    rule: str = ""
    radius_m: float | None = None
    kinds: frozenset[str] | None = None
    required: int | None = None


@dataclass(frozen=True, slots=True)
class BusTerms:
    """A question as the rule completes it; `differs` names what is not the rule's own."""

    rule: RuleSet
    radius_m: float
    kinds: frozenset[str]
    required: int
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BusReport:
    """The lines within the radius of each area: answer, verdicts and gaps by zone id."""

    terms: BusTerms
    zones: gpd.GeoDataFrame
    service: LineService
    verdicts: pd.DataFrame
    gaps: gpd.GeoDataFrame


def bus_terms(town: Town, question: BusQuestion) -> BusTerms:
    """Return by what is judged; raises what `lines_rule` raises."""
    rule = lines_rule(town, question.rule)
    radius_m = max(each.radius_m for each in rule.classes)
    kinds, lines = COUNTABLE - rule.uncounted_types, rule.min_lines or 1
    terms = BusTerms(
        rule,
        radius_m if question.radius_m is None else question.radius_m,
        kinds if question.kinds is None else question.kinds,
        lines if question.required is None else question.required,
        (),
    )
    others = {
        "radius": terms.radius_m != radius_m,
        "kinds": terms.kinds != kinds,
        "lines": terms.required != lines,
    }
    return replace(terms, differs=tuple(name for name, other in others.items() if other))


def target_areas(town: Town) -> gpd.GeoDataFrame:
    """Return the market town and the main industrial parks, by id (plan 8.2.3)."""
    zones = town.frame("zones")
    return zones[zones["bus_target"].astype(bool)].set_index("id", drop=False)


def counted_stops(town: Town, kinds: Collection[str] = REGULAR) -> gpd.GeoDataFrame:
    """Return the town's stops with the lines that count there in the column `routes`.

    A stop that a project builds is none before the project is completed.
    """
    services = pd.DataFrame(town.table("bus_services"), columns=["line", "route", "kind"])
    stops = town.frame("bus_stops")
    coming = _stops_to_come(town)
    there = stops[~stops["id"].isin(coming)] if coming else stops
    return with_routes(there, services, kinds=kinds)


def _stops_to_come(town: Town) -> set[str]:
    """Return the stops that projects are declared to build which are not completed."""
    built_by: dict[str, set[str]] = {}
    for each in town.effects.entries:
        if each.fact.layer == "bus_stops":
            built_by.setdefault(each.fact.project, set()).add(each.fact.feature)
    if not built_by:
        return set()
    done = {
        str(name)
        for layer in STAGED
        for name, stage in zip(*(town.frame(layer)[part] for part in ("id", "stage")), strict=True)
        if stage == "completed"
    }
    return {stop for project, stops in built_by.items() if project not in done for stop in stops}


@answered()
def bus_report(town: Town, question: BusQuestion = BusQuestion()) -> BusReport:
    """Return the bus service of the market town and the main industrial parks (plan 8.2.3)."""
    terms = bus_terms(town, question)
    return bus_of(target_areas(town), counted_stops(town, terms.kinds), terms)


def bus_of(areas: gpd.GeoDataFrame, stops: gpd.GeoDataFrame, terms: BusTerms) -> BusReport:
    """Return the bus service of any areas by stops that carry the lines that count.

    Raises `InputError("bus_no_areas")` without any: then nothing is met, and nothing missed.
    """
    if areas.empty:
        raise InputError("bus_no_areas")
    service = serve(areas, stops, radius_m=terms.radius_m)
    return BusReport(
        terms,
        areas,
        service,
        verdicts(service, required=terms.required),
        missing(service, required=terms.required),
    )


def bus_evidence(report: BusReport) -> Evidence:
    """Return the places with two lines or more, with one, and with none."""
    faces = report.service.faces
    faces = faces[faces["area_m2"] > _LEAST_SHOWN_M2]
    joined = [("、".join(lines) or "—") for lines in faces["lines"]]
    shown = faces.assign(id=[str(i) for i in range(len(faces))], name=joined)
    count, required = shown["line_count"], report.terms.required
    parts: tuple[tuple[Text, str, Pattern, pd.Series[bool]], ...] = (
        (_enough(required), "#1971c2", "solid", count >= required),
        (_too_few(required), "#f08c00", "diagonal", (count > 0) & (count < required)),
        (text("bus.no_line"), "#c92a2a", "cross", count == 0),
    )
    return Evidence(
        text("bus.near_stops", radius_m=report.terms.radius_m),
        tuple(
            EvidencePart(
                title,
                "Polygon",
                Symbol(title, colour, pattern=pattern, weight=0.8, fill_opacity=0.45),
                shown[chosen],
            )
            for title, colour, pattern, chosen in parts
        ),
    )


def _enough(required: int) -> Text:
    if required == 2:  # noqa: PLR2004 - the plan's number has a word of its own
        return text("bus.two_or_more")
    return text("bus.enough", required=required)


def _too_few(required: int) -> Text:
    if required == 2:  # noqa: PLR2004 - the same
        return text("bus.one")
    return text("bus.too_few", required=required)
