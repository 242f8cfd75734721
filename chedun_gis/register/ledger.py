"""Keep the register: append to it in one short transaction, read it, check it, copy it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Final

from chedun_gis.register.chain import (
    SHIPPED_BY,
    START,
    Break,
    Event,
    Head,
    Link,
    event_of,
    linked,
    verify,
)
from chedun_gis.register.events import (
    KINDS,
    Act,
    Fact,
    PlanEntry,
    Review,
    kind_of,
    refers_to,
    subject_of,
)
from chedun_gis.register.people import Person
from chedun_gis.register.queue import Queue
from chedun_gis.register.standing import SEEDED
from geo import InputError

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

REGISTER_FILE: Final = "register.sqlite"


@dataclass(frozen=True, slots=True)
class Shipped:
    """A fact that came with the data files, and where it stands: `project_stages.csv:3`."""

    where: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Record:
    """All events up to a head, in their order."""

    head: Head = START
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is added all or none."""

    facts: tuple[Fact, ...]
    by: Person
    accept: bool
    seed: tuple[Shipped, ...]
    then: Callable[[], None] | None


class Ledger:
    """The register of an installation: a PostgreSQL database, else a SQLite file.

    Nothing is made before the first event. Every method may raise `InputError` with `where`:
    `register_busy`, `register_full`, `register_read_only`, `register_lost`, `register_no_database`,
    `register_newer` (revision); `register_url`.
    """

    def __init__(self, file: Path, url: str = "") -> None:
        """Remember the place; `url` is of PostgreSQL and goes before the file."""
        self.file, self._url = file, url
        self._kept = Record()
        self._lock = Lock()
        self._queue = Queue(self._write)

    def head(self) -> Head:
        """Return the head as it is now; `START` while there is no event."""
        with self._reading() as connection:
            return START if connection is None else self._head(connection)

    def record(self) -> Record:
        """Return all events up to now; those that were read before are not read again.

        Raises `InputError("register_damaged")` (number) for an event that says nothing.
        """
        with self._lock, self._reading() as connection:
            head = START if connection is None else self._head(connection)
            if connection is None or head == self._kept.head:
                self._kept = self._kept if head == self._kept.head else Record()
                return self._kept
            links = self._links(connection, after=self._kept.head.number)
            known = self._kept.events
            if not links or links[0].previous != self._kept.head.digest:
                links, known = self._links(connection), ()  # another register than before
            self._kept = Record(head, (*known, *map(event_of, links)))
            return self._kept

    def links(self) -> list[Link]:
        """Return the chain as the database holds it."""
        with self._reading() as connection:
            return [] if connection is None else self._links(connection)

    def verify(self, against: Head | None = None) -> Break | None:
        """Return where the chain does not hold, None when it is whole."""
        return verify(self.links(), against)

    def append(
        self,
        facts: Sequence[Fact],
        *,
        by: Person,
        accept: bool = False,
        seed: Sequence[Shipped] = (),
        then: Callable[[], None] | None = None,
    ) -> tuple[Event, ...]:
        """Add facts as events, all or none, and return them with their numbers.

        Threads that come at once share a transaction; each is told when it is on the disk. Before
        the first of what the data files speak of too goes the `seed`. An editor enters, and
        keeps plans (who may touch one in force is asked where it is kept); a reviewer reviews and
        does what else is an act; whoever is alone may review their own entries. With
        `accept` each counts at once, by a review of its own. What is done `then`, by any thread, is
        done in the transaction: when it fails, nothing is entered. Raises `InputError`:
        `role_needed` (role, has), `who_unnamed` (who), `event_unknown`, `review_own`,
        `review_twice`, `correction_other` (number).
        """
        acts = [fact for fact in facts if isinstance(fact, Act)]
        reviews = accept or not all(isinstance(fact, PlanEntry) for fact in acts)
        by.require("reviewer" if reviews else "editor")
        if not by.name.strip() or SHIPPED_BY[-1] in by.name:
            raise InputError("who_unnamed", who=by.name)
        entry = _Entry(tuple(facts), by, accept, tuple(seed), then)
        return tuple(event_of(link) for link in self._queue.done(entry))

    def copy_to(self, file: Path) -> Head:
        """Write a copy of one state of the register as a SQLite file that is not there yet.

        Events are copied as they stand, whole or not. Returns the head.
        """
        links = self.links()
        other = Ledger(file)
        with other._database.writing(other._opened(make=True), file) as (connection, _):
            if links:
                connection.execute(self._database.EVENTS.insert(), [asdict(link) for link in links])
        other.close()
        return Head(links[-1].number, links[-1].digest) if links else START

    def password(self, name: str) -> tuple[str, str] | None:
        """Return the hash of a password and when it was set; None for who has none."""
        with self._reading() as connection:
            if connection is None:
                return None
            return self._database.password(connection, name)  # type: ignore[no-any-return]

    def set_password(self, name: str, hashed: str) -> None:
        """Keep the hash of a password in the place of the one before."""
        at = datetime.now(UTC).isoformat()
        with self._database.writing(self._opened(make=True), self.file) as (connection, _):
            self._database.set_password(connection, name, hashed, at)

    def tokens(self, hashed: str = "") -> list[tuple[str, str, str]]:
        """Return hash, name and moment of the tokens, the oldest first, or of the one."""
        with self._reading() as connection:
            return [] if connection is None else self._database.tokens(connection, hashed)

    def add_token(self, hashed: str, name: str) -> None:
        """Keep the hash of a token that opens reading on somebody's behalf."""
        at = datetime.now(UTC).isoformat()
        with self._database.writing(self._opened(make=True), self.file) as (connection, _):
            self._database.add_token(connection, hashed, name, at)

    def drop_tokens(self, *, hashed: str = "", name: str = "") -> int:
        """Forget a token, or all of somebody's; return how many there were."""
        with self._database.writing(self._opened(make=True), self.file) as (connection, _):
            found: int = self._database.drop_tokens(connection, hashed=hashed, name=name)
            return found

    def close(self) -> None:
        """Close every connection; the next question opens one anew."""
        if "_engine" in self.__dict__:
            self._engine.dispose()

    def _write(self, entries: Sequence["_Entry"]) -> list[tuple[Link, ...] | Exception]:
        """Add each of the entries or tell why not, in one transaction."""
        written: list[tuple[Link, ...] | Exception] = []
        with self._database.writing(self._opened(make=True), self.file) as (connection, last):
            links: list[Link] = []
            head = START if last is None else Head(*last)
            for entry in entries:
                before = len(links)
                try:
                    written.append(self._added(connection, links, head, entry))
                except InputError as error:
                    del links[before:]
                    written.append(error)
                except Exception as error:
                    if entry.then is None:
                        raise
                    # What somebody wanted done with theirs is nobody else's fault.
                    del links[before:]
                    written.append(error)
            if links:
                connection.execute(self._database.EVENTS.insert(), [asdict(link) for link in links])
        return written

    def _added(
        self, connection: "Connection", links: list[Link], head: Head, entry: "_Entry"
    ) -> tuple[Link, ...]:
        """Link an entry to those that are new, which follow a head; return its own links."""
        head = Head(links[-1].number, links[-1].digest) if links else head
        starts = any(isinstance(fact, SEEDED) for fact in entry.facts)
        if starts and not self._seeded(connection, links):
            for each in entry.seed:
                head = _added(links, head, each.fact, SHIPPED_BY + each.where)
        first = len(links)
        for fact in entry.facts:
            self._require_fit(connection, links, fact, entry.by)
            head = _added(links, head, fact, entry.by.name)
            if entry.accept and not isinstance(fact, Act):
                review = Review(entry=head.number, verdict="accepted")
                self._require_fit(connection, links, review, entry.by)
                head = _added(links, head, review, entry.by.name)
        if entry.then is not None:
            entry.then()
        return tuple(links[first:])

    def _require_fit(
        self, connection: "Connection", new: Sequence[Link], fact: Fact, by: Person
    ) -> None:
        """Require that what a fact is about is there, and may be reviewed or corrected so."""
        number = refers_to(fact)
        if number is None:
            return
        entry = self._event(connection, new, number)
        if entry is None or isinstance(entry.fact, Act):
            raise InputError("event_unknown", number=number)
        if not isinstance(fact, Review):
            same = kind_of(entry.fact) == kind_of(fact)
            if not same or subject_of(entry.fact) != subject_of(fact):
                raise InputError("correction_other", number=number)
            return
        if entry.who == by.name and not by.alone:
            raise InputError("review_own", number=number)
        if entry.shipped or self._reviewed(connection, new, number):
            raise InputError("review_twice", number=number)

    def _seeded(self, connection: "Connection", new: Sequence[Link]) -> bool:
        table = self._database.EVENTS
        kinds = [name for name, kind in KINDS.items() if kind in SEEDED]
        if any(link.kind in kinds for link in new):
            return True
        asked = table.select().where(table.c.kind.in_(kinds)).limit(1)
        return connection.execute(asked).first() is not None

    def _event(self, connection: "Connection", new: Sequence[Link], number: int) -> Event | None:
        at = number - new[0].number if new else -1
        found = new[at] if 0 <= at < len(new) else None
        if found is None:
            table = self._database.EVENTS
            row = connection.execute(table.select().where(table.c.number == number)).first()
            found = None if row is None else Link(*row)
        return None if found is None else event_of(found)

    def _reviewed(self, connection: "Connection", new: Sequence[Link], number: int) -> bool:
        at = number - new[0].number if new else -1
        if any(link.about == number and link.kind == "review" for link in new[max(at, 0) :]):
            return True
        if at >= 0:
            return False  # so new that nothing older speaks of it
        table = self._database.EVENTS
        asked = table.select().where(table.c.about == number, table.c.kind == "review")
        return connection.execute(asked).first() is not None

    @cached_property
    def _database(self) -> ModuleType:
        # Half a second of imports, which whoever has no register need not wait for.
        return import_module("chedun_gis.register.database")

    @cached_property
    def _engine(self) -> "Engine":
        found: Engine = self._database.engine_of(self._url, self.file)
        return found

    def _opened(self, *, make: bool = False) -> "Engine":
        if make and not self._url:
            try:
                self.file.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise InputError("register_read_only", where=str(self.file)) from error
        return self._engine

    @contextmanager
    def _reading(self) -> "Iterator[Connection | None]":
        """Give a connection that sees one state; None while there is no register."""
        if not self._url and not self.file.exists():
            yield None
            return
        with self._database.reading(self._opened(), self.file) as connection:
            yield connection if self._database.has_events(connection) else None

    def _head(self, connection: "Connection") -> Head:
        table = self._database.EVENTS
        asked = table.select().order_by(table.c.number.desc()).limit(1)
        row = connection.execute(asked).first()
        return START if row is None else Head(row.number, row.digest)

    def _links(self, connection: "Connection", *, after: int | None = None) -> list[Link]:
        table = self._database.EVENTS
        asked = table.select().order_by(table.c.number)
        if after is not None:
            asked = asked.where(table.c.number > after)
        return [Link(*row) for row in connection.execute(asked)]


def _added(links: list[Link], head: Head, fact: Fact, who: str) -> Head:
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    link = linked(head, fact, who=who, at=at)
    links.append(link)
    return Head(link.number, link.digest)
