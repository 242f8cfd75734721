"""Evaluate a plan as of the end of one of its years: what was so by then, and nothing later.

Annual monitoring, a mid-term and a final evaluation ask the same of different years.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, Literal

from chedun_gis.indicators.indicator import Result, indicators, plan_of
from chedun_gis.indicators.planned import ProjectOfPlan, projects_of
from chedun_gis.indicators.progress import Headway, progress_of
from chedun_gis.indicators.results import entered, is_measured, result_by, result_of, with_likely
from chedun_gis.indicators.watch import Notice, indicator_notices, project_notices
from chedun_gis.register import TARGET, Counted, Explanation, IndicatorValue, ProjectStatus
from chedun_gis.texts import today
from chedun_gis.town import Town, up_to
from geo import InputError
from layers import Indicator, Plan

EvaluationKind = Literal["annual", "mid", "final"]
EVALUATION_KINDS: Final[tuple[EvaluationKind, ...]] = ("annual", "mid", "final")
# How a figure of the year is known; one that is measured now says nothing of an earlier year.
KnownBy = Literal["measured", "recorded", "entered", "none"]
_DONE: Final = "completed"


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """Which evaluation: of a plan, "" the one in force, as of the end of a year.

    Without a year an annual one is of the last that is over, a mid-term one of the middle of the
    plan; a final one is of its last year.
    """

    plan: str = ""
    kind: EvaluationKind = "final"
    year: int | None = None


@dataclass(frozen=True, slots=True)
class IndicatorStanding:
    """An indicator at the end of a year: its figure, its values by year, what explains them.

    Of an indicator that is held against another `others` are the other's values.
    """

    result: Result
    progress: Headway
    known_by: KnownBy
    values: Mapping[int, Counted[IndicatorValue]]
    others: Mapping[int, Counted[IndicatorValue]]
    explained: tuple[Counted[Explanation], ...]


@dataclass(frozen=True, slots=True)
class ProjectStanding:
    """A project at the end of a year; money is in 10⁴ yuan, `share_done` 0–1, None unknown.

    `completed` is the date at which it was first said to be completed, "" where it is not.
    `late_years` is how many years after its target it was completed, or is overdue; 0 in time,
    None without a target, and while that is not over.
    """

    project: ProjectOfPlan
    present: Counted[ProjectStatus] | None
    completed: str
    late_years: int | None
    planned_10k_yuan: float | None
    spent_10k_yuan: float | None
    share_done: float | None

    @property
    def overdue(self) -> bool:
        """Tell whether its target is over and it is not completed."""
        return bool(self.late_years) and not self.completed


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that an evaluation is made of; `town` is the town as it was known at the end of `year`.

    `day` is that year's last; `head` is where the register ends now.
    """

    plan: Plan
    kind: EvaluationKind
    year: int
    day: date
    head: str
    town: Town
    indicators: tuple[IndicatorStanding, ...]
    projects: tuple[ProjectStanding, ...]
    notices: tuple[Notice, ...]

    @property
    def over(self) -> bool:
        """Tell whether the year is over."""
        return self.day < today()

    @property
    def years(self) -> range:
        """The years of the plan up to the one that is evaluated."""
        return range(self.plan.first_year, self.year + 1)


def evaluated_year(plan: Plan, question: EvaluationQuestion) -> int:
    """Return the year whose end is asked about.

    Raises `InputError("evaluation_kind")` (value, known) and `"evaluation_year"` (year, first,
    last) for a year that is none of the plan, or of a final evaluation not its last.
    """
    if question.kind not in EVALUATION_KINDS:
        raise InputError("evaluation_kind", value=question.kind, known="、".join(EVALUATION_KINDS))
    first, last = plan.first_year, plan.last_year
    allowed = range(last, last + 1) if question.kind == "final" else plan.years
    usual = {
        "annual": max(first, min(last, today().year - 1)),
        "mid": (first + last) // 2,
        "final": last,
    }
    year = usual[question.kind] if question.year is None else question.year
    if year not in allowed:
        raise InputError("evaluation_year", year=year, first=allowed[0], last=allowed[-1])
    return year


def evaluation_of(town: Town, question: EvaluationQuestion) -> Evaluation:
    """Return the evaluation of a plan.

    Raises `InputError("plan_none")`, what `evaluated_year` and `Plans.folder` raise, and
    `"table_wrong"` (file, problems) for a plan with a wrong table.
    """
    plan = plan_of(town, question.plan)
    if plan is None:
        raise InputError("plan_none")
    year = evaluated_year(plan, question)
    day, known = date(year, 12, 31), up_to(town, year)
    found = tuple(_standing(known, each, day) for each in indicators(known, plan.id))
    after = day + timedelta(days=1)  # by then the targets of the year are over
    notices = (
        *project_notices(known, after, plan.id),
        *indicator_notices(known, [each.result for each in found], after),
    )
    return Evaluation(
        plan,
        question.kind,
        year,
        day,
        town.head,
        known,
        found,
        tuple(_project(known, each, year) for each in projects_of(known, plan.id)),
        tuple(each for each in notices if each.kind != "due"),
    )


def _standing(town: Town, indicator: Indicator, day: date) -> IndicatorStanding:
    result, known_by = _result(town, indicator, day.year)
    other = indicator.other[0] if indicator.other else ""
    return IndicatorStanding(
        result,
        progress_of(result, day),
        known_by,
        _by_year(town, indicator.id),
        _by_year(town, other),
        tuple(town.series.explained.get(indicator.id, ())),
    )


def _result(town: Town, indicator: Indicator, year: int) -> tuple[Result, KnownBy]:
    """Return the figure: of what is measured the one that was recorded for the year goes before."""
    result = result_of(town, indicator)
    if not is_measured(result):
        return result, "none" if result.measurement.value is None else "entered"
    if indicator.adds != "sum" and year in _by_year(town, indicator.id):
        return result_by(town, indicator, lambda: entered(town, indicator)), "recorded"
    return with_likely(town, result), "none" if result.measurement.value is None else "measured"


def _by_year(town: Town, name: str) -> Mapping[int, Counted[IndicatorValue]]:
    return MappingProxyType({each.fact.year: each for each in town.series.of.get(name, ())})


def _project(town: Town, project: ProjectOfPlan, year: int) -> ProjectStanding:
    history = [each for each in town.register.of.get(project.id, ()) if each.fact.stage != TARGET]
    present = history[-1] if history else None
    done = [each.fact.date for each in history if each.fact.stage == _DONE]
    completed = done[0] if present and present.fact.stage == _DONE else ""
    return ProjectStanding(
        project,
        present,
        completed,
        _late(project.target_year, completed, year),
        _last(history, "planned_10k_yuan"),
        _last(history, "spent_10k_yuan"),
        _last(history, "share_done"),
    )


def _late(target: int | None, completed: str, year: int) -> int | None:
    """Return by how many years: what is not completed when its year is over is late by one."""
    if target is None:
        return None
    if completed:
        return max(0, int(completed[:4]) - target)
    return year - target + 1 if year >= target else None


def _last(history: Sequence[Counted[ProjectStatus]], field: str) -> float | None:
    """Return what was said last; an entry that says nothing leaves it standing."""
    said = [getattr(each.fact, field) for each in history]
    return next((each for each in reversed(said) if each is not None), None)
