"""Answer what it comes to once projects are finished: targets, homes, areas with their lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chedun_gis.analysis import BusReport, bus_report, target_areas
from chedun_gis.indicators import Result, as_data, scorecard
from chedun_gis.scenario.compare import Prospect, prospects, scenario_scorecard
from chedun_gis.scenario.effect import RuleEffect, effect_of
from chedun_gis.scenario.finishing import Unfinished, effects_of, finishing
from chedun_gis.scenario.scenario import Scenario
from chedun_gis.texts import Untold, told
from chedun_gis.town import PROJECTS, Town
from layers import Text

# What of a line of the scorecard is told of it before and after.
_TOLD = (
    *("value", "numerator", "denominator", "low", "high", "likely_low", "likely_high"),
    *("met", "verdict", "undecided"),
)


@dataclass(frozen=True, slots=True)
class AreaLines:
    """An area of the bus target: its lines before and after, and whether they are enough."""

    id: str
    title: Text
    before: int
    after: int
    met_before: bool
    met_after: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a scenario comes to whose projects are finished.

    `finished` are those that it finishes, `silent` the projects among them of which nothing is
    declared. `homes` is the coverage by the scenario's rule and `areas` the bus
    lines, both untold where a layer that they need has errors.
    """

    finished: tuple[Unfinished, ...]
    silent: tuple[Unfinished, ...]
    targets: tuple[Prospect, ...]
    homes: RuleEffect | Untold
    areas: tuple[AreaLines, ...] | Untold

    @property
    def met(self) -> tuple[int, int]:
        """How many targets are met before and after."""
        met = [(each.before.met, each.after.met) for each in self.targets]
        return sum(each is True for each, _ in met), sum(each is True for _, each in met)

    @property
    def schematic(self) -> bool:
        """Tell whether any figure that moves rests on a sketch."""
        return any(each.after.schematic for each in self.targets if each.by != "same")


def outlook(town: Town, scenario: Scenario) -> Outlook:
    """Return what a scenario comes to."""
    return outlook_by(town, scenario, scorecard(town), scenario_scorecard(town, scenario))


def outlook_by(
    town: Town, scenario: Scenario, before: Sequence[Result], after: Sequence[Result]
) -> Outlook:
    """Return what a scenario comes to, from the scorecards without it and with it."""
    ours = finishing(town, scenario.finished)
    say = {each.project for each in effects_of(town, {each.id for each in ours})}
    silent = tuple(each for each in ours if each.layer == PROJECTS and each.id not in say)
    return Outlook(
        ours,
        silent,
        prospects(before, after),
        told(lambda: effect_of(town, scenario).chosen),
        told(lambda: _areas(town, scenario)),
    )


def _areas(town: Town, scenario: Scenario) -> tuple[AreaLines, ...]:
    if target_areas(town).empty:
        return ()
    found = effect_of(town, scenario).bus
    if isinstance(found, Untold) or found is None:
        report = bus_report(town)  # raises what is untold
        found = report, report
    return area_lines(*found)


def area_lines(before: BusReport, after: BusReport) -> tuple[AreaLines, ...]:
    """Return the areas of two bus reports side by side, in their order."""
    was, now = before.verdicts, after.verdicts
    return tuple(
        AreaLines(
            str(row.id),
            Text(str(row.name_zh), str(row.name_en)),
            int(was.loc[row.Index, "line_count"]),
            int(now.loc[row.Index, "line_count"]),
            bool(was.loc[row.Index, "met"]),
            bool(now.loc[row.Index, "met"]),
        )
        for row in after.zones.itertuples()
    )


def outlook_data(found: Outlook) -> dict[str, Any]:
    """Return an outlook as JSON can hold it; the keys are those of `docs/commands.md`."""
    before, after = found.met
    return {
        "finished": [_project(each) for each in found.finished],
        "schematic": found.schematic,
        "silent": [each.id for each in found.silent],
        "met_before": before,
        "met_after": after,
        "indicators": [prospect_data(each) for each in found.targets],
        "homes": None if isinstance(found.homes, Untold) else _homes(found.homes),
        "areas": None
        if isinstance(found.areas, Untold)
        else [
            {
                "id": each.id,
                "name_zh": each.title.zh,
                "name_en": each.title.en,
                "lines_before": each.before,
                "lines_after": each.after,
                "met_before": each.met_before,
                "met_after": each.met_after,
            }
            for each in found.areas
        ],
    }


def prospect_data(each: Prospect) -> dict[str, Any]:
    """Return an indicator before and after; `by` says how the figure after comes about."""
    was, now = as_data(each.before), as_data(each.after)
    added = each.after.measurement.added
    return {
        **{name: now[name] for name in ("id", "name_zh", "name_en", "unit", "clause", "target")},
        "before": {name: was[name] for name in _TOLD},
        "after": {name: now[name] for name in _TOLD},
        "by": each.by,
        "declared": None if added is None else added.amount,
        "declared_by": {} if added is None else dict(added.amounts),
    }


def _project(each: Unfinished) -> dict[str, Any]:
    return {
        "id": each.id,
        "layer": each.layer,
        "name_zh": each.title.zh,
        "name_en": each.title.en,
        "stage": each.stage or None,
        "target_year": each.year,
    }


def _homes(found: RuleEffect) -> dict[str, Any]:
    return {
        "rule": found.rule.name,
        "before": found.share(found.before),
        "after": found.share(found.after),
        "gain_m2": found.gain_m2,
        "gain_people": found.gain_people,
        "met_before": found.met(found.before),
        "met_after": found.met(found.after),
    }
