"""Remember who has signed in and is at an open visit, and how often somebody tried in vain."""

import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Final, Generic, TypeVar

from chedun_gis.register import SOMEBODY, Accounts, Person, verdicts
from chedun_gis.town import Town, attachments, ledger, once

SESSION: Final = "chedun_session"
LASTS_S: Final = 12 * 3_600.0
_MOST: Final = 10_000
# So many failures in this time, by name and by address, and nobody may try on.
_TRIES: Final = 5
_TRIES_S: Final = 300.0
Shows = TypeVar("Shows")


@dataclass(frozen=True, slots=True)
class Session:
    """Whose it is, until when it lasts, and which password it was opened with."""

    name: str
    ends: float
    stamp: str


class Sessions:
    """The sessions of this process: a restart ends them.

    Who somebody is is asked anew each time, so that another role, another password and the end of
    an account reach open visits too.
    """

    def __init__(
        self, accounts: Callable[[], Accounts], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin without any."""
        self._accounts, self._clock = accounts, clock
        self._open: dict[str, Session] = {}
        self._lock = Lock()

    def begin(self, name: str) -> str:
        """Open a session for who has just signed in; return its token."""
        token, now = secrets.token_urlsafe(32), self._clock()
        found = Session(name, now + LASTS_S, self._accounts().stamp(name))
        with self._lock:
            over = [each for each, session in self._open.items() if session.ends <= now]
            for each in over:
                del self._open[each]
            if len(self._open) >= _MOST:
                del self._open[next(iter(self._open))]
            self._open[token] = found
        return token

    def person(self, token: str) -> Person:
        """Return whose session this is; `SOMEBODY` when it is none, or none any more."""
        with self._lock:
            found = self._open.get(token)
        if found is None:
            return SOMEBODY
        accounts = self._accounts()
        if found.ends <= self._clock() or accounts.stamp(found.name) != found.stamp:
            self.end(token)
            return SOMEBODY
        return accounts.person(found.name) or SOMEBODY

    def end(self, token: str) -> None:
        """Close a session; one that is none does no harm."""
        with self._lock:
            self._open.pop(token, None)


class Tries:
    """Count who failed to sign in lately, so that passwords cannot be tried one after another."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin without any."""
        self._clock = clock
        self._failed: dict[str, deque[float]] = {}
        self._lock = Lock()

    def wait_s(self, *keys: str) -> float:
        """Return how long these have to wait before they may try again, 0 when they need not."""
        now = self._clock()
        with self._lock:
            lately = [self._failed.get(key, deque()) for key in keys]
            waits = [each[0] + _TRIES_S - now for each in lately if len(each) >= _TRIES]
        return max(0.0, *waits) if waits else 0.0

    def failed(self, *keys: str) -> None:
        """Note a failure of these."""
        now = self._clock()
        with self._lock:
            for key in keys:
                self._failed.setdefault(key, deque(maxlen=_TRIES)).append(now)
            old = [key for key, times in self._failed.items() if times[-1] + _TRIES_S <= now]
            for key in old:
                del self._failed[key]

    def forget(self, *keys: str) -> None:
        """Let these try anew: they have signed in."""
        with self._lock:
            for key in keys:
                self._failed.pop(key, None)


class Ended:
    """Sign-ins that were ended here, until they would end by themselves."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin without any."""
        self._clock = clock
        self._until: dict[bytes, float] = {}
        self._lock = Lock()

    def add(self, mark: str) -> None:
        """Note that this one is over."""
        now = self._clock()
        with self._lock:
            self._until = {each: until for each, until in self._until.items() if until > now}
            self._until[_digest(mark)] = now + LASTS_S

    def has(self, mark: str) -> bool:
        """Tell whether this one is over."""
        return _digest(mark) in self._until


class Visits(Generic[Shows]):
    """What was shown last by who is at an open visit, by a number that only its map knows."""

    def __init__(self) -> None:
        """Begin without any."""
        self._shown: OrderedDict[str, Shows] = OrderedDict()
        self._lock = Lock()

    def begin(self, shown: Shows) -> str:
        """Return the number of a new visit."""
        visit = secrets.token_hex(16)
        with self._lock:
            self._shown[visit] = shown
            if len(self._shown) > _MOST:
                self._shown.popitem(last=False)
        return visit

    def renew(self, visit: str, shown: Shows) -> None:
        """Note what is shown now on behalf of a visit; one that did not begin here is none."""
        with self._lock:
            if visit in self._shown:
                self._shown[visit] = shown
                self._shown.move_to_end(visit)

    def shown(self, visit: str) -> Shows | None:
        """Return what was shown last; None when that is not known any more."""
        return self._shown.get(visit)


def _digest(mark: str) -> bytes:
    return blake2b(mark.encode(), digest_size=16).digest()


def state_seen(town: Town, person: Person) -> str:
    """Return a text that is another when somebody would see something else: town, or their role.

    Who has no name, or is at the same machine all the time, needs no telling apart.
    """
    if person.alone or not person.name:
        return town.digest
    seen = f"{town.digest} {person.role} {person.name}"
    return blake2b(seen.encode(), digest_size=16).hexdigest()


def attachment_for(name: str, person: Person) -> bytes | None:
    """Return an attachment for whoever may see it; None otherwise, and when there is none.

    That of an entry that counts is for everybody, any other for who may enter.
    """
    events = ledger().record().events
    said = verdicts(events)
    known = [each.number for each in events if getattr(each.fact, "attachment", "") == name]
    public = any(said[number] == "accepted" for number in known)
    enters = person.may("editor")
    return attachments().content(name) if public or (known and enters) else None


@once
def accounts() -> Accounts:
    """Return the accounts of this process."""
    return Accounts(ledger())


@once
def sessions() -> Sessions:
    """Return the sessions of this process."""
    return Sessions(accounts)
