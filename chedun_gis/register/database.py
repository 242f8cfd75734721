"""Open the register's database, SQLite or PostgreSQL, and say in one sentence what fails there.

Both are asked alike. What is SQLAlchemy's is loaded only by who has a register.
"""

import math
import os
import random
import sqlite3
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Final
from urllib.parse import quote

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from geo import InputError

EVENTS: Final = sa.table(
    "events",
    *(
        sa.column(name, kind)
        for name, kind in (
            ("number", sa.BigInteger()),
            ("at", sa.Text()),
            ("who", sa.Text()),
            ("kind", sa.Text()),
            ("about", sa.BigInteger()),
            ("fact", sa.Text()),
            ("previous", sa.Text()),
            ("digest", sa.Text()),
        )
    ),
)
_CREDENTIALS: Final = sa.table(
    "credentials",
    sa.column("name", sa.Text()),
    sa.column("hash", sa.Text()),
    sa.column("changed", sa.Text()),
)
_TOKENS: Final = sa.table(
    "tokens",
    sa.column("hash", sa.Text()),
    sa.column("name", sa.Text()),
    sa.column("made", sa.Text()),
)
_PATIENCE_S: Final = 20
_CONNECT_S: Final = 5
# Pauses of those who wait for a file: at first, half of that after so long, never less than.
_FIRST_S: Final = 0.004
_SOON_S: Final = 0.02
_SHORTEST_S: Final = 0.0005
_AT_ONCE_S: Final = 0.05
# Of PostgreSQL's advisory locks: whoever appends to a register holds this one.
_LOCK: Final = 0x43_48_45_44
_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_IS_THERE: Final = {
    "sqlite": "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'",
    "postgresql": "SELECT 1 WHERE to_regclass('alembic_version') IS NOT NULL",
}
# The version of the tables and, when there is one, the last event.
_LAST: Final = (
    "SELECT version_num, number, digest FROM alembic_version LEFT JOIN "
    "(SELECT number, digest FROM events ORDER BY number DESC LIMIT 1) AS last ON 1 = 1"
)
Last = tuple[int, str] | None
_VERSIONS: Final = sa.table("alembic_version", sa.column("version_num", sa.Text()))

# What the database calls its faults (https://sqlite.org/rescode.html, PostgreSQL appendix A), by
# their beginnings.
_FAULTS: Final = (
    ("SQLITE_BUSY", "register_busy"),
    ("SQLITE_LOCKED", "register_busy"),
    ("SQLITE_FULL", "register_full"),
    ("SQLITE_IOERR", "register_full"),
    ("SQLITE_READONLY", "register_read_only"),
    ("SQLITE_CANTOPEN", "register_read_only"),
    ("SQLITE_PERM", "register_read_only"),
    ("SQLITE_CORRUPT", "register_no_database"),
    ("SQLITE_NOTADB", "register_no_database"),
    ("53", "register_full"),  # insufficient resources, as 53100 disk_full
    ("55P03", "register_busy"),  # lock_not_available
    ("57014", "register_busy"),  # statement_timeout
    ("25006", "register_read_only"),
    ("42501", "register_read_only"),  # insufficient_privilege
)
# What Alembic works on is known to its whole process.
_MIGRATING: Final = Lock()
_ENGINES: Final["weakref.WeakSet[Engine]"] = weakref.WeakSet()
# Of those of PostgreSQL, where this process has seen the tables.
_MADE: Final["weakref.WeakSet[Engine]"] = weakref.WeakSet()
# When this process had to wait last for a file.
_WAITED: Final["weakref.WeakKeyDictionary[Engine, float]"] = weakref.WeakKeyDictionary()


def _after_fork() -> None:
    """Let a forked process open connections of its own; those it inherits are its parent's."""
    for engine in list(_ENGINES):
        engine.dispose(close=False)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def engine_of(url: str, file: Path) -> Engine:
    """Return the engine of a database: of a PostgreSQL URL, else of a SQLite file.

    Nothing is opened yet. Raises `InputError("register_url")` for a URL of something else.
    """
    engine = _postgresql(url) if url else _sqlite(file)
    _ENGINES.add(engine)
    return engine


def _postgresql(url: str) -> Engine:
    try:
        found = make_url(url)
    except ArgumentError as error:
        raise InputError("register_url") from error
    if found.drivername not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise InputError("register_url")
    ms = round(1_000 * _PATIENCE_S)
    waits = f"-c lock_timeout={ms} -c statement_timeout={3 * ms}"
    return sa.create_engine(
        found.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        connect_args={"connect_timeout": _CONNECT_S, "options": waits},
    )


def _sqlite(file: Path) -> Engine:
    def connect() -> sqlite3.Connection:
        address = f"file:{quote(str(file.absolute()))}?mode=rwc"
        return sqlite3.connect(
            address, uri=True, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False
        )

    # Without a pool no connection outlives its use, so that none is open across a fork.
    return sa.create_engine("sqlite+pysqlite://", creator=connect, poolclass=sa.NullPool)


@contextmanager
def reading(engine: Engine, file: Path) -> Iterator[Connection]:
    """Give a connection that sees one state of the database; faults become `InputError`."""
    with _worded(engine, file), engine.connect() as connection:
        connection.exec_driver_sql(
            "BEGIN" if _is_sqlite(engine) else "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
        )
        try:
            yield connection
        finally:
            if _is_sqlite(engine):
                connection.exec_driver_sql("ROLLBACK")
            else:
                connection.rollback()


@contextmanager
def writing(engine: Engine, file: Path) -> Iterator[tuple[Connection, Last]]:
    """Give the only connection that writes, and the last event, on tables as they are to be now.

    While it lasts everybody else waits, and on a busy machine each question can take until its
    process has its turn: so there are as few as can be.
    """
    with _worded(engine, file), engine.connect() as connection:
        if not _is_sqlite(engine):
            with connection.begin():
                yield connection, _last_locked(connection)
            _MADE.add(engine)
            return
        raw = _begin(connection)
        try:
            if not _is_newest(raw):
                _migrate(connection)
            yield connection, _last_of(raw.execute(_LAST).fetchone())
            raw.execute("COMMIT")
        except BaseException:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raise


def _last_locked(connection: Connection) -> Last:
    """Take the lock of a PostgreSQL database that writes; return the last event then."""
    lock = f"SELECT pg_advisory_xact_lock({_LOCK})"
    if connection.engine not in _MADE:
        connection.exec_driver_sql(lock)
        _migrate(connection)
        return _last_of(connection.exec_driver_sql(_LAST).first())
    try:
        both = connection.exec_driver_sql(f"{lock}; {_LAST}").cursor
        both.nextset()
        found = both.fetchone()
        both.close()
    except BaseException:
        _MADE.discard(connection.engine)  # perhaps they are there no more
        raise
    if found is None or found[0] != _NEWEST:
        _migrate(connection)
    return _last_of(found)


def _last_of(row: Any) -> Last:  # noqa: ANN401 - of either driver
    return None if row is None or row[1] is None else (row[1], row[2])


def has_events(connection: Connection) -> bool:
    """Tell whether there is a register; raises `InputError("register_newer")` for a later one's."""
    found = _revision(connection)
    _require_known(found)
    return found is not None


def password(connection: Connection, name: str) -> tuple[str, str] | None:
    """Return the hash of somebody's password and when it was set; None for who has none."""
    if not sa.inspect(connection).has_table(_CREDENTIALS.name):
        return None  # tables of an earlier version, to which nothing was written since
    asked = sa.select(_CREDENTIALS.c.hash, _CREDENTIALS.c.changed)
    row = connection.execute(asked.where(_CREDENTIALS.c.name == name)).first()
    return None if row is None else (row.hash, row.changed)


def set_password(connection: Connection, name: str, hashed: str, at: str) -> None:
    """Keep the hash of a password in the place of the one before."""
    connection.execute(_CREDENTIALS.delete().where(_CREDENTIALS.c.name == name))
    connection.execute(_CREDENTIALS.insert(), {"name": name, "hash": hashed, "changed": at})


def tokens(connection: Connection, hashed: str = "") -> list[tuple[str, str, str]]:
    """Return hash, name and moment of the tokens, the oldest first, or of the one with a hash."""
    if not sa.inspect(connection).has_table(_TOKENS.name):
        return []  # tables of an earlier version, to which nothing was written since
    asked = _TOKENS.select().order_by(_TOKENS.c.made)
    if hashed:
        asked = asked.where(_TOKENS.c.hash == hashed)
    return [(row.hash, row.name, row.made) for row in connection.execute(asked)]


def add_token(connection: Connection, hashed: str, name: str, at: str) -> None:
    """Keep the hash of a token."""
    connection.execute(_TOKENS.insert(), {"hash": hashed, "name": name, "made": at})


def drop_tokens(connection: Connection, *, hashed: str = "", name: str = "") -> int:
    """Forget a token, or all of somebody's; return how many there were."""
    chosen = _TOKENS.c.hash == hashed if hashed else _TOKENS.c.name == name
    return connection.execute(_TOKENS.delete().where(chosen)).rowcount


def _begin(connection: Connection) -> sqlite3.Connection:
    """Take the lock of a SQLite file that writes, and wait for it as long as is patient.

    SQLite itself asks again after ever longer pauses, up to 100 ms, so that of many who write
    those who came late go first and one waits for seconds. Here whoever waits asks the more often
    the longer that takes, and whoever had to wait lets others go first when it comes again at once.
    """
    raw: sqlite3.Connection = connection.connection.dbapi_connection  # type: ignore[assignment]
    began = time.monotonic()
    if began - _WAITED.get(connection.engine, -math.inf) < _AT_ONCE_S:
        time.sleep(_pause_s(0))
    raw.execute("PRAGMA busy_timeout=0")
    while True:
        try:
            raw.execute("PRAGMA journal_mode=WAL")
            raw.execute("PRAGMA synchronous=FULL")
            raw.execute("BEGIN IMMEDIATE")
            break
        except sqlite3.Error as error:
            waited = time.monotonic() - began
            if _named(error) != "register_busy" or waited > _PATIENCE_S:
                raise
            time.sleep(_pause_s(waited))
            _WAITED[connection.engine] = time.monotonic()
    raw.execute(f"PRAGMA busy_timeout={round(1_000 * _PATIENCE_S)}")
    return raw


def _is_newest(raw: sqlite3.Connection) -> bool:
    if raw.execute(_IS_THERE["sqlite"]).fetchone() is None:
        return False
    asked = raw.execute("SELECT version_num FROM alembic_version")
    return bool(asked.fetchone() == (_NEWEST,))


def _pause_s(waited_s: float) -> float:
    """Return how long to wait before the lock is asked for again; by chance, so that none lead."""
    mean = max(_SHORTEST_S, _FIRST_S / (1 + waited_s / _SOON_S))
    return random.uniform(0.5, 1.5) * mean  # noqa: S311 - no secret


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _revision(connection: Connection) -> str | None:
    # SQLAlchemy's own question takes longer than all the rest of a short entry.
    if connection.exec_driver_sql(_IS_THERE[connection.dialect.name]).first() is None:
        return None
    found: str | None = connection.scalar(sa.select(_VERSIONS.c.version_num))
    return found


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    return config


def _migrate(connection: Connection) -> None:
    """Bring the tables to what this program needs; raises `InputError("register_newer")`."""
    found = _revision(connection)
    if found == _NEWEST:
        return
    _require_known(found)
    config = _config()
    config.attributes["connection"] = connection
    with _MIGRATING:
        command.upgrade(config, "head")


def _require_known(revision: str | None) -> None:
    if revision in {None, _NEWEST}:
        return
    try:
        ScriptDirectory.from_config(_config()).get_revision(revision)
    except CommandError as error:
        raise InputError("register_newer", revision=str(revision)) from error


_NEWEST: Final = ScriptDirectory.from_config(_config()).get_current_head()


@contextmanager
def _worded(engine: Engine, file: Path) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        where = str(file) if _is_sqlite(engine) else _address(engine.url)
        raise InputError(_code(error), where=where) from error
    except sqlite3.Error as error:
        raise InputError(_named(error) or "register_lost", where=str(file)) from error


def _code(error: SQLAlchemyError) -> str:
    cause: Any = error.orig if isinstance(error, DBAPIError) else error
    return _named(cause) or "register_lost"


def _named(cause: Any) -> str:  # noqa: ANN401 - of either driver
    name = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    return next((code for begin, code in _FAULTS if name.startswith(begin)), "")


def _address(url: URL) -> str:
    return f"{url.host or 'localhost'}:{url.port or 5432}/{url.database or ''}"
