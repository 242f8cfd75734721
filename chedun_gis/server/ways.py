"""Say who asks: by the one way in that the settings name, for requests and open visits alike.

A way takes what a request shows, cookies and headers, and returns a person. What they may is asked
of the register each time, so that another role reaches open visits too.
"""

import json
import re
from base64 import b64decode
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from starlette.requests import HTTPConnection

from chedun_gis.register import ROLES, SOMEBODY, Accounts, Person, is_name, local_person
from chedun_gis.server.peers import networks
from chedun_gis.server.sessions import SESSION, Ended, Sessions, Visits, accounts, sessions
from chedun_gis.town import Settings

LOCAL, ACCOUNTS, OIDC, PROXY = "local", "accounts", "oidc", "proxy"
_HALF_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a request, or the connection of a visit, shows of who asks; headers in small letters."""

    cookies: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def shown_by(asked: HTTPConnection) -> Shown:
    """Return what a request shows."""
    return Shown(dict(asked.cookies), {name.lower(): text for name, text in asked.headers.items()})


def _nothing(_: Mapping[str, str]) -> Claims:
    return {}


def _elsewhere() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Means:
    """What the ways rest on.

    `claims` reads what a provider said from the cookie that Streamlit signed, {} when it did not;
    `alone` tells whether the server answers this machine only.
    """

    told: Settings
    accounts: Callable[[], Accounts] = accounts
    sessions: Callable[[], Sessions] = sessions
    claims: Callable[[Mapping[str, str]], Claims] = _nothing
    alone: Callable[[], bool] = _elsewhere
    ended: Ended = field(default_factory=Ended)


class Way:
    """A way in; this one is nobody's."""

    def __init__(self, means: Means) -> None:
        """Remember what it rests on."""
        self.means = means

    def person(self, shown: Shown) -> Person:  # noqa: ARG002 - nobody, whatever is shown
        """Return who shows this; `SOMEBODY` when it says nothing."""
        return SOMEBODY

    def end(self, shown: Shown) -> None:
        """Let what is shown say nothing from now on, where that can be done here."""

    def wrong(self) -> tuple[str, dict[str, str]] | None:
        """Return what to say at the start, with its parts, where nobody may enter as it is."""
        return "people.unknown", {}


class Local(Way):
    """Whoever opens the pages on this machine is the one person who works here."""

    def person(self, shown: Shown) -> Person:  # noqa: ARG002 - whatever is shown
        """Return that person, and nobody when other machines are answered too."""
        return local_person() if self.means.alone() else SOMEBODY

    def wrong(self) -> tuple[str, dict[str, str]] | None:
        """Say that nobody may enter when other machines are answered too."""
        return None if self.means.alone() else ("people.local", {})


class ByAccount(Way):
    """A session of ours, in a cookie."""

    def person(self, shown: Shown) -> Person:
        """Return whose session it is."""
        return self.means.sessions().person(shown.cookies.get(SESSION, ""))

    def end(self, shown: Shown) -> None:
        """Close the session."""
        self.means.sessions().end(shown.cookies.get(SESSION, ""))

    def wrong(self) -> None:
        """Nothing can be: accounts are in the register."""


class ByProvider(Way):
    """What an OpenID provider said, in the cookie that Streamlit signed."""

    def person(self, shown: Shown) -> Person:
        """Return who signed in there; roles are those of the claim, else of the table."""
        told, said = self.means.told.provider, self._claims(shown)
        name = said.get(told.name_claim)
        if not said or not isinstance(name, str) or self.means.ended.has(_mark(said)):
            return SOMEBODY
        if told.name_claim == "email" and said.get("email_verified") is False:
            return SOMEBODY
        known = dict(told.roles)
        roles = [
            known.get(each, each if not known else "") for each in _claim(said, told.role_claim)
        ]
        return _named(name, roles, self.means.accounts())

    def end(self, shown: Shown) -> None:
        """End the sign-in for open visits too, and for whoever kept the cookie."""
        said = self._claims(shown)
        if said:
            self.means.ended.add(_mark(said))

    def wrong(self) -> tuple[str, dict[str, str]] | None:
        """Say what of the settings is missing."""
        missing = self.means.told.provider.missing
        return ("people.oidc", {"missing": ", ".join(missing)}) if missing else None

    def _claims(self, shown: Shown) -> Claims:
        return {} if self.means.told.provider.missing else self.means.claims(shown.cookies)


class ByProxy(Way):
    """What a trusted proxy says in headers; of others they were taken off (`peers.Peers`)."""

    def person(self, shown: Shown) -> Person:
        """Return whom the proxy names; roles are those it says, else of the table."""
        told = self.means.told
        name = _header(shown, told.user_header)
        roles = [each.strip() for each in _header(shown, told.role_header).split(",")]
        return _named(name, [each for each in roles if each], self.means.accounts())

    def wrong(self) -> tuple[str, dict[str, str]] | None:
        """Say so when no proxy is trusted, and what of the setting is no address."""
        found, wrong = networks(self.means.told.trusted_proxies)
        if wrong:
            return "people.proxy_wrong", {"wrong": ", ".join(wrong)}
        return None if found else ("people.proxy", {})


WAYS: Final[Mapping[str, type[Way]]] = MappingProxyType(
    {LOCAL: Local, ACCOUNTS: ByAccount, OIDC: ByProvider, PROXY: ByProxy}
)


class Who:
    """Tells who asks, and who is at an open visit."""

    def __init__(self, means: Means) -> None:
        """Take the way that the settings name; by any other word everybody is nobody."""
        self.means = means
        self.way = WAYS.get(means.told.people, Way)(means)
        self.visits: Visits[Shown] = Visits()

    def person(self, shown: Shown) -> Person:
        """Return who shows this, as it is now."""
        return self.way.person(shown)

    def look(self, visit: str, shown: Shown) -> Person:
        """Return who asks on behalf of an open visit, and let the visit be theirs from now on.

        A visit knows only what its connection showed at the beginning; its map asks with what the
        browser and the proxy show now.
        """
        self.visits.renew(visit, shown)
        return self.person(shown)

    def reads(self, shown: Shown) -> bool:
        """Tell whether the data service is for who shows this, when it is for people only.

        That is whoever is known by the way in, and who has a token: it opens this and no more.
        """
        person = self.person(shown)
        if person.name or person.alone:
            return True
        token = token_in(shown.headers.get("authorization", ""))
        return bool(token) and self.means.accounts().reader(token) is not None


def token_in(authorization: str) -> str:
    """Return the token of a header: as `Bearer`, or as the password of `Basic` under any name."""
    kind, _, text = authorization.strip().partition(" ")
    if kind.lower() == "bearer":
        return text.strip()
    if kind.lower() != "basic":
        return ""
    try:
        return b64decode(text.strip(), validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def _named(name: str, said: Collection[str], known: Accounts) -> Person:
    """Return a person with the highest role that is said of them, else with that of the table."""
    if not is_name(name):
        return SOMEBODY
    if not said:
        return known.person(name) or Person(name)
    return Person(name, next((role for role in reversed(ROLES) if role in said), ROLES[0]))


def _header(shown: Shown, name: str) -> str:
    """Return a header's text: UTF-8, as it is or percent-encoded; "" when it is neither."""
    raw = shown.headers.get(name.lower(), "")
    if _HALF_ESCAPE.search(raw):
        return ""
    try:
        return unquote_to_bytes(raw.encode("latin-1")).decode()
    except UnicodeError:
        return ""


def _claim(said: Claims, path: str) -> Iterator[str]:
    """Give the texts of a claim; `realm_access.roles` is one inside another."""
    found: object = said
    for name in path.split(".") if path else ():
        found = found.get(name) if isinstance(found, Mapping) else None
    many = found if isinstance(found, list) else [found]
    yield from (each for each in many if isinstance(each, str) and each)


def _mark(said: Claims) -> str:
    """Return what tells one sign-in from every other: each has a nonce of its own."""
    return json.dumps(said, sort_keys=True, ensure_ascii=True)
