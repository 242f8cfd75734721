"""The page's questions on the town's layers: what siting promises, a scenario then shows."""

import geopandas as gpd
import pytest
from shapely import Point, box

from chedun_gis.analysis import coverage_rules, find_rule
from chedun_gis.scenario import (
    STOPS,
    SitingQuestion,
    as_scenario,
    candidate_sites,
    effect_of,
    sites_for,
    siting_evidence,
)
from chedun_gis.scenario.siting import site_radius_m
from chedun_gis.town import Town, open_town
from geo import InputError
from geo.siting import Ask
from layers import RuleSet
from tests.conftest import PLACE


def land(store: Town, *half_m: float) -> gpd.GeoDataFrame:
    """Return squares of so many metres either side of the middle of homes, by name."""
    homes = store.frame("residential").geometry.centroid
    shapes = [
        box(at.x - half, at.y - half, at.x + half, at.y + half)
        for at, half in zip(homes, half_m, strict=False)
    ]
    names = [f"land-{number}" for number in range(len(shapes))]
    return gpd.GeoDataFrame({"id": names}, index=names, geometry=shapes, crs=PLACE.metric_crs)


@pytest.mark.parametrize("rule", coverage_rules(open_town(), "park"), ids=lambda rule: rule.id)
def test_the_gain_is_what_the_scenario_shows_under_every_rule(rule: RuleSet) -> None:
    # Rules of two classes reach 500 m from large parks and 300 m from small ones; both stand.
    store = open_town()
    question = SitingQuestion(rule=rule.name, spacing_m=400)
    candidates = candidate_sites(store, question)
    found = sites_for(store, question, candidates, Ask(count=2, alternatives=0))
    shown = effect_of(store, as_scenario(question, found.best, candidates, "two")).chosen
    assert found.before.share == pytest.approx(shown.before.share, abs=1e-9)
    # A scenario keeps seven decimals of a degree: a centimetre along the edge of what is served.
    assert found.best.share == pytest.approx(shown.after.share, abs=1e-5)


def test_land_of_ones_own_reaches_as_far_as_its_size_lets_it() -> None:
    # 40 m either side is 6,400 m², 25 m is 2,500 m², 5 m is 100 m²: by this rule 500 m from
    # 5,000 m² up, 300 m from 400 m² up, and what is smaller does not count.
    store = open_town()
    rule = find_rule(store, "park:garden-city-2022")
    question = SitingQuestion(rule=rule.name, area_m2=50, avoid_homes=False, river_m=0)
    candidates = candidate_sites(store, question, land(store, 40, 25, 5))
    assert list(candidates.frame.index) == ["land-0", "land-1"]
    assert candidates.refused == {"not_counted": 1}
    assert site_radius_m(store, question, candidates.frame).tolist() == [500, 300]
    found = sites_for(store, question, candidates, Ask(count=2))
    shown = effect_of(store, as_scenario(question, found.best, candidates, "own")).chosen
    assert found.best.share == pytest.approx(shown.after.share, abs=1e-5)
    evidence = siting_evidence(store, question, found, found.best, candidates)
    titles = [part.title.zh for part in evidence.parts]
    assert titles == ["仍未覆盖", "新增覆盖", "服务不到", "选址"]


def test_land_of_ones_own_keeps_the_conditions() -> None:
    store = open_town()
    rule = find_rule(store, "park:plan-2025")
    with pytest.raises(InputError) as refused:  # it lies on homes
        candidate_sites(store, SitingQuestion(rule=rule.name, area_m2=50), land(store, 40, 25))
    assert refused.value.code == "candidates_empty"
    large = SitingQuestion(rule=rule.name, area_m2=5000, avoid_homes=False, river_m=0)
    kept = candidate_sites(store, large, land(store, 40, 25))
    assert list(kept.frame.index) == ["land-0"]
    assert kept.refused == {"too_small": 1}


def test_no_land_counts_by_a_rule_that_asks_for_more() -> None:
    store = open_town()
    rule = find_rule(store, "park:gb50180-2018-10min")  # from 10,000 m² up
    question = SitingQuestion(rule=rule.name, area_m2=50, avoid_homes=False, river_m=0)
    with pytest.raises(InputError) as refused:
        candidate_sites(store, question, land(store, 40))
    assert refused.value.code == "candidates_empty"


def test_no_site_touches_a_barred_zone() -> None:
    store = open_town()
    zones = store.frame("zones").set_index("id")
    barred = str(zones.index[zones.geometry.area.argmax()])
    rule = find_rule(store, "park:plan-2025")
    everywhere = candidate_sites(store, SitingQuestion(rule=rule.name))
    kept = candidate_sites(store, SitingQuestion(rule=rule.name, barred_zones=(barred,)))
    touching = everywhere.frame.intersects(zones.geometry.loc[barred])
    assert touching.any()
    assert set(kept.frame.index) == set(everywhere.frame.index[~touching])


def test_a_stop_stands_within_the_land_offered() -> None:
    store = open_town()
    offered = land(store, 40, 25, 5)
    candidates = candidate_sites(store, SitingQuestion(what=STOPS), offered)
    assert {type(shape) for shape in candidates.frame.geometry} == {Point}
    assert offered.geometry.loc[candidates.frame.index].covers(candidates.frame.geometry).all()
