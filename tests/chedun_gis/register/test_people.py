"""What a role may not do is refused by the function that does it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chedun_gis.register import SOMEBODY, Accounts, Ledger, Person, Role, local_person, required
from chedun_gis.register.people import ROLES
from chedun_gis.scenario import Scenario, Shelf
from chedun_gis.town import SHIPPED, Workspace
from geo import InputError
from layers import LAYERS
from tests.chedun_gis.register.facts import review, value
from tests.people import person

PARKS = LAYERS["parks"]
OTHER = Person("乙", "editor")
WORDS = "correct horse battery"
_TOLD = {"project": "p", "date": "2026", "source": "镇政府"}
NEW_PROJECT = required("project", {**_TOLD, "name_zh": "口袋公园", "sector": "green"})
NO_PLACE = required("place", {**_TOLD, "location": "not_located"})


def submitted(folder: Path) -> Ledger:
    """Return a register in which somebody else has entered something."""
    ledger = Ledger(folder / "register.sqlite")
    ledger.append([value()], by=OTHER)
    return ledger


def kept(folder: Path) -> Shelf:
    shelf = Shelf(folder)
    shelf.save(Scenario("plan", "方案", time="2026-01-01"), by=OTHER, seen=None)
    return shelf


def known(at: Path) -> Accounts:
    """Return the accounts of a register in which somebody has one, and a token."""
    found = Accounts(Ledger(at / "register.sqlite"))
    found.give("乙", "editor", by=person("主"), password=WORDS)
    return found


def revoked(at: Path, by: Person) -> object:
    accounts = known(at)
    return accounts.revoke(accounts.new_token("乙", by=person("主")), by=by)


# Every function that writes what others see, and the least role that it asks for.
WRITING: dict[str, tuple[Role, Callable[[Path, Person], object]]] = {
    "enter": ("editor", lambda at, by: submitted(at).append([value(1.0, 2024)], by=by)),
    "review": ("reviewer", lambda at, by: submitted(at).append([review(1)], by=by)),
    "enter and accept": (
        "reviewer",
        lambda at, by: submitted(at).append(
            [value(1.0, 2024)], by=Person(by.name, by.role, alone=True), accept=True
        ),
    ),
    "import": ("reviewer", lambda at, by: Workspace(at).accept(PARKS, b"{}", {}, by=by)),
    "restore": ("reviewer", lambda at, by: Workspace(at).restore(LAYERS["parks"], SHIPPED, by=by)),
    "save": ("editor", lambda at, by: Shelf(at).save(Scenario("", "方案"), by=by, seen=None)),
    "new project and place": (
        "editor",
        lambda at, by: submitted(at).append([NEW_PROJECT, NO_PLACE], by=by),
    ),
    "give a role": ("reviewer", lambda at, by: known(at).give("乙", "reader", by=by)),
    "take an account": ("reviewer", lambda at, by: known(at).take("乙", by=by)),
    "set another's password": (
        "reviewer",
        lambda at, by: known(at).set_password("乙", WORDS, by=by),
    ),
    "make a token": ("reviewer", lambda at, by: known(at).new_token("乙", by=by)),
    "revoke a token": ("reviewer", revoked),
    "take off": ("editor", lambda at, by: kept(at).remove("plan", by=by)),
}


@pytest.mark.parametrize("what", WRITING)
@pytest.mark.parametrize("role", ROLES)
def test_who_may_write_is_asked_where_it_is_written(what: str, role: Role, tmp_path: Path) -> None:
    least, write = WRITING[what]
    by = Person("甲", role)
    if by.may(least):
        write(tmp_path, by)
        return
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError, match="role_needed") as found:
        write(tmp_path, by)
    assert found.value.params == {"role": least, "has": role}
    made = {"register.sqlite", "register.sqlite-wal", "register.sqlite-shm", "plan.json", ".lock"}
    assert {path.name for path in set(tmp_path.rglob("*")) - set(before)} <= made


def test_each_role_may_what_those_before_it_may() -> None:
    allowed = {role: [least for least in ROLES if Person("甲", role).may(least)] for role in ROLES}
    assert allowed == {
        "reader": ["reader"],
        "editor": ["reader", "editor"],
        "reviewer": ["reader", "editor", "reviewer"],
    }


def test_who_sits_at_the_machine_is_alone_with_all_roles_and_who_comes_from_elsewhere_looks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOGNAME", "lin")
    assert local_person() == Person("lin", "reviewer", alone=True)
    assert (SOMEBODY.role, SOMEBODY.alone, SOMEBODY.name) == ("reader", False, "")
