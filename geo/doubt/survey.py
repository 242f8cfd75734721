"""Choose what to survey next: what narrows the likely intervals most for its cost."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geo.coverage import Progress
from geo.doubt.share import CERTAIN
from geo.doubt.trial import Trial, Tried, expected, tried

MOST_STEPS: Final = 30
# Groups that looked best for their cost when last tried are tried anew in each step.
_SHORTLIST: Final = 6
# What narrows by less than this part of all widths is the luck of the draws.
_LEAST_GAIN: Final = 0.002

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class SurveyCosts:
    """What a survey costs, in any unit: `feature` of each key, and `trip` to a place once.

    `place` is where a key lies; keys of one place share its trip.
    """

    feature: Mapping[str, float]
    place: Mapping[str, str]
    trip: float

    def of(self, keys: Collection[str]) -> float:
        """Return what surveying these costs in all."""
        trips = {self.place[key] for key in keys}
        return sum(self.feature[key] for key in sorted(keys)) + self.trip * len(trips)


@dataclass(frozen=True, slots=True)
class SurveyStep:
    """What is surveyed next, and what is to be expected then.

    `name` is the group or the key, `keys` are what it adds; `cost` is what it adds and `total_cost`
    what all so far costs; `intervals` are the likely intervals to be expected of each figure, and
    `certain` how many of its homes have a verdict that is the same in at least 95 % of the draws.
    """

    name: str
    keys: tuple[str, ...]
    cost: float
    total_cost: float
    intervals: tuple[Interval, ...]
    certain: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SurveyPlan:
    """What to survey, in order; `certain` and `intervals` are those of now."""

    intervals: tuple[Interval, ...]
    certain: tuple[float, ...]
    steps: tuple[SurveyStep, ...]


@dataclass(frozen=True, slots=True)
class SurveyLimits:
    """Where the choice ends: at a number of steps, or at what all may cost."""

    steps: int = MOST_STEPS
    budget: float = float("inf")


def survey_plan(
    figures: Sequence[tuple[Trial, Interval]],
    *,
    costs: SurveyCosts,
    groups: Mapping[str, Collection[str]],
    limits: SurveyLimits = SurveyLimits(),
    progress: Progress | None = None,
) -> SurveyPlan:
    """Return what to survey in the order of what it narrows the intervals for its cost.

    `figures` are trials, each with the likely interval of its figure by now, all as shares (0 to
    1), so that their widths add up. Chosen is, step by step, one feature or one of the `groups` (by
    name: a layer, a zone): that with the most expected narrowing of all widths together for what it
    adds to the cost (see `expected`). Single features are all tried anew in each step, over the
    same draws; of the groups, those that did best when last tried. It ends at the limits, or where
    nothing narrows. This is greedy: several that only help together are found only as a group.
    `progress` is called with (steps done, at most) and may raise to cancel.
    """
    search = _Search(figures, costs, groups, progress or (lambda *_: None))
    found: list[SurveyStep] = []
    state = search.state(())
    first = state
    while len(found) < limits.steps:
        search.tell(len(found), limits.steps)
        chosen = search.best(state, limits.budget)
        if chosen is None:
            break
        name, keys = chosen
        state = search.state((*state.known, *keys))
        total = costs.of(state.known)
        before = found[-1].total_cost if found else 0.0
        found.append(SurveyStep(name, keys, total - before, total, state.intervals, state.certain))
    search.tell(limits.steps, limits.steps)
    return SurveyPlan(first.intervals, first.certain, tuple(found))


@dataclass(frozen=True, slots=True)
class _State:
    """What is known so far, and what is found of each trial then."""

    known: tuple[str, ...]
    found: tuple[Tried, ...]
    intervals: tuple[Interval, ...]

    @property
    def certain(self) -> tuple[float, ...]:
        return tuple(each.sure for each in self.found)


class _Search:
    """The figures that are to be narrowed, and what each group did when last tried."""

    def __init__(
        self,
        figures: Sequence[tuple[Trial, Interval]],
        costs: SurveyCosts,
        groups: Mapping[str, Collection[str]],
        tell: Progress,
    ) -> None:
        self._trials = tuple(trial for trial, _ in figures)
        self._now = tuple(now for _, now in figures)
        self._costs = costs
        self._groups = groups
        self.tell = tell
        self._last: dict[str, float] = {}
        self._least = _LEAST_GAIN * sum(map(_width, self._now))

    def state(self, known: tuple[str, ...], *, further: bool = True) -> _State:
        found = tuple(
            tried(trial, set(known), certain=CERTAIN, further=further) for trial in self._trials
        )
        pairs = zip(found, self._now, strict=True)
        return _State(known, found, tuple(expected(each.values, now) for each, now in pairs))

    def best(self, state: _State, budget: float) -> tuple[str, tuple[str, ...]] | None:
        """Return the name and the keys of what gains most for its cost; None where nothing does."""
        spent, least = self._costs.of(state.known), self._least
        offers: list[tuple[float, str, tuple[str, ...]]] = []
        for key, gain in self._single_gains(state).items():
            cost = self._costs.of((*state.known, key)) - spent
            if spent + cost <= budget and gain > least:
                offers.append((_worth(gain, cost), key, (key,)))
        for name, keys, gain, cost in self._group_gains(state, budget, spent):
            if gain > least:
                offers.append((_worth(gain, cost), name, keys))
        if not offers:
            return None
        _, name, keys = max(offers, key=lambda each: each[0])
        return name, keys

    def _single_gains(self, state: _State) -> dict[str, float]:
        gains: dict[str, float] = {}
        for found, now, interval in zip(state.found, self._now, state.intervals, strict=True):
            for key, values in found.further.items():
                narrowed = _width(interval) - _width(expected(values, now))
                gains[key] = gains.get(key, 0.0) + narrowed
        return gains

    def _group_gains(
        self, state: _State, budget: float, spent: float
    ) -> list[tuple[str, tuple[str, ...], float, float]]:
        """Try the groups that did best for what they would cost now."""
        known = set(state.known)
        here: list[tuple[float, str, tuple[str, ...], float]] = []
        for name, members in self._groups.items():
            keys = tuple(sorted(set(members) - known))
            cost = self._costs.of((*state.known, *keys)) - spent
            if len(keys) > 1 and spent + cost <= budget:
                worth = _worth(self._last.get(name, float("inf")), cost)
                here.append((worth, name, keys, cost))
        here.sort(key=lambda each: (-each[0], each[1]))
        fresh = [each for each in here if each[1] not in self._last]
        found = []
        for _, name, keys, cost in fresh or here[:_SHORTLIST]:
            self.tell(0, 0)
            after = self.state((*state.known, *keys), further=False)
            gain = sum(map(_width, state.intervals)) - sum(map(_width, after.intervals))
            self._last[name] = gain
            found.append((name, keys, gain, cost))
        return found


def _worth(gain: float, cost: float) -> float:
    return gain / cost if cost > 0 else float("inf") if gain > 0 else 0.0


def _width(interval: Interval) -> float:
    return interval[1] - interval[0]
