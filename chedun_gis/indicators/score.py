"""The scorecard as a heavy question: a large town's is measured by workers, in parts."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import geopandas as gpd

from chedun_gis.analysis import (
    DrawnEvidence,
    Evidence,
    RangeRows,
    bounds_part,
    drawn,
    gaps_from,
    is_too_large,
    parts_for,
    places_of,
)
from chedun_gis.compute import Cut, HeavyQuestion
from chedun_gis.indicators.indicator import Result, indicators
from chedun_gis.indicators.results import in_parts, result_by, result_of, with_likely
from chedun_gis.indicators.service_radius import radius_question
from chedun_gis.texts import Untold, told
from chedun_gis.town import Town
from layers import Indicator

# What one part says of each indicator that is measured in parts, by its id.
ScorePart = dict[str, Any]


def score_parts(town: Town, named: tuple[str, ...], plan: str) -> int:
    """Return into how many parts the results named (all if none) are cut, 0 for in place.

    They are those of a plan, "" the one in force.
    """
    if is_too_large(town):
        return 0  # what could be cut is not measured at all
    cut = [each for each in _named(town, named, plan) if each.id in in_parts()]
    homes = town.loaded("residential").count
    return len(cut) * parts_for(homes) if cut else 0


def score_part(town: Town, named: tuple[str, ...], plan: str, number: int, of: int) -> ScorePart:
    """Return what some rows of the homes say of each indicator; nothing of a layer with errors."""
    if of == 1:
        return {}
    ways = in_parts()
    parts = {
        each.id: told(partial(ways[each.id].part, town, each, number, of))
        for each in _named(town, named, plan)
        if each.id in ways
    }
    return {name: part for name, part in parts.items() if not isinstance(part, Untold)}


def score(
    town: Town, named: tuple[str, ...], plan: str, parts: Sequence[ScorePart]
) -> tuple[Result, ...]:
    """Return the results named (all if none) without the places behind them, from their parts."""
    return tuple(_result(town, each, parts) for each in _named(town, named, plan))


def likely_score(
    town: Town, named: tuple[str, ...], plan: str, parts: Sequence[ScorePart]
) -> tuple[Result, ...]:
    """Return the same with the likely interval of each."""
    return tuple(with_likely(town, each) for each in score(town, named, plan, parts))


def _named(town: Town, named: tuple[str, ...], plan: str) -> list[Indicator]:
    every = indicators(town, plan)
    known = {each.id: each for each in every}
    return [known[name] for name in named if name in known] if named else every


def _result(town: Town, indicator: Indicator, parts: Sequence[ScorePart]) -> Result:
    if all(indicator.id in part for part in parts):
        ours = [part[indicator.id] for part in parts]
        whole = in_parts()[indicator.id].whole
        return result_by(town, indicator, lambda: whole(town, indicator, ours))
    found = result_of(town, indicator)
    return replace(found, measurement=replace(found.measurement, evidence=None))


# The parts of two states of the largest town: a value that is entered leaves them standing.
SCORECARD: Final = HeavyQuestion(likely_score, Cut(score_parts, score_part), most=4, most_parts=200)


def _evidence_parts(town: Town, indicator: Indicator) -> int:
    if not _service(indicator):
        return 0
    return parts_for(town.loaded("residential").count)


def evidence_part(town: Town, indicator: Indicator, number: int, of: int) -> RangeRows:
    """Return the coverage of some rows of the homes; None where another way is shorter."""
    if of == 1:
        return None
    return bounds_part(town, radius_question(indicator, _service(indicator)), number, of)


def score_evidence(
    town: Town, indicator: Indicator, parts: Sequence[RangeRows]
) -> DrawnEvidence | gpd.GeoDataFrame | None:
    """Return the places behind an indicator's figure as the map draws them; None without any.

    Of what was measured in parts it is the gaps, which `score_places` lays over the homes.
    """
    known = [part for part in parts if part is not None]
    if known:
        return gaps_from(town, radius_question(indicator, _service(indicator)), known)
    evidence = result_of(town, indicator).measurement.evidence
    return None if evidence is None else drawn(evidence)


def score_places(
    town: Town, indicator: Indicator, found: DrawnEvidence | gpd.GeoDataFrame | None
) -> Evidence | DrawnEvidence | None:
    """Return the places of an answer of `score_evidence`."""
    if not isinstance(found, gpd.GeoDataFrame):
        return found
    question = radius_question(indicator, _service(indicator))
    return places_of(town, question, found, indicator.title)


def _service(indicator: Indicator) -> str:
    ways = in_parts()
    return ways[indicator.id].service if indicator.id in ways else ""


SCORE_EVIDENCE: Final = HeavyQuestion(score_evidence, Cut(_evidence_parts, evidence_part), most=8)
