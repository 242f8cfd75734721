"""Which services and which land a coverage is measured of, and by which rules."""

from pathlib import Path

import pytest

from chedun_gis.coverage_report import CoverageQuestion, as_data, coverage_report, covered
from chedun_gis.demands import DEMANDS
from chedun_gis.rules import coverage_rules, find_rule
from chedun_gis.service_kinds import SERVICE_KINDS, open_services, services_of
from chedun_gis.town import open_town
from geo.errors import InputError
from layers.residential import LAYER as RESIDENTIAL

STORE = open_town()


@pytest.mark.parametrize("kind_id", SERVICE_KINDS)
def test_every_kind_of_service_has_a_rule_and_stands_in_its_layer(kind_id: str) -> None:
    kind = SERVICE_KINDS[kind_id]
    services = open_services(STORE, kind_id)
    assert set(services["id"]) <= set(STORE.frame(kind.layer)["id"])
    assert services.index.is_unique
    for rule in coverage_rules(STORE, kind.indicator, kind.kind):
        reach = services_of(STORE, kind, rule)["radius_m"]
        assert reach.between(1, 2000).all()
        assert rule.min_lines is None


def test_only_what_stands_counts() -> None:
    assert set(open_services(STORE, "open-parks")["stage"]) == {"completed"}
    assert set(open_services(STORE, "elder-care")["kind"]) == {"elder_care"}
    # A stop where only night or commuter lines call does not serve by day.
    assert all(open_services(STORE, "served-stops")["routes"].map(len) > 0)


def test_denominators_share_the_kinds_without_overlap() -> None:
    kinds = set(RESIDENTIAL.column("kind").choices)
    assert {kind for demand in DEMANDS.values() for kind in demand.kinds} == kinds
    both, built, planned = (
        len(DEMANDS[name].pick(STORE)) for name in ("urban-and-planned", "built-urban", "planned")
    )
    assert both == built + planned


def test_the_stops_serve_more_at_500_m_than_at_300_m() -> None:
    near, far = (
        covered(STORE, CoverageQuestion("served-stops", rule=f"bus:{rule}"))
        for rule in ("gb50220-95-300m", "gb50220-95")
    )
    assert near is not None
    assert far is not None
    assert 0 < near.share < far.share < 1


def test_people_are_counted_instead_of_land() -> None:
    question = CoverageQuestion(by_people=True)
    report = coverage_report(STORE, question)
    assert report is not None
    assert report.found.mapped.total == pytest.approx(report.demand["population"].sum())
    missed = report.found.mapped.uncovered
    assert report.gaps["people"].sum() == pytest.approx(missed, rel=1e-3)
    data = as_data(STORE, question)
    assert data["value"] == pytest.approx(data["numerator"] / data["denominator"])
    assert (data["rule"], data["clause"], data["met"]) == ("plan-2025", "9.2.2", False)
    assert data["unit"] == "people"


@pytest.mark.parametrize(
    ("name", "indicator", "code"),
    [
        ("bus:plan-2025", "", "rule_counts_lines"),
        ("plan-2025", "bus", "rule_counts_lines"),
        ("none-such", "park", "rule_unknown"),
        ("bus:gbt51346-2019", "", "rule_unknown"),
    ],
)
def test_a_rule_that_does_not_fit_is_refused(name: str, indicator: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        find_rule(STORE, name, indicator=indicator)
    assert caught.value.code == code


def test_an_id_in_two_indicators_must_be_told_apart(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    one = """[[rule_set]]
id = "mine"
indicator = "{indicator}"
title = {{ zh = "本所口径", en = "Ours" }}
standard = {{ zh = "内部", en = "internal" }}
certainty = "V"
denominator = "residential_land"
[[rule_set.class]]
radius_m = 800
types = ["sport"]
"""
    text = "\n".join(one.format(indicator=each) for each in ("park", "facility"))
    own.write_text(text, encoding="utf-8")
    town = open_town(rules=own)
    with pytest.raises(InputError) as caught:
        find_rule(town, "mine")
    assert caught.value.code == "rule_ambiguous"
    assert caught.value.params["known"] == "park:mine、facility:mine"
    assert find_rule(town, "mine", indicator="facility").classes[0].radius_m == 800
    # A rule for sport grounds is offered for sport, not for schools.
    assert "mine" in {rule.id for rule in coverage_rules(town, "facility", "sport")}
    assert "mine" not in {rule.id for rule in coverage_rules(town, "facility", "school")}
