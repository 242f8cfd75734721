"""Link the entries: each carries the digest of what it says and of the one before it.

A chain without a key shows what was changed, removed or put in. That its tail was cut, or that all
of it was written anew, is seen against a head that was kept elsewhere: on paper, in a backup.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Final, Literal

from chedun_gis.register.events import Fact, canonical, kind_of, refers_to, required
from geo import InputError

GENESIS: Final = "0" * 64
# Who entered what came with the data files; no account has this sign in its name.
SHIPPED_BY: Final = "data/"
_HEAD: Final = re.compile(r"(\d{1,15}):([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends: the number of its last event, and its digest."""

    number: int
    digest: str

    def __str__(self) -> str:
        """Return it as it is printed and given back to `audit --against`."""
        return f"{self.number}:{self.digest}"


START: Final = Head(0, GENESIS)


@dataclass(frozen=True, slots=True)
class Link:
    """An event as the database holds it, every part a text or number.

    `fact` is the canonical text of what happened, `about` the number of the event that it reviews
    or corrects, `at` the moment in UTC.
    """

    number: int
    at: str
    who: str
    kind: str
    about: int | None
    fact: str
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, who entered it and when (UTC), under its number."""

    number: int
    at: str
    who: str
    fact: Fact

    @property
    def shipped(self) -> bool:
        """Tell whether it came with the data files."""
        return self.who.startswith(SHIPPED_BY)


@dataclass(frozen=True, slots=True)
class Break:
    """The first event at which a chain does not hold, and what happened to it.

    `cut` and `anew` are seen only against a head that was kept.
    """

    number: int
    what: Literal["changed", "removed", "put_in", "cut", "anew"]


def digest_of(link: Link) -> str:
    """Return the SHA-256 (hex) of what an event says and of its predecessor's digest."""
    said = [link.number, link.at, link.who, link.kind, link.about, link.fact, link.previous]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode(errors="surrogatepass")).hexdigest()


def linked(head: Head, fact: Fact, *, who: str, at: str) -> Link:
    """Return the event that follows a head."""
    about = refers_to(fact)
    number, kind = head.number + 1, kind_of(fact)
    open_ = Link(number, at, who, kind, about, canonical(fact), head.digest, "")
    return Link(number, at, who, kind, about, open_.fact, head.digest, digest_of(open_))


def event_of(link: Link) -> Event:
    """Return what an event says; raises `InputError("register_damaged")` when it says nothing."""
    try:
        fact = required(link.kind, json.loads(link.fact))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise InputError("register_damaged", number=link.number) from error
    return Event(link.number, link.at, link.who, fact)


def head_of(text: str) -> Head:
    """Return the head that a text gives; raises `InputError("head_form")` (value) for another."""
    found = _HEAD.fullmatch(text.strip().lower())
    if found is None:
        raise InputError("head_form", value=text)
    return Head(int(found[1]), found[2])


def verify(links: Iterable[Link], against: Head | None = None) -> Break | None:
    """Return where a chain, in the order in which it is kept, does not hold; None when it is whole.

    An event that was written anew together with its own digest is found by its successor.
    """
    chain = list(links)
    found = _first_break(chain)
    if found is not None or against is None:
        return found
    if len(chain) < against.number:
        return Break(len(chain) + 1, "cut")
    at = chain[against.number - 1].digest if against.number else GENESIS
    return None if at == against.digest else Break(against.number, "anew")


def _first_break(chain: Sequence[Link]) -> Break | None:
    for number, link in enumerate(chain, start=1):
        if link.number != number:
            gone = link.number > number
            return Break(number, "removed") if gone else Break(link.number, "put_in")
        if digest_of(link) != link.digest:
            return Break(number, "changed")
    if chain and chain[0].previous != GENESIS:
        return Break(1, "changed")
    for before, link in pairwise(chain):
        if link.previous == before.digest:
            continue
        # Whoever follows it vouches for this one: then its predecessor is another than it was.
        vouched = link.number == len(chain) or chain[link.number].previous == link.digest
        return Break(before.number if vouched else link.number, "changed")
    return None
