"""Heavy questions: asked of workers about the very town, kept, shared, stopped when unwanted."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from chedun_gis.compute import Cut, HeavyQuestion, ask, known
from chedun_gis.town import installation
from geo import InputError
from layers import LAYERS
from tests.chedun_gis.compute import tasks
from tests.chedun_gis.compute.test_workers import gone, pid_in, until
from tests.conftest import feature
from tests.people import ALONE

PARKS = HeavyQuestion(tasks.parks)
SUM = HeavyQuestion(tasks.sum_of, Cut(tasks.three, tasks.squares))


class LeftError(Exception):
    """Whoever waited has something else to do."""


@pytest.mark.usefixtures("folder")
def test_a_worker_answers_and_the_answer_is_kept(toy_with: Callable[..., Path]) -> None:
    toy_with("parks", *(feature(LAYERS["parks"], each) for each in "ab"))
    town = installation.town()
    assert known(PARKS, town) is None
    count, pid = ask(PARKS, town)
    assert count == 2
    assert pid != os.getpid()
    assert ask(PARKS, town) is known(PARKS, town)
    # Another layer leaves it standing, its own does not.
    toy_with("roads", feature(LAYERS["roads"], "r"))
    assert known(PARKS, installation.town()) == (count, pid)
    toy_with("parks", feature(LAYERS["parks"], "c"))
    assert known(PARKS, installation.town()) is None
    assert ask(PARKS, installation.town())[0] == 1


@pytest.mark.usefixtures("folder")
def test_a_town_that_its_files_no_longer_hold_is_answered_here(
    toy_with: Callable[..., Path],
) -> None:
    toy_with("parks", *(feature(LAYERS["parks"], each) for each in "abc"))
    before = installation.town()
    toy_with("parks", feature(LAYERS["parks"], "a"))
    assert ask(PARKS, before) == (3, os.getpid())
    assert ask(PARKS, installation.town())[0] == 1


@pytest.mark.usefixtures("folder")
def test_a_fault_of_what_is_answered_here_is_told_too(toy_with: Callable[..., Path]) -> None:
    before = installation.town()
    toy_with("parks", feature(LAYERS["parks"], "b"))
    with pytest.raises(InputError, match="layer_broken"):
        ask(HeavyQuestion(tasks.refuse_town), before, "parks")


@pytest.mark.usefixtures("folder")
def test_what_is_cut_is_put_together() -> None:
    town, seen = installation.town(), list[tuple[str, int, int]]()
    # 0 + 1 + 4 + 9 + 16, in five parts; of none it is so small that it is answered here.
    found, pids = ask(SUM, town, 5, watch=lambda *told: seen.append(told))
    assert found == 30
    assert os.getpid() not in pids
    assert ask(SUM, town, 0) == (0, {os.getpid()})


def test_parts_that_still_hold_are_not_asked_for_again(
    folder: Path, toy_with: Callable[..., Path]
) -> None:
    toy_with("parks", feature(LAYERS["parks"], "a"))
    toy_with("roads", feature(LAYERS["roads"], "r"))
    question = HeavyQuestion(
        tasks.roads_and_parks, Cut(tasks.always_three, tasks.parks_part), most_parts=9
    )
    (mark := folder / "mark").touch()
    assert ask(question, installation.town(), str(mark)) == (1, 3)
    # Only what the last step reads is another.
    toy_with("roads", *(feature(LAYERS["roads"], each) for each in "rs"))
    assert ask(question, installation.town(), str(mark)) == (2, 3)
    assert mark.read_text().count("part") == 3
    toy_with("parks", *(feature(LAYERS["parks"], each) for each in "ab"))
    assert ask(question, installation.town(), str(mark)) == (2, 6)
    assert mark.read_text().count("part") == 6


@pytest.mark.usefixtures("folder")
def test_a_fault_is_the_questions_own() -> None:
    question = HeavyQuestion(tasks.refuse_town)
    with pytest.raises(InputError) as caught:
        ask(question, installation.town(), "parks")
    assert (caught.value.code, caught.value.params) == ("layer_broken", {"layer": "parks"})
    with pytest.raises(InputError) as caught:
        ask(HeavyQuestion(tasks.die_with), installation.town())
    assert caught.value.code == "work_died"


@pytest.mark.usefixtures("folder")
def test_who_leaves_stops_the_work(tmp_path: Path) -> None:
    mark = tmp_path / "mark"

    def leave(*_: object) -> None:
        if mark.exists():
            raise LeftError

    with pytest.raises(LeftError):
        ask(HeavyQuestion(tasks.stay_with), installation.town(), str(mark), watch=leave)
    until(lambda: gone(pid_in(mark)))


@pytest.mark.usefixtures("folder")
def test_two_who_ask_the_same_wait_for_one_answer(
    toy_with: Callable[..., Path], tmp_path: Path
) -> None:
    """And when the first one leaves, the other still gets it."""
    toy_with("parks", feature(LAYERS["parks"], "a"))
    town, mark, question = (
        installation.town(),
        tmp_path / "mark",
        HeavyQuestion(tasks.parks_and_ask),
    )
    both, found, left = threading.Barrier(2), list[int](), list[bool]()

    def first() -> None:
        def watch(*_: object) -> None:
            both.wait(60)
            raise LeftError

        try:
            ask(question, town, str(mark), watch=watch)
        except LeftError:
            left.append(True)
            mark.touch()

    def second() -> None:
        met = False

        def watch(*_: object) -> None:
            nonlocal met
            if not met:
                met = True
                both.wait(60)

        found.append(ask(question, town, str(mark), watch=watch))

    threads = [threading.Thread(target=each) for each in (first, second)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(120)
    assert (left, found) == ([True], [1])


def test_an_imported_layer_is_read_by_the_worker_too(
    folder: Path, toy_with: Callable[..., Path]
) -> None:
    toy_with("parks", *(feature(LAYERS["parks"], each) for each in "abcd"))
    content = (folder / "parks.geojson").read_bytes()
    toy_with("parks", feature(LAYERS["parks"], "a"))
    installation.workspace().accept(LAYERS["parks"], content, {}, by=ALONE)
    count, pid = ask(PARKS, installation.town())
    assert (count, pid != os.getpid()) == (4, True)
