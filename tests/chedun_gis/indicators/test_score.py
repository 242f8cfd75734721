"""The scorecard in parts, by workers, is the scorecard in one piece, to the last bit."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chedun_gis.analysis import (
    Evidence,
    bounds_part,
    coverage_report,
    drawn,
    figures_from,
    figures_of,
)
from chedun_gis.compute import ask, in_parts
from chedun_gis.indicators import (
    SCORE_EVIDENCE,
    SCORECARD,
    Result,
    score_part,
    score_places,
    scorecard,
)
from chedun_gis.indicators.results import in_parts as ways
from chedun_gis.indicators.score import evidence_part, likely_score, score_evidence, score_parts
from chedun_gis.indicators.service_radius import radius_question
from chedun_gis.town import Town, installation, open_town
from layers import LAYERS
from tests.conftest import feature, with_plans
from tests.large import large_town


def without_places(results: list[Result]) -> tuple[Result, ...]:
    return tuple(
        replace(each, measurement=replace(each.measurement, evidence=None)) for each in results
    )


@pytest.mark.parametrize("of", [2, 7])
def test_parts_make_the_whole(of: int) -> None:
    town = open_town()
    parts = tuple(score_part(town, (), "", number, of) for number in range(of))
    assert parts[0].keys() == ways().keys()
    assert likely_score(town, (), "", parts) == without_places(scorecard(town))
    for each in scorecard(town):
        drawn_parts = (
            [evidence_part(town, each.indicator, number, of) for number in range(of)]
            if (each.indicator.id in ways() and ways()[each.indicator.id].service)
            else [None]
        )
        evidence = each.measurement.evidence
        found = score_evidence(town, each.indicator, drawn_parts)
        shown = score_places(town, each.indicator, found)
        shown = drawn(shown) if isinstance(shown, Evidence) else shown
        assert shown == (drawn(evidence) if evidence else None)


def test_a_small_town_is_measured_in_place() -> None:
    town = open_town()
    assert score_parts(town, (), "") == 0
    assert score_part(town, (), "", 0, 1) == {}
    assert ask(SCORECARD, town, (), "") == without_places(scorecard(town))
    only = ask(SCORECARD, town, ("town-roads", "park-500m", "nothing"), "")
    assert [each.indicator.id for each in only] == ["town-roads", "park-500m"]


@pytest.fixture
def large(
    toy_dir: Path, toy_with: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Town]:
    """A large town with one facility of each kind, so that having every kind is measured too."""
    large_town(toy_with)
    kinds = LAYERS["facilities"].column("kind").choices
    toy_with(
        "facilities",
        *(
            feature(
                LAYERS["facilities"],
                kind,
                kind=kind,
                stage="completed",
                geometry={"type": "Point", "coordinates": [121.252 + 0.001 * n, 31.002]},
            )
            for n, kind in enumerate(kinds)
        ),
    )
    with_plans(toy_dir)
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(toy_dir))
    for shared in (installation.settings, installation.source):
        shared.forget()
    yield installation.town()
    for shared in (installation.settings, installation.source):
        shared.forget()


def test_a_large_town_is_measured_by_workers(large: Town) -> None:
    seen = set[tuple[str, int]]()
    found = ask(SCORECARD, large, (), "", watch=lambda step, _, total: seen.add((step, total)))
    assert ("parts", score_parts(large, (), "")) in seen
    assert found == without_places(scorecard(large))
    measured = {each.indicator.id: each.measurement for each in found}
    assert 0 < (measured["park-500m"].value or 0) < 100
    assert 0 < (measured["life-15min"].value or 0) <= 100
    park = next(each for each in scorecard(large) if each.indicator.id == "park-500m")
    assert park.measurement.evidence is not None
    places = score_places(large, park.indicator, ask(SCORE_EVIDENCE, large, park.indicator))
    assert isinstance(places, Evidence)
    assert drawn(places) == drawn(park.measurement.evidence)
    road = next(each for each in scorecard(large) if each.indicator.id == "town-roads")
    assert road.measurement.evidence is not None
    assert ask(SCORE_EVIDENCE, large, road.indicator) == drawn(road.measurement.evidence)


def test_a_killed_worker_is_replaced(large: Town) -> None:
    """Another one does what it was doing, and the answer is the same."""
    killed: list[int] = []

    def kill(step: str, done: int, _: int) -> None:
        if step == "parts" and not killed and done:
            killed.extend(in_parts().pids)  # type: ignore[attr-defined]
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    assert ask(SCORECARD, large, (), "", watch=kill) == without_places(scorecard(large))
    assert killed


def test_figures_are_those_of_the_report() -> None:
    town = open_town()
    for each in scorecard(town):
        if each.indicator.id not in ways() or not ways()[each.indicator.id].service:
            continue
        question = radius_question(each.indicator, ways()[each.indicator.id].service)
        report = coverage_report(town, question)
        parts = [bounds_part(town, question, number, 3) for number in range(3)]
        assert figures_from(town, question, parts) == (figures_of(report) if report else None)
