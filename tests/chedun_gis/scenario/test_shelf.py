"""Scenarios are kept on a shelf, and nobody writes over another's."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from chedun_gis.scenario import (
    Scenario,
    Shelf,
)
from geo import InputError
from tests.people import ALONE

BASE = Scenario("s-1", "甲方案", author="张工", time="2026-11-23T10:00:00+08:00", note="试")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "scenarios")


def test_scenarios_are_saved_listed_and_taken_off(shelf: Shelf) -> None:
    assert shelf.kept() == []
    saved = shelf.save(replace(BASE, id=""), by=ALONE, seen=None)
    assert re.fullmatch(r"s-[0-9a-f]{8}", saved.id)
    assert shelf.load(saved.id).scenario == saved
    newer = shelf.save(replace(saved, note="二"), by=ALONE, seen=saved.time)
    assert [each.scenario for each in shelf.kept()] == [newer]
    shelf.remove(saved.id, by=ALONE)
    assert shelf.kept() == []
    assert len(list((shelf.folder / "removed").iterdir())) == 1  # nothing is thrown away


def test_two_people_do_not_overwrite_one_another(shelf: Shelf) -> None:
    saved = shelf.save(BASE, by=ALONE, seen=None)
    theirs = shelf.save(replace(saved, time="2026-11-23T11:00:00+08:00"), by=ALONE, seen=saved.time)
    with pytest.raises(InputError) as caught:
        shelf.save(replace(saved, note="mine"), by=ALONE, seen=saved.time)
    assert caught.value.code == "scenario_conflict"
    assert shelf.load(saved.id).scenario == theirs


def test_the_one_changed_last_comes_first_however_its_offset_is_written(shelf: Shelf) -> None:
    times = {  # from the oldest to the newest: 1:00, 2:00 and 3:00 in UTC
        "s-a": "2026-11-23T09:00:00+08:00",
        "s-b": "2026-11-23T02:00:00+00:00",
        "s-c": "2026-11-23T11:00:00+08:00",
    }
    for name, time in times.items():
        shelf.save(replace(BASE, id=name, time=time), by=ALONE, seen=None)
    (shelf.folder / "s-d.json").write_text("{", encoding="utf-8")
    assert [each.id for each in shelf.kept()] == ["s-c", "s-b", "s-a", "s-d"]


def test_of_many_saves_at_once_one_wins_and_the_others_are_told(shelf: Shelf) -> None:
    saved = shelf.save(BASE, by=ALONE, seen=None)
    for round_ in range(5):

        def save(who: int, seen: str = saved.time, round_: int = round_) -> str:
            time = f"2026-11-24T10:0{round_}:00.{who:03}+08:00"
            try:
                return shelf.save(replace(BASE, note=str(who), time=time), by=ALONE, seen=seen).note
            except InputError as error:
                return error.code

        with ThreadPoolExecutor(8) as pool:
            told = list(pool.map(save, range(8)))
        assert told.count("scenario_conflict") == 7
        kept = shelf.load(saved.id).scenario
        assert kept is not None
        assert kept.note in told
        saved = kept


def test_a_file_that_cannot_be_read_is_listed_and_kept(shelf: Shelf) -> None:
    shelf.save(BASE, by=ALONE, seen=None)
    file = shelf.folder / "s-1.json"
    file.write_text(file.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    content = file.read_bytes()
    (kept,) = shelf.kept()
    assert kept.scenario is None
    assert [problem.code for problem in kept.problems] == ["scenario_not_json"]
    with pytest.raises(InputError):
        shelf.save(BASE, by=ALONE, seen=BASE.time)
    assert file.read_bytes() == content


@pytest.mark.parametrize("name", ["../evil", "a/b", "", "A", "x" * 41])
def test_only_plain_names_are_files(shelf: Shelf, name: str) -> None:
    with pytest.raises(InputError) as caught:
        shelf.load(name)
    assert caught.value.code == "scenario_unknown"
