"""Every key and every fault that occurs in the code has its words in both languages."""

import ast
import re
from pathlib import Path

import pytest

from chedun_gis.texts import TEXTS, lang_of, say

ROOT = Path(__file__).resolve().parent.parent.parent
CJK = re.compile(r"[\u4e00-\u9fff]")
SOURCES = {
    file: file.read_text(encoding="utf-8")
    for room in ("geo", "layers", "chedun_gis")
    for file in (ROOT / room).rglob("*.py")
    if "texts" not in file.parts
}


def literals(text: str) -> set[str]:
    constants = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant))
    return {node.value for node in constants if isinstance(node.value, str)}


def fault_codes() -> set[str]:
    found = set()
    for text in SOURCES.values():
        for node in ast.walk(ast.parse(text)):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if named and node.func.id in {"InputError", "Problem", "_flag", "_each_value"}:
                for argument in node.args[:1]:
                    if isinstance(argument, ast.Constant):
                        found.add(argument.value)
    return found


def test_every_fault_has_its_sentence() -> None:
    codes = fault_codes()
    assert len(codes) > 10
    assert {f"error.{code}" for code in codes} <= set(TEXTS)


def test_every_key_is_used() -> None:
    used = set().union(*(literals(text) for text in SOURCES.values()))
    prefixes = ("error.", "card.location.", "list.", "problem.", "map.", "indicator.")
    unused = {key for key in TEXTS if key not in used and not key.startswith(prefixes)}
    assert not unused


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_text_is_whole_in_both_languages(key: str) -> None:
    text = TEXTS[key]
    assert text.zh
    assert text.en
    places = re.compile(r"\{(\w+)\}")
    assert set(places.findall(text.zh)) == set(places.findall(text.en))
    if key != "app.other_language":  # this button names the language it leads to
        assert not CJK.search(text.en)


def test_an_unknown_language_is_chinese() -> None:
    assert [lang_of(each) for each in ("en", "zh", "fr", None)] == ["en", "zh", "zh", "zh"]
    assert say("card.close", "en") == "Close"
