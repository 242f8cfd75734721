"""Every key and every fault that occurs in the code has its words in both languages."""

import ast
import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from chedun_gis.map.catalogue import _WORDS
from chedun_gis.texts import LANGS, TEXTS, fault_of, lang_of, say
from chedun_gis.texts.plural import COUNTED, SINGULAR
from geo.files.schema import ColumnType, GeometryType
from layers.projects import LOCATION_TYPES

ROOT = Path(__file__).resolve().parents[3]
ERRORS = {key.removeprefix("error.") for key in TEXTS if key.startswith("error.")}
CJK = re.compile(r"[\u4e00-\u9fff]")
SOURCES = {
    file: file.read_text(encoding="utf-8")
    for room in ("geo", "layers", "chedun_gis")
    for file in (ROOT / room).rglob("*.py")
    if "texts" not in file.parts or file.name in {"problems.py", "wording.py"}
}


def literals(text: str) -> set[str]:
    constants = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant))
    return {node.value for node in constants if isinstance(node.value, str)}


def built_prefixes(text: str) -> set[str]:
    """Return what stands before the first place of `f"list.{name}"` and its like."""
    built = (n.values[0] for n in ast.walk(ast.parse(text)) if isinstance(n, ast.JoinedStr))
    starts = {n.value for n in built if isinstance(n, ast.Constant)}
    return {start for start in starts if re.fullmatch(r"[a-z]+\.(\w+\.)?", str(start))}


def fault_codes() -> set[str]:
    found = set()
    for text in SOURCES.values():
        for node in ast.walk(ast.parse(text)):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if named and node.func.id in {
                "InputError",
                "Problem",
                "_flag",
                "_each_value",
                "_refuse",
            }:
                for argument in node.args[:1]:
                    if isinstance(argument, ast.Constant):
                        found.add(argument.value)
    return found


def test_every_fault_has_its_sentence() -> None:
    codes = fault_codes()
    # Of every room one that is known to be raised there, so that none is passed over.
    assert {"csv_torn", "radius_invalid", "layer_broken", "rules_not_toml"} <= codes
    assert {"scenario_conflict", "import_size", "ogc_off", "report_no_font"} <= codes
    # And one of each way to tell a fault.
    assert {"crs_unknown", "geometry_parts", "geometry_empty", "feature_not_finite"} <= codes
    assert {f"error.{code}" for code in codes} <= set(TEXTS)


def test_a_key_stands_once() -> None:
    """Two tables with one key would hide the words of one of them."""
    keys = Counter(
        key
        for file in (ROOT / "chedun_gis" / "texts").glob("*.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict)
        for key in map(ast.unparse, filter(None, node.value.keys))
    )
    assert len(keys) >= len(TEXTS)
    assert not {key for key, count in keys.items() if count > 1}


def test_every_key_is_used() -> None:
    used = set().union(*(literals(text) for text in SOURCES.values()))
    prefixes = tuple(set().union(*(built_prefixes(text) for text in SOURCES.values())))
    assert not {key for key in TEXTS if key not in used and not key.startswith(prefixes)}
    assert not set(ERRORS) - used


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_text_is_whole_in_both_languages(key: str) -> None:
    text = TEXTS[key]
    assert text.zh
    assert text.en
    places = re.compile(r"\{(\w+)\}")
    assert set(places.findall(text.zh)) == set(places.findall(text.en))
    if key != "app.other_language":  # this button names the language it leads to
        assert not CJK.search(text.en)


def used_in_the_browser() -> set[str]:
    web = ROOT / "chedun_gis" / "map" / "web"
    scripts = "\n".join(file.read_text(encoding="utf-8") for file in web.glob("*.mjs"))
    named = re.findall(r"\bwords\.(\w+)", scripts) + re.findall(r"\bw\.(\w+)", scripts)
    return set(named)


def test_the_map_is_sent_the_words_that_it_uses() -> None:
    sent = {name.removeprefix("map.") for name in _WORDS}
    assert used_in_the_browser() <= sent
    assert sent <= {key.removeprefix("map.") for key in TEXTS if key.startswith("map.")}


def test_every_word_for_the_map_is_sent() -> None:
    assert {key for key in TEXTS if key.startswith("map.")} == set(_WORDS)


@pytest.mark.parametrize("code", ["key_unknown", "key_missing", "key_value"])
def test_a_fault_may_be_about_a_key(code: str) -> None:
    params = {"key": "radius", "value": "3", "expected": "m"}
    assert all(fault_of(code, params, lang) for lang in LANGS)


def test_a_choice_has_its_words() -> None:
    for location_type in LOCATION_TYPES:
        assert f"card.location.{location_type}" in TEXTS
    for level in ("error", "repair"):
        assert f"problem.{level}" in TEXTS
    for kind in (*get_args(ColumnType), *get_args(GeometryType)):
        assert f"word.{kind}" in TEXTS


def test_a_fault_is_worded_to_its_last_word() -> None:
    params = {"value": "x", "allowed": "community、pocket"}
    assert "(community, pocket)" in fault_of("value_unknown", params, "en")
    assert "（community、pocket）" in fault_of("value_unknown", params, "zh")
    # A planner reads the layer's name, and who mends the file what it is called there.
    assert "“居住用地（residential）”" in fault_of("layer_broken", {"layer": "residential"}, "zh")
    assert "“another”" in fault_of("layer_broken", {"layer": "another"}, "en")
    params = {"found": "Point", "expected": "Polygon"}
    assert "点（Point）" in fault_of("geometry_type", params, "zh")
    assert "a Point, this layer holds Polygon" in fault_of("geometry_type", params, "en")


@pytest.mark.parametrize("code", sorted(ERRORS))
def test_a_fault_says_what_to_do(code: str) -> None:
    text = TEXTS[f"error.{code}"]
    # Or it ends with sentences that say it.
    assert text.zh.endswith(("。", "{problems}", "{why}"))
    assert text.en.endswith((".", "{problems}", "{why}"))


def test_an_unknown_language_is_chinese() -> None:
    assert [lang_of(each) for each in ("en", "zh", "fr", None)] == ["en", "zh", "zh", "zh"]
    assert say("card.close", "en") == "Close"


# Verbs and others that end as a plural does.
NO_NOUNS = {"is", "has", "was", "differs", "does", "lacks", "lies", "nests", "shifts", "bus", "s"}


def test_one_is_not_many() -> None:
    said = say("import.summary", "en", taken=1, rejected=2, repairs=1)
    assert said == "1 row can be taken, 2 rows have errors, 1 repair"
    assert say("check.summary", "en", layers=1, errors=11, repairs=0) == (
        "1 layer, 11 errors, 0 repairs."
    )
    assert fault_of("feature_empty", {"count": 1, "feature": "a"}, "en").startswith("1 feature has")
    assert say("import.summary", "zh", taken=1, rejected=1, repairs=1).count("1 行") == 2


def test_every_noun_that_is_counted_has_its_singular() -> None:
    words = {found[2] for text in TEXTS.values() for found in COUNTED.findall(text["en"])}
    plural = {word for word in words if word.endswith("s")} - NO_NOUNS
    assert plural <= set(SINGULAR)
    assert set(SINGULAR) <= words
