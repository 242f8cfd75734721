"""The shipped rule sets say what the standards say, and a faulty file says what is wrong."""

import math
from pathlib import Path

import pytest

from geo import InputError, class_radius_m
from layers import CERTAINTY, DENOMINATORS, LAYERS, read_rule_sets
from layers.rule_sets import INDICATORS, RuleSets

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "rule_sets.toml"
GOOD = """
[[rule_set]]
id = "mine"
indicator = "park"
title = { zh = "自定", en = "Mine" }
standard = { zh = "内部", en = "Internal" }
certainty = "V"
denominator = "residential_land"
threshold = { share = 0.7 }
[[rule_set.class]]
radius_m = 400
"""


@pytest.fixture(scope="module")
def rules() -> RuleSets:
    found, problems = read_rule_sets(SHIPPED, SHIPPED.read_bytes())
    assert problems == []
    return found


# Indicator, id, share asked for, more than it?, certainty, radius by area in m² (None: none).
STANDARDS = [
    ("park", "plan-2025", 1.0, False, "V", {1: 500}),
    ("park", "gbt51346-2019", 0.9, True, "V", {1: 500}),
    ("park", "gb55014-2021", 0.8, True, "R", {1: 500}),
    ("park", "garden-city-2022", 0.85, False, "R", {399: None, 400: 300, 4999: 300, 5000: 500}),
    ("park", "eco-garden-city", 0.9, False, "S", {399: None, 400: 300, 4999: 300, 5000: 500}),
    ("park", "gb50563-2010", None, False, "R", {4999: None, 5000: 500}),
    ("park", "gb50180-2018-10min", None, False, "R", {9999: None, 10_000: 500}),
    ("facility", "gb50180-2018-15min", None, False, "R", {0: 1000}),
    ("bus", "plan-2025", None, False, "V", {0: 500}),
    ("bus", "gb50220-95", 0.9, False, "S", {0: 500}),
    ("bus", "gb50220-95-300m", 0.5, False, "S", {0: 300}),
    ("bus", "transit-city", 0.9, False, "S", {0: 500}),
]


def test_every_rule_set_is_checked_here(rules: RuleSets) -> None:
    assert list(rules) == [(indicator, rule_id) for indicator, rule_id, *_ in STANDARDS]


@pytest.mark.parametrize("row", STANDARDS, ids=lambda row: f"{row[0]} {row[1]}")
def test_a_rule_set_says_what_its_standard_says(
    rules: RuleSets, row: tuple[str, str, float | None, bool, str, dict[float, float | None]]
) -> None:
    indicator, rule_id, share, strictly, certainty, radii = row
    rule = rules[indicator, rule_id]
    assert rule.key == (indicator, rule_id)
    assert (None if rule.threshold is None else rule.threshold.share) == share
    assert rule.threshold is None or rule.threshold.strictly == strictly
    assert rule.certainty == certainty
    areas = list(radii)
    found = class_radius_m(rule.classes, area_m2=areas, types=["community"] * len(areas))
    assert found.tolist() == pytest.approx(
        [math.nan if each is None else each for each in radii.values()], nan_ok=True
    )


def test_a_rule_set_is_worded_in_both_languages(rules: RuleSets) -> None:
    for rule in rules.values():
        texts = [rule.title, rule.standard, INDICATORS[rule.indicator]]
        texts += [CERTAINTY[rule.certainty], DENOMINATORS[rule.denominator]]
        texts += [each.title for each in rule.variants] + ([rule.note] if rule.note else [])
        assert all(text and text["zh"].strip() and text["en"].strip() for text in texts), rule.key


def test_types_are_those_of_the_layers(rules: RuleSets) -> None:
    layers = {"park": LAYERS["parks"], "bus": LAYERS["bus_lines"], "facility": LAYERS["facilities"]}
    for rule in rules.values():
        known = set(layers[rule.indicator].column("kind").choices)
        used = rule.uncounted_types.union(*(each.types for each in rule.classes))
        assert used <= known, rule.key


def test_variants_of_gbt51346(rules: RuleSets) -> None:
    rule = rules["park", "gbt51346-2019"]
    assert rule.clause == "4.3.4"
    asked = {each.id: (each.share, each.strictly) for each in rule.variants}
    assert asked == {"new_area": (1.0, False), "old_town": (0.8, False)}
    assert rule.threshold_for("old_town") is rule.variants[1]
    assert rule.threshold_for() is rule.threshold
    with pytest.raises(KeyError):
        rule.threshold_for("moon")


def test_a_square_counts_by_the_national_standard_and_not_by_the_plan(rules: RuleSets) -> None:
    radius = {
        key: class_radius_m(rules["park", key].classes, area_m2=[800], types=["square"])[0]
        for key in ("plan-2025", "gbt51346-2019")
    }
    assert radius["gbt51346-2019"] == 500
    assert math.isnan(radius["plan-2025"])


def test_a_historic_quarter_has_its_own_class(rules: RuleSets) -> None:
    classes = rules["park", "gb50563-2010"].classes
    found = class_radius_m(classes, area_m2=[999, 1000], places=["historic_quarter"] * 2)
    assert found.tolist() == pytest.approx([math.nan, 300], nan_ok=True)


def test_the_plans_bus_rule_counts_lines(rules: RuleSets) -> None:
    rule = rules["bus", "plan-2025"]
    assert (rule.min_lines, rule.clause, rule.denominator) == (2, "8.2.3", "zone")
    assert rule.uncounted_types == {"night", "shuttle", "commuter"}


def read(folder: Path, text: str) -> tuple[RuleSets, list[tuple[str, int | None, str, str]]]:
    file = folder / "rules.toml"
    file.write_text(text, encoding="utf-8")
    found, problems = read_rule_sets(file, file.read_bytes())
    return found, [(each.code, each.row, each.feature, each.field) for each in problems]


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    found, problems = read(tmp_path, GOOD)
    assert problems == []
    assert found["park", "mine"].classes[0].radius_m == 400


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("certainty", "certanty", ["key_unknown certanty", "key_missing certainty"]),
        ('"V"', '"sure"', ["key_value certainty"]),
        ('"V"', "[]", ["key_value certainty"]),
        ('"park"', '"parks"', ["key_value indicator"]),
        ("residential_land", "homes", ["key_value denominator"]),
        ("400", "-1", ["key_value class.radius_m"]),
        ("400", "nan", ["key_value class.radius_m"]),
        ("400", "true", ["key_value class.radius_m"]),
        ("400", '"400"', ["key_value class.radius_m"]),
        ("radius_m", "r", ["key_unknown class.r", "key_missing class.radius_m"]),
        ("0.7", "70", ["key_value threshold.share"]),
        ("share", "s", ["key_unknown threshold.s", "key_missing threshold.share"]),
        ("{ share = 0.7 }", "0.7", ["key_value threshold"]),
        (', en = "Mine"', "", ["key_value title"]),
        ('"bad"', '" "', ["key_value id"]),
        ("[[rule_set.class]]\nradius_m = 400", "", ["key_missing class"]),
        ("[[rule_set.class]]", "min_lines = 0\n[[rule_set.class]]", ["key_value min_lines"]),
    ],
)
def test_a_fault_is_found_and_the_rule_set_left_out(
    tmp_path: Path, old: str, new: str, problem: list[str]
) -> None:
    found, problems = read(tmp_path, GOOD + GOOD.replace('"mine"', '"bad"').replace(old, new))
    assert [f"{code} {field}" for code, _, _, field in problems] == problem
    assert {row for _, row, _, _ in problems} == {2}
    assert list(found) == [("park", "mine")]


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    found, problems = read(tmp_path, GOOD + GOOD)
    assert problems == [("rule_twice", 2, "mine", "id")]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "key_missing"),
        ("rule_set = 3", "key_value"),
        ("rule_set = []", "key_value"),
    ],
)
def test_a_file_without_rule_sets_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    found, problems = read(tmp_path, text)
    assert [each[0] for each in problems] == [problem]
    assert not found


def test_a_key_beside_the_rule_sets_is_told_and_costs_none(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "a = 1\n" + GOOD)
    assert problems == [("key_unknown", None, "", "a")]
    assert list(found) == [("park", "mine")]


def test_a_file_that_is_missing_or_not_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="file_missing"):
        read_rule_sets(tmp_path / "none.toml", None)
    with pytest.raises(InputError, match="rules_not_toml"):
        read(tmp_path, "[[rule_set")
