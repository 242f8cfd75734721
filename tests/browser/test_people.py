"""Who comes in by a proxy or a provider, who only says so, and how open windows follow."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import requests
from playwright.sync_api import expect

from chedun_gis.register import Accounts, Ledger
from chedun_gis.town.installation import ledger_of
from chedun_gis.town.settings import Settings
from tests.browser.conftest import Server, Visit, free_port
from tests.browser.door import TRUSTED, Proxy, asked, provider, status, told_by_page
from tests.people import ALONE

Open = Callable[..., Visit]
PROJECT = "project-film-park-2"
# Of a request that says itself who asks, and from where.
CLAIMED = {"X_Remote_User": quote("王敏"), "X_Remote_Role": "reviewer"}
POSING = CLAIMED | {"X_Forwarded_For": TRUSTED, "Forwarded": f"for={TRUSTED}"}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "space"


@pytest.fixture
def ledger(workspace: Path) -> Ledger:
    return ledger_of(Settings(workspace=str(workspace)))


@pytest.fixture
def behind(workspace: Path) -> Iterator[Server]:
    """A server that believes a proxy at one address of this machine, and no other."""
    running = Server(
        CHEDUN_WORKSPACE=str(workspace),
        CHEDUN_PEOPLE="proxy",
        CHEDUN_TRUSTED_PROXIES=f"{TRUSTED}, 10.0.0.0/8",
        CHEDUN_OGC_ACCESS="people",
    )
    yield running
    running.stop()


def test_only_the_trusted_proxy_says_who_somebody_is(behind: Server) -> None:
    proxy = Proxy(behind.url, **{"X-Remote-User": quote("王敏"), "X-Remote-Role": "editor"})
    raw = Proxy(behind.url, **{"X-Remote-User": "李强"})
    nobody = Proxy(behind.url, **{"X-Remote-User": ""})
    try:
        # By the proxy, on a page's websocket and on routes; what the visitor says is replaced.
        assert "王敏 · 填报人员" in told_by_page(proxy.url, **CLAIMED)
        assert "李强 · 查看者" in told_by_page(raw.url)
        assert status(f"{proxy.url}/ogc?f=json") == status(f"{raw.url}/ogc?f=json") == 200
        state = asked(f"{proxy.url}/gis/state.json")
        assert state[0] == 200
        bare = asked(f"{behind.url}/gis/state.json")
        assert state != bare
        # From another address of the same machine, whatever it says of where it comes from.
        for said in (CLAIMED, POSING, POSING | {"X_Real_IP": TRUSTED}):
            assert "王敏" not in told_by_page(behind.url, **said)
            assert status(f"{behind.url}/ogc?f=json", **said) == 401
            assert asked(f"{behind.url}/gis/state.json", **said) == bare
        assert 'class="account-link"' not in told_by_page(nobody.url)
        assert status(f"{nobody.url}/ogc?f=json") == 401
    finally:
        for each in (proxy, raw, nobody):
            each.stop()


def test_an_open_window_follows_what_the_proxy_and_the_table_say(
    behind: Server, visit: Open, ledger: Ledger
) -> None:
    accounts = Accounts(ledger)
    accounts.give("王敏", "editor", by=ALONE, elsewhere=True)
    proxy = Proxy(behind.url, **{"X-Remote-User": quote("王敏"), "X-Remote-Role": ""})
    here = visit()
    try:
        here.open(f"{proxy.url}/?project={PROJECT}")
        link = here.page.locator(".account-link")
        update = here.page.get_by_role("button", name="更新进展")
        expect(link).to_have_text("王敏 · 填报人员")
        expect(update).to_have_count(1)
        accounts.give("王敏", "reader", by=ALONE)
        expect(link).to_have_text("王敏 · 查看者")
        expect(update).to_have_count(0)
        # The proxy says another role, then nobody any more: its headers reach the map's requests.
        proxy.headers["X-Remote-Role"] = "reviewer"
        expect(link).to_have_text("王敏 · 审核人员")
        expect(update).to_have_count(1)
        proxy.headers["X-Remote-User"] = ""
        expect(link).to_have_count(0)
        expect(update).to_have_count(0)
        assert here.complaints == []
    finally:
        proxy.stop()


def test_an_address_that_is_only_said_does_not_give_new_tries(workspace: Path) -> None:
    running = Server(CHEDUN_WORKSPACE=str(workspace), CHEDUN_PEOPLE="accounts")
    try:
        session = requests.Session()
        session.trust_env = False

        def tried(number: int) -> str:
            page = session.get(f"{running.url}/account", timeout=30).text
            [form] = re.findall(r'name="form" value="([^"]+)"', page)
            fields = {"form": form, "name": f"n{number}", "password": "wrong password"}
            said = {"X-Forwarded-For": f"10.0.0.{number}"}
            address = f"{running.url}/account/sign-in"
            return session.post(address, data=fields, headers=said, timeout=30).text

        assert ["失败次数过多" in tried(number) for number in range(6)] == [False] * 5 + [True]
    finally:
        running.stop()


USERS = (
    {"sub": "1", "preferred_username": "王敏", "realm": {"roles": ["staff", "gis-editors"]}},
    {"sub": "2", "preferred_username": "李强"},
)


@pytest.fixture
def signing(workspace: Path) -> Iterator[Server]:
    """A server at which people sign in by a provider."""
    port = free_port()
    with provider(*(json.dumps(user) for user in USERS)) as issuer:
        running = Server(
            port,
            CHEDUN_WORKSPACE=str(workspace),
            CHEDUN_PEOPLE="oidc",
            CHEDUN_OIDC_ISSUER=issuer,
            CHEDUN_OIDC_CLIENT_ID="chedun",
            CHEDUN_OIDC_CLIENT_SECRET='a "secret" \\ # = of 20 %',  # noqa: S106 - a test's
            CHEDUN_OIDC_REDIRECT_URL=f"http://127.0.0.1:{port}/oauth2callback",
            CHEDUN_OIDC_ROLE_CLAIM="realm.roles",
            CHEDUN_OIDC_ROLES="gis-editors=editor,gis-leads=reviewer",
            CHEDUN_OGC_ACCESS="people",
            NO_PROXY="127.0.0.1",
        )
        yield running
        running.stop()


def signed_in(here: Visit, url: str, sub: str) -> None:
    here.open(url)
    here.page.get_by_role("button", name="登录").click()
    here.page.get_by_role("button", name=sub, exact=True).click()
    here.page.wait_for_url(re.compile(f"^{url}/"))
    here.wait_drawn("projects")


def test_who_signs_in_at_a_provider_is_known_until_they_sign_out_anywhere(
    signing: Server, visit: Open, ledger: Ledger, workspace: Path
) -> None:
    editor, other = visit(), visit()
    service = f"{signing.url}/ogc?f=json"
    signed_in(editor, signing.url, "1")
    link = editor.page.locator(".account-link")
    expect(link).to_have_text("王敏 · 填报人员")
    editor.open(f"{signing.url}/?project={PROJECT}")
    update = editor.page.get_by_role("button", name="更新进展")
    expect(update).to_have_count(1)
    assert editor.page.request.get(service).status == 200
    assert other.page.request.get(service).status == 401

    # Of whom the claim says nothing the table does, also while the window is open.
    signed_in(other, signing.url, "2")
    expect(other.page.locator(".account-link")).to_have_text("李强 · 查看者")
    Accounts(ledger).give("李强", "reviewer", by=ALONE, elsewhere=True)
    expect(other.page.locator(".account-link")).to_have_text("李强 · 审核人员")

    # Signed out in another tab: the first one follows, and the cookie is nobody's, whoever kept it.
    kept = {each["name"]: each["value"] for each in editor.page.context.cookies()}
    tab = editor.page.context.new_page()
    tab.goto(signing.url)
    tab.get_by_role("button", name="退出登录").click()
    tab.get_by_text("End session").first.wait_for()
    expect(link).to_have_count(0)
    expect(update).to_have_count(0)
    expect(editor.page.get_by_role("button", name="登录")).to_have_count(1)
    assert editor.page.request.get(service).status == 401
    assert requests.get(service, cookies=kept, timeout=30).status_code == 401
    assert editor.page.request.get(f"{signing.url}/gis/state.json").status == 200
    # And signed in again in a third one, it follows too.
    third = editor.page.context.new_page()
    third.goto(signing.url)
    third.get_by_role("button", name="登录").click()
    third.get_by_role("button", name="1", exact=True).click()
    expect(link).to_have_text("王敏 · 填报人员")
    assert (workspace / "sign-in.secrets.toml").stat().st_mode & 0o777 == 0o600
