"""The page on which people sign in: by a form of our own, and not one after another at will."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from chedun_gis.register import SOMEBODY, Accounts, Ledger
from chedun_gis.server.account import AccountPage
from chedun_gis.server.sessions import SESSION, Sessions
from tests.people import ALONE

RIGHT = "correct horse"
ANOTHER = "another long one"


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    found = Accounts(Ledger(tmp_path / "register.sqlite"))
    found.give("王敏", "editor", by=ALONE, password=RIGHT)
    return found


@pytest.fixture
def sessions(accounts: Accounts) -> Sessions:
    return Sessions(lambda: accounts)


@pytest.fixture
def browser(accounts: Accounts, sessions: Sessions) -> Callable[[], TestClient]:
    app = Starlette(routes=AccountPage(lambda: accounts, lambda: sessions).routes())
    return lambda: TestClient(app, follow_redirects=False)


def form_of(browser: TestClient) -> str:
    found = re.search(r'name="form" value="([^"]+)"', browser.get("/account").text)
    assert found is not None
    return found[1]


def sent(browser: TestClient, what: str, **fields: str) -> tuple[int, str]:
    """Send a form of the page; return the status, and what the page says is wrong."""
    answer = browser.post(f"/account/{what}", data={"form": form_of(browser), **fields})
    wrong = re.search(r'role="alert">([^<]+)<', answer.text)
    return answer.status_code, wrong[1] if wrong else ""


def test_who_signs_in_is_known_by_a_cookie_that_no_script_reads(
    browser: Callable[[], TestClient], sessions: Sessions
) -> None:
    here = browser()
    answer = here.post(
        "/account/sign-in?lang=en",
        data={"form": form_of(here), "name": "王敏", "password": RIGHT},
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "../?lang=en")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert sessions.person(here.cookies[SESSION]).name == "王敏"
    page = here.get("/account").text
    assert "王敏" in page
    assert "填报人员" in page
    token = here.cookies[SESSION]
    assert sent(here, "sign-out")[0] == 303
    assert sessions.person(token) is SOMEBODY
    assert SESSION not in here.cookies


def test_over_https_the_cookie_goes_over_nothing_else(
    accounts: Accounts, sessions: Sessions
) -> None:
    app = Starlette(routes=AccountPage(lambda: accounts, lambda: sessions).routes())
    here = TestClient(app, base_url="https://testserver", follow_redirects=False)
    data = {"form": form_of(here), "name": "王敏", "password": RIGHT}
    answer = here.post("/account/sign-in", data=data)
    assert "Secure" in answer.headers["set-cookie"]


def test_a_form_of_another_page_does_nothing(browser: Callable[[], TestClient]) -> None:
    here = browser()
    data = {"name": "王敏", "password": RIGHT}
    for form in ({}, {"form": ""}, {"form": "x" * 32}):
        answer = here.post("/account/sign-in", data=data | form)
        assert answer.status_code == 400
        assert "表单已失效" in answer.text
        assert SESSION not in here.cookies
    large = here.post("/account/sign-in", data=data | {"form": form_of(here), "name": "x" * 5_000})
    assert "表单已失效" in large.text


def test_a_wrong_password_is_told_as_a_wrong_name_is_and_five_are_too_many(
    browser: Callable[[], TestClient],
) -> None:
    here = browser()
    told = {
        sent(here, "sign-in", name=name, password=password)
        for name, password in (("王敏", "wrong password"), ("没有", RIGHT), ("", ""))
    }
    assert told == {(400, "用户名或密码不对。")}
    for _ in range(2):
        sent(here, "sign-in", name="王敏", password=ANOTHER)
    # The address has failed five times: the right password does not help for a while.
    assert sent(here, "sign-in", name="王敏", password=RIGHT) == (
        400,
        "失败次数过多，请 5 分钟后再试。",
    )
    assert SESSION not in here.cookies


def test_a_password_is_changed_by_who_knows_it_and_ends_other_sessions(
    browser: Callable[[], TestClient], accounts: Accounts, sessions: Sessions
) -> None:
    here, there = browser(), browser()
    for each in (here, there):
        assert sent(each, "sign-in", name="王敏", password=RIGHT)[0] == 303
    change = {"old": RIGHT, "new": ANOTHER, "again": ANOTHER}
    assert sent(here, "password", **change | {"old": "x"}) == (400, "现在的密码不对，未修改。")
    assert sent(here, "password", **change | {"again": "x"})[1] == "两次输入的新密码不同，未修改。"
    short = change | {"new": "short", "again": "short"}
    assert sent(here, "password", **short)[1] == "密码应有 10 至 200 个字符。"
    assert accounts.signed_in("王敏", RIGHT) is not None
    assert sent(here, "password", **change)[0] == 303
    assert sessions.person(here.cookies[SESSION]).name == "王敏"
    assert sessions.person(there.cookies[SESSION]) is SOMEBODY
    assert accounts.signed_in("王敏", ANOTHER) is not None
    assert sent(browser(), "password", **change) == (400, "请先登录。")


def test_what_is_shown_is_escaped_and_its_policy_lets_no_script_run(
    browser: Callable[[], TestClient],
) -> None:
    answer = browser().get("/account?lang=<script>")
    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
