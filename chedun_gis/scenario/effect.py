"""Measure what a scenario changes: the coverage under every rule, and the bus lines."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from chedun_gis.analysis import (
    PARKS,
    SERVICE_KINDS,
    BusReport,
    CoverageQuestion,
    Measured,
    bus_report,
    coverage_rules,
    coverage_terms,
    joined_rows,
    mapped_rows,
    measured_rows,
    parts_for,
    people_of,
    rows_of,
    target_areas,
    together,
)
from chedun_gis.compute import Cut, HeavyQuestion, known
from chedun_gis.scenario.overlay import builds, scenario_town
from chedun_gis.scenario.scenario import Scenario
from chedun_gis.texts import Untold, told
from chedun_gis.town import Town, answered
from geo.coverage import (
    Standing,
    coverage_by_zone,
    coverage_of,
    gained,
    standing,
    standing_of,
    with_services,
    without_services,
)
from layers import RuleSet

# With more changes than this share of the services it is quicker to measure anew.
_MANY = 0.5
_FEW = 20


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """The coverage by one rule before and after; people are taken as evenly spread."""

    rule: RuleSet
    before: Standing
    after: Standing

    @property
    def gain_m2(self) -> float:
        """The land newly covered, less what is lost."""
        return self.after.covered - self.before.covered

    @property
    def gain_people(self) -> float:
        """The people newly covered, less those lost; unknown populations count for nothing."""
        return people_missed(self.before) - people_missed(self.after)

    @staticmethod
    def share(state: Standing) -> float | None:
        """Return the covered share; None without land to cover, or without a known service."""
        return state.share if state.total and len(state.services.label) else None

    def met(self, state: Standing) -> bool | None:
        """Tell whether a state is enough; None when no share is asked for, or none is known."""
        return self.rule.met_by(self.share(state))


@dataclass(frozen=True, slots=True)
class Effect:
    """What a scenario changes under its own rule.

    `newly` and `lost` are what is covered now and was not, and the reverse. `bus` holds the bus
    reports before and after, None when the scenario does not touch the stops or no area is in the
    target, untold while a layer that they need has errors.
    """

    scenario: Scenario
    chosen: RuleEffect
    newly: gpd.GeoDataFrame
    lost: gpd.GeoDataFrame
    bus: tuple[BusReport, BusReport] | Untold | None


@answered(most=16)
def effect_of(town: Town, scenario: Scenario) -> Effect:
    """Return what a scenario changes in the town.

    A scenario whose rule is not in force is judged by the first one, the plan's.
    """
    chosen = rule_effect(town, scenario, rule_of(town, scenario).name)
    return Effect(
        scenario=scenario,
        chosen=chosen,
        newly=gained(chosen.before, chosen.after),
        lost=gained(chosen.after, chosen.before),
        bus=told(lambda: _bus(town, scenario)),
    )


def park_rules(town: Town) -> list[RuleSet]:
    """Return the rules by which a scenario's parks are judged, the plan's first."""
    return coverage_rules(town, SERVICE_KINDS[PARKS].indicator)


def by_rule(town: Town, scenario: Scenario) -> tuple[RuleEffect, ...]:
    """Return the effect under every rule, in the order of the rule file.

    A rule that asks for a layer with errors is left out; the layer is named on every page.
    """
    first, *others = park_rules(town)
    rest = [told(partial(rule_effect, town, scenario, rule.name)) for rule in others]
    known = [each for each in rest if not isinstance(each, Untold)]
    return (rule_effect(town, scenario, first.name), *known)


def zone_shares(town: Town, effect: RuleEffect) -> pd.DataFrame:
    """Return the share `before` and `after` of each zone that holds some of the demand."""
    zones = town.loaded("zones").frame.set_index("id", drop=False)
    before, after = (
        coverage_by_zone(coverage_of(state), zones) for state in (effect.before, effect.after)
    )
    table = pd.DataFrame({"before": before["share"], "after": after["share"]})
    return table[before["share"].notna()]


@answered(most=64)
def rule_effect(town: Town, scenario: Scenario, rule: str) -> RuleEffect:
    """Return the coverage by a rule before and after; the scenario's radius holds for it only."""
    question = CoverageQuestion(rule=rule)
    before = baseline(town, question)
    after = replace(question, radius_m=scenario.radius_m)
    terms = coverage_terms(scenario_town(town, scenario), after)
    return RuleEffect(terms.rule, before, _after(before, terms.services))


@answered(most=16)
def baseline(town: Town, question: CoverageQuestion) -> Standing:
    """Return the coverage of the town as it is."""
    terms = coverage_terms(town, question)
    services, radius_m = terms.services, terms.services["radius_m"]
    measured = known(SCENARIO_BASE, town, question.rule)
    if measured is None:
        return standing(terms.demand, services, radius_m=radius_m)
    return standing_of(
        terms.demand, together(terms.demand, (measured,)), services, radius_m=radius_m
    )


def _base_parts(town: Town, rule: str) -> int:
    del rule
    return parts_for(town.loaded("residential").count)


def base_part(town: Town, rule: str, number: int, of: int) -> Measured | None:
    """Return the coverage of one part of the homes as they are, by one rule.

    None where the rule asks for a layer with errors, and for all that is measured in place.
    """
    found = None if of == 1 else told(partial(_rows, town, rule, number, of))
    return None if isinstance(found, Untold) else found


def _rows(town: Town, rule: str, number: int, of: int) -> Measured:
    question = CoverageQuestion(rule=rule)
    demand = coverage_terms(town, question).demand
    return measured_rows(mapped_rows(town, question, rows_of(demand, number, of)))


def scenario_base(town: Town, rule: str, parts: tuple[Measured | None, ...]) -> Measured | None:
    """Return what scenarios begin with, from its parts; None for what is measured in place."""
    known_parts = [part for part in parts if part is not None]
    if not _base_parts(town, rule) or len(known_parts) < len(parts):
        return None
    return joined_rows(known_parts)


# What adds and takes away needs the base beside it; workers measure it, and it is put together and
# kept where it is asked. Of 50,000 parcels it takes some three megabytes a rule.
SCENARIO_BASE: Final = HeavyQuestion(scenario_base, Cut(_base_parts, base_part), most=16)


def rule_of(town: Town, scenario: Scenario) -> RuleSet:
    """Return the rule that judges a scenario: its own, the plan's where that is not in force."""
    rules = park_rules(town)
    return next((each for each in rules if each.id == scenario.rule), rules[0])


def _after(before: Standing, parks: gpd.GeoDataFrame) -> Standing:
    """Return the coverage by these parks, from what differs between them and those before."""
    was = before.services
    place = {label: row for row, label in enumerate(was.label)}
    rows = np.array([place.get(label, -1) for label in parks.index], dtype=int)
    there = rows >= 0
    radius = parks["radius_m"].to_numpy(dtype=float)
    same = np.zeros(len(parks), dtype=bool)
    same[there] = shapely.equals_exact(
        parks.geometry.to_numpy()[there], was.shape[rows[there]], tolerance=0.0
    ) & (radius[there] == was.radius_m[rows[there]])
    stays = set(parks.index[same])
    gone = [label for label in was.label if label not in stays]
    added = parks[~same]
    if len(gone) + len(added) > max(_FEW, _MANY * len(was.label)):
        return standing(before.demand.frame, parks, radius_m=radius)
    state = without_services(before, gone) if gone else before
    return with_services(state, added, radius_m=radius[~same]) if len(added) else state


def people_missed(state: Standing) -> float:
    """Return the people in what no service reaches, evenly spread over each parcel."""
    people = people_of(state.demand.frame).fillna(0).to_numpy()
    total = state.demand.total
    ratio = np.divide(state.uncovered, total, out=np.zeros(len(total)), where=total > 0)
    return float((people * ratio).sum())


def _bus(town: Town, scenario: Scenario) -> tuple[BusReport, BusReport] | None:
    touched = any(change.layer == "bus_stops" for change in scenario.changes)
    touched |= bool(builds(town, scenario, "bus_stops"))
    if not touched or target_areas(town).empty:
        return None
    return bus_report(town), bus_report(scenario_town(town, scenario))
