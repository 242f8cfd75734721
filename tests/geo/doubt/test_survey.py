"""What to survey next: against all subsets, where a rule of thumb fails, and once it is done."""

from itertools import combinations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import Point

from geo.doubt import (
    LinesFigure,
    PlaceErrors,
    ShareFigure,
    SurveyCosts,
    SurveyLimits,
    SurveyPlan,
    Trial,
    likely_share,
    lines_trial,
    share_trial,
    survey_plan,
    trials,
)
from geo.doubt.errors import drawn
from geo.doubt.trial import expected, tried
from tests.geo.doubt.toys import errors, frame, moved, square

RADIUS_M = 500.0


def costs_of(*keys: str, trip: float = 0.0) -> SurveyCosts:
    return SurveyCosts(dict.fromkeys(keys, 1.0), dict.fromkeys(keys, "here"), trip)


class Town:
    """Parks and homes that may be elsewhere."""

    def __init__(
        self, homes: gpd.GeoDataFrame, parks: gpd.GeoDataFrame, of: PlaceErrors, on: PlaceErrors
    ) -> None:
        self.homes, self.parks, self.errors = homes, parks, (of, on)
        self.figure = ShareFigure(homes, parks, (of, on), RADIUS_M)

    def now(self) -> tuple[float, float]:
        found = likely_share(self.figure).likely
        return found.low, found.high

    def trial(self) -> Trial:
        return share_trial(self.figure)

    def plan(self, steps: int) -> SurveyPlan:
        keys = (*self.homes.index, *self.parks.index)
        limits = SurveyLimits(steps=steps)
        return survey_plan(
            [(self.trial(), self.now())], costs=costs_of(*keys), groups={}, limits=limits
        )


def ten_parks() -> Town:
    """Ten parks of which each serves homes of its own, some more than others, some better known."""
    names = [f"park-{n}" for n in range(10)]
    parks = frame([square(3000 * n, 0, 100) for n in range(10)], names)
    accuracy = [200.0, 1200, 400, 900, 50, 1500, 600, 1000, 300, 800]
    counts = [4, 1, 6, 2, 8, 3, 5, 2, 7, 1]
    at = [(3000 * n, 130 * i - 60 * c) for n, c in enumerate(counts) for i in range(c)]
    keys = [f"home-{n}" for n in range(len(at))]
    homes = frame([square(x, y, 100) for x, y in at], keys)
    return Town(homes, parks, errors(keys, 5.0), errors(names, accuracy))


def test_against_every_subset_of_at_most_three() -> None:
    town = ten_parks()
    trial, now = town.trial(), town.now()

    def width(keys: tuple[str, ...]) -> float:
        low, high = expected(tried(trial, keys, certain=0.95, further=False).values, now)
        return high - low

    plan = town.plan(3)
    chosen = [step.keys[0] for step in plan.steps]
    for count in (1, 2, 3):
        widths = {keys: width(keys) for keys in combinations(town.parks.index, count)}
        best = min(widths.values())
        low, high = plan.steps[count - 1].intervals[0]
        assert high - low == pytest.approx(width(tuple(chosen[:count])))
        # The first is the best there is; with two and three, being greedy costs next to nothing.
        assert high - low <= best + (0 if count == 1 else 0.02 * (now[1] - now[0])) + 1e-12


def test_the_largest_and_least_known_is_not_what_matters() -> None:
    """A vast park that may be anywhere serves homes that another, well known one serves anyway."""
    names = ["vast", "known", "small"]
    parks = frame([square(0, 0, 900), square(100, 0, 700), square(9000, 0, 60)], names)
    accuracy = np.array([2000.0, 5.0, 700.0])
    keys = [f"home-{n}" for n in range(8)]
    at = [(-200, 0), (0, 200), (0, -200), (200, 0), (9000, 300), (9000, -300), (9300, 0), (8700, 0)]
    homes = frame([square(x, y, 80) for x, y in at], keys)
    town = Town(homes, parks, errors(keys, 5.0), errors(names, accuracy))
    by_thumb = names[int(np.argmax(accuracy * parks.area))]
    plan = town.plan(1)
    assert by_thumb == "vast"
    assert [step.keys for step in plan.steps] == [("small",)]
    trial, now = town.trial(), town.now()
    wide = now[1] - now[0]
    left = {
        key: np.diff(expected(tried(trial, (key,), certain=0.95).values, now))[0]
        for key in ("vast", "small")
    }
    assert left["vast"] == pytest.approx(wide, rel=0.01)
    assert left["small"] < 0.1 * wide


def test_a_simulated_survey_narrows_as_was_predicted() -> None:
    town = ten_parks()
    steps = town.plan(4).steps
    keys = {key for step in steps for key in step.keys}
    low, high = steps[-1].intervals[0]
    rows = np.array([key in keys for key in town.parks.index])
    truth = drawn(town.errors[1], draws=12, seed=77, stream="field")
    after = errors(town.parks.index, np.where(rows, 5.0, town.errors[1].accuracy_m))
    widths = []
    for draw in range(12):
        there = moved(town.parks, truth, draw).geometry.where(rows, town.parks.geometry)
        surveyed = Town(town.homes, town.parks.set_geometry(there), town.errors[0], after)
        least, most = surveyed.now()
        widths.append(most - least)
    now = town.now()
    assert np.mean(widths) == pytest.approx(high - low, abs=0.1 * (now[1] - now[0]))
    assert np.mean(widths) < 0.7 * (now[1] - now[0])


def test_once_all_is_known_nothing_is_uncertain() -> None:
    town = ten_parks()
    trial = town.trial()
    every = tried(trial, (*trial.homes, *trial.services), certain=0.95, further=False)
    low, high = expected(every.values, town.now())
    assert high - low == pytest.approx(0)
    assert every.sure == len(trial.homes)
    none = tried(trial, (), certain=0.95, further=False)
    assert expected(none.values, town.now()) == pytest.approx(town.now())
    assert none.sure < len(trial.homes)


def test_one_more_is_what_a_trial_of_its_own_finds() -> None:
    """All further features are tried in one pass; it must be what each gives by itself."""
    town = ten_parks()
    sketched = errors(town.homes.index, 300.0, area=(0.7, 1.4))
    trial = Town(town.homes, town.parks, sketched, town.errors[1]).trial()
    for known in ((), ("park-2", "home-3", "home-9")):
        found = tried(trial, known, certain=0.95)
        assert set(found.further) == set(trial.offered) - set(known)
        for key in ("park-0", "park-5", "home-0", "home-20"):
            alone = tried(trial, (*known, key), certain=0.95, further=False)
            assert found.further[key] == pytest.approx(alone.values)


def test_a_trip_is_paid_once_and_groups_share_it() -> None:
    costs = SurveyCosts({"a": 1, "b": 2, "c": 3}, {"a": "east", "b": "east", "c": "west"}, 10)
    assert costs.of(["a"]) == 11
    assert costs.of(["a", "b"]) == 13
    assert costs.of(["a", "b", "c"]) == 26
    # Two parks that only matter together: either serves all the homes.
    names, keys = ["p", "q"], ["h"]
    parks = frame([square(0, 0, 20), square(40, 0, 20)], names)
    homes = frame([square(0, 450, 60)], keys)
    town = Town(homes, parks, errors(keys, 5.0), errors(names, 600.0))
    trip = SurveyCosts(dict.fromkeys(["p", "q", "h"], 1.0), dict.fromkeys("pqh", "here"), 20.0)
    plan = survey_plan([(town.trial(), town.now())], costs=trip, groups={"parks": names})
    assert plan.steps[0].name == "parks"
    assert (plan.steps[0].keys, plan.steps[0].total_cost) == (("p", "q"), 22.0)


def test_it_ends_at_the_budget_and_where_nothing_narrows() -> None:
    town = ten_parks()
    keys = (*town.homes.index, *town.parks.index)
    asked = {"costs": costs_of(*keys, trip=5.0), "groups": {}}
    plan = survey_plan([(town.trial(), town.now())], limits=SurveyLimits(budget=8.0), **asked)  # type: ignore[arg-type]
    assert [step.total_cost for step in plan.steps] == [6, 7, 8]
    known = Town(town.homes, town.parks, errors(town.homes.index, 0.0), errors(town.parks.index, 0))
    nothing = survey_plan([(known.trial(), known.now())], **asked)  # type: ignore[arg-type]
    assert nothing.steps == ()
    low, high = nothing.intervals[0]
    assert low == pytest.approx(high)


def test_two_figures_add_up_and_lines_can_be_tried() -> None:
    town = ten_parks()
    areas = frame([square(0, 0, 500), square(9000, 0, 500)], ["east", "west"])
    stops = frame([Point(500, 0), Point(9500, 0), Point(9500, 9)], ["s", "t", "u"])
    stops["routes"] = [("1", "2"), ("1",), ("2",)]
    both = (errors(["east", "west"], 900.0), errors(["s", "t", "u"], 5.0))
    lines = lines_trial(LinesFigure(areas, stops, both, 300.0))
    keys = (*lines.homes, *lines.services, *town.homes.index, *town.parks.index)
    plan = survey_plan(
        [(lines, (0.0, 1.0)), (town.trial(), town.now())],
        costs=costs_of(*keys),
        groups={},
        limits=SurveyLimits(steps=2),
    )
    # Half of the other figure hangs on each area.
    assert {step.name for step in plan.steps} == {"east", "west"}
    low, high = plan.steps[-1].intervals[0]
    assert high - low < 0.1
    assert [len(step.intervals) for step in plan.steps] == [2, 2]


def test_of_very_many_pairs_some_parcels_stand_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    town = ten_parks()
    whole = town.trial()
    monkeypatch.setattr(trials, "MOST_PAIRS", 20)
    part = town.trial()
    assert len(part.homes) <= 20 < len(whole.homes)
    # Of the parcels those not looked at cannot be told apart; parks can.
    assert set(part.offered) <= set(town.parks.index)
    assert part.rest is not None
    assert part.rest.grown > 1
    low, high = np.quantile(tried(part, (), certain=0.95).values, [0.05, 0.95])
    assert (low, high) == pytest.approx(town.now(), abs=0.2)


def test_progress_is_told_and_may_cancel() -> None:
    town = ten_parks()
    told: list[tuple[int, int]] = []
    keys = (*town.homes.index, *town.parks.index)
    asked = {"costs": costs_of(*keys), "groups": {}, "limits": SurveyLimits(steps=2)}
    survey_plan(
        [(town.trial(), town.now())],
        progress=lambda *done: told.append(done),
        **asked,  # type: ignore[arg-type]
    )
    assert told == [(0, 2), (1, 2), (2, 2)]

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        survey_plan([(town.trial(), town.now())], progress=stop, **asked)  # type: ignore[arg-type]
    assert isinstance(town.parks.geometry.iloc[0], shapely.Polygon)
