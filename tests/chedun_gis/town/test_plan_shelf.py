"""Plans in a workspace: whole or not at all, in the register, by who may, each by itself."""

from collections.abc import Mapping
from pathlib import Path
from threading import Barrier, Thread

import pytest

from chedun_gis.register import Ledger, Person, PlanEntry
from chedun_gis.town import SHIPPED, TownSource, Workspace
from chedun_gis.town.versions import VersionFolder
from geo import InputError
from tests.people import ALONE
from tests.two_plans import PLANS, write_plan

DRAFT = {"plan.toml": PLANS["a2"]["plan.toml"] + "draft = true\n"}
EDITOR = Person("王", "editor")


def files(**changed: str) -> Mapping[str, bytes]:
    told = {**PLANS["a2"], **DRAFT, **{f"{name}.csv": text for name, text in changed.items()}}
    return {name: text.encode() for name, text in told.items()}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "register.sqlite")


@pytest.fixture
def space(tmp_path: Path, ledger: Ledger) -> Workspace:
    return Workspace(tmp_path / "space", ledger)


@pytest.fixture
def source(toy_dir: Path, space: Workspace, ledger: Ledger) -> TownSource:
    write_plan(toy_dir, "a1")
    return TownSource(toy_dir, space, ledger=ledger)


def keep(space: Workspace, source: TownSource, by: Person, seen: str, **changed: str) -> str:
    now = source.town().plans.of.get("a2")
    return space.plans.keep("a2", files(**changed), by=by, now=now, seen=seen)


def acts(ledger: Ledger) -> list[tuple[str, str]]:
    facts = [each.fact for each in ledger.record().events]
    return [(each.action, each.version) for each in facts if isinstance(each, PlanEntry)]


def test_a_plan_is_begun_changed_taken_back_and_restored(
    space: Workspace, source: TownSource, ledger: Ledger
) -> None:
    assert keep(space, source, EDITOR, SHIPPED) == "0001"
    assert source.town().plans.of["a2"].version == "0001"
    assert keep(space, source, EDITOR, "0001", projects="layer,id\n") == "0002"
    assert source.town().plans.of["a2"].projects == ()
    space.plans.take_back("a2", by=ALONE, seen="0002")
    assert list(source.town().plans.of) == ["a1"]
    space.plans.restore("a2", "0001", by=ALONE, seen=SHIPPED)
    assert len(source.town().plans.of["a2"].projects) == 2
    told = [("begun", "0001"), ("changed", "0002"), ("taken_back", SHIPPED), ("restored", "0001")]
    assert acts(ledger) == told
    assert ledger.verify() is None
    assert space.plans.strayed() == ()


def test_who_may_what(space: Workspace, source: TownSource, ledger: Ledger) -> None:
    with pytest.raises(InputError, match="role_needed"):
        keep(space, source, Person("李"), SHIPPED)
    keep(space, source, EDITOR, SHIPPED)
    adopted = {**files(), "plan.toml": PLANS["a2"]["plan.toml"].encode()}
    now = source.town().plans.of["a2"]
    with pytest.raises(InputError, match="role_needed"):
        space.plans.keep("a2", adopted, by=EDITOR, now=now, seen="0001")
    space.plans.keep("a2", adopted, by=ALONE, now=now, seen="0001")
    with pytest.raises(InputError, match="role_needed"):  # nor make it a draft again
        keep(space, source, EDITOR, "0002")
    for work in (
        lambda: space.plans.take_back("a2", by=EDITOR, seen="0002"),
        lambda: space.plans.restore("a2", "0001", by=EDITOR, seen="0002"),
    ):
        with pytest.raises(InputError, match="role_needed"):
            work()
    # That of the town's folder is in force too.
    shipped = source.town().plans.of["a1"]
    with pytest.raises(InputError, match="role_needed"):
        space.plans.keep("a1", files(), by=EDITOR, now=shipped, seen=SHIPPED)
    assert [action for action, _ in acts(ledger)] == ["begun", "changed"]


def test_of_two_who_change_it_one_is_told(space: Workspace, source: TownSource) -> None:
    keep(space, source, EDITOR, SHIPPED)
    keep(space, source, EDITOR, "0001")
    with pytest.raises(InputError, match="plan_conflict"):
        keep(space, source, EDITOR, "0001")
    with pytest.raises(InputError, match="plan_conflict"):
        space.plans.take_back("a2", by=ALONE, seen="0001")


def test_of_two_who_begin_it_at_once_one_is_told(space: Workspace, ledger: Ledger) -> None:
    both, told = Barrier(2), []

    def begin() -> None:
        both.wait(20)
        try:
            told.append(space.plans.keep("a2", files(), by=EDITOR, now=None, seen=SHIPPED))
        except InputError as error:
            told.append(error.code)

    threads = [Thread(target=begin) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert sorted(told) == ["0001", "plan_conflict"]
    assert acts(ledger) == [("begun", "0001")]


def test_what_cannot_be_read_is_not_kept(space: Workspace, ledger: Ledger) -> None:
    with pytest.raises(InputError, match="table_wrong"):
        space.plans.keep("a2", files(indicators="id\nx\n"), by=ALONE, now=None, seen=SHIPPED)
    with pytest.raises(InputError, match="plan_id"):
        space.plans.current("../x")
    with pytest.raises(InputError, match="plan_shipped"):
        space.plans.take_back("a1", by=ALONE, seen=SHIPPED)
    with pytest.raises(InputError, match="version_unknown"):
        space.plans.restore("a2", "0007", by=ALONE, seen=None)
    assert (space.plans.ids(), acts(ledger)) == ([], [])


def test_what_cannot_be_taken_into_use_leaves_no_entry(
    space: Workspace, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(home: VersionFolder, version: str) -> None:
        raise InputError("out_not_writable", file=f"{home.folder}/{version}")

    monkeypatch.setattr(VersionFolder, "_point", refuses)
    with pytest.raises(InputError, match="out_not_writable"):
        space.plans.keep("a2", files(), by=ALONE, now=None, seen=SHIPPED)
    assert (space.plans.versions("a2"), acts(ledger)) == ([], [])


def test_what_is_changed_past_the_program_is_told_and_breaks_no_other(
    space: Workspace, source: TownSource, tmp_path: Path
) -> None:
    keep(space, source, EDITOR, SHIPPED)
    home = tmp_path / "space" / "plans" / "a2"
    (home / "0001" / "indicators.csv").write_text("id\n", encoding="utf-8")
    assert [each.plan for each in space.plans.strayed()] == ["a2"]
    (home / "current").write_text("../..", encoding="utf-8")
    assert [each.plan for each in space.plans.strayed()] == ["a2"]
    plans = source.town().plans
    ((file, problems),) = plans.faults
    assert (file, [each.code for each in problems]) == ("plans/a2/plan.toml", ["plan_pointer"])
    assert plans.in_force is plans.of["a1"]
    space.plans.restore("a2", "0001", by=ALONE, seen=None)
    assert source.town().plans.of["a2"].version == "0001"
