"""The commands about what projects add, as they are typed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from chedun_gis.scenario import (
    Scenario,
    chosen_by,
    counts_words,
    from_text,
    outlook,
    outlook_data,
)
from chedun_gis.town import Town, open_town
from tests.chedun_gis.commands.conftest import Typed
from tests.chedun_gis.scenario.finish_town import finish_folder


@pytest.fixture
def town(toy_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The town of the folder that the commands read, with a register of its own."""
    monkeypatch.setenv("CHEDUN_WORKSPACE", str(tmp_path / "space"))
    monkeypatch.setenv("LOGNAME", "lin")
    return open_town(finish_folder(toy_dir))


def test_the_command_says_the_same(town: Town, typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    left, out, err = typed("finish", "one", "the-park", "one", "--out", file, "--json")
    assert (left, err) == (0, "")
    scenario = Scenario("", "", finished=frozenset({"one", "the-park"}))
    assert json.loads(out) == json.loads(json.dumps(outlook_data(outlook(town, scenario))))
    written, problems = from_text(file.read_text("utf-8"))
    assert problems == []
    assert written is not None
    assert written.finished == scenario.finished
    left, out, _ = typed("finish", "--all", "building", "--by", 2025)
    both = chosen_by(town, "building") | chosen_by(town, "year", 2025)
    found = outlook(town, replace(scenario, finished=both))
    assert (left, out.splitlines()[0]) == (0, counts_words(found, "zh"))


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ("finish", "请给出项目编号"),
        ("finish nobody one strange", "没有项目或道路“nobody、strange”"),
        ("finish --all some", "“some”不是可选的范围"),
        ("effect one --source 甲 --feature parks", "不是图上要素"),
        ("effect one --source 甲", "请写明增加的数量和指标"),
        ("effect nobody --source 甲 --indicator eco --amount 1 --unit ha", "没有项目“nobody”"),
        (
            "effect nobody --source 甲 --indicator eco --amount 1 --unit ha",
            "不是该指标的单位（mu）",
        ),
    ],
)
@pytest.mark.usefixtures("town")
def test_a_wrong_command_is_one_sentence(typed: Typed, asked: str, fault: str) -> None:
    left, out, err = typed(*asked.split())
    assert (left, out) == (2, "")
    assert fault in err


@pytest.mark.usefixtures("town")
def test_what_is_declared_from_the_command_counts_and_is_taken_back(typed: Typed) -> None:

    def figure() -> float:
        told = json.loads(typed("finish", "one", "--json")[1])["indicators"]
        return next(each["after"]["value"] for each in told if each["id"] == "film-firms")

    assert figure() == 45
    told = ("effect", "one", "--source", "甲", "--indicator", "film-firms")
    left, out, _ = typed(*told, "--amount", 8, "--unit", "firms")
    assert (left, "+8 firms" in out) == (0, True)
    assert figure() == 48  # it goes before the file's 5
    number = out.split("第 ")[1].split(" 号")[0]
    typed(*told, "--amount", 9, "--corrects", number)
    assert figure() == 49
    typed(*told, "--amount", 100, "--submit")
    assert figure() == 49  # nobody has accepted it
    typed(*told, "--withdraw")
    assert figure() == 40
    history = json.loads(typed("history", "one", "--json")[1])
    # The file's other row of this project has no number.
    said = [
        (each["number"] is not None, each["indicator"])
        for each in history
        if each["kind"] == "effect"
    ]
    assert said == [(False, "new-green"), *[(True, "film-firms")] * 4]
