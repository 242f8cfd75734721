"""Accounts: who has one, by which password, and what they may not do."""

from collections.abc import Callable

import pytest

from chedun_gis.register import Accounts, Ledger, Person, is_name, roles, verdicts
from chedun_gis.register.accounts import LONGEST, SHORTEST
from geo import InputError
from tests.chedun_gis.register.facts import value
from tests.people import ALONE

RIGHT = "正确的马 battery"
ANOTHER = "another long one"


@pytest.fixture
def accounts(ledger: Ledger) -> Accounts:
    return Accounts(ledger)


def refused(code: str, do: Callable[[], object]) -> InputError:
    with pytest.raises(InputError, match=code) as found:
        do()
    assert found.value.code == code
    return found.value


def test_an_account_is_an_event_and_its_password_is_none(
    accounts: Accounts, ledger: Ledger
) -> None:
    accounts.give("王敏", "editor", by=ALONE, password=RIGHT)
    assert accounts.person("王敏") == Person("王敏", "editor")
    assert accounts.signed_in("王敏", RIGHT) == Person("王敏", "editor")
    (event,) = ledger.record().events
    assert verdicts([event]) == {1: "accepted"}
    told = " ".join(link.fact for link in ledger.links())
    assert RIGHT not in told
    assert "argon2" not in told
    kept = ledger.password("王敏")
    assert kept is not None
    assert kept[0].startswith("$argon2id$")
    assert ledger.verify() is None


@pytest.mark.parametrize(
    ("name", "password"),
    [("王敏", "wrong password"), ("王敏", ""), ("李", RIGHT), ("", ""), ("王敏", RIGHT * 99)],
)
def test_only_the_right_password_of_the_right_name_signs_in(
    accounts: Accounts, name: str, password: str
) -> None:
    accounts.give("王敏", "editor", by=ALONE, password=RIGHT)
    assert accounts.signed_in(name, password) is None


def test_another_role_and_the_end_of_an_account_count_at_once(
    accounts: Accounts, ledger: Ledger
) -> None:
    accounts.give("王敏", "editor", by=ALONE, password=RIGHT)
    accounts.give("王敏", "reviewer", by=ALONE)
    assert accounts.signed_in("王敏", RIGHT) == Person("王敏", "reviewer")
    accounts.take("王敏", by=ALONE)
    assert accounts.person("王敏") is None
    assert accounts.signed_in("王敏", RIGHT) is None
    assert roles(ledger.record().events) == {}
    assert len(ledger.record().events) == 3


def test_a_password_is_changed_by_its_owner_or_a_reviewer(accounts: Accounts) -> None:
    accounts.give("王敏", "editor", by=ALONE, password=RIGHT)
    before = accounts.stamp("王敏")
    accounts.set_password("王敏", ANOTHER, by=Person("王敏", "editor"))
    assert accounts.stamp("王敏") != before
    assert accounts.signed_in("王敏", RIGHT) is None
    assert accounts.signed_in("王敏", ANOTHER) is not None
    refused("role_needed", lambda: accounts.set_password("王敏", RIGHT, by=Person("李", "editor")))
    accounts.set_password("王敏", RIGHT, by=Person("李", "reviewer"))
    assert accounts.signed_in("王敏", RIGHT) is not None
    refused("account_unknown", lambda: accounts.set_password("李", RIGHT, by=ALONE))


def test_what_is_wrong_makes_no_account(accounts: Accounts, ledger: Ledger) -> None:
    def give(name: str, role: str = "editor", password: str = RIGHT, by: Person = ALONE) -> None:
        accounts.give(name, role, by=by, password=password)

    refused("role_needed", lambda: give("王敏", by=Person("李", "editor")))
    refused("account_unknown", lambda: give("王敏", password=""))
    refused("account_unknown", lambda: accounts.take("王敏", by=ALONE))
    for wrong in ("a" * (SHORTEST - 1), "a" * (LONGEST + 1)):
        assert refused("password_short", lambda wrong=wrong: give("王敏", password=wrong))
    for name in ("", " ", "a/b", "data/x", "a" * 41, "a\nb", " a"):
        refused("entry_wrong", lambda name=name: give(name))
    refused("entry_wrong", lambda: give("王敏", role="king"))
    assert ledger.record().events == ()


def test_an_account_cannot_be_reviewed_nor_corrected(accounts: Accounts, ledger: Ledger) -> None:
    accounts.give("王敏", "editor", by=ALONE, password=RIGHT)
    refused("event_unknown", lambda: ledger.append([value(corrects=1)], by=ALONE))


def test_a_copy_of_the_register_holds_no_password(accounts: Accounts, ledger: Ledger) -> None:
    accounts.give("王敏", "editor", by=ALONE, password=RIGHT)
    copy = ledger.file.with_name("copy.sqlite")
    ledger.file.parent.mkdir(parents=True, exist_ok=True)
    ledger.copy_to(copy)
    assert Ledger(copy).password("王敏") is None
    assert Accounts(Ledger(copy)).person("王敏") == Person("王敏", "editor")


def test_a_register_of_the_version_before_is_read_and_brought_up(ledger: Ledger) -> None:
    ledger.append([value()], by=ALONE)
    with ledger._engine.begin() as connection:
        for table in ("credentials", "tokens"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    ledger.close()
    again = Ledger(ledger.file, ledger._url)
    assert again.password("王敏") is None
    assert Accounts(again).person("王敏") is None
    assert Accounts(again).tokens() == []
    assert Accounts(again).reader("chedun-x") is None
    Accounts(again).give("王敏", "editor", by=ALONE, password=RIGHT)
    assert Accounts(again).signed_in("王敏", RIGHT) is not None
    assert again.verify() is None
    again.close()


def test_who_signs_in_elsewhere_needs_no_password_here(accounts: Accounts) -> None:
    accounts.give("王敏", "editor", by=ALONE, elsewhere=True)
    assert accounts.person("王敏") == Person("王敏", "editor")
    for password in ("", RIGHT, "nobody has this password"):
        assert accounts.signed_in("王敏", password) is None
    refused("account_unknown", lambda: accounts.give("李", "editor", by=ALONE))


@pytest.mark.parametrize("name", ["", " 王", "王 ", "a/b", "x" * 41, "a\tb", "a\x00", "\ud800"])
def test_what_is_no_name_in_the_register_is_none_elsewhere(name: str) -> None:
    assert not is_name(name)


@pytest.mark.parametrize("name", ["王敏", "wang.min@chedun.example", "Ann B. Lee", "张三（规划）"])
def test_what_is_a_name(name: str) -> None:
    assert is_name(name)


def test_a_token_reads_on_somebodys_behalf_and_only_a_hash_of_it_is_kept(
    accounts: Accounts, ledger: Ledger
) -> None:
    accounts.give("王敏", "reviewer", by=ALONE, password=RIGHT)
    one, other = accounts.new_token("王敏", by=ALONE), accounts.new_token("王敏", by=ALONE)
    assert len({one, other}) == 2
    assert len(one) > 40
    # Whatever they may do, by a token they only read.
    assert accounts.reader(one) == Person("王敏", "reader")
    for wrong in ("", "chedun-", one[:-1], one + "x", one.upper(), RIGHT, "王敏"):
        assert accounts.reader(wrong) is None
    with ledger._engine.connect() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM tokens").all())
    assert "王敏" in kept
    assert not any(each[7:] in kept for each in (one, other))
    assert one not in str(ledger.links())
    assert accounts.signed_in("王敏", one) is None
    assert [each.name for each in accounts.tokens()] == ["王敏", "王敏"]


def test_a_revoked_token_opens_nothing_nor_does_that_of_who_is_gone(accounts: Accounts) -> None:
    accounts.give("王敏", "editor", by=ALONE, password=RIGHT)
    one, two, three = (accounts.new_token("王敏", by=ALONE) for _ in range(3))
    first = accounts.tokens()[0]
    assert accounts.revoke(first.id, by=ALONE) == first
    assert accounts.revoke(two, by=ALONE).name == "王敏"
    assert [accounts.reader(each) is None for each in (one, two, three)] == [True, True, False]
    refused("token_unknown", lambda: accounts.revoke(first.id, by=ALONE))
    accounts.take("王敏", by=ALONE)
    assert accounts.reader(three) is None
    accounts.give("王敏", "editor", by=ALONE, password=ANOTHER)
    assert accounts.reader(three) is None  # nor when they come back
    assert accounts.tokens() == []


def test_only_a_reviewer_makes_and_revokes_tokens_and_only_of_who_is_known(
    accounts: Accounts, ledger: Ledger
) -> None:
    accounts.give("王敏", "editor", by=ALONE, password=RIGHT)
    token, editor = accounts.new_token("王敏", by=ALONE), Person("王敏", "editor")
    refused("role_needed", lambda: accounts.new_token("王敏", by=editor))
    refused("role_needed", lambda: accounts.revoke(token, by=editor))
    refused("account_unknown", lambda: accounts.new_token("李", by=ALONE))
    assert accounts.reader(token) is not None
    copy = ledger.file.with_name("copy.sqlite")
    ledger.copy_to(copy)
    assert Accounts(Ledger(copy)).reader(token) is None  # a copy holds no tokens
