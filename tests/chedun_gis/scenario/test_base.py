"""What every scenario begins with, measured by workers, is what is measured in place."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from chedun_gis.analysis import CoverageQuestion, joined_rows
from chedun_gis.compute import ask, known
from chedun_gis.scenario import (
    SCENARIO_BASE,
    SCENARIO_TARGETS,
    Change,
    Scenario,
    by_rule,
    effect_of,
    park_rules,
    put,
    targets_of,
)
from chedun_gis.scenario.effect import base_part, baseline, rule_effect, scenario_base
from chedun_gis.scenario.scenario import rounded
from chedun_gis.town import Town, installation, open_town
from geo.coverage import Standing
from tests.conftest import with_plans
from tests.large import HOMES, large_town

PARK = rounded(shapely.box(121.266, 31.006, 121.268, 31.008), "parks")
SCENARIO = put(Scenario("s-1", "甲"), Change("added", "parks", "new-park-1", PARK))


def forget() -> None:
    for question in (effect_of, rule_effect, baseline):
        question.forget()


def assert_same(one: Standing, other: Standing) -> None:
    assert (one.total, one.missed) == (other.total, other.missed)
    assert np.array_equal(one.uncovered, other.uncovered)
    assert list(shapely.to_wkb(one.left)) == list(shapely.to_wkb(other.left))
    assert list(one.services.label) == list(other.services.label)


def test_parts_make_the_whole() -> None:
    town = open_town()
    for rule in park_rules(town):
        parts = tuple(base_part(town, rule.name, number, 3) for number in range(3))
        assert scenario_base(town, rule.name, parts) is None  # so small a town, in place
        measured = joined_rows([part for part in parts if part is not None])
        before = baseline(town, CoverageQuestion(rule=rule.name))
        assert np.array_equal(measured.uncovered, before.uncovered)
        assert list(measured.left) == list(shapely.to_wkb(before.left))


def test_a_small_town_is_measured_in_place() -> None:
    assert ask(SCENARIO_BASE, open_town(), park_rules(open_town())[0].name) is None


@pytest.fixture
def large(
    toy_dir: Path, toy_with: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Town]:
    large_town(toy_with)
    with_plans(toy_dir)
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(toy_dir))
    for shared in (installation.settings, installation.source):
        shared.forget()
    forget()
    yield installation.town()
    forget()
    for shared in (installation.settings, installation.source):
        shared.forget()


def test_a_large_town_begins_with_what_workers_measured(
    large: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = {
        rule.name: baseline(large, CoverageQuestion(rule=rule.name)) for rule in park_rules(large)
    }
    changed = [each.after.share for each in by_rule(large, SCENARIO)]
    forget()
    # What was kept of a small town says nothing of this one.
    first = next(iter(here))
    assert ask(SCENARIO_BASE, open_town(), first) is None
    assert known(SCENARIO_BASE, large, first) is None
    seen = set[str]()
    for name in here:
        base = ask(SCENARIO_BASE, large, name, watch=lambda step, *_: seen.add(step))
        assert len(base.total) == HOMES
        assert known(SCENARIO_BASE, large, name) is base
    assert "parts" in seen

    def measured(*_: object, **__: object) -> None:
        raise AssertionError

    # Nothing is measured here any more, and what is worked out from it is the same.
    monkeypatch.setattr("chedun_gis.scenario.effect.standing", measured)
    for name, before in here.items():
        assert_same(baseline(large, CoverageQuestion(rule=name)), before)
    assert [each.after.share for each in by_rule(large, SCENARIO)] == changed


def test_targets_of_a_large_town_come_from_workers(large: Town) -> None:
    seen = set[str]()
    found = ask(SCENARIO_TARGETS, large, SCENARIO, watch=lambda step, *_: seen.add(step))
    assert "parts" in seen
    assert found == tuple(
        replace(each, measurement=replace(each.measurement, evidence=None))
        for each in targets_of(large, SCENARIO)
    )
    as_is = ask(SCENARIO_TARGETS, large, Scenario("s-0", "乙"))
    value = {each.indicator.id: each.measurement.value for each in found}
    before = {each.indicator.id: each.measurement.value for each in as_is}
    assert value["park-500m"] > before["park-500m"]
