"""What is at work: what of it is unsaved, what a file makes of it, and the drafts kept of it."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from chedun_gis.scenario import (
    Desk,
    Drafts,
    History,
    Scenario,
    Shelf,
    copied,
    did,
    redone,
    saved_as,
    undone,
)
from chedun_gis.scenario.drafts import Holders
from geo import InputError
from tests.people import ALONE

NEW = Scenario("", "新方案")
ANNA, BERT = "a" * 32, "b" * 32


def edited(desk: Desk, **what: str) -> Desk:
    return replace(desk, history=did(desk.history, replace(desk.scenario, **what)))


def saved(desk: Desk, shelf: Shelf, time: str) -> Desk:
    file = shelf.save(replace(desk.scenario, time=time), by=ALONE, seen=desk.seen)
    return saved_as(desk, file)


def test_unsaved_is_what_differs_from_the_file_and_nothing_else(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    desk = Desk(History(NEW), NEW)
    assert not desk.unsaved
    desk = edited(desk, author="张工")
    assert desk.unsaved  # a word is work too
    desk = saved(desk, shelf, "2026-11-24T10:00:00+08:00")
    assert not desk.unsaved
    back = replace(desk, history=undone(desk.history))
    assert back.unsaved
    assert not replace(back, history=redone(back.history)).unsaved
    # What came from a file handed in is in no file of ours.
    assert Desk(History(NEW)).unsaved


def test_saving_twice_keeps_one_also_after_undo(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    desk = saved(edited(Desk(History(NEW), NEW), note="一"), shelf, "2026-11-24T10:00:00+08:00")
    desk = saved(desk, shelf, "2026-11-24T10:01:00+08:00")
    desk = replace(desk, history=undone(desk.history))
    desk = saved(desk, shelf, "2026-11-24T10:02:00+08:00")
    [kept] = shelf.kept()
    assert kept.scenario == desk.scenario
    assert desk.scenario.note == ""
    # A copy is another, and its steps can be undone in it.
    copy = saved(copied(desk, "副本"), shelf, "2026-11-24T10:03:00+08:00")
    assert {each.id for each in shelf.kept()} == {desk.scenario.id, copy.scenario.id}
    assert redone(copy.history).now.id == copy.scenario.id


def test_a_scenario_deleted_elsewhere_is_said_and_can_be_kept_as_a_copy(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    desk = saved(Desk(History(NEW), NEW), shelf, "2026-11-24T10:00:00+08:00")
    shelf.remove(desk.scenario.id, by=ALONE)
    with pytest.raises(InputError) as caught:
        saved(edited(desk, note="二"), shelf, "2026-11-24T10:01:00+08:00")
    assert caught.value.code == "scenario_gone"
    assert shelf.kept() == []
    copy = saved(copied(edited(desk, note="二"), "副本"), shelf, "2026-11-24T10:02:00+08:00")
    assert [each.scenario for each in shelf.kept()] == [copy.scenario]


def test_a_draft_is_the_scenario_with_the_file_that_it_came_from(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, ANNA)
    opened = replace(NEW, id="s-1", time="2026-11-24T10:00:00+08:00", note="一")
    name = drafts.keep("", opened)
    assert drafts.keep(name, replace(opened, note="二")) == name
    found = Drafts(tmp_path, ANNA).load(name)
    assert found is not None
    assert found.scenario == replace(opened, note="二")
    assert drafts.ids() == [name]
    drafts.forget(name)
    assert drafts.load(name) is None


def test_a_draft_is_its_visitors_and_of_nobody_there_is_no_list(tmp_path: Path) -> None:
    name = Drafts(tmp_path, ANNA).keep("", NEW)
    assert Drafts(tmp_path, BERT).load(name) is None
    assert Drafts(tmp_path, BERT).ids() == []
    nobody = Drafts(tmp_path, "../../etc")
    lost = nobody.keep("", NEW)
    assert nobody.ids() == []
    assert nobody.load(lost) is not None
    assert {each.name for each in tmp_path.iterdir()} == {ANNA, "nobody"}


@pytest.mark.parametrize("name", ["../x", "", "s-1", "d-12", "d-" + "g" * 16])
def test_only_names_of_drafts_are_files(tmp_path: Path, name: str) -> None:
    drafts = Drafts(tmp_path, ANNA)
    victim = tmp_path / ANNA / f"{name}.json"
    (tmp_path / ANNA).mkdir()
    victim.write_text("{}")
    assert drafts.load(name) is None
    drafts.forget(name)
    assert victim.exists()


def test_what_is_old_or_too_much_goes_first(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, ANNA)
    names = [drafts.keep("", replace(NEW, note=str(number))) for number in range(20)]
    for number, name in enumerate(names):
        os.utime(tmp_path / ANNA / f"{name}.json", (2e9 + number, 2e9 + number))
    old = Drafts(tmp_path, BERT).keep("", NEW)
    os.utime(tmp_path / BERT / f"{old}.json", (1e9, 1e9))
    Drafts(tmp_path, ANNA).sweep()
    assert Drafts(tmp_path, BERT).ids() == []
    assert len(drafts.ids()) == 20
    newest = drafts.keep("", NEW)
    os.utime(tmp_path / ANNA / f"{newest}.json", (3e9, 3e9))
    drafts.sweep()
    assert set(drafts.ids()) == {newest, *names[1:]}


def test_a_draft_has_one_holder_while_it_lives() -> None:
    held, living = Holders(), {"tab 1", "tab 2"}
    alive = living.__contains__
    assert held.take("d", "tab 1", alive)
    assert held.take("d", "tab 1", alive)
    assert not held.take("d", "tab 2", alive)
    assert not held.free("d", "tab 2", alive)
    living.remove("tab 1")
    assert held.free("d", "tab 2", alive)
    assert held.take("d", "tab 2", alive)
