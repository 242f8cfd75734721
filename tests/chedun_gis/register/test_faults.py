"""What a database refuses is one sentence, and nothing of it is entered; migrations."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from chedun_gis.register import Ledger, database
from chedun_gis.texts import LANGS, fault_of
from geo import InputError
from tests.chedun_gis.register.facts import value
from tests.chedun_gis.register.test_ledger import refused
from tests.people import person

DATA = Path(__file__).resolve().parents[2] / "data"
# A register of each version that was released, as its rows were written then.
RELEASED = sorted(DATA.glob("register_*.sql"))


def enter(ledger: Ledger) -> Any:  # noqa: ANN401
    return ledger.append([value(7.0, 2024)], by=person("甲"))


def sentence(code: str, do: Callable[[], Any]) -> None:
    params = refused(code, do).params
    assert all(fault_of(code, params, lang) for lang in LANGS)
    assert "tester" not in str(params)  # who may enter the database is nobody's business


def is_file(ledger: Ledger) -> bool:
    return not ledger._url


@contextmanager
def each_connection(ledger: Ledger, *statements: str) -> Iterator[None]:
    """Say something on each connection before it is used."""

    def say(raw: Any, _: object) -> None:  # noqa: ANN401
        for statement in statements:
            raw.execute(statement)

    sa.event.listen(ledger._engine, "connect", say)
    yield
    sa.event.remove(ledger._engine, "connect", say)


def on_insert(ledger: Ledger, body: str) -> None:
    """Let PostgreSQL do something before it takes in an event."""
    with ledger._engine.begin() as connection:
        connection.exec_driver_sql(
            f"CREATE FUNCTION hook() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER hook BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION hook()"
        )


def test_somebody_holds_the_register(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PATIENCE_S", 0.3)
    enter(ledger)
    if is_file(ledger):
        with closing(sqlite3.connect(ledger.file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            sentence("register_busy", lambda: enter(ledger))
    else:
        with psycopg.connect(ledger._url) as session:
            session.execute("SELECT pg_advisory_xact_lock(%s)", [database._LOCK])
            sentence("register_busy", lambda: enter(ledger))
    assert ledger.head().number == 1
    assert enter(ledger)[0].number == 2


def test_a_full_disk(ledger: Ledger) -> None:
    enter(ledger)
    many = [value(float(number), 2024, source="x" * 4_000) for number in range(100)]
    if is_file(ledger):
        with each_connection(ledger, "PRAGMA max_page_count = 20"):
            sentence("register_full", lambda: ledger.append(many, by=person("甲")))
    else:
        on_insert(ledger, "RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100';")
        sentence("register_full", lambda: ledger.append(many, by=person("甲")))
    assert ledger.head().number == 1
    assert ledger.verify() is None


def test_a_register_that_may_only_be_read(ledger: Ledger) -> None:
    enter(ledger)
    if is_file(ledger):
        with each_connection(ledger, "PRAGMA query_only = 1"):
            sentence("register_read_only", lambda: enter(ledger))
    else:
        on_insert(ledger, "RAISE EXCEPTION 'read-only' USING ERRCODE = '25006';")
        sentence("register_read_only", lambda: enter(ledger))
    assert ledger.record().head.number == 1


def test_a_workspace_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ledger = Ledger(tmp_path / "file" / "space" / "register.sqlite")
    sentence("register_read_only", lambda: enter(ledger))
    assert ledger.record().events == ()


@pytest.mark.parametrize("content", [b"no database at all, but long enough for a header" * 40])
def test_a_file_that_is_no_register(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "register.sqlite"
    file.write_bytes(content)
    for do in (Ledger(file).record, Ledger(file).head, lambda: enter(Ledger(file))):
        sentence("register_no_database", do)
    assert file.read_bytes() == content


def test_a_file_without_a_byte_is_an_empty_register(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    file.touch()
    assert Ledger(file).record().events == ()
    assert enter(Ledger(file))[0].number == 1


# A file has no connection to lose.
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_that_is_lost_while_writing(ledger: Ledger) -> None:
    enter(ledger)
    on_insert(ledger, "PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW;")
    sentence("register_lost", lambda: enter(ledger))
    assert ledger.head().number == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_that_was_lost_before(ledger: Ledger) -> None:
    enter(ledger)
    with psycopg.connect(ledger._url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert enter(ledger)[0].number == 2


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "x", f"postgresql://tester:secret@/none?host={tmp_path}")
    began = time.monotonic()
    for do in (ledger.head, ledger.record, lambda: enter(ledger)):
        sentence("register_lost", do)
        assert "secret" not in str(refused("register_lost", do).params)
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "sqlite:///x", "postgresql", "://", "postgres+x://"]
)
def test_a_url_of_something_else(tmp_path: Path, url: str) -> None:
    ledger = Ledger(tmp_path / "x", url)
    refused("register_url", ledger.head)


def test_a_register_of_a_later_program_is_left_alone(ledger: Ledger) -> None:
    enter(ledger)
    with ledger._engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    for do in (ledger.record, ledger.head, lambda: enter(ledger)):
        sentence("register_newer", do)


# ---- migrations


def test_the_tables_are_those_that_the_program_speaks_of(ledger: Ledger) -> None:
    enter(ledger)
    with ledger._engine.connect() as connection:
        found = {each["name"]: each for each in sa.inspect(connection).get_columns("events")}
        assert list(found) == [column.name for column in database.EVENTS.columns]
        at = MigrationContext.configure(connection).get_current_revision()
    script = ScriptDirectory.from_config(database._config())
    assert [at] == script.get_heads()
    # One line of migrations, without a fork.
    assert [each.revision for each in script.walk_revisions()][-1] == "0001"


@pytest.mark.parametrize("dump", RELEASED, ids=lambda path: path.stem)
def test_a_register_of_a_released_version_goes_on(ledger: Ledger, dump: Path) -> None:
    text = dump.read_text(encoding="utf-8")
    if is_file(ledger):
        ledger.file.parent.mkdir()
        with closing(sqlite3.connect(ledger.file)) as old:
            old.executescript(text)
    else:
        with psycopg.connect(ledger._url) as session:
            session.execute(text.encode())
    before = ledger.links()
    assert len(before) == 3
    assert ledger.verify() is None
    assert ledger.record().events[0].fact == value(30.0, 2020, source="chedun-14fyp")
    assert enter(ledger)[0].number == 4
    assert ledger.links()[:3] == before
    assert ledger.verify() is None


def test_there_is_one_of_every_released_version() -> None:
    script = ScriptDirectory.from_config(database._config())
    revisions = {each.revision for each in script.walk_revisions()}
    assert {path.stem.removeprefix("register_") for path in RELEASED} == revisions


def test_two_make_the_tables_at_once(ledger: Ledger) -> None:
    other = Ledger(ledger.file, ledger._url)
    assert enter(ledger)[0].number == 1
    assert enter(other)[0].number == 2
    other.close()


def test_what_nobody_words_is_not_hidden(ledger: Ledger) -> None:
    enter(ledger)
    with ledger._engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE events"))
    with pytest.raises(InputError, match="register_"):
        ledger.record()
