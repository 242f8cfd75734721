"""Say what a survey has changed: figures and intervals before and after, verdicts that turned."""

from dataclasses import dataclass
from typing import Any

from chedun_gis.analysis.bus import BusQuestion, bus_report
from chedun_gis.analysis.coverage import (
    CoverageQuestion,
    coverage_report,
    coverage_terms,
    known,
)
from chedun_gis.analysis.doubt import likely_bus, likely_coverage
from chedun_gis.analysis.survey import FIGURES, LINES
from chedun_gis.town import Town
from geo import meets
from layers import Text


@dataclass(frozen=True, slots=True)
class FigureState:
    """A figure as a share (0 to 1) with its worst case and its likely interval.

    Bus lines have no worst case: None. `verdicts` tell by home or area whether it is met.
    """

    value: float
    worst: tuple[float, float] | None
    likely: tuple[float, float]
    verdicts: tuple[tuple[str, bool | None], ...]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure before and after a survey, and the ids whose verdict has turned."""

    id: str
    title: Text
    before: FigureState
    after: FigureState
    turned: tuple[str, ...]


def survey_changes(before: Town, after: Town) -> tuple[FigureChange, ...]:
    """Return every figure that a survey has changed, each by its first rule.

    A figure that is known in one of the towns only is left out.
    """
    found = []
    for name, title in FIGURES.items():
        states = [_state(town, name) for town in (before, after)]
        was, now = states
        if was is not None and now is not None and was != now:
            had = dict(was.verdicts)
            turned = tuple(
                each for each, met in now.verdicts if each in had and had[each] is not met
            )
            found.append(FigureChange(name, title, was, now, turned))
    return tuple(found)


def _state(town: Town, name: str) -> FigureState | None:
    if name == LINES:
        return _lines(town)
    question = CoverageQuestion(name)
    report, likely = coverage_report(town, question), likely_coverage(town, question)
    if report is None or likely is None or known(report.found.mapped.share) is None:
        return None
    rule, found = coverage_terms(town, question).rule, report.found
    threshold = rule.threshold.share if rule.threshold else 1.0
    shares = found.mapped.parcels["share"]
    return FigureState(
        found.mapped.share,
        (found.low.share, found.high.share),
        (likely.likely.low, likely.likely.high),
        tuple((str(each), meets(float(share), threshold)) for each, share in shares.items()),
    )


def _lines(town: Town) -> FigureState | None:
    likely = likely_bus(town, BusQuestion())
    if likely is None:
        return None
    found = bus_report(town, BusQuestion()).verdicts["met"]
    areas = len(found)
    return FigureState(
        float(found.sum()) / areas,
        None,
        (likely.met.low / areas, likely.met.high / areas),
        tuple((str(each), bool(met)) for each, met in found.items()),
    )


def changes_data(changes: tuple[FigureChange, ...]) -> list[dict[str, Any]]:
    """Return what a survey has changed as JSON can hold it."""
    return [
        {
            "figure": each.id,
            **{
                when: {
                    "value": state.value,
                    "low": state.worst[0] if state.worst else None,
                    "high": state.worst[1] if state.worst else None,
                    "likely_low": state.likely[0],
                    "likely_high": state.likely[1],
                }
                for when, state in (("before", each.before), ("after", each.after))
            },
            "turned": list(each.turned),
        }
        for each in changes
    ]
