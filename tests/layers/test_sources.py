"""The file of sources: strict, every fault at once, the sound ones stay in use."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from chedun_gis.commands.root import app
from chedun_gis.town import open_town
from chedun_gis.town.settings import DATA_DIR
from geo import Problem
from layers import SKETCH_AREA, Sources, read_sources

GOOD = """
[[source]]
id = "survey"
title = { zh = "测绘院", en = "Survey office" }
date = "2026-10"
licence = { zh = "内部使用", en = "internal use" }
attribution = "测绘院 2026"

[[source]]
id = "open"
title = { zh = "开放数据", en = "Open data" }
date = "2026"
licence = { zh = "ODbL", en = "ODbL" }
attribution = "© Somebody"
"""


def read(text: str) -> tuple[Sources, list[Problem]]:
    return read_sources("sources.toml", text.encode())


def test_a_licences_own_wording_is_the_credit_in_every_language() -> None:
    sources, problems = read(GOOD)
    assert problems == []
    assert [sources["survey"].credit(lang) for lang in ("zh", "en")] == [
        "测绘院 2026",
        "Survey office",
    ]
    assert [sources["open"].credit(lang) for lang in ("zh", "en")] == ["© Somebody"] * 2


def test_a_source_may_say_how_far_its_features_are_off_together() -> None:
    told = GOOD.replace(
        "date", "shared_error = 0.4\nsketch_area_least = 0.5\nsketch_area_most = 2.0\ndate", 1
    )
    sources, problems = read(told)
    assert problems == []
    assert (sources["survey"].shared_error, sources["survey"].sketch_area) == (0.4, (0.5, 2.0))
    assert (sources["open"].shared_error, sources["open"].sketch_area) == (None, SKETCH_AREA)


def test_the_shipped_sources_are_sound() -> None:
    sources, problems = read_sources("sources.toml", (DATA_DIR / "sources.toml").read_bytes())
    assert problems == []
    assert sources["osm"].attribution == "© OpenStreetMap contributors, ODbL 1.0"


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("date", "shared_error = 1.5\ndate", ["key_value 1 shared_error"]),
        ("date", "sketch_area_least = 1.2\ndate", ["key_value 1 sketch_area_least"]),
        ("date", "sketch_area_most = 0.9\ndate", ["key_value 1 sketch_area_most"]),
        ("date", "day", ["key_unknown 1 day", "key_missing 1 date"]),
        ('"ODbL"', "3", ["key_value 2 licence"]),
        ('"open"', '"survey"', ["source_twice 2 id"]),
        ("[[source]]", "[[sources]]", ["key_unknown None sources"]),
        ("\n[[source]]", "note = 1\n[[source]]", ["key_unknown None note"]),
    ],
)
def test_a_fault_leaves_only_its_source_out(old: str, new: str, faults: list[str]) -> None:
    assert old in GOOD
    sources, problems = read(GOOD.replace(old, new, 1))
    assert [f"{each.code} {each.row} {each.field}" for each in problems] == faults
    left_out = {each.row for each in problems if each.row is not None}
    assert len(sources) + len(left_out) == (1 if "sources" in new else 2)


def test_a_fault_is_told_and_nothing_else_is_lost(
    toy_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (toy_dir / "sources.toml").write_text(GOOD.replace("attribution", "credit", 1), "utf-8")
    town = open_town(toy_dir)
    assert list(town.sources) == ["open"]
    assert len(town.frame("parks")) == 1
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(toy_dir))
    said = CliRunner().invoke(app, ["--lang", "en", "check"])
    assert said.exit_code == 1
    assert "row 1 · survey · attribution: “attribution” is missing; add it." in said.output


def test_a_file_that_is_no_toml_leaves_no_source(toy_dir: Path) -> None:
    (toy_dir / "sources.toml").write_text("[[source", "utf-8")
    town = open_town(toy_dir)
    assert dict(town.sources) == {}
    assert [each.code for each in town.source_problems] == ["rules_not_toml"]
