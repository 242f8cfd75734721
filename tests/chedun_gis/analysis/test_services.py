"""Which services and which land a coverage is measured of, and by which rules."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from chedun_gis.analysis import (
    DEMANDS,
    SERVICE_KINDS,
    CoverageQuestion,
    as_data,
    coverage_report,
    coverage_rules,
    coverage_terms,
    covered,
    find_rule,
    left_out,
    open_services,
)
from chedun_gis.analysis.services import services_of
from chedun_gis.commands.root import app
from chedun_gis.indicators import scorecard
from chedun_gis.report import report_of
from chedun_gis.report.to_html import to_html
from chedun_gis.town import open_town
from geo import InputError
from layers.residential import LAYER as RESIDENTIAL
from tests import by_hand
from tests.chedun_gis.profile.town import layers, toy_town

STORE = open_town()


# How far the services of each kind reach under each of its rules, as far as any counts.
REACHES = {
    "open-parks": {
        "plan-2025": {500},
        "gbt51346-2019": {500},
        "gb55014-2021": {500},
        "garden-city-2022": {300, 500},
        "eco-garden-city": {300, 500},
        "gb50563-2010": {300, 500},
        "gb50180-2018-10min": {500},
    },
    "elder-care": {"gb50180-2018-15min": {1000}},
    "sport": {"gb50180-2018-15min": set()},  # none has a known place
    "school": {"gb50180-2018-15min": {1000}},
    "health": {"gb50180-2018-15min": {1000}},
    "served-stops": {"gb50220-95": {500}, "gb50220-95-300m": {300}, "transit-city": {500}},
}


@pytest.mark.parametrize("kind_id", SERVICE_KINDS)
def test_every_kind_of_service_has_its_rules_and_stands_in_its_layer(kind_id: str) -> None:
    kind = SERVICE_KINDS[kind_id]
    services = open_services(STORE, kind_id)
    assert set(services["id"]) <= set(STORE.frame(kind.layer)["id"])
    assert services.index.is_unique
    rules = coverage_rules(STORE, kind.indicator, kind.kind)
    found = {rule.id: set(services_of(STORE, kind, rule)["radius_m"]) for rule in rules}
    assert found == REACHES[kind_id]
    assert [rule.min_lines for rule in rules] == [None] * len(rules)


def test_what_may_have_closed_serves_nobody() -> None:
    doubtful = STORE.frame("facilities").query("doubt_zh.notna()")
    assert set(doubtful["kind"]) == {"school"}
    assert not set(doubtful["id"]) & set(open_services(STORE, "school")["id"])


def test_no_park_rule_counts_the_country_park_and_each_says_why() -> None:
    for rule in coverage_rules(STORE, "park", ""):
        assert rule.uncounted_types == {"country"}
        assert "郊野公园" in rule.note.zh
        assert "country park" in rule.note.en.lower()
        question = CoverageQuestion(rule=rule.name)
        without, more = (
            coverage_terms(STORE, replace(question, uncounted=on)) for on in (False, True)
        )
        assert set(more.services.index) - set(without.services.index) == {"park-songnan-country"}
        assert more.differs == ("uncounted",)
        assert not without.differs
        both = [covered(STORE, replace(question, uncounted=on)) for on in (False, True)]
        assert both[0].share < both[1].share
        # What is said beside the figure is what measuring with it says.
        found = left_out(STORE, without)
        assert found is not None
        assert (found.kinds, found.features) == (("country",), ("park-songnan-country",))
        beside = found.share(both[0].covered, both[0].total)
        assert beside == pytest.approx(both[1].share, rel=1e-9)
        assert as_data(STORE, question)["uncounted"]["value"] == beside
        assert left_out(STORE, more) is None


def test_command_scorecard_and_report_say_the_figure_with_the_country_park_too() -> None:
    whole = covered(STORE, replace(CoverageQuestion(), uncounted=True))
    assert whole is not None
    words = f"{whole.share:.2%}"
    line = next(each for each in scorecard(STORE) if each.indicator.id == "park-500m")
    assert words in line.measurement.detail.zh
    assert words in line.measurement.detail.en
    assert words in to_html(report_of(STORE, "scorecard", date="2026-11-30", lang="en"))
    told = CliRunner().invoke(app, ["coverage", "--rule", "plan-2025"])
    assert words in told.output
    asked = CliRunner().invoke(app, ["coverage", "--rule", "plan-2025", "--json"])
    assert json.loads(asked.stdout)["uncounted"]["value"] == pytest.approx(whole.share)
    # Of another radius or land it is not said: that is not the rule's figure.
    other = ["coverage", "--rule", "plan-2025", "--radius-m", "300", "--json"]
    assert json.loads(CliRunner().invoke(app, other).stdout)["uncounted"] is None


def test_only_what_stands_counts() -> None:
    assert set(open_services(STORE, "open-parks")["stage"]) == {"completed"}
    assert set(open_services(STORE, "elder-care")["kind"]) == {"elder_care"}
    # At the toy's third stop only a night line calls: it does not serve by day.
    toy = toy_town(layers())
    assert set(toy.frame("bus_stops")["id"]) == {"s1", "s2", "s3"}
    assert set(open_services(toy, "served-stops")["id"]) == {"s1", "s2"}


def test_denominators_share_the_kinds_without_overlap() -> None:
    kinds = set(RESIDENTIAL.column("kind").choices)
    assert {kind for demand in DEMANDS.values() for kind in demand.kinds} == kinds
    both, built, planned = (
        len(DEMANDS[name].pick(STORE)) for name in ("urban-and-planned", "built-urban", "planned")
    )
    assert both == built + planned


@pytest.mark.parametrize(("rule", "radius_m"), [("gb50220-95-300m", 300), ("gb50220-95", 500)])
def test_stops_serve_what_lies_within_their_radius(rule: str, radius_m: float) -> None:
    found = covered(STORE, CoverageQuestion("served-stops", rule=f"bus:{rule}"))
    stops = by_hand.layer("bus_stops").geometry
    served = stops[[bool(by_hand.lines_near(shape, 0)) for shape in stops]]
    assert found is not None
    want = by_hand.share(by_hand.homes(), by_hand.reach((served, radius_m)))
    assert found.share == pytest.approx(want, abs=by_hand.AGREE)


def test_people_are_counted_instead_of_land() -> None:
    question = CoverageQuestion(by_people=True)
    report = coverage_report(STORE, question)
    assert report is not None
    assert report.found.mapped.total == pytest.approx(report.demand["population"].sum())
    missed = report.found.mapped.uncovered
    assert report.gaps["people"].sum() == pytest.approx(missed, rel=1e-3)
    # The people of a block live evenly on it.
    homes = by_hand.homes()
    reached = homes.intersection(by_hand.by_the_plan()).area / homes.area
    people = float((homes["population"] * reached).sum())
    data = as_data(STORE, question)
    assert data["numerator"] == pytest.approx(people, rel=by_hand.AGREE)
    assert data["value"] == pytest.approx(people / homes["population"].sum(), abs=by_hand.AGREE)
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
