"""The scorecard as a heavy question: a large town's is measured by workers, in parts."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from chedun_gis.analysis import (
    FULL,
    DrawnEvidence,
    SheetPart,
    coverage_drawn,
    coverage_part,
    drawn,
    parts_for,
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
    cut = [each for each in _named(town, named, plan) if each.id in in_parts()]
    homes = town.loaded("residential").frame
    return len(cut) * parts_for(len(homes)) if cut else 0


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
    return parts_for(len(town.loaded("residential").frame))


def evidence_part(town: Town, indicator: Indicator, number: int, of: int) -> SheetPart | None:
    """Return the coverage of some rows of the homes, drawn; None where another way is shorter."""
    if of == 1:
        return None
    return coverage_part(town, radius_question(indicator, _service(indicator)), FULL, number, of)


def score_evidence(
    town: Town, indicator: Indicator, parts: Sequence[SheetPart | None]
) -> DrawnEvidence | None:
    """Return the places behind an indicator's figure as the map draws them; None without any."""
    known = [part for part in parts if part is not None]
    if known:
        question = radius_question(indicator, _service(indicator))
        return coverage_drawn(town, question, indicator.title, known)
    evidence = result_of(town, indicator).measurement.evidence
    return None if evidence is None else drawn(evidence)


def _service(indicator: Indicator) -> str:
    ways = in_parts()
    return ways[indicator.id].service if indicator.id in ways else ""


# Of 50,000 homes the places take some fifteen megabytes as text.
SCORE_EVIDENCE: Final = HeavyQuestion(score_evidence, Cut(_evidence_parts, evidence_part), most=8)
