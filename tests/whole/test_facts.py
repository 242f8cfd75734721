"""From any feature that ships a reader reaches what it rests on: card, export, list of sources."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chedun_gis.handoff import export_layer
from chedun_gis.map import card_of
from chedun_gis.texts import LANGS, Lang, clause_of
from chedun_gis.town import open_town
from chedun_gis.town.settings import DATA_DIR
from layers import BASIS, LAYERS
from tests.conftest import feature

STORE = open_town()
SKETCH = "sketch-2026"
# What a feature says of where it is from; a column that the layer has not is none of it.
FROM = ("source", "basis", "accuracy_m", "date", "fact_zh", "fact_en", "plan_ref")


def rows(layer: str) -> list[dict[str, Any]]:
    frame = STORE.frame(layer).drop(columns="geometry").astype(object)
    told = frame.where(frame.notna(), None).to_dict("records")
    return [{str(name): value for name, value in each.items()} for each in told]


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("lang", LANGS)
def test_the_card_of_every_feature_leads_to_its_fact(layer: str, lang: Lang) -> None:
    assert rows(layer)
    for each in rows(layer):
        card = card_of(STORE, layer, each["id"], lang)
        assert card is not None
        source, basis = STORE.sources[each["source"]], each["basis"]
        said = [line.value for line in card.rows]
        assert source.title[lang] in card.source, each["id"]
        assert source.date in card.source
        assert f"“{source.id}”" in card.known
        assert card.basis == BASIS[basis][lang]
        assert ("示意" if lang == "zh" else "sketch") in card.known or basis != "schematic"
        assert "示意" not in card.known or basis == "schematic"
        fact, clause = each.get(f"fact_{lang}"), each.get("plan_ref")
        if fact:
            assert fact in said, each["id"]
        if clause:
            assert clause_of(clause, lang) in said, each["id"]
        if each["date"]:
            assert each["date"] in said, each["id"]
        # What is drawn by us and claims a source says what of it is the source's.
        if basis == "schematic" and source.id != SKETCH:
            assert fact or clause, each["id"]
        # The sketch is nobody's survey, and what is taken as it is has a date of its own.
        assert source.id != SKETCH or basis == "schematic", each["id"]
        if basis == "open_data" and layer != "projects":
            assert each["date"], each["id"]


@pytest.mark.parametrize("layer", LAYERS)
def test_what_is_exported_says_where_it_is_from(layer: str) -> None:
    exported = json.loads(export_layer(STORE, layer))["features"]
    told = {each["id"]: each["properties"] for each in exported}
    assert len(told) == len(rows(layer))
    for each in rows(layer):
        ours = {name: value for name in FROM if (value := each.get(name)) is not None}
        theirs = {name: told[each["id"]].get(name) for name in ours}
        assert theirs == ours, each["id"]


def test_the_list_of_sources_names_each_with_its_date() -> None:
    page = (DATA_DIR / "SOURCES.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `([\w-]+)` \| .* \| ([\d、-]+) \|", page, re.MULTILINE))
    used = {each["source"] for layer in LAYERS for each in rows(layer)}
    assert used <= STORE.sources.keys()
    for name in used:
        assert name in listed
        years = {part[:4] for part in listed[name].split("、")}
        assert STORE.sources[name].date[:4] in years, name


def test_a_survey_of_ones_own_says_that_it_is_not_in_the_list(
    toy_with: Callable[..., Path],
) -> None:
    told = {"source": "王勘测 2026", "basis": "surveyed", "accuracy_m": 0.5}
    folder = toy_with("parks", feature(LAYERS["parks"], "own", **told))
    card = card_of(open_town(folder), "parks", "own", "zh")
    assert card is not None
    assert card.known == "位置与形状为实测。“王勘测 2026”不在来源表中。"
