"""Who has signed in, until when, and how often one may try."""

from pathlib import Path

import pytest

from chedun_gis.register import SOMEBODY, Accounts, Ledger, Person
from chedun_gis.server.sessions import Sessions, Tries
from tests.people import ALONE

RIGHT = "correct horse"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    found = Accounts(Ledger(tmp_path / "register.sqlite"))
    found.give("王敏", "editor", by=ALONE, password=RIGHT)
    return found


def test_a_session_is_somebodys_until_it_ends(accounts: Accounts) -> None:
    clock = Clock()
    sessions = Sessions(lambda: accounts, clock)
    token, other = sessions.begin("王敏"), sessions.begin("王敏")
    assert token != other
    assert len(token) >= 40
    assert sessions.person(token) == Person("王敏", "editor")
    for wrong in ("", "x", token[:-1], token + "x"):
        assert sessions.person(wrong) is SOMEBODY
    sessions.end(token)
    assert sessions.person(token) is SOMEBODY
    assert sessions.person(other) == Person("王敏", "editor")
    clock.now += 12 * 3_600
    assert sessions.person(other) is SOMEBODY


def test_another_role_another_password_and_no_account_reach_an_open_session(
    accounts: Accounts,
) -> None:
    sessions = Sessions(lambda: accounts)
    token = sessions.begin("王敏")
    accounts.give("王敏", "reviewer", by=ALONE)
    assert sessions.person(token).role == "reviewer"
    accounts.set_password("王敏", "another long one", by=ALONE)
    assert sessions.person(token) is SOMEBODY
    token = sessions.begin("王敏")
    accounts.take("王敏", by=ALONE)
    assert sessions.person(token) is SOMEBODY


def test_after_five_failures_one_waits_five_minutes() -> None:
    clock = Clock()
    tries = Tries(clock)
    for _ in range(5):
        assert tries.wait_s("name 王敏", "address 1") == 0
        tries.failed("name 王敏", "address 1")
        clock.now += 10
    # From another address the name has to wait, and another name from this address.
    assert tries.wait_s("name 王敏", "address 2") == pytest.approx(250)
    assert tries.wait_s("name 李", "address 1") == pytest.approx(250)
    assert tries.wait_s("name 李", "address 2") == 0
    clock.now += 250
    assert tries.wait_s("name 王敏", "address 1") == 0
    tries.forget("name 王敏", "address 1")
    tries.failed("name 王敏")
    assert tries.wait_s("name 王敏") == 0
