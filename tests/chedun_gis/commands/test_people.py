"""The commands about people: roles of who signs in elsewhere, and tokens by which programs read."""

from pathlib import Path

import pytest

from chedun_gis.register import Accounts, Person
from chedun_gis.town import settings_from
from chedun_gis.town.installation import ledger_of
from tests.chedun_gis.commands.conftest import Typed


@pytest.fixture
def accounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    """The accounts of a workspace of its own."""
    told = {"CHEDUN_WORKSPACE": str(tmp_path / "space")}
    monkeypatch.setenv("CHEDUN_WORKSPACE", told["CHEDUN_WORKSPACE"])
    monkeypatch.setenv("LOGNAME", "lin")
    return Accounts(ledger_of(settings_from(told)))


@pytest.mark.parametrize("people", ["oidc", "proxy"])
def test_who_signs_in_elsewhere_gets_a_role_without_a_password(
    typed: Typed, accounts: Accounts, monkeypatch: pytest.MonkeyPatch, people: str
) -> None:
    monkeypatch.setenv("CHEDUN_PEOPLE", people)
    left, out, _ = typed("people", "add", "王敏", "--role", "editor")
    assert (left, out.strip()) == (0, "王敏 现为填报人员。")
    assert accounts.person("王敏") == Person("王敏", "editor")
    assert accounts.signed_in("王敏", "") is None
    assert typed("people", "role", "王敏", "--role", "reviewer")[0] == 0
    assert accounts.person("王敏") == Person("王敏", "reviewer")


def test_a_token_is_shown_once_listed_and_revoked(
    typed: Typed, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHEDUN_PEOPLE", "proxy")
    left, _, err = typed("people", "token", "王敏")
    assert (left, "people add" in err) == (2, True)
    assert typed("people", "tokens")[1].strip() == "还没有令牌。"
    assert typed("people", "add", "王敏", "--role", "reader")[0] == 0
    left, out, _ = typed("people", "token", "王敏")
    token, words = out.strip().splitlines()
    assert left == 0
    assert "王敏" in words
    assert accounts.reader(token) == Person("王敏")
    left, out, _ = typed("--lang", "en", "people", "tokens")
    [line] = out.strip().splitlines()
    number, name, made = line.split("\t")
    assert (left, name, token in out) == (0, "王敏", False)
    assert made.startswith("20")
    left, out, _ = typed("people", "revoke", number)
    assert (left, out.strip()) == (0, f"王敏 的令牌 {number} 已作废。")
    assert accounts.reader(token) is None
    left, _, err = typed("people", "revoke", number)
    assert (left, number in err) == (2, True)
