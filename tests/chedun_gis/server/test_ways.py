"""Four ways in: who somebody is by each, and what a token opens."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.register import ROLES, SOMEBODY, Accounts, Ledger, Person
from chedun_gis.server.sessions import SESSION, Ended, Sessions, Visits, state_seen
from chedun_gis.server.ways import WAYS, Means, Shown, Who, token_in
from chedun_gis.texts import LANGS, say
from chedun_gis.town import open_town, settings_from
from tests.people import ALONE

OIDC = {
    "CHEDUN_PEOPLE": "oidc",
    "CHEDUN_OIDC_ISSUER": "https://id.example",
    "CHEDUN_OIDC_CLIENT_ID": "chedun",
    "CHEDUN_OIDC_CLIENT_SECRET": "secret",
    "CHEDUN_OIDC_REDIRECT_URL": "https://gis.example/oauth2callback",
}
PROXY = {"CHEDUN_PEOPLE": "proxy", "CHEDUN_TRUSTED_PROXIES": "10.0.0.1"}
Made = Callable[..., Who]


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    found = Accounts(Ledger(tmp_path / "register.sqlite"))
    found.give("王敏", "editor", by=ALONE, elsewhere=True)
    return found


@pytest.fixture
def made(accounts: Accounts) -> Made:
    def make(
        told: Mapping[str, str], *, claims: Mapping[str, Any] | None = None, alone: bool = False
    ) -> Who:
        sessions = Sessions(lambda: accounts)
        return Who(
            Means(
                settings_from(told),
                accounts=lambda: accounts,
                sessions=lambda: sessions,
                claims=lambda cookies: (claims or {}) if "signed" in cookies else {},
                alone=lambda: alone,
            )
        )

    return make


SIGNED = Shown({"signed": "by Streamlit"})


def by_proxy(name: str = "", role: str | None = None) -> Shown:
    headers = {"x-remote-user": name} | ({} if role is None else {"x-remote-role": role})
    return Shown({}, headers)


def test_on_this_machine_alone_one_person_has_all_roles(made: Made) -> None:
    here = made({}, alone=True).person(Shown())
    assert (here.alone, here.role) == (True, "reviewer")
    assert made({}, alone=False).person(Shown()) is SOMEBODY


@pytest.mark.parametrize("people", ["ldap", "none", "Proxy!", "oidc,proxy"])
def test_by_an_unknown_word_everybody_is_nobody(made: Made, people: str) -> None:
    who = made({"CHEDUN_PEOPLE": people}, claims={"preferred_username": "王敏"}, alone=True)
    for shown in (Shown(), SIGNED, by_proxy("王敏", "reviewer")):
        assert who.person(shown) is SOMEBODY
    assert who.way.wrong() == ("people.unknown", {})


@pytest.mark.parametrize("people", [*WAYS, "ldap"])
def test_each_way_believes_only_what_is_its_own(made: Made, people: str) -> None:
    shown = {
        "accounts": Shown({SESSION: "x"}),
        "oidc": SIGNED,
        "proxy": by_proxy(quote("王敏"), "editor"),
    }
    who = made({**OIDC, **PROXY, "CHEDUN_PEOPLE": people}, claims={"preferred_username": "王敏"})
    for way, each in shown.items():
        known = way == people != "accounts"
        assert who.person(each) == (Person("王敏", "editor") if known else SOMEBODY)


# ---- proxy


@pytest.mark.parametrize(
    ("name", "role", "person"),
    [
        (quote("王敏"), None, Person("王敏", "editor")),
        ("王敏".encode().decode("latin-1"), None, Person("王敏", "editor")),
        (quote("王敏"), "reviewer", Person("王敏", "reviewer")),
        (quote("王敏"), "reader", Person("王敏", "reader")),
        (quote("王敏"), "guest", Person("王敏", "reader")),
        (quote("王敏"), "staff, editor", Person("王敏", "editor")),
        (quote("王敏"), "", Person("王敏", "editor")),
        ("li@x.example", None, Person("li@x.example", "reader")),
        ("100%25", None, Person("100%", "reader")),
    ],
)
def test_a_proxy_says_who_and_the_table_what_they_may(
    made: Made, name: str, role: str | None, person: Person
) -> None:
    assert made(PROXY).person(by_proxy(name, role)) == person


@pytest.mark.parametrize(
    "name",
    [
        "",
        "%",
        "100%",
        "%zz",
        "\xff",
        "%FF",
        "%00",
        "a%0Ab",
        "a%2Fb",
        " a",
        "%20a",
        "x" * 41,
        "\u0100",
    ],
)
def test_what_is_no_name_is_nobody(made: Made, name: str) -> None:
    assert made(PROXY).person(by_proxy(name, "reviewer")) is SOMEBODY


@given(st.text(max_size=60), st.text(max_size=20))
def test_whatever_a_header_holds_does_no_harm(name: str, role: str) -> None:
    accounts = Accounts(Ledger(Path("/nonexistent/register.sqlite")))
    person = Who(Means(settings_from(PROXY), accounts=lambda: accounts)).person(
        by_proxy(name, role)
    )
    assert person.role in ROLES
    assert person.name or person is SOMEBODY


def test_headers_may_be_called_otherwise(made: Made) -> None:
    who = made(PROXY | {"CHEDUN_USER_HEADER": "Remote-User", "CHEDUN_ROLE_HEADER": "Remote-Groups"})
    shown = Shown({}, {"remote-user": "li", "remote-groups": "editor", "x-remote-user": "王敏"})
    assert who.person(shown) == Person("li", "editor")


# ---- oidc


@pytest.mark.parametrize(
    ("told", "claims", "person"),
    [
        ({}, {"preferred_username": "王敏"}, Person("王敏", "editor")),
        ({}, {"preferred_username": "李强"}, Person("李强", "reader")),
        ({}, {"preferred_username": "王敏", "roles": ["reviewer"]}, Person("王敏", "editor")),
        ({}, {"name": "王敏"}, SOMEBODY),
        ({}, {"preferred_username": ["王敏"]}, SOMEBODY),
        ({}, {"preferred_username": "a/b"}, SOMEBODY),
        ({"NAME_CLAIM": "name"}, {"name": "李强"}, Person("李强")),
        ({"NAME_CLAIM": "email"}, {"email": "a@b.c", "email_verified": False}, SOMEBODY),
        ({"NAME_CLAIM": "email"}, {"email": "a@b.c", "email_verified": True}, Person("a@b.c")),
        (
            {"ROLE_CLAIM": "roles"},
            {"preferred_username": "李强", "roles": ["x", "editor", "reader"]},
            Person("李强", "editor"),
        ),
        (
            {"ROLE_CLAIM": "roles"},
            {"preferred_username": "王敏", "roles": "reviewer"},
            Person("王敏", "reviewer"),
        ),
        # What a claim says decides; where it says nothing the table does.
        ({"ROLE_CLAIM": "roles"}, {"preferred_username": "王敏", "roles": ["x"]}, Person("王敏")),
        ({"ROLE_CLAIM": "r"}, {"preferred_username": "王敏", "r": 7}, Person("王敏", "editor")),
        ({"ROLE_CLAIM": "r"}, {"preferred_username": "王敏"}, Person("王敏", "editor")),
        (
            {"ROLE_CLAIM": "realm.roles", "ROLES": "leads=reviewer,a=b=editor"},
            {"preferred_username": "李强", "realm": {"roles": ["a=b"]}},
            Person("李强", "editor"),
        ),
        # Named otherwise, our own words are none of the provider's.
        (
            {"ROLE_CLAIM": "roles", "ROLES": "leads=reviewer"},
            {"preferred_username": "李强", "roles": ["reviewer"]},
            Person("李强"),
        ),
    ],
)
def test_a_provider_says_who_and_a_claim_or_the_table_what_they_may(
    made: Made, told: dict[str, str], claims: dict[str, Any], person: Person
) -> None:
    settings = OIDC | {f"CHEDUN_OIDC_{name}": text for name, text in told.items()}
    who = made(settings, claims=claims)
    assert who.person(SIGNED) == person
    assert who.person(Shown()) is SOMEBODY


def test_an_ended_sign_in_is_nobodys_wherever_it_is_shown(made: Made) -> None:
    claims = {"preferred_username": "王敏", "nonce": "1"}
    who = made(OIDC, claims=claims)
    assert who.person(SIGNED).name == "王敏"
    who.way.end(SIGNED)
    assert who.person(SIGNED) is SOMEBODY
    claims["nonce"] = "2"  # they sign in anew
    assert who.person(SIGNED).name == "王敏"
    who.way.end(Shown())


def test_an_end_is_forgotten_when_it_is_over_anyhow() -> None:
    now = [0.0]
    ended = Ended(lambda: now[0])
    ended.add("a")
    now[0] = 12 * 3_600 - 1
    ended.add("b")
    assert ended.has("a")
    now[0] += 1
    ended.add("c")
    assert [ended.has(each) for each in "abc"] == [False, True, True]


# ---- what is wrong at the start


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({}, "CHEDUN_PEOPLE"),
        ({"CHEDUN_PEOPLE": "proxy"}, "CHEDUN_TRUSTED_PROXIES"),
        (PROXY | {"CHEDUN_TRUSTED_PROXIES": "nginx, 10.0.0.1"}, "nginx"),
        *((OIDC | {name: ""}, name) for name in OIDC if name != "CHEDUN_PEOPLE"),
        (OIDC | {"CHEDUN_OIDC_REDIRECT_URL": "https://gis.example/"}, "/oauth2callback"),
    ],
)
def test_what_is_missing_is_said_and_everybody_is_a_reader(
    made: Made, told: dict[str, str], named: str
) -> None:
    who = made(told, claims={"preferred_username": "王敏"})
    wrong = who.way.wrong()
    assert wrong is not None
    for lang in LANGS:
        assert named in say(wrong[0], lang, **wrong[1])
    assert who.person(SIGNED) is SOMEBODY


@pytest.mark.parametrize("told", [OIDC, PROXY, {"CHEDUN_PEOPLE": "accounts"}])
def test_nothing_is_said_when_nothing_is_missing(made: Made, told: dict[str, str]) -> None:
    assert made(told).way.wrong() is None
    assert "secret" not in repr(settings_from(OIDC)).replace("client_secret", "")


# ---- open visits


def test_an_open_visit_is_whose_its_map_last_asked(made: Made) -> None:
    who = made(PROXY)
    visit = who.visits.begin(by_proxy("li", "editor"))
    assert who.look(visit, by_proxy("li", "reader")) == Person("li", "reader")
    now = who.visits.shown(visit)
    assert now is not None
    assert who.person(now) == Person("li", "reader")
    who.look(visit, Shown())
    assert who.visits.shown(visit) == Shown()
    for other in ("", "x", visit[:-1]):
        who.look(other, by_proxy("li", "reviewer"))
        assert who.visits.shown(other) is None


def test_visits_are_as_many_as_the_server_bears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chedun_gis.server.sessions._MOST", 2)
    visits: Visits[int] = Visits()
    one, two = visits.begin(1), visits.begin(2)
    visits.renew(one, 3)
    three = visits.begin(4)
    assert [visits.shown(each) for each in (one, two, three)] == [3, None, 4]


def test_the_state_is_another_for_another_role_or_person() -> None:
    town = open_town()
    people = [SOMEBODY, Person("a"), Person("b"), Person("a", "editor")]
    assert len({state_seen(town, each) for each in people}) == 4
    assert state_seen(town, ALONE) == state_seen(town, SOMEBODY) == town.digest


# ---- tokens


def basic(name: str, password: str) -> str:
    return "Basic " + b64encode(f"{name}:{password}".encode()).decode()


@pytest.mark.parametrize(
    ("header", "token"),
    [
        ("Bearer abc", "abc"),
        ("bearer  abc ", "abc"),
        (basic("qgis", "abc"), "abc"),
        (basic("", "abc"), "abc"),
        (basic("王敏", "a:b"), "a:b"),
        ("Basic abc", ""),
        ("Basic " + b64encode(b"\xff:\xff").decode(), ""),
        ("Digest abc", ""),
        ("Bearer", ""),
        ("", ""),
    ],
)
def test_a_token_comes_as_bearer_or_as_a_password(header: str, token: str) -> None:
    assert token_in(header) == token


@pytest.mark.parametrize("people", [*WAYS, "ldap"])
def test_a_token_reads_by_every_way_in_and_is_nobody_on_the_pages(
    made: Made, accounts: Accounts, people: str
) -> None:
    token = accounts.new_token("王敏", by=ALONE)
    who = made({**OIDC, **PROXY, "CHEDUN_PEOPLE": people})
    for header in (f"Bearer {token}", basic("qgis", token)):
        shown = Shown({}, {"authorization": header})
        assert who.reads(shown)
        assert who.person(shown) is SOMEBODY
    for wrong in ("Bearer x", basic(token, "x"), f"Digest {token}", ""):
        assert not who.reads(Shown({}, {"authorization": wrong}))
    accounts.take("王敏", by=ALONE)
    assert not who.reads(Shown({}, {"authorization": f"Bearer {token}"}))


def test_who_is_known_by_the_way_in_reads_without_a_token(made: Made) -> None:
    assert made({}, alone=True).reads(Shown())
    assert not made({}, alone=False).reads(Shown())
    assert made(PROXY).reads(by_proxy("li"))
    assert not made(PROXY).reads(by_proxy("a/b"))
    who = made(OIDC, claims={"preferred_username": "li"})
    assert who.reads(SIGNED)
    assert not who.reads(replace(SIGNED, cookies={}))
